"""The plan as YAML, written whole, and over another one only when that is asked for."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from municipio.errors import EntradaInvalidaError
from municipio.plan.importar.textos import decir
from municipio.plan.registro import Plan
from municipio.sistema import motivo

_SIEMPRE = ("titulo", "documento", "ano", "adoptado", "vision", "objetivo")
"""Keys with which a plan begins, also the blank ones, for the coordinator to fill in."""


def en_yaml(plan: Plan) -> str:
    """The text of a `plan.yml` that `Plan` accepts."""
    dichos: dict[str, Any] = plan.model_dump(exclude_defaults=True)
    ordenados = {clave: dichos.get(clave) for clave in _SIEMPRE} | dichos
    comentario = "".join(f"# {linea}\n" for linea in decir("valores", "encabezado").splitlines())
    return comentario + yaml.safe_dump(ordenados, allow_unicode=True, sort_keys=False, width=110)


def escribir(texto: str, destino: Path, *, reemplazar: bool = False) -> None:
    """Leave `texto` in `destino`, or everything as it was and an `EntradaInvalidaError`."""
    if destino.is_dir():
        raise EntradaInvalidaError(f"No se puede escribir {destino}: es una carpeta; diga también el archivo")
    if destino.exists() and not reemplazar:
        raise EntradaInvalidaError(f"Ya existe {destino}: escriba otro con --out, o ese con --overwrite")
    nuevo = destino.with_name(f"{destino.name}.nuevo")
    try:
        nuevo.write_text(texto, encoding="utf-8")
        nuevo.replace(destino)
    except OSError as error:
        raise EntradaInvalidaError(f"No se puede escribir {destino}: {motivo(error)}") from None
    finally:
        with suppress(OSError):
            nuevo.unlink()
