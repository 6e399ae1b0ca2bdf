"""Versions of a questionnaire: a change makes another one, and answers stay tied to the one that they answer.

What was read is kept by its digest: an answer to a survey costs no reading of its questionnaire.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from municipio.encuestas.modelo import Campana, EncuestaVersion
from municipio.encuestas.plantilla import Encuesta

MUCHAS = 64
"""As many questionnaires as are kept in memory."""
_HUELLA = select(EncuestaVersion.__table__.c.huella).where(EncuestaVersion.__table__.c.id == bindparam("numero"))
_LEIDAS: dict[str, Encuesta] = {}


def encuesta_de(session: Session, campana: Campana) -> Encuesta:
    """The questionnaire of a campaign: its draft, or the version that it was launched with. It does not change."""
    if campana.encuesta is None:
        return Encuesta.model_validate(campana.borrador)
    huella = session.connection().execute(_HUELLA, {"numero": campana.encuesta}).scalar_one()
    leida = _LEIDAS.get(huella)
    if leida is None:
        leida = Encuesta.model_validate(session.get_one(EncuestaVersion, campana.encuesta).cuerpo)
        if len(_LEIDAS) >= MUCHAS:
            _LEIDAS.clear()
        _LEIDAS[huella] = leida
    return leida


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
