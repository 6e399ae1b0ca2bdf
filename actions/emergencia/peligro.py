"""The safety net: phrases that mean danger, whatever the model says."""

from __future__ import annotations

import re

from municipio.datos.emergencias import Emergencias
from municipio.texto import normalizar


class Danger:
    """Looks for the signals of `data/emergencias.yml` in a text."""

    def __init__(self, emergencias: Emergencias) -> None:
        self._signals = {kind: [re.compile(p) for p in patterns] for kind, patterns in emergencias.senales.items()}
        self._figures = [re.compile(p) for p in emergencias.no_son]

    def kinds(self, text: str) -> list[str]:
        """The kinds of danger that `text` speaks of; empty when it is none, or a figure of speech."""
        plain = normalizar(text)
        for figure in self._figures:
            plain = figure.sub(" ", plain)
        return [kind for kind, patterns in self._signals.items() if any(p.search(plain) for p in patterns)]
