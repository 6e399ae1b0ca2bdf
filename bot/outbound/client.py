"""python-telegram-bot's client, with our pool and without its habit of logging what people write."""

from __future__ import annotations

import json
import math
import os
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import RequestData

from bot.outbound.limits import PER_S
from bot.outbound.places import COURTESIES, FOR_REPLIES
from bot.outbound.request import AiohttpRequest

HELD_S = 0.6
"""How long a message of a campaign holds its connection: it waits for company, for its turn and for a slow Telegram."""
Json = dict[str, Any]
_MESSAGE = ("message_id", "date", "chat")


class QuietRequest(AiohttpRequest):
    """Requests of the Bot API. An answer that is not JSON is an error, and its content goes to no log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer as JSON; `TelegramError` when it is not. Of a message, only what tells which one it is."""
        try:
            parsed: Json = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        result = parsed.get("result")
        if isinstance(result, dict) and "message_id" in result:
            parsed["result"] = {name: result[name] for name in _MESSAGE if name in result}
        return parsed


class UpdatesRequest(QuietRequest):
    """`getUpdates` that keeps the updates as they came, in `updates`, and hands python-telegram-bot an empty list.

    Its `Bot.get_updates` parses a whole batch at once: one strange update would spoil the other ninety-nine, and it
    writes the batch to the log when that happens.
    """

    updates: list[Json]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """As its parent does it, taking the updates out."""
        self.updates = []
        code, payload = await super().do_request(url, method, request_data, *args, **kwargs)
        if code != 200 or not url.endswith("/getUpdates"):
            return code, payload
        answer = self.parse_json_payload(payload)
        self.updates = [_clean(update) for update in answer.get("result", [])]
        return code, b'{"ok":true,"result":[]}'


def connections_for(per_s: float) -> int:
    """How many connections it takes to send so many messages a second."""
    return math.ceil(per_s * HELD_S) + COURTESIES + FOR_REPLIES


CONNECTIONS = connections_for(PER_S)


def make_bot(token: str, api: str, updates: UpdatesRequest | None = None, connections: int = CONNECTIONS) -> Bot:
    """A client for the Bot API served at `api`. It is not connected until it is used or initialised."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # its newer way of giving durations; the older one warns
    base = api.rstrip("/")
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=QuietRequest(base, connections),
        get_updates_request=updates or make_updates_request(base),
    )


async def close_bot(bot: Bot) -> None:
    """Let go of its connections, whether it was initialised or only used."""
    await bot.shutdown()
    await bot.request.shutdown()


def make_updates_request(api: str) -> UpdatesRequest:
    """The connection for long polling: one, apart from the others."""
    return UpdatesRequest(api, 1)


def _clean(value: Any) -> Any:
    """Without what a database refuses: NUL, and halves of characters."""
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
