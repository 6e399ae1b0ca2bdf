"""The board as a picture: that it is one, that it fits a phone, and that its words are those of the board."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import update

from municipio.db.engine import Database
from municipio.documentos.colores import sobre
from municipio.documentos.lienzo import ANCHO, Lienzo
from municipio.errors import EntradaInvalidaError
from municipio.plan.modelo import Estado, VencimientoFila
from tests.documentos.conftest import TOWNS, Make


@pytest.mark.parametrize("slug", TOWNS)
@pytest.mark.parametrize("view", ["cargo", "accion"])
def test_each_town_has_a_picture_that_telegram_takes(
    make: Make, slug: str, view: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        document = make("plan.tablero", municipio=slug, vista=view)
    assert caplog.messages == []  # every letter is in the font
    assert (document.tipo_mime, document.nombre) == ("image/png", f"tablero-{slug}-{view}-2026-11-20.png")
    with Image.open(io.BytesIO(document.contenido)) as picture:
        picture.verify()
        width, height = picture.size
    assert width == ANCHO
    assert width + height <= 10_000
    assert len(document.contenido) < 1_000_000


def test_it_says_in_words_what_colours_say(make: Make, written: list[str]) -> None:
    make("plan.tablero", municipio="alvarado", vista="accion")
    assert "Alvarado" in written
    assert "Segundo semestre de 2026, al 20 de noviembre" in written
    assert {"En conjunto: en rojo", "Por acción", "Reunión mensual del Comité GEL-T"} <= set(written)
    assert {"En rojo", "En verde"} <= set(written)
    assert {"cumplidas", "vencidas", "por vencer"} <= set(written)


def test_nothing_to_do_is_said(plans: Database, make: Make, written: list[str]) -> None:
    with plans.write() as session:
        session.execute(update(VencimientoFila).values(estado=Estado.ANULADO.value))
    make("plan.tablero", municipio="alvarado")
    assert "Todavía no hay fechas por cumplir en este semestre." in written


@pytest.mark.parametrize("parameters", [{}, {"municipio": 3}, {"municipio": "macondo"}])
def test_wrong_parameters_are_refused(make: Make, parameters: dict[str, Any]) -> None:
    with pytest.raises(EntradaInvalidaError):
        make("plan.tablero", **parameters)


def test_a_long_line_is_cut_at_a_word() -> None:
    sheet = Lienzo(200)
    lines = sheet.renglones("palabra " * 40, 31, 600, 2)
    assert len(lines) == 2
    assert lines[1].endswith("palabra…")
    assert all(sheet.ancho_de(line, 31) <= 600 for line in lines)


@pytest.mark.parametrize(("colour", "ink"), [("#5a3d8a", "#ffffff"), ("#ffee88", "#1d2329")])
def test_letters_contrast_with_what_is_under_them(colour: str, ink: str) -> None:
    assert sobre(colour) == ink
