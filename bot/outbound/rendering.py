"""From a reply of the conversation to messages of Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import structlog

from actions.turn import Attachment, Button, Reply
from bot.outbound.menu import SET_MENU, commands
from bot.outbound.splitting import split

MAX_DATA_BYTES = 64
LONGEST_CAPTION = 1024
SEND, EDIT, PHOTO, DOCUMENT = "sendMessage", "editMessageText", "sendPhoto", "sendDocument"
MAKER, PARAMETERS = "hace", "con"
"""In the body of a row whose file is made when it is delivered: the name of its maker, and what it is given."""
_MARKED: dict[str, Any] = {"parse_mode": "HTML"}
_PLAIN: dict[str, Any] = {**_MARKED, "link_preview_options": {"is_disabled": True}}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mensaje:
    """A method of the Bot API and its parameters, `chat_id` aside."""

    metodo: str
    cuerpo: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Destino:
    """Where a reply goes besides its chat: the message whose button was pressed, the one answered, the topic."""

    pressed: int | None = None
    answers: int | None = None
    thread: int | None = None


def render_reply(reply: Reply, destino: Destino | None = None) -> list[Mensaje]:
    """The messages of a reply, in order: its text (several when long), with the buttons; its files; what follows it."""
    to = destino or Destino()
    parts = split(reply.text) if reply.text.strip() else []
    messages = [_sent(text, to) for text in parts]
    if messages and reply.replaces and to.pressed is not None:
        messages[0] = Mensaje(EDIT, {"text": parts[0], "message_id": to.pressed, **_PLAIN})
    keyboard = _keyboard(reply.buttons)
    if messages and keyboard:
        messages[-1].cuerpo["reply_markup"] = {"inline_keyboard": keyboard}
    messages += [_attached(one, to) for one in reply.attachments]
    if reply.menu is not None:
        messages.append(Mensaje(SET_MENU, {"commands": commands(reply.menu)}))
    return messages if reply.then is None else messages + render_reply(reply.then, replace(to, pressed=None))


def _sent(text: str, to: Destino) -> Mensaje:
    return Mensaje(SEND, {"text": text, **_PLAIN, **_where(to)})


def _attached(one: Attachment, to: Destino) -> Mensaje:
    """The recipe of a file: `bot.outbound.making` makes it when it is delivered."""
    body = {MAKER: one.maker, PARAMETERS: dict(one.params), **_MARKED, **_where(to)}
    if one.caption:
        body["caption"] = split(one.caption, LONGEST_CAPTION)[0]
    return Mensaje(PHOTO if one.kind == "photo" else DOCUMENT, body)


def _where(to: Destino) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if to.answers is not None:
        body["reply_parameters"] = {"message_id": to.answers, "allow_sending_without_reply": True}
    if to.thread is not None:
        body["message_thread_id"] = to.thread
    return body


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> list[list[dict[str, str]]]:
    laid = [[{"text": b.text, "callback_data": b.data} for b in row if _fits(b)] for row in rows]
    return [row for row in laid if row]


def _fits(button: Button) -> bool:
    """A button that Telegram would refuse is left out: the rest of the answer is worth more, and the text names it."""
    if 0 < len(button.data.encode()) <= MAX_DATA_BYTES and button.text.strip():
        return True
    log.error("boton_imposible", tema=button.data.partition(":")[0][:20], bytes=len(button.data.encode()))
    return False
