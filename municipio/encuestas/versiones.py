"""Versions of a questionnaire: a change makes another one, and answers stay tied to the one that they answer."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from municipio.encuestas.modelo import EncuestaVersion
from municipio.encuestas.plantilla import Encuesta


def fijar(session: Session, municipio: str, encuesta: Encuesta, ahora: datetime) -> EncuestaVersion:
    """The version of a municipality that says exactly this: the one that there is, or a new one."""
    cuerpo = encuesta.model_dump(mode="json", exclude_defaults=True)
    huella = hashlib.sha256(json.dumps(cuerpo, sort_keys=True).encode()).hexdigest()
    suyas = (EncuestaVersion.municipio == municipio, EncuestaVersion.plantilla == encuesta.clave)
    igual = session.scalar(select(EncuestaVersion).where(*suyas, EncuestaVersion.huella == huella).limit(1))
    if igual is not None:
        return igual
    ultima = session.scalar(select(func.max(EncuestaVersion.version)).where(*suyas)) or 0
    nueva = EncuestaVersion(
        municipio=municipio,
        plantilla=encuesta.clave,
        version=ultima + 1,
        cuerpo=cuerpo,
        huella=huella,
        creada_en=ahora,
    )
    session.add(nueva)
    session.flush()
    return nueva
