"""From a reply of the conversation to messages of Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog

from actions.turn import Button, Reply
from bot.outbound.splitting import split

MAX_DATA_BYTES = 64
SEND, EDIT = "sendMessage", "editMessageText"
_PLAIN: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}

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
    """The messages of a reply, in order: one, or several when it is long. The buttons go under the last one."""
    to = destino or Destino()
    parts = split(reply.text) if reply.text.strip() else []
    messages = [_sent(text, to) for text in parts]
    if messages and reply.replaces and to.pressed is not None:
        messages[0] = Mensaje(EDIT, {"text": parts[0], "message_id": to.pressed, **_PLAIN})
    keyboard = _keyboard(reply.buttons)
    if messages and keyboard:
        messages[-1].cuerpo["reply_markup"] = {"inline_keyboard": keyboard}
    return messages


def _sent(text: str, to: Destino) -> Mensaje:
    body: dict[str, Any] = {"text": text, **_PLAIN}
    if to.answers is not None:
        body["reply_parameters"] = {"message_id": to.answers, "allow_sending_without_reply": True}
    if to.thread is not None:
        body["message_thread_id"] = to.thread
    return Mensaje(SEND, body)


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> list[list[dict[str, str]]]:
    laid = [[{"text": b.text, "callback_data": b.data} for b in row if _fits(b)] for row in rows]
    return [row for row in laid if row]


def _fits(button: Button) -> bool:
    """A button that Telegram would refuse is left out: the rest of the answer is worth more, and the text names it."""
    if 0 < len(button.data.encode()) <= MAX_DATA_BYTES and button.text.strip():
        return True
    log.error("boton_imposible", tema=button.data.partition(":")[0][:20], bytes=len(button.data.encode()))
    return False
