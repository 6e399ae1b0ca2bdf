"""The templates of surveys that were loaded from `data/encuestas`, as a municipality gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from municipio.encuestas import versiones
from municipio.encuestas.modelo import EncuestaVersion
from municipio.encuestas.plantilla import NO_SABE, Encuesta, Opcion, Pregunta
from municipio.texto import normalizar
from municipio.tramites.modelo import NACIONAL

CLAVE_MAS_LARGA = 24
SIN_NUMERO = CLAVE_MAS_LARGA - len("-120")


def cargar(session: Session, encuestas: Mapping[str, Encuesta], ahora: datetime) -> int:
    """Bring the templates to what the folder says; how many changed. No campaign hangs from a template."""
    cambios = 0
    de_antes = {fila.plantilla: fila for fila in session.scalars(_todas())}
    for clave, encuesta in encuestas.items():
        fila = versiones.fijar(session, NACIONAL, encuesta, ahora)
        anterior = de_antes.pop(clave, None)
        if fila is not anterior:
            cambios += 1
            otras = EncuestaVersion.plantilla == clave, EncuestaVersion.id != fila.id
            session.execute(delete(EncuestaVersion).where(EncuestaVersion.municipio == NACIONAL, *otras))
    for sobrante in de_antes.values():
        session.delete(sobrante)
    return cambios + len(de_antes)


def plantillas(session: Session, veredas: Sequence[str] = ()) -> dict[str, Encuesta]:
    """The templates by their key, with the veredas of the municipality where one is asked for."""
    todas = (Encuesta.model_validate(fila.cuerpo) for fila in session.scalars(_todas()))
    return {encuesta.clave: con_veredas(encuesta, veredas) for encuesta in todas}


def con_veredas(encuesta: Encuesta, veredas: Sequence[str]) -> Encuesta:
    """The questionnaire with these places to choose from wherever it asks for one without saying which."""
    if not veredas:
        return encuesta
    lugares = [Opcion(clave=clave, texto=vereda) for clave, vereda in zip(_claves(veredas), veredas, strict=True)]
    preguntas = [_con_lugares(pregunta, lugares) for pregunta in encuesta.preguntas]
    return encuesta.model_copy(update={"preguntas": preguntas})


def _con_lugares(pregunta: Pregunta, lugares: list[Opcion]) -> Pregunta:
    if pregunta.tipo != "lugar" or pregunta.opciones:
        return pregunta
    return Pregunta.model_validate({**pregunta.model_dump(), "opciones": [lugar.model_dump() for lugar in lugares]})


def _claves(veredas: Sequence[str]) -> list[str]:
    """A key for each, of its name; those whose names begin alike get a number."""
    dadas = [NO_SABE]
    for vereda in veredas:
        nombre = normalizar(vereda).replace("ñ", "n").replace(" ", "-")
        clave, n = nombre[:CLAVE_MAS_LARGA].strip("-"), 1
        while clave in dadas:
            n += 1
            clave = f"{nombre[:SIN_NUMERO].strip('-')}-{n}"
        dadas.append(clave)
    return dadas[1:]


def _todas() -> Select[EncuestaVersion]:
    return select(EncuestaVersion).where(EncuestaVersion.municipio == NACIONAL).order_by(EncuestaVersion.plantilla)
