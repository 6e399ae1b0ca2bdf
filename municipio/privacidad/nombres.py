"""Names of people taken out of a text, with frequent Colombian names and some grammar. It does not find them all.

How many it finds and how many places it takes for people is measured in `tests/privacidad/test_nombres.py`; that is why
nothing of what people write is published without the coordinator reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from municipio.privacidad.mascara import enmascarar
from municipio.templates import words
from municipio.texto import sin_tildes

MARCA = "[nombre]"
_PALABRA = re.compile(r"[^\W\d_]+\.?")
_UNION = frozenset({"de", "del", "la", "las", "los"})


def sin_personas(texto: str, conocidos: Iterable[str] = ()) -> str:
    """`texto` without documents, phones, e-mails, links, nor the names of people that are found.

    No name begins inside one of `conocidos`, the names of places and posts: «Alvarado» is a town and a surname.
    """
    limpio = enmascarar(texto)
    palabras = list(_PALABRA.finditer(limpio))
    son_de_otro = _de_conocidos(limpio, conocidos)
    tapadas, i = [], 0
    while i < len(palabras):
        hasta = i if palabras[i].start() in son_de_otro else _nombre(limpio, palabras, i)
        if hasta > i:
            tapadas.append((palabras[i].start(), palabras[hasta - 1].end()))
        i = max(hasta, i + 1)
    for desde, fin in reversed(tapadas):
        punto = "." if limpio[fin - 1] == "." else ""
        limpio = limpio[:desde] + MARCA + punto + limpio[fin:]
    return limpio


def _de_conocidos(texto: str, conocidos: Iterable[str]) -> frozenset[int]:
    """The places of `texto` that are inside one of `conocidos`."""
    llano = "".join(sin_tildes(letra)[:1] or letra for letra in texto)
    nombres = [re.escape(sin_tildes(nombre)) for nombre in conocidos]
    dichos = re.finditer(rf"\b(?:{'|'.join(nombres)})\b", llano) if nombres else ()
    return frozenset(lugar for dicho in dichos for lugar in range(*dicho.span()))


def _nombre(texto: str, palabras: list[re.Match[str]], i: int) -> int:
    """Where the name that begins at the word `i` ends; `i` when none does."""
    antes = _plana(palabras[i - 1]) if i and _juntas(texto, palabras[i - 1], palabras[i]) else ""
    if antes in _lista("lugares"):
        return i
    if antes in _lista("tratamientos") and (_mayuscula(palabras[i]) or _es(palabras[i], "nombres", "nombres_con_duda")):
        return _seguido(texto, palabras, i)
    if not _es(palabras[i], "nombres", "nombres_con_duda", "apellidos"):
        siguen = _mayuscula(palabras[i]) and _empieza_nombre_raro(texto, palabras, i)
        return _seguido(texto, palabras, i) if siguen else i
    hasta = _seguido(texto, palabras, i)
    if hasta > i + 1:
        return hasta
    solo = _es(palabras[i], "nombres") and not _es(palabras[i], "nombres_con_duda") and _mayuscula(palabras[i])
    return hasta if solo else i


def _seguido(texto: str, palabras: list[re.Match[str]], i: int) -> int:
    """Past the last word of the name: those of the lists and, after the first, others in capitals."""
    hasta = i + 1
    while hasta < len(palabras) and _juntas(texto, palabras[hasta - 1], palabras[hasta]) and hasta - i < 5:
        en_mayuscula = _mayuscula(palabras[hasta]) and _mayuscula(palabras[i])
        if en_mayuscula or _es(palabras[hasta], "nombres", "nombres_con_duda", "apellidos"):
            hasta += 1
        elif _plana(palabras[hasta]) in _UNION and _apellido_tras_union(texto, palabras, hasta):
            hasta += 2
        else:
            break
    return hasta


def _apellido_tras_union(texto: str, palabras: list[re.Match[str]], i: int) -> bool:
    sigue = i + 1 < len(palabras) and _juntas(texto, palabras[i], palabras[i + 1])
    return sigue and _mayuscula(palabras[i + 1]) and _es(palabras[i + 1], "apellidos")


def _empieza_nombre_raro(texto: str, palabras: list[re.Match[str]], i: int) -> bool:
    """«Yurleidis Mosquera»: a word in capitals that is in no list, before a surname in capitals."""
    if i + 1 >= len(palabras) or not _juntas(texto, palabras[i], palabras[i + 1]) or len(palabras[i].group()) < 4:
        return False
    empieza_frase = i == 0 or texto[: palabras[i].start()].rstrip()[-1:] in ".!?…"
    otra = palabras[i + 1]
    return (
        not empieza_frase and _mayuscula(otra) and _es(otra, "apellidos") and _plana(palabras[i]) not in _corrientes()
    )


def _corrientes() -> frozenset[str]:
    return _lista("lugares") | _lista("tratamientos")


def _es(palabra: re.Match[str], *listas: str) -> bool:
    plana = _plana(palabra)
    return any(plana in _lista(lista) for lista in listas)


def _plana(palabra: re.Match[str]) -> str:
    return _sin_adornos(palabra.group())


@lru_cache(maxsize=20_000)
def _sin_adornos(palabra: str) -> str:
    return sin_tildes(palabra).replace("ñ", "n").rstrip(".")


def _mayuscula(palabra: re.Match[str]) -> bool:
    return palabra.group()[0].isupper()


def _juntas(texto: str, una: re.Match[str], otra: re.Match[str]) -> bool:
    """Whether there are only spaces between two words, and no sentence ends with the first."""
    fin_de_frase = una.group().endswith(".") and _plana(una) not in _lista("tratamientos")
    return not fin_de_frase and texto[una.end() : otra.start()].isspace()


@cache
def _lista(nombre: str) -> frozenset[str]:
    return frozenset(words("municipio.privacidad", "nombres.yml")[nombre].split())
