"""What is joined: nobody who knows the rules, the totals and every published number can tell a small count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from municipio.encuestas.celdas import juntar, pequena, por_clases
from municipio.encuestas.cruces import Cruce, cruzar


def tables(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every table of so many cells with that total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(total - first, cells - 1):
            yield (first, *rest)


def betrayed(views: dict[object, list[tuple[int, ...]]], minimo: int) -> list[tuple[object, int]]:
    """The views, and the cells, for which every table that would be told so has one same small count."""
    found = []
    for view, origins in views.items():
        for cell in range(len(origins[0])):
            counts = {origin[cell] for origin in origins}
            if len(counts) == 1 and pequena(counts.pop(), minimo):
                found.append((view, cell))
    return found


@pytest.mark.parametrize("minimo", [3, 5])
@pytest.mark.parametrize("cells", [2, 3, 4])
@pytest.mark.parametrize("hidden", [frozenset[int](), frozenset({0})], ids=["plain", "one hidden"])
@pytest.mark.parametrize("en_orden", [False, True], ids=["heap", "scale"])
def test_no_view_has_only_one_small_origin(minimo: int, cells: int, hidden: frozenset[int], en_orden: bool) -> None:
    for total in range(22 if cells < 4 else 16):
        views: dict[object, list[tuple[int, ...]]] = {}
        for table in tables(total, cells):
            groups = juntar(table, minimo, en_orden=en_orden, ocultas=hidden)
            sums = tuple((group, sum(table[i] for i in group)) for group in groups)
            assert not any(pequena(n, minimo) for _, n in sums)
            assert not groups or sum(n for _, n in sums) == total
            views.setdefault(sums, []).append(table)
        assert betrayed(views, minimo) == []


@pytest.mark.parametrize("minimo", [3, 5])
def test_nor_when_the_sizes_of_the_branches_are_known(minimo: int) -> None:
    branches = ["sigue", "fin", "fin", "fin"]
    for total in range(18):
        views: dict[object, list[tuple[int, ...]]] = {}
        for table in tables(total, 4):
            if pequena(table[0], minimo) or pequena(total - table[0], minimo):
                continue  # then nobody is told the size of a branch
            groups = por_clases(table, branches, minimo)
            sums = tuple((group, sum(table[i] for i in group)) for group in groups)
            views.setdefault((table[0], sums), []).append(table)
        assert betrayed(views, minimo) == []


@pytest.mark.parametrize(("rows", "columns", "minimo", "most"), [(2, 2, 5, 22), (3, 2, 3, 13), (2, 3, 3, 13)])
@pytest.mark.parametrize("en_orden", [False, True], ids=["heap", "scale"])
def test_nor_when_two_questions_are_crossed(rows: int, columns: int, minimo: int, most: int, en_orden: bool) -> None:
    for total in range(2 * minimo, most):
        views: dict[object, list[tuple[int, ...]]] = {}
        for table in tables(total, rows * columns):
            matrix = [table[i * columns : (i + 1) * columns] for i in range(rows)]
            by_row, by_column = [sum(row) for row in matrix], [sum(column) for column in zip(*matrix, strict=True)]
            of_rows = juntar(by_row, minimo, en_orden=en_orden) or [tuple(range(rows))]
            of_columns = juntar(by_column, minimo) or [tuple(range(columns))]
            crossed = cruzar(matrix, of_rows, of_columns, minimo, en_orden=en_orden)
            assert crossed is None or not any(pequena(n, minimo) for row in crossed.cuentas for n in row)
            margins = (_sums(by_row, of_rows), _sums(by_column, of_columns))
            views.setdefault((margins, crossed), []).append(table)
        assert betrayed(views, minimo) == []


def _sums(counts: list[int], groups: list[tuple[int, ...]]) -> tuple[tuple[tuple[int, ...], int], ...]:
    return tuple((group, sum(counts[i] for i in group)) for group in groups)


def test_the_attack_finds_what_is_badly_hidden() -> None:
    """Hiding only the small count is no use: it is the total less the rest."""
    views: dict[object, list[tuple[int, ...]]] = {}
    for table in tables(20, 3):
        views.setdefault(tuple(None if pequena(n, 5) else n for n in table), []).append(table)
    assert betrayed(views, 5)


@pytest.mark.parametrize(
    ("counts", "en_orden", "groups"),
    [
        ((40, 30, 20), False, [(0,), (1,), (2,)]),
        ((40, 0, 20), False, [(0,), (1,), (2,)]),
        ((40, 3, 20), False, [(0,), (1, 2)]),
        ((40, 3, 4, 20), False, [(0,), (1, 2), (3,)]),
        ((40, 4, 4, 9), False, [(0,), (1, 2, 3)]),
        ((3, 8, 20, 30, 12), True, [(0, 1), (2,), (3,), (4,)]),
        ((20, 30, 12, 8, 1), True, [(0,), (1,), (2,), (3, 4)]),
        ((30, 2), False, []),
        ((3, 1), False, []),
        ((0, 0), True, []),
    ],
)
def test_examples(counts: tuple[int, ...], en_orden: bool, groups: list[tuple[int, ...]]) -> None:
    assert juntar(counts, 5, en_orden=en_orden) == groups


def test_the_steps_of_a_scale_stay_together() -> None:
    for total in (12, 17):
        for table in tables(total, 5):
            groups = juntar(table, 5, en_orden=True)
            assert [i for group in groups for i in group] == list(range(5)) or groups == []
            assert all(list(group) == list(range(group[0], group[-1] + 1)) for group in groups)


def test_a_crossing_of_which_nothing_is_left_is_not_told() -> None:
    assert cruzar([(3, 30), (30, 3)], [(0,), (1,)], [(0,), (1,)], 5) is None
    crossed = cruzar([(10, 30), (30, 10)], [(0,), (1,)], [(0,), (1,)], 5)
    assert crossed == Cruce(((0,), (1,)), ((0,), (1,)), ((10, 30), (30, 10)))
