"""From an update of Telegram to what the conversation attends, or the reason why it is set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update

from actions.options import of_survey
from actions.turn import Kind
from bot.outbound.rendering import Destino
from municipio.archivos.almacen import LIMITE

LONGEST_START, LONGEST_END = 1_500, 500
"""Characters of a very long text that are read: people say what they want at its beginning or at its end."""
EDITABLE_S = 60
"""An edit within this time is a correction of what was asked."""
_PRIVATE = "private"
_GONE = (ChatMember.BANNED, ChatMember.LEFT)
_KINDS: dict[str, Kind] = {
    "voice": "voice", "audio": "voice", "video_note": "voice", "photo": "photo", "document": "document",
    "video": "document", "animation": "document", "sticker": "sticker", "dice": "sticker", "location": "location",
    "venue": "location", "contact": "contact", "poll": "other", "story": "other", "game": "other",
}  # fmt: skip
_COMMAND = re.compile(r"^/(\w+)(?:@(\w+))?(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FileRef:
    """A photo or a document as Telegram tells of it; nothing of it was brought, nor is believed."""

    file_id: str
    photo: bool
    size: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person did in a chat."""

    update_id: int
    chat_id: int
    key: str
    """Names the conversation: the chat, and in a group the person in it."""
    kind: Kind
    text: str = ""
    data: str | None = None
    group: bool = False
    message_id: int | None = None
    query_id: str | None = None
    edited: bool = False
    album: str | None = None
    file: FileRef | None = None
    in_survey: bool = False
    """Said to a survey: whoever answers one is asked, and can wait a bit."""
    destino: Destino = field(default_factory=Destino)

    @property
    def asks(self) -> bool:
        """Whether a person waits for what she asked. Who sends a file waits for it to come."""
        return self.kind in ("text", "press") and self.file is None and not self.in_survey


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was blocked, or put out of a group (`blocked`), or let in again."""

    update_id: int
    chat_id: int
    blocked: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """Nothing to attend, and why (a note for technicians)."""

    update_id: int
    chat_id: int | None
    note: str


def read_update(update_id: int, body: Mapping[str, Any], bot_id: int, username: str) -> Incoming | Membership | Aside:
    """What an update asks for. One that cannot be read is set aside; it never raises."""
    try:
        update = Update.de_json(dict(body), None)
    except Exception:  # noqa: BLE001 (whatever a newer Telegram sends must not stop the rest)
        return Aside(update_id, None, "no se pudo leer")
    reader = _Reader(update_id, bot_id, username)
    if update.callback_query is not None:
        return reader.press(update.callback_query)
    if update.my_chat_member is not None:
        return reader.membership(update.my_chat_member)
    if update.message is not None:
        return reader.message(update.message)
    if update.edited_message is not None:
        return reader.edited(update.edited_message)
    return Aside(update_id, None, "no es un mensaje")


def shortened(text: str) -> str:
    """A very long text without its middle."""
    if len(text) <= LONGEST_START + LONGEST_END:
        return text
    return f"{text[:LONGEST_START]} … {text[-LONGEST_END:]}"


@dataclass(frozen=True, slots=True)
class _Reader:
    update_id: int
    bot_id: int
    username: str

    def press(self, query: CallbackQuery) -> Incoming | Aside:
        message = query.message
        if message is None or query.data is None:
            return Aside(self.update_id, None, "botón sin mensaje")
        chat = message.chat
        group = chat.type != _PRIVATE
        seen = message if isinstance(message, Message) and message.is_accessible else None
        thread = seen.message_thread_id if seen is not None and seen.is_topic_message else None
        return Incoming(
            update_id=self.update_id,
            chat_id=chat.id,
            key=_key(chat.id, query.from_user.id, group=group),
            kind="press",
            data=query.data,
            group=group,
            query_id=query.id,
            in_survey=of_survey(query.data),
            destino=Destino(pressed=seen.message_id if seen else None, thread=thread),
        )

    def membership(self, change: ChatMemberUpdated) -> Membership:
        return Membership(self.update_id, change.chat.id, change.new_chat_member.status in _GONE)

    def edited(self, message: Message) -> Incoming | Aside:
        if message.edit_date is None or (message.edit_date - message.date).total_seconds() > EDITABLE_S:
            return self._aside(message, "edición tardía")
        return self.message(message, edited=True)

    def message(self, message: Message, *, edited: bool = False) -> Incoming | Aside:
        person = message.from_user
        if person is None or person.is_bot or message.sender_chat is not None:
            return self._aside(message, "no es una persona")
        group = message.chat.type != _PRIVATE
        text = message.text or message.caption or ""
        kind: Kind | None = "text" if text.strip() else _kind(message)
        if kind is None:
            return self._aside(message, "mensaje de servicio")
        if group and not self._addressed(message, text):
            return self._aside(message, "en el grupo, no es para el bot")
        return Incoming(
            update_id=self.update_id,
            chat_id=message.chat.id,
            key=_key(message.chat.id, person.id, group=group),
            kind=kind,
            text=shortened(self._without_mention(text) if group else text),
            group=group,
            message_id=message.message_id,
            edited=edited,
            album=message.media_group_id,
            file=_file(message),
            destino=_answer_to(message, group=group),
        )

    def _addressed(self, message: Message, text: str) -> bool:
        command = _COMMAND.match(text)
        if command is not None:
            return command[2] is None or command[2].lower() == self.username.lower()
        answered = message.reply_to_message
        if answered is not None and answered.from_user is not None and answered.from_user.id == self.bot_id:
            return True
        return self._mention().search(text) is not None

    def _without_mention(self, text: str) -> str:
        return text if text.startswith("/") else self._mention().sub(" ", text).strip() or "hola"

    def _mention(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)@{re.escape(self.username)}\b", re.IGNORECASE)

    def _aside(self, message: Message, note: str) -> Aside:
        return Aside(self.update_id, message.chat.id, note)


def _key(chat_id: int, user_id: int, *, group: bool) -> str:
    return f"tg:{chat_id}:{user_id}" if group else f"tg:{chat_id}"


def _kind(message: Message) -> Kind | None:
    return next((kind for name, kind in _KINDS.items() if getattr(message, name, None)), None)


def _file(message: Message) -> FileRef | None:
    """The largest size of a photo that is kept, or a document."""
    if message.photo:
        small = [size for size in message.photo if (size.file_size or 0) <= LIMITE]
        best = max(small or message.photo[:1], key=lambda size: size.width * size.height)
        return FileRef(best.file_id, photo=True, size=best.file_size or 0, name="foto")
    if message.document:
        given = message.document
        return FileRef(given.file_id, photo=False, size=given.file_size or 0, name=given.file_name or "documento")
    return None


def _answer_to(message: Message, *, group: bool) -> Destino:
    thread = message.message_thread_id if message.is_topic_message else None
    return Destino(answers=message.message_id if group else None, thread=thread)
