"""When people may be written to: the hours and days of the data of each municipality, on business days."""

from __future__ import annotations

from datetime import datetime

import pytest

from municipio.calendario import es_habil
from municipio.clock import BOGOTA
from municipio.datos.carpeta import leer_carpeta
from municipio.municipios.registro import Envios, Municipio
from municipio.plan import horas
from tests.conftest import ROOT


def town(**envios: object) -> Municipio:
    read = leer_carpeta(ROOT / "data").municipios["alvarado"].registro
    return read.model_copy(update={"envios": Envios.model_validate(envios)})


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BOGOTA)


EARLY = {"desde": "06:30", "hasta": "12:00"}
TWO = {"dias": ["martes", "jueves"]}


@pytest.mark.parametrize(
    ("envios", "moment", "opens"),
    [
        ({}, "2026-12-01T08:00", "2026-12-01T08:00"),
        ({}, "2026-12-01T17:59", "2026-12-01T17:59"),
        ({}, "2026-12-01T18:00", "2026-12-02T08:00"),
        ({}, "2026-12-01T07:59", "2026-12-01T08:00"),
        ({}, "2026-12-05T10:00", "2026-12-07T08:00"),
        ({}, "2026-12-07T22:00", "2026-12-09T08:00"),
        (EARLY, "2026-12-01T06:30", "2026-12-01T06:30"),
        (EARLY, "2026-12-01T12:00", "2026-12-02T06:30"),
        (TWO, "2026-12-02T10:00", "2026-12-03T08:00"),
        (TWO, "2026-12-03T18:30", "2026-12-10T08:00"),
        (TWO, "2026-12-10T09:00", "2026-12-10T09:00"),
    ],
)
def test_the_next_moment(envios: dict[str, object], moment: str, opens: str) -> None:
    municipio = town(**envios)
    assert horas.proxima(at(moment), municipio) == at(opens)
    assert horas.se_puede(at(moment), municipio) is (moment == opens)
    assert es_habil(at(opens).date())


def test_what_is_decided_leaves_until_the_hours_are_over() -> None:
    assert horas.cierre(at("2026-12-01T09:00"), town()) == at("2026-12-01T18:00")
    assert horas.cierre(at("2026-12-01T09:00"), town(**EARLY)) == at("2026-12-01T12:00")


def test_nobody_has_other_hours_without_saying_so() -> None:
    for loaded in leer_carpeta(ROOT / "data").municipios.values():
        assert loaded.registro.envios == Envios()
