"""python-telegram-bot's client, with our pool and without its habit of logging what people write."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

CONNECTIONS = 10
"""Enough for some 80 messages a second to a server at 100 ms. The cost of httpcore's pool grows with its square."""
CONNECT_S = 5.0
READ_S = 15.0
Json = dict[str, Any]
_MESSAGE = ("message_id", "date", "chat")


class QuietRequest(HTTPXRequest):
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


def make_bot(token: str, api: str, updates: UpdatesRequest | None = None, connections: int = CONNECTIONS) -> Bot:
    """A client for the Bot API served at `api`. It is not connected until it is used or initialised."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # its newer way of giving durations; the older one warns
    _spare_searches()
    base = api.rstrip("/")
    request = QuietRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_S,
        read_timeout=READ_S,
        write_timeout=READ_S,
        pool_timeout=READ_S,
        httpx_kwargs=_here_or_far(base),
    )
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=updates or make_updates_request(base),
    )


async def close_bot(bot: Bot) -> None:
    """Let go of its connections, whether it was initialised or only used."""
    await bot.shutdown()
    await bot.request.shutdown()


def make_updates_request(api: str) -> UpdatesRequest:
    """The connection for long polling: one, apart from the others."""
    return UpdatesRequest(
        connection_pool_size=1, connect_timeout=CONNECT_S, read_timeout=READ_S, httpx_kwargs=_here_or_far(api)
    )


def _here_or_far(api: str) -> Json:
    """A server of this machine is spoken to directly, whatever proxy the environment names."""
    return {"trust_env": urlsplit(api).hostname not in ("127.0.0.1", "localhost", "::1")}


def _spare_searches() -> None:
    """httpcore tries to import `sniffio` several times a request; where there is none, each is a search on disk."""
    if find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]


def _clean(value: Any) -> Any:
    """Without what a database refuses: NUL, and halves of characters."""
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
