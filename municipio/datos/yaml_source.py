"""YAML read with the line of every key, so that each error can say where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Ruta = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class ParteError(ValueError):
    """What a validator of a record finds wrong in one of its parts: `ruta` leads from the record to it."""

    def __init__(self, ruta: Ruta, mensaje: str) -> None:
        super().__init__(mensaje)
        self.ruta = ruta


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """One error in a data file: where (`archivo`, 1-based `linea`) and what, in Spanish."""

    archivo: Path
    linea: int
    mensaje: str

    def __str__(self) -> str:
        return f"{self.archivo}:{self.linea}: {self.mensaje}"


@dataclass(frozen=True, slots=True)
class Documento:
    """A parsed YAML file; `lineas` maps the path of each value to its 1-based line."""

    archivo: Path
    datos: Any
    lineas: dict[Ruta, int] = field(repr=False)

    def linea(self, ruta: Ruta) -> int:
        """Line of `ruta`, or of its nearest known ancestor."""
        while ruta and ruta not in self.lineas:
            ruta = ruta[:-1]
        return self.lineas.get(ruta, 1)


def leer(archivo: Path) -> Documento | Hallazgo:
    """Parse `archivo`. Whatever is wrong with it as YAML, or a repeated key, comes back as a `Hallazgo`."""
    nodo = None
    try:
        texto = archivo.read_text(encoding="utf-8")
        lector = yaml.CSafeLoader(texto)
        nodo = lector.get_single_node()
        lineas: dict[Ruta, int] = {}
        repetida = _anotar(nodo, (), lineas)
        if repetida is not None:
            return Hallazgo(archivo, repetida[1], f"la clave «{repetida[0]}» está repetida")
        return Documento(archivo, None if nodo is None else lector.construct_document(nodo), lineas)
    except UnicodeDecodeError:
        return Hallazgo(archivo, 1, "el archivo no está en UTF-8")
    except yaml.MarkedYAMLError as error:
        marca = error.problem_mark or error.context_mark
        return Hallazgo(archivo, marca.line + 1 if marca else 1, f"YAML mal escrito: {_problema(error)}")
    except yaml.reader.ReaderError as error:
        linea = texto[: error.position].count("\n") + 1
        return Hallazgo(archivo, linea, "YAML mal escrito: hay un carácter que no se puede usar")
    except RecursionError:
        return Hallazgo(archivo, 1, "YAML mal escrito: una parte se contiene a sí misma")
    except ValueError:
        return Hallazgo(archivo, _imposible(nodo), "hay un valor que no existe (¿una fecha?)")


def validar(documento: Documento, modelo: type[M]) -> M | list[Hallazgo]:
    """Build `modelo` from the document, or list every error with its line."""
    try:
        return modelo.model_validate(documento.datos)
    except ValidationError as error:
        return [_hallazgo(documento, dict(e)) for e in error.errors()]


def _hallazgo(documento: Documento, error: dict[str, Any]) -> Hallazgo:
    causa = error.get("ctx", {}).get("error")
    error["loc"] += causa.ruta if isinstance(causa, ParteError) else ()
    return Hallazgo(documento.archivo, documento.linea(error["loc"]), _en_espanol(error))


def _imposible(nodo: yaml.Node | None) -> int:
    """The line of the first value that cannot be built, like a 31st of February."""
    if isinstance(nodo, yaml.ScalarNode):
        try:
            yaml.CSafeLoader("").construct_object(nodo)
        except ValueError:
            return int(nodo.start_mark.line) + 1
        return 0
    hijos = (
        [hijo for par in nodo.value for hijo in par]
        if isinstance(nodo, yaml.MappingNode)
        else getattr(nodo, "value", [])
    )
    return next((linea for hijo in hijos if (linea := _imposible(hijo))), 0)


def _anotar(nodo: yaml.Node | None, ruta: Ruta, lineas: dict[Ruta, int]) -> tuple[str, int] | None:
    if nodo is None:
        return None
    lineas.setdefault(ruta, nodo.start_mark.line + 1)
    hijos: list[tuple[str | int, yaml.Node, int]] = []
    if isinstance(nodo, yaml.MappingNode):
        vistas: set[str] = set()
        for clave, valor in nodo.value:
            if not isinstance(clave, yaml.ScalarNode):
                continue  # told when it is built
            if clave.value in vistas:
                return clave.value, clave.start_mark.line + 1
            vistas.add(clave.value)
            hijos.append((clave.value, valor, clave.start_mark.line + 1))
    elif isinstance(nodo, yaml.SequenceNode):
        hijos = [(i, hijo, hijo.start_mark.line + 1) for i, hijo in enumerate(nodo.value)]
    for clave, hijo, linea in hijos:
        lineas[(*ruta, clave)] = linea
        repetida = _anotar(hijo, (*ruta, clave), lineas)
        if repetida is not None:
            return repetida
    return None


def _problema(error: yaml.MarkedYAMLError) -> str:
    return next((dicho for clave, dicho in _YAML.items() if clave in str(error.problem)), "revise esta línea")


_YAML = {
    "mapping values are not allowed": "hay dos puntos de más, o un texto con dos puntos que necesita comillas",
    "could not find expected ':'": "falta «:» después de la clave",
    "did not find expected ',' or": "falta una coma, o cerrar un corchete o una llave",
    "did not find expected key": "una línea no está alineada con las demás, o a un texto le faltan comillas",
    "did not find expected '-' indicator": "falta un guion en la lista, o la línea no está alineada",
    "found character that cannot start any token": "hay un tabulador o un signo que necesita comillas",
    "found unexpected end of stream": "falta cerrar una comilla o un corchete",
}
_MENSAJES = {
    "missing": "falta el campo",
    "extra_forbidden": "este campo no existe",
    "string_too_long": "texto demasiado largo (máximo {max_length})",
    "string_too_short": "texto demasiado corto",
    "string_type": "aquí va un texto (si lleva dos puntos o números, póngalo entre comillas)",
    "literal_error": "valor no permitido; use {expected}",
    "value_error": "{error}",
    "int_type": "aquí va un número entero",
    "int_parsing": "aquí va un número entero",
    "int_from_float": "aquí va un número entero",
    "float_type": "aquí va un número",
    "float_parsing": "aquí va un número",
    "bool_type": "aquí va true o false",
    "bool_parsing": "aquí va true o false",
    "date_type": "aquí va una fecha (AAAA-MM-DD)",
    "date_parsing": "aquí va una fecha (AAAA-MM-DD)",
    "date_from_datetime_parsing": "aquí va una fecha (AAAA-MM-DD)",
    "date_from_datetime_inexact": "aquí va una fecha sin hora (AAAA-MM-DD)",
    "time_type": 'aquí va una hora entre comillas ("08:00")',
    "time_parsing": 'aquí va una hora entre comillas ("08:00")',
    "greater_than_equal": "debe ser {ge} o más",
    "less_than_equal": "debe ser {le} o menos",
    "too_short": "hacen falta {min_length} o más",
    "too_long": "son demasiados (máximo {max_length})",
    "list_type": "aquí va una lista",
    "dict_type": "aquí van pares «clave: valor»",
    "model_type": "aquí van pares «clave: valor»",
    "string_pattern_mismatch": "no tiene la forma esperada ({pattern})",
}


def _en_espanol(error: dict[str, Any]) -> str:
    donde = ".".join(str(parte) for parte in error["loc"])
    plantilla = _MENSAJES.get(error["type"])
    texto = plantilla.format(**error.get("ctx", {})) if plantilla else f"no tiene la forma esperada ({error['type']})"
    return f"{donde}: {texto}" if donde else texto
