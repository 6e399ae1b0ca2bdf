"""Halves of the year: what the follow-up of a plan is told by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CLAVE = re.compile(r"(\d{4})-([12])")


@dataclass(frozen=True, slots=True, order=True)
class Semestre:
    """The first (`mitad` 1) or the second half of a year."""

    ano: int
    mitad: int

    @property
    def desde(self) -> date:
        """Its first day."""
        return date(self.ano, 1 if self.mitad == 1 else 7, 1)

    @property
    def hasta(self) -> date:
        """Its last day."""
        return date(self.ano, 6, 30) if self.mitad == 1 else date(self.ano, 12, 31)

    @property
    def clave(self) -> str:
        """How data carry it: `2026-2`."""
        return f"{self.ano}-{self.mitad}"

    @property
    def anterior(self) -> Semestre:
        """The one before."""
        return semestre_de(self.desde - timedelta(days=1))

    @property
    def siguiente(self) -> Semestre:
        """The one after."""
        return semestre_de(self.hasta + timedelta(days=1))


def semestre_de(dia: date) -> Semestre:
    """The half of the year of a day."""
    return Semestre(dia.year, 1 if dia.month <= 6 else 2)


def de_clave(clave: str) -> Semestre | None:
    """What `clave` names; None when it names none."""
    dicho = _CLAVE.fullmatch(clave)
    return Semestre(int(dicho[1]), int(dicho[2])) if dicho and 2000 <= int(dicho[1]) <= 2100 else None
