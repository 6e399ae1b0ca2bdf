"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from actions.context import button
from actions.turn import Button

PAGE = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: what it shows, its `number` counted from 0, and the number of the `last` one."""

    shown: Sequence[T]
    number: int
    last: int

    def steering(self, data: Callable[[int], str], out: str | None) -> tuple[tuple[Button, ...], ...]:
        """A row with «Volver», to the page before (`out` from the first one), and «Ver más»; no row when alone.

        `data` makes what the button of a page carries.
        """
        before = data(self.number - 1) if self.number else out
        back = () if before is None else (button("atras", before),)
        more = () if self.number == self.last else (button("mas", data(self.number + 1)),)
        return ((*back, *more),) if back or more else ()


def page_of(items: Sequence[T], number: str) -> Page[T]:
    """The page that `number` names; the last one when there are not so many, the first one when it is no number."""
    last = max(0, len(items) - 1) // PAGE
    chosen = min(int(number), last) if number.isdecimal() and len(number) < 4 else 0
    return Page(items[chosen * PAGE : (chosen + 1) * PAGE], chosen, last)
