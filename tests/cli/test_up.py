"""`ventanilla up` on a bad day: one line, the right exit code, and no process left behind."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from bot.simulator.handle import SimulatorHandle
from bot.up.nlu import free_port
from tests.conftest import ROOT

COMMAND = [str(Path(sys.executable).with_name("ventanilla")), "up"]
PATIENCE_S = 60
NOBODY = "http://127.0.0.1:9"
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


class Up:
    """A `ventanilla up` over the folder `var`, with an NLU server that does not answer unless told otherwise."""

    def __init__(self, var: Path, tie: Callable[[], None] | None = None, **settings: str) -> None:
        self.var = var
        own = {"VAR_DIR": str(var), "PORT": str(free_port()), "NLU_URL": NOBODY, "PYTHONPATH": str(ROOT), **settings}
        clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.terminal = var.with_name(f"{var.name}.txt")
        with self.terminal.open("w") as terminal:
            self.process = subprocess.Popen(
                COMMAND, env=clean | own, stderr=terminal, stdout=terminal, cwd=var.parent, preexec_fn=tie
            )

    def said(self) -> list[str]:
        return self.terminal.read_text().splitlines()

    def waits_for(self, text: str) -> str:
        for _ in range(PATIENCE_S * 20):
            line = next((line for line in self.said() if text in line), None)
            if line is not None:
                return line
            time.sleep(0.05)
        raise AssertionError(f"«{text}» did not come: {self.said()}")

    def ends(self) -> int:
        return self.process.wait(PATIENCE_S)

    def left(self) -> list[psutil.Process]:
        """Processes that work in its folder, but for itself."""
        return [p for p in psutil.process_iter() if p.pid != self.process.pid and _folder(p) == str(self.var)]

    def nobody_left(self) -> bool:
        _, alive = psutil.wait_procs(self.left(), timeout=15)
        return alive == []


def _folder(process: psutil.Process) -> str | None:
    try:
        return process.environ().get("VAR_DIR")
    except psutil.Error:
        return None


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    started: list[Up] = []

    def start(*args: object, **settings: str) -> Up:
        started.append(Up(tmp_path / "var", *args, **settings))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        assert one.nobody_left()


def ends_with(machine: Up, code: int, *lines: str) -> bool:
    """It ended with `code`, saying only `lines` (each by a part of it), and nothing of it is left."""
    assert machine.ends() == code, machine.said()
    assert len(machine.said()) == len(lines), machine.said()
    for line, part in zip(machine.said(), lines, strict=True):
        assert part in line
    return machine.left() == []


def without_rights() -> None:
    """Root may write anywhere; without this capability it is as everybody else."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)


def test_a_port_that_is_taken(up: Callable[..., Up]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert ends_with(up(PORT=str(port)), 2, f"El puerto {port} no se puede usar: está ocupado")


def test_a_second_one_in_the_same_folder(up: Callable[..., Up], tmp_path: Path) -> None:
    first = up()
    first.waits_for("Ventanilla está lista")
    shutil.move(first.terminal, tmp_path / "primera.txt")
    second = up()
    assert second.ends() == 2
    assert second.said() == ["Ventanilla ya está encendida en esta carpeta"]
    first.process.send_signal(signal.SIGINT)
    assert first.ends() == 0
    assert first.nobody_left()


def test_without_the_environment_of_the_understanding_nothing_is_started(up: Callable[..., Up]) -> None:
    machine = up(NLU_URL="", NLU_PYTHON="/no/existe/python")
    assert ends_with(machine, 1, "Falta el entorno de la comprensión (/no/existe/python): ejecute «make setup»")


def test_every_error_of_the_data_is_told_and_what_had_started_is_stopped(up: Callable[..., Up], tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "catalogo" / "ica.yml").write_text("slug: [ica\n")
    (data / "catalogo" / "predial.yml").write_text("slug: predial\nslug: predial\n")
    machine = up(DATA_DIR=str(data))
    assert machine.ends() == 2
    said = "\n".join(machine.said())
    assert "ica.yml:2: YAML mal escrito" in said
    assert "predial.yml:2: la clave «slug» está repetida" in said
    assert "Traceback" not in said
    assert machine.left() == []


@pytest.mark.parametrize(("broken", "says"), [("etiquetas.yml", "etiquetas.yml:2: YAML"), ("", "no es una carpeta")])
def test_without_its_vocabulary_it_says_so(up: Callable[..., Up], tmp_path: Path, broken: str, says: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    if broken:
        shutil.copytree(ROOT / "data", data, dirs_exist_ok=True)
        (data / broken).write_text("intents: [\n")
    assert ends_with(up(DATA_DIR=str(data)), 2, says)


def test_an_unknown_municipality(up: Callable[..., Up]) -> None:
    assert ends_with(up(MUNICIPIOS="macondo"), 2, "«macondo» de MUNICIPIOS no está cargado")


def test_a_database_that_is_something_else(up: Callable[..., Up], tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "ventanilla.db").write_text("recetas de la abuela\n" * 500)
    assert ends_with(up(), 1, "La base de datos no responde: el archivo no es una base de datos o está dañado")


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "closed"])
def test_a_folder_where_nothing_can_be_written(up: Callable[..., Up], tmp_path: Path, mode: int) -> None:
    (tmp_path / "var").mkdir(mode=mode)
    assert ends_with(up(without_rights), 1, "No se puede escribir en")
    (tmp_path / "var").chmod(0o755)


