"""A conversation over the real data and the real search, with an understanding written down in each test."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from actions.turn import File, Kind, Reply, State, Turn
from actions.understanding.contract import Reading, Understanding
from actions.understanding.keywords import KeywordUnderstanding
from bot.conversation import Conversation, state_from, state_to
from municipio.db.engine import Database
from municipio.encuestas.claves import Claves
from municipio.encuestas.modelo import Interes
from municipio.personas.modelo import Chat, Rol
from municipio.tramites.busqueda import crear_buscador
from municipio.tramites.padron import Padron
from tests.actions.fakes import Scripted
from tests.bases import FRIDAY as FRIDAY
from tests.conftest import ROOT


@dataclass
class Talk:
    """One chat with the bot. `says` and `presses` are turns; time goes by between them when told."""

    conversation: Conversation
    database: Database
    padron: Padron
    municipio: str | None = "alvarado"
    now: datetime = FRIDAY
    roles: frozenset[Rol] = frozenset()
    informed: bool = True
    state: State = field(default_factory=State)
    chat_id: int = 5_000_001

    def says(self, text: str, received: datetime | None = None) -> Reply:
        """Write a text, which may have come in earlier and waited."""
        return self._turn(replace(self._doing("text", text=text), received=received))

    def presses(self, label: str) -> Reply:
        """Press the button with that text in the last reply."""
        data = next(data for text, data, *_ in self.state.extra["options"] if text == label)
        return self._turn(self._doing("press", data=data))

    def presses_old(self, data: str) -> Reply:
        """Press a button of an earlier message, which carries `data`."""
        return self._turn(self._doing("press", data=data))

    def sends(self, kind: Kind, file: File | None = None, caption: str = "") -> Reply:
        """Send something that is not text, perhaps a `file` with words under it."""
        return self._turn(replace(self._doing("text" if caption else kind, caption), file=file))

    def waits(self, **delta: int) -> None:
        """Let time go by."""
        self.now += timedelta(**delta)

    def _doing(self, kind: Kind, text: str = "", data: str | None = None) -> Turn:
        return Turn(
            "t", self.now, self.municipio, kind, text, data, self.roles, chat_id=self.chat_id, informed=self.informed
        )

    def _turn(self, turn: Turn) -> Reply:
        self.state = state_from(state_to(self.state))
        with self.database.read() as session:
            self.padron.refrescar(session)
        plan = asyncio.run(self.conversation.plan(turn, self.state))
        with self.database.write() as session:
            reply = self.conversation.act(session, turn, self.state, plan)
        if reply.municipio:
            self.municipio = reply.municipio
        return reply


class Talks:
    """Makes talks that share a database."""

    def __init__(self, database: Database, claves: Claves) -> None:
        self._database = database
        self.claves = claves

    def new(self, meanings: Mapping[str, Reading] | None = None, **who: object) -> Talk:
        """A talk whose understanding is the table `meanings`, or keywords when there is none."""
        padron = Padron(ROOT / "data", crear_buscador)
        with self._database.read() as session:
            padron.refrescar(session)
        understanding: Understanding = KeywordUnderstanding() if meanings is None else Scripted(meanings)
        return Talk(Conversation(padron, understanding, self.claves), self._database, padron, **who)  # type: ignore[arg-type]


@pytest.fixture
def talks(office: Database, tmp_path: Path) -> Talks:
    """Talks over the real data."""
    return Talks(office, Claves(tmp_path / "claves"))


@pytest.fixture
def coordinator(talks: Talks) -> Talk:
    """The coordinator of Landázuri."""
    return talks.new(roles=frozenset({Rol.COORDINADOR}), municipio="landazuri")


@pytest.fixture
def carmen(talks: Talks) -> Talk:
    """The coordinator of Alvarado, where five people agreed to be invited to surveys."""
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio="alvarado")
    with talk.database.write() as session:
        for n in range(5):
            zone = "rural" if n < 2 else None
            session.add(Chat(chat_id=6_000_001 + n, municipio="alvarado", encuestas_desde=FRIDAY, zona=zone))
        session.add(Interes(chat_id=6_000_005, municipio="alvarado", tema="hacienda", dia=FRIDAY.date()))
    return talk
