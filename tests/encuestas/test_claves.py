"""Keys of campaigns: one each, kept from others, and gone for good when they are destroyed."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from municipio.encuestas.claves import ClaveDestruidaError, Claves
from municipio.errors import VentanillaError

CAMPAIGN, OTHER, CHAT, NEIGHBOUR = 1, 2, 5_000_001, 5_000_002


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "claves"


@pytest.fixture
def claves(folder: Path) -> Claves:
    made = Claves(folder)
    made.crear(CAMPAIGN)
    made.crear(OTHER)
    return made


def test_a_token_is_of_one_chat_and_one_campaign(claves: Claves, folder: Path) -> None:
    token = claves.token(CAMPAIGN, CHAT)
    assert len(token) == 64
    assert token == Claves(folder).token(CAMPAIGN, CHAT)
    assert len({token, claves.token(CAMPAIGN, NEIGHBOUR), claves.token(OTHER, CHAT)}) == 3


def test_making_it_again_keeps_it(claves: Claves) -> None:
    before = claves.token(CAMPAIGN, CHAT)
    claves.crear(CAMPAIGN)
    assert claves.token(CAMPAIGN, CHAT) == before


def test_made_at_once_by_several_it_is_one(folder: Path) -> None:
    def make(_: int) -> str:
        claves = Claves(folder)
        claves.crear(CAMPAIGN)
        return claves.token(CAMPAIGN, CHAT)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(make, range(32)))) == 1
    assert [path.name for path in folder.iterdir()] == ["1"], "no drafts are left"


def test_only_its_owner_reads_it(claves: Claves, folder: Path) -> None:
    assert stat.S_IMODE((folder / "1").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_destroyed_it_is_gone_and_the_others_stay(claves: Claves) -> None:
    other = claves.token(OTHER, CHAT)
    claves.destruir(CAMPAIGN)
    claves.destruir(CAMPAIGN)
    with pytest.raises(ClaveDestruidaError):
        claves.token(CAMPAIGN, CHAT)
    assert claves.token(OTHER, CHAT) == other


def test_what_a_crash_left_of_making_it_goes_with_it(claves: Claves, folder: Path) -> None:
    os.link(folder / "1", folder / ".1.0123456789abcdef")
    os.link(folder / "2", folder / ".12.0123456789abcdef")
    (folder / "LEEME").write_text("")
    assert claves.guardadas() == {CAMPAIGN, OTHER, 12}
    claves.destruir(CAMPAIGN)
    assert sorted(path.name for path in folder.iterdir()) == [".12.0123456789abcdef", "2", "LEEME"]


def test_without_the_folder_there_is_none(folder: Path) -> None:
    assert Claves(folder / "nada").guardadas() == set()


def test_a_folder_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "claves").write_text("")
    with pytest.raises(VentanillaError, match=r"^No se puede guardar la clave"):
        Claves(tmp_path / "claves").crear(CAMPAIGN)
    Claves(tmp_path / "nada").destruir(CAMPAIGN)
