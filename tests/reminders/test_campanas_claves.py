"""The tick of the campaigns and their keys: none outlives its campaign, and none goes before its end is on the disk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from municipio.encuestas import campana as campanas
from municipio.encuestas.claves import ClaveDestruidaError
from municipio.encuestas.modelo import Campana
from reminders.campanas import Desk, move
from tests.encuestas.campanas_de_prueba import FRIDAY, Pueblo
from tests.reminders.de_campanas import STOPS, change


@pytest.mark.parametrize("end", ["cerrar", "cancelar"])
def test_a_key_goes_with_its_campaign_however_late_the_tick_comes(
    pueblo: Pueblo, desk: Desk, running: int, end: str
) -> None:
    change(pueblo, running, STOPS[end](pueblo))
    move(pueblo.database, desk, FRIDAY + timedelta(days=3))
    with pytest.raises(ClaveDestruidaError):
        pueblo.claves.token(running, 6_000_005)


def test_a_key_is_destroyed_only_when_the_end_is_on_the_disk(pueblo: Pueblo, desk: Desk, running: int) -> None:
    token = pueblo.claves.token(running, 6_000_005)
    with pueblo.database.write() as session:
        campanas.cerrar(session, pueblo.claves, session.get_one(Campana, running), FRIDAY)
        session.flush()
        with pueblo.database.read() as other:
            campanas.olvidar_claves(other, pueblo.claves)
        assert pueblo.claves.token(running, 6_000_005) == token


def test_the_keys_of_open_campaigns_and_those_of_other_databases_stay(pueblo: Pueblo, desk: Desk, running: int) -> None:
    draft, of_another = pueblo.draft(), 71
    for number in (draft, of_another):
        pueblo.claves.crear(number)
    change(pueblo, running, campanas.pausar)
    move(pueblo.database, desk, FRIDAY)
    assert pueblo.claves.guardadas() == {running, draft, of_another}
