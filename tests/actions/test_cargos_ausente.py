"""Being away from a post of the plan, and the dates until when, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from actions.fechas import until
from municipio.plan.recordar import gente
from tests.actions.conftest import Talk, Talks
from tests.actions.posesion import COMMITTEE, JUAN, LANDAZURI, ROSA, TODAY, held, holder
from tests.actions.test_textos import _well_formed


def test_while_away_the_substitute_hears(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator)
    alone = rosa.says("/ausente 15 de enero").text
    assert "Nadie más recibe los avisos de este cargo: Comité GEL-T." in alone
    holder(talks, coordinator, JUAN, "Suplente")
    assert "Nadie más" not in rosa.says("/ausente 2027-01-20").text
    assert "hasta el 20 de enero de 2027" in rosa.says("/ausente").text
    with rosa.database.read() as session:
        assert gente(session, LANDAZURI, [], TODAY).titulares[COMMITTEE] == [JUAN]
    assert "volvió" in rosa.says("/ausente no").text
    assert "no estaba ausente" in rosa.says("/ausente no").text
    with rosa.database.read() as session:
        assert gente(session, LANDAZURI, [], TODAY).titulares[COMMITTEE] == [ROSA]


def test_of_a_substitute_who_is_away_no_other_is_promised(talks: Talks, coordinator: Talk) -> None:
    holder(talks, coordinator)
    juan = holder(talks, coordinator, JUAN, "Suplente")
    assert "Mientras tanto no le llegan avisos." in juan.says("/ausente mañana").text


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("31 de febrero", "No entendí"),
        ("cuando pueda", "No entendí"),
        ("2026-11-19", "ya pasó"),
        ("1/1/2099", "muy lejos"),
        ("", "escriba hasta qué día"),
    ],
)
def test_a_date_that_does_not_serve_is_said(talks: Talks, coordinator: Talk, says: str, told: str) -> None:
    rosa = holder(talks, coordinator)
    reply = rosa.says(f"/ausente {says}")
    assert told in reply.text
    _well_formed(reply, says)
    assert held(rosa)[0].ausente_hasta is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 de enero", date(2027, 1, 15)),
        ("hasta el 15 de enero", date(2027, 1, 15)),
        ("hasta 2027-01-15", date(2027, 1, 15)),
        ("15/01/2027", date(2027, 1, 15)),
        ("15-1-27", date(2027, 1, 15)),
        ("15/01", date(2027, 1, 15)),
        ("15 ene", date(2027, 1, 15)),
        ("15 de Enero del 2027", date(2027, 1, 15)),
        ("15 de enero del año 2027", date(2027, 1, 15)),
        ("desde el 1 de enero hasta el 15 de enero", date(2027, 1, 15)),
        ("primero de diciembre", date(2026, 12, 1)),
        ("10 de setiembre de 2027", date(2027, 9, 10)),
        ("el viernes", TODAY),
        ("el lunes", date(2026, 11, 23)),
        ("mañana", date(2026, 11, 21)),
        ("hoy", TODAY),
        ("hasta el 27", date(2026, 11, 27)),
        ("27", date(2026, 11, 27)),
        ("15 de enero de 2020", date(2020, 1, 15)),
        ("30/02/2027", None),
        ("30 de febrero", None),
        ("31 de junio de 2027", None),
        ("2027-13-01", None),
        ("15 días", date(2026, 12, 5)),
        ("por 15 días", date(2026, 12, 5)),
        ("dos semanas", date(2026, 12, 4)),
        ("una semana", date(2026, 11, 27)),
        ("hasta dentro de ocho días", date(2026, 11, 28)),
        ("por un mes", date(2026, 12, 20)),
        ("3 días hábiles", date(2026, 11, 25)),
        ("voy a estar por fuera quince días", date(2026, 12, 5)),
        ("0 días", None),
        ("999 meses", None),
        ("un rato", None),
        ("", None),
        ("9999999999", None),
    ],
)
def test_dates_as_people_write_them(text: str, day: date | None) -> None:
    assert until(text, TODAY) == day
