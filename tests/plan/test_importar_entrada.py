"""Wrong tables: told in Spanish, exit code 2, and nothing written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from municipio.plan.importar import limites
from tests.conftest import ROOT
from tests.plan import tablas
from tests.plan.orden import Salida, maquina, orden


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A machine where Alvarado has a plan and Aguazul has none; `plan.csv` is a table where everything is in order."""
    carpeta = tmp_path_factory.mktemp("importar")
    datos = carpeta / "data"
    for parte in ("etiquetas.yml", "emergencias.yml"):
        datos.mkdir(exist_ok=True)
        shutil.copy(ROOT / "data" / parte, datos / parte)
    for slug in ("alvarado", "aguazul"):
        (datos / "municipios" / slug).mkdir(parents=True)
        shutil.copy(ROOT / "data" / "municipios" / slug / "municipio.yml", datos / "municipios" / slug)
    shutil.copy(ROOT / "data" / "municipios" / "alvarado" / "plan.yml", datos / "municipios" / "alvarado")
    tablas.en_csv(carpeta / "plan.csv", [tablas.TITULOS, tablas.fila()])
    with maquina(carpeta, datos):
        yield carpeta


def contenido(carpeta: Path) -> dict[Path, bytes]:
    return {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}


def importar(archivo: Path | str, *mas: str, municipio: str = "aguazul") -> Salida:
    return orden("plan-import", str(archivo), "--municipio", municipio, "--write", *mas)


def bomba(archivo: Path) -> None:
    """60 MB of zeros in 60 kB."""
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as abierto:
        abierto.writestr("xl/sheet1.xml", bytes(60 * limites.MB))


def bomba_que_miente(archivo: Path) -> None:
    """A sheet of 60 MB that says that it has a thousand bytes."""
    sana = tablas.en_xlsx(archivo.with_name("sana.xlsx"), [tablas.TITULOS, tablas.fila()])
    with zipfile.ZipFile(sana) as antes, zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre in antes.namelist():
            relleno = b" " * 60 * limites.MB if nombre.endswith("sheet1.xml") else b""
            nuevo.writestr(nombre, antes.read(nombre) + relleno)
    crudo = bytearray(archivo.read_bytes())
    entrada = crudo.rindex(b"PK\x01\x02", 0, crudo.rindex(b"xl/worksheets/sheet1.xml"))
    crudo[entrada + 24 : entrada + 28] = (1000).to_bytes(4, "little")
    archivo.write_bytes(crudo)


def nada_de_plan(archivo: Path) -> None:
    tablas.en_archivo(archivo, [["Nombre", "Valor"], ["Uno", "Dos"]])


def mil_veces(archivo: Path) -> None:
    tablas.en_archivo(archivo, [tablas.TITULOS, *(tablas.fila(f"Acción {n}") for n in range(limites.MAX_FILAS + 1))])


def con_clave(archivo: Path) -> None:
    archivo.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def cincuenta_megas(archivo: Path) -> None:
    with archivo.open("wb") as abierto:
        abierto.truncate(50 * limites.MB)


def recortado(archivo: Path) -> None:
    tablas.en_archivo(archivo, [tablas.TITULOS, tablas.fila()])
    archivo.write_bytes(archivo.read_bytes()[:-200])


def comprimido_sin_libro(archivo: Path) -> None:
    with zipfile.ZipFile(archivo, "w") as abierto:
        abierto.writestr("hola.txt", "hola")


def de_otra_version(archivo: Path) -> None:
    """A zip that says that it needs the version 9.9 of the format."""
    tablas.en_archivo(archivo, [tablas.TITULOS, tablas.fila()])
    letras = bytearray(archivo.read_bytes())
    letras[letras.index(b"PK\x01\x02") + 6] = 99
    archivo.write_bytes(letras)


def entidades(archivo: Path) -> None:
    """A document whose letters grow a thousand times for each name."""
    sana = archivo.with_name(f"sana{archivo.suffix}")
    tablas.en_archivo(sana, [tablas.TITULOS, tablas.fila()])
    parte = {".xlsx": "xl/worksheets/sheet1.xml", ".docx": "word/document.xml"}[archivo.suffix]
    nombres = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 1000}">' for n in range(1, 6))
    with zipfile.ZipFile(sana) as antes, zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre in antes.namelist():
            letras = antes.read(nombre)
            if nombre == parte:
                comienzo, marca, resto = letras.partition(b"?>") if letras.startswith(b"<?xml") else (b"", b"", letras)
                dtd = f'<!DOCTYPE x [<!ENTITY a0 "aaaa">{nombres}]>'.encode()
                letras = comienzo + marca + dtd + resto.replace(b"Alcalde", b"&a5;")
            nuevo.writestr(nombre, letras)
    sana.unlink()


