"""A simulated Telegram, a loaded database on each engine, and the bot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import Person
from municipio.db.engine import Database
from municipio.settings import Settings
from tests.telegram.evidencias import asked, due
from tests.telegram.fakes import BotBeside, settings_for


@pytest.fixture(scope="session")
def one_telegram() -> Iterator[SimulatorHandle]:
    with SimulatorHandle.in_thread(flood_scale=0) as handle:
        yield handle


@pytest.fixture(scope="session", autouse=True)
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Looking for the fonts of this machine takes seconds: once is enough."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MPLCONFIGDIR", str(tmp_path_factory.mktemp("letras")))
        yield


@pytest.fixture
def telegram(one_telegram: SimulatorHandle) -> SimulatorHandle:
    """The simulator on its first day, without flood limits."""
    one_telegram.reset()
    one_telegram.flood_scale(0)
    one_telegram.back_to_now()
    return one_telegram


@pytest.fixture
def settings(telegram: SimulatorHandle, tmp_path: Path) -> Settings:
    """One municipality, as most bots will serve."""
    return settings_for(telegram, "sqlite://", tmp_path, "landazuri")


@pytest.fixture
def bot(settings: Settings, office: Database) -> Iterator[BotBeside]:
    """The bot attending Landázuri."""
    with BotBeside(settings, office) as running:
        yield running


@pytest.fixture
def marta(telegram: SimulatorHandle, settings: Settings, office: Database, bot: BotBeside) -> Person:
    """A responsable who is asked for the evidence."""
    person = telegram.user("Marta")
    asked(telegram, person, due(office, settings, person))
    return person
