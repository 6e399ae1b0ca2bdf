"""Loading a data folder into the database: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.datos.carpeta import Carpeta, leer_carpeta
from municipio.datos.huella import huella
from municipio.datos.revisar import revisar
from municipio.db.engine import Database
from municipio.encuestas import registro as encuestas
from municipio.errors import DatosInvalidosError
from municipio.plan.modelo import PlanCargado
from municipio.plan.registro import Plan
from municipio.tramites import version
from municipio.tramites.modelo import NACIONAL, FichaCargada, MunicipioCargado


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
    municipios = {slug: leido.registro for slug, leido in carpeta.municipios.items()}
    fichas = {(NACIONAL, slug): leida.ficha for slug, leida in carpeta.fichas.items()}
    fichas |= {(m, slug): f.ficha for m, leido in carpeta.municipios.items() for slug, f in leido.fichas.items()}
    planes = {slug: leido.plan for slug, leido in carpeta.municipios.items() if leido.plan is not None}
    modelos = {clave: leida.encuesta for clave, leida in carpeta.encuestas.items()}
    cambios = _municipios(sesion, municipios, ahora) + _fichas(sesion, fichas, ahora) + _planes(sesion, planes, ahora)
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


def _municipios(sesion: Session, nuevos: dict[str, Any], ahora: datetime) -> int:
    actuales = {fila.slug: fila for fila in sesion.scalars(select(MunicipioCargado))}
    cambios = 0
    for slug, registro in nuevos.items():
        cuerpo, huella = _cuerpo(registro)
        fila = actuales.pop(slug, None)
        if fila is None or fila.huella != huella:
            sesion.merge(MunicipioCargado(slug=slug, cuerpo=cuerpo, huella=huella, cargado_en=ahora))
            cambios += 1
    return cambios + _borrar(sesion, list(actuales.values()))


def _fichas(sesion: Session, nuevas: dict[tuple[str, str], Any], ahora: datetime) -> int:
    actuales = {(fila.municipio, fila.slug): fila for fila in sesion.scalars(select(FichaCargada))}
    cambios = 0
    for (municipio, slug), ficha in nuevas.items():
        cuerpo, huella = _cuerpo(ficha)
        fila = actuales.pop((municipio, slug), None)
        if fila is None or fila.huella != huella:
            nueva = FichaCargada(municipio=municipio, slug=slug, cuerpo=cuerpo, huella=huella, cargada_en=ahora)
            sesion.merge(nueva)
            cambios += 1
    return cambios + _borrar(sesion, list(actuales.values()))


def _planes(sesion: Session, nuevos: dict[str, Plan], ahora: datetime) -> int:
    actuales = {fila.municipio: fila for fila in sesion.scalars(select(PlanCargado))}
    cambios = 0
    for municipio, plan in nuevos.items():
        cuerpo, huella = _cuerpo(plan)
        fila = actuales.pop(municipio, None)
        if fila is None or fila.huella != huella:
            sesion.merge(PlanCargado(municipio=municipio, cuerpo=cuerpo, huella=huella, cargado_en=ahora))
            cambios += 1
    return cambios + _borrar(sesion, list(actuales.values()))


def _borrar(sesion: Session, sobrantes: list[Any]) -> int:
    for fila in sobrantes:
        sesion.delete(fila)
    return len(sobrantes)


def _cuerpo(registro: BaseModel) -> tuple[dict[str, Any], str]:
    cuerpo = registro.model_dump(mode="json", exclude_defaults=True)
    return cuerpo, hashlib.sha256(json.dumps(cuerpo, sort_keys=True).encode()).hexdigest()
