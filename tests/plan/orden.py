"""The command `ventanilla` as a person runs it, with a folder and a database of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.cli.app import main
from tests.conftest import ROOT

AJUSTES = ("TELEGRAM_TOKEN", "DATABASE_URL", "NLU_URL", "MUNICIPIOS", "CLOCK_FILE")


@dataclass(frozen=True, slots=True)
class Salida:
    """How a command ended and what it said."""

    codigo: int
    dicho: str
    error: str


@contextmanager
def maquina(carpeta: Path, datos: Path = ROOT / "data") -> Iterator[None]:
    """A machine where nothing is set but the folders of the product."""
    with pytest.MonkeyPatch.context() as entorno:
        for nombre in AJUSTES:
            entorno.delenv(nombre, raising=False)
        entorno.setenv("VAR_DIR", str(carpeta / "var"))
        entorno.setenv("DATA_DIR", str(datos))
        entorno.chdir(carpeta)
        yield


def orden(*argv: str) -> Salida:
    """Run `ventanilla …` in this process."""
    fuera, quejas = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setattr("sys.stdout", fuera)
        entorno.setattr("sys.stderr", quejas)
        with pytest.raises(SystemExit) as fin:
            main(list(argv))
    return Salida(int(fin.value.code or 0), fuera.getvalue(), quejas.getvalue())


def agenda(municipio: str, desde: date, hasta: date) -> list[dict[str, Any]]:
    """What `ventanilla agenda --json` answers."""
    salida = orden("agenda", "--municipio", municipio, "--from", str(desde), "--to", str(hasta), "--json")
    assert salida.codigo == 0, salida.error
    leido: list[dict[str, Any]] = json.loads(salida.dicho)
    return leido
