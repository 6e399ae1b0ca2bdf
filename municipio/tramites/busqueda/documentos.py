"""What of a ficha the search reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from municipio.texto import normalizar
from municipio.tramites.ficha import Ficha

Documento = tuple[str, str]
"""(slug, text): a sentence that means a trámite."""
Firma = tuple[object, ...]


def documentos(ficha: Ficha) -> Iterator[Documento]:
    """Everything that names or describes the trámite, except the names that it shares with others."""
    ambiguos = {normalizar(alias) for alias in ficha.alias_ambiguos}
    yield ficha.slug, ficha.nombre
    yield ficha.slug, ficha.proposito.texto
    for alias in ficha.alias:
        if normalizar(alias) not in ambiguos:
            yield ficha.slug, alias
    for frases in ficha.ejemplos.values():
        for frase in frases:
            yield ficha.slug, frase


def firma(ficha: Ficha) -> Firma:
    """Two fichas with one signature are the same to the search: what a municipality says otherwise is not asked so."""
    return ficha.slug, ficha.nombre, ficha.alias, ficha.alias_ambiguos, ficha.ejemplos


def nombres(fichas: Iterable[Ficha]) -> Iterator[tuple[str, str, bool]]:
    """(slug, name, shared): every short name of every trámite."""
    for ficha in fichas:
        ambiguos = {normalizar(alias) for alias in ficha.alias_ambiguos}
        for nombre in dict.fromkeys((ficha.nombre, *ficha.alias, *ficha.alias_ambiguos)):
            yield ficha.slug, nombre, normalizar(nombre) in ambiguos
