"""Counting business days one by one and many at once gives the same."""

from __future__ import annotations

from datetime import date, timedelta

from municipio.municipios.registro import NoHabil
from municipio.plan.recordar import _distancias, habiles_hasta

HOLY_TUESDAY = date(2027, 3, 23)
CLOSED = (NoHabil(fecha=date(2027, 3, 31), nombre="Fiesta del pueblo", por_verificar=True),)


def test_many_days_at_once() -> None:
    wanted = {HOLY_TUESDAY + timedelta(days=n) for n in (-40, -3, 0, 1, 2, 6, 13, 60)}
    found = _distancias(HOLY_TUESDAY, wanted, CLOSED)
    assert {day: found[day] for day in wanted} == {day: habiles_hasta(HOLY_TUESDAY, day, CLOSED) for day in wanted}
    assert (found[date(2027, 3, 29)], found[date(2027, 4, 1)]) == (2, 4)
