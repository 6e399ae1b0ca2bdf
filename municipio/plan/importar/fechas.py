"""Dates, windows and terms, in a text already made simple: what a horizon may hold."""

from __future__ import annotations

import calendar
import re
from datetime import date

from municipio.fechas import MESES
from municipio.plan.importar.lectura import Lectura, Regla
from municipio.plan.importar.ritmos import CIERRES, MES
from municipio.plan.registro import Frecuencia, Horizonte

_CORTOS = r"(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)\b\.?"
_M = rf"({MES}|{_CORTOS})"
_A = r"(?:\s*(?:,|/|-|del?)?\s*(?:el\s+)?(?:año\s+)?((?:19|20)[0-9]{2})\b)?"
_D = r"([0-9]{1,2})\b"
_FECHA = rf"{_D}\s*(?:de\s+|-|/|\s)\s*{_M}{_A}"
_HASTA = r"\s*(?:al|a|hasta(?: el)?|-)\s*(?:el\s+|dia\s+)?"
_ANTES = r"\b(?:(?:a mas tardar|antes|hasta|plazo|maximo|el|en|del?|dia|desde|entre)\s+)*"
_ANO = r"((?:19|20)[0-9]{2})\b"
_PARTES = {"bimestre": 2, "trimestre": 3, "cuatrimestre": 4, "semestre": 6}
_MESES_DE = {"mes": 1, "bimestre": 2, "trimestre": 3, "cuatrimestre": 4, "semestre": 6}
_DIAS_DE = {"dia": 1, "semana": 7, "quincena": 15}
_MAX_MESES, _MAX_ANOS, _DIAS_DEL_MES = 240, 20, 30


def _mes(nombre: str) -> int:
    return next(n for n, mes in enumerate((*MESES, "setiembre"), 1) if mes.startswith(nombre[:3])) % 13 or 9


def _ultimo(ano: int, mes: int) -> date:
    return date(ano, mes, calendar.monthrange(ano, mes)[1])


def _plazo(lectura: Lectura, dicho: str, hasta: tuple[int, int, str | None]) -> bool:
    """One deadline: day, month, and the year if it is said."""
    dia, mes, ano = hasta
    if ano is None and _de_la_frecuencia(lectura, dia, mes):
        return True
    try:
        fin = date(int(ano or _ano_con(lectura.ano, dia, mes)), mes, dia)
    except ValueError:
        return lectura.falla("fecha", dicho)
    return lectura.con_horizonte(Horizonte(hasta=fin), None if ano else "sin_ano")


def _ano_con(ano: int, dia: int, mes: int) -> int:
    """`ano`, or the next one that has a 29 February."""
    while (dia, mes) == (29, 2) and not calendar.isleap(ano):
        ano += 1
    return ano


def _de_la_frecuencia(lectura: Lectura, dia: int, mes: int) -> bool:
    """A day without a year beside a frequency says when each one is due: «anual, 31 de enero»."""
    una = lectura.frecuencia
    if una is None or not 1 <= mes <= 12 or not 1 <= dia <= calendar.monthrange(2024, mes)[1]:
        return False
    if una.cada == "anual" and una.mes is None:
        lectura.frecuencia = una = Frecuencia(cada="anual", mes=mes)
    cierra = mes % {"trimestral": 3, "semestral": 6}.get(una.cada, 1) == 0 and una.mes in (None, mes)
    if not cierra or dia < calendar.monthrange(2023, mes)[1]:
        lectura.con_frecuencia(una, "cerca")
    return True


def _ventana(
    lectura: Lectura, dicho: str, desde: tuple[int, int, str | None], hasta: tuple[int, int, str | None]
) -> bool:
    """From one day to another; a year said once holds for both."""
    fin_ano = hasta[2] or desde[2]
    ano = int(fin_ano or lectura.ano)
    cruza = (desde[1], desde[0]) > (hasta[1], hasta[0])
    try:
        fin = date(ano + (cruza and fin_ano is None), hasta[1], hasta[0])
        inicio = date(int(desde[2] or fin.year - cruza), desde[1], desde[0])
    except ValueError:
        return lectura.falla("fecha", dicho)
    if inicio > fin or (cruza and desde[1] == hasta[1]):
        return lectura.falla("al_reves", dicho)
    return lectura.con_horizonte(Horizonte(desde=inicio, hasta=fin), None if fin_ano else "sin_ano")


def _mismo_mes(lectura: Lectura, m: re.Match[str]) -> bool:
    mes = _mes(m[3])
    return _ventana(lectura, m[0], (int(m[1]), mes, m[4]), (int(m[2]), mes, m[4]))


def _dos_fechas(lectura: Lectura, m: re.Match[str]) -> bool:
    return _ventana(lectura, m[0], (int(m[1]), _mes(m[2]), m[3]), (int(m[4]), _mes(m[5]), m[6]))


