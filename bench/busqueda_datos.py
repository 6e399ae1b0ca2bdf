"""The data that the search is measured on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from municipio.datos.carpeta import leer_carpeta
from municipio.datos.etiquetas import Etiquetas
from municipio.municipios.registro import Municipio
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.ficha import Ficha

RAIZ = Path(__file__).resolve().parent.parent
_ENTIDAD = re.compile(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})")


@dataclass
class Datos:
    """Fichas, the development set sorted by use, and sentences that name no trámite."""

    etiquetas: Etiquetas
    fichas: dict[str, Ficha]
    nombran: list[tuple[str, set[str]]] = field(default_factory=list)
    """Text and acceptable slugs."""
    siguen: list[str] = field(default_factory=list)
    """Later lines of a session, most of which name nothing."""
    ambiguas: list[tuple[str, set[str]]] = field(default_factory=list)
    otras: list[tuple[str, str]] = field(default_factory=list)
    """(intent, text) of the development set."""
    ajenas: list[tuple[str, str]] = field(default_factory=list)
    """(intent, text) of the NLU training data."""

    def catalogo(self, **cambios: Any) -> Catalogo:
        """A catalogue of one municipality over these fichas."""
        return replace(Catalogo(municipio(), self.etiquetas, self.fichas), **cambios)


def municipio(slug: str = "prueba", ocultos: list[str] | None = None) -> Municipio:
    """A small municipality that exists nowhere."""
    return Municipio.model_validate({
        "slug": slug, "nombre": "Prueba", "entidad": "Alcaldía de Prueba", "departamento": "Ninguno",
        "divipola": "00000", "canales": {}, "horario": {"dias": {}, "por_verificar": True},
        "dependencias": [{"clave": "hacienda", "nombre": "Hacienda", "despachos": [], "atiende": "Impuestos"}],
        "tramites_ocultos": ocultos or [],
    })  # fmt: skip


def cargar() -> Datos:
    """Read everything."""
    carpeta = leer_carpeta(RAIZ / "data")
    datos = Datos(carpeta.etiquetas, {slug: leida.ficha for slug, leida in carpeta.fichas.items()})
    datos.ajenas = list(_ajenas())
    vistas: set[str] = set()
    with (RAIZ / "tests/evaluacion/desarrollo.jsonl").open(encoding="utf-8") as lineas:
        for linea in lineas:
            _repartir(datos, json.loads(linea), vistas)
    return datos


def _repartir(datos: Datos, linea: dict[str, Any], vistas: set[str]) -> None:
    sesion = linea.get("session")
    sigue = sesion in vistas
    if sesion:
        vistas.add(sesion)
    validos = {linea["tramite"], *(otra.get("tramite") for otra in linea.get("also", []))} - {None}
    if linea["intent"] != "consultar_tramite":
        datos.otras.append((linea["intent"], linea["text"]))
    elif not linea["tramite"]:
        datos.ambiguas.append((linea["text"], set(linea.get("candidates", []))))
    elif sigue:
        datos.siguen.append(linea["text"])
    else:
        datos.nombran.append((linea["text"], validos))


def _ajenas() -> Iterator[tuple[str, str]]:
    for archivo in sorted((RAIZ / "nlu/data").glob("*.yml")):
        for grupo in yaml.load(archivo.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            intent = grupo.get("intent", "consultar_tramite")
            if not intent.startswith("consultar_tramite"):
                for linea in grupo["examples"].splitlines():
                    if len(linea.strip()) > 2:
                        yield intent, _ENTIDAD.sub(r"\1", linea.strip()[2:])


def pliegues(datos: Datos, cuantos: int) -> list[tuple[dict[str, Ficha], list[tuple[str, set[str]]]]]:
    """Folds: fichas without one part of their sentences, and that part. No sentence is in both."""
    partes: list[tuple[dict[str, Ficha], list[tuple[str, set[str]]]]] = []
    for k in range(cuantos):
        fuera: list[tuple[str, set[str]]] = []
        fichas = {}
        for slug, ficha in datos.fichas.items():
            quedan: dict[str, list[str]] = {}
            n = 0
            for faceta, frases in ficha.ejemplos.items():
                quedan[faceta] = []
                for frase in frases:
                    n += 1
                    if n % cuantos == k:
                        fuera.append((frase, {slug}))
                    else:
                        quedan[faceta].append(frase)
            fichas[slug] = ficha.model_copy(update={"ejemplos": quedan})
        partes.append((fichas, fuera))
    return partes
