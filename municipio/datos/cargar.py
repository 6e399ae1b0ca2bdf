"""Loading a data folder into the database: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from municipio.datos.carpeta import Carpeta, FichaLeida, leer_carpeta
from municipio.datos.huella import huella
from municipio.datos.revisar import revisar
from municipio.db.engine import Database
from municipio.encuestas import registro as encuestas
from municipio.errors import DatosInvalidosError
from municipio.plan.modelo import PlanCargado
from municipio.tramites import version
from municipio.tramites.modelo import NACIONAL, FichaCargada, MunicipioCargado

Cargada = TypeVar("Cargada", MunicipioCargado, FichaCargada, PlanCargado)


@dataclass(frozen=True, slots=True)
class Cargado:
    """What a load found and what it changed."""

    municipios: int
    fichas: int
    planes: int
    encuestas: int
    cambios: int


def cargar(sesion: Session, carpeta: Carpeta, ahora: datetime) -> Cargado:
    """Bring the tables to what the folder says. A folder with errors raises `DatosInvalidosError` and changes nothing.

    Loading the same folder again changes nothing. What left the folder leaves the tables.
    """
    hallazgos = revisar(carpeta)
    if hallazgos:
        raise DatosInvalidosError([str(h) for h in hallazgos])
    municipios = [
        MunicipioCargado(slug=municipio, **_leido(suyo.registro), cargado_en=ahora)
        for municipio, suyo in carpeta.municipios.items()
    ]
    fichas = [
        FichaCargada(municipio=municipio, slug=slug, **_leido(leida.ficha), cargada_en=ahora)
        for municipio, suyas in _fichas(carpeta).items()
        for slug, leida in suyas.items()
    ]
    planes = [
        PlanCargado(municipio=municipio, **_leido(suyo.plan), cargado_en=ahora)
        for municipio, suyo in carpeta.municipios.items()
        if suyo.plan is not None
    ]
    modelos = {clave: leida.encuesta for clave, leida in carpeta.encuestas.items()}
    cambios = _igualar(sesion, MunicipioCargado, municipios)
    cambios += _igualar(sesion, FichaCargada, fichas) + _igualar(sesion, PlanCargado, planes)
    cambios += encuestas.cargar(sesion, modelos, ahora)
    if cambios:
        version.subir(sesion)
    version.cargada(sesion, carpeta.huella)
    return Cargado(len(municipios), len(fichas), len(planes), len(modelos), cambios)


def poner_al_dia(base: Database, raiz: Path, ahora: datetime) -> None:
    """Load the folder `raiz` in one transaction, unless it is what the database holds already."""
    nueva = huella(raiz)
    with base.read() as sesion:
        if version.huella(sesion) == nueva:
            return
    carpeta = leer_carpeta(raiz)
    with base.write() as sesion:
        cargar(sesion, carpeta, ahora)


def _fichas(carpeta: Carpeta) -> dict[str, dict[str, FichaLeida]]:
    """The fichas of the national base and of each municipality."""
    return {NACIONAL: carpeta.fichas} | {slug: suyo.fichas for slug, suyo in carpeta.municipios.items()}


def _igualar(sesion: Session, tabla: type[Cargada], nuevas: Sequence[Cargada]) -> int:
    """Bring a table to `nuevas`; how many rows came, changed or left."""
    clave = inspect(tabla).primary_key_from_instance
    actuales = {tuple(clave(fila)): fila for fila in sesion.scalars(select(tabla))}
    cambios = 0
    for nueva in nuevas:
        fila = actuales.pop(tuple(clave(nueva)), None)
        if fila is None or fila.huella != nueva.huella:
            sesion.merge(nueva)
            cambios += 1
    for fila in actuales.values():
        sesion.delete(fila)
    return cambios + len(actuales)


def _leido(registro: BaseModel) -> dict[str, Any]:
    cuerpo = registro.model_dump(mode="json", exclude_defaults=True)
    return {"cuerpo": cuerpo, "huella": hashlib.sha256(json.dumps(cuerpo, sort_keys=True).encode()).hexdigest()}
