"""What is told about a table: where, what, and whether it stops the import."""

from __future__ import annotations

from dataclasses import dataclass, field

from municipio.plan.importar.limpio import cita
from municipio.plan.importar.textos import decir


@dataclass(frozen=True, slots=True)
class Pregunta:
    """What the coordinator is asked, and the cell that raises it."""

    donde: str
    texto: str


@dataclass(slots=True)
class Avisos:
    """In the order in which they are found, each once."""

    dichos: list[str] = field(default_factory=list)
    errores: list[str] = field(default_factory=list)

    def nota(self, clave: str, donde: str, dicho: str = "", **datos: object) -> None:
        """Something that was not read."""
        _una_vez(self.dichos, decir("avisos", clave, donde=donde, dicho=cita(dicho), **datos))

    def error(self, clave: str, donde: str, dicho: str = "", **datos: object) -> None:
        """Something that is wrong: nothing is written until it is mended."""
        _una_vez(self.errores, decir("avisos", clave, donde=donde, dicho=cita(dicho), **datos))


def _una_vez(dichos: list[str], dicho: str) -> None:
    if dicho not in dichos:
        dichos.append(dicho)
