"""Understanding for whoever waits at a terminal: what answers in place of the trained model is said."""

from __future__ import annotations

import sys

from actions.understanding.contract import Reading, Understanding
from municipio.errors import ComprensionNoDisponibleError

FAILURES_TO_GIVE_UP = 3
NOTICE = "La comprensión completa dejó de responder: se sigue con palabras clave, con menos acierto."


class Patient:
    """Asks `main`. When it cannot answer, `spare` does, and standard error hears of it once.

    After some failures in a row it is asked no more: each may have taken as long as its patience.
    """

    def __init__(self, main: Understanding, spare: Understanding) -> None:
        self._main, self._spare = main, spare
        self._failures = 0
        self._told = False

    async def read(self, text: str) -> Reading:
        """The reading of `main`, or of `spare`."""
        if self._failures < FAILURES_TO_GIVE_UP:
            try:
                reading = await self._main.read(text)
            except ComprensionNoDisponibleError:
                self._failures += 1
                self._tell()
            else:
                self._failures = 0
                return reading
        return await self._spare.read(text)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            print(NOTICE, file=sys.stderr, flush=True)  # noqa: T201
