"""A survey on the phones of a real Chromium: the coordinator launches it, citizens answer, results appear as a chart.

Three answer on their phones. Their neighbours do it beside the page, because what fewer than five said is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from bot.simulator.handle import Person, SimulatorHandle
from municipio.clock import BOGOTA
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.encuestas.claves import CARPETA, Claves
from municipio.encuestas.modelo import EstadoHoja, Hoja, Participante
from municipio.personas.modelo import Cargo, Chat, Rol
from municipio.settings import Settings
from reminders.campanas import Desk, move
from tests.browser import launched
from tests.e2e.conftest import PATIENCE_MS
from tests.telegram.fakes import BotBeside, load_data, settings_for

pytestmark = pytest.mark.browser

TOWN = "landazuri"
MORNING = datetime(2026, 11, 20, 10, tzinfo=BOGOTA)
"""A working Friday."""
PEOPLE = ("Rosa", "Marta", "Julio")
NEIGHBOURS = {"sí": 5, "no": 3}
"""How many of them say so to the first question."""
TAPS = (
    ("quiere conocer su opinión", "Empezar"),
    ("Qué guardo", "Acepto y empiezo"),
    ("Pregunta 1 de 8", "Sí"),
    ("Pregunta 2 de 8", "Cada mes"),
    ("Pregunta 3 de 8", "Noticias"),
    ("Lleva: Noticias", "Listo"),
    ("Pregunta 4 de 8", "En parte"),
    ("¿Qué tan actualizada", "Muy actualizada"),
    ("¿Qué tan clara", "Muy clara"),
    ("¿Qué tan completa", "Muy completa"),
    ("¿Qué tanto confía", "Mucho"),
    ("Pregunta 6 de 8", "Muy fácil"),
    ("Pregunta 7 de 8", "Muy satisfecho"),
    ("Pregunta 8 de 8", "Saltar"),
)
"""What Rosa reads and taps, from the invitation to the last question."""
READS_MS = 600
"""She takes it for each: whoever is much faster than a person is held back."""


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
def neighbours(telegram: SimulatorHandle) -> list[Person]:
    return [telegram.new_user(f"Vecina {n}", started=True) for n in range(sum(NEIGHBOURS.values()))]


@pytest.fixture
def office(settings: Settings, telegram: SimulatorHandle, neighbours: list[Person]) -> Iterator[Database]:
    """The town, its coordinator, and the people who agreed to be invited; the bot attends."""
    database = Database(settings.database)
    upgrade(database)
    load_data(database, settings)
    carmen, now = telegram.user("Carmen").id, settings.clock.now()
    with database.write() as session:
        session.add(Cargo(chat_id=carmen, municipio=TOWN, rol=Rol.COORDINADOR.value, desde=now))
        session.add(Chat(chat_id=carmen, municipio=TOWN, informado_en=now))
        for chat in (*(telegram.user(name).id for name in PEOPLE), *(person.id for person in neighbours)):
            session.add(Chat(chat_id=chat, municipio=TOWN, informado_en=now, encuestas_desde=now))
    with BotBeside(settings, database):
        for name in (*PEOPLE, "Carmen"):
            telegram.user(name).starts()
        yield database
    database.close()


@pytest.fixture
def page(browser: Browser, telegram: SimulatorHandle, office: Database) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, locale="es-CO")
    opened.set_default_timeout(PATIENCE_MS)
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
    expect(phone(page, name).locator(".message").last).to_contain_text(text, timeout=PATIENCE_MS)


def test_from_the_launch_to_the_results(
    page: Page, office: Database, settings: Settings, telegram: SimulatorHandle, neighbours: list[Person]
) -> None:
    desk = Desk(Claves(settings.var_dir / CARPETA), settings.data_dir)
    _launched(page)
    move(office, desk, settings.clock.now())
    _taps_on(page, TAPS[:4])
    _leaves(page)
    _types(page)
    _beside_the_page(neighbours)
    _taps_on(page, TAPS[4:])
    reads(page, "Rosa", "Terminó la encuesta")
    telegram.travel(3 * 24 * 3600)
    move(office, desk, settings.clock.now())
    _progress(page)
    _comes_back(page)
    with office.read() as session:
        complete = select(func.count()).select_from(Hoja).where(Hoja.estado == EstadoHoja.COMPLETA)
        assert session.scalar(complete) == len(PEOPLE) + NEIGHBOURS["no"]
        assert session.scalar(select(func.count()).select_from(Participante)) == len(PEOPLE) + len(neighbours)
    _closes(page)
    _sees_the_charts(page)


def _launched(page: Page) -> None:
    says(page, "Carmen", "/encuesta nueva")
    reads(page, "Carmen", "Encuesta nueva")
    taps(page, "Carmen", "1. Su opinión sobre la página")
    reads(page, "Carmen", "Así están escritas las preguntas")
    taps(page, "Carmen", "Ver el resumen")
    reads(page, "Carmen", "Invitaciones: 11.")
    taps(page, "Carmen", "Lanzar la encuesta")
    expect(phone(page, "Carmen")).to_contain_text("La encuesta está en marcha", timeout=PATIENCE_MS)
    reads(page, "Carmen", "Invitaciones enviadas: 0 de 11.")


def _progress(page: Page) -> None:
    """The message that tells how it goes changed by itself."""
    reads(page, "Carmen", "Invitaciones enviadas: 11 de 11.")
    reads(page, "Carmen", "Respondieron o están respondiendo: 11.")


def _taps_on(page: Page, turn: Sequence[tuple[str, str]]) -> None:
    """Some of her taps, each when the message says what is awaited."""
    for told, button in turn:
        reads(page, "Rosa", told)
        page.wait_for_timeout(READS_MS)
        taps(page, "Rosa", button)


def _types(page: Page) -> None:
    reads(page, "Marta", "quiere conocer su opinión")
    says(page, "Marta", "quiero opinar")
    reads(page, "Marta", "¿Acepta y empieza?")
    says(page, "Marta", "sí")
    reads(page, "Marta", "Pregunta 1 de 8")
    says(page, "Marta", "no")
    reads(page, "Marta", "Terminó la encuesta")


def _leaves(page: Page) -> None:
    reads(page, "Julio", "quiere conocer su opinión")
    taps(page, "Julio", "Empezar")
    taps(page, "Julio", "Acepto y empiezo")
    reads(page, "Julio", "Pregunta 1 de 8")
    says(page, "Julio", "sí")
    reads(page, "Julio", "Pregunta 2 de 8")


def _comes_back(page: Page) -> None:
    """Days later it goes on where he was; what he had answered is there, and he changes it."""
    says(page, "Julio", "seguir")
    reads(page, "Julio", "Pregunta 2 de 8")
    says(page, "Julio", "atrás")
    reads(page, "Julio", "Usted había respondido: Sí")
    says(page, "Julio", "no")
    reads(page, "Julio", "Terminó la encuesta")


def _beside_the_page(neighbours: list[Person]) -> None:
    """Some begin and leave; some come to the end, for «no» is all that there is to say."""
    said = [word for word, many in NEIGHBOURS.items() for _ in range(many)]
    for person, word in zip(neighbours, said, strict=True):
        person.wait_for()
        assert "¿Acepta y empieza?" in person.asks("sí").text
        assert "Pregunta 1 de 8" in person.asks("sí").text
        assert ("Pregunta 2 de 8" if word == "sí" else "Terminó la encuesta") in person.asks(word).text


def _closes(page: Page) -> None:
    says(page, "Carmen", "/encuesta")
    reads(page, "Carmen", "1. Su opinión")
    says(page, "Carmen", "1")
    reads(page, "Carmen", "Respondieron o están respondiendo: 11.")
    taps(page, "Carmen", "Cerrar")
    reads(page, "Carmen", "¿La cierro ya?")
    taps(page, "Carmen", "Sí")
    reads(page, "Carmen", "La encuesta cerró")


def _sees_the_charts(page: Page) -> None:
    carmen = phone(page, "Carmen")
    says(page, "Carmen", "/resultados")
    reads(page, "Carmen", "Resultados de las encuestas")
    taps(page, "Carmen", "1. Su opinión")
    _picture(carmen, "Cuántas personas participaron")
    taps(page, "Carmen", "Pregunta por pregunta")
    expect(carmen).to_contain_text("Su opinión sobre la página web de la alcaldía, pregunta por pregunta")
    taps(page, "Carmen", "1. ¿Ha visitado la página")
    told = carmen.locator(".message", has_text="Sí: 6 personas, 55 %")
    expect(told).to_contain_text("No: 5 personas, 45 %")
    _picture(carmen, "¿Ha visitado la página web de la alcaldía en los últimos seis meses?")


def _picture(of: Locator, caption: str) -> None:
    """The newest message is that picture, the browser could draw it, and the phone shows it."""
    newest = of.locator(".message").last
    expect(newest.locator("img")).to_be_visible(timeout=PATIENCE_MS)
    expect(newest).to_be_in_viewport(ratio=0.9)
    expect(newest).to_contain_text(caption)
    drawn = newest.locator("img").evaluate("async image => (await image.decode(), image.naturalWidth)")
    assert drawn > 600
