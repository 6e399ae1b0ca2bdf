"""Answering about one trámite: the facets asked, first and short; the others as buttons."""

from __future__ import annotations

import re

from actions.context import Context
from actions.render import render
from actions.tramites import facetas, ofrecer
from actions.turn import Outcome, Reply
from municipio.atencion.horario import horario_de, semana
from municipio.municipios.registro import Canales, Dependencia, Municipio
from municipio.tramites.ficha import Ficha

_ONLY_OFFICE = re.compile(r"En la oficina de [^.]+ de la alcaldía\.")
"""What the national ficha says where the municipality's own office, told by its name, says it better."""


def attend(ctx: Context) -> Reply:
    """The answer to the decision's trámite and facets."""
    decision = ctx.decision
    ficha = ctx.catalogo.ficha(decision.tramite)
    assert ficha is not None, "a decision names a trámite of this catalogue"  # noqa: S101
    return answer(ctx, ficha, decision.facets or ("resumen",))


def answer(ctx: Context, ficha: Ficha, asked: tuple[str, ...]) -> Reply:
    """What `ficha` says about `asked`; the conversation goes on about it."""
    state = ctx.state
    state.tramite, state.facet, state.candidates, state.pending_facets = ficha.slug, asked[0], [], []
    state.clarifications = 0
    return Reply(
        text=_text(ctx, ficha, asked),
        outcome=Outcome.REFER if ficha.otra_autoridad else Outcome.ANSWER,
        buttons=ofrecer.under(ficha, asked),
        intent=ctx.decision.intent,
        facet=asked[0],
        tramite=ficha.slug,
        confidence=ctx.decision.confidence,
    )


def _text(ctx: Context, ficha: Ficha, asked: tuple[str, ...]) -> str:
    dependencia = ctx.catalogo.dependencia(ficha)
    bloques = [(facet, facetas.datos(ficha, facet)) for facet in asked]
    horario = horario_de(ctx.municipio, dependencia)
    return render(
        "tramites/respuesta",
        ficha=ficha,
        bloques=bloques,
        todos=[dato for _, datos in bloques for dato in datos],
        otra=ficha.otra_autoridad,
        otra_por_verificar=ficha.otra_autoridad is not None and ficha.otra_autoridad.por_verificar,
        dependencia=dependencia,
        solo_oficina=dependencia is not None and _ONLY_OFFICE.fullmatch(ficha.donde.texto) is not None,
        canales=channels(ctx.municipio, dependencia),
        requisitos=list(facetas.requisitos(ficha)),
        horario=horario,
        semana=semana(horario),
    )


def channels(municipio: Municipio, dependencia: Dependencia | None) -> Canales:
    """How to reach an office: its own channels, completed with the alcaldía's."""
    if dependencia is None:
        return municipio.canales
    own = {name: value for name, value in dependencia.canales if value is not None}
    return municipio.canales.model_copy(update=own)
