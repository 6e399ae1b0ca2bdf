"""The data folder: what stands in the repository is right, and each kind of mistake is told with file and line."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from municipio.datos.cargar import cargar, poner_al_dia
from municipio.datos.carpeta import leer_carpeta
from municipio.datos.revisar import revisar
from municipio.db.engine import Database
from municipio.errors import DatosInvalidosError
from municipio.tramites import version
from municipio.tramites.modelo import NACIONAL, FichaCargada, MunicipioCargado
from tests.conftest import ROOT

AHORA = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    """A copy of the data folder, to be spoilt."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def test_the_data_of_the_repository_is_right() -> None:
    assert revisar(leer_carpeta(ROOT / "data")) == []


def test_every_slug_has_a_ficha_and_every_municipality_is_there() -> None:
    leida = leer_carpeta(ROOT / "data")
    assert set(leida.fichas) == leida.etiquetas.slugs
    assert set(leida.municipios) == {"landazuri", "canton-san-pablo", "puerto-santander", "alvarado", "aguazul"}


def spoil(carpeta: Path, archivo: str, before: str, after: str) -> int:
    """Change a line of a file; returns its number."""
    path = carpeta / archivo
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if before in line)
    lines[number] = lines[number].replace(before, after)
    path.write_text("".join(lines), encoding="utf-8")
    return number + 1


