"""Trouble on request: what the network and Telegram do on bad days."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from bot.simulator.errors import ApiError, ConnectionCutError, ControlError, forbidden, too_many

FaultKind = Literal["flood", "blocked", "error", "gateway", "slow", "cut", "drop"]
KINDS: tuple[str, ...] = get_args(FaultKind)


class GatewayError(Exception):
    """Answer 502 with an HTML page, as a proxy in front of Telegram does."""


@dataclass(slots=True)
class Fault:
    """One injected fault.

    `method` and `chat_id` narrow it (None: any); `skip` lets that many matching requests through first; `times` is how
    many it spoils (None: until cleared). `cut` executes the request and then closes the connection; `drop` closes it
    before executing.
    """

    id: int
    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    retry_after: int = 1
    seconds: float = 1.0
    code: int = 500
    description: str = "Internal Server Error"
    hits: int = 0

    def to_json(self) -> dict[str, Any]:
        """All fields, for the control API."""
        return asdict(self)

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether a request to `method` for `chat_id` is one of those it spoils."""
        right_method = self.method is None or self.method.lower() == method
        return right_method and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """The faults in force, tried in the order they were injected."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)

    def inject(self, wanted: dict[str, Any]) -> Fault:
        """Add one from the fields of `Fault`; `ControlError` when they make no sense."""
        kind = wanted.get("kind")
        if kind not in KINDS:
            raise ControlError(f"«kind» debe ser uno de: {', '.join(KINDS)}")
        fields = {name: value for name, value in wanted.items() if name not in ("id", "hits")}
        try:
            fault = Fault(next(self._ids), **fields)
        except TypeError as error:
            raise ControlError(f"Campo desconocido en la falla: {error}") from error
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Good weather again."""
        self._faults.clear()

    def listed(self) -> list[Fault]:
        """Those still in force."""
        return list(self._faults)

    async def before(self, method: str, chat_id: int | None) -> bool:
        """Apply the first fault that matches; True when the request must be executed and then cut."""
        fault = self._next(method, chat_id)
        if fault is None:
            return False
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "drop":
            raise ConnectionCutError
        elif fault.kind == "gateway":
            raise GatewayError
        elif fault.kind == "flood":
            raise too_many(fault.retry_after)
        elif fault.kind == "blocked":
            raise forbidden("bot was blocked by the user")
        elif fault.kind == "error":
            raise ApiError(fault.code, fault.description)
        return fault.kind == "cut"

    def _next(self, method: str, chat_id: int | None) -> Fault | None:
        for fault in self._faults:
            if not fault.matches(method, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.hits += 1
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
            return fault
        return None
