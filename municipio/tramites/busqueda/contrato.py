"""What a search over the catalogue promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Candidato:
    """A trámite that the text may mean. `confianza` is calibrated: of those said with 0.8, eight in ten are right."""

    slug: str
    confianza: float


@dataclass(frozen=True, slots=True)
class Hallados:
    """The candidates, best first, and how much the text speaks of any trámite at all.

    `evidencia`, 0 to 1: near 0 for «y cuánto vale» (a follow-up that names nothing) or for what is off-topic; near 1
    when the words belong to the catalogue. `candidatos` may be empty.
    """

    candidatos: tuple[Candidato, ...]
    evidencia: float


class Buscador(Protocol):
    """A search over the trámites of one municipality."""

    def buscar(self, texto: str, cuantos: int = 5) -> Hallados:
        """The trámites that `texto` may mean."""
        ...
