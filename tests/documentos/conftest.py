"""The five plans adopted in January 2026, with a year of work done on them; nobody in it is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.datos.cargar import cargar
from municipio.datos.carpeta import leer_carpeta
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.documentos.lienzo import Lienzo
from municipio.documentos.registro import Documento, Pedido, hacedor
from municipio.plan import gestion, vencimientos
from municipio.plan.modelo import Evidencia, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from tests.conftest import ROOT

TOWNS = ("aguazul", "alvarado", "canton-san-pablo", "landazuri", "puerto-santander")
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
JANUARY = datetime(2026, 1, 5, 15, tzinfo=UTC)
MINUTES, LINK = "Acta firmada por quienes asistieron", "https://www.ejemplo.gov.co/acta"

Make = Callable[..., Documento]


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with those plans: of what came due, two of every three were done and the rest was left."""
    path = tmp_path_factory.mktemp("documentos") / "planes.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    with database.write() as session:
        cargar(session, leer_carpeta(ROOT / "data"), JANUARY)
    with database.write() as session:
        for slug in TOWNS:
            _work(session, slug)
    database.close()
    return path


@pytest.fixture
def plans(worked: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of that database for one test."""
    copy = tmp_path / "ventanilla.db"
    copy.write_bytes(worked.read_bytes())
    database = Database(f"sqlite:///{copy}")
    yield database
    database.close()


@pytest.fixture
def make(plans: Database, tmp_path: Path) -> Make:
    """Make a document as its process does, without the process."""

    def made(maker: str, now: datetime = NOW, **parameters: Any) -> Documento:
        with plans.read() as session:
            return hacedor(maker)(Pedido(session, parameters, now, tmp_path))

    return made


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written on every sheet."""
    said: list[str] = []
    real = Lienzo.texto

    def texto(self: Lienzo, x: float, y: float, text: str, *rest: Any, **more: Any) -> None:
        said.append(text)
        real(self, x, y, text, *rest, **more)

    monkeypatch.setattr(Lienzo, "texto", texto)
    return said


def _work(session: Session, slug: str) -> None:
    adoptar(session, slug, JANUARY.date(), None, JANUARY)
    plan = plan_de(session, slug)
    for days in range(0, 330, 40):
        vencimientos.proyectar(session, slug, plan, JANUARY.date() + timedelta(days=days))
    rows = select(VencimientoFila).where(VencimientoFila.municipio == slug, VencimientoFila.vence < TODAY)
    indicators = {accion.clave: accion.indicadores for accion in plan.acciones}
    for row in session.scalars(rows.order_by(VencimientoFila.id)).all():
        if row.id % 3 and row.estado in vencimientos.ABIERTOS:
            values = [(indicator.nombre, str(row.id % 20 + 1)) for indicator in indicators.get(row.accion, [])]
            when = datetime.combine(row.vence, time(14), UTC)
            gestion.cumplir(session, row, values, row.responsables[0], when)
            for kind, text in [("texto", MINUTES), ("enlace", LINK)][: row.id % 3]:
                session.add(Evidencia(vencimiento=row.id, tipo=kind, texto=text, en=when))
