"""Trouble of the database, told in one line when it begins, one a minute while it lasts, and one when it is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from time import monotonic

import structlog

AGAIN_AFTER_S = 60.0

log = structlog.get_logger(__name__)


class Use(Enum):
    """What the database was asked for. A full disk lets read, and lets look for work where there is none."""

    READ = "leer"
    LOOK = "mirar"
    CHANGE = "escribir"


_PROVES = {Use.READ: {Use.READ}, Use.LOOK: {Use.LOOK}, Use.CHANGE: {Use.LOOK, Use.CHANGE}}


@dataclass(slots=True)
class Trouble:
    """Many ask at once and each finds the same trouble: the log hears of it from here alone."""

    _failing: set[Use] = field(default_factory=set)
    _since: float = 0.0
    _told: float = float("-inf")

    def failed(self, use: Use, reason: str) -> None:
        """It could not be used."""
        now = monotonic()
        if not self._failing:
            self._since = now
        self._failing.add(use)
        if now - self._told > AGAIN_AFTER_S:
            self._told = now
            log.warning("base_de_datos_con_problemas", motivo=reason, segundos=round(now - self._since))

    def worked(self, use: Use) -> None:
        """It was used, as before."""
        if not self._failing:
            return
        self._failing -= _PROVES[use]
        if not self._failing:
            self._told = float("-inf")
            log.info("base_de_datos_recuperada", segundos=round(monotonic() - self._since))
