"""What the sentences of the results say of how many answered."""

from __future__ import annotations

from typing import Any

import pytest

from municipio.encuestas import frases
from municipio.encuestas.disposiciones import Disposiciones
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.resultados import Resultados
from tests.encuestas.campanas import NOVEMBER
from tests.encuestas.datos import encuesta, pregunta

REACHED = {"publico": 60, "enviadas": 55, "entregadas": 50, "inalcanzables": 5}
HALF = REACHED | {"empezadas": 30, "parciales": 5, "completas": 20, "rechazadas": 2}
MORE = REACHED | {"empezadas": 80, "parciales": 0, "completas": 60}
OPEN = "Respondieron {} personas. Para responder no hacía falta invitación"
ENDED = "Llegó hasta el final el {} % de quienes empezaron."


def found(dichas: dict[str, int], estado: EstadoCampana = EstadoCampana.CERRADA, **fields: Any) -> Resultados:
    known = {"estado": estado, "desde": NOVEMBER, "hasta": NOVEMBER, "tuvo_enlace": False, "permanente": False}
    return Resultados(Campana(**known | fields), encuesta(pregunta(opciones="ab")), Disposiciones(**dichas), 5, ())


@pytest.mark.parametrize(
    ("fields", "dichas", "told"),
    [
        ({}, HALF, ["Respondió el 50 % de quienes recibieron la invitación.", ENDED.format(67)]),
        ({}, {}, []),
        ({}, REACHED, ["Respondió el 0 % de quienes recibieron la invitación."]),
        ({}, MORE, [ENDED.format(75)]),
        ({"tuvo_enlace": True}, HALF, [OPEN.format(25), ENDED.format(67)]),
        ({"tuvo_enlace": True}, MORE, [OPEN.format(60), ENDED.format(75)]),
        ({"permanente": True}, MORE, [OPEN.format(60), ENDED.format(75)]),
    ],
    ids=["invited", "nobody", "no answer", "more than reached", "link", "link, many", "standing"],
)
def test_only_where_an_invitation_is_needed_it_is_told_how_many_of_the_invited_answered(
    fields: dict[str, Any], dichas: dict[str, int], told: list[str]
) -> None:
    said = list(frases.tasas(found(dichas, **fields)))
    assert len(said) == len(told)
    assert all(sentence.startswith(start) for sentence, start in zip(said, told, strict=True))


def test_while_it_is_open_it_is_not_told_how_many_came_to_the_end() -> None:
    said = list(frases.tasas(found(HALF, EstadoCampana.EN_CURSO)))
    assert said == ["Respondió el 50 % de quienes recibieron la invitación."]


def test_the_turnout_tells_finished_and_half_way_apart_only_at_the_end() -> None:
    running, over = (dict(frases.participacion(found(HALF, e))) for e in (EstadoCampana.PAUSADA, EstadoCampana.CERRADA))
    assert running["Respondieron o están respondiendo"] == 30
    assert {"Respondieron todo", "Respondieron una parte", "Empezaron a responder"} <= over.keys() - running.keys()
