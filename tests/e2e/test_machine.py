"""Starting and stopping: what is told, what is left behind, what happens to a child that dies."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import START_S, Machine, start

pytestmark = pytest.mark.nlu


def children(machine: Machine) -> dict[str, psutil.Process]:
    """The processes of a machine by their module."""
    found = {}
    for child in psutil.Process(machine.process.pid).children(recursive=True):
        command = child.cmdline()
        if "-m" in command:
            found[command[command.index("-m") + 1]] = child
    return found


def test_a_child_that_dies_is_started_again_and_everything_stops_at_the_end(tmp_path: Path) -> None:
    machine = start(tmp_path / "var")
    machine.waits_for("Ventanilla está lista", START_S)
    ends = time.monotonic() + START_S
    while "reminders" not in (first := children(machine)) and time.monotonic() < ends:
        time.sleep(0.1)  # it starts once the bot attends
    assert {"bot", "bot.simulator", "reminders"} <= set(first)
    first["reminders"].send_signal(signal.SIGKILL)
    assert "recordatorios" in machine.waits_for("se detuvo", 15)
    assert machine.stop() == 0
    assert not [p for p in first.values() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_no_process_outlives_a_machine_that_is_killed(tmp_path: Path) -> None:
    machine = start(tmp_path / "var")
    machine.waits_for("Ventanilla está lista", START_S)
    left = list(children(machine).values())
    os.kill(machine.process.pid, signal.SIGKILL)
    machine.process.wait(10)
    gone, alive = psutil.wait_procs(left, timeout=15)
    assert alive == []
    assert gone
