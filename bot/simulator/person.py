"""A simulated person in the hands of a test: she speaks, presses, waits and reads."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

from bot.simulator.seen import Delivery, Json, SeenMessage

Call = Callable[..., Json]
ANSWERS = "sendMessage,sendPhoto,sendDocument,sendMediaGroup,editMessageText,editMessageCaption,editMessageReplyMarkup"
WAIT_S = 120.0
"""Waiting long costs nothing when the answer comes; on a loaded machine it may come late."""


class NoAnswerError(AssertionError):
    """The bot did not say what was awaited in time; the text tells what it did say."""


class UnexpectedAnswerError(AssertionError):
    """The bot spoke when silence was expected."""


class Person:
    """One user. `chat_id` is her private chat, unless `in_group` gave her a group's.

    `wait_for` counts what the bot sent or edited in the chat since the last thing she did (or the last wait).
    """

    def __init__(self, call: Call, user_id: int, name: str, chat_id: int | None = None) -> None:
        self._call = call
        self.id = user_id
        self.name = name
        self.chat_id = user_id if chat_id is None else chat_id
        self._seen = int(call("GET", "/control/ledger", limit=0)["last_seq"])
        self.last_query_id = ""

    def in_group(self, chat_id: int) -> Person:
        """The same person, speaking in a group."""
        return Person(self._call, self.id, self.name, chat_id)

    def starts(self, payload: str | None = None) -> int:
        """Press START, or open a link with `payload`; the number of the message."""
        return self._act("start", payload=payload)

    def says(self, text: str, reply_to: int | None = None) -> int:
        """Write; the number of the message."""
        return self._act("text", text=text, reply_to=reply_to)

    def asks(self, text: str, answers: int = 1, timeout_s: float = WAIT_S) -> SeenMessage:
        """Write and wait for the answer; the last message of the bot."""
        self.says(text)
        return self.wait_for(answers, timeout_s)[-1]

    def presses(self, text: str = "", *, data: str | None = None, message_id: int | None = None) -> int:
        """Press the newest button with that text (or callback data), inline or of the keyboard."""
        return self._act("press", text=text, data=data, message_id=message_id)

    def taps(self, text: str, answers: int = 1, timeout_s: float = WAIT_S) -> SeenMessage:
        """Press and wait for the answer; the last message sent or edited."""
        self.presses(text)
        return self.wait_for(answers, timeout_s)[-1]

    def edits(self, message_id: int, text: str) -> int:
        """Change a message of hers."""
        return self._act("edit", message_id=message_id, text=text)

    def sends(self, kind: str, content: bytes = b"", caption: str = "", **fields: Any) -> int:
        """Send a ``photo``, ``document``, ``voice``, ``sticker``, ``video_note``, ``location`` or ``contact``."""
        encoded = base64.b64encode(content).decode()
        return self._act("send", kind=kind, caption=caption, content_base64=encoded, **fields)

    def blocks(self) -> None:
        """Block the bot."""
        self._call("POST", f"/control/users/{self.id}/block")

    def unblocks(self) -> None:
        """Unblock the bot."""
        self._call("POST", f"/control/users/{self.id}/unblock")

    def messages(self) -> list[SeenMessage]:
        """All that her phone shows of the chat, oldest first."""
        where = f"/control/users/{self.id}" if self.chat_id == self.id else f"/control/groups/{self.chat_id}"
        return [SeenMessage(item) for item in self._call("GET", where)["messages"]]

    def last(self) -> SeenMessage | None:
        """The newest message of the bot; None when it has written nothing."""
        return next((message for message in reversed(self.messages()) if message.from_bot), None)

    def keyboard(self) -> list[str]:
        """Texts of the keyboard in place of the letters; empty when there is none."""
        shown = self._call("GET", f"/control/users/{self.id}")["reply_keyboard"] or {}
        return [button["text"] for row in shown.get("keyboard", []) for button in row]

    def wait_for(self, answers: int = 1, timeout_s: float = WAIT_S) -> list[SeenMessage]:
        """Wait until the bot has sent or edited `answers` messages; them, in order.

        `NoAnswerError` (an `AssertionError`) when it does not in `timeout_s` seconds.
        """
        found = self._deliveries(answers, timeout_s)
        if len(found) < answers:
            said = [delivery.text[:80] for delivery in found]
            raise NoAnswerError(f"{self.name} waited {timeout_s} s for {answers} answers and got {said}")
        self._seen = found[-1].seq
        now = {message.message_id: message for message in self.messages()}
        return [now[delivery.message_id] for delivery in found if delivery.message_id in now]

    def hears_nothing(self, for_s: float = 0.5) -> None:
        """Check that the bot sends and edits nothing for `for_s` seconds."""
        found = self._deliveries(1, for_s)
        if found:
            raise UnexpectedAnswerError(f"{self.name} expected silence and got {found[0].text!r}")

    def callback_answer(self, timeout_s: float = WAIT_S) -> Json:
        """How the bot answered her last press: ``{"text", "show_alert", "url"}``."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            state = self._call("GET", f"/control/callbacks/{self.last_query_id}")
            if state["answered"]:
                return dict(state["answer"])
            time.sleep(0.02)
        raise NoAnswerError(f"{self.name}: the press was not answered in {timeout_s} s")

    def _deliveries(self, count: int, timeout_s: float) -> list[Delivery]:
        asked = {"after": self._seen, "chat_id": self.chat_id, "method": ANSWERS, "count": count, "timeout": timeout_s}
        return [Delivery(entry) for entry in self._call("GET", "/control/ledger", **asked)["entries"]]

    def _act(self, what: str, **body: Any) -> int:
        self._seen = int(self._call("GET", "/control/ledger", limit=0)["last_seq"])
        given = {name: value for name, value in body.items() if value is not None}
        if self.chat_id != self.id:
            given["chat_id"] = self.chat_id
        done = self._call("POST", f"/control/users/{self.id}/{what}", given)
        self.last_query_id = str(done.get("query_id", ""))
        return int(done["message_id"])
