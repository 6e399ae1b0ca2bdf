"""A period as people say it: a week by its business days."""

from __future__ import annotations

from datetime import date

import pytest

from municipio.municipios.registro import NoHabil
from municipio.plan.periodos import dicho

CLOSED = [NoHabil(fecha=date(2026, 11, day), nombre="Fiesta", por_verificar=True) for day in range(23, 28)]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("semana 48 de 2026", "semana del 23 al 27 de noviembre"),
        ("semana 49 de 2026", "semana del 30 de noviembre al 4 de diciembre"),
        ("semana 53 de 2026", "semana del 28 al 31 de diciembre"),
        ("semana 2 de 2027", "semana del 12 al 15 de enero"),
        ("semana 12 de 2027", "semana del 23 al 24 de marzo"),
        ("Noticias y boletines, semana 3 de 2027", "Noticias y boletines, semana del 18 al 22 de enero"),
        ("enero de 2027", "enero de 2027"),
        ("año 1 del plan", "año 1 del plan"),
    ],
)
def test_how_a_period_is_told(period: str, told: str) -> None:
    assert dicho(period) == told


def test_days_on_which_the_town_does_not_work() -> None:
    assert dicho("semana 48 de 2026", CLOSED[3:]) == "semana del 23 al 25 de noviembre"
    assert dicho("semana 48 de 2026", CLOSED[:4]) == "semana del 27 de noviembre"
    assert dicho("semana 48 de 2026", CLOSED) == "semana del 23 al 27 de noviembre"
