"""The real thing, end to end: the phones in a real Chromium, the bot, the trained understanding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.simulator.handle import SimulatorHandle
from tests.e2e.conftest import Machine, phone, phones, says

pytestmark = [pytest.mark.nlu, pytest.mark.browser]


@pytest.fixture
def page(browser: Browser, machine: Machine) -> Iterator[Page]:
    with phones(browser, machine) as opened:
        yield opened


def begins(page: Page, name: str) -> Locator:
    """The phone of somebody who has chosen Alvarado. One citizen for each test: they may run in any order."""
    hers = phone(page, name)
    hers.get_by_role("button", name="INICIAR").click()
    expect(hers.locator(".message").last).to_contain_text("¿De qué municipio es?")
    hers.get_by_role("button", name="Alvarado").last.click()
    expect(hers.locator(".message").last).to_contain_text("Ley 1581")
    return hers


def test_a_citizen_asks_taps_a_facet_and_gets_the_answer(page: Page) -> None:
    rosa = begins(page, "Rosa")
    says(rosa, "Rosa", "cuanto vale el pas i salvo de la finca")
    expect(rosa.locator(".message").last).to_contain_text("Certificado de paz y salvo")
    expect(rosa.locator(".message").last).to_contain_text("Cuánto cuesta")
    rosa.get_by_role("button", name="Requisitos").last.click()
    expect(rosa.locator(".message").last).to_contain_text("Lo que debe llevar")
    says(rosa, "Rosa", "y cuanto se demora")
    expect(rosa.locator(".message").last).to_contain_text("Cuánto se demora")


def test_the_coordinator_teaches_and_the_neighbour_benefits(page: Page) -> None:
    carmen, julio = phone(page, "Carmen"), begins(page, "Julio")
    carmen.get_by_role("button", name="INICIAR").click()
    expect(carmen.locator(".message").last).to_contain_text("coordinación")
    says(julio, "Julio", "cuanto vale el pas i salvo de la finca")
    julio.get_by_role("button", name="No me sirvió").last.click()
    says(carmen, "Carmen", "/municipio")
    carmen.get_by_role("button", name="Alvarado").last.click()
    expect(carmen.locator(".message").last).to_contain_text("Alvarado")
    says(carmen, "Carmen", "/preguntas")
    expect(carmen.locator(".message").last).to_contain_text("reguntas por revisar")


def test_the_understanding_is_the_trained_one(machine: Machine) -> None:
    with SimulatorHandle.attach(machine.address) as telegram:
        person = telegram.new_user(started=False)
        person.starts("aguazul")
        person.wait_for(1)
        reply = person.asks("a mi niño recien nacido como lo meto pa que quede en el puntaje de la familia")
    assert "Sisbén" in reply.text
