"""When people may be written to: by day and on business days; nothing of the plan rings at night."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from municipio.calendario import es_habil
from municipio.plan.recurrencia import Locales, siguiente_habil

DESDE, HASTA = time(8), time(18)
"""Local hours in which a message that nobody asked for may arrive; on business days only."""


def es_hora(local: datetime) -> bool:
    """Whether it is an hour at which people may be written to."""
    return DESDE <= local.time() < HASTA


def cierre(local: datetime) -> datetime:
    """Until when what is decided at this local hour may arrive."""
    return datetime.combine(local.date(), HASTA, local.tzinfo)


def se_puede(local: datetime, locales: Locales = ()) -> bool:
    """Whether people may be written to at this local hour."""
    return es_hora(local) and es_habil(local.date(), locales)


def proxima(local: datetime, locales: Locales = ()) -> datetime:
    """The first moment from this one on at which people may be written to."""
    if se_puede(local, locales):
        return local
    desde = local.date() if local.time() < DESDE else local.date() + timedelta(days=1)
    return datetime.combine(siguiente_habil(desde, locales), DESDE, local.tzinfo)
