"""Invented surveys and answers for the tests of the results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from municipio.encuestas.plantilla import Encuesta, Pregunta

Hoja = dict[str, dict[str, Any]]


def pregunta(clave: str = "p", tipo: str = "unica", opciones: str = "", **campos: Any) -> Pregunta:
    """A question; `opciones` are its letters."""
    lista = [{"clave": letra, "texto": f"Opción {letra.upper()}"} for letra in opciones]
    return Pregunta.model_validate(
        {"clave": clave, "tipo": tipo, "texto": f"¿Qué dice de {clave}?", "opciones": lista, **campos}
    )


def encuesta(*preguntas: Pregunta, titulo: str = "Una encuesta de prueba") -> Encuesta:
    """A questionnaire of these questions."""
    return Encuesta.model_validate(
        {
            "clave": "prueba",
            "titulo": titulo,
            "presentacion": "Para probar.",
            "preguntas": [p.model_dump() for p in preguntas],
            "gracias": "Gracias.",
        }
    )


def eligen(clave: str, *opciones: str) -> Hoja:
    """The sheet of somebody who chose these options."""
    return {clave: {"opciones": list(opciones)}}


def veces(cuentas: dict[str, int], clave: str = "p") -> list[Hoja]:
    """So many sheets with each option."""
    return [eligen(clave, opcion) for opcion, n in cuentas.items() for _ in range(n)]


def pasos(cuentas: Sequence[int], clave: str = "p") -> list[Hoja]:
    """So many sheets with each step of a scale, from the first."""
    return [{clave: {"numero": paso}} for paso, n in enumerate(cuentas, 1) for _ in range(n)]
