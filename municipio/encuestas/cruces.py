"""Two questions crossed: rows and columns are joined until no cell of the table is small.

It starts from the groups in which each question is told alone and only joins them more, so that the table adds up to
what was told before and tells nothing of what is inside a group. Every hidden cell may then be anything in a range of
`minimo` or more (`docs/encuestas.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from municipio.encuestas.celdas import Grupo, pequena

Matriz = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Cruce:
    """Groups of rows, groups of columns, and the count of each pair of them."""

    filas: tuple[Grupo, ...]
    columnas: tuple[Grupo, ...]
    cuentas: tuple[tuple[int, ...], ...]


def cruzar(
    matriz: Matriz, filas: Sequence[Grupo], columnas: Sequence[Grupo], minimo: int, *, en_orden: bool = False
) -> Cruce | None:
    """The table as it may be told, or None when nothing of the crossing can be.

    `filas` and `columnas`: the groups to begin with. `en_orden`: rows are steps of a scale, joined with the one before.
    """
    actual = _sumar(matriz, filas, columnas)
    while actual is not None and any(pequena(n, minimo) for fila in actual.cuentas for n in fila):
        actual = _juntar_filas(matriz, actual, minimo, en_orden) or _juntar_columnas(matriz, actual, minimo)
    return actual


def _juntar_filas(matriz: Matriz, cruce: Cruce, minimo: int, en_orden: bool) -> Cruce | None:
    """The last row with a small cell, with the one before it; without order, the one before that is not empty."""
    mala = max(i for i, fila in enumerate(cruce.cuentas) if any(pequena(n, minimo) for n in fila))
    otra = (mala - 1 if mala else 1) if en_orden else _vecina([sum(fila) for fila in cruce.cuentas], mala)
    return _sumar(matriz, _unidos(cruce.filas, mala, otra), cruce.columnas)


def _juntar_columnas(matriz: Matriz, cruce: Cruce, minimo: int) -> Cruce | None:
    """The last column with a small cell, with the one before that is not empty."""
    mala = max(j for fila in cruce.cuentas for j, n in enumerate(fila) if pequena(n, minimo))
    otra = _vecina([sum(columna) for columna in zip(*cruce.cuentas, strict=True)], mala)
    return _sumar(matriz, cruce.filas, _unidos(cruce.columnas, mala, otra))


def _vecina(totales: Sequence[int], mala: int) -> int:
    """The place before `mala` that is not empty, or the one after. Its size plays no part: it would be told."""
    con_gente = [i for i, total in enumerate(totales) if total and i != mala]
    return max((i for i in con_gente if i < mala), default=con_gente[0])


def _unidos(grupos: Sequence[Grupo], uno: int, otro: int) -> list[Grupo]:
    junto = tuple(sorted(grupos[uno] + grupos[otro]))
    return sorted([junto, *(g for k, g in enumerate(grupos) if k not in (uno, otro))])


def _sumar(matriz: Matriz, filas: Sequence[Grupo], columnas: Sequence[Grupo]) -> Cruce | None:
    """The sums of the groups; None when there are not two rows and two columns left to compare."""
    cuentas = tuple(tuple(sum(matriz[i][j] for i in f for j in c) for c in columnas) for f in filas)
    con_gente = (
        sum(1 for fila in cuentas if sum(fila)),
        sum(1 for columna in zip(*cuentas, strict=True) if sum(columna)),
    )
    return Cruce(tuple(filas), tuple(columnas), cuentas) if min(con_gente) > 1 else None
