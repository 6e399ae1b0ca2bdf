"""The menu of commands: everybody's, and that of whoever has a part in the plan, from when it is so."""

from __future__ import annotations

import re
import time
from itertools import combinations
from typing import get_args

import pytest

from actions.render import texts
from actions.routes import COMMANDS
from actions.turn import Outcome, Papel, Reply
from bot.outbound.menu import commands
from bot.outbound.rendering import render_reply
from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import WAIT_S
from municipio.clock import SystemClock
from municipio.db.engine import Database
from municipio.personas.modelo import Rol
from municipio.personas.servicio import crear_codigo
from tests.telegram.fakes import BotBeside

PAPELES: tuple[Papel, ...] = get_args(Papel)
EVERYBODY = list(texts()["menu"]["todos"])


def seen(telegram: SimulatorHandle, chat: int | None = None) -> list[str]:
    """The commands that a chat, or everybody, is shown."""
    scope = {"type": "chat", "chat_id": chat} if chat else {"type": "default"}
    return [one["command"] for one in telegram.bot_api("getMyCommands", scope=scope)["result"]]


@pytest.mark.parametrize("papeles", [some for n in range(4) for some in combinations(PAPELES, n)])
def test_every_menu_is_of_commands_that_exist_and_telegram_takes(papeles: tuple[Papel, ...]) -> None:
    menu = commands(set(papeles))
    names = [one["command"] for one in menu]
    assert names[-len(EVERYBODY) :] == EVERYBODY
    assert len(names) == len(set(names)) <= 100
    assert set(names) <= set(COMMANDS)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]) and 3 <= len(one["description"]) <= 256 for one in menu)
    for papel in papeles:
        assert set(texts()["menu"][papel]) <= set(names)


def test_a_reply_says_when_the_menu_changes() -> None:
    assert [m.metodo for m in render_reply(Reply("hola", Outcome.ANSWER))] == ["sendMessage"]
    told = render_reply(Reply("hola", Outcome.ANSWER, menu=frozenset({"responde"})))
    assert [m.metodo for m in told] == ["sendMessage", "setMyCommands"]
    assert told[1].cuerpo["commands"][0]["command"] == "pendientes"


def test_the_coordinator_sees_it_from_the_code_on(telegram: SimulatorHandle, office: Database, bot: BotBeside) -> None:
    with office.write() as session:
        code = crear_codigo(session, Rol.COORDINADOR, SystemClock().now())
    rosa = telegram.new_user("Rosa")
    rosa.starts(f"c_{code}")
    deadline = time.monotonic() + WAIT_S
    while not seen(telegram, rosa.id) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {"tablero", "informe", "agenda", "invitar"} <= set(seen(telegram, rosa.id))
    assert seen(telegram) == EVERYBODY
    assert "/tablero: cómo va el plan de acción." in rosa.asks("/ayuda").text
    assert "/tablero" not in telegram.new_user("Marta").asks("/ayuda").text
