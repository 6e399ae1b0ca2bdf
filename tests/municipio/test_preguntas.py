from datetime import UTC, date, datetime

import pytest

from municipio.db.engine import Database
from municipio.preguntas.modelo import Motivo
from municipio.preguntas.servicio import abiertas, adjuntar, anotar
from municipio.privacidad.mascara import enmascarar, sin_datos_personales
from municipio.tramites import version

HOY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("texto", "visible"),
    [
        ("mi cedula es 1.098.000.111 que mas", "mi cedula es [número] que mas"),
        ("llameme al 300 000 00 00", "llameme al [teléfono]"),
        ("escribame a nadie@ejemplo.com", "escribame a [correo]"),
        ("cc 10000000", "cc [número]"),
        ("el sisben 4 quedo en C18", "el sisben 4 quedo en C18"),
        ("pague el predial de 2024 y 2025", "pague el predial de 2024 y 2025"),
        ("soy @alguien_de_prueba", "soy [usuario]"),
    ],
)
def test_personal_data_is_masked(texto: str, visible: str) -> None:
    assert enmascarar(texto) == visible


@pytest.mark.parametrize(
    ("texto", "pregunta"),
    [
        ("cuanto debo de predial con la cedula 10000000", "cuanto debo de predial"),
        ("mi cc es 10.000.000 en que grupo del sisben quede", "en que grupo del sisben quede"),
        ("quiero el paz y salvo, cel 300 000 00 00", "quiero el paz y salvo"),
        ("se me perdio la cedula", "se me perdio la cedula"),
        ("10000000", "[número]"),
    ],
)
def test_a_pasted_document_is_not_part_of_the_question(texto: str, pregunta: str) -> None:
    assert sin_datos_personales(texto) == pregunta


def test_the_same_question_is_one_row_that_counts(database: Database) -> None:
    for texto in ("¿Y el permiso de pesca?", "y el permiso de pesca", "Y EL PERMISO DE PESCA"):
        with database.write() as session:
            anotar(session, "alvarado", texto, Motivo.NO_ENTENDIDA, HOY)
    with database.read() as session:
        (pregunta,) = abiertas(session, "alvarado")
        assert (pregunta.veces, pregunta.texto) == (3, "¿Y el permiso de pesca?")
        assert abiertas(session, "aguazul") == []


def test_attaching_takes_it_off_the_list_and_tells_every_process(database: Database) -> None:
    with database.write() as session:
        anotar(session, "alvarado", "el papel del fierro", Motivo.NO_ENTENDIDA, HOY)
    with database.write() as session:
        before = version.actual(session)
        (pregunta,) = abiertas(session, "alvarado")
        adjuntar(session, pregunta, "marcas-ganado", datetime(2026, 11, 20, tzinfo=UTC))
    with database.read() as session:
        assert abiertas(session, "alvarado") == []
        assert version.actual(session) == before + 1
