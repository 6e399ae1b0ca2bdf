"""Several things in one cell: indicators, metas, activities… cut apart as finely as they agree with each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from municipio.plan.importar.limpio import en_blanco, en_linea

_VINETA = re.compile(r"^\s*(?:[-•❖*·▪➢✓–—]\s+|[-•❖*·▪➢✓–—]+|\(?[0-9]{1,2}[.)]\s+|[a-z]\)\s*)")
_VINETA_DENTRO = re.compile(r"\s+[-•❖*·▪➢✓–—](?=[^\W\d_])(?!T\b)|\s*[•❖▪➢✓]\s*")
_RAYA_DENTRO = re.compile(r"\s+[-–—]\s+(?!T\b)")
_DOS_ESPACIOS = re.compile(r"[ \t]{2,}(?=[A-ZÁÉÍÓÚÑ0-9%(-])")
_FRASE = re.compile(r"(?<=[^\W\d_A-Z][)%a-záéíóúñ])[.;]\s+(?=[A-ZÁÉÍÓÚÑ0-9%-])|(?<=%)[.;]\s+(?=\S)")
_MEDIDA = re.compile(
    r"\s+(?:[yY]\s+)?(?=(?:Porcentajes?|N[uú]mero|Cantidad|Frecuencia)\b)"
    r"|\s+[yY]\s+(?=(?:porcentajes?|n[uú]mero|cantidad|frecuencia)\b)"
)
_TRAS_PORCENTAJE = re.compile(r"(?<=%)\s+(?=[0-9])")
_Y_NUMERO = re.compile(r"\s+y\s+(?=[0-9])")
_COMA = re.compile(r",\s+(?![^()]*\))")
_SIGUE = re.compile(r"\b(?:de|del|la|el|los|las|y|e|en|por|para|con|al?|que|su|sus|un|una)$", re.IGNORECASE)
Corte = Callable[[list[str]], list[str]]


def lineas(texto: str) -> list[str]:
    """The paragraphs of a cell, without their bullets; a line that only goes on with the one before is part of it."""
    partes: list[str] = []
    for linea in _DOS_ESPACIOS.sub("\n", texto).split("\n"):
        nueva = _VINETA.sub("", linea, count=1).strip()
        if en_blanco(nueva):
            continue
        if partes and _continua(partes[-1], nueva) and not _VINETA.match(linea):
            partes[-1] = f"{partes[-1]} {nueva}"
        else:
            partes.append(nueva)
    return [en_linea(parte) for parte in partes]


def lista(texto: str, comas: bool = False) -> list[str]:
    """The things that a cell names, each once, in order."""
    partes = _por(_RAYA_DENTRO if comas else None)(_por(_VINETA_DENTRO)(lineas(texto)))
    if comas:
        partes = _por(_COMA)(_por(_FRASE)(partes))
    vistas = {en_linea(parte).strip(" ,;-").casefold().rstrip("."): parte.strip(" ,;-") for parte in reversed(partes)}
    return [parte for clave, parte in reversed(vistas.items()) if len(clave) > 2]


def casar(indicadores: str, metas: str) -> tuple[list[str], list[str]]:
    """The indicators and the metas of two cells, cut at the finest place where there are as many of each.

    When there is none, as their own punctuation says: whoever calls sees that they are not as many.
    """
    de_indicadores, de_metas = _cortes_de_indicadores(indicadores), _cortes_de_metas(metas)
    parejas = [(i, m) for i in de_indicadores for m in de_metas if len(i) == len(m) and m]
    if parejas:
        return max(parejas, key=lambda pareja: len(pareja[0]))
    return de_indicadores[1], de_metas[-2]


def _cortes_de_indicadores(texto: str) -> list[list[str]]:
    cortes = [_por(_RAYA_DENTRO)(_por(_VINETA_DENTRO)(lineas(texto)))]
    for patron in (_FRASE, _MEDIDA):
        cortes.append(_por(patron)(cortes[-1]))
    cortes.append([en_linea(linea) for linea in texto.split("\n") if not en_blanco(linea)])
    return [[parte.strip(" .,;-") for parte in corte] for corte in cortes]


def _cortes_de_metas(texto: str) -> list[list[str]]:
    cortes = [_por(_VINETA_DENTRO)(lineas(texto))]
    for patron in (_FRASE, _TRAS_PORCENTAJE, _Y_NUMERO):
        cortes.append(_por(patron)(cortes[-1]))
    return [[parte.strip(" .,;-") for parte in corte] for corte in cortes]


def _por(patron: re.Pattern[str] | None) -> Corte:
    def cortar(partes: Sequence[str]) -> list[str]:
        if patron is None:
            return list(partes)
        return [trozo.strip() for parte in partes for trozo in patron.split(parte) if trozo and not en_blanco(trozo)]

    return cortar


def _continua(antes: str, nueva: str) -> bool:
    """Whether a line is the rest of a sentence that the width of the cell broke."""
    if re.search(r"[.;:)]$", antes):
        return False
    return nueva[0].islower() or nueva[0] == "(" or _SIGUE.search(antes) is not None
