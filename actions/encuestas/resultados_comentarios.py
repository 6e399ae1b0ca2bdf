"""What people wrote, one comment at a time: the coordinator lets each one out or not."""

from __future__ import annotations

from actions.context import Context, button
from actions.turn import Outcome, Reply
from municipio.encuestas import comentarios
from municipio.encuestas.comentarios import LARGO_CLAVE, Comentario
from municipio.encuestas.resultados import Resultados

DECISIONS = {"si": True, "no": False}


def attend(ctx: Context, found: Resultados, what: list[str]) -> Reply:
    """`…:comentarios` shows the first one; `…:<key>:si` and `…:<key>:no` decide it and show the next."""
    read = comentarios.todos(ctx.session, found.campana, found.minimo)
    match what:
        case [key, answer] if answer in DECISIONS and len(key) == LARGO_CLAVE:
            comentarios.marcar(ctx.session, found.campana, key, publicar=DECISIONS[answer])
            place = next((i for i, one in enumerate(read) if one.clave > key), len(read))
            return _show(ctx, found, read, place, decided=True)
        case _:
            return _show(ctx, found, read, 0)


def _show(ctx: Context, found: Resultados, read: list[Comentario], place: int, *, decided: bool = False) -> Reply:
    base = f"resultados:{found.campana.id}"
    back = (button("atras", base),)
    if place >= len(read):
        out = sum(one.publicado for one in comentarios.todos(ctx.session, found.campana, found.minimo))
        again = (button("revisar_otra_vez", f"{base}:comentarios"),) if read else ()
        return ctx.reply("encuestas/resultados_revisados", buttons=((*again, *back),), total=len(read), publicados=out)
    one = read[place]
    data = f"{base}:comentarios:{one.clave}"
    choose = (button("publicar_este", f"{data}:si"), button("no_publicar", f"{data}:no"))
    return ctx.reply(
        "encuestas/resultados_comentario",
        Outcome.CLARIFY,
        buttons=(choose, back),
        replaces=decided and ctx.turn.kind == "press",
        comentario=one,
        numero=place + 1,
        total=len(read),
    )