@pytest.mark.parametrize(
    ("nombre", "hacer", "dice"),
    [
        ("falta.xlsx", None, "No existe el archivo"),
        ("plan.pdf", Path.touch, "guarde la tabla como .xlsx, .csv o .docx"),
        ("plan.xls", Path.touch, "guarde la tabla como .xlsx, .csv o .docx"),
        ("sin_tipo", Path.touch, "guarde la tabla como .xlsx, .csv o .docx"),
        ("carpeta.csv", Path.mkdir, "No existe el archivo"),
        ("vacio.xlsx", Path.touch, "está vacío"),
        ("vacio.csv", Path.touch, "está vacío"),
        ("bomba.xlsx", bomba, "abierto pesaría 60 MB"),
        ("bomba.docx", bomba, "abierto pesaría 60 MB"),
        ("miente.xlsx", bomba_que_miente, "no es un libro de Excel (.xlsx) o está dañado"),
        ("grande.xlsx", cincuenta_megas, "pesa 50 MB y el máximo es 5"),
        ("grande.csv", cincuenta_megas, "pesa 50 MB y el máximo es 5"),
        ("recortado.xlsx", recortado, "no es un libro de Excel (.xlsx) o está dañado"),
        ("recortado.docx", recortado, "no es un documento de Word (.docx) o está dañado"),
        ("otro.xlsx", comprimido_sin_libro, "no es un libro de Excel (.xlsx) o está dañado"),
        ("otro.docx", comprimido_sin_libro, "no es un documento de Word (.docx) o está dañado"),
        ("futuro.xlsx", de_otra_version, "no es un libro de Excel (.xlsx) o está dañado"),
        ("clave.xlsx", con_clave, "tiene contraseña"),
        ("viejo.docx", con_clave, "versión antigua de Office"),
        ("binario.csv", lambda archivo: archivo.write_bytes(bytes(range(256))), "No se entienden las letras"),
        ("comillas.csv", lambda archivo: archivo.write_text('"Acción;' + "a" * 200_000), "comillas sin cerrar"),
        ("nada.xlsx", nada_de_plan, "No hay un plan en"),
        ("nada.docx", nada_de_plan, "No hay un plan en"),
        ("nada.csv", nada_de_plan, "No hay un plan en"),
        ("titulos.csv", lambda archivo: tablas.en_csv(archivo, [tablas.TITULOS]), "No hay un plan en"),
        ("larga.xlsx", mil_veces, "tiene más de 2000 filas"),
        ("larga.csv", mil_veces, "tiene más de 2000 filas"),
        ("ancha.csv", lambda archivo: tablas.en_csv(archivo, [["a"] * 50]), "tiene más de 40 columnas"),
        ("entidades.xlsx", entidades, "no es un libro de Excel (.xlsx) o está dañado"),
    ],
)
def test_one_clear_line_and_nothing_written(
    carpeta: Path, tmp_path: Path, nombre: str, hacer: Callable[[Path], object] | None, dice: str
) -> None:
    archivo = tmp_path / nombre
    if hacer is not None:
        hacer(archivo)
    antes = contenido(carpeta)
    salida = importar(archivo)
    assert (salida.codigo, salida.dicho) == (2, "")
    assert dice in salida.error
    assert len(salida.error.strip().splitlines()) == 1
    assert contenido(carpeta) == antes


def test_entities_of_a_document_are_not_opened(carpeta: Path, tmp_path: Path) -> None:
    entidades(tmp_path / "plan.docx")
    salida = orden("plan-import", str(tmp_path / "plan.docx"), "--municipio", "aguazul")
    assert len(salida.dicho) + len(salida.error) < 5_000


