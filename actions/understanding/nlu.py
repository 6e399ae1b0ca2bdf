"""The NLU server, over HTTP. It answers what a text means and keeps nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
from yarl import URL

from actions.understanding.contract import Reading
from municipio.errors import ComprensionNoDisponibleError

MAX_TEXT = 1_000
"""Characters that are sent to be understood: a longer message says what it wants before that."""
CONNECTIONS = 8
_JSON = {"Content-Type": "application/json"}


class NluUnderstanding:
    """`POST /model/parse` of Rasa 3.6. One slow or wrong answer is `ComprensionNoDisponibleError`."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        address = URL(url.rstrip("/") + "/model/parse")
        self._url = address.with_query(token=token) if token else address
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._opened: AsyncGenerator[aiohttp.ClientSession, None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def read(self, text: str) -> Reading:
        """What `text` wants, as the trained model sees it."""
        body = json.dumps({"text": text[:MAX_TEXT]}).encode()
        try:
            session = await self._connected()
            async with session.post(self._url, data=body, headers=_JSON, timeout=self._timeout) as response:
                response.raise_for_status()
                return reading(json.loads(await response.read()))
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            reason = f"La comprensión no responde ({type(error).__name__})"
            raise ComprensionNoDisponibleError(reason) from error

    async def close(self) -> None:
        """Let go of the connections."""
        opened, self._opened, self._session, self._loop = self._opened, None, None, None
        if opened is not None:
            await opened.aclose()

    async def _connected(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            self._opened, self._loop = _session(), loop
            self._session = await anext(self._opened)
        return self._session


async def _session() -> AsyncGenerator[aiohttp.ClientSession, None]:
    """A session that ends with its event loop, as asynchronous generators do, when nobody closes it before."""
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


def reading(parsed: dict[str, Any]) -> Reading:
    """A `Reading` from the JSON of `/model/parse`, with the extra keys that our NLU components write."""
    intents = {i["name"]: float(i["confidence"]) for i in parsed["intent_ranking"]}
    facets = tuple((f["name"], float(f["confidence"])) for f in parsed.get("facets", []))
    return Reading(intents=intents, facets=facets, clauses=tuple(parsed.get("clauses", ())))
