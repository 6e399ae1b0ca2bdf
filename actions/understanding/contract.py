"""What understanding a text means: one Protocol, several bodies (the NLU server, keywords, fakes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text wants. `intents` maps each intent to its probability; `facets` are those asked, most certain first.

    `facets` has more than one entry when the message asks several questions («cuánto vale y cuánto se demora»), and
    may be non-empty whatever the intent: the decision looks at both.
    """

    intents: Mapping[str, float]
    facets: tuple[tuple[str, float], ...] = ()
    engine: Literal["nlu", "keywords"] = "nlu"
    clauses: tuple[str, ...] = field(default=())
    """The questions that the message was split into, when there is more than one."""

    @property
    def intent(self) -> str:
        """The most probable intent."""
        return max(self.intents, key=self.intents.__getitem__)

    @property
    def confidence(self) -> float:
        """Its probability."""
        return self.intents[self.intent]


class Understanding(Protocol):
    """Reads texts. Raises `ComprensionNoDisponibleError` when it cannot, for now."""

    async def read(self, text: str) -> Reading:
        """What `text` wants."""
        ...
