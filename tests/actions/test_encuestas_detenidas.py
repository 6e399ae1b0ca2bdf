"""While nobody may begin a survey: in a pause of its campaign, and in the days of the law of guarantees."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from municipio.encuestas.modelo import Campana, EstadoCampana
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.opinando import CODE, begun, kept_nothing, launched
from tests.actions.test_textos import _well_formed


def pauses(talk: Talk, number: int) -> None:
    with talk.database.write() as session:
        session.get_one(Campana, number).estado = EstadoCampana.PAUSADA


@pytest.mark.parametrize("how", ["link", "invitation", "agreed before", "wish", "refused before"])
def test_in_a_pause_nobody_begins(talks: Talks, how: str) -> None:
    talk, number = launched(talks, enlace=CODE)
    if how == "agreed before":
        talk.presses_old(f"opinar:{number}:si")
    if how == "refused before":
        talk.presses_old(f"opinar:{number}:no")
    pauses(talk, number)
    ways = {"link": f"/start e{CODE}", "agreed before": "acepto", "wish": "quiero opinar"}
    reply = talk.says(ways[how]) if how in ways else talk.presses_old(f"opinar:{number}:si")
    _well_formed(reply, how)
    assert "está en pausa por ahora" in reply.text
    assert "4 de diciembre de 2026" in reply.text
    assert kept_nothing(talk)
    assert "en pausa" in talk.presses_old(f"opinar:{number}:acepto").text, "an old button"
    assert "no le pregunto más" in talk.presses_old(f"opinar:{number}:no").text, "refusing is heard all the same"


def test_the_list_of_open_surveys_tells_of_a_pause_to_who_did_not_begin(talks: Talks) -> None:
    talk, number = launched(talks, enlace=CODE)
    pauses(talk, number)
    assert "Está en pausa por ahora" in talk.says("/encuestas").text
    other, number = begun(talks)
    pauses(other, number)
    assert "Cierra el" in other.says("/encuestas").text


def test_in_a_pause_who_had_begun_goes_on(talks: Talks) -> None:
    talk, number = begun(talks)
    pauses(talk, number)
    assert "Pregunta 2 de 8" in talk.says("si").text
    talk.says("/salir")
    talk.waits(days=2)
    assert "Pregunta 2 de 8" in talk.says("quiero opinar").text
    assert "Pregunta 2 de 8" in talk.presses_old(f"opinar:{number}:acepto").text


@pytest.mark.parametrize("how", ["link", "invitation", "agreed before"])
def test_while_the_law_of_guarantees_rules_nobody_begins(talks: Talks, how: str) -> None:
    talk, number = launched(talks, enlace=CODE, hasta=FRIDAY + timedelta(days=400))
    if how == "agreed before":
        talk.presses_old(f"opinar:{number}:si")
    talk.now = datetime(2027, 7, 15, 15, tzinfo=UTC)
    ways = {"link": f"/start e{CODE}", "agreed before": "acepto"}
    reply = talk.says(ways[how]) if how in ways else talk.presses_old(f"opinar:{number}:si")
    assert "Ley 996" in reply.text
    assert "31 de octubre de 2027. Después de ese día puede responderla" in reply.text
    assert kept_nothing(talk)
    assert "no le pregunto más" in talk.presses_old(f"opinar:{number}:no").text, "refusing is heard all the same"


def test_a_survey_that_closes_while_the_law_of_guarantees_rules_is_promised_to_nobody(talks: Talks) -> None:
    talk, _ = launched(talks, enlace=CODE, hasta=datetime(2027, 7, 20, 15, tzinfo=UTC))
    talk.now = datetime(2027, 7, 15, 15, tzinfo=UTC)
    reply = talk.says(f"/start e{CODE}")
    assert "Esta cierra antes, y ya no se puede empezar" in reply.text
    assert "puede responderla" not in reply.text


def test_who_had_begun_before_the_law_of_guarantees_may_finish(talks: Talks) -> None:
    talk, number = begun(talks, hasta=FRIDAY + timedelta(days=400))
    talk.now = datetime(2027, 7, 15, 15, tzinfo=UTC)
    assert "Pregunta 1 de 8" in talk.presses_old(f"opinar:{number}:acepto").text
    assert "Terminó la encuesta" in talk.says("no").text
