"""The invented holders of the posts and how each of them answers, always through the bot as a person would."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from bench.procesos import BenchError
from bench.semestre_mundo import World
from bench.semestre_oraculo import Item
from bot.simulator.person import Person
from bot.telegram.flood import BURST, PER_S
from municipio.plan.modelo import Reporte, VencimientoFila

TURNS = 9
"""Messages that the longest answer may need."""
LATE_ANSWER_DAYS = 3
_PAYLOAD = re.compile(r"/start (\S+?)[»\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """A due date as the database has it, and how many reports it has."""

    state: str
    due: date
    postponed: int
    reports: int


class Citizen:
    """A chat that speaks no faster than the bot bears (`bot.telegram.flood`)."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.person: Person = world.telegram.new_user(name, started=False)
        self._words, self._at = BURST, time.monotonic()

    @property
    def chat(self) -> int:
        """The number of the chat."""
        return self.person.id

    def can_say(self, messages: int) -> bool:
        """Whether so many messages would be attended now."""
        now = time.monotonic()
        self._words, self._at = min(BURST - 1, self._words + (now - self._at) * PER_S * 0.9), now
        return self._words >= messages

    def starts(self, payload: str) -> str:
        """Open a link; what the bot answered."""
        return self._told(lambda: self.person.starts(payload))

    def says(self, text: str) -> str:
        """Write; what the bot answered."""
        return self._told(lambda: self.person.says(text))

    def presses(self, data: str) -> str:
        """Press the newest button with that data; what the bot answered."""
        return self._told(lambda: self.person.presses(data=data))

    def _told(self, act: Callable[[], object]) -> str:
        while not self.can_say(1):
            time.sleep(0.1)
        self._words -= 1
        before = self.world.telegram.last_seq
        act()
        self.world.attended(self.chat)
        return "\n".join(one.text for one in self.world.telegram.ledger(before, chat_id=self.chat))


@dataclass
class Holder:
    """Somebody who holds a post, and how they answer. `waiting`: items that they mean to answer."""

    citizen: Citizen
    post: str
    ways: str
    share: int
    of: int
    substitute: bool = False
    waiting: list[int] = field(default_factory=list)

    def means_to(self, item: Item, days: int) -> str | None:
        """What they do about an item that they heard of: «cumplida», «en curso», «aplazar» or nothing."""
        way = self.ways
        if way in ("mixta", "coordina"):
            draw = int(hashlib.sha256(item.key.encode()).hexdigest(), 16)
            if draw % self.of != self.share:
                return None  # the colleague does it
            way = ("cumple", "cumple", "cumple", "en curso", "aplaza", "nunca")[draw // 16 % 6]
        match way:
            case "nunca":
                return None
            case "en curso":
                return "cumplida" if item.seen is not None and days < 0 else "en curso" if days <= 1 else None
            case "aplaza":
                return "aplazar" if days == 0 else "cumplida" if days < -LATE_ANSWER_DAYS else None
            case _:
                return "cumplida" if days <= 0 else None


def coordinator(world: World, slug: str, name: str) -> Citizen:
    """The chat of the coordination, by the code that the technician makes."""
    code = world.command("codigo", "--municipio", slug).split()[-1]
    citizen = Citizen(world, name)
    citizen.starts(code)
    citizen.starts(slug)
    return citizen


def invite(coordination: Citizen, post: str, guest: Citizen, *, substitute: bool = False) -> None:
    """`/invitar`, and the guest opens the link and says yes."""
    coordination.says(f"/invitar {post}")
    invitation = coordination.presses(f"invitar:{post}:{'s' if substitute else 't'}")
    accept(invitation, guest)


def hand_over(coordination: Citizen, post: str, guest: Citizen) -> None:
    """`/empalme`, and the new holder accepts."""
    coordination.says(f"/empalme {post}")
    accept(coordination.presses(f"empalme:{post}:si"), guest)


def accept(invitation: str, guest: Citizen) -> None:
    """The guest opens the link of an invitation and says yes."""
    found = _PAYLOAD.search(invitation)
    if found is None:
        raise BenchError(f"no invitation in «{invitation[:200]}»")
    guest.starts(found[1])
    answer = guest.says("sí")
    if "Listo" not in answer and "responde" not in answer.lower():
        raise BenchError(f"the post was not accepted: «{answer[:200]}»")


def answer(holder: Holder, item: Item, what: str) -> bool:
    """Do it through the card of the due date; whether the bot took it."""
    citizen, before = holder.citizen, row(holder.citizen.world, item.number)
    citizen.presses(f"v:{item.number}")
    if what == "en curso":
        citizen.presses(f"v:{item.number}:e")
        return row(citizen.world, item.number).state == "en_curso"
    if what == "aplazar":
        said = citizen.presses(f"v:{item.number}:a")
        if "no se puede" in said:
            return True  # a term of the law, or too often: what it says is right
        citizen.says("3")
        citizen.says("Faltan los datos de una vereda")
        return row(citizen.world, item.number).postponed > before.postponed  # a colleague may do so too
    _report(citizen, citizen.presses(f"v:{item.number}:c"))
    after = row(citizen.world, item.number)
    return after.reports > before.reports or after.state == "cumplido"


def _report(citizen: Citizen, asked: str) -> None:
    """A value for each indicator, then the evidence."""
    for _ in range(TURNS):
        if "Listo:" in asked:
            return
        asked = citizen.says("12" if "¿Qué resultado tuvo" in asked else "Acta de la reunión, folio 3")


def row(world: World, number: int) -> Row:
    """A due date as it is in the database."""
    with world.database.read() as session:
        fila = session.get_one(VencimientoFila, number)
        reports = session.scalar(select(func.count()).where(Reporte.vencimiento == number)) or 0
        return Row(fila.estado, fila.para, fila.aplazado, reports)
