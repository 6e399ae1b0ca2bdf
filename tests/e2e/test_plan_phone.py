"""A reminder from end to end, in a real Chromium: the day comes, a photo proves it, and the board changes."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from bot.simulator.handle import SimulatorHandle
from bot.simulator.samples import png
from tests.conftest import ROOT
from tests.e2e.conftest import COMMAND, START_S, Machine, phone, phones, says, start

pytestmark = pytest.mark.browser

NOBODY = "http://127.0.0.1:9"
ADOPTED, REMINDED = "2026-12-01", "2026-12-30T08:05"
"""The day before the last business day of the year, on which the connectivity of December comes due."""
ACTION = "Garantizar la conectividad"
TICK_MS = 60_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Landázuri without the trained understanding: nothing here needs it."""
    running = start(tmp_path_factory.mktemp("alcaldia") / "var", NLU_URL=NOBODY, MUNICIPIOS="landazuri")
    try:
        running.waits_for("Ventanilla está lista", START_S)
        running.waits_for("/start c_", START_S)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture
def page(browser: Browser, office: Machine) -> Iterator[Page]:
    with phones(browser, office) as opened:
        yield opened


def adopt(office: Machine) -> None:
    """As whoever looks after the server does it."""
    command = [COMMAND[0], "plan-adoptar", "--municipio", "landazuri", "--fecha", ADOPTED]
    where = os.environ | {"VAR_DIR": str(office.var), "CLOCK_FILE": str(office.var / "run" / "reloj.json")}
    subprocess.run(command, env=where, cwd=ROOT, check=True, capture_output=True)


def last(of: Locator, text: str) -> Locator:
    """The newest message with that text."""
    return of.locator(".message", has_text=text).last


def appoint(carmen: Locator, marta: Locator) -> None:
    """The coordinator invites the mayor, who accepts."""
    says(carmen, "Carmen", "/invitar alcalde")
    carmen.get_by_role("button", name="Titular").last.click()
    invitation = last(carmen, "/start i_")
    expect(invitation).to_contain_text("Alcalde Municipal")
    code = re.search(r"/start i_[\w-]+", invitation.inner_text())
    assert code is not None
    marta.get_by_role("button", name="INICIAR").click()
    expect(marta.locator(".message").last).to_contain_text("Landázuri")
    says(marta, "Marta", code[0])
    marta.get_by_role("button", name="Sí", exact=True).last.click()
    expect(marta.locator(".message").last).to_contain_text("/pendientes")


def test_the_responsable_proves_it_with_a_photo_and_the_coordinator_sees_the_board_change(
    page: Page, office: Machine
) -> None:
    carmen, marta = phone(page, "Carmen"), phone(page, "Marta")
    carmen.get_by_role("button", name="INICIAR").click()
    expect(carmen.locator(".message").last).to_contain_text("coordinación")
    with SimulatorHandle.attach(office.address) as telegram:
        telegram.travel_to(f"{ADOPTED}T07:00")
        adopt(office)
        appoint(carmen, marta)
        telegram.travel_to(REMINDED)
    digest = last(marta, "necesitan su atención")
    expect(digest).to_contain_text(ACTION, timeout=TICK_MS)
    says(carmen, "Carmen", "/tablero")
    board = last(carmen, "Tablero del plan de acción")
    expect(board).to_contain_text("Cumplidas: 0;")
    digest.get_by_role("button", name=ACTION).first.click()
    expect(marta.locator(".message").last).to_contain_text("Qué cuenta como cumplida")
    marta.get_by_role("button", name="Cumplida", exact=True).last.click()
    expect(marta.locator(".message").last).to_contain_text("¿Qué resultado tuvo este indicador?")
    says(marta, "Marta", "85")
    expect(marta.locator(".message").last).to_contain_text("¿Cuál es la evidencia?")
    photo: FilePayload = {"name": "reunion.png", "mimeType": "image/png", "buffer": png(480, 360, (40, 110, 120))}
    marta.locator("input[type=file]").set_input_files(photo)
    expect(marta.locator(".message").last).to_contain_text("quedó cumplida")
    says(marta, "Marta", "listo")
    expect(marta.locator(".message").last).to_contain_text("queda con 1 evidencia. Estado: cumplida.")
    says(carmen, "Carmen", "/tablero")
    expect(board).to_contain_text("Cumplidas: 1;")
    assert [kept.read_bytes() for kept in (Path(office.var) / "evidencias").glob("??/*")] == [photo["buffer"]]
