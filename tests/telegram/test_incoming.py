"""What each kind of update is to the bot, as a table."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.incoming import LONGEST_END, LONGEST_START, Aside, FileRef, Incoming, Membership, read_update

BOT = 7_000_000_001
NAME = "ventanilla_demo_bot"
ROSA = {"id": 11, "is_bot": False, "first_name": "Rosa"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Rosa"}
GROUP = {"id": -5, "type": "supergroup", "title": "JAC"}


def message(**fields: Any) -> dict[str, Any]:
    return {"message": {"message_id": 9, "date": 1_790_000_000, "chat": PRIVATE, "from": ROSA, **fields}}


def in_group(**fields: Any) -> dict[str, Any]:
    return message(chat=GROUP, **fields)


def press(data: str) -> dict[str, Any]:
    asked = message(text="x")["message"]
    return {"callback_query": {"id": "7", "from": ROSA, "chat_instance": "1", "data": data, "message": asked}}


def read(body: dict[str, Any]) -> Incoming | Membership | Aside:
    return read_update(1, {"update_id": 1, **body}, BOT, NAME)


FILE = {"file_id": "x", "file_unique_id": "y"}
PHOTO = [{**FILE, "width": 1, "height": 1}]


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"text": "¿Cuánto vale? 🏡👩🏽‍🌾"}, "text", "¿Cuánto vale? 🏡👩🏽‍🌾"),
        ({"text": "/start c_abc"}, "text", "/start c_abc"),
        ({"voice": {**FILE, "duration": 3}}, "voice", ""),
        ({"audio": {**FILE, "duration": 3}}, "voice", ""),
        ({"photo": PHOTO}, "photo", ""),
        ({"photo": PHOTO, "caption": "¿esto sirve de recibo?"}, "text", "¿esto sirve de recibo?"),
        ({"document": FILE}, "document", ""),
        ({"sticker": {**FILE, "width": 1, "height": 1, "type": "regular", "is_animated": False, "is_video": False}},
         "sticker", ""),
        ({"location": {"latitude": 6.2, "longitude": -73.8}}, "location", ""),
        ({"contact": {"phone_number": "3", "first_name": "x"}}, "contact", ""),
        ({"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                   "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                   "allows_revoting": False, "members_only": False}}, "other", ""),
    ],
)  # fmt: skip
def test_kinds(fields: dict[str, Any], kind: str, text: str) -> None:
    got = read(message(**fields))
    assert isinstance(got, Incoming)
    assert (got.kind, got.text, got.key, got.group) == (kind, text, "tg:11", False)


def size(name: str, side: int, weight: int | None) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": name, "width": side, "height": side, "file_size": weight}


MB = 1024 * 1024


@pytest.mark.parametrize(
    ("fields", "file"),
    [
        ({"photo": [size("s", 90, 900), size("m", 320, 9_000), size("x", 1280, 90_000)]}, ("x", True, 90_000, "foto")),
        ({"photo": [size("x", 1280, None), size("s", 90, 900)], "caption": "vea"}, ("x", True, 0, "foto")),
        ({"photo": [size("m", 320, 9 * MB), size("x", 1280, 11 * MB)]}, ("m", True, 9 * MB, "foto")),
        ({"photo": [size("m", 320, 11 * MB), size("x", 1280, 12 * MB)]}, ("m", True, 11 * MB, "foto")),
        ({"document": {**FILE, "file_name": "a.pdf", "file_size": 7}}, ("x", False, 7, "a.pdf")),
        ({"document": FILE}, ("x", False, 0, "documento")),
        ({"voice": {**FILE, "duration": 3}}, None),
        ({"text": "hola"}, None),
    ],
)
def test_the_largest_photo_that_is_kept_or_the_document(fields: dict[str, Any], file: tuple[Any, ...] | None) -> None:
    got = read(message(**fields))
    assert isinstance(got, Incoming)
    assert got.file == (FileRef(*file) if file else None)


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (message(new_chat_title="x"), "mensaje de servicio"),
        (message(text="hola", **{"from": {"id": 3, "is_bot": True, "first_name": "Otro"}}), "no es una persona"),
        (in_group(text="hola a todos"), "en el grupo, no es para el bot"),
        (in_group(text="/ayuda@otro_bot"), "en el grupo, no es para el bot"),
        (in_group(text="escriban a @ventanilla_demo_bot_2"), "en el grupo, no es para el bot"),
        ({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "x"}},
         "no es un mensaje"),
        ({"message": {"message_id": "qué", "chat": 3}}, "no se pudo leer"),
        ({"message": {"date": "mañana"}}, "no se pudo leer"),
        ({}, "no es un mensaje"),
    ],
)  # fmt: skip
def test_set_aside_with_a_note(body: dict[str, Any], note: str) -> None:
    got = read(body)
    assert isinstance(got, Aside)
    assert got.note == note


BY_BOT = {"message_id": 4, "date": 1, "chat": GROUP, "from": {"id": BOT, "is_bot": True, "first_name": "V"}}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"text": "/tramites"}, "/tramites"),
        ({"text": "/tramites@Ventanilla_Demo_Bot"}, "/tramites@Ventanilla_Demo_Bot"),
        ({"text": "@ventanilla_demo_bot ¿cuánto vale el predial?"}, "¿cuánto vale el predial?"),
        ({"text": "oiga @VENTANILLA_demo_bot"}, "oiga"),
        ({"text": "@ventanilla_demo_bot"}, "hola"),
        ({"text": "y cuánto se demora", "reply_to_message": BY_BOT}, "y cuánto se demora"),
    ],
)
def test_in_a_group_what_is_said_to_the_bot(fields: dict[str, Any], text: str) -> None:
    got = read(in_group(**fields))
    assert isinstance(got, Incoming)
    assert (got.text, got.key, got.group, got.destino.answers) == (text, "tg:-5:11", True, 9)


def test_an_edit_is_a_correction_only_within_a_minute() -> None:
    changed = message(text="predial")["message"]
    soon = read({"edited_message": {**changed, "edit_date": 1_790_000_050}})
    late = read({"edited_message": {**changed, "edit_date": 1_790_000_099}})
    assert isinstance(soon, Incoming)
    assert soon.edited
    assert isinstance(late, Aside)


def test_a_pressed_button_even_under_a_message_too_old_to_be_seen() -> None:
    query = {"id": "7", "from": ROSA, "chat_instance": "1", "data": "t:predial:costo"}
    seen = read({"callback_query": {**query, "message": message(text="x")["message"]}})
    old = read({"callback_query": {**query, "message": {"message_id": 9, "date": 0, "chat": PRIVATE}}})
    assert isinstance(seen, Incoming)
    assert isinstance(old, Incoming)
    assert (seen.kind, seen.data, seen.query_id, seen.destino.pressed) == ("press", "t:predial:costo", "7", 9)
    assert old.destino.pressed is None


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        (message(text="¿Cuánto vale?"), True),
        (message(photo=PHOTO), False),
        (message(photo=PHOTO, caption="la reunión"), False),
        (press("t:predial:costo"), True),
        (press("opinar:3"), False),
        (press("opinar:3:visita:si"), False),
    ],
)
def test_who_waits_for_what_she_asked(body: dict[str, Any], asks: bool) -> None:
    got = read(body)
    assert isinstance(got, Incoming)
    assert got.asks is asks


def test_being_blocked() -> None:
    def change(status: str) -> dict[str, Any]:
        user = {"id": BOT, "is_bot": True, "first_name": "V"}
        gone = {"user": user, "status": "kicked", "until_date": 0}
        member = {"user": user, "status": "member"}
        new = gone if status == "kicked" else member
        return {"my_chat_member": {"chat": PRIVATE, "from": ROSA, "date": 1, "old_chat_member": member,
                                   "new_chat_member": new}}  # fmt: skip

    assert read(change("kicked")) == Membership(1, 11, blocked=True)
    assert read(change("member")) == Membership(1, 11, blocked=False)


def test_a_very_long_text_is_read_at_its_ends() -> None:
    got = read(message(text="a" * 3000 + "b" * 1000))
    assert isinstance(got, Incoming)
    assert len(got.text) == LONGEST_START + LONGEST_END + 3
    assert got.text.endswith("b" * LONGEST_END)
