"""Errors that carry their policy.

Raised where they are known, caught at the edge (command line, process loops). `mensaje` is what a person is told, in
Spanish, one line. `permanente` says whether trying again can help.
"""

from __future__ import annotations


class VentanillaError(Exception):
    """Something went wrong that the product knows how to explain."""

    permanente: bool = True
    salida: int = 1

    def __init__(self, mensaje: str) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje


class EntradaInvalidaError(VentanillaError):
    """What the person gave is wrong: exit code 2."""

    salida = 2


class DatosInvalidosError(EntradaInvalidaError):
    """Some YAML does not hold; `hallazgos` lists every error with file and line."""

    def __init__(self, hallazgos: list[str]) -> None:
        super().__init__("\n".join(hallazgos))
        self.hallazgos = hallazgos


class BaseDeDatosError(VentanillaError):
    """The database is locked, read-only, full or unreachable."""

    permanente = False


class ArchivoNoGuardadoError(VentanillaError):
    """The disk is full, read-only or broken: a file that somebody sent was not kept."""

    permanente = False


class ArchivoNoRecibidoError(VentanillaError):
    """A file that somebody sent could not be brought from the channel."""

    permanente = False


class ComprensionNoDisponibleError(VentanillaError):
    """The NLU server is loading, slow or down. The keyword understanding serves meanwhile."""

    permanente = False


class EnvioError(VentanillaError):
    """A message could not be delivered; `permanente` tells whether it is worth trying again."""

    def __init__(self, mensaje: str, *, permanente: bool, espera: float | None = None, dudoso: bool = False) -> None:
        super().__init__(mensaje)
        self.permanente = permanente
        self.espera = espera
        self.dudoso = dudoso
