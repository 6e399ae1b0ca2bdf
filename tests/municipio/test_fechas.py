"""Days and months are said in one way everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from municipio.fechas import DIAS, MESES, dia_y_mes, fecha_cercana, fecha_larga, hora_dicha, mes_y_ano
from municipio.municipios.registro import DIAS as CLAVES
from municipio.texto import sin_tildes


@pytest.mark.parametrize(
    ("dia", "larga", "cercana", "corta"),
    [
        (date(2026, 11, 20), "20 de noviembre de 2026", "viernes 20 de noviembre", "20 de noviembre"),
        (date(2027, 1, 1), "1 de enero de 2027", "viernes 1 de enero", "1 de enero"),
        (date(2028, 2, 29), "29 de febrero de 2028", "martes 29 de febrero", "29 de febrero"),
        (date(2026, 9, 30), "30 de septiembre de 2026", "miércoles 30 de septiembre", "30 de septiembre"),
        (datetime(2026, 5, 1, 23, tzinfo=UTC), "1 de mayo de 2026", "viernes 1 de mayo", "1 de mayo"),
    ],
)
def test_a_day_in_words(dia: date, larga: str, cercana: str, corta: str) -> None:
    assert (fecha_larga(dia), fecha_cercana(dia), dia_y_mes(dia)) == (larga, cercana, corta)


@pytest.mark.parametrize(("ano", "mes", "dicho"), [(2026, 5, "mayo de 2026"), (2030, 12, "diciembre de 2030")])
def test_a_month_of_a_year(ano: int, mes: int, dicho: str) -> None:
    assert mes_y_ano(ano, mes) == dicho


def test_the_days_are_those_of_the_opening_hours() -> None:
    assert tuple(map(sin_tildes, DIAS)) == CLAVES


def test_months_are_read_as_they_are_written() -> None:
    """Whoever looks for a month in a text without accents finds it by its name."""
    assert tuple(map(sin_tildes, MESES)) == MESES


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        (time(8), "las 8 de la mañana"),
        (time(6, 30), "las 6:30 de la mañana"),
        (time(12), "las 12 del día"),
        (time(13, 5), "la 1:05 de la tarde"),
        (time(18), "las 6 de la tarde"),
    ],
)
def test_an_hour_is_told_as_people_say_it(hour: time, told: str) -> None:
    assert hora_dicha(hour) == told
