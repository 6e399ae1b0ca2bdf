"""Holidays and business days: those of Colombia (Ley 51 de 1983, Ley 2578 de 2026) and each municipality's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from municipio.municipios.registro import NoHabil

_OBSERVADO = (" (observado)", " (trasladado)")


@lru_cache(maxsize=64)
def _festivos(anio: int) -> dict[date, str]:
    return dict(country_holidays("CO", years=anio, language="es"))


def festivo(dia: date) -> str | None:
    """Name of the national holiday of `dia`, or None."""
    nombre = _festivos(dia.year).get(dia)
    for sufijo in _OBSERVADO:
        nombre = nombre.removesuffix(sufijo) if nombre else None
    return nombre


def motivo_no_habil(dia: date, locales: Iterable[NoHabil] = ()) -> str | None:
    """Why `dia` is not a business day for legal terms (weekend, holiday, local day), or None when it is one."""
    for local in locales:
        if local.fecha == dia:
            return local.nombre
    return festivo(dia) or ("fin de semana" if dia.weekday() >= 5 else None)


def es_habil(dia: date, locales: Iterable[NoHabil] = ()) -> bool:
    """Whether `dia` counts in a term of business days (Ley 4 de 1913, art. 62).

    It says what `motivo_no_habil` says, without looking for words: it is asked for every day of every plan.
    """
    if dia.weekday() >= 5 or dia in _festivos(dia.year):
        return False
    return all(local.fecha != dia for local in locales)


def sumar_habiles(desde: date, dias: int, locales: Iterable[NoHabil] = ()) -> date:
    """The last day of a term of `dias` business days, counted from the day after `desde`."""
    locales = tuple(locales)
    dia = desde
    while dias > 0:
        dia += timedelta(days=1)
        dias -= es_habil(dia, locales)
    return dia
