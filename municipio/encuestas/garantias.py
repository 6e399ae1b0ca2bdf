"""The days before elections in which no survey is sent (Ley 996 de 2005), as data: `data/garantias.yml`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import model_validator

from municipio.datos.yaml_source import Hallazgo, leer, validar
from municipio.errors import EntradaInvalidaError
from municipio.tramites.ficha import Dato, Registro, Slug, Texto

ARCHIVO = "garantias.yml"


class Garantia(Dato):
    """Days, both included, in which campaigns wait. `municipios` empty: in all of them."""

    nombre: Texto
    desde: date
    hasta: date
    municipios: list[Slug] = []

    @model_validator(mode="after")
    def _en_orden(self) -> Self:
        if self.hasta < self.desde:
            raise ValueError("«hasta» es antes que «desde»")
        return self


class Garantias(Registro):
    """Every such period."""

    periodos: list[Garantia] = []

    def vigente(self, municipio: str, dia: date) -> Garantia | None:
        """The period that `dia` falls in, if it does."""
        return next((p for p in self._de(municipio) if p.desde <= dia <= p.hasta), None)

    def entre(self, municipio: str, desde: date, hasta: date) -> Garantia | None:
        """The first period that touches those days, if one does."""
        tocan = [p for p in self._de(municipio) if p.desde <= hasta and desde <= p.hasta]
        return min(tocan, key=lambda p: p.desde, default=None)

    def _de(self, municipio: str) -> list[Garantia]:
        return [p for p in self.periodos if not p.municipios or municipio in p.municipios]


def leer_garantias(raiz: Path) -> Garantias:
    """Those of a data folder; none when it has no such file. What does not hold is an `EntradaInvalidaError`."""
    leidas = revisar_garantias(raiz)
    if isinstance(leidas, list):
        raise EntradaInvalidaError("\n".join(map(str, leidas)))
    return leidas


def revisar_garantias(raiz: Path) -> Garantias | list[Hallazgo]:
    """What a data folder says of them, or everything that is wrong there."""
    archivo = raiz / ARCHIVO
    if not archivo.is_file():
        return Garantias()
    documento = leer(archivo)
    return [documento] if isinstance(documento, Hallazgo) else validar(documento, Garantias)
