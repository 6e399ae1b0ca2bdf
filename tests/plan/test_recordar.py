"""Counting business days one by one and many at once gives the same; what comes seldom is told apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from municipio.municipios.registro import NoHabil
from municipio.plan.modelo import VencimientoFila
from municipio.plan.recordar import _distancias, _rara_vez, habiles_hasta

HOLY_TUESDAY = date(2027, 3, 23)
CLOSED = (NoHabil(fecha=date(2027, 3, 31), nombre="Fiesta del pueblo", por_verificar=True),)


def test_many_days_at_once() -> None:
    wanted = {HOLY_TUESDAY + timedelta(days=n) for n in (-40, -3, 0, 1, 2, 6, 13, 60)}
    found = _distancias(HOLY_TUESDAY, wanted, CLOSED)
    assert {day: found[day] for day in wanted} == {day: habiles_hasta(HOLY_TUESDAY, day, CLOSED) for day in wanted}
    assert (found[date(2027, 3, 29)], found[date(2027, 4, 1)]) == (2, 4)


@pytest.mark.parametrize(
    ("tipo", "periodo", "rara"),
    [
        ("frecuencia", "semestre 1 de 2027", True),
        ("frecuencia", "Preguntas frecuentes y glosario, semestre 1 de 2027", True),
        ("frecuencia", "Presupuesto aprobado, año 2027", True),
        ("cuota", "año 1 del plan", True),
        ("informe", "semestre 1 de 2027", True),
        ("frecuencia", "Noticias y boletines, semana 3 de 2027", False),
        ("frecuencia", "marzo de 2027", False),
    ],
)
def test_what_comes_once_or_twice_a_year_is_told_earlier(tipo: str, periodo: str, rara: bool) -> None:
    assert _rara_vez(VencimientoFila(tipo=tipo, periodo=periodo)) is rara
