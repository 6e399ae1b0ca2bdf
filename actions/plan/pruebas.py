"""Evidence of what was done: texts, links, photos and documents. The first one closes; then more may come."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from actions.context import in_rows
from actions.pages import PAGE, page_of
from actions.plan import quitar
from actions.plan.corregir import offer
from actions.plan.cuando import progress, words
from actions.plan.espera import ADD, EVIDENCE, KEPT, MORE, NO_EVIDENCE, finishes, is_link, leave
from actions.plan.mios import Mio
from actions.plan.preguntar import ask, asked, kept, more_buttons
from actions.plan.tarjeta import add, back, card, see
from actions.turn import Attachment, File, Reply
from municipio.plan import evidencias, gestion
from municipio.plan.evidencias import SIN_EVIDENCIA, Prueba
from municipio.plan.modelo import Evidencia
from municipio.plan.tablero import situacion
from municipio.texto import normalizar

_WITHOUT = frozenset({"sin evidencia", "no tengo", "no tengo evidencia", "ninguna", "no hay", "no hay evidencia"})
_NOT_EVIDENCE = re.compile(r"(?:no (?:se|entiendo|entendi)|como asi|mis pendientes|pendientes|ayuda|hola|gracias)")


def attend(mio: Mio, cargo: str, step: str | None) -> Reply:
    """Something came while evidence was awaited."""
    turn = mio.ctx.turn
    if turn.file is not None:
        return _file(mio, cargo, step, turn.file)
    if turn.kind != "text":
        return ask(mio, words()["solo_evidencia"])
    text = turn.text.strip()
    if finishes(text):
        return finish(mio) if step == MORE else ask(mio, words()["falta_evidencia"])
    if step == EVIDENCE and normalizar(text) in _WITHOUT:
        mio.ctx.state.expects = NO_EVIDENCE
        return ask(mio)
    if step in (EVIDENCE, NO_EVIDENCE) and _is_none(text):
        return ask(mio, words()["eso_no"])
    if step == NO_EVIDENCE:
        return _close(mio, cargo, Prueba(SIN_EVIDENCIA, text))
    return _keep(mio, cargo, step, Prueba("enlace" if is_link(text) else "texto", text))


def without(mio: Mio) -> Reply:
    """«Sin evidencia» was pressed: why?"""
    if not asked(mio, EVIDENCE):
        return card(mio)
    mio.ctx.state.expects = NO_EVIDENCE
    return ask(mio)


def ask_one_more(mio: Mio) -> Reply:
    """«Agregar evidencia», also to what is done."""
    mio.ctx.state.extra[KEPT] = {"id": mio.fila.id}
    mio.ctx.state.expects = ADD
    return ask(mio)


def finish(mio: Mio) -> Reply:
    """«Listo»: what it all came to."""
    leave(mio.ctx.state)
    fila, today = mio.fila, mio.ctx.local.date()
    return mio.ctx.reply(
        "plan/evidencia_lista",
        buttons=((see(mio),), *back(mio)),
        nombre=mio.nombre,
        van=evidencias.cuantas(mio.ctx.session, fila),
        situacion=words()["situaciones"][situacion(fila, today)],
    )


def show(mio: Mio) -> Reply:
    """«Ver evidencias»: all of them, a page at a time, each file after the text."""
    ctx, data = mio.ctx, f"v:{mio.fila.id}"
    counts = evidencias.de(ctx.session, mio.fila)
    page = page_of([*counts, *evidencias.descontadas(ctx.session, mio.fila)], (*ctx.argument, "", "", "")[2])
    first = page.number * PAGE + 1
    numbered = list(enumerate(page.shown, first))
    removals = quitar.buttons(mio, numbered)
    reply = ctx.reply(
        "plan/evidencias",
        buttons=(*page.steering(lambda n: f"{data}:p:{n}", data), *in_rows(removals, 2), *back(mio)),
        nombre=mio.nombre,
        pagina=page,
        pruebas=[(n, una, una.en.astimezone(ctx.local.tzinfo)) for n, una in numbered],
        tipos=words()["tipos"],
        cuentan=len(counts),
        quitar=removals[0].text if removals else None,
    )
    return reply.with_files(*(_attached(n, una) for n, una in numbered if una.sha256))


def _is_none(text: str) -> bool:
    """Whether a text is a question, or other talk: what is closed by it cannot be opened again."""
    return text.endswith("?") or _NOT_EVIDENCE.fullmatch(normalizar(text)) is not None


def _attached(number: int, una: Evidencia) -> Attachment:
    kind: Literal["photo", "document"] = "photo" if una.tipo == "foto" else "document"
    return Attachment(kind, "plan.evidencia", {"evidencia": str(una.id)}, f"{number}. {escape(una.nombre or una.tipo)}")


def _file(mio: Mio, cargo: str, step: str | None, file: File) -> Reply:
    if file.sha256 is None:
        return ask(mio, file.trouble or words()["solo_evidencia"])
    kind = "foto" if file.photo else "documento"
    return _keep(mio, cargo, step, Prueba(kind, mio.ctx.turn.text.strip(), file.sha256, file.name))


def _keep(mio: Mio, cargo: str, step: str | None, prueba: Prueba) -> Reply:
    if step in (EVIDENCE, NO_EVIDENCE):
        return _close(mio, cargo, prueba)
    new = evidencias.agregar(mio.ctx.session, mio.fila, prueba, cargo, mio.ctx.turn.now, mio.ctx.turn.chat_id)
    mio.ctx.state.expects = MORE
    return mio.ctx.reply(
        "plan/evidencia",
        buttons=(more_buttons(mio), (see(mio),), *back(mio)),
        nombre=mio.nombre,
        nueva=new,
        van=evidencias.cuantas(mio.ctx.session, mio.fila),
        guardada=words()["guardada"][prueba.tipo],
    )


def _close(mio: Mio, cargo: str, prueba: Prueba) -> Reply:
    """It is done. With evidence, more may come; without, it may be added when there is some."""
    ctx, fila = mio.ctx, mio.fila
    valores = [(name, value) for name, value in kept(mio)["valores"] if value is not None]
    reached = gestion.cumplir(ctx.session, fila, valores, cargo, ctx.turn.now, [prueba], ctx.turn.chat_id)
    guardada = words()["guardada"].get(prueba.tipo)
    leave(ctx.state)
    if guardada:
        ctx.state.extra[KEPT], ctx.state.expects = {"id": fila.id}, MORE
    mistake = offer(mio)
    return ctx.reply(
        "plan/cumplida",
        buttons=(more_buttons(mio) if guardada else (add(mio),), *([(mistake.button,)] if mistake else []), *back(mio)),
        nombre=mio.nombre,
        completa=reached.completa,
        lleva=progress(ctx, fila, reached),
        guardada=guardada,
    )
