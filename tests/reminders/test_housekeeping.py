"""What time takes away, and what it never does: evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from municipio.archivos.almacen import Almacen
from municipio.db.engine import Database
from municipio.plan import evidencias, gestion, vencimientos
from municipio.plan.evidencias import Prueba
from municipio.plan.servicio import adoptar, plan_de
from reminders.housekeeping import tidy, tidy_files

NOW = datetime(2026, 12, 1, 13, tzinfo=UTC)
SLUG = "landazuri"


def test_evidence_stays_for_years_and_what_is_none_goes_in_a_day(loaded: Database, tmp_path: Path) -> None:
    almacen = Almacen(tmp_path)
    used, orphan = almacen.guardar(b"%PDF-1.7 acta", NOW), almacen.guardar(b"%PDF-1.7 perdida", NOW)
    with loaded.write() as session:
        adoptar(session, SLUG, NOW.date(), None, NOW)
        vencimientos.proyectar(session, SLUG, plan_de(session, SLUG), NOW.date())
        row = vencimientos.abiertos(session, SLUG)[0]
        shown = [Prueba("documento", "", used, "acta.pdf"), Prueba("texto", "acta")]
        gestion.cumplir(session, row, [("Visitas", "1")], row.responsables[0], NOW, shown)
    assert tidy_files(loaded, almacen, NOW + timedelta(hours=23)) == 0
    for days in (2, 1500):
        tidy(loaded, NOW + timedelta(days=days))
        assert tidy_files(loaded, almacen, NOW + timedelta(days=days)) == (days == 2)
    assert almacen.leer(used) == b"%PDF-1.7 acta"
    assert not almacen.ruta(orphan).exists()
    with loaded.read() as session:
        assert [one.tipo for one in evidencias.de(session, row)] == ["documento", "texto"]
