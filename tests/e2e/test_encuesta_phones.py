"""A survey on the phones of a real Chromium: the coordinator launches it, three citizens answer, results appear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from bot.simulator.handle import SimulatorHandle
from municipio.clock import BOGOTA
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.encuestas.claves import CARPETA, Claves
from municipio.encuestas.modelo import Hoja, Participante
from municipio.personas.modelo import Cargo, Chat, Rol
from municipio.settings import Settings
from reminders.campanas import Desk, move
from tests.browser import launched
from tests.telegram.fakes import BotBeside, load_data, settings_for

pytestmark = pytest.mark.browser

TOWN = "landazuri"
MORNING = datetime(2026, 11, 20, 10, tzinfo=BOGOTA)
"""A working Friday."""
PEOPLE = ("Rosa", "Marta", "Julio")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[SimulatorHandle]:
    with SimulatorHandle.in_thread(flood_scale=0, clock_file=tmp_path / "reloj.json") as handle:
        handle.travel_to(MORNING)
        yield handle


@pytest.fixture
def settings(telegram: SimulatorHandle, tmp_path: Path) -> Settings:
    chosen = settings_for(telegram, f"sqlite:///{tmp_path / 'oficina.db'}", tmp_path, TOWN)
    return chosen.model_copy(update={"clock_file": tmp_path / "reloj.json"})


@pytest.fixture
def office(settings: Settings, telegram: SimulatorHandle) -> Iterator[Database]:
    """The town, its coordinator, and three people who agreed to be invited; the bot attends."""
    database = Database(settings.database)
    upgrade(database)
    load_data(database, settings)
    carmen, now = telegram.user("Carmen").id, settings.clock.now()
    with database.write() as session:
        session.add(Cargo(chat_id=carmen, municipio=TOWN, rol=Rol.COORDINADOR.value, desde=now))
        session.add(Chat(chat_id=carmen, municipio=TOWN, informado_en=now))
        for name in PEOPLE:
            chat = telegram.user(name).id
            session.add(Chat(chat_id=chat, municipio=TOWN, informado_en=now, encuestas_desde=now))
    with BotBeside(settings, database):
        for name in (*PEOPLE, "Carmen"):
            telegram.user(name).starts()
        yield database
    database.close()


@pytest.fixture
def page(browser: Browser, telegram: SimulatorHandle, office: Database) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, locale="es-CO")
    opened.set_default_timeout(20_000)
    opened.goto(telegram.address)
    yield opened
    opened.close()


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"Teléfono de {name}"))


def says(page: Page, name: str, text: str) -> None:
    box = phone(page, name).get_by_label(f"Mensaje de {name}")
    box.fill(text)
    box.press("Enter")


def taps(page: Page, name: str, button: str) -> None:
    phone(page, name).get_by_role("button", name=button).last.click()


def reads(page: Page, name: str, text: str) -> None:
    expect(phone(page, name).locator(".message").last).to_contain_text(text, timeout=20_000)


def test_from_the_launch_to_the_results(page: Page, office: Database, settings: Settings) -> None:
    desk = Desk(Claves(settings.var_dir / CARPETA), settings.data_dir)
    says(page, "Carmen", "/encuesta nueva")
    reads(page, "Carmen", "Encuesta nueva")
    taps(page, "Carmen", "1. Su opinión sobre la página")
    reads(page, "Carmen", "Así están escritas las preguntas")
    taps(page, "Carmen", "Ver el resumen")
    reads(page, "Carmen", "Invitaciones: 3.")
    taps(page, "Carmen", "Lanzar la encuesta")
    expect(phone(page, "Carmen")).to_contain_text("La encuesta está en marcha", timeout=20_000)
    move(office, desk, settings.clock.now())
    _by_buttons(page)
    _by_typing(page)
    _later(page)
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Hoja).where(Hoja.estado == "completa")) == 3
        assert session.scalar(select(func.count()).select_from(Participante)) == 3
    says(page, "Carmen", "/encuesta")
    reads(page, "Carmen", "1. Su opinión")
    says(page, "Carmen", "1")
    reads(page, "Carmen", "Respondieron: 3 completas")
    taps(page, "Carmen", "Cerrar")
    taps(page, "Carmen", "Sí")
    reads(page, "Carmen", "La encuesta cerró")
    says(page, "Carmen", "/resultados")
    expect(phone(page, "Carmen")).to_contain_text("Resultados", timeout=20_000)


def _by_buttons(page: Page) -> None:
    reads(page, "Rosa", "quiere conocer su opinión")
    taps(page, "Rosa", "Empezar")
    taps(page, "Rosa", "Acepto y empiezo")
    reads(page, "Rosa", "Pregunta 1 de 8")
    taps(page, "Rosa", "No sabía que había página")
    reads(page, "Rosa", "Terminó la encuesta")


def _by_typing(page: Page) -> None:
    reads(page, "Marta", "quiere conocer su opinión")
    says(page, "Marta", "quiero opinar")
    reads(page, "Marta", "¿Acepta y empieza?")
    says(page, "Marta", "sí")
    reads(page, "Marta", "Pregunta 1 de 8")
    says(page, "Marta", "no")
    reads(page, "Marta", "Terminó la encuesta")


def _later(page: Page) -> None:
    """Begins, leaves, and comes back."""
    taps(page, "Julio", "Empezar")
    taps(page, "Julio", "Acepto y empiezo")
    reads(page, "Julio", "Pregunta 1 de 8")
    says(page, "Julio", "pausa")
    expect(phone(page, "Julio").locator(".message").last).not_to_contain_text("Pregunta 1 de 8", timeout=20_000)
    says(page, "Julio", "seguir")
    reads(page, "Julio", "Pregunta 1 de 8")
    says(page, "Julio", "no")
    reads(page, "Julio", "Terminó la encuesta")
