"""YAML as people really break it: a finding with its line in Spanish, and never an exception."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from municipio.datos.yaml_source import Documento, Hallazgo, leer, validar


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("slug: [ica\n", 2, "YAML mal escrito"),
        ("a: 1\n\tb: 2\n", 2, "YAML mal escrito"),
        ("a: 1\nb: *nadie\n", 2, "YAML mal escrito"),
        ("a: 1\n---\nb: 2\n", 2, "YAML mal escrito"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "YAML mal escrito"),
        ("a: 1\nb:\n  ? [x]\n  : 2\n", 3, "YAML mal escrito"),
        ("a: 1\nb: 2\na: 3\n", 3, "la clave «a» está repetida"),
        ("a: uno\nb: dos\x07\n", 2, "hay un carácter que no se puede usar"),
        ("a: &a\n  b: *a\n", 1, "se contiene a sí misma"),
        ("a: uno\nb:\n- 2026-02-28\n- 2026-02-31\n", 4, "hay un valor que no existe"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: str, line: int, says: str) -> None:
    (tmp_path / "x.yml").write_text(content)
    found = leer(tmp_path / "x.yml")
    assert isinstance(found, Hallazgo)
    assert (found.linea, says in found.mensaje) == (line, True), str(found)
    assert "\n" not in str(found)


def test_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("nombre: Cantón".encode("latin-1"))
    assert str(leer(tmp_path / "x.yml")).endswith("x.yml:1: el archivo no está en UTF-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab:- \n\t[]{}&*!|>'\"#%@`,?0123456789\x07ñ"), max_size=40))
def test_anything_is_read_or_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.yml").write_text(content)
    assert isinstance(leer(tmp_path / "x.yml"), Documento | Hallazgo)


class Modelo(BaseModel):
    model_config = ConfigDict(extra="forbid")

    entero: int = Field(default=1, ge=0, le=9)
    numero: float = 1.0
    cierto: bool = True
    dia: date = date(2026, 1, 1)
    hora: time = time(8)
    lista: list[str] = Field(default=["a"], min_length=1, max_length=2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("entero: dos", "aquí va un número entero"),
        ("entero: 1.5", "aquí va un número entero"),
        ("entero: [1]", "aquí va un número entero"),
        ("entero: -1", "debe ser 0 o más"),
        ("entero: 10", "debe ser 9 o menos"),
        ("numero: x", "aquí va un número"),
        ("cierto: tal vez", "aquí va true o false"),
        ("dia: ayer", "aquí va una fecha (AAAA-MM-DD)"),
        ("dia: 2026-01-01 10:00:00", "aquí va una fecha sin hora (AAAA-MM-DD)"),
        ("dia: []", "aquí va una fecha (AAAA-MM-DD)"),
        ("hora: temprano", 'aquí va una hora entre comillas ("08:00")'),
        ("lista: []", "hacen falta 1 o más"),
        ("lista: [a, b, c]", "son demasiados (máximo 2)"),
        ("lista: a", "aquí va una lista"),
        ("otro: a", "este campo no existe"),
        ("- a", "aquí van pares «clave: valor»"),
    ],
)
def test_a_value_of_another_kind_is_told_in_spanish(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "x.yml").write_text(content)
    read = leer(tmp_path / "x.yml")
    assert isinstance(read, Documento)
    found = validar(read, Modelo)
    assert isinstance(found, list)
    assert [says in one.mensaje for one in found] == [True], [str(one) for one in found]
