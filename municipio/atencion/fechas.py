"""Which day a question about opening hours asks about: «hoy», «mañana», «el lunes», «el 8 de diciembre»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from municipio.fechas import MESES
from municipio.municipios.registro import DIAS
from municipio.texto import normalizar

_FECHA = re.compile(rf"\b(\d{{1,2}}) (?:de )?({'|'.join(MESES)})\b")
_AHORA = re.compile(r"\b(?:hoy|ahora|ahorita|a esta hora|en este momento)\b")
_ABIERTO = re.compile(
    r"\b(?:ya (?:abri(?:o|eron)|cerr(?:o|aron))|vuelven a abrir"
    r"|esta(?:n|ran)? (?:abiert[oa]s?|cerrad[oa]s?|atendiendo))\b"
    r"(?!.*\bfestivos?\b)"
)
"""Asks about this moment, when the text names no other day."""
_SOLO_DIA = re.compile(r"\b(?:el|este|dia) (\d{1,2})\b(?! (?:de la|am|pm))")


def dia_preguntado(texto: str, hoy: date) -> date | None:
    """The day that `texto` asks about, today or later; None when it names none."""
    plano = normalizar(texto)
    if "pasado mañana" in plano:
        return hoy + timedelta(days=2)
    if _AHORA.search(plano):
        return hoy
    con_mes = _FECHA.search(plano)
    if con_mes:
        return _proxima(int(con_mes[1]), MESES.index(con_mes[2]) + 1, hoy)
    for numero, nombre in enumerate(DIAS):
        if re.search(rf"\b{nombre}s?\b", plano):
            return _siguiente(numero, plano, hoy)
    if re.search(r"(?<!la )(?<!por la )(?<!de la )\bmañana\b", plano):
        return hoy + timedelta(days=1)
    solo = _SOLO_DIA.search(plano)
    if solo:
        return _dia_del_mes(int(solo[1]), hoy)
    return hoy if _ABIERTO.search(plano) else None


def _siguiente(numero: int, plano: str, hoy: date) -> date:
    dias = (numero - hoy.weekday()) % 7
    if dias == 0 and re.search(r"\b(proximo|que viene|entrante)\b", plano):
        dias = 7
    return hoy + timedelta(days=dias)


def _proxima(dia: int, mes: int, hoy: date) -> date | None:
    for anio in range(hoy.year, hoy.year + 5):
        try:
            fecha = date(anio, mes, dia)
        except ValueError:
            continue
        if fecha >= hoy:
            return fecha
    return None


def _dia_del_mes(dia: int, hoy: date) -> date | None:
    for meses in range(3):
        mes = hoy.month + meses
        try:
            fecha = date(hoy.year + (mes - 1) // 12, (mes - 1) % 12 + 1, dia)
        except ValueError:
            continue
        if fecha >= hoy:
            return fecha
    return None
