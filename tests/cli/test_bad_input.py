"""Wrong input on the command line: one clear line in Spanish, the right exit code, no traceback."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.app import main
from municipio.db import engine
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own var folder, and no setting of this machine."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "NLU_URL", "MUNICIPIOS", "DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(list(argv))
    return int(left.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("ask", "--municipio", "macondo", "hola"), "No conozco el municipio «macondo»"),
        (("ask", "hola"), "Falta --municipio"),
        (("ask", "--municipio", "alvarado"), "Falta la pregunta"),
        (("ask", "--municipio", "alvarado", "--batch", "nada.jsonl", "--out", "o.jsonl"), "No se puede leer"),
        (("ask", "--municipio", "alvarado", "--batch", "nada.jsonl"), "--out"),
        (("codigo", "--municipio", "macondo"), "No conozco el municipio «macondo»"),
        (("agenda", "--municipio", "macondo", "--from", "2027-01-01", "--to", "2027-02-01"), "«macondo»"),
        (("check", "no-existe"), "No existe no-existe"),
        (("bailar",), "No entiendo esa orden"),
        (("ask", "--municpio", "alvarado", "hola"), "No existe la opción"),
    ],
)
def test_one_clear_line_and_exit_code_2(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], says: str) -> None:
    code, err = run(capsys, *argv)
    assert code == 2
    assert says in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "says"), [("{no", "malo.jsonl:2"), ('{"id": "a"}', "malo.jsonl:2"), ("[1]", "malo.jsonl:2")]
)
def test_a_wrong_line_of_a_batch_is_named(
    capsys: pytest.CaptureFixture[str], own_folder: Path, line: str, says: str
) -> None:
    (own_folder / "malo.jsonl").write_text('{"id": "1", "text": "hola"}\n' + line + "\n")
    code, err = run(capsys, "ask", "--municipio", "alvarado", "--batch", "malo.jsonl", "--out", "fuera.jsonl")
    assert code == 2
    assert says in err
    assert not (own_folder / "fuera.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "noventa", "El ajuste PORT no sirve: debe ser un número entero"),
        ("PORT", "70000", "El ajuste PORT no sirve: debe ser 65535 o menos"),
        ("NLU_TIMEOUT", "0", "El ajuste NLU_TIMEOUT no sirve: debe ser mayor que 0"),
        ("NLU_TIMEOUT", "poco", "El ajuste NLU_TIMEOUT no sirve: debe ser un número"),
        ("TELEGRAM_API", "api.telegram.org", "El ajuste TELEGRAM_API no sirve: debe empezar por http:// o https://"),
        ("DATABASE_URL", "qué", "DATABASE_URL no se entiende"),
        ("DATABASE_URL", "postgresql://a@b:puerto/c", "DATABASE_URL no se entiende"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL debe empezar"),
        ("MUNICIPIOS", "macondo", "«macondo» de MUNICIPIOS no está cargado"),
        ("TELEGRAM_TOKEN_FILE", "/no/existe", "No se puede leer TELEGRAM_TOKEN_FILE"),
    ],
)
def test_a_wrong_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    code, err = run(capsys, "ask", "--municipio", "alvarado", "hola")
    assert code == 2
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_settings_that_are_not_text_are_named(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    (own_folder / ".env").write_bytes(b"MUNICIPIOS=canton-\xf1\n")
    assert run(capsys, "check") == (2, "No se puede leer .env: no es un texto en UTF-8\n")


def test_a_file_of_data_that_cannot_be_read_is_named(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", own_folder / "data"))
    (data / "catalogo" / "otra.yml").mkdir()
    code, err = run(capsys, "check", str(data))
    assert (code, err) == (2, f"No se puede leer {data / 'catalogo' / 'otra.yml'}: es una carpeta\n")


def test_broken_yaml_is_told_with_file_and_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], own_folder: Path
) -> None:
    data = Path(shutil.copytree(ROOT / "data", own_folder / "data"))
    (data / "catalogo" / "ica.yml").write_text("slug: [ica\n")
    for command in ("check", "load"):
        code, err = run(capsys, command, str(data))
        assert code == 2
        assert "ica.yml:2: YAML mal escrito" in err


def test_a_database_that_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    (own_folder / "var").write_text("not a folder")
    for command in ("load", "migrate", "codigo"):
        said = f"No se puede escribir en {own_folder}/var: hay un archivo donde debería haber una carpeta\n"
        assert run(capsys, command) == (1, said)


@pytest.mark.parametrize("command", ["load", "migrate", "codigo"])
def test_a_database_that_another_program_holds_is_said(
    capsys: pytest.CaptureFixture[str], own_folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    (own_folder / "var").mkdir()
    with closing(sqlite3.connect(own_folder / "var" / "ventanilla.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run(capsys, command) == (1, "La base de datos no responde: está ocupada por otro proceso\n")


def test_checking_one_file_speaks_of_that_file_only(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", own_folder / "data"))
    (data / "catalogo" / "ica.yml").write_text("slug: [ica\n")
    code, err = run(capsys, "check", str(data / "catalogo" / "predial.yml"))
    assert (code, err) == (0, "")
