"""The periods in which the law keeps surveys from being sent: data that is checked like the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from municipio.encuestas.garantias import leer_garantias, revisar_garantias
from municipio.errors import EntradaInvalidaError

GOOD = """periodos:
  - {nombre: Elecciones, desde: 2027-06-30, hasta: 2027-10-31, fuente: Ley 996 de 2005}
  - {nombre: Atípicas, desde: 2027-02-01, hasta: 2027-02-28, por_verificar: true, municipios: [aguazul]}
"""


@pytest.mark.parametrize(
    ("town", "day", "name"),
    [
        ("aguazul", date(2027, 2, 28), "Atípicas"),
        ("alvarado", date(2027, 2, 28), None),
        ("alvarado", date(2027, 6, 30), "Elecciones"),
        ("alvarado", date(2027, 11, 1), None),
    ],
)
def test_the_period_that_a_day_falls_in(tmp_path: Path, town: str, day: date, name: str | None) -> None:
    (tmp_path / "garantias.yml").write_text(GOOD)
    found = leer_garantias(tmp_path).vigente(town, day)
    assert (found.nombre if found else None) == name


def test_the_first_period_that_some_days_touch(tmp_path: Path) -> None:
    (tmp_path / "garantias.yml").write_text(GOOD)
    found = leer_garantias(tmp_path)
    first = found.entre("aguazul", date(2027, 1, 15), date(2027, 12, 31))
    assert first is not None
    assert first.nombre == "Atípicas"
    assert found.entre("alvarado", date(2027, 1, 1), date(2027, 6, 29)) is None


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert leer_garantias(tmp_path).periodos == []


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (
            "periodos:\n  - {nombre: Elecciones, desde: 2027-10-31, hasta: 2027-06-30, por_verificar: true}\n",
            2,
            "antes",
        ),
        ("periodos:\n  - {nombre: Elecciones, desde: 2027-06-30, hasta: 2027-10-31}\n", 2, "fuente"),
        (
            "periodos:\n  - nombre: Elecciones\n    desde: pronto\n    hasta: 2027-10-31\n    por_verificar: true\n",
            3,
            "",
        ),
    ],
)
def test_what_does_not_hold_is_told_with_its_line(tmp_path: Path, content: str, line: int, says: str) -> None:
    (tmp_path / "garantias.yml").write_text(content)
    found = revisar_garantias(tmp_path)
    assert isinstance(found, list)
    assert found[0].linea == line
    assert says in found[0].mensaje
    with pytest.raises(EntradaInvalidaError):
        leer_garantias(tmp_path)
