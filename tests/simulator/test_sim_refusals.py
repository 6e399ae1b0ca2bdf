"""What Telegram refuses, in Telegram's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.simulator.handle import SimulatorHandle

Api = Callable[..., dict[str, Any]]
OTHER = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}


def buttons(count: int) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": str(n), "callback_data": str(n)}] for n in range(count)]}


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


TEXTS: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x" * 40_000}, "text is too long"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"text": "a < b", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ({"text": "a <b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 2"),
    ({"text": "ñ <x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 3'),
    ({"text": "a <1 b>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "1" at byte offset 2'),
    ({"text": "x</b>", "parse_mode": "html"}, "can't parse entities: Unexpected end tag at byte offset 1"),
    (
        {"text": "<b>x</i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    (
        {"text": "<span>x</span>", "parse_mode": "HTML"},
        'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        {"text": "x", "entities": [{"type": "rare", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: unsupported type specified",
    ),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    ({"text": "x", "reply_markup": buttons(101)}, "reply markup is too long"),
    ({"text": "x", "reply_markup": inline(text="x", callback_data="ñ" * 33)}, "BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline(text="x")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline(callback_data="x")},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        {"text": "x", "reply_markup": inline(text="x", url="no es")},
        "inline keyboard button URL 'no es' is invalid: Wrong HTTP URL",
    ),
    ({"text": "x", "reply_markup": {"keyboard": []}}, "reply markup must contain at least one button"),
    ({"text": "x", "reply_parameters": {"message_id": 999_999}}, "message to be replied not found"),
]


@pytest.mark.parametrize(("asked", "refusal"), TEXTS)
def test_a_message_that_telegram_refuses(api: Api, rosa: int, asked: dict[str, Any], refusal: str) -> None:
    answer = api("sendMessage", chat_id=rosa, **asked)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {refusal}"}


ACCEPTED: list[dict[str, Any]] = [
    {"text": "x" * 4096},
    {"text": "😀" * 2048},
    {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"},
    {"text": "x", "reply_markup": buttons(100)},
    {"text": "x", "reply_markup": inline(text="x", callback_data="x" * 64)},
    {"text": "x", "reply_markup": inline(text="x", url="https://www.gov.co/x?y=1")},
    {"text": "x", "reply_markup": {"inline_keyboard": []}},
    {"text": "x", "reply_markup": {"remove_keyboard": True}},
    {"text": "x", "reply_markup": {"force_reply": True, "input_field_placeholder": "Escriba"}},
]


@pytest.mark.parametrize("asked", ACCEPTED)
def test_a_message_just_within_the_limits(api: Api, rosa: int, asked: dict[str, Any]) -> None:
    assert api("sendMessage", chat_id=rosa, **asked)["ok"]


WHOM = [
    ("", 400, "Bad Request: chat_id is empty"),
    (123, 400, "Bad Request: chat not found"),
    ("@nadie", 400, "Bad Request: chat not found"),
    (500_000_002, 403, "Forbidden: bot can't initiate conversation with a user"),
]


@pytest.mark.parametrize(("chat_id", "code", "refusal"), WHOM)
def test_people_the_bot_may_not_write_to(api: Api, rosa: int, chat_id: object, code: int, refusal: str) -> None:
    answer = api("sendMessage", chat_id=chat_id, text="hola")
    assert (answer["error_code"], answer["description"]) == (code, refusal)


def test_a_person_who_blocked_the_bot(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.user(rosa).blocks()
    for method in ("sendMessage", "sendChatAction", "editMessageText"):
        answer = api(method, chat_id=rosa, text="hola", action="typing", message_id=1)
        assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    telegram.user(rosa).unblocks()
    assert api("sendMessage", chat_id=rosa, text="hola")["ok"]
    kinds = [(u["my_chat_member"]["new_chat_member"]["status"]) for u in api("getUpdates")["result"]]
    assert kinds == ["kicked", "member"]


EDITS: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageText", {"text": "uno"}, "message is not modified: specified new message content and reply markup"),
    ("editMessageText", {"text": "<b>uno</b>", "parse_mode": "HTML"}, ""),
    ("editMessageText", {"text": "uno", "reply_markup": OTHER}, ""),
    ("editMessageText", {"text": "x" * 4097}, "MESSAGE_TOO_LONG"),
    ("editMessageText", {"text": "dos", "message_id": 999_999}, "message to edit not found"),
    ("editMessageText", {"text": "dos", "message_id": 0}, "message identifier is not specified"),
    ("editMessageText", {"text": "dos", "reply_markup": {"keyboard": [["x"]]}}, "inline keyboard expected"),
    ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
    ("editMessageReplyMarkup", {}, "message is not modified: specified new message content and reply markup"),
    ("editMessageReplyMarkup", {"reply_markup": OTHER}, ""),
]


@pytest.mark.parametrize(("method", "asked", "refusal"), EDITS)
def test_editing(api: Api, rosa: int, method: str, asked: dict[str, Any], refusal: str) -> None:
    sent = api("sendMessage", chat_id=rosa, text="uno")["result"]
    answer = api(method, **{"chat_id": rosa, "message_id": sent["message_id"], **asked})
    assert answer["ok"] == (refusal == "")
    assert answer.get("description", "").startswith(f"Bad Request: {refusal}" if refusal else "")


def test_only_own_messages_without_a_keyboard_are_edited(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    hers = telegram.user(rosa).says("hola")
    keyed = api("sendMessage", chat_id=rosa, text="x", reply_markup={"keyboard": [["Sí"]]})["result"]["message_id"]
    for message_id in (hers, keyed):
        answer = api("editMessageText", chat_id=rosa, message_id=message_id, text="y")
        assert answer["description"] == "Bad Request: message can't be edited"


def test_deleting(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    first, second = (api("sendMessage", chat_id=rosa, text="x")["result"]["message_id"] for _ in range(2))
    assert api("deleteMessage", chat_id=rosa, message_id=first)["result"] is True
    again = api("deleteMessage", chat_id=rosa, message_id=first)
    assert again["description"] == "Bad Request: message to delete not found"
    telegram.travel(49 * 3600)
    late = api("deleteMessage", chat_id=rosa, message_id=second)
    assert late["description"] == "Bad Request: message can't be deleted for everyone"


def test_a_press_is_answered_once(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    api("sendMessage", chat_id=rosa, text="x", reply_markup=OTHER)
    telegram.user(rosa).presses("x")
    query = api("getUpdates")["result"][0]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("x", rosa, "x")
    too_long = api("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert too_long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert api("answerCallbackQuery", callback_query_id=query["id"], text="listo")["ok"]
    for query_id in (query["id"], "7"):
        again = api("answerCallbackQuery", callback_query_id=query_id)
        assert again["description"].startswith("Bad Request: query is too old and response timeout expired")


FILES = [
    ("sendPhoto", {}, None, 400, "Bad Request: there is no photo in the request"),
    ("sendDocument", {}, None, 400, "Bad Request: there is no document in the request"),
    ("sendPhoto", {"photo": "desconocida"}, None, 400, "Bad Request: wrong remote file identifier specified"),
    ("sendPhoto", {"photo": "https://ejemplo.gov.co/a.png"}, None, 400, "Bad Request: failed to get HTTP URL content"),
    ("sendPhoto", {}, {"photo": ("a.png", b"no es una imagen")}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
    ("sendDocument", {}, {"document": ("a.txt", b"")}, 400, "Bad Request: file must be non-empty"),
    (
        "sendDocument",
        {"caption": "x" * 1025},
        {"document": ("a.txt", b"x")},
        400,
        "Bad Request: message caption is too long",
    ),
    ("sendDocument", {"caption": "x" * 1024}, {"document": ("a.txt", b"x")}, 200, ""),
    ("getFile", {"file_id": "x"}, None, 400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
]


@pytest.mark.parametrize(("method", "asked", "files", "code", "refusal"), FILES)
def test_files(
    telegram: SimulatorHandle, rosa: int, method: str, asked: dict[str, Any], files: Any, code: int, refusal: str
) -> None:
    url = f"{telegram.api_url}{telegram.token}/{method}"
    answer = httpx.post(url, data={"chat_id": rosa, **asked}, files=files)
    assert answer.status_code == code
    assert answer.json().get("description", "").startswith(refusal)


OTHERS: list[tuple[str, dict[str, Any], int, str]] = [
    ("noExiste", {}, 404, "Not Found: method not found"),
    ("sendChatAction", {"action": "dormir"}, 400, "Bad Request: wrong parameter action in request"),
    (
        "setMyCommands",
        {"commands": [{"command": "Mal Nombre", "description": "x"}]},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "x", "description": ""}]},
        400,
        "Bad Request: command description must be non-empty",
    ),
    ("setMyDescription", {"description": "x" * 513}, 400, "Bad Request: BOT_ABOUT_TOO_LONG"),
    (
        "setWebhook",
        {"url": "http://ejemplo.gov.co/"},
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://ejemplo.gov.co:99/"},
        400,
        "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "http://127.0.0.1:9/", "secret_token": "ñ"},
        400,
        "Bad Request: secret token contains unallowed characters",
    ),
    ("getChat", {"chat_id": 1}, 400, "Bad Request: chat not found"),
    ("getChatMember", {"user_id": 1}, 400, "Bad Request: user not found"),
]


@pytest.mark.parametrize(("method", "asked", "code", "refusal"), OTHERS)
def test_other_methods(api: Api, rosa: int, method: str, asked: dict[str, Any], code: int, refusal: str) -> None:
    answer = api(method, **{"chat_id": rosa, **asked})
    assert (answer["error_code"], answer["description"]) == (code, refusal)


def test_tokens_and_paths(telegram: SimulatorHandle) -> None:
    table = [
        ("/bot1:otro/getMe", 401, "Unauthorized"),
        ("/botx/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/bot{telegram.token}", 404, "Not Found"),
        (f"/file/bot{telegram.token}/photos/nada.png", 404, "Not Found"),
        ("/file/bot1:otro/photos/nada.png", 401, "Unauthorized"),
    ]
    for path, code, refusal in table:
        answer = httpx.get(telegram.address + path)
        assert (answer.status_code, answer.json()["description"]) == (code, refusal), path


def test_methods_are_read_from_the_query_too_and_in_any_case(telegram: SimulatorHandle, rosa: int) -> None:
    url = f"{telegram.api_url}{telegram.token}/sendmessage"
    assert httpx.get(url, params={"chat_id": rosa, "text": "hola"}).json()["result"]["text"] == "hola"
    assert httpx.post(url, data={"chat_id": rosa, "text": "ñandú"}).json()["result"]["text"] == "ñandú"
