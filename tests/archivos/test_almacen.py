"""Files that people send: what is kept, where, and what is taken away when nothing names it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from municipio.archivos import almacen
from municipio.archivos.almacen import GRACIA, LIMITE, Almacen
from municipio.errors import ArchivoNoGuardadoError, EntradaInvalidaError

NOW = datetime(2026, 12, 1, 13, tzinfo=UTC)
PHOTO = b"\xff\xd8\xff foto"


@pytest.fixture
def kept(tmp_path: Path) -> Almacen:
    return Almacen(tmp_path / "var")


def everything(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in (tmp_path / "var").rglob("*") if p.is_file() and p.name != ".candado")


def test_the_same_bytes_are_one_file_that_only_its_owner_reads(kept: Almacen, tmp_path: Path) -> None:
    digest = kept.guardar(PHOTO, NOW)
    assert digest == kept.guardar(PHOTO, NOW) == sha256(PHOTO).hexdigest()
    assert kept.leer(digest) == PHOTO
    assert everything(tmp_path) == [digest]
    path = kept.ruta(digest)
    assert path.relative_to(tmp_path / "var").parts == ("evidencias", digest[:2], digest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(p.stat().st_mode) for p in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_what_passes_the_limit_is_refused_in_one_line(kept: Almacen, tmp_path: Path) -> None:
    assert kept.guardar(b"\xff\xd8\xff".ljust(LIMITE, b"0"), NOW)
    with pytest.raises(EntradaInvalidaError, match=r"hasta 10 MB\.$"):
        kept.guardar(b"0" * (LIMITE + 1), NOW)
    assert len(everything(tmp_path)) == 1


@pytest.mark.parametrize("digest", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 65, "a/" * 32])
def test_only_a_digest_names_a_file(kept: Almacen, digest: str) -> None:
    with pytest.raises(EntradaInvalidaError):
        kept.leer(digest)


def test_a_file_that_is_not_there_is_told_without_its_place(kept: Almacen, tmp_path: Path) -> None:
    with pytest.raises(EntradaInvalidaError, match="no existe") as told:
        kept.leer("a" * 64)
    assert str(tmp_path) not in told.value.mensaje


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_halfway(
    kept: Almacen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = kept.guardar(b"\xff\xd8\xff antes", NOW)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(*((os, "fsync", full) if step == "fsync" else (Path, "replace", full)))
        with pytest.raises(ArchivoNoGuardadoError, match="no hay espacio en el disco") as told:
            kept.guardar(PHOTO, NOW)
    assert not told.value.permanente
    assert everything(tmp_path) == [first]
    assert kept.leer(kept.guardar(PHOTO, NOW)) == PHOTO


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("no soy una carpeta")
    with pytest.raises(ArchivoNoGuardadoError, match="carpeta"):
        Almacen(tmp_path / "var").guardar(PHOTO, NOW)


def test_many_at_once_are_all_kept(kept: Almacen, tmp_path: Path) -> None:
    same = [Thread(target=kept.guardar, args=(PHOTO, NOW)) for _ in range(8)]
    others = [Thread(target=kept.guardar, args=(PHOTO + bytes([n]), NOW)) for n in range(8)]
    for thread in (*same, *others):
        thread.start()
    for thread in (*same, *others):
        thread.join()
    assert len(everything(tmp_path)) == 9


def names(*digests: str) -> Callable[[], set[str]]:
    return lambda: set(digests)


def test_what_nothing_names_goes_after_a_day_and_the_rest_stays(kept: Almacen) -> None:
    used, orphan = kept.guardar(PHOTO, NOW), kept.guardar(b"%PDF-1.4", NOW)
    assert kept.limpiar(names(used), NOW + GRACIA) == 0
    later = NOW + GRACIA + timedelta(minutes=1)
    young = kept.guardar(b"%PDF-1.7", later)
    assert kept.limpiar(names(used), later) == 1
    assert kept.limpiar(names(used), later) == 0
    assert [kept.ruta(digest).exists() for digest in (used, orphan, young)] == [True, False, True]


def test_what_is_kept_again_while_it_is_cleaned_stays(kept: Almacen) -> None:
    used, orphan = kept.guardar(PHOTO, NOW), kept.guardar(b"%PDF-1.4", NOW)
    later = NOW + timedelta(days=3)

    def meanwhile() -> set[str]:
        kept.guardar(b"%PDF-1.4", later)
        return {used}

    assert kept.limpiar(meanwhile, later) == 0
    assert kept.leer(orphan) == b"%PDF-1.4"


def test_a_database_that_names_nothing_is_not_believed(kept: Almacen) -> None:
    digest = kept.guardar(PHOTO, NOW)
    assert kept.limpiar(names(), NOW + timedelta(days=400)) == 0
    assert kept.leer(digest) == PHOTO


def test_what_a_dead_process_left_halfway_goes_too(kept: Almacen) -> None:
    left = kept.ruta(kept.guardar(PHOTO, NOW)).with_name(f"{almacen._TEMPORAL}abc")
    left.write_bytes(b"\xff\xd8")
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))
    assert kept.limpiar(names(), NOW + timedelta(days=2)) == 1
    assert not left.exists()


def test_cleaning_before_anything_was_kept_makes_no_folder(kept: Almacen, tmp_path: Path) -> None:
    assert kept.limpiar(names(), NOW) == 0
    assert not (tmp_path / "var").exists()
