"""`reply_markup`: what Telegram accepts and what it refuses."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.model import Json

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
_URL = re.compile(r"^(?:(?:https?|tg|ton)://)?[^\s/$.?#:]+(?:\.[^\s/$.?#:]+|:\d+)[^\s]*$|^tg://\S+$", re.IGNORECASE)
_INLINE_ACTIONS = (
    "url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat", "web_app", "login_url",
    "copy_text", "pay", "callback_game", "switch_inline_query_chosen_chat",
)  # fmt: skip


class Markup:
    """A checked `reply_markup`: either an inline keyboard or one for the place of the keyboard, or none."""

    __slots__ = ("inline", "reply")

    def __init__(self, inline: list[list[Json]] | None = None, reply: Json | None = None) -> None:
        self.inline = inline
        self.reply = reply


def check_markup(value: object) -> Markup:
    """Check `value` (parsed JSON, or None); raises `ApiError` 400 with Telegram's words."""
    if value is None or value == "" or value == {}:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup(inline=_inline(value["inline_keyboard"]))
    if "keyboard" in value:
        return Markup(reply={**value, "keyboard": _reply(value["keyboard"])})
    if value.get("remove_keyboard"):
        return Markup(reply={"remove_keyboard": True})
    if value.get("force_reply"):
        return Markup(reply={**value, "force_reply": True})
    return Markup()


def _inline(rows: object) -> list[list[Json]] | None:
    checked = [[_inline_button(button) for button in row] for row in _rows(rows, "inline keyboard")]
    checked = [row for row in checked if row]
    if sum(len(row) for row in checked) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked or None


def _rows(rows: object, what: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{what.replace(" ", "_")}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f"can't parse {what} row: expected an Array of buttons")
    return rows


def _inline_button(button: object) -> Json:
    what = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{what}: expected an Object")
    _check_text(button, what)
    actions = [name for name in _INLINE_ACTIONS if button.get(name) not in (None, "", False)]
    if button.get("switch_inline_query") == "" or button.get("switch_inline_query_current_chat") == "":
        actions.append("switch_inline_query")
    if not actions:
        raise bad_request(f"{what}: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        _check_callback(button["callback_data"])
    elif "url" in actions and not _URL.match(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button


def _check_callback(data: object) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if len(data.encode("utf-8", "surrogatepass")) > MAX_CALLBACK_BYTES:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def _check_text(button: Json, what: str) -> None:
    if "text" not in button:
        raise bad_request(f'{what}: Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{what}: Field "text" must be of type String')
    if not button["text"].strip():
        noun = what.removeprefix("can't parse ")
        raise bad_request(f"{noun} text must be non-empty")


def _reply(rows: object) -> list[list[Json]]:
    checked = [[_reply_button(button) for button in row] for row in _rows(rows, "keyboard")]
    checked = [row for row in checked if row]
    if not checked:
        raise bad_request("reply markup must contain at least one button")
    if sum(len(row) for row in checked) > 3 * MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: expected a String or an Object")
    _check_text(button, "can't parse keyboard button")
    return button
