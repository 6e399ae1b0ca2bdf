"""What tests see of the simulated world: messages, buttons, deliveries. Read-only views of the control API's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.simulator.textual import utf16_slice

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` is empty for a link, `url` for the others."""

    text: str
    data: str
    url: str


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as a phone shows it. `text` is its text or caption, without markup."""

    raw: Json

    @property
    def message_id(self) -> int:
        """Number of the message."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text or caption; empty when it has neither."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def edited(self) -> bool:
        """Whether it was edited after being sent."""
        return "edit_date" in self.raw

    @property
    def date(self) -> int:
        """Simulated seconds since the epoch."""
        return int(self.raw["date"])

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        markup = self.raw.get("reply_markup") or {}
        return [[_button(item) for item in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[str]:
        """Texts of the inline buttons, in reading order."""
        return [button.text for row in self.rows for button in row]

    def parts(self, kind: str) -> list[str]:
        """The pieces of text with an entity of that kind (``bold``, ``url``…)."""
        entities = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return [utf16_slice(self.text, e["offset"], e["length"]) for e in entities if e["type"] == kind]


def _button(item: Json) -> Button:
    return Button(item["text"], item.get("callback_data", ""), item.get("url", ""))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the ledger (see `bot.simulator.ledger.Entry`)."""

    raw: Json

    @property
    def seq(self) -> int:
        """Its number; grows by one."""
        return int(self.raw["seq"])

    @property
    def method(self) -> str:
        """Method of the Bot API, as Telegram spells it."""
        return str(self.raw["method"])

    @property
    def chat_id(self) -> int:
        """The chat it was for; 0 when there is none."""
        return int(self.raw["chat_id"] or 0)

    @property
    def message_id(self) -> int:
        """The message it made or touched; 0 when there is none."""
        return int(self.raw["message_id"] or 0)

    @property
    def text(self) -> str:
        """Text, caption or text of the answer."""
        return str(self.raw["text"] or "")

    @property
    def ok(self) -> bool:
        """False when Telegram refused it."""
        return bool(self.raw["ok"])

    @property
    def error_code(self) -> int:
        """Code of the refusal; 0 when accepted."""
        return int(self.raw["error_code"] or 0)

    @property
    def monotonic(self) -> float:
        """Real, monotonic seconds at which it happened."""
        return float(self.raw["monotonic"])
