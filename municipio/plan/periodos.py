"""The period of a due date as people say it; what is kept of it, and its key, stay as they are."""

from __future__ import annotations

import re
from datetime import date, timedelta

from municipio.fechas import dia_y_mes
from municipio.plan.recurrencia import Locales, Tramo, dias_habiles

_SEMANA = re.compile(r"semana (\d{1,2}) de (\d{4})")


def dicho(periodo: str, locales: Locales = ()) -> str:
    """«semana del 23 al 27 de noviembre», its business days, for «semana 48 de 2026»; other periods as they are."""
    return _SEMANA.sub(lambda semana: _semana(int(semana[2]), int(semana[1]), locales), periodo)


def _semana(ano: int, numero: int, locales: Locales) -> str:
    lunes = date.fromisocalendar(ano, numero, 1)
    dias = dias_habiles(Tramo(lunes, lunes + timedelta(days=6), ""), locales) or [lunes, lunes + timedelta(days=4)]
    primero, ultimo = dias[0], dias[-1]
    if primero == ultimo:
        return f"semana del {dia_y_mes(ultimo)}"
    desde = str(primero.day) if primero.month == ultimo.month else dia_y_mes(primero)
    return f"semana del {desde} al {dia_y_mes(ultimo)}"