@pytest.mark.parametrize("name", ["run", "ventanilla.db", "log"])
def test_something_in_the_way(up: Callable[..., Up], tmp_path: Path, name: str) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / name).mkdir() if name == "ventanilla.db" else (tmp_path / "var" / name).write_text("")
    machine = up()
    if name == "log":  # it can do without
        assert "sigue sin registro" in machine.waits_for("No se puede escribir")
        machine.waits_for("Ventanilla está lista")
        return
    assert machine.ends() == 1
    assert "Traceback" not in "".join(machine.said())
    assert len(machine.said()) == 1
    assert machine.left() == []


def test_a_database_that_cannot_be_written(up: Callable[..., Up], tmp_path: Path) -> None:
    machine = up()
    machine.waits_for("Ventanilla está lista")
    machine.process.send_signal(signal.SIGTERM)
    assert machine.ends() == 0
    kept = tmp_path / "var" / "ventanilla.db"
    before = kept.read_bytes()
    kept.chmod(stat.S_IRUSR)
    assert ends_with(up(without_rights), 1, "solo se puede leer (revise los permisos)")
    assert kept.read_bytes() == before


def test_ctrl_c_while_it_prepares_leaves_nothing(up: Callable[..., Up], tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "ventanilla.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # it prepares for as long as this lasts
        machine = up()
        for _ in range(PATIENCE_S * 20):
            if machine.left():
                break
            time.sleep(0.05)
        time.sleep(1)
        began = time.monotonic()
        machine.process.send_signal(signal.SIGINT)
        assert ends_with(machine, 0, "Apagando…")
        assert time.monotonic() - began < 10


def test_a_token_that_telegram_refuses(up: Callable[..., Up]) -> None:
    with SimulatorHandle.in_thread() as telegram:
        machine = up(TELEGRAM_TOKEN="123:equivocado", TELEGRAM_API=telegram.address)
        assert ends_with(machine, 2, "Telegram no acepta el token: revise TELEGRAM_TOKEN (lo da @BotFather)")


def test_without_network_it_says_what_it_waits_for(up: Callable[..., Up]) -> None:
    machine = up(TELEGRAM_TOKEN="123:abc", TELEGRAM_API=NOBODY)
    assert "espera a Telegram" in machine.waits_for("todavía no está listo")
    machine.process.send_signal(signal.SIGTERM)
    assert machine.ends() == 0
    assert "Traceback" not in (machine.var / "log" / "bot.log").read_text()
    assert "no hay red" in (machine.var / "log" / "bot.log").read_text()


def fake_understanding(folder: Path, does: str) -> str:
    """What stands where the Python of the understanding is."""
    script = folder / "python310"
    script.write_text(f"#!/bin/sh\n{does}\n")
    script.chmod(0o755)
    return str(script)


def test_a_training_that_fails_is_told_and_the_bot_goes_on(up: Callable[..., Up], tmp_path: Path) -> None:
    does = "echo Entrenando; echo 'Un aviso' >&2; echo 'No hay espacio en el disco para entrenar.' >&2; exit 1"
    machine = up(NLU_URL="", NLU_PYTHON=fake_understanding(tmp_path, does))
    line = machine.waits_for("No se pudo entrenar la comprensión: No hay espacio en el disco para entrenar. Detalle:")
    assert line.endswith("El bot sigue por palabras clave; se intenta otra vez en 5 min.")
    assert machine.process.poll() is None
    assert "python310" not in [p.name() for p in machine.left()]
    machine.process.send_signal(signal.SIGINT)
    assert machine.ends() == 0


def test_wrong_sentences_end_it_with_their_line(up: Callable[..., Up], tmp_path: Path) -> None:
    does = "echo 'No se puede leer malo.yml, línea 1' >&2; exit 2"
    machine = up(NLU_URL="", NLU_PYTHON=fake_understanding(tmp_path, does))
    assert machine.ends() == 2
    assert machine.said()[-1] == "No se puede leer malo.yml, línea 1"
    assert machine.left() == []


def test_a_model_that_cannot_be_served_is_told_and_the_bot_goes_on(up: Callable[..., Up], tmp_path: Path) -> None:
    does = '[ "$2" = nlu.train ] && { echo /modelo; exit 0; }; echo "El modelo «/modelo» está dañado." >&2; exit 2'
    machine = up(NLU_URL="", NLU_PYTHON=fake_understanding(tmp_path, does))
    assert "El modelo «/modelo» está dañado." in machine.waits_for("El bot sigue por palabras clave.")
    assert machine.process.poll() is None


def test_killed_while_it_trains_nothing_is_left(up: Callable[..., Up], tmp_path: Path) -> None:
    machine = up(NLU_URL="", NLU_PYTHON=fake_understanding(tmp_path, "echo Entrenando; echo Sigue; exec sleep 100"))
    machine.waits_for("Entrenando")
    machine.process.kill()
    machine.process.wait()
    assert machine.nobody_left()
