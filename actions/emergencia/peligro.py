"""The safety net: phrases that mean danger, whatever the model says."""

from __future__ import annotations

from municipio.datos.emergencias import Emergencias, como_suena

_READ = 1_000
"""Characters that are looked at: who is in danger says so at once."""


class Danger:
    """Looks for the signals of `data/emergencias.yml` in a text. They come compiled: making one costs nothing."""

    def __init__(self, emergencias: Emergencias) -> None:
        self._signals, self._figures = emergencias.patrones, emergencias.figuras

    def kinds(self, text: str) -> list[str]:
        """The kinds of danger that `text` speaks of; empty when it is none, or a figure of speech."""
        plain = como_suena(text[:_READ]) + " "
        if self._figures:
            plain = self._figures.sub("… ", plain)
        return [kind for kind, signals in self._signals.items() if signals.search(plain)]
