"""The NLU server, over HTTP. It answers what a text means and keeps nothing."""

from __future__ import annotations

from typing import Any

import httpx

from actions.understanding.contract import Reading
from municipio.errors import ComprensionNoDisponibleError

MAX_TEXT = 1_000
"""Characters that are sent to be understood: a longer message says what it wants before that."""


class NluUnderstanding:
    """`POST /model/parse` of Rasa 3.6. One slow or wrong answer is `ComprensionNoDisponibleError`."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self._path = "/model/parse"
        self._params = {"token": token} if token else None
        limits = httpx.Limits(max_connections=8, max_keepalive_connections=8)
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, limits=limits, trust_env=False)

    async def read(self, text: str) -> Reading:
        """What `text` wants, as the trained model sees it."""
        try:
            response = await self._client.post(self._path, params=self._params, json={"text": text[:MAX_TEXT]})
            response.raise_for_status()
            return reading(response.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            reason = f"La comprensión no responde ({type(error).__name__})"
            raise ComprensionNoDisponibleError(reason) from error

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


def reading(parsed: dict[str, Any]) -> Reading:
    """A `Reading` from the JSON of `/model/parse`, with the extra keys that our NLU components write."""
    intents = {i["name"]: float(i["confidence"]) for i in parsed["intent_ranking"]}
    facets = tuple((f["name"], float(f["confidence"])) for f in parsed.get("facets", []))
    return Reading(intents=intents, facets=facets, clauses=tuple(parsed.get("clauses", ())))
