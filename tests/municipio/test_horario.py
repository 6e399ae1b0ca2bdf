"""Whether an office is open at a moment, and when it opens if it is not."""

from __future__ import annotations

from datetime import datetime

import pytest

from municipio.atencion.horario import como_esta
from municipio.datos.carpeta import leer_carpeta
from municipio.municipios.registro import Horario, Municipio
from tests.conftest import ROOT

FRANJAS = ["08:00-12:00", "13:00-17:00"]
HORARIO = Horario(
    dias={"jueves": FRANJAS, "viernes": FRANJAS, "lunes": ["07:30-12:00"], "martes": FRANJAS}, por_verificar=True
)


@pytest.fixture(scope="module")
def municipio() -> Municipio:
    return leer_carpeta(ROOT / "data").municipios["alvarado"].registro


@pytest.mark.parametrize(
    ("momento", "abierto", "abre", "de_nuevo", "proximo"),
    [
        ("2026-11-20 07:59", False, "a las 8:00 a. m.", False, None),
        ("2026-11-20 08:00", True, None, False, None),
        ("2026-11-20 12:00", False, "a la 1:00 p. m.", True, None),
        ("2026-11-20 12:59", False, "a la 1:00 p. m.", True, None),
        ("2026-11-20 13:00", True, None, False, None),
        ("2026-11-20 17:00", False, None, False, "2026-11-23 a las 7:30 a. m."),
        ("2026-11-21 10:00", False, None, False, "2026-11-23 a las 7:30 a. m."),
        ("2026-11-16 10:00", False, None, False, "2026-11-17 a las 8:00 a. m."),
    ],
    ids=["before", "opens", "lunch", "end of lunch", "again", "evening", "Saturday", "holiday"],
)
def test_how_it_is_at_each_hour(
    municipio: Municipio, momento: str, abierto: bool, abre: str | None, de_nuevo: bool, proximo: str | None
) -> None:
    ahora = como_esta(municipio, HORARIO, datetime.fromisoformat(f"{momento}-05:00"))
    next_day = f"{ahora.proximo.dia} {ahora.proximo.abre}" if ahora.proximo else None
    assert (ahora.abierto, ahora.abre, ahora.de_nuevo, next_day) == (abierto, abre, de_nuevo, proximo)