def _dos_meses(lectura: Lectura, m: re.Match[str]) -> bool:
    ano = int(m[4] or m[2] or lectura.ano)
    ultimo = calendar.monthrange(ano, _mes(m[3]))[1]
    return _ventana(lectura, m[0], (1, _mes(m[1]), m[2]), (ultimo, _mes(m[3]), m[4]))


def _desde(lectura: Lectura, _: re.Match[str]) -> bool:
    lectura.duda("desde")
    return True


def _semana_del_mes(lectura: Lectura, m: re.Match[str]) -> bool:
    """«La primera semana de noviembre» closes on the 7th; a fortnight, in the middle of the month."""
    numero, mes = int(m[1] or 9), _mes(m[3])
    ultimo = _ultimo(int(m[4] or lectura.ano), mes).day
    cierra = min(numero * (7 if m[2] == "semana" else 15), ultimo)
    if numero * (7 if m[2] == "semana" else 15) >= 28:
        cierra = ultimo
    tomada = _plazo(lectura, m[0], (cierra, mes, m[4]))
    if lectura.horizonte is not None and m[4]:
        lectura.con_horizonte(lectura.horizonte, "cerca")
    return tomada


def _una_fecha(lectura: Lectura, m: re.Match[str]) -> bool:
    return _plazo(lectura, m[0], (int(m[1]), _mes(m[2]), m[3]))


def _mes_primero(lectura: Lectura, m: re.Match[str]) -> bool:
    return _plazo(lectura, m[0], (int(m[2]), _mes(m[1]), m[3]))


def _en_numeros(lectura: Lectura, m: re.Match[str]) -> bool:
    return _plazo(lectura, m[0], (int(m[1]), int(m[2]), m[3] if len(m[3]) == 4 else f"20{m[3]}"))


def _iso(lectura: Lectura, m: re.Match[str]) -> bool:
    return _plazo(lectura, m[0], (int(m[3]), int(m[2]), m[1]))


def _parte_del_ano(lectura: Lectura, m: re.Match[str]) -> bool:
    """«Segundo semestre de 2026»."""
    largo = _PARTES[m[2]]
    numero = 12 // largo if m[1].startswith("ultim") else int(m[1])
    if not 1 <= numero <= 12 // largo:
        return False
    ano, mes = int(m[3] or lectura.ano), numero * largo
    return _ventana(lectura, m[0], (1, mes - largo + 1, m[3]), (_ultimo(ano, mes).day, mes, m[3]))


def _fin_de_mes(lectura: Lectura, m: re.Match[str]) -> bool:
    """«Hasta diciembre de 2026» closes with the month; «antes de abril», with the one before."""
    mes, ano = _mes(m[2]), int(m[3] or lectura.ano)
    if "antes" in m[1] and mes > 1:
        mes -= 1
    elif "antes" in m[1]:
        mes, ano = 12, ano - 1
    fin = _ultimo(ano, mes)
    return _plazo(lectura, m[0], (fin.day, mes, str(ano) if m[3] else None))


def _anos(lectura: Lectura, m: re.Match[str]) -> bool:
    """«Año 2012» is a window; «hasta 2012» and «antes de 2013», a deadline."""
    desde, hasta = int(m[2]), int(m[3] or m[2])
    if desde > hasta:
        return lectura.falla("al_reves", m[0])
    if not m[3] and re.search(r"\b(?:antes|hasta|tardar|al)\b", m[1]):
        return lectura.con_horizonte(Horizonte(hasta=date(hasta - ("antes" in m[1]), 12, 31)))
    return lectura.con_horizonte(Horizonte(desde=date(desde, 1, 1), hasta=date(hasta, 12, 31)))


def _lista_de_meses(lectura: Lectura, m: re.Match[str]) -> bool:
    """«Junio y diciembre», without a year: the closings of a rhythm, when they are."""
    meses = {_mes(mes) for mes in re.findall(MES, m[0])}
    for cada, cierres in CIERRES.items():
        if meses == cierres and lectura.frecuencia is None:
            return lectura.con_frecuencia(Frecuencia.model_validate({"cada": cada}), "sin_ano")
    return False


def _este_ano(lectura: Lectura, _: re.Match[str]) -> bool:
    ano = lectura.ano
    return lectura.con_horizonte(Horizonte(desde=date(ano, 1, 1), hasta=date(ano, 12, 31)), "sin_ano")


