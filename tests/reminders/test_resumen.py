"""What a digest tells whoever reads it to do, and how it tells a date."""

from __future__ import annotations

from datetime import date

import pytest

from actions.render import plain
from municipio.datos.carpeta import leer_carpeta
from municipio.municipios.registro import Municipio
from municipio.plan.modelo import VencimientoFila
from municipio.plan.recordar import Pendiente
from reminders.texts import SHOWN, digest
from tests.conftest import ROOT

THURSDAY, FRIDAY = date(2026, 12, 17), date(2026, 12, 18)


@pytest.fixture(scope="module")
def town() -> Municipio:
    return leer_carpeta(ROOT / "data").municipios["alvarado"].registro


def item(como: str, days: int = -3, due: date = date(2026, 12, 14)) -> Pendiente:
    row = VencimientoFila(id=7, nombre="Publicar las noticias", periodo="diciembre de 2026", para=due)
    return Pendiente(row, days, (days,), como)


OWN, OTHERS = "para decir qué se hizo.", "para ver cómo va todo el plan."


@pytest.mark.parametrize(
    ("roles", "says", "never"),
    [
        (["responsable"], [OWN], ["/tablero"]),
        (["suplente"], [OWN], ["/tablero"]),
        (["coordinacion"], [OTHERS], ["/pendientes"]),
        (["control-interno"] * (SHOWN + 1), [OTHERS, "Y 1 más: escriba /tablero"], ["/pendientes"]),
        (["responsable", "coordinacion"], [OWN, "Lo de los demás está en /tablero."], [OTHERS]),
        (["responsable"] * (SHOWN + 2), [OWN, "Y 2 más: escriba /pendientes"], ["/tablero"]),
    ],
)
def test_whoever_only_hears_of_it_is_sent_to_the_board(
    town: Municipio, roles: list[str], says: list[str], never: list[str]
) -> None:
    text = plain(digest(town, [item(role) for role in roles], FRIDAY)[0])
    assert all(words in text for words in says), text
    assert not any(words in text for words in never), text


@pytest.mark.parametrize(
    ("today", "days", "told"),
    [
        (FRIDAY, 0, "vence hoy, viernes 18 de diciembre."),
        (THURSDAY, 1, "vence el viernes 18 de diciembre, el próximo día hábil."),
        (THURSDAY, 0, "vence el viernes 18 de diciembre, y hoy es el último día hábil."),
    ],
)
def test_a_date_in_words_also_when_it_was_made_a_holiday_afterwards(
    town: Municipio, today: date, days: int, told: str
) -> None:
    assert told in digest(town, [item("responsable", days, FRIDAY)], today)[0]