@pytest.mark.parametrize(
    ("archivo", "before", "after", "says"),
    [
        ("catalogo/predial.yml", "slug: predial", "slug: pedrial", "no es el nombre del archivo"),
        ("catalogo/predial.yml", "despacho: hacienda", "despacho: tesoro", "no existe en etiquetas.yml"),
        ("catalogo/predial.yml", "tipo: tramite", "tipo: cosa", "valor no permitido"),
        ("catalogo/predial.yml", "tipo: tramite", "tipo: tramite\ntipo: opa", "está repetida"),
        ("catalogo/predial.yml", "tipo: tramite", "tipo: [tramite", "YAML mal escrito"),
        ("catalogo/predial.yml", "tipo: tramite", "tipo: tramite\nprecio: 3000", "este campo no existe"),
        ("catalogo/predial.yml", "- impuesto predial", "- paz y salvo", "ya es de"),
        ("catalogo/predial.yml", "nombre: ", "nombre: El cobro del impuesto ", "ponga «nombre_corto», de 34 o menos"),
        ("catalogo/ica.yml", "nombre_corto: ", "nombre_corto: El cobro de ", "texto demasiado largo (máximo 34)"),
        ("catalogo/ica.yml", "nombre_corto: ", "nombre_corto: P #", "texto demasiado corto"),
        (
            "catalogo/ica.yml",
            "nombre_corto: ",
            "nombre_corto: Cerrar el registro de ICA #",
            "ya es de «cancelacion-ica»",
        ),
        ("municipios/alvarado/municipio.yml", "slug: alvarado", "slug: alvarada", "no es el de la carpeta"),
        ("municipios/alvarado/municipio.yml", "color:", "colores:", "este campo no existe"),
        ("municipios/alvarado/municipio.yml", "color:", 'envios: {desde: "8 am"}\ncolor:', "no es una hora"),
        ("municipios/alvarado/municipio.yml", "color:", "envios: {hasta: 17:30}\ncolor:", "entre comillas"),
        ("municipios/alvarado/municipio.yml", "color:", 'envios: {desde: "05:00"}\ncolor:', "antes de las 06:00"),
        ("municipios/alvarado/municipio.yml", "color:", 'envios: {hasta: "21:30"}\ncolor:', "ni después de las 21:00"),
        ("municipios/alvarado/municipio.yml", "color:", 'envios: {desde: "19:00"}\ncolor:', "no pueden terminar"),
        ("municipios/alvarado/municipio.yml", "color:", "envios: {dias: [domingo]}\ncolor:", "valor no permitido"),
        ("municipios/alvarado/municipio.yml", "color:", "envios: {dias: []}\ncolor:", "hacen falta 1 o más"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    carpeta: Path, archivo: str, before: str, after: str, says: str
) -> None:
    line = spoil(carpeta, archivo, before, after)
    told = [h for h in revisar(leer_carpeta(carpeta)) if says in h.mensaje]
    assert told, "the mistake is found"
    assert all(abs(h.linea - line) <= 1 for h in told if h.archivo.name == Path(archivo).name) or "ya es de" in says


def test_the_files_of_examples_belong_to_their_fichas(carpeta: Path) -> None:
    shutil.rmtree(carpeta / "ejemplos", ignore_errors=True)
    (carpeta / "ejemplos").mkdir()
    before = leer_carpeta(carpeta).fichas["predial"].ficha.ejemplos
    more = carpeta / "ejemplos" / "predial.yml"
    more.write_text("costo:\n  - a como sale este año lo del lote del abuelo\n", encoding="utf-8")
    leida = leer_carpeta(carpeta)
    assert revisar(leida) == []
    assert leida.fichas["predial"].ficha.ejemplos["costo"] == [
        *before.get("costo", []),
        "a como sale este año lo del lote del abuelo",
    ]


@pytest.mark.parametrize(
    ("archivo", "content", "says"),
    [
        ("predial.yml", "precio:\n  - cuánto será eso\n", "precio"),
        ("predial.yml", "costo: mucho\n", "aquí va una lista"),
        ("predial.yml", "costo: [a\n", "YAML mal escrito"),
        ("nadie.yml", "costo:\n  - cuánto será eso\n", "no hay ficha «nadie»"),
        (
            "predial.yml",
            "costo:\n  - cuánto será eso\n  - Cuanto será ESO\n",
            "ejemplo repetido, ya está en ejemplos/predial.yml:2",
        ),
    ],
)
def test_mistakes_in_the_files_of_examples(carpeta: Path, archivo: str, content: str, says: str) -> None:
    shutil.rmtree(carpeta / "ejemplos", ignore_errors=True)
    (carpeta / "ejemplos").mkdir()
    (carpeta / "ejemplos" / archivo).write_text(content, encoding="utf-8")
    told = revisar(leer_carpeta(carpeta))
    assert [h.mensaje for h in told if h.archivo.name == archivo and says in h.mensaje]


def test_a_folder_that_was_loaded_is_not_read_again(database: Database, carpeta: Path) -> None:
    poner_al_dia(database, carpeta, AHORA)
    with database.write() as session:
        session.execute(delete(FichaCargada).where(FichaCargada.slug == "predial"))
    poner_al_dia(database, carpeta, AHORA)
    with database.read() as session:
        assert session.get(FichaCargada, (NACIONAL, "predial")) is None
    spoil(carpeta, "catalogo/ica.yml", "nombre: ", "nombre: Otro ")
    poner_al_dia(database, carpeta, AHORA)
    with database.read() as session:
        assert session.get(FichaCargada, (NACIONAL, "predial")) is not None


def test_all_mistakes_come_at_once(carpeta: Path) -> None:
    spoil(carpeta, "catalogo/predial.yml", "tipo: tramite", "tipo: cosa")
    spoil(carpeta, "catalogo/ica.yml", "despacho: hacienda", "despacho: tesoro")
    spoil(carpeta, "municipios/aguazul/municipio.yml", 'divipola: "', 'divipola: "x')
    archivos = {h.archivo.name for h in revisar(leer_carpeta(carpeta))}
    assert {"predial.yml", "ica.yml", "municipio.yml"} <= archivos


def test_loading_twice_changes_nothing_and_a_bad_file_neither(database: Database, carpeta: Path) -> None:
    with database.write() as session:
        first = cargar(session, leer_carpeta(carpeta), AHORA)
    with database.write() as session:
        again = cargar(session, leer_carpeta(carpeta), AHORA)
    assert first.cambios == first.municipios + first.fichas + first.planes + first.encuestas
    assert again.cambios == 0
    spoil(carpeta, "catalogo/predial.yml", "nombre: Impuesto predial unificado", "nombre: Otro nombre")
    spoil(carpeta, "catalogo/ica.yml", "despacho: hacienda", "despacho: tesoro")
    with pytest.raises(DatosInvalidosError), database.write() as session:
        cargar(session, leer_carpeta(carpeta), AHORA)
    with database.read() as session:
        assert version.actual(session) == 1
        nombre = session.scalar(select(FichaCargada.cuerpo).where(FichaCargada.slug == "predial"))
        assert nombre is not None
        assert nombre["nombre"] == "Impuesto predial unificado"


def test_what_leaves_the_folder_leaves_the_tables(database: Database, carpeta: Path) -> None:
    with database.write() as session:
        cargar(session, leer_carpeta(carpeta), AHORA)
    shutil.rmtree(carpeta / "municipios" / "landazuri")
    with database.write() as session:
        assert cargar(session, leer_carpeta(carpeta), AHORA).cambios >= 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(MunicipioCargado)) == 4
