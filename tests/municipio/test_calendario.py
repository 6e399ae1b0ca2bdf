from datetime import date, timedelta

import pytest

from municipio.atencion.fechas import dia_preguntado
from municipio.calendario import es_habil, festivo, motivo_no_habil, sumar_habiles
from municipio.municipios.registro import NoHabil

HOY = date(2026, 11, 20)  # Friday


@pytest.mark.parametrize(
    ("recibida", "dias", "vence"),
    [
        (date(2024, 1, 15), 15, date(2024, 2, 5)),
        (date(2026, 6, 26), 10, date(2026, 7, 14)),
        (date(2026, 6, 26), 15, date(2026, 7, 22)),
        (date(2026, 6, 26), 30, date(2026, 8, 13)),
        (date(2026, 7, 3), 15, date(2026, 7, 28)),
        (date(2026, 3, 27), 5, date(2026, 4, 7)),
        (date(2026, 11, 20), 15, date(2026, 12, 14)),
        (date(2026, 11, 21), 15, date(2026, 12, 14)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 11, 20), 30, date(2027, 1, 6)),
        (date(2026, 12, 18), 10, date(2027, 1, 5)),
        (date(2026, 12, 18), 15, date(2027, 1, 13)),
    ],
)
def test_terms_in_business_days(recibida: date, dias: int, vence: date) -> None:
    assert sumar_habiles(recibida, dias) == vence


def test_the_holiday_of_9_july_exists_from_2026_only() -> None:
    assert festivo(date(2026, 7, 13)) is not None
    assert festivo(date(2025, 7, 14)) is None
    assert festivo(date(2008, 7, 14)) is None


def test_a_day_that_the_municipality_decrees_is_not_a_business_day() -> None:
    ferias = NoHabil(fecha=date(2026, 11, 24), nombre="Ferias de ejemplo", por_verificar=True)
    assert es_habil(ferias.fecha)
    assert motivo_no_habil(ferias.fecha, [ferias]) == "Ferias de ejemplo"
    assert sumar_habiles(date(2026, 11, 20), 2, [ferias]) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("texto", "dia"),
    [
        ("el lunes atienden?", date(2026, 11, 23)),
        ("¿Atienden los sábados?", date(2026, 11, 21)),
        ("hoy hay servicio", HOY),
        ("ahorita estan abiertos?", HOY),
        ("y mañana abren", date(2026, 11, 21)),
        ("abren por la mañana", None),
        ("pasado mañana trabajan", date(2026, 11, 22)),
        ("el 8 de diciembre abren", date(2026, 12, 8)),
        ("atienden el 3 de febrero", date(2027, 2, 3)),
        ("el viernes que viene", date(2026, 11, 27)),
        ("el viernes", HOY),
        ("a que hora abren", None),
        ("el 31 abren", date(2026, 12, 31)),
        ("están abiertos?", HOY),
        ("ya cerraron", HOY),
        ("el lunes están abiertos", date(2026, 11, 23)),
        ("están abiertos los festivos", None),
    ],
)
def test_the_day_that_a_question_names(texto: str, dia: date | None) -> None:
    assert dia_preguntado(texto, HOY) == dia


def test_a_business_day_is_one_with_no_reason_against_it() -> None:
    local = NoHabil(fecha=date(2027, 2, 17), nombre="Ferias", por_verificar=True)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 366)]
    assert [es_habil(day, [local]) for day in days] == [motivo_no_habil(day, [local]) is None for day in days]
    assert not es_habil(local.fecha, [local])
