"""All that the process serves, kept in memory and read again when the database says that it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.datos.carpeta import leer_vocabulario
from municipio.encuestas.garantias import leer_garantias
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.plan.modelo import PlanCargado
from municipio.plan.registro import Plan
from municipio.tramites import version
from municipio.tramites.busqueda.contrato import Buscador
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.ficha import Ficha
from municipio.tramites.modelo import NACIONAL, FichaCargada, Frase, MunicipioCargado

CrearBuscador = Callable[[Catalogo], Buscador]


class Padron:
    """The municipalities being served, each with its catalogue and its search."""

    def __init__(self, data_dir: Path, crear_buscador: CrearBuscador, solo: tuple[str, ...] = ()) -> None:
        self.etiquetas, self.emergencias = leer_vocabulario(data_dir)
        self.garantias = leer_garantias(data_dir)
        self._crear_buscador = crear_buscador
        self._solo = solo
        self._version = -1
        self._catalogos: dict[str, Catalogo] = {}
        self._buscadores: dict[str, Buscador] = {}

    def refrescar(self, sesion: Session) -> bool:
        """Read again if something changed since the last time; tells whether it did."""
        nueva = version.actual(sesion)
        if nueva == self._version:
            return False
        catalogos = self._leer(sesion)
        for falta in set(self._solo) - set(catalogos):
            raise EntradaInvalidaError(f"El municipio «{falta}» de MUNICIPIOS no está cargado")
        iguales = {slug for slug, catalogo in catalogos.items() if catalogo == self._catalogos.get(slug)}
        self._catalogos, self._version = catalogos, nueva
        self._buscadores = {slug: uno for slug, uno in self._buscadores.items() if slug in iguales}
        return True

    @property
    def slugs(self) -> list[str]:
        """Slugs of the municipalities served."""
        return list(self._catalogos)

    def catalogo(self, municipio: str) -> Catalogo:
        """The catalogue of a municipality. An unknown slug raises `EntradaInvalidaError` naming the known ones."""
        try:
            return self._catalogos[municipio]
        except KeyError:
            conocidos = ", ".join(sorted(self._catalogos)) or "ninguno (¿falta «ventanilla load»?)"
            raise EntradaInvalidaError(f"No conozco el municipio «{municipio}». Conozco: {conocidos}") from None

    def buscador(self, municipio: str) -> Buscador:
        """The search of a municipality, fitted the first time that it is asked for."""
        buscadores = self._buscadores  # these, even if it is read again meanwhile: never an old search among new ones
        if municipio not in buscadores:
            buscadores[municipio] = self._crear_buscador(self.catalogo(municipio))
        return buscadores[municipio]

    def _leer(self, sesion: Session) -> dict[str, Catalogo]:
        fichas: dict[str, dict[str, Ficha]] = defaultdict(dict)
        for fila in sesion.scalars(select(FichaCargada).order_by(FichaCargada.slug)):
            fichas[fila.municipio][fila.slug] = Ficha.model_validate(fila.cuerpo)
        frases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for frase in sesion.scalars(select(Frase).order_by(Frase.id)):
            frases[frase.municipio].append((frase.slug, frase.texto))
        planes = {fila.municipio: Plan.model_validate(fila.cuerpo) for fila in sesion.scalars(select(PlanCargado))}
        catalogos = {}
        for cargado in sesion.scalars(select(MunicipioCargado).order_by(MunicipioCargado.slug)):
            if not self._solo or cargado.slug in self._solo:
                catalogos[cargado.slug] = self._catalogo(
                    Municipio.model_validate(cargado.cuerpo),
                    fichas[NACIONAL],
                    fichas[cargado.slug],
                    frases[cargado.slug],
                    planes.get(cargado.slug),
                )
        return catalogos

    def _catalogo(
        self,
        municipio: Municipio,
        base: dict[str, Ficha],
        propias: dict[str, Ficha],
        frases: list[tuple[str, str]],
        plan: Plan | None,
    ) -> Catalogo:
        ocultos = set(municipio.tramites_ocultos)
        fichas = {slug: ficha for slug, ficha in (base | propias).items() if slug not in ocultos}
        return Catalogo(municipio, self.etiquetas, fichas, frozenset(propias), plan, tuple(frases))
