"""The national emergency lines and the phrases that mean danger (`data/emergencias.yml`).

A phrase is words in order. Besides plain words it may have: `pega*` (any word that begins so), `(a|b c)` (either),
`(…)?` (or nothing), `~` (up to three words of any kind), `{grupo}` (one of the words of that group) and, at the
beginning, `=` (the message says only this, with words of `relleno` around). Words are compared as they sound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import PrivateAttr, model_validator

from municipio.municipios.registro import LineaEmergencia
from municipio.texto import palabras
from municipio.tramites.ficha import Registro

_SONIDOS = [
    (re.compile(regla), letra)
    for regla, letra in [
        ("ñ", "n"),
        ("ch", "C"),
        ("h", ""),
        ("ll", "y"),
        ("qu(?=[ei])|q", "k"),
        ("cc(?=[ei])|c(?=[ei])|[zx]", "s"),
        ("c", "k"),
        ("v", "b"),
        ("gu(?=[ei])|j(?=[ei])", "g"),
        ("m(?=[bp])", "n"),
        (r"([^\d])\1+", r"\1"),
    ]
]
_PIEZA = re.compile(r"\s*(?:(\w+)(\*?)|(\{\w+\})|([(|~)]))(\??)")


def como_suena(texto: str) -> str:
    """The words of `texto` as they sound, so «me pegó, auxiliooo» and «me pego ausilio» come out equal."""
    plano = " ".join(palabras(texto))
    for regla, letra in _SONIDOS:
        plano = regla.sub(letra, plano)
    return plano


def expresion(frase: str, grupos: Mapping[str, str]) -> str:
    """The regular expression of a phrase, over words that each end in a space. A wrong phrase raises `ValueError`."""
    partes: list[str] = []
    abiertos = fin = 0
    for pieza in _PIEZA.finditer(frase):
        if pieza.start() != fin:
            break
        fin = pieza.end()
        palabra, cola, grupo, signo, opcional = pieza.groups()
        if palabra:
            parte = como_suena(palabra) + (r"\w* " if cola else " ")
        elif grupo:
            parte = f"(?:{_de_grupo(grupo[1:-1], grupos)})"
        else:
            parte = {"(": "(?:", "~": r"(?:\w+ ){0,3}"}.get(signo, signo)
            abiertos += {"(": 1, ")": -1}.get(signo, 0)
        if opcional and signo not in {")", None}:
            raise ValueError(f"«?» va después de una palabra, un grupo o un paréntesis: «{frase}»")
        partes.append((f"(?:{parte})" if opcional and palabra else parte) + opcional)
        if abiertos < 0:
            break
    if abiertos or frase[fin:].strip() or not frase.strip():
        raise ValueError(f"No se entiende la frase «{frase}» (cerca de «{frase[fin:]}»)")
    return "".join(partes)


def _de_grupo(nombre: str, grupos: Mapping[str, str]) -> str:
    if nombre not in grupos:
        raise ValueError(f"No hay un grupo {nombre!r}")
    return expresion(f"({grupos[nombre]})", {})


class Emergencias(Registro):
    """Lines told to somebody in danger, and a safety net of phrases (see the file's own notes)."""

    lineas: list[LineaEmergencia]
    relleno: str = ""
    """Words that may surround a phrase that begins with `=`."""
    grupos: dict[str, str] = {}
    """Words that several phrases share, by name."""
    senales: dict[str, list[str]]
    """Per kind of danger, the phrases that mean it."""
    no_son: list[str] = []
    """Phrases that are taken out before looking: figures of speech and everyday talk."""
    _patrones: dict[str, re.Pattern[str]] = PrivateAttr({})
    _figuras: re.Pattern[str] | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _compilar(self) -> Self:
        """Once, when the file is read: a phrase that is not understood is told then."""
        self._patrones = {clase: self._juntar(frases) for clase, frases in self.senales.items() if frases}
        self._figuras = self._juntar(self.no_son) if self.no_son else None
        return self

    @property
    def patrones(self) -> Mapping[str, re.Pattern[str]]:
        """Per kind of danger, what finds its phrases in `como_suena(text) + " "`."""
        return self._patrones

    @property
    def figuras(self) -> re.Pattern[str] | None:
        """What finds the phrases that are no danger."""
        return self._figuras

    def _juntar(self, frases: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(map(self._una, frases)))

    def _una(self, frase: str) -> str:
        if frase.startswith("="):
            relleno = f"(?:{expresion(f'({self.relleno})', {})}){{0,8}}" if self.relleno else ""
            return f"^{relleno}(?:{expresion(frase[1:], self.grupos)}){relleno}$"
        return rf"\b(?:{expresion(frase, self.grupos)})"
