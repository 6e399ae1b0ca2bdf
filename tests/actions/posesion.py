"""Posts of the plan in one town: who is invited, who accepted, what each chat holds."""

from __future__ import annotations

import re

from actions.turn import Reply
from municipio.plan import titulares
from municipio.plan.modelo import Titular
from tests.actions.conftest import FRIDAY, Talk, Talks

TODAY = FRIDAY.date()
LANDAZURI = "landazuri"
ROSA, JUAN = 5_000_011, 5_000_012
COMMITTEE = "comite-gel-t"


def invitation(coordinator: Talk, post: str = "Comité GEL-T", how: str = "Titular") -> str:
    """The words that the invited person is to write."""
    coordinator.says(f"/invitar {post}")
    return words(coordinator.says(how))


def words(reply: Reply) -> str:
    found = re.search(r"«(/start i_[\w-]+)»", reply.text)
    assert found, reply.text
    return found[1]


def holder(talks: Talks, coordinator: Talk, chat: int = ROSA, how: str = "Titular", post: str = "Comité GEL-T") -> Talk:
    """Somebody who accepted."""
    talk = talks.new(municipio=LANDAZURI, chat_id=chat)
    talk.says(invitation(coordinator, post, how))
    assert "Listo." in talk.says("sí").text
    return talk


def held(talk: Talk, town: str = LANDAZURI) -> list[Titular]:
    with talk.database.read() as session:
        return titulares.de_chat(session, town, talk.chat_id)
