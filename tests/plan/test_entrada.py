"""Wrong input of `agenda` and `plan-adoptar`: one clear line in Spanish, exit code 2, and nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.plan.orden import maquina, orden


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database where Alvarado adopted its plan again on 1 December 2026, and Aguazul has no plan."""
    carpeta = tmp_path_factory.mktemp("entrada")
    datos = Path(shutil.copytree(ROOT / "data", carpeta / "data"))
    (datos / "municipios" / "aguazul" / "plan.yml").unlink(missing_ok=True)
    with maquina(carpeta, datos):
        assert orden("plan-adoptar", "--municipio", "alvarado", "--fecha", "2026-12-01").codigo == 0
        yield carpeta / "var" / "ventanilla.db"


def contenido(base: Path) -> list[str]:
    conexion = sqlite3.connect(base)
    try:
        return list(conexion.iterdump())
    finally:
        conexion.close()


def agenda(municipio: str = "alvarado", desde: str = "2027-01-01", hasta: str = "2027-12-31") -> tuple[str, ...]:
    return ("agenda", "--municipio", municipio, "--from", desde, "--to", hasta)


def adoptar(municipio: str = "alvarado", fecha: str = "2027-01-15", *mas: str) -> tuple[str, ...]:
    return ("plan-adoptar", "--municipio", municipio, "--fecha", fecha, *mas)


@pytest.mark.parametrize(
    ("argv", "dice"),
    [
        (agenda("macondo"), "No conozco el municipio «macondo»"),
        (agenda(""), "No conozco el municipio"),
        (agenda("aguazul"), "«aguazul» no tiene plan de acción"),
        (agenda(desde="2027-02-30"), "«2027-02-30» no es una fecha"),
        (agenda(desde="2027-02-29"), "«2027-02-29» no es una fecha"),
        (agenda(hasta="2027-13-01"), "«2027-13-01» no es una fecha"),
        (agenda(hasta="mañana"), "«mañana» no es una fecha"),
        (agenda(hasta="31/12/2027"), "«31/12/2027» no es una fecha"),
        (agenda(hasta=""), "«» no es una fecha"),
        (agenda(desde="2027-12-31", hasta="2027-01-01"), "--to no puede ser antes que --from"),
        (agenda()[:-2], "Falta --to"),
        (agenda()[:1], "Falta --municipio"),
        (adoptar("macondo"), "No conozco el municipio «macondo»"),
        (adoptar("aguazul"), "«aguazul» no tiene plan de acción"),
        (adoptar(fecha="2027-02-30"), "«2027-02-30» no es una fecha"),
        (adoptar(fecha="hoy"), "«hoy» no es una fecha"),
        (adoptar("alvarado", "2027-01-15", "--hasta", "2027-06-31"), "«2027-06-31» no es una fecha"),
        (adoptar("alvarado", "2027-01-15", "--hasta", ""), "«» no es una fecha"),
        (adoptar(fecha="2026-11-30"), "La adopción anterior es del 2026-12-01"),
        (adoptar(fecha="2026-12-01"), "La adopción anterior es del 2026-12-01"),
        (adoptar("canton-san-pablo", "2008-09-06"), "La adopción anterior es del 2008-09-07"),
        (adoptar("landazuri", "2007-06-30"), "La adopción anterior es del 2008"),
        (adoptar("alvarado", "2027-01-15", "--hasta", "2027-01-14"), "no puede terminar el 2027-01-14"),
        (adoptar("alvarado", "2027-01-15", "--hasta", "2027-01-15"), "no puede terminar el 2027-01-15"),
        (adoptar(fecha="2206-12-01"), "Revise el año"),
        (adoptar(fecha="9998-12-01"), "Revise el año"),
        (adoptar("alvarado", "2027-01-15", "--hasta", "9999-12-31"), "Revise el año"),
        (adoptar()[:-2], "Falta --fecha"),
    ],
)
def test_one_clear_line_and_nothing_changed(base: Path, argv: tuple[str, ...], dice: str) -> None:
    antes = contenido(base)
    salida = orden(*argv)
    assert (salida.codigo, salida.dicho) == (2, "")
    assert dice in salida.error
    assert len(salida.error.strip().splitlines()) == 1
    assert "Traceback" not in salida.error
    assert contenido(base) == antes


@pytest.mark.parametrize(("desde", "hasta"), [("0001-01-01", "9999-12-31"), ("0001-01-01", "0001-01-01")])
def test_a_very_long_window_is_answered(base: Path, desde: str, hasta: str) -> None:
    salida = orden(*agenda(desde=desde, hasta=hasta))
    assert (salida.codigo, salida.error) == (0, "")


def test_what_counts_from_an_unknown_date_is_said_not_guessed(base: Path) -> None:
    salida = orden(*agenda("landazuri", "2009-01-01", "2009-12-31"))
    assert salida.codigo == 0
    assert "no dice cuándo se adoptó" in salida.error
    assert "horizonte" not in salida.dicho
