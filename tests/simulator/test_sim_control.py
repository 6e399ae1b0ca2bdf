"""The control API, the clock, the command line and the handle."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.simulator.__main__ import main
from bot.simulator.clock import Clock
from bot.simulator.control.routes import TABLE
from bot.simulator.handle import SimulatorError, SimulatorHandle
from bot.simulator.person import NoAnswerError

Api = Callable[..., dict[str, Any]]
ROOT = Path(__file__).resolve().parents[2]


def test_the_ledger_tells_everything_in_order(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    sent = api("sendMessage", chat_id=rosa, text="<b>uno</b>", parse_mode="HTML")["result"]["message_id"]
    api("sendChatAction", chat_id=rosa, action="typing")
    api("editMessageText", chat_id=rosa, message_id=sent, text="dos")
    api("sendMessage", chat_id=rosa, text="")
    api("deleteMessage", chat_id=rosa, message_id=sent)
    entries = telegram.ledger(refused=True)
    assert [(entry.method, entry.text, entry.ok) for entry in entries] == [
        ("sendMessage", "uno", True),
        ("sendChatAction", "typing", True),
        ("editMessageText", "dos", True),
        ("sendMessage", "", False),
        ("deleteMessage", "", True),
    ]
    assert [entry.seq for entry in entries] == list(range(entries[0].seq, entries[0].seq + 5))
    assert {entry.chat_id for entry in entries} == {rosa}
    assert entries[0].raw["entities"] == [{"offset": 0, "length": 3, "type": "bold"}]
    assert entries[3].error_code == 400
    assert [entry.text for entry in telegram.ledger(after=entries[1].seq, method="editMessageText")] == ["dos"]
    assert telegram.ledger(chat_id=1) == []


def test_waiting_for_the_next_entry(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(telegram.wait_for, 2, telegram.last_seq, method="sendMessage")
        for text in ("uno", "dos"):
            time.sleep(0.05)
            api("sendMessage", chat_id=rosa, text=text)
        assert [entry.text for entry in waiting.result()] == ["uno", "dos"]
    began = time.monotonic()
    assert telegram.wait_for(1, telegram.last_seq, timeout_s=0.2) == []
    assert time.monotonic() - began < 1


def test_a_person_who_gets_no_answer(telegram: SimulatorHandle, rosa: int) -> None:
    citizen = telegram.user(rosa)
    with pytest.raises(NoAnswerError, match="Rosa waited"):
        citizen.asks("¿hay alguien?", timeout_s=0.1)
    citizen.hears_nothing(0.05)
    assert citizen.last() is None


WRONG: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", "/control/users/1/text", {"text": "x"}, "No existe la persona 1"),
    ("POST", "/control/users/500000001/text", {}, "Falta «text»"),
    ("POST", "/control/users/500000001/text", {"text": " "}, "vacío"),
    ("POST", "/control/users/500000001/text", {"text": "x" * 4097}, "4096"),
    ("POST", "/control/users/500000001/text", {"text": "x", "chat_id": -5}, "no está en el chat"),
    ("POST", "/control/users/500000001/press", {"text": "nada"}, "No hay ningún botón «nada»"),
    ("POST", "/control/users/500000001/edit", {"message_id": 9, "text": "x"}, "no tiene un texto suyo"),
    ("POST", "/control/users/500000001/send", {"kind": "raro"}, "«kind» debe ser uno de"),
    ("POST", "/control/users/500000001/send", {"kind": "photo", "content_base64": "YWJj"}, "no es una imagen"),
    ("POST", "/control/users", {}, "Diga «count»"),
    ("POST", "/control/clock", {}, "Diga «advance_s»"),
    ("POST", "/control/clock", {"to": "mañana"}, "no es una fecha ISO"),
    ("POST", "/control/municipio", {"slug": "macondo"}, "No existe el municipio «macondo»"),
    ("GET", "/control/callbacks/1", {}, "No existe esa pulsación"),
    ("GET", "/control/groups/7", {}, "No existe ese grupo"),
    ("GET", "/control/ledger?after=x", {}, "número"),
]


@pytest.mark.parametrize(("method", "path", "body", "words"), WRONG)
def test_wrong_uses_are_answered_in_spanish(
    telegram: SimulatorHandle, method: str, path: str, body: dict[str, Any], words: str
) -> None:
    with pytest.raises(SimulatorError, match=words):
        telegram.call(method, path, body)


def test_a_blocked_bot_hears_nothing_until_start(telegram: SimulatorHandle, rosa: int) -> None:
    citizen = telegram.user(rosa)
    citizen.blocks()
    with pytest.raises(SimulatorError, match="bloqueó"):
        citizen.says("hola")
    citizen.starts()
    assert [message.text for message in citizen.messages()][-1] == "/start"


def test_other_web_sites_cannot_give_orders(telegram: SimulatorHandle) -> None:
    url = f"{telegram.address}/control/users/500000001/text"
    assert httpx.post(url, content='{"text": "x"}', headers={"content-type": "text/plain"}).status_code == 415
    assert httpx.post(url, json={"text": "x"}, headers={"host": "malo.ejemplo.com"}).status_code == 400


def test_thousands_of_citizens(telegram: SimulatorHandle, api: Api) -> None:
    citizens = telegram.new_users(3000)
    began = time.monotonic()
    telegram.all_say((citizen, f"pregunta de {citizen}") for citizen in citizens)
    assert time.monotonic() - began < 3
    assert len(api("getUpdates")["result"]) == 100
    assert api("getWebhookInfo")["result"]["pending_update_count"] == 3000
    assert api("sendMessage", chat_id=citizens[-1], text="hola")["ok"]


def test_new_people(telegram: SimulatorHandle, api: Api) -> None:
    ana = telegram.new_user("Ana", last_name="Prueba", id=42)
    assert (ana.id, telegram.user("Ana").id) == (42, 42)
    assert api("sendMessage", chat_id=42, text="x")["error_code"] == 403
    ana.says("hola")
    assert api("getUpdates")["result"][0]["message"]["from"]["last_name"] == "Prueba"
    with pytest.raises(SimulatorError, match="nobody"):
        telegram.user("Nadie")


def test_switching_the_municipality_starts_every_phone(telegram: SimulatorHandle, api: Api) -> None:
    telegram.user("Julio").starts()
    telegram.user("Julio").blocks()
    telegram.call("POST", "/control/municipio", {"slug": "aguazul"})
    texts = [update["message"]["text"] for update in api("getUpdates")["result"] if "message" in update]
    assert texts == ["/start", *["/start aguazul"] * 3]
    assert telegram.call("GET", "/control/state")["municipio"] == "aguazul"


def test_the_coordinator_starts_with_her_invitation(telegram: SimulatorHandle, api: Api) -> None:
    telegram.user("Carmen").starts()
    telegram.user("Marta").starts()
    assert [u["message"]["text"] for u in api("getUpdates")["result"]] == ["/start invitacion-1", "/start"]


def test_the_clock_travels(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.travel_to("2027-02-01T08:00")
    assert telegram.now().isoformat()[:16] == "2027-02-01T08:00"
    sent = api("sendMessage", chat_id=rosa, text="buenos días")["result"]
    assert abs(sent["date"] - 1_801_486_800) < 5
    telegram.travel(3600)
    assert telegram.now().hour == 9
    telegram.back_to_now()
    assert abs(telegram.now().timestamp() - time.time()) < 2


def test_the_clock_file(tmp_path: Path) -> None:
    path = tmp_path / "estado" / "reloj.json"
    clock = Clock(path)
    assert json.loads(path.read_text()) == {"offset_s": 0.0}
    clock.advance(86_400)
    assert json.loads(path.read_text()) == {"offset_s": 86_400.0}
    assert Clock(path).offset_s == 86_400.0
    path.write_text("basura")
    assert Clock(path).offset_s == 0.0
    assert list(path.parent.iterdir()) == [path]


def test_as_a_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock_file = tmp_path / "reloj.json"
    with SimulatorHandle.as_process(clock_file=clock_file, municipios={"a": "A", "b": "B"}) as telegram:
        telegram.travel(7200)
        assert json.loads(clock_file.read_text()) == {"offset_s": 7200.0}
        names = [item["name"] for item in telegram.call("GET", "/control/state")["municipios"]]
        assert names == ["A", "B"]
        port = telegram.address.rpartition(":")[2]
        assert main(["--port", port]) == 2
        assert f"El puerto {port} está ocupado" in capsys.readouterr().err
        other = SimulatorHandle.attach(telegram.address)
        assert other.user("Rosa").starts() > 0
        other.stop()


LINES = [
    (["--port", "no"], "el puerto es un número de 0 a 65535"),
    (["--municipios", "aguazul"], "los municipios se escriben slug=Nombre"),
    (["--clock-file", "/proc/no/hay"], "No se puede usar /proc/no"),
]


@pytest.mark.parametrize(("arguments", "words"), LINES)
def test_a_wrong_command_line(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(str(end.code))
    written = capsys.readouterr()
    assert (code, written.out, written.err.count("\n")) == (2, "", 1)
    assert words in written.err


def test_a_taken_port_in_a_thread() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SimulatorError):
            SimulatorHandle.in_thread(port=taken.getsockname()[1])


def test_the_guide_names_every_call_of_the_control_api() -> None:
    guide = (ROOT / "docs" / "simulador.md").read_text(encoding="utf-8")
    for method, path, _ in TABLE:
        shown = path.replace("{user_id:int}", "{id}").replace("{chat_id}", "{id}").replace("{query_id}", "{id}")
        assert f"`{method} {shown}`" in guide, f"{method} {shown}"