@pytest.mark.parametrize(
    ("argv", "dice"),
    [
        (("plan-import", "plan.csv", "--municipio", "macondo"), "No conozco el municipio «macondo»"),
        (("plan-import", "plan.csv", "--municipio", "../alvarado"), "No conozco el municipio"),
        (("plan-import", "plan.csv", "--municipio", ""), "No conozco el municipio"),
        (("plan-import", "plan.csv"), "Falta --municipio"),
        (("plan-import", "--municipio", "alvarado"), "Falta archivo"),
        (("plan-import", "plan.csv", "--municipio", "alvarado", "--ano", "20260"), "No sirve el valor de --ano"),
    ],
)
def test_wrong_orders(carpeta: Path, argv: tuple[str, ...], dice: str) -> None:
    antes = contenido(carpeta)
    salida = orden(*argv, "--write")
    assert (salida.codigo, salida.dicho) == (2, "")
    assert dice in salida.error
    assert len(salida.error.strip().splitlines()) == 1
    assert contenido(carpeta) == antes


@pytest.mark.parametrize(
    ("filas", "dice"),
    [
        ([tablas.fila(tiempos="31 de febrero de 2027")], ["fila 2, celda H2: «31 de febrero de 2027» no es una fecha"]),
        ([tablas.fila(metas="informe el 31/04/2027")], ["fila 2, celda D2: «31/04/2027» no es una fecha que exista"]),
        ([tablas.fila(tiempos="2027 a 2024")], ["fila 2, celda H2: el plazo «2027 a 2024» termina antes de empezar"]),
        ([tablas.fila(responsables="Aureliano Buendía")], ["fila 2, celda F2: «Aureliano Buendía» no se reconoce"]),
        ([tablas.fila(), tablas.fila("Otra"), tablas.fila()], ["fila 4, celda A4: la acción «Publicar noticias» ya"]),
        ([tablas.fila(recursos="a" * 5_001)], ["fila 2, celda G2: la celda tiene más de 5000 letras"]),
        ([tablas.fila(), tablas.fila()], ["fila 3: la fila es igual a la fila 2"]),
        (
            [tablas.fila(tiempos="30 de febrero"), tablas.fila("Otra", responsables="Úrsula, Alcalde")],
            ["fila 2, celda H2: «30 de febrero»", "fila 3, celda F3: «Úrsula» no se reconoce como un cargo"],
        ),
    ],
)
def test_wrong_content_is_told_cell_by_cell(
    carpeta: Path, tmp_path: Path, filas: list[list[str]], dice: list[str]
) -> None:
    archivo = tablas.en_csv(tmp_path / "plan.csv", [tablas.TITULOS, *filas])
    antes = contenido(carpeta)
    salida = importar(archivo)
    assert salida.codigo == 2
    assert "Escrito" not in salida.dicho
    for linea, comienzo in zip(salida.error.strip().splitlines(), dice, strict=True):
        assert linea.startswith(comienzo)
    assert contenido(carpeta) == antes


def test_nothing_is_written_until_it_is_confirmed(carpeta: Path) -> None:
    antes = contenido(carpeta)
    salida = orden("plan-import", "plan.csv", "--municipio", "aguazul")
    assert (salida.codigo, salida.error) == (0, "")
    destino = carpeta / "data" / "municipios" / "aguazul" / "plan.yml"
    assert salida.dicho.endswith(
        f"No se ha escrito nada. Si está bien, repita la orden con --write: queda en {destino}.\n"
    )
    assert contenido(carpeta) == antes


def test_a_plan_that_exists_is_kept_unless_it_is_said(carpeta: Path, tmp_path: Path) -> None:
    destino = tmp_path / "plan.yml"
    assert importar("plan.csv", "--out", str(destino)).codigo == 0
    destino.write_text("míos", encoding="utf-8")
    salida = importar("plan.csv", "--out", str(destino))
    assert (salida.codigo, destino.read_text(encoding="utf-8")) == (2, "míos")
    assert salida.error == f"Ya existe {destino}: escriba otro con --out, o ese con --overwrite\n"
    assert importar("plan.csv", "--out", str(destino), "--overwrite").codigo == 0
    assert "Publicar noticias" in destino.read_text(encoding="utf-8")
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["plan.yml"]


@pytest.mark.parametrize(
    ("out", "dice"),
    [("no/hay/plan.yml", "no existe"), ("plan.csv/plan.yml", "hay un archivo donde"), (".", "es una carpeta")],
)
def test_a_place_where_nothing_can_be_written(carpeta: Path, out: str, dice: str) -> None:
    antes = contenido(carpeta)
    salida = importar("plan.csv", "--out", out, "--overwrite")
    assert salida.codigo == 2
    assert salida.error.startswith("No se puede escribir")
    assert dice in salida.error
    assert contenido(carpeta) == antes
