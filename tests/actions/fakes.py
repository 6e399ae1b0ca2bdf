"""Understandings that tests own: what each text means is written down in the test."""

from __future__ import annotations

from collections.abc import Mapping

from actions.understanding.contract import Reading
from municipio.errors import ComprensionNoDisponibleError


class Down:
    """A server that does not answer; counts how many times it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def read(self, text: str) -> Reading:
        self.asked += 1
        raise ComprensionNoDisponibleError("apagada")


class Scripted:
    """Says what the table says; anything else is off-topic."""

    def __init__(self, meanings: Mapping[str, Reading]) -> None:
        self._meanings = meanings
        self.asked = 0

    async def read(self, text: str) -> Reading:
        self.asked += 1
        return self._meanings.get(text, Reading({"fuera_de_tema": 0.95, "consultar_tramite": 0.05}))
