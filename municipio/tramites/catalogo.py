"""The catalogue of one municipality: the national base, its overrides, its own trámites, without what it hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from municipio.datos.etiquetas import Etiquetas
from municipio.municipios.registro import Dependencia, Municipio
from municipio.plan.registro import Plan
from municipio.tramites.ficha import Ficha


@dataclass(frozen=True)
class Catalogo:
    """What the citizens of one municipality can ask about."""

    municipio: Municipio
    etiquetas: Etiquetas
    fichas: Mapping[str, Ficha]
    propias: frozenset[str] = frozenset()
    """Slugs whose ficha is not the national one."""
    plan: Plan | None = None
    """Its plan de acción, when it has one."""
    frases: tuple[tuple[str, str], ...] = ()
    """Phrases that the coordinator attached: (slug, text)."""

    def ficha(self, slug: str | None) -> Ficha | None:
        """The ficha of `slug`, or None when this municipality does not have it."""
        return None if slug is None else self.fichas.get(slug)

    def dependencia(self, ficha: Ficha) -> Dependencia | None:
        """The office that attends a trámite; None when another authority does."""
        return None if ficha.despacho is None else self.municipio.dependencia_de(ficha.despacho)

    @cached_property
    def por_tema(self) -> dict[str, list[Ficha]]:
        """Fichas by theme, in the order of the vocabulary; the municipality's own ones last."""
        grupos: dict[str, list[Ficha]] = {
            clave: [self.fichas[slug] for slug in tema.slugs if slug in self.fichas]
            for clave, tema in self.etiquetas.temas.items()
        }
        sueltas = [ficha for slug, ficha in self.fichas.items() if slug not in self.etiquetas.slugs]
        if sueltas:
            grupos["propios"] = sueltas
        return {clave: fichas for clave, fichas in grupos.items() if fichas}

    @cached_property
    def por_dependencia(self) -> dict[str, list[Ficha]]:
        """Fichas by office of the alcaldía."""
        grupos: dict[str, list[Ficha]] = {d.clave: [] for d in self.municipio.dependencias}
        for ficha in self.fichas.values():
            oficina = self.dependencia(ficha)
            if oficina is not None:
                grupos[oficina.clave].append(ficha)
        return {clave: fichas for clave, fichas in grupos.items() if fichas}

    def tema(self, clave: str) -> str:
        """Name of a theme as people read it."""
        tema = self.etiquetas.temas.get(clave)
        return tema.nombre if tema else f"Trámites propios de {self.municipio.nombre}"
