"""The picture of a survey's open link: what it says, where its QR leads, and the links that are not its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import segno

from municipio.db.engine import Database
from municipio.documentos.lienzo import Lienzo
from municipio.encuestas.modelo import EstadoCampana
from municipio.errors import EntradaInvalidaError
from tests.documentos.conftest import NOW, Make
from tests.encuestas.campanas import campana
from tests.encuestas.datos import encuesta, pregunta

CODE = "4f1c9a7be023"
LINK = f"https://t.me/ventanilla_bot?start=e{CODE}"


def opened(plans: Database, estado: EstadoCampana = EstadoCampana.EN_CURSO, code: str | None = CODE) -> dict[str, Any]:
    """The recipe of the open link of a campaign that was launched yesterday for two weeks."""
    survey = encuesta(pregunta("p", opciones="abc"))
    with plans.write() as session:
        one = campana(session, "alvarado", survey, [], estado=estado, desde=NOW - timedelta(days=1))
        one.enlace = code
        return {"municipio": "alvarado", "campana": one.id, "enlace": LINK}


def test_it_says_the_survey_and_until_when(plans: Database, make: Make, written: list[str]) -> None:
    recipe = opened(plans)
    made = make("encuestas.enlace", **recipe)
    assert {"Alvarado", "Encuesta de opinión", encuesta(pregunta("p", opciones="abc")).titulo} <= set(written)
    assert "Está abierta hasta el 3 de diciembre de 2026." in written
    assert made.nombre == f"encuesta-{recipe['campana']}.png"


def test_its_qr_is_the_link(plans: Database, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[list[list[int]]] = []
    monkeypatch.setattr(Lienzo, "cuadros", lambda self, x, y, side, rows, colour: drawn.append(rows))
    make("encuestas.enlace", **opened(plans))
    assert drawn == [[list(row) for row in segno.make_qr(LINK, error="m").matrix]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"campana": 99},
        {"campana": "1"},
        {"municipio": "aguazul"},
        {"enlace": f"https://malo.example/{CODE}"},
        {"enlace": "https://t.me/ventanilla_bot?start=e000000000000"},
    ],
)
def test_links_that_are_not_its_own_are_refused(plans: Database, make: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(EntradaInvalidaError):
        make("encuestas.enlace", **(opened(plans) | wrong))


@pytest.mark.parametrize(("estado", "code"), [(EstadoCampana.CERRADA, CODE), (EstadoCampana.EN_CURSO, None)])
def test_a_closed_survey_and_one_without_a_link_have_no_picture(
    plans: Database, make: Make, estado: EstadoCampana, code: str | None
) -> None:
    with pytest.raises(EntradaInvalidaError):
        make("encuestas.enlace", **opened(plans, estado, code))
