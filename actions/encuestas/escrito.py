"""What a coordinator was asked to write, as the state keeps it: of which campaign, and which field. No text is kept."""

from __future__ import annotations

from dataclasses import dataclass

from actions.turn import State, Turn


@dataclass(frozen=True, slots=True)
class Awaited:
    """A screen that waits to read something; `name` is its mark in the state."""

    name: str

    def wait_for(self, state: State, campana: int, field: str) -> None:
        """The next message is `field` of that campaign."""
        state.expects, state.extra[self.name] = self.name, [campana, field]

    def waits(self, state: State, turn: Turn) -> bool:
        """Whether this message is what was asked for."""
        asked = state.expects == self.name and self.name in state.extra
        return asked and turn.kind == "text" and not turn.text.startswith("/")

    def asked(self, state: State) -> tuple[str, str]:
        """The campaign and the field that were asked for."""
        campana, field = state.extra[self.name]
        return str(campana), str(field)

    def leave(self, state: State) -> None:
        """Forget what was being asked."""
        if state.expects == self.name:
            state.expects = None
        state.extra.pop(self.name, None)


BORRADOR = Awaited("encuesta")
"""The wizard of a campaign. The draft itself is a row."""
RESULTADOS = Awaited("resultados")
"""The address where results were published, or what changed since."""
