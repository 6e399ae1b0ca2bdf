"""The tables of `bench.respuesta`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bench.carga import Sample
from bench.procesos import Memory

if TYPE_CHECKING:
    from bench.respuesta import Measured

MB = 1_000_000
Row = tuple[str, str, str, str, str, bool | None]


def show(found: Measured) -> None:
    """Print all that was found, against the targets of design §5."""
    console = Console(width=118)
    table = Table("what", "Ventanilla", "stock Rasa", "ratio", "target", "", title="Replies")
    for what, ours, theirs, ratio, target, reached in rows(found):
        table.add_row(what, ours, theirs, ratio, target, "" if reached is None else "yes" if reached else "NO")
    console.print(table)
    console.print(_memory_table(found.memory))
    console.print(f"CPU ms per message, Ventanilla: {_shares(found.shares, found.most)}")
    console.print(f"CPU ms per message, stock Rasa: {_shares(found.stock_shares, found.stock_most)}")
    console.print(f"Refused by Telegram's limits: {found.refused}.")
    for line in found.complaints[:5]:
        console.print(f"bot log: {line}", markup=False)


def rows(found: Measured) -> list[Row]:
    """What, ours, theirs, ratio, target, reached (None: no target)."""
    ours, theirs = found.paced, found.stock_paced
    most, stock = found.most, found.stock_most
    per_core = most.per_core / stock.per_core
    return [
        ("offered", "20 msg/s", f"{found.stock_rate:.0f} msg/s", "", "", None),
        ("reply p50", _ms(ours, 0.5), _ms(theirs, 0.5), "", "", None),
        ("reply p95", _ms(ours, 0.95), _ms(theirs, 0.95), _times(theirs, ours), "≤ 60 ms", ours.percentile(0.95) <= 60),
        ("reply p99", _ms(ours, 0.99), _ms(theirs, 0.99), "", "", None),
        ("messages / unanswered", _lost(ours), _lost(theirs), "", "0 lost", ours.lost == 0),
        ("… cores that others kept busy", _noise(ours), _noise(theirs), "", "", None),
        ("the most, msg/s", f"{most.rate:.0f}", f"{stock.rate:.0f}", f"{most.rate / stock.rate:.1f}×", "", None),
        ("… messages / unanswered", _lost(most), _lost(stock), "", "0 lost", most.lost == 0),
        ("… its p95", _ms(most, 0.95), _ms(stock, 0.95), "", "", None),
        ("… cores that others kept busy", _noise(most), _noise(stock), "", "", None),
        ("CPU per message", f"{most.cpu_ms:.1f} ms", f"{stock.cpu_ms:.1f} ms", "", "", None),
        ("msg/s per core", f"{most.per_core:.0f}", f"{stock.per_core:.0f}", f"{per_core:.1f}×", "≥ 5×", per_core >= 5),
        *_parse_rows(found.parse, found.parse_most),
        *_start_rows(found),
    ]


def _parse_rows(one: Sample, many: Sample) -> list[Row]:
    return [
        ("/model/parse p50", _ms(one, 0.5), "", "", "", None),
        ("/model/parse p95", _ms(one, 0.95), "", "", "≤ 10 ms", one.percentile(0.95) <= 10),
        ("/model/parse per s, wall", f"{many.rate:.0f}", "", "", "", None),
        ("/model/parse per s per core", f"{many.per_core:.0f}", "", "", "≥ 200", many.per_core >= 200),
    ]


def _start_rows(found: Measured) -> list[Row]:
    first = found.first
    if first is None:
        return []
    total = _total(found.memory)
    return [
        ("first reply after start", f"{first.greeting:.1f} s", "", "", "≤ 3 s", first.greeting <= 3),
        ("first answer to a question", f"{first.question:.1f} s", "", "", "≤ 3 s", first.question <= 3),
        ("whole understanding", f"{first.full:.1f} s", "", "", "", None),
        ("memory of everything, RSS", f"{total.rss / MB:.0f} MB", "", "", "≤ 1 GB", total.rss <= 1_000 * MB),
    ]


def _memory_table(processes: dict[str, Memory]) -> Table:
    table = Table("process", "RSS MB", "PSS MB", title="Memory after the load")
    for name, held in [*sorted(processes.items(), key=lambda item: -item[1].rss), ("all", _total(processes))]:
        table.add_row(name, f"{held.rss / MB:.0f}", "-" if held.pss is None else f"{held.pss / MB:.0f}")
    return table


def _total(processes: dict[str, Memory]) -> Memory:
    return sum(processes.values(), start=Memory(0, 0))


def _ms(sample: Sample, share: float) -> str:
    return f"{sample.percentile(share):.1f} ms"


def _times(theirs: Sample, ours: Sample) -> str:
    return f"{theirs.percentile(0.95) / ours.percentile(0.95):.1f}×"


def _lost(sample: Sample) -> str:
    return f"{len(sample.ms)} / {sample.lost}"


def _noise(sample: Sample) -> str:
    return f"{sample.noise:.2f}"


def _shares(shares: dict[str, float], sample: Sample) -> str:
    return ", ".join(f"{name} {seconds * 1000 / len(sample.ms):.1f}" for name, seconds in shares.items())
