"""Everybody and everything the simulated Telegram knows, in memory."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator

from bot.simulator.images import image_size
from bot.simulator.model import CallbackQuery, Chat, Json, Message, StoredFile, User

CAST = (
    User(500_000_001, "Rosa", "Ejemplo", "rosa_ejemplo", role="Ciudadana", on_page=True),
    User(500_000_002, "Marta", "Ensayo", "marta_ensayo", role="Responsable · Planeación", on_page=True),
    User(500_000_003, "Julio", "Muestra", "julio_muestra", role="Jefe · Secretario de Planeación", on_page=True),
    User(500_000_004, "Carmen", "Ficticia", "carmen_ficticia", role="Coordinadora", on_page=True),
)
"""The invented people of the page."""

FIRST_CITIZEN_ID = 600_000_001
FIRST_GROUP_ID = -4_000_000_001


class World:
    """Users, chats, messages, files and pending button presses. No rules: whoever calls has checked them."""

    def __init__(self, bot: User, coordinator_start: str = "") -> None:
        self.bot = bot
        self._coordinator_start = coordinator_start
        self._message_ids = itertools.count(1)
        self._file_ids = itertools.count(1)
        self.reset()

    def reset(self) -> None:
        """Forget everybody but the cast, who have never spoken to the bot. Message ids go on growing."""
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.files_by_path: dict[str, StoredFile] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self._citizen_ids = itertools.count(FIRST_CITIZEN_ID)
        self._group_ids = itertools.count(FIRST_GROUP_ID, -1)
        for person in CAST:
            copy = User(person.id, person.first_name, person.last_name, person.username, role=person.role, on_page=True)
            self.add_user(copy)
        self.users[CAST[-1].id].start_payload = self._coordinator_start

    def add_user(self, user: User) -> User:
        """Register `user` with an empty private chat."""
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", user=user)
        return user

    def new_user(self, first_name: str, last_name: str = "", username: str = "", user_id: int | None = None) -> User:
        """A new citizen, with the next free id unless `user_id` is given."""
        if user_id is None:
            user_id = next(i for i in self._citizen_ids if i not in self.users)
        return self.add_user(User(user_id, first_name, last_name, username))

    def new_group(self, title: str, members: list[User], *, bot_member: bool) -> Chat:
        """A group with `members`."""
        chat = Chat(next(self._group_ids), "group", title=title, bot_member=bot_member)
        chat.members = {user.id: user for user in members}
        self.chats[chat.id] = chat
        return chat

    def new_message(self, chat: Chat, sender: User, date: int) -> Message:
        """An empty message, already in its chat."""
        message = Message(next(self._message_ids), chat, sender, date)
        chat.messages[message.message_id] = message
        return message

    def store_file(self, kind: str, data: bytes, name: str, mime: str) -> StoredFile:
        """Keep `data`; `kind` is the folder of its path (`photos`, `documents`, `voice`…)."""
        number = next(self._file_ids)
        suffix = f".{name.rsplit('.', 1)[-1]}" if "." in name else ""
        stored = StoredFile(
            file_id=f"SIM{number:06d}{secrets.token_urlsafe(24)}",
            unique_id=f"U{number:06d}{secrets.token_urlsafe(6)}",
            path=f"{kind}/file_{number}{suffix}",
            name=name,
            mime=mime,
            data=data,
        )
        self.files[stored.file_id] = stored
        self.files_by_path[stored.path] = stored
        return stored

    def cast(self) -> Iterator[User]:
        """The people of the page, in order."""
        return (user for user in self.users.values() if user.on_page)


def photo_sizes(stored: StoredFile) -> list[Json]:
    """The `photo` field of a message: the simulator keeps one size only."""
    width, height = image_size(stored.data) or (1, 1)
    return [{**stored.base_json(), "width": width, "height": height}]


def document_json(stored: StoredFile) -> Json:
    """The `document` field of a message."""
    return {**stored.base_json(), "file_name": stored.name, "mime_type": stored.mime}
