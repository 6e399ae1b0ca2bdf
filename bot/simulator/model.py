"""The things of the simulated Telegram: users, chats, messages, files. Data and their JSON, no rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""An object of the Bot API as it travels."""


@dataclass(slots=True)
class User:
    """A person (or the bot itself). `role` and `on_page` are for the page of phones only."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "es"
    is_bot: bool = False
    role: str = ""
    on_page: bool = False
    started: bool = False
    blocked: bool = False
    start_payload: str = ""

    def to_json(self) -> Json:
        """As Telegram's `User`."""
        data: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            data["last_name"] = self.last_name
        if self.username:
            data["username"] = self.username
        if not self.is_bot:
            data["language_code"] = self.language_code
        return data

    @property
    def full_name(self) -> str:
        """Name and surname."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Message:
    """One message of a chat. `content` holds the fields of its kind (`photo`, `voice`, `location`…)."""

    message_id: int
    chat: Chat
    sender: User
    date: int
    text: str | None = None
    entities: list[Json] = field(default_factory=list)
    content: Json = field(default_factory=dict)
    caption: str | None = None
    caption_entities: list[Json] = field(default_factory=list)
    inline_keyboard: list[list[Json]] | None = None
    had_reply_keyboard: bool = False
    edit_date: int | None = None
    reply_to: Message | None = None
    extra: Json = field(default_factory=dict)

    def to_json(self, *, nested: bool = False) -> Json:
        """As Telegram's `Message`; `nested` leaves out the message it answers (Telegram gives one level)."""
        data: Json = {
            "message_id": self.message_id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
        }
        if self.edit_date is not None:
            data["edit_date"] = self.edit_date
        if self.reply_to is not None and not nested:
            data["reply_to_message"] = self.reply_to.to_json(nested=True)
        if self.text is not None:
            data["text"] = self.text
            if self.entities:
                data["entities"] = self.entities
        data.update(self.content)
        if self.caption is not None:
            data["caption"] = self.caption
            if self.caption_entities:
                data["caption_entities"] = self.caption_entities
        if self.inline_keyboard is not None:
            data["reply_markup"] = {"inline_keyboard": self.inline_keyboard}
        data.update(self.extra)
        return data


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the user's) or a group (negative id) with what its phones show."""

    id: int
    type: Literal["private", "group"]
    user: User | None = None
    title: str = ""
    members: dict[int, User] = field(default_factory=dict)
    bot_member: bool = True
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Json | None = None

    def to_json(self) -> Json:
        """As Telegram's `Chat`."""
        if self.user is None:
            return {"id": self.id, "title": self.title, "type": self.type, "all_members_are_administrators": True}
        data: Json = {"id": self.id, "first_name": self.user.first_name, "type": "private"}
        if self.user.last_name:
            data["last_name"] = self.user.last_name
        if self.user.username:
            data["username"] = self.user.username
        return data


@dataclass(slots=True)
class StoredFile:
    """Bytes that somebody sent. `path` is what `getFile` answers and `/file/bot<token>/` serves."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    def base_json(self) -> Json:
        """The fields that every kind of file shares."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass(slots=True)
class CallbackQuery:
    """A press of an inline button that waits for `answerCallbackQuery`. `asked_at` is monotonic seconds."""

    id: str
    user: User
    message: Message
    data: str
    asked_at: float
    answered: bool = False
    answer: Json | None = None
