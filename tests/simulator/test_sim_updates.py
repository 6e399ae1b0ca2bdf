"""Receiving: offsets, waiting, filters, expiry, and the two conflicts."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.simulator.handle import SimulatorHandle

Api = Callable[..., dict[str, Any]]


@pytest.fixture
def five(telegram: SimulatorHandle, rosa: int) -> list[int]:
    """The ids of five updates that wait, with the texts «0» to «4»."""
    citizen = telegram.user(rosa)
    for number in range(5):
        citizen.says(str(number))
    return [update["update_id"] for update in telegram.bot_api("getUpdates")["result"]]


def texts(answer: dict[str, Any]) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


def test_ids_grow_by_one(five: list[int]) -> None:
    assert five == list(range(five[0], five[0] + 5))


def test_nothing_is_confirmed_without_an_offset(api: Api, five: list[int]) -> None:
    for _ in range(2):
        assert texts(api("getUpdates")) == ["0", "1", "2", "3", "4"]


def test_an_offset_confirms_what_is_below_it(api: Api, five: list[int]) -> None:
    assert texts(api("getUpdates", offset=five[2])) == ["2", "3", "4"]
    assert texts(api("getUpdates")) == ["2", "3", "4"]
    assert texts(api("getUpdates", offset=five[-1] + 1)) == []
    assert texts(api("getUpdates")) == []


def test_limit_and_offset_together(api: Api, five: list[int]) -> None:
    assert texts(api("getUpdates", offset=five[1], limit=2)) == ["1", "2"]
    assert texts(api("getUpdates", limit=0)) == ["1", "2", "3", "4"]


def test_a_negative_offset_keeps_the_last_ones(api: Api, five: list[int]) -> None:
    assert texts(api("getUpdates", offset=-2)) == ["3", "4"]
    assert texts(api("getUpdates")) == ["3", "4"]
    assert texts(api("getUpdates", offset=-10)) == ["3", "4"]


def test_a_long_poll_ends_when_somebody_speaks(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        began = time.monotonic()
        waiting = pool.submit(api, "getUpdates", timeout=10)
        time.sleep(0.2)
        telegram.user(rosa).says("hola")
        assert texts(waiting.result()) == ["hola"]
        assert time.monotonic() - began < 2


def test_a_long_poll_ends_empty_when_nobody_does(api: Api, rosa: int) -> None:
    began = time.monotonic()
    assert texts(api("getUpdates", timeout=1)) == []
    assert 0.9 < time.monotonic() - began < 2


def test_a_second_poll_ends_the_first(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(api, "getUpdates", timeout=10)
        time.sleep(0.2)
        assert api("getUpdates")["ok"]
        answer = first.result()
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


def test_no_poll_while_a_webhook_is_set(api: Api, rosa: int) -> None:
    api("setWebhook", url="http://127.0.0.1:9/nadie")
    answer = api("getUpdates")
    api("deleteWebhook")
    assert (answer["error_code"], answer["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def test_setting_a_webhook_ends_the_poll(api: Api, rosa: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(api, "getUpdates", timeout=10)
        time.sleep(0.2)
        api("setWebhook", url="http://127.0.0.1:9/nadie")
        assert waiting.result()["description"] == "Conflict: terminated by setWebhook request"


def test_allowed_updates_filters_what_comes_after(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    citizen = telegram.user(rosa)
    before = citizen.says("antes")
    api("getUpdates", allowed_updates=["edited_message"])
    citizen.says("después")
    citizen.edits(before, "corregido")
    kinds = [next(iter(set(update) - {"update_id"})) for update in api("getUpdates")["result"]]
    assert kinds == ["message", "edited_message"]


def test_updates_expire_in_a_day(telegram: SimulatorHandle, api: Api, five: list[int]) -> None:
    telegram.travel(23 * 3600)
    telegram.user("Rosa").says("tarde")
    assert len(texts(api("getUpdates"))) == 6
    telegram.travel(2 * 3600)
    assert texts(api("getUpdates")) == ["tarde"]


def test_ids_grow_across_restarts() -> None:
    ids = []
    for _ in range(2):
        with SimulatorHandle.in_thread() as telegram:
            telegram.user("Rosa").starts()
            ids.append(telegram.bot_api("getUpdates")["result"][0]["update_id"])
        time.sleep(0.1)
    assert 0 < ids[0] < ids[1] < 2**31


MESSAGES: list[tuple[str, dict[str, Any], str]] = [
    ("photo", {"caption": "mire /ayuda"}, "photo"),
    ("document", {"content": b"abc", "file_name": "cédula.pdf"}, "document"),
    ("voice", {}, "voice"),
    ("sticker", {}, "sticker"),
    ("video_note", {}, "video_note"),
    ("location", {"latitude": 1.5}, "location"),
    ("contact", {}, "contact"),
]


@pytest.mark.parametrize(("kind", "asked", "field"), MESSAGES)
def test_what_a_person_sends(
    telegram: SimulatorHandle, api: Api, rosa: int, kind: str, asked: dict[str, Any], field: str
) -> None:
    telegram.user(rosa).sends(kind, **asked)
    message = api("getUpdates")["result"][0]["message"]
    assert field in message
    assert message.get("caption", "") == asked.get("caption", "")
    if "caption" in asked:
        assert message["caption_entities"] == [{"offset": 5, "length": 6, "type": "bot_command"}]


def test_a_person_edits(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    citizen = telegram.user(rosa)
    citizen.edits(citizen.says("uno"), "dos")
    edited = api("getUpdates")["result"][1]["edited_message"]
    assert (edited["text"], "edit_date" in edited) == ("dos", True)


GROUP: list[tuple[str, bool]] = [
    ("buenas a todos", False),
    ("/ayuda", True),
    ("/ayuda@ventanilla_demo_bot", True),
    ("/ayuda@otro_bot_cualquiera", False),
    ("oiga @ventanilla_demo_bot ¿abren hoy?", True),
]


@pytest.mark.parametrize(("text", "heard"), GROUP)
def test_what_the_bot_hears_in_a_group(telegram: SimulatorHandle, api: Api, rosa: int, text: str, heard: bool) -> None:
    citizen = telegram.user(rosa)
    chat_id = telegram.new_group("Junta de la vereda", [citizen, telegram.user("Marta")])
    joined = api("getUpdates")["result"]
    assert [set(update) - {"update_id"} for update in joined] == [{"my_chat_member"}, {"message"}]
    api("getUpdates", offset=joined[-1]["update_id"] + 1)
    citizen.in_group(chat_id).says(text)
    assert [u["message"]["chat"]["type"] for u in api("getUpdates")["result"]] == (["group"] if heard else [])


def test_in_a_group_the_bot_hears_answers_to_it(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    chat_id = telegram.new_group("Junta", [telegram.user(rosa)])
    sent = api("sendMessage", chat_id=chat_id, text="hola")["result"]["message_id"]
    telegram.user(rosa).in_group(chat_id).says("gracias", reply_to=sent)
    assert api("getUpdates")["result"][-1]["message"]["reply_to_message"]["message_id"] == sent
    telegram.call("POST", f"/control/groups/{chat_id}/bot", {"member": False})
    answer = api("sendMessage", chat_id=chat_id, text="hola")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was kicked from the group chat")
