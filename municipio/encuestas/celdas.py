"""Counts that may be told: a small one is joined with others until nobody stands alone in what is published.

A count of 0 or of `minimo` and more is told; one between is small. Joining keeps the totals true, so that there is
nothing to subtract: of a join only its sum is told, it is of two counts or more, and it is `minimo` or more. The proofs
that this is enough are in `docs/encuestas.md`; the tests try every small table.
"""

from __future__ import annotations

from collections.abc import Sequence

Grupo = tuple[int, ...]
"""Places in a list of counts that are told as one."""


def pequena(cuenta: int, minimo: int) -> bool:
    """Whether a count must not be told."""
    return 0 < cuenta < minimo


def juntar(
    cuentas: Sequence[int], minimo: int, *, en_orden: bool = False, ocultas: frozenset[int] = frozenset()
) -> list[Grupo]:
    """The groups in which `cuentas` may be told, in their order. Small ones and `ocultas` never stand alone.

    `en_orden`: they are the steps of a scale, and only neighbours are joined. With fewer than `minimo` in all, or
    nothing left to join with, there are no groups: nothing may be told.
    """
    if sum(cuentas) < minimo:
        return []
    malos = {i for i, n in enumerate(cuentas) if pequena(n, minimo)} | ocultas
    if not malos:
        return [(i,) for i in range(len(cuentas))]
    grupos = _vecinos(cuentas, minimo, malos) if en_orden else _monton(cuentas, minimo, malos)
    return sorted(grupos) if len([g for g in grupos if _suma(cuentas, g)]) > 1 else []


def por_clases(cuentas: Sequence[int], clases: Sequence[object], minimo: int, *, en_orden: bool = False) -> list[Grupo]:
    """As `juntar`, when the size of each class of counts is known from elsewhere: none is joined with another class.

    A class that is small itself cannot be kept apart: see `clases_seguras`.
    """
    if not clases_seguras(cuentas, clases, minimo):
        return juntar(cuentas, minimo, en_orden=en_orden)
    grupos: list[Grupo] = []
    for clase in dict.fromkeys(clases):
        lugares = [i for i, suya in enumerate(clases) if suya == clase]
        suyas = [cuentas[i] for i in lugares]
        partes = juntar(suyas, minimo, en_orden=en_orden) or [tuple(range(len(suyas)))]
        grupos += [tuple(lugares[i] for i in parte) for parte in partes]
    return sorted(grupos)


def clases_seguras(cuentas: Sequence[int], clases: Sequence[object], minimo: int) -> bool:
    """Whether the size of every class may be known."""
    total: dict[object, int] = {}
    for cuenta, clase in zip(cuentas, clases, strict=True):
        total[clase] = total.get(clase, 0) + cuenta
    return not any(pequena(n, minimo) for n in total.values())


def _monton(cuentas: Sequence[int], minimo: int, malos: set[int]) -> list[Grupo]:
    """One heap with all the bad ones; if it is not enough, also with the least of the others (all that tie)."""
    juntos = set(malos)
    while _mal(cuentas, tuple(juntos), minimo, malos):
        otros = {i: n for i, n in enumerate(cuentas) if i not in juntos and n}
        if not otros:
            break
        juntos |= {i for i, n in otros.items() if n == min(otros.values())}
    return [tuple(sorted(juntos)), *((i,) for i in range(len(cuentas)) if i not in juntos)]


def _vecinos(cuentas: Sequence[int], minimo: int, malos: set[int]) -> list[Grupo]:
    """Each bad one with the step before it (the first, with the next), from the last one, until none is bad.

    Which neighbour it is does not depend on the counts: one chosen for its size would tell the size.
    """
    grupos: list[Grupo] = [(i,) for i in range(len(cuentas))]
    while len(grupos) > 1:
        malo = next((k for k in reversed(range(len(grupos))) if _mal(cuentas, grupos[k], minimo, malos)), None)
        if malo is None:
            break
        primero = max(malo - 1, 0)
        grupos[primero : primero + 2] = [grupos[primero] + grupos[primero + 1]]
    return grupos


def _mal(cuentas: Sequence[int], grupo: Grupo, minimo: int, malos: set[int]) -> bool:
    """Whether a group tells of somebody: alone, too few, or a sum that small ones can make in one way only."""
    if len(grupo) == 1:
        return grupo[0] in malos
    suma = _suma(cuentas, grupo)
    return suma < minimo or suma <= len(grupo) or suma == len(grupo) * (minimo - 1)


def _suma(cuentas: Sequence[int], grupo: Grupo) -> int:
    return sum(cuentas[i] for i in grupo)
