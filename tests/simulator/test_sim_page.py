"""The page of phones in a real Chromium: a person types, the bot answers with buttons, a tap edits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from bot.simulator.handle import SimulatorHandle
from bot.simulator.samples import png
from tests.browser import launched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture
def page(browser: Browser, talking: SimulatorHandle) -> Iterator[Page]:
    """The page, loaded; it fails the test when the console shows an error."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, locale="es-CO")
    opened.set_default_timeout(15_000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(talking.address)
    expect(opened.locator(".phone")).to_have_count(4)
    yield opened
    opened.close()
    assert complaints == []


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"Teléfono de {name}"))


def test_a_citizen_asks_and_taps(page: Page, talking: SimulatorHandle) -> None:
    rosa = phone(page, "Rosa")
    expect(rosa.get_by_text("¿Qué puede hacer este bot?")).to_be_visible()
    rosa.get_by_role("button", name="INICIAR").click()
    expect(rosa.locator(".message strong")).to_have_text("Ventanilla")
    box = rosa.get_by_label("Mensaje de Rosa")
    box.fill("¿cuánto vale <b>esto</b> & aquello?")
    box.press("Enter")
    expect(rosa.locator(".mine .text").last).to_have_text("¿cuánto vale <b>esto</b> & aquello?")
    expect(rosa.locator(".message em")).to_have_text("¿cuánto vale <b>esto</b> & aquello?")
    expect(box).to_have_value("")
    rosa.get_by_role("button", name="Costo").last.click()
    expect(rosa.locator(".toast")).to_have_text("Listo")
    expect(rosa.locator(".message").last).to_contain_text("Eligió cos")
    expect(rosa.locator(".message").last).to_contain_text("editado")
    expect(phone(page, "Marta").locator(".message")).to_have_count(0)
    assert [entry.method for entry in talking.ledger(method="answerCallbackQuery")] == ["answerCallbackQuery"]


def test_the_keyboard_of_the_bot_and_its_commands(page: Page) -> None:
    marta = phone(page, "Marta")
    marta.get_by_role("button", name="INICIAR").click()
    marta.get_by_role("button", name="Comandos").click()
    marta.get_by_role("menuitem", name="/ayuda Qué puedo preguntar").click()
    expect(marta.locator(".message").last).to_contain_text("Usted dijo: /ayuda")
    marta.get_by_label("Mensaje de Marta").fill("teclado")
    marta.get_by_role("button", name="Enviar").click()
    marta.get_by_role("group", name="Respuestas sugeridas").get_by_role("button", name="Sí").click()
    expect(marta.locator(".message").last).to_contain_text("Gracias.")
    expect(marta.get_by_role("group", name="Respuestas sugeridas")).to_be_hidden()


def test_photos_both_ways(page: Page) -> None:
    julio = phone(page, "Julio")
    julio.get_by_role("button", name="INICIAR").click()
    expect(julio.locator(".message")).to_have_count(2)
    image = FilePayload(name="obra.png", mimeType="image/png", buffer=png(80, 60, (200, 120, 40)))
    julio.locator("input[type=file]").set_input_files([image])
    expect(julio.locator(".message").last).to_contain_text("Recibí una foto de")
    julio.get_by_label("Mensaje de Julio").fill("foto")
    julio.get_by_label("Mensaje de Julio").press("Enter")
    expect(julio.locator(".message:not(.mine) .photo img")).to_have_js_property("naturalWidth", 640)


def test_the_municipality_and_the_clock(page: Page, talking: SimulatorHandle) -> None:
    page.get_by_role("button", name="Aguazul").click()
    for name in ("Rosa", "Marta", "Julio", "Carmen"):
        expect(phone(page, name).locator(".mine .text")).to_have_text("/start aguazul")
    expect(page.get_by_role("button", name="Aguazul")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="A una fecha…").click()
    page.get_by_label("Fecha y hora").fill("2027-02-01T08:00")
    page.get_by_role("button", name="Viajar").click()
    expect(page.locator("#clock-date")).to_have_text("lunes 1 de febrero de 2027")
    expect(page.locator("#clock-time")).to_have_text(re.compile(r"8:0\d a\. ?m\."))
    page.get_by_role("button", name="+1 día").click()
    expect(page.locator("#clock-date")).to_have_text("martes 2 de febrero de 2027")
    assert talking.now().isoformat()[:10] == "2027-02-02"
    page.get_by_role("button", name="Volver a hoy").click()
    expect(page.get_by_role("button", name="Volver a hoy")).to_be_disabled()


def test_blocking_from_the_phone(page: Page, talking: SimulatorHandle) -> None:
    carmen = phone(page, "Carmen")
    carmen.get_by_role("button", name="INICIAR").click()
    expect(carmen.locator(".mine .text")).to_have_text("/start invitacion-1")
    carmen.get_by_role("button", name="Más opciones").click()
    carmen.get_by_role("menuitem", name="Bloquear el bot").click()
    expect(carmen.get_by_role("button", name="DESBLOQUEAR")).to_be_visible()
    answer = talking.bot_api("sendMessage", chat_id=talking.user("Carmen").id, text="hola")
    assert answer["error_code"] == 403
    carmen.get_by_role("button", name="DESBLOQUEAR").click()
    expect(carmen.get_by_label("Mensaje de Carmen")).to_be_visible()


def test_one_phone_at_a_time_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    expect(phone(page, "Rosa")).to_be_visible()
    expect(phone(page, "Marta")).to_be_hidden()
    page.get_by_role("tab", name="Rosa").press("ArrowRight")
    expect(phone(page, "Marta")).to_be_visible()
    expect(page.get_by_role("tab", name="Marta")).to_be_focused()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
