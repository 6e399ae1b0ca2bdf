"""The coordinator's list of questions, a page at a time: each one is attached to a trámite with two taps."""

from __future__ import annotations

from actions.context import Context, button, in_rows, tramite_button
from actions.pages import page_of
from actions.turn import Button, Outcome, Reply
from municipio.personas.modelo import Rol
from municipio.preguntas.modelo import Motivo, Pregunta
from municipio.preguntas.servicio import abiertas, adjuntar, descartar

SUGGESTED = 4
PAGE = "pagina_preguntas"
"""What the state keeps: the page that the coordinator looks at."""


def attend(ctx: Context) -> Reply:
    """`preguntas`, `preguntas:p:<page>`, `preguntas:<id>` (choose its trámite), `…:<id>:a:<slug>`, `…:<id>:d`."""
    if Rol.COORDINADOR not in ctx.turn.roles:
        return ctx.reply("preguntas/solo_coordinacion", Outcome.ANSWER)
    match ctx.argument:
        case ("p", page):
            return _list(ctx, page)
        case (number, "a", slug):
            return _attach(ctx, number, slug)
        case (number, "d"):
            return _discard(ctx, number)
        case (number,) if number:
            return _choose(ctx, number)
        case _:
            return _list(ctx, "0")


def searched(ctx: Context, text: str) -> Reply:
    """The coordinator typed the name of the trámite that the open question means."""
    question = ctx.session.get(Pregunta, int(ctx.state.extra.get("pregunta", 0)))
    if question is None:
        return _list(ctx)
    return _suggest(ctx, question, text)


def _list(ctx: Context, number: str | None = None) -> Reply:
    """The page `number`, or the one that the coordinator was looking at."""
    questions = abiertas(ctx.session, ctx.slug)
    page = page_of(questions, _page(ctx) if number is None else number)
    ctx.state.expects, ctx.state.extra[PAGE] = None, page.number
    rows = [(Button(f"{i}. {q.texto[:40]}", f"preguntas:{q.id}", (q.texto,)),) for i, q in enumerate(page.shown, 1)]
    return ctx.reply(
        "preguntas/lista",
        buttons=(*rows, *page.steering(lambda n: f"preguntas:p:{n}", None)),
        replaces=ctx.turn.kind == "press",
        preguntas=page.shown,
        total=len(questions),
        pagina=page.number + 1,
        paginas=page.last + 1,
        no_sirvio=Motivo.NO_SIRVIO.value,
    )


def _page(ctx: Context) -> str:
    return str(ctx.state.extra.get(PAGE, 0))


def _choose(ctx: Context, number: str) -> Reply:
    question = _open_question(ctx, number)
    return _list(ctx) if question is None else _suggest(ctx, question, question.texto)


def _suggest(ctx: Context, question: Pregunta, text: str) -> Reply:
    found = ctx.padron.buscador(ctx.slug).buscar(text, SUGGESTED)
    fichas = [f for c in found.candidatos if (f := ctx.catalogo.ficha(c.slug))]
    ctx.state.expects = "adjuntar"
    ctx.state.extra["pregunta"] = question.id
    choices = in_rows([tramite_button(f, f"preguntas:{question.id}:a:{f.slug}") for f in fichas], 1)
    last = (button("descartar", f"preguntas:{question.id}:d"), button("atras", f"preguntas:p:{_page(ctx)}"))
    return ctx.reply("preguntas/elegir", buttons=(*choices, last), replaces=True, pregunta=question, fichas=fichas)


def _attach(ctx: Context, number: str, slug: str) -> Reply:
    question, ficha = _open_question(ctx, number), ctx.catalogo.ficha(slug)
    if question is None or ficha is None:
        return _list(ctx)
    adjuntar(ctx.session, question, slug, ctx.turn.now)
    ctx.state.expects = None
    rows = ((button("siguiente", f"preguntas:p:{_page(ctx)}"),),)
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
