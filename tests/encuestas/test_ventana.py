"""Days and hours of a campaign, and when it would end."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from actions.encuestas.campanas_horas import hours_in
from municipio.encuestas.ventana import Ventana
from municipio.municipios.registro import DIAS

BOGOTA = ZoneInfo("America/Bogota")
OFFICE = Ventana()
ALWAYS = Ventana(dias=list(DIAS), desde=time(0), hasta=time(23, 59))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(20, 10), True),
        (at(20, 7, 59), False),
        (at(20, 8), True),
        (at(20, 18), False),
        (at(21, 10), False),  # Saturday
        (at(16, 10), False),  # Monday, a holiday
        (at(25, 10, month=12), False),
    ],
)
def test_it_is_open_in_its_days_and_hours_but_on_holidays(moment: datetime, is_open: bool) -> None:
    assert OFFICE.abierta(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(20, 10), at(20, 10)),
        (at(20, 6), at(20, 8)),
        (at(20, 18), at(23, 8)),
        (at(14, 12), at(17, 8)),  # Saturday; Monday 16 is a holiday
    ],
)
def test_the_next_open_moment(moment: datetime, opens: datetime) -> None:
    assert OFFICE.proxima(moment, moment + timedelta(days=30)) == opens


def test_no_open_moment_before_the_limit() -> None:
    assert OFFICE.proxima(at(20, 18), at(22, 23)) is None


def test_what_does_not_fit_today_goes_on_the_next_day() -> None:
    assert OFFICE.fin(at(20, 17, 30), at(30, 18), 3600) == at(23, 8, 30)
    assert OFFICE.fin(at(20, 17, 30), at(22, 23), 3600) is None
    assert OFFICE.fin(at(20, 10), at(30, 18), 60) == at(20, 10, 1)


@pytest.mark.parametrize(
    "wrong", [{"dias": []}, {"desde": time(18), "hasta": time(8)}, {"desde": time(8), "hasta": time(8)}]
)
def test_an_impossible_window_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Ventana(**wrong)


@pytest.mark.parametrize(
    ("text", "days", "start", "end"),
    [
        ("lunes a sábado de 9 a 5", 6, time(9), time(17)),
        ("de 2 pm a 6 pm", 5, time(14), time(18)),
        ("de 2 a 6", 5, time(14), time(18)),
        ("8:30 a 12", 5, time(8, 30), time(12)),
        ("martes y jueves de 8am a 8pm", 2, time(8), time(20)),
        ("los domingos", 1, time(8), time(18)),
        ("de 8 a 12:30", 5, time(8), time(12, 30)),
        ("8 a. m. a 5 p. m.", 5, time(8), time(17)),
        ("de 8 de la mañana a 5 de la tarde", 5, time(8), time(17)),
        ("de ocho a cinco y media", 5, time(8), time(17, 30)),
        ("de 8 a mediodía", 5, time(8), time(12)),
        ("desde las 2 hasta las 6", 5, time(14), time(18)),
        ("fines de semana de 9 a 1", 2, time(9), time(13)),
        ("entre semana", 5, time(8), time(18)),
        ("todos los días de 10 a 12", 7, time(10), time(12)),
        ("de sábado a lunes", 3, time(8), time(18)),
    ],
)
def test_hours_as_people_write_them(text: str, days: int, start: time, end: time) -> None:
    found = hours_in(text, OFFICE)
    assert found is not None
    assert (len(found.dias), found.desde, found.hasta) == (days, start, end)


@pytest.mark.parametrize(
    "text",
    ["cuando se pueda", "de 20 a 8", "de 8 a 8:75", "de 30 a 40", "a las 3", "24 horas", "de 10 pm a 6 am"],
)
def test_hours_that_cannot_be_are_not_guessed(text: str) -> None:
    assert hours_in(text, OFFICE) is None
