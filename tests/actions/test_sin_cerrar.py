"""What is told of a survey that is open: nothing that a neighbour's answer changes, though it ends her survey."""

from __future__ import annotations

import pytest

from municipio.documentos.encuestas import grafica
from municipio.encuestas import resultados
from municipio.encuestas.modelo import Campana, EstadoHoja
from municipio.personas.modelo import Rol
from tests.actions.conftest import Talk, Talks
from tests.actions.opinando import NEIGHBOUR, begun, one, sheet_of
from tests.encuestas.campanas import responder
from tests.encuestas.test_resultados import TOWN


def watched(coordinator: Talk, number: int) -> list[str]:
    """Everything that the coordination can see of a campaign."""
    seen = [
        coordinator.presses_old(f"encuesta:{number}").text,
        coordinator.says("/resultados").text,
        *(coordinator.presses_old(f"resultados:{number}{what}").text for what in ("", ":preguntas:0", ":q:0", ":q:1")),
    ]
    with coordinator.database.read() as session:
        found = resultados.leer(session, session.get_one(Campana, number))
        return seen + [f"{bar.texto}: {bar.cifra}" for bar in grafica.participacion(TOWN, found)]


@pytest.mark.parametrize("others", [0, 24])
def test_a_first_answer_that_ends_the_survey_looks_like_any_other(talks: Talks, others: int) -> None:
    neighbour, number = begun(talks)
    coordinator = talks.new(roles=frozenset({Rol.COORDINADOR}), chat_id=NEIGHBOUR)
    assert "Terminó la encuesta" in neighbour.says("no").text
    assert sheet_of(neighbour).estado == EstadoHoja.COMPLETA
    with coordinator.database.write() as session:
        responder(session, session.get_one(Campana, number), [{"visita": one("si")}] * others, parciales=others)
    finished = watched(coordinator, number)
    neighbour.says("atrás")
    assert "Pregunta 2" in neighbour.says("sí").text
    assert watched(coordinator, number) == finished
    assert any(f"Respondieron o están respondiendo: {others + 1}" in text for text in finished)
