"""A half-year of reminders, lived: `python -m bench.semestre` (docs/plan.md).

The real bot and the real reminders over the simulator, whose clock travels day by day while invented people answer and
the processes are killed with SIGKILL at random moments. What was delivered is held against an oracle of its own.
Exit code 1 when a figure is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.procesos import BenchError, say
from bench.semestre_cuentas import SHOWN_WRONG, Town
from bench.semestre_mundo import world
from bench.semestre_vida import ADOPTED, MORNING, Life
from bot.simulator.bodies import SimulatorError
from municipio.clock import BOGOTA

SLUGS = ("landazuri", "canton-san-pablo", "puerto-santander", "alvarado", "aguazul")
KINDS = ("lost", "doubles", "wrong lines", "out of hours", "alarms missing", "due dates", "answers not taken")
"""What must not happen."""


def main() -> int:
    """Live it and print the figures."""
    chosen = _arguments()
    slugs = (chosen.municipio,) if chosen.municipio else SLUGS
    began = time.monotonic()
    start = datetime.combine(ADOPTED, MORNING, BOGOTA)
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-semestre-") as folder,
        world(Path(folder), slugs, start) as made,
    ):
        life = Life(made, random.Random(chosen.semilla))
        try:
            life.live(chosen.desde, chosen.hasta, chosen.muertes)
        except (BenchError, SimulatorError) as error:
            made.close()
            say("\n".join([*made.complaints[-5:], str(error)]))
            return 1
        good = _print(life.towns, made.deaths, made.doubtful(), time.monotonic() - began)
        for line in made.serious():
            say(line)
    return 0 if good and made.deaths == chosen.muertes else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.semestre", description=__doc__)
    parser.add_argument("--municipio", choices=SLUGS, help="only one of them")
    parser.add_argument("--desde", type=date.fromisoformat, default=date(2027, 1, 1))
    parser.add_argument("--hasta", type=date.fromisoformat, default=date(2027, 6, 30))
    parser.add_argument("--muertes", type=int, default=200, help="how many times a process is killed")
    parser.add_argument("--semilla", type=int, default=7)
    return parser.parse_args()


def _print(towns: list[Town], deaths: int, doubtful: int, seconds: float) -> bool:
    table = Table("what", *(town.name for town in towns), "all")
    for title, key in (
        ("due dates", "due"),
        ("done", "done"),
        ("digests delivered", "digests"),
        ("to whom blocked the bot", "refused"),
        ("reminders before the day and on it", "reminders"),
        ("told late", "late"),
        ("of them, up the ladder", "escalations"),
        ("told that it is done", "told done"),
        ("told that a quota is behind", "paced"),
        ("posts alarmed about", "alarms"),
        ("sent again after a kill", "again"),
    ):
        each = [town.counts[key] for town in towns]
        table.add_row(title, *map(str, each), str(sum(each)))
    table.add_section()
    wrong: Counter[str] = Counter()
    for kind in KINDS:
        each = [len(town.wrong.get(kind, [])) for town in towns]
        wrong[kind] = sum(each)
        table.add_row(f"[bold]{kind}", *map(str, each), str(sum(each)))
    Console(width=130).print(table)
    again = sum(town.counts["again"] for town in towns)
    print(f"{deaths} kills; {doubtful} attempts whose end nobody saw, {again} of them seen twice; {seconds:.0f} s")
    for kind in KINDS:
        for what in [what for town in towns for what in town.wrong.get(kind, [])][:SHOWN_WRONG]:
            print(f"{kind}: {what}")
    return not wrong.total() and again <= doubtful


if __name__ == "__main__":
    sys.exit(main())
