"""An answer in words, to tell whoever gave it what was understood."""

from __future__ import annotations

from datetime import date

from actions.render import label, texts
from municipio.encuestas.plantilla import NO_SABE, Pregunta
from municipio.encuestas.valores import Valor
from municipio.fechas import fecha_larga


def told(pregunta: Pregunta, valor: Valor) -> str:
    """What somebody answered."""
    if not valor:
        return str(texts()["encuestas"]["saltada"])
    if "numero" in valor:
        opcion = pregunta.opcion(str(valor["numero"])) if pregunta.es_escala else None
        return opcion.texto if opcion else str(valor["numero"])
    if "fecha" in valor:
        return fecha_larga(date.fromisoformat(valor["fecha"]))
    chosen = [_option(pregunta, clave) for clave in valor.get("opciones", [])]
    return "; ".join([*chosen, *([valor["texto"]] if "texto" in valor else [])])


def _option(pregunta: Pregunta, clave: str) -> str:
    if clave == NO_SABE:
        return label("no_se")
    opcion = pregunta.opcion(clave)
    return opcion.texto if opcion else clave
