"""A survey on the phones of a real Chromium: the coordinator launches it, citizens answer, results appear as a chart.

Everything that `ventanilla up` starts is at work. Three answer on their phones: one tapping, one typing, one who leaves
and comes back days later. Their neighbours do it beside the page, because what fewer than five said is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from bot.simulator.handle import Person, SimulatorHandle
from municipio.db.engine import Database
from municipio.encuestas.modelo import EstadoHoja, Hoja, Participante
from tests.e2e.conftest import PATIENCE_MS, START_S, Machine, phone, phones, says, start

pytestmark = pytest.mark.browser

NOBODY = "http://127.0.0.1:9"
MORNING = "2026-11-20T10:00"
"""A working Friday."""
DAYS = 3 * 24 * 3600
PEOPLE = ("Rosa", "Marta", "Julio")
NEIGHBOURS = {"sí": 4, "no": 5}
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
ANSWERS = (
    ("quiere conocer su opinión", "quiero opinar"),
    ("¿Acepta y empieza?", "sí"),
    ("Pregunta 1 de 8", "sí"),
    ("Pregunta 2 de 8", "cada mes"),
    ("Pregunta 3 de 8", "1 y 3"),
    ("Pregunta 4 de 8", "en parte"),
    ("¿Qué tan actualizada", "4"),
    ("¿Qué tan clara", "muy clara"),
    ("¿Qué tan completa", "regular"),
    ("¿Qué tanto confía", "bastante"),
    ("Pregunta 6 de 8", "facil"),
    ("Pregunta 7 de 8", "satisfecho"),
    ("Pregunta 8 de 8", "Que salgan los horarios de la plaza"),
)
"""What Marta and Julio read and write."""
READS_MS = 600
"""Each of them takes it: whoever is much faster than a person is held back."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Landázuri without the trained understanding: nothing here needs it."""
    running = start(tmp_path_factory.mktemp("pueblo") / "var", NLU_URL=NOBODY, MUNICIPIOS="landazuri")
    try:
        running.waits_for("Ventanilla está lista", START_S)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture
def telegram(town: Machine) -> Iterator[SimulatorHandle]:
    with SimulatorHandle.attach(town.address) as handle:
        handle.travel_to(MORNING)
        yield handle


@pytest.fixture
def page(browser: Browser, town: Machine) -> Iterator[Page]:
    with phones(browser, town) as opened:
        yield opened


def taps(page: Page, name: str, button: str) -> None:
    phone(page, name).get_by_role("button", name=button).last.click()


def writes(page: Page, name: str, text: str) -> None:
    says(phone(page, name), name, text)


def reads(page: Page, name: str, text: str) -> None:
    expect(phone(page, name).locator(".message").last).to_contain_text(text, timeout=PATIENCE_MS)


def test_from_the_launch_to_the_results(page: Page, town: Machine, telegram: SimulatorHandle) -> None:
    neighbours = _agree_to_be_invited(page, telegram)
    _launches(page)
    _taps_on(page, TAPS[:4])
    _writes_on(page, "Julio", ANSWERS[:3])
    _writes_on(page, "Marta", ANSWERS)
    reads(page, "Marta", "Terminó la encuesta")
    _beside_the_page(neighbours)
    _taps_on(page, TAPS[4:])
    reads(page, "Rosa", "Terminó la encuesta")
    telegram.travel(DAYS)
    _progress(page)
    _comes_back(page)
    _kept(town, complete=len(PEOPLE) + NEIGHBOURS["no"], invited=len(PEOPLE) + len(neighbours))
    _closes(page)
    _sees_the_charts(page)


def _agree_to_be_invited(page: Page, telegram: SimulatorHandle) -> list[Person]:
    """Each says so to the bot. The neighbours, who are not on the page."""
    taps(page, "Carmen", "INICIAR")
    reads(page, "Carmen", "coordinación")
    for name in PEOPLE:
        taps(page, name, "INICIAR")
        reads(page, name, "Landázuri")
        writes(page, name, "/encuestas")
        taps(page, name, "Invítenme a encuestas")
        reads(page, name, "dígame dónde vive")
        taps(page, name, "Vivo en el campo")
    neighbours = [telegram.new_user(f"Vecina {n}", started=True) for n in range(sum(NEIGHBOURS.values()))]
    for person in neighbours:
        person.asks("/encuestas")
        person.taps("Invítenme a encuestas")
    return neighbours


