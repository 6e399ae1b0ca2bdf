"""Six weeks of one municipality, lived with the real processes while they are killed: nothing forgotten, none twice.

The whole half-year of the five is `python -m bench.semestre`.
"""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

SIX_WEEKS = ("--municipio", "canton-san-pablo", "--desde", "2027-01-12", "--hasta", "2027-02-19", "--muertes", "15")


def test_six_weeks_of_reminders_survive_fifteen_kills() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.semestre", *SIX_WEEKS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "15 kills" in done.stdout
