"""The coordinator's list of questions: look at each one and attach it to a trámite with two taps."""

from __future__ import annotations

from actions.context import Context, button, in_rows
from actions.turn import Button, Outcome, Reply
from municipio.personas.modelo import Rol
from municipio.preguntas.modelo import Motivo, Pregunta
from municipio.preguntas.servicio import abiertas, adjuntar, descartar

SUGGESTED = 4


def attend(ctx: Context) -> Reply:
    """`preguntas`, `preguntas:<id>` (choose its trámite), `…:<id>:a:<slug>` (attach), `…:<id>:d` (discard)."""
    if Rol.COORDINADOR not in ctx.turn.roles:
        return ctx.reply("preguntas/solo_coordinacion", Outcome.ANSWER)
    match ctx.argument:
        case (number, "a", slug):
            return _attach(ctx, number, slug)
        case (number, "d"):
            return _discard(ctx, number)
        case (number,) if number:
            return _choose(ctx, number)
        case _:
            return _list(ctx)


def searched(ctx: Context, text: str) -> Reply:
    """The coordinator typed the name of the trámite that the open question means."""
    question = ctx.session.get(Pregunta, int(ctx.state.extra.get("pregunta", 0)))
    if question is None:
        return _list(ctx)
    return _suggest(ctx, question, text)


def _list(ctx: Context) -> Reply:
    questions = abiertas(ctx.session, ctx.slug)
    shown = questions[:8]
    rows = [(Button(f"{i}. {q.texto[:40]}", f"preguntas:{q.id}"),) for i, q in enumerate(shown, 1)]
    return ctx.reply(
        "preguntas/lista",
        buttons=tuple(rows),
        replaces=ctx.turn.kind == "press",
        preguntas=shown,
        total=len(questions),
        no_sirvio=Motivo.NO_SIRVIO.value,
    )


def _choose(ctx: Context, number: str) -> Reply:
    question = _open_question(ctx, number)
    return _list(ctx) if question is None else _suggest(ctx, question, question.texto)


def _suggest(ctx: Context, question: Pregunta, text: str) -> Reply:
    found = ctx.padron.buscador(ctx.slug).buscar(text, SUGGESTED)
    fichas = [f for c in found.candidatos if (f := ctx.catalogo.ficha(c.slug))]
    ctx.state.expects = "adjuntar"
    ctx.state.extra["pregunta"] = question.id
    choices = in_rows([Button(f.nombre, f"preguntas:{question.id}:a:{f.slug}") for f in fichas], 1)
    last = (button("descartar", f"preguntas:{question.id}:d"), button("atras", "preguntas"))
    return ctx.reply("preguntas/elegir", buttons=(*choices, last), replaces=True, pregunta=question, fichas=fichas)


def _attach(ctx: Context, number: str, slug: str) -> Reply:
    question, ficha = _open_question(ctx, number), ctx.catalogo.ficha(slug)
    if question is None or ficha is None:
        return _list(ctx)
    adjuntar(ctx.session, question, slug, ctx.turn.now)
    ctx.state.expects = None
    rows = ((button("siguiente", "preguntas"),),)
    return ctx.reply("preguntas/adjuntada", buttons=rows, replaces=True, pregunta=question, ficha=ficha)


def _discard(ctx: Context, number: str) -> Reply:
    question = _open_question(ctx, number)
    if question is not None:
        descartar(question)
    ctx.state.expects = None
    return _list(ctx)


def _open_question(ctx: Context, number: str) -> Pregunta | None:
    question = ctx.session.get(Pregunta, int(number)) if number.isdecimal() and len(number) <= 9 else None
    mine = question is not None and question.municipio == ctx.slug and not question.resuelta
    return question if mine else None