def _launches(page: Page) -> None:
    writes(page, "Carmen", "/encuesta nueva")
    reads(page, "Carmen", "Encuesta nueva")
    taps(page, "Carmen", "1. Su opinión sobre la página")
    reads(page, "Carmen", "Así están escritas las preguntas")
    taps(page, "Carmen", "Ver el resumen")
    reads(page, "Carmen", "Invitaciones: 12.")
    taps(page, "Carmen", "Lanzar la encuesta")
    expect(phone(page, "Carmen")).to_contain_text("La encuesta está en marcha", timeout=PATIENCE_MS)


def _progress(page: Page) -> None:
    """The message that tells how it goes changed by itself."""
    reads(page, "Carmen", "Invitaciones enviadas: 12 de 12.")
    reads(page, "Carmen", "Respondieron o están respondiendo: 12.")


def _taps_on(page: Page, turn: Sequence[tuple[str, str]]) -> None:
    """Some of Rosa's taps, each when the message says what is awaited."""
    for told, button in turn:
        reads(page, "Rosa", told)
        page.wait_for_timeout(READS_MS)
        taps(page, "Rosa", button)


def _writes_on(page: Page, name: str, turn: Sequence[tuple[str, str]]) -> None:
    """Some of what is answered in writing, each when the message says what is awaited."""
    for told, answer in turn:
        reads(page, name, told)
        page.wait_for_timeout(READS_MS)
        writes(page, name, answer)


def _comes_back(page: Page) -> None:
    """Days later it goes on where he was; what he had answered is there, and he may change it."""
    reads(page, "Julio", "Pregunta 2 de 8")
    writes(page, "Julio", "seguir")
    reads(page, "Julio", "Pregunta 2 de 8")
    writes(page, "Julio", "atrás")
    reads(page, "Julio", "Usted había respondido: Sí")
    _writes_on(page, "Julio", ANSWERS[2:])
    reads(page, "Julio", "Terminó la encuesta")


def _beside_the_page(neighbours: list[Person]) -> None:
    """Some begin and leave; some come to the end, for «no» is all that there is to say."""
    said = [word for word, many in NEIGHBOURS.items() for _ in range(many)]
    for person, word in zip(neighbours, said, strict=True):
        person.wait_for()
        assert "¿Acepta y empieza?" in person.asks("sí").text
        assert "Pregunta 1 de 8" in person.asks("sí").text
        assert ("Pregunta 2 de 8" if word == "sí" else "Terminó la encuesta") in person.asks(word).text


def _kept(town: Machine, *, complete: int, invited: int) -> None:
    database = Database(f"sqlite:///{town.var / 'ventanilla.db'}")
    whole = select(func.count()).select_from(Hoja).where(Hoja.estado == EstadoHoja.COMPLETA)
    with database.read() as session:
        assert session.scalar(whole) == complete
        assert session.scalar(select(func.count()).select_from(Participante)) == invited
    database.close()


def _closes(page: Page) -> None:
    writes(page, "Carmen", "/encuesta")
    reads(page, "Carmen", "1. Su opinión")
    writes(page, "Carmen", "1")
    reads(page, "Carmen", "Respondieron o están respondiendo: 12.")
    taps(page, "Carmen", "Cerrar")
    reads(page, "Carmen", "¿La cierro ya?")
    taps(page, "Carmen", "Sí")
    reads(page, "Carmen", "La encuesta cerró")


def _sees_the_charts(page: Page) -> None:
    carmen = phone(page, "Carmen")
    writes(page, "Carmen", "/resultados")
    reads(page, "Carmen", "Resultados de las encuestas")
    taps(page, "Carmen", "1. Su opinión")
    _picture(carmen, "Cuántas personas participaron")
    taps(page, "Carmen", "Pregunta por pregunta")
    expect(carmen).to_contain_text("Su opinión sobre la página web de la alcaldía, pregunta por pregunta")
    taps(page, "Carmen", "1. ¿Ha visitado la página")
    told = carmen.locator(".message", has_text="Sí: 7 personas, 58 %")
    expect(told).to_contain_text("No: 5 personas, 42 %")
    _picture(carmen, "¿Ha visitado la página web de la alcaldía en los últimos seis meses?")


def _picture(of: Locator, caption: str) -> None:
    """The newest message is that picture, the browser could draw it, and the phone shows it."""
    newest = of.locator(".message").last
    expect(newest.locator("img")).to_be_visible(timeout=PATIENCE_MS)
    expect(newest).to_be_in_viewport(ratio=0.9)
    expect(newest).to_contain_text(caption)
    drawn = newest.locator("img").evaluate("async image => (await image.decode(), image.naturalWidth)")
    assert drawn > 600
