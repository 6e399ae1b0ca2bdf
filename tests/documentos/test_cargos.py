"""The handover document of a post, and the invitation with its QR."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
import segno
from docx import Document
from PIL import Image
from sqlalchemy import select

from municipio.db.engine import Database
from municipio.documentos.textos import textos
from municipio.errors import EntradaInvalidaError
from municipio.fechas import fecha_larga
from municipio.plan import gestion, titulares
from municipio.plan.modelo import Anotacion, Estado, VencimientoFila
from municipio.plan.servicio import plan_de
from municipio.plan.vencimientos import de_cargos
from tests.documentos.conftest import MINUTES, NOW, TOWNS, Make

POST = "comite-gel-t"
LINK = "https://t.me/ventanilla_bot?start=i_AbCdEfGhIjKlMnOp"
INVITATION = {"municipio": "landazuri", "cargo": POST, "como": "titular", "enlace": LINK, "vence": "2026-11-27"}
ROSA = 5_000_021


def opened(content: bytes) -> tuple[str, list[list[list[str]]]]:
    """Its paragraphs, and its tables by rows of cells."""
    sheet = Document(io.BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in sheet.tables]
    return "\n".join(paragraph.text for paragraph in sheet.paragraphs), tables


@pytest.mark.parametrize("slug", TOWNS)
def test_the_handover_has_everything_of_the_post(plans: Database, make: Make, slug: str) -> None:
    with plans.read() as session:
        plan = plan_de(session, slug)
        rows = session.scalars(select(VencimientoFila).where(VencimientoFila.municipio == slug)).all()
    mine = de_cargos(rows, frozenset({POST}))
    left = [row for row in mine if row.estado in (Estado.PENDIENTE, Estado.EN_CURSO)]
    text, tables = opened(make("plan.empalme", municipio=slug, cargo=POST).contenido)
    assert len(tables[0]) == len(left) + 1
    assert [row[2] for row in tables[0][1:3]] == [fecha_larga(row.para) for row in sorted_by_day(left)[:2]]
    assert {row[3] for row in tables[0][1:]} <= {"vencida", "por vencer", "en curso"}
    for accion in plan.acciones:
        if POST in accion.responsables:
            assert accion.nombre.rstrip(".") in text
            assert all(indicador.nombre in text for indicador in accion.indicadores)
    assert MINUTES in text
    assert tables[1][0] == ["Día", "Qué pasó", "Detalle"]


def sorted_by_day(rows: list[VencimientoFila]) -> list[VencimientoFila]:
    return sorted(rows, key=lambda row: (row.para, row.id))


def test_its_history_tells_what_happened_and_to_nobody(plans: Database, make: Make) -> None:
    with plans.write() as session:
        code = titulares.invitar(session, "alvarado", POST, NOW)
        titulares.aceptar(session, code, ROSA, NOW)
        titulares.ausente(session, "alvarado", ROSA, date(2026, 12, 1), NOW)
        row = de_cargos(
            session.scalars(select(VencimientoFila).where(VencimientoFila.tipo == "comite")), frozenset({POST})
        )[-1]
        row.municipio = "alvarado"
        gestion.aplazar(session, row, 3, "El Alcalde Municipal pide llamar al 3101234567", POST, NOW)
    document = make("plan.empalme", municipio="alvarado", cargo=POST)
    _, tables = opened(document.contenido)
    told = ["; ".join(row[1:]) for row in tables[1]]
    assert "Se invitó a alguien al cargo; titular" in told
    assert "Alguien aceptó el cargo; titular" in told
    postponed = next(line for line in told if line.startswith("Se aplazó; "))
    assert "El Alcalde Municipal pide llamar al [teléfono]" in postponed
    assert not any(str(ROSA) in line or "3101234567" in line for line in told)
    assert document.nombre == f"empalme-alvarado-{POST}-2026-11-20.docx"


def test_every_line_of_the_audit_has_its_words(plans: Database) -> None:
    with plans.read() as session:
        kept = set(session.scalars(select(Anotacion.que).distinct()))
    assert kept
    assert kept <= set(textos()["empalme"]["sucesos"])


def test_a_post_without_anything_says_so(plans: Database, make: Make) -> None:
    text, tables = opened(make("plan.empalme", municipio="alvarado", cargo="responsable-gobierno-en-linea").contenido)
    assert "Responsable de Gobierno en Línea del Municipio" in text
    for said in ("nada", "ninguna", "sin_hecho", "sin_historia"):
        assert textos()["empalme"][said] in text
    assert tables == []
    with pytest.raises(EntradaInvalidaError):
        make("plan.empalme", municipio="landazuri", cargo="no-hay")


def test_the_qr_says_the_link_and_stands_apart(make: Make) -> None:
    picture = Image.open(io.BytesIO(make("cargos.invitacion", **INVITATION).contenido)).convert("L")
    expected = [list(row) for row in segno.make_qr(LINK, error="m").matrix]
    dark = picture.point(lambda value: 255 if value < 80 else 0)
    below = dark.crop((0, 380, picture.width, picture.height - 212))
    left, top, right, bottom = below.getbbox() or (0, 0, 0, 0)
    side = (right - left) / len(expected)
    assert right - left == bottom - top > 500
    middles = [int((n + 0.5) * side) for n in range(len(expected))]
    seen = [[int(below.getpixel((left + x, top + y)) == 255) for x in middles] for y in middles]
    assert seen == expected


def test_the_invitation_says_the_post_and_until_when(make: Make, written: list[str]) -> None:
    make("cargos.invitacion", **INVITATION)
    assert {"Landázuri", "Como titular", "Comité GEL-T"} <= set(written)
    assert "Sirve una sola vez, hasta el 27 de noviembre de 2026." in written
    assert not any(re.search(r"i_\w", text) for text in written)


@pytest.mark.parametrize(
    "wrong", [{"cargo": "rey"}, {"como": "jefe"}, {"enlace": "https://malo.example"}, {"vence": "mañana"}]
)
def test_wrong_invitations_are_refused(make: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(EntradaInvalidaError):
        make("cargos.invitacion", **(INVITATION | wrong))
