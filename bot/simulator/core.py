"""One simulated Telegram: all its parts together, and what more than one part needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator.clock import Clock
from bot.simulator.errors import ApiError
from bot.simulator.faults import Faults
from bot.simulator.hub import GOODBYE, Hub
from bot.simulator.ledger import Ledger
from bot.simulator.limits import FloodLimits
from bot.simulator.model import Chat, Json, Message, User
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhook import Webhook
from bot.simulator.world import World

DEFAULT_TOKEN = "7000000001:VENTANILLA-simulador-local-sin-secreto"  # noqa: S105 (opens nothing but this simulator)
BOT_USERNAME = "ventanilla_demo_bot"


@dataclass(frozen=True, slots=True)
class Options:
    """How a simulator is started. `municipios` maps slug to name; `flood_scale` 0 turns the flood limits off."""

    token: str = DEFAULT_TOKEN
    clock_file: Path | None = None
    coordinator_start: str = ""
    municipios: Mapping[str, str] = field(default_factory=dict)
    flood_scale: float = 1.0
    retry_scale: float = 1.0


class Simulator:
    """State and parts of one simulated Telegram. Everything runs in one event loop; nothing here is thread-safe."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.token = options.token
        self.clock = Clock(options.clock_file)
        self.bot = User(_bot_id(options.token), "Ventanilla", username=BOT_USERNAME, is_bot=True)
        self.world = World(self.bot, options.coordinator_start)
        self.updates = UpdateQueue(self.clock.now)
        self.webhook = Webhook(self.updates, retry_scale=options.retry_scale)
        self.flood = FloodLimits(options.flood_scale)
        self.faults = Faults()
        self.ledger = Ledger()
        self.hub = Hub()
        self.privacy_mode = True
        self.municipio = next(iter(options.municipios), "")
        self.commands: dict[str, list[Json]] = {}
        self.profile: dict[str, str] = {"name": "Ventanilla", "description": "", "short_description": ""}

    @property
    def date(self) -> int:
        """Simulated date of a message written now."""
        return int(self.clock.now())

    def push_update(self, kind: str, payload: Json) -> int | None:
        """Queue an update for the bot, by polling or webhook."""
        return self.updates.push(kind, payload)

    def show(self, message: Message, event: str = "message") -> None:
        """Tell the phones about a new, edited or deleted message (only those that the page shows)."""
        chat = message.chat
        if not self.on_page(chat):
            return
        self.hub.publish(event, chat_id=chat.id, message=message.to_json(), reply_keyboard=chat.reply_keyboard)

    def on_page(self, chat: Chat) -> bool:
        """Whether some phone of the page shows `chat`."""
        return chat.user is not None and chat.user.on_page

    def close(self) -> None:
        """End every wait (polls, streams, ledger), so that the server can stop at once."""
        self.updates.abort_poll(ApiError(502, "Bad Gateway"))
        self.ledger.close()
        self.hub.publish(GOODBYE)

    def reset(self) -> None:
        """As just started: only the cast, no messages, faults or ledger, the clock on real time, the first limits.

        What the bot itself has set stays: commands, description, webhook, `allowed_updates`.
        """
        self.world.reset()
        self.updates.clear()
        self.faults.clear()
        self.ledger.clear()
        self.flood.set_scale(self.options.flood_scale)
        self.privacy_mode = True
        self.municipio = next(iter(self.options.municipios), "")
        self.clock.set_offset(0.0)
        self.hub.publish("reload")


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    return int(number) if number.isdecimal() else 7_000_000_001
