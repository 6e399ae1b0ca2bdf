"""The makers by name, what they are given, and what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from municipio.errors import EntradaInvalidaError

HACEDORES = {
    "encuestas.enlace": "municipio.documentos.encuestas.enlace",
    "encuestas.grafica": "municipio.documentos.encuestas.grafica",
    "encuestas.hoja": "municipio.documentos.encuestas.hoja_de_calculo",
    "encuestas.pagina": "municipio.documentos.encuestas.pagina",
    "plan.evidencia": "municipio.documentos.plan.evidencia",
    "cargos.invitacion": "municipio.documentos.cargos.invitacion",
    "plan.empalme": "municipio.documentos.plan.empalme",
    "plan.informe": "municipio.documentos.plan.informe",
    "plan.tablero": "municipio.documentos.plan.tablero",
}
"""Name of a maker → its module, imported only by the process that makes it."""


@dataclass(frozen=True, slots=True)
class Pedido:
    """What a maker is given: a session to look with, its parameters, the present instant, and where files are kept."""

    sesion: Session
    con: Mapping[str, Any]
    ahora: datetime
    var_dir: Path

    def texto(self, nombre: str) -> str:
        """A parameter that must be there and be a text; otherwise an `EntradaInvalidaError`."""
        valor = self.con.get(nombre)
        if not isinstance(valor, str) or not valor:
            raise EntradaInvalidaError(f"Al documento le falta «{nombre}»")
        return valor


@dataclass(frozen=True, slots=True)
class Documento:
    """A file: the name that the person sees, its media type, and what it holds."""

    nombre: str
    tipo_mime: str
    contenido: bytes


Hacedor = Callable[[Pedido], Documento]


def hacedor(nombre: str) -> Hacedor:
    """The maker of that name; an unknown one is an `EntradaInvalidaError`."""
    if nombre not in HACEDORES:
        raise EntradaInvalidaError("No hay quien haga ese documento")
    hacer: Hacedor = import_module(HACEDORES[nombre]).hacer
    return hacer
