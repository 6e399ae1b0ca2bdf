"""When people may be written to: by day and on business days; nothing of the plan rings at night."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from municipio.calendario import es_habil
from municipio.municipios.registro import DIAS, Municipio


def cierre(local: datetime, municipio: Municipio) -> datetime:
    """Until when what is decided at this local hour may arrive."""
    return datetime.combine(local.date(), municipio.envios.cierra, local.tzinfo)


def se_puede(local: datetime, municipio: Municipio) -> bool:
    """Whether people may be written to at this local hour."""
    return municipio.envios.abre <= local.time() < municipio.envios.cierra and _es_dia(local.date(), municipio)


def proxima(local: datetime, municipio: Municipio) -> datetime:
    """The first moment from this one on at which people may be written to."""
    if se_puede(local, municipio):
        return local
    abre = municipio.envios.abre
    dia = local.date() if local.time() < abre else local.date() + timedelta(days=1)
    while not _es_dia(dia, municipio):
        dia += timedelta(days=1)
    return datetime.combine(dia, abre, local.tzinfo)


def _es_dia(dia: date, municipio: Municipio) -> bool:
    return DIAS[dia.weekday()] in municipio.envios.dias and es_habil(dia, municipio.no_habiles)
