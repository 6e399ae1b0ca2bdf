"""The makers of the results: what each recipe gives, and the recipes that are refused."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from municipio.db.engine import Database
from municipio.documentos.registro import Documento, Pedido, hacedor
from municipio.encuestas import resultados
from municipio.encuestas.modelo import EstadoCampana
from municipio.errors import EntradaInvalidaError
from municipio.tramites.modelo import MunicipioCargado
from tests.encuestas.campanas import campana
from tests.encuestas.datos import Hoja, encuesta, pregunta, veces
from tests.encuestas.test_resultados import TOWN

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
LONG = "¿" + "Una pregunta larga que no cabe en una línea del teléfono " * 5 + "?"
SURVEY = encuesta(
    pregunta("p", opciones="abc", texto=LONG[:290]), pregunta("r", tipo="recomendacion"), pregunta("t", tipo="texto")
)


def sheets() -> list[Hoja]:
    return [{**hoja, "r": {"numero": i % 11}} for i, hoja in enumerate(veces({"a": 20, "b": 10, "c": 6}))]


def make(session: Session, maker: str, **con: Any) -> Documento:
    return hacedor(maker)(Pedido(session, con, NOW, Path("var")))


def ready(session: Session, estado: EstadoCampana = EstadoCampana.CERRADA) -> int:
    body = TOWN.model_dump(mode="json", exclude_defaults=True)
    session.add(MunicipioCargado(slug="alvarado", cuerpo=body, huella="", cargado_en=NOW))
    one = campana(session, "alvarado", SURVEY, sheets(), estado=estado)
    resultados.preparar(session, TOWN, one)
    return one.id


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", png[16:24])
    return wide, tall


def test_each_question_and_the_turnout_are_pictures_for_a_phone(sqlite: Database) -> None:
    with sqlite.write() as session:
        number = ready(session)
        for question in (None, 0, 1, 2):
            con = {} if question is None else {"pregunta": question}
            made = make(session, "encuestas.grafica", municipio="alvarado", campana=number, **con)
            wide, tall = size(made.contenido)
            assert wide == 1080
            assert 400 < tall < 2400


def test_the_page_and_the_spreadsheets_have_their_names(sqlite: Database) -> None:
    with sqlite.write() as session:
        number = ready(session)
        page = make(session, "encuestas.pagina", municipio="alvarado", campana=number)
        assert page.nombre == f"resultados-alvarado-prueba-{number}.html"
        for form in ("csv", "xlsx"):
            sheet = make(session, "encuestas.hoja", municipio="alvarado", campana=number, forma=form)
            assert sheet.nombre == f"resultados-alvarado-prueba-{number}.{form}"


def test_an_open_survey_has_pictures_and_nothing_to_publish(sqlite: Database) -> None:
    with sqlite.write() as session:
        number = ready(session, EstadoCampana.EN_CURSO)
        assert make(session, "encuestas.grafica", municipio="alvarado", campana=number, pregunta=0).contenido
        for maker, con in (("encuestas.pagina", {}), ("encuestas.hoja", {"forma": "csv"})):
            with pytest.raises(EntradaInvalidaError, match="no ha cerrado"):
                make(session, maker, municipio="alvarado", campana=number, **con)


@pytest.mark.parametrize(
    ("maker", "wrong"),
    [
        ("encuestas.grafica", {"campana": 99}),
        ("encuestas.grafica", {"campana": "1"}),
        ("encuestas.grafica", {"municipio": "aguazul"}),
        ("encuestas.grafica", {"pregunta": 3}),
        ("encuestas.grafica", {"pregunta": -1}),
        ("encuestas.hoja", {"forma": "pdf"}),
        ("encuestas.hoja", {}),
    ],
)
def test_wrong_recipes_are_refused(sqlite: Database, maker: str, wrong: dict[str, Any]) -> None:
    with sqlite.write() as session:
        right: dict[str, Any] = {"municipio": "alvarado", "campana": ready(session)}
        with pytest.raises(EntradaInvalidaError):
            make(session, maker, **(right | wrong))
