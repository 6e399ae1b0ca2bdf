"""The index on disk: what is read back answers as what was fitted; a damaged file is only slower."""

from pathlib import Path

import numpy as np
import pytest

from municipio.tramites.busqueda import guardado
from municipio.tramites.busqueda.fondo import FRASES
from municipio.tramites.busqueda.guardado import indice_de
from municipio.tramites.busqueda.indice import Indice

DOCUMENTOS = [*FRASES, ("predial", "pagar el impuesto predial"), ("sisben", "meter a mi hijo al sisben")]


def scores(indice: Indice, text: str = "como pago el predyal de mi finca") -> list[float]:
    found = indice.puntuar(indice.mirar(text))
    return [float(x) for x in np.concatenate([found.lineal, found.vecino, found.bayes])]


def no_fit(*_: object) -> Indice:
    raise AssertionError("it was fitted again")


def test_what_is_read_back_answers_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = indice_de(DOCUMENTOS, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Indice, "__init__", no_fit)
        read = indice_de(DOCUMENTOS, tmp_path)
    assert scores(read) == scores(fitted) == scores(Indice(DOCUMENTOS))
    assert vars(read).keys() == vars(fitted).keys()


def test_other_sentences_are_another_index(tmp_path: Path) -> None:
    indice_de(DOCUMENTOS, tmp_path)
    assert "polvora" in indice_de([*DOCUMENTOS, ("polvora", "permiso para vender polvora")], tmp_path).slugs


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    fitted = indice_de(DOCUMENTOS, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    whole = file.read_bytes()
    for damaged in (b"", b"PK", whole[: len(whole) // 2], whole.replace(b"predial", b"pXedial")):
        file.write_bytes(damaged)
        assert scores(indice_de(DOCUMENTOS, tmp_path)) == scores(fitted)
        assert file.read_bytes() != damaged


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert scores(indice_de(DOCUMENTOS, tmp_path / "file")) == scores(Indice(DOCUMENTOS))


def test_only_the_last_files_stay(tmp_path: Path) -> None:
    for number in range(guardado.KEPT + 2):
        indice_de([*DOCUMENTOS, ("predial", f"frase {number}")], tmp_path)
    assert len(list(tmp_path.iterdir())) == guardado.KEPT
