"""Finding which trámite a citizen means: a search over the catalogue that is refitted when a ficha changes."""

from municipio.tramites.busqueda.buscador import crear_buscador

__all__ = ["crear_buscador"]
