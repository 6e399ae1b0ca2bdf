"""What a person can do with her phone, and the updates that reach the bot because of it."""

from __future__ import annotations

import secrets
import time
from typing import Any

from bot.simulator.core import Simulator
from bot.simulator.entities import commands_in, format_text, mentions_in
from bot.simulator.errors import ControlError
from bot.simulator.limits import MAX_CAPTION, MAX_TEXT
from bot.simulator.model import CallbackQuery, Chat, Json, Message, User
from bot.simulator.textual import FormattedText, utf16_len

MAX_CALLBACKS = 20_000


class People:
    """Acts for the simulated persons. Every method raises `ControlError` for what a phone would not let her do."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim

    def find(self, user_id: int) -> User:
        """The person with that id."""
        user = self.sim.world.users.get(user_id)
        if user is None:
            raise ControlError(f"No existe la persona {user_id}", 404)
        return user

    def start(self, user: User, payload: str | None = None) -> Message:
        """Press START (or open a deep link with `payload`); a blocked bot is unblocked by it."""
        if user.blocked:
            self.unblock(user)
        value = user.start_payload if payload is None else payload
        return self.say(user, f"/start {value}".strip())

    def say(self, user: User, text: str, chat_id: int | None = None, reply_to: int | None = None) -> Message:
        """Write `text`, in her private chat or in a group."""
        formatted = format_text(text)
        if not formatted.text:
            raise ControlError("El mensaje está vacío")
        if utf16_len(formatted.text) > MAX_TEXT:
            raise ControlError("El mensaje pasa de 4096 caracteres; el teléfono lo partiría en varios")
        message = self._new(user, chat_id, reply_to)
        message.text, message.entities = formatted.text, formatted.entities
        return self._deliver(message)

    def send(
        self, user: User, content: Json, caption: str = "", chat_id: int | None = None, reply_to: int | None = None
    ) -> Message:
        """Send something that is not text; `content` holds Telegram's fields (`photo`, `voice`, `location`…)."""
        formatted = format_text(caption)
        if utf16_len(formatted.text) > MAX_CAPTION:
            raise ControlError("El pie de foto pasa de 1024 caracteres")
        message = self._new(user, chat_id, reply_to)
        message.content = content
        message.caption, message.caption_entities = formatted.text or None, formatted.entities
        return self._deliver(message)

    def edit(self, user: User, message_id: int, text: str, chat_id: int | None = None) -> Message:
        """Change the text of a message of hers."""
        chat = self._chat(user, chat_id)
        message = chat.messages.get(message_id)
        if message is None or message.sender is not user or message.text is None:
            raise ControlError(f"La persona no tiene un texto suyo con número {message_id}", 404)
        formatted = format_text(text)
        message.text, message.entities = formatted.text, formatted.entities
        message.edit_date = self.sim.date
        self.sim.show(message, "edit")
        if self._bot_reads(message, formatted):
            self.sim.push_update("edited_message", message.to_json())
        return message

    def press(self, user: User, button: Json, message: Message) -> str:
        """Press an inline `button` under `message`; answers the id of the press (empty for a link)."""
        if "callback_data" not in button:
            return ""
        data = str(button["callback_data"])
        query = CallbackQuery(str(secrets.randbits(62)), user, message, data, time.monotonic())
        callbacks = self.sim.world.callbacks
        callbacks[query.id] = query
        while len(callbacks) > MAX_CALLBACKS:
            del callbacks[next(iter(callbacks))]
        update: Json = {
            "id": query.id,
            "from": user.to_json(),
            "chat_instance": str(-message.chat.id * 7),
            "data": data,
        }
        self.sim.push_update("callback_query", {**update, "message": message.to_json()})
        return query.id

    def use_keyboard(self, user: User, button: Json, chat_id: int | None = None) -> Message:
        """Press a button of the keyboard that stands in place of the letters."""
        chat = self._chat(user, chat_id)
        if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
            chat.reply_keyboard = None
        if button.get("request_contact"):
            contact = {"phone_number": "573000000000", "first_name": user.first_name, "user_id": user.id}
            return self.send(user, {"contact": contact}, chat_id=chat_id)
        if button.get("request_location"):
            return self.send(user, {"location": {"latitude": 6.2167, "longitude": -73.8106}}, chat_id=chat_id)
        return self.say(user, button["text"], chat_id)

    def find_button(self, user: User, wanted: Json) -> tuple[Json, Message | None]:
        """The newest button with that `text` or `data` (in message `message_id`, when given).

        The message is None when the button belongs to the reply keyboard.
        """
        chat = self._chat(user, wanted.get("chat_id"))
        for message in reversed(chat.messages.values()):
            if wanted.get("message_id") not in (None, message.message_id):
                continue
            for button in (button for row in message.inline_keyboard or [] for button in row):
                if _is_wanted(button, wanted):
                    return button, message
        for row in (chat.reply_keyboard or {}).get("keyboard", []):
            for button in row:
                if _is_wanted(button, wanted):
                    return button, None
        raise ControlError(f"No hay ningún botón «{wanted.get('text') or wanted.get('data')}» a la vista", 404)

    def block(self, user: User) -> None:
        """Stop the bot from writing to her."""
        self._change_membership(user, blocked=True)

    def unblock(self, user: User) -> None:
        """Let the bot write again."""
        self._change_membership(user, blocked=False)

    def _change_membership(self, user: User, *, blocked: bool) -> None:
        if user.blocked == blocked:
            return
        user.blocked = blocked
        states = ("member", "kicked") if blocked else ("kicked", "member")
        self.member_update(self.sim.world.chats[user.id], user, states)
        if user.on_page:
            self.sim.hub.publish("user", chat_id=user.id, blocked=blocked, started=user.started)

    def member_update(self, chat: Chat, user: User, states: tuple[str, str]) -> None:
        """Tell the bot that `user` changed its membership in `chat`."""
        old, new = (self._membership(state) for state in states)
        update: dict[str, Any] = {"chat": chat.to_json(), "from": user.to_json(), "date": self.sim.date}
        self.sim.push_update("my_chat_member", {**update, "old_chat_member": old, "new_chat_member": new})

    def _membership(self, status: str) -> Json:
        member: Json = {"user": self.sim.bot.to_json(), "status": status}
        return {**member, "until_date": 0} if status == "kicked" else member

    def _chat(self, user: User, chat_id: int | None) -> Chat:
        chat = self.sim.world.chats.get(user.id if chat_id is None else chat_id)
        if chat is None or (chat.user is None and user.id not in chat.members):
            raise ControlError(f"{user.full_name} no está en el chat {chat_id}", 404)
        return chat

    def _new(self, user: User, chat_id: int | None, reply_to: int | None) -> Message:
        chat = self._chat(user, chat_id)
        if chat.user is not None and user.blocked:
            raise ControlError(f"{user.full_name} bloqueó el bot: primero debe desbloquearlo", 409)
        message = self.sim.world.new_message(chat, user, self.sim.date)
        if reply_to is not None:
            message.reply_to = chat.messages.get(reply_to)
        return message

    def _deliver(self, message: Message) -> Message:
        user = message.sender
        if message.chat.user is not None and not user.started:
            user.started = True
            if user.on_page:
                self.sim.hub.publish("user", chat_id=user.id, blocked=user.blocked, started=True)
        self.sim.show(message)
        words = FormattedText(message.text or message.caption or "", message.entities or message.caption_entities)
        if self._bot_reads(message, words):
            self.sim.push_update("message", message.to_json())
        return message

    def _bot_reads(self, message: Message, words: FormattedText) -> bool:
        """In groups, with privacy on, the bot gets commands, mentions of it and answers to it only."""
        if message.chat.user is not None:
            return True
        if not message.chat.bot_member:
            return False
        answers_bot = message.reply_to is not None and message.reply_to.sender is self.sim.bot
        if answers_bot or not self.sim.privacy_mode:
            return True
        name = self.sim.bot.username.lower()
        addressed = [command.partition("@")[2].lower() for command in commands_in(words)]
        return any(to in ("", name) for to in addressed) or name in mentions_in(words)


def _is_wanted(button: Json, wanted: Json) -> bool:
    if wanted.get("data") is not None:
        return bool(button.get("callback_data") == wanted["data"])
    return bool(button["text"] == wanted.get("text"))
