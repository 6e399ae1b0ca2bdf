"""Who goes before whom while several chats are attended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import cast

import pytest
from telegram import Bot

from actions.emergencia.peligro import Danger
from bot.outbound.precedence import Precedence
from bot.simulator.person import WAIT_S
from bot.telegram import dispatcher as module
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.handler import Handler
from bot.telegram.incoming import Incoming
from municipio.datos.carpeta import leer_vocabulario
from municipio.entrada.bandeja import Llegada
from municipio.settings import ROOT

DANGER = Danger(leer_vocabulario(ROOT / "data")[1])
TAP = "opinar:1:visita:si"
ROSA, JULIO, MARTA = 11, 12, 13
TRIPS, ASKS_LONG, OUT, PICTURE = "tropiezo", "despacio", "/salir", "una foto"


class Heard:
    """A handler that writes down who was attended, and when who asks for much is let go on.

    Whoever answers a survey is asked its next question.
    """

    def __init__(self) -> None:
        self.order: list[int] = []
        self.enough = asyncio.Event()

    async def attend(self, item: Incoming) -> bool:
        if item.text == TRIPS:
            raise ZeroDivisionError
        if item.text == ASKS_LONG:
            await self.enough.wait()
        self.order.append(item.chat_id)
        return item.in_survey

    async def set_aside(self, update_ids: Sequence[int], note: str) -> None:
        self.order.append(0)

    async def tell(self, item: Incoming, template: str, note: str, others: Sequence[int] = ()) -> None:
        self.order.append(-item.chat_id)


class Mute:
    """As much of a bot as attending touches."""

    id, username = 7, "ventanilla_demo_bot"

    async def answer_callback_query(self, query_id: str) -> None:
        pass


def said(number: int, chat: int, text: str) -> Llegada:
    person = {"id": chat, "is_bot": False, "first_name": "Rosa"}
    message = {"message_id": number, "date": 1_790_000_000, "chat": {"id": chat, "type": "private"}, "from": person}
    return Llegada(number, chat, {"update_id": number, "message": {**message, "text": text}})


def pictured(number: int, chat: int, caption: str) -> Llegada:
    message = said(number, chat, "").cuerpo["message"]
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 9, "height": 9}]
    return Llegada(number, chat, {"update_id": number, "message": {**message, "photo": photo, "caption": caption}})


def tapped(number: int, chat: int, data: str) -> Llegada:
    asked = said(number, chat, "¿…?").cuerpo["message"]
    query = {"id": str(number), "from": asked["from"], "chat_instance": "1", "data": data, "message": asked}
    return Llegada(number, chat, {"update_id": number, "callback_query": query})


async def attended(heard: Heard, llegadas: list[Llegada], room_in: Callable[[], float] = lambda: 0.0) -> Precedence:
    """Have these attended; whoever asks for much has to wait until the others were."""
    precedence = Precedence()
    dispatcher = Dispatcher(cast("Bot", Mute()), cast("Handler", heard), DANGER, precedence, room_in)
    dispatcher.add(llegadas)
    dispatcher.start()
    await until(lambda: dispatcher.waiting == sum(ASKS_LONG in str(one.cuerpo) for one in llegadas))
    heard.enough.set()
    await until(lambda: dispatcher.waiting == 0)
    await dispatcher.stop()
    return precedence


async def until(come: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not come():  # noqa: ASYNC110 (nobody tells of it)
            await asyncio.sleep(0.01)


def test_who_asks_goes_before_who_answers_a_survey() -> None:
    async def scene() -> list[int]:
        heard = Heard()
        await attended(heard, [tapped(1, ROSA, TAP), said(2, JULIO, "hola"), tapped(3, MARTA, "menu")])
        return heard.order

    assert asyncio.run(scene()) == [JULIO, MARTA, ROSA]


def test_an_answer_that_takes_long_holds_nobody_back() -> None:
    async def scene() -> list[int]:
        heard = Heard()
        await attended(heard, [said(1, JULIO, ASKS_LONG), tapped(2, ROSA, TAP)])
        return heard.order

    assert asyncio.run(scene()) == [ROSA, JULIO]


def test_many_who_tap_while_there_is_no_room_hold_up_nobody_who_asks() -> None:
    taps, asked = [tapped(n, 100 + n, TAP) for n in range(40)], [said(40 + n, 200 + n, "hola") for n in range(5)]

    async def scene() -> list[int]:
        heard = Heard()
        await attended(heard, [*taps, *asked], lambda: 0.0 if len(heard.order) >= len(asked) else 0.01)
        return heard.order

    order = asyncio.run(scene())
    assert set(order[:5]) == {one.chat_id for one in asked}
    assert sorted(order[5:]) == [one.chat_id for one in taps]


@pytest.mark.parametrize("before", [(TAP,), (TAP, TAP), ("hola", TAP), (TAP, "hola", TAP)])
def test_who_writes_while_her_taps_wait_for_room_leaves_that_line(before: tuple[str, ...]) -> None:
    many, hers = [tapped(n, 100 + n, TAP) for n in range(10)], (*before, "¡auxilio!", TAP)
    her = [(tapped if what is TAP else said)(20 + n, ROSA, what) for n, what in enumerate(hers)]
    until_she_is_heard = len(before) + 1

    async def scene() -> list[int]:
        heard = Heard()
        await attended(heard, [*many, *her], lambda: 0.0 if len(heard.order) >= until_she_is_heard else 0.01)
        return heard.order

    order = asyncio.run(scene())
    assert order[:until_she_is_heard] == [ROSA] * until_she_is_heard
    assert sorted(order[until_she_is_heard:]) == [ROSA, *(one.chat_id for one in many)]


@pytest.mark.parametrize(
    ("before", "then", "unheld"),
    [
        ([], ["sí"], 0),
        ([], ["sí", "¡auxilio!"], 2),
        ([], [OUT], 1),
        ([], [PICTURE], 1),
        ([OUT], ["hola"], 1),
    ],
)
def test_what_is_written_to_a_survey_waits_for_room_unless_it_is_something_else(
    before: list[str], then: list[str], unheld: int
) -> None:
    until_there_is_room = 1 + len(before) + unheld + 1

    async def scene() -> list[int]:
        heard = Heard()

        def room_in() -> float:
            return 0.01 if 0 < len(heard.order) < until_there_is_room else 0.0

        dispatcher = Dispatcher(cast("Bot", Mute()), cast("Handler", heard), DANGER, Precedence(), room_in)
        dispatcher.start()
        for first in ([tapped(1, ROSA, TAP)], *([said(2, ROSA, text)] for text in before)):
            dispatcher.add(first)
            await until(lambda: dispatcher.waiting == 0)
        hers = [(pictured if text == PICTURE else said)(3 + n, ROSA, text) for n, text in enumerate(then)]
        dispatcher.add([*hers, said(9, JULIO, "hola")])
        await until(lambda: dispatcher.waiting == 0)
        await dispatcher.stop()
        return heard.order[1 + len(before) : until_there_is_room]

    assert sorted(asyncio.run(scene())) == [ROSA] * unheld + [JULIO]


def test_who_writes_to_a_survey_step_by_step_is_not_held_back() -> None:
    many = 20

    async def scene() -> list[int]:
        heard = Heard()
        dispatcher = Dispatcher(cast("Bot", Mute()), cast("Handler", heard), DANGER, Precedence(), lambda: 0.0)
        dispatcher.start()
        for number in range(many):
            dispatcher.add([said(number, ROSA, "sí") if number else tapped(number, ROSA, TAP)])
            await until(lambda: dispatcher.waiting == 0)
        await dispatcher.stop()
        return heard.order

    assert asyncio.run(scene()) == [ROSA] * many


@pytest.mark.parametrize("texts", [["hola"], [TRIPS], [TRIPS, "hola"], ["hola"] * 40])
def test_whatever_became_of_what_was_asked_nobody_waits_for_it_any_more(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_WAIT_S", 0.0)

    async def scene() -> bool:
        heard = Heard()
        precedence = await attended(heard, [said(n, ROSA, text) for n, text in enumerate(texts)])
        assert heard.order
        return precedence.nobody_asks

    assert asyncio.run(scene())
