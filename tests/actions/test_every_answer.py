"""Every facet of every trámite of every municipality can be told: short, escaped, with its source and date."""

from __future__ import annotations

from pathlib import Path

from actions.context import Context
from actions.decision import Decision
from actions.render import plain
from actions.tramites.consultar import answer
from actions.turn import State, Turn
from municipio.encuestas.claves import Claves
from tests.actions.conftest import FRIDAY, Talks

LIMIT = 4_096


def test_every_answer_is_well_formed(talks: Talks, tmp_path: Path) -> None:
    padron = talks.new().padron
    decision = Decision("tramite", "consultar_tramite", 1.0)
    for slug in padron.slugs:
        catalogo = padron.catalogo(slug)
        with talks.new().database.read() as session:
            ctx = Context(Turn("t", FRIDAY, slug), State(), session, padron, Claves(tmp_path), slug, decision)
            for ficha in catalogo.fichas.values():
                for facet in catalogo.etiquetas.facetas:
                    reply = answer(ctx, ficha, (facet,))
                    text = plain(reply.text)
                    assert len(text) <= LIMIT, (ficha.slug, facet)
                    assert "Datos del 20 de noviembre de 2026" in text, (ficha.slug, facet)
                    assert "None" not in text, (ficha.slug, facet)
                    assert all(len(b.data.encode()) <= 64 for row in reply.buttons for b in row)
