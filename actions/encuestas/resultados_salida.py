"""What leaves the chat: the files to publish, the note «qué cambió», and the link for those who answered."""

from __future__ import annotations

from html import escape

from actions.context import Context, button
from actions.encuestas.escrito import RESULTADOS
from actions.plan.botones import Rows
from actions.render import render, texts
from actions.turn import Attachment, Outcome, Reply
from municipio.encuestas import comentarios, publicar
from municipio.encuestas.modelo import Resultado
from municipio.encuestas.panel import cuando
from municipio.encuestas.resultados import Resultados
from municipio.privacidad.nombres import sin_personas
from municipio.texto import normalizar

LONGEST_NOTE = 1000
LEAVES = frozenset({"cancelar", "salir", "menu"})
FILES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("pagina", "encuestas.pagina", {}),
    ("xlsx", "encuestas.hoja", {"forma": "xlsx"}),
    ("csv", "encuestas.hoja", {"forma": "csv"}),
)
"""Name, maker and parameters of each file."""


def files(ctx: Context, found: Resultados) -> Reply:
    """The page and the tables."""
    which = {"municipio": ctx.slug, "campana": found.campana.id}
    captions = texts()["resultados"]["archivos"]
    made = [Attachment("document", maker, {**which, **more}, escape(captions[name])) for name, maker, more in FILES]
    published = len(comentarios.publicados(ctx.session, found.campana, found.minimo))
    return ctx.reply("encuestas/resultados_archivos", buttons=_back(found), r=found, comentarios=published).with_files(
        *made
    )


def ask(ctx: Context, found: Resultados, field: str, refused: bool = False) -> Reply:
    """Ask for the address, or for the note."""
    RESULTADOS.wait_for(ctx.state, found.campana.id, field)
    return ctx.reply(
        "encuestas/resultados_pedir", Outcome.CLARIFY, buttons=_back(found), r=found, campo=field, mal=refused
    )


def write(ctx: Context, found: Resultados, field: str, text: str) -> Reply:
    """What was typed; what is not understood is asked again."""
    if normalizar(text) in LEAVES:
        return ctx.reply("encuestas/resultados_nada", buttons=_back(found))
    return _publish(ctx, found, text) if field == "publicar" else _note(ctx, found, text)


def _publish(ctx: Context, found: Resultados, text: str) -> Reply:
    url = publicar.direccion(text)
    if url is None or not found.final:
        return ask(ctx, found, "publicar", refused=bool(text))
    period = ctx.padron.garantias.vigente(ctx.slug, ctx.local.date())
    if period is not None:
        return ctx.reply("encuestas/resultados_detenidos", buttons=_back(found), hasta=period.hasta)
    told = render("encuestas/resultados_aviso", m=ctx.municipio, titulo=found.encuesta.titulo, url=url)
    opens = publicar.desde(found.campana, ctx.local, ctx.municipio.no_habiles)
    body = {"text": told, "parse_mode": "HTML"}
    people = publicar.publicar(ctx.session, found.campana, url, body, ctx.turn.now, opens)
    later = cuando(opens) if opens > ctx.local else None
    return ctx.reply("encuestas/resultados_publicados", buttons=_back(found), personas=people, url=url, cuando=later)


def _note(ctx: Context, found: Resultados, text: str) -> Reply:
    note = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not 3 <= len(note) <= LONGEST_NOTE:
        return ask(ctx, found, "cambios", refused=True)
    ctx.session.get_one(Resultado, found.campana.id).cambios = note
    named = sin_personas(note) != note
    return ctx.reply("encuestas/resultados_anotado", buttons=_back(found), nota=note, nombres=named)


def _back(found: Resultados) -> Rows:
    return ((button("atras", f"resultados:{found.campana.id}"),),)
