"""Plans from tables: the four seeds that have one, in each kind of file, against what people read in them."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from openpyxl import Workbook

from municipio.plan.importar.armar import Importado, importar
from municipio.plan.importar.informe import informe
from municipio.plan.registro import Accion, Plan
from tests.conftest import ROOT
from tests.plan import tablas
from tests.plan.orden import maquina, orden

ANO = 2008
CASAN: dict[str, list[list[str]]] = {
    "canton-san-pablo": [
        ["actualizacion-sitio"], ["servicios"], ["tramites"], ["articular-entidades"], ["cinco-fases"],
        ["puesta-en-marcha-y-empalme"],
    ],
    "landazuri": [
        ["conectividad"], ["capacitacion-ofimatica"], ["actualizacion-portal"], ["rubro-presupuesto"],
        ["gestion-recursos"], ["manual-funciones"],
    ],
    "puerto-santander": [
        ["actualizacion-sitio"], ["tramites-y-servicios"], ["cinco-fases"], ["empalme"], ["verificar-avances"],
        ["conectividad"],
    ],
    "alvarado": [
        ["puntos-de-internet"], ["informacion-dependencias"], ["archivo-historico"], ["bases-de-datos"],
        ["chats-y-foros"], ["servicios"], ["tramites"],
        ["correo-institucional", "publicar-instituciones", "pagina-de-inicio"], ["talleres-sena"], ["cinco-fases"],
        ["empalme"],
    ],
}  # fmt: skip
"""Each action that is read, in order, and what it became in the `plan.yml` of the municipality."""
DECIDIDO: dict[tuple[str, str], dict[str, Any]] = {
    ("canton-san-pablo", "servicios"): {"frecuencia": None},  # percentages «al año» of an indicator: its anniversary
    ("canton-san-pablo", "tramites"): {"frecuencia": None},
    ("puerto-santander", "empalme"): {"horizonte": {"desde": "2011-12-10", "hasta": "2011-12-31"}},  # of each term
    ("puerto-santander", "verificar-avances"): {"frecuencia": None},  # «seguimiento semanal», among its activities
    ("puerto-santander", "conectividad"): {"frecuencia": None, "horizonte": None},  # «4», of what?
    ("alvarado", "chats-y-foros"): {"cuotas": [(1, "total")]},  # «1 por cada modalidad»: a chat and a forum
    ("alvarado", "empalme"): {"cuotas": [(1, "total")]},  # «1 documento de empalme por cada ente»
}
"""Where a person read more than the columns of metas and tiempos say, and what they say."""


def lectura(accion: Accion) -> dict[str, Any]:
    horizonte = accion.horizonte
    return {
        "frecuencia": accion.frecuencia and accion.frecuencia.cada,
        "canales": len(accion.frecuencia.canales) if accion.frecuencia else 0,
        "cuotas": [(cuota.cantidad, cuota.periodo.removesuffix("_del_plan")) for cuota in accion.cuotas],
        "horizonte": horizonte and horizonte.model_dump(mode="json", exclude_none=True),
    }


@cache
def acciones_de(municipio: str) -> dict[str, Accion]:
    datos = yaml.safe_load((ROOT / "data" / "municipios" / municipio / "plan.yml").read_text(encoding="utf-8"))
    return {accion.clave: accion for accion in Plan.model_validate(datos).acciones}


def esperada(municipio: str, claves: list[str]) -> dict[str, Any]:
    primera, *otras = (lectura(acciones_de(municipio)[clave]) for clave in claves)
    primera["cuotas"] += [cuota for otra in otras for cuota in otra["cuotas"]]
    return primera | DECIDIDO.get((municipio, claves[0]), {})


@pytest.fixture(params=[".xlsx", ".docx", ".csv"])
def tipo(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("municipio", CASAN)
def test_the_plans_of_the_seeds_are_read_as_people_read_them(tmp_path: Path, municipio: str, tipo: str) -> None:
    leido = importar(tablas.en_archivo(tmp_path / f"plan{tipo}", tablas.cuadro(municipio)), municipio, ANO)
    assert leido.errores == ()
    assert [lectura(una.accion) for una in leido.leidas] == [esperada(municipio, claves) for claves in CASAN[municipio]]


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    datos = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    for municipio, acciones in CASAN.items():
        archivo = tablas.en_docx(tmp_path / "plan.docx", tablas.cuadro(municipio))
        destino = datos / "municipios" / municipio / "plan.yml"
        with maquina(tmp_path, datos):
            salida = orden("plan-import", str(archivo), "--municipio", municipio, "--write", "--overwrite")
        assert (salida.codigo, salida.error) == (0, "")
        assert f"Escrito en {destino}" in salida.dicho
        escrito = Plan.model_validate(yaml.safe_load(destino.read_text(encoding="utf-8")))
        assert len(escrito.acciones) == len(acciones)
        assert escrito.preguntas
    with maquina(tmp_path, datos):
        assert orden("check").dicho == "Los datos están bien.\n"


def leer(tmp_path: Path, *filas: list[str], de: str = ".xlsx") -> Importado:
    return importar(tablas.en_archivo(tmp_path / f"plan{de}", [list(tablas.TITULOS), *filas]), "Macondo", 2026)


def test_indicators_go_with_their_metas_in_order(tmp_path: Path) -> None:
    varias = tablas.fila(
        indicadores="-Cantidad de entidades locales -cantidad de entidades departamentales. -cantidad de nacionales",
        metas="3 al año. 2 al año. 1 al año.",
    )
    (unica,) = leer(tmp_path, varias).plan.acciones
    assert [(i.nombre, i.meta) for i in unica.indicadores] == [
        ("Cantidad de entidades locales", "3 al año"),
        ("Cantidad de entidades departamentales", "2 al año"),
        ("Cantidad de nacionales", "1 al año"),
    ]
    assert [(cuota.cantidad, cuota.indicador) for cuota in unica.cuotas] == [(3, 0), (2, 1), (1, 2)]


def test_metas_that_do_not_match_are_asked(tmp_path: Path) -> None:
    leido = leer(tmp_path, tablas.fila(indicadores="Uno\nDos cosas\nTres cosas", metas="10%\n20%"))
    (pregunta,) = [p for p in leido.leidas[0].preguntas if "3 indicadores y 2 metas" in p.texto]
    assert pregunta.donde == "hoja «Sheet», fila 3, celda D3"


def test_what_is_not_read_is_told_with_its_cell_and_asked_in_the_plan(tmp_path: Path, tipo: str) -> None:
    leido = leer(tmp_path, tablas.fila(), tablas.fila("Otra acción", "4"), de=tipo)
    celda = {".xlsx": "hoja «Sheet», fila 4, celda H4", ".docx": "tabla 1, fila 3, celda 8", ".csv": "fila 3, celda H3"}
    pregunta = "El documento dice «4» sin decir de qué; ¿son años, meses o veces?"
    assert f"- {celda[tipo]}: {pregunta}" in informe(leido).splitlines()
    assert leido.plan.acciones[1].preguntas == [pregunta]
    assert leido.plan.acciones[1].horizonte is None


def test_an_action_with_several_times_is_parted_once_and_asked(tmp_path: Path) -> None:
    abajo = tablas.fila("", "2 meses", actividades="Responderlas", metas="100%")
    leido = leer(tmp_path, tablas.fila(actividades="Escribirlas"), abajo)
    assert [(a.nombre, a.linea) for a in leido.plan.acciones] == [
        ("Escribirlas", "Publicar noticias"),
        ("Responderlas", "Publicar noticias"),
    ]
    assert [["partes" in p.texto for p in una.preguntas] for una in leido.leidas] == [[True], []]


def test_posts_are_one_however_they_are_written_and_keep_the_keys_of_the_plan(tmp_path: Path) -> None:
    filas = [
        tablas.fila(responsables="Comité Gel-t - Alcalde Municipal - Secretarios"),
        tablas.fila("Otra", responsables="El comité GEL T, la Alcaldesa y los secretarios"),
    ]
    leido = leer(tmp_path, *filas)
    assert [a.responsables for a in leido.plan.acciones] == [["comite-gel-t", "alcalde", "secretarios"]] * 2
    de_antes = [cargo.model_copy(update={"clave": "todos-ellos"}) for cargo in leido.plan.cargos[2:3]]
    otra_vez = importar(tmp_path / "plan.xlsx", "Macondo", 2026, de_antes)
    assert otra_vez.plan.acciones[0].responsables == ["comite-gel-t", "alcalde", "todos-ellos"]


def test_a_table_goes_on_in_the_next_page_of_the_document(tmp_path: Path) -> None:
    documento = docx.Document()
    for filas in ([tablas.TITULOS, tablas.fila()], [tablas.fila("", actividades="Revisarlas"), tablas.fila("Otra")]):
        tabla = documento.add_table(rows=len(filas), cols=8)
        for una, escrita in zip(filas, tabla.rows, strict=True):
            for texto, celda in zip(una, escrita.cells, strict=True):
                celda.text = texto
    documento.save(str(tmp_path / "plan.docx"))
    leido = importar(tmp_path / "plan.docx", "Macondo", 2026)
    assert [a.nombre for a in leido.plan.acciones] == ["Publicar noticias", "Otra"]
    assert leido.plan.acciones[0].actividades == ["Escribirlas", "Revisarlas"]


def test_columns_in_another_order_and_with_other_words(tmp_path: Path) -> None:
    titulos = ["No.", "Periodicidad", "Acciones a realizar", "Dependencia responsable", "Metas", "Presupuesto"]
    filas = [titulos, ["1", "trimestral", "Publicar noticias", "Oficina de Prensa", "10 noticias", "0"]]
    leido = importar(tablas.en_csv(tmp_path / "plan.csv", filas), "Macondo", 2026)
    (unica,) = leido.plan.acciones
    assert unica.frecuencia is not None
    assert (unica.frecuencia.cada, unica.responsables) == ("trimestral", ["oficina-prensa"])
    assert any("«Presupuesto»" in dicho for dicho in leido.no_leido)
    assert any("indicadores, actividades" in dicho for dicho in leido.no_leido)


def test_the_cells_of_a_sheet_are_read_as_they_are_seen(tmp_path: Path) -> None:
    """Percentages and dates are numbers inside; a hidden sheet is seen by nobody; the error of a formula is a blank."""
    libro = Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.append(list(tablas.TITULOS))
    hoja.append(tablas.fila(recursos="#REF!"))
    hoja["D2"], hoja["H2"] = 0.8, date(2027, 4, 30)
    hoja["D2"].number_format = "0%"
    oculta = libro.create_sheet("Borrador")
    oculta.append(list(tablas.TITULOS))
    oculta.append(tablas.fila("Otra"))
    oculta.sheet_state = "hidden"
    libro.save(tmp_path / "plan.xlsx")
    leido = importar(tmp_path / "plan.xlsx", "Macondo", 2026)
    (unica,) = leido.plan.acciones
    assert [(i.valor, i.unidad) for i in unica.indicadores] == [(80, "por ciento")]
    assert unica.horizonte is not None
    assert unica.horizonte.hasta == date(2027, 4, 30)
    assert unica.recursos == []
    (dicho,) = leido.no_leido
    assert dicho == "hoja «Sheet», fila 2, celda G2: la celda tiene un error de Excel («#REF!») y se leyó en blanco"