def _termino(lectura: Lectura, m: re.Match[str]) -> bool:
    """«24 meses», «un año y medio», «90 días» (which the record can only hold in months)."""
    numero, unidad = int(m[1] or 1), m[2]
    mas = 6 if m[3] else int(m[4] or 0)
    if unidad in ("año", "vigencia") and not mas:
        return _guardar(lectura, anos=numero)
    if unidad in ("año", "vigencia"):
        return _guardar(lectura, meses=numero * 12 + mas)
    if unidad == "cuatrienio":
        return _guardar(lectura, anos=numero * 4)
    if unidad in _MESES_DE:
        return _guardar(lectura, meses=numero * _MESES_DE[unidad])
    meses = max(round(numero * _DIAS_DE[unidad] / _DIAS_DEL_MES), 1) if numero else 0
    return _guardar(lectura, meses=meses, duda="cerca")


def _cuatrienio(lectura: Lectura, _: re.Match[str]) -> bool:
    return _guardar(lectura, anos=4, duda="cerca")


def _medio_ano(lectura: Lectura, _: re.Match[str]) -> bool:
    return _guardar(lectura, meses=6)


def _guardar(lectura: Lectura, meses: int = 0, anos: int = 0, duda: str | None = None) -> bool:
    if 1 <= anos <= _MAX_ANOS:
        return lectura.con_horizonte(Horizonte(anos=anos), duda)
    if 1 <= meses <= _MAX_MESES:
        return lectura.con_horizonte(Horizonte(meses=meses), duda)
    lectura.duda("muy_largo")
    return True


_UNIDAD = r"(dia|semana|quincena|mes|bimestre|trimestre|cuatrimestre|semestre|año|vigencia|cuatrienio)(?:es|s)?\b"
REGLAS: tuple[Regla, ...] = (
    (re.compile(rf"{_ANTES}{_D}{_HASTA}{_D}\s+(?:de\s+)?{_M}{_A}"), _mismo_mes),
    (re.compile(rf"\bentre\s+(?:el\s+)?{_D}\s+y\s+(?:el\s+)?{_D}\s+(?:de\s+)?{_M}{_A}"), _mismo_mes),
    (re.compile(rf"{_ANTES}{_FECHA}{_HASTA}{_FECHA}"), _dos_fechas),
    (re.compile(rf"\bentre\s+(?:el\s+)?{_FECHA}\s+y\s+(?:el\s+)?{_FECHA}"), _dos_fechas),
    (re.compile(rf"{_ANTES}\b{_M}{_A}{_HASTA}{_M}{_A}"), _dos_meses),
    (re.compile(rf"\bentre\s+{_M}{_A}\s+y\s+{_M}{_A}"), _dos_meses),
    (re.compile(rf"\b(?:a partir del?|desde(?: el)?)\s+(?:el\s+)?(?:mes\s+de\s+)?(?:{_FECHA}|{_M}{_A}|{_ANO})"),
     _desde),
    (re.compile(rf"{_ANTES}(?:la\s+)?(?:([1-5])|ultima)\s+(semana|quincena)\s+(?:del?\s+)?(?:mes\s+de\s+)?{_M}{_A}"),
     _semana_del_mes),
    (re.compile(rf"{_ANTES}{_FECHA}"), _una_fecha),
    (re.compile(rf"{_ANTES}\b{_M}\s+{_D}{_A}"), _mes_primero),
    (re.compile(r"\b((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b"), _iso),
    (re.compile(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]((?:19|20)[0-9]{2}|[0-9]{2})\b"), _en_numeros),
    (re.compile(rf"\b([1-6]|ultimo)\s+(bimestre|trimestre|cuatrimestre|semestre){_A}(?!\s*y\b)"), _parte_del_ano),
    (re.compile(rf"{_ANTES}\b{MES}(?:\s*(?:,|y|e|-)?\s*{MES})+(?!\s*(?:del?\s+)?(?:año\s+)?[0-9])"), _lista_de_meses),
    (re.compile(rf"({_ANTES})\b{_M}{_A}"), _fin_de_mes),
    (re.compile(rf"({_ANTES}(?:\b(?:años?|al|vigencias?|periodo)\s+)*){_ANO}(?:{_HASTA}{_ANO})?"), _anos),
    (re.compile(r"\b([0-9]{1,4})\s*" + _UNIDAD + r"(?:\s+(?:habiles|calendario))?"
                r"(?:\s+y\s+(?:(medio)\b|([0-9]{1,2})\s+mes(?:es)?\b))?"), _termino),
    (re.compile(r"()\b(año)\s+y\s+(medio)\b()"), _termino),
    (re.compile(r"\bmedio año\b"), _medio_ano),
    (re.compile(r"\b(?:cuatrienio|periodo de gobierno|periodo del alcalde)\b"), _cuatrienio),
    (re.compile(r"\b(?:durante|en|todo) (?:el (?:presente )?año|la (?:presente )?vigencia)\b"), _este_ano),
)  # fmt: skip
