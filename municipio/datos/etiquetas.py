"""The shared vocabulary (`data/etiquetas.yml`)."""

from __future__ import annotations

from functools import cached_property

from municipio.tramites.ficha import Registro, Slug


class Tema(Registro):
    """A group of trámites, as the menu shows it."""

    nombre: str
    slugs: list[Slug]


class Etiquetas(Registro):
    """Intents, facets, outcomes, desks and themes."""

    intents: list[str]
    facetas: list[str]
    desenlaces: list[str]
    despachos: list[Slug]
    temas: dict[Slug, Tema]

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Every slug of the national catalogue."""
        return frozenset(slug for tema in self.temas.values() for slug in tema.slugs)

    def tema_de(self, slug: str) -> str | None:
        """The theme that lists `slug`."""
        return next((clave for clave, tema in self.temas.items() if slug in tema.slugs), None)
