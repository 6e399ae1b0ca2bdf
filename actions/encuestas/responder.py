"""The buttons of a question: `opinar:<campaign>:<question>:<option>`. Each tap is answered, also the second one."""

from __future__ import annotations

from actions.context import Context
from actions.encuestas.decir import told
from actions.encuestas.despedir import thanks
from actions.encuestas.preguntar import BACK, DONE, SKIP, ask
from actions.render import texts
from actions.turn import Reply
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.motor import siguiente
from municipio.encuestas.plantilla import NO_SABE, VARIAS, Orientacion, Pregunta
from municipio.encuestas.valores import Valor, cumple, elegida, pide_texto


def press(ctx: Context, sheet: Cuaderno, clave: str, option: str) -> Reply:
    """A button of the question `clave` was pressed."""
    pregunta = sheet.encuesta.pregunta(clave)
    actual = sheet.actual
    if actual is None:
        return thanks(ctx, sheet, again=True)
    if pregunta is None:
        return ask(ctx, sheet, note("vieja"))
    if pregunta.clave != actual.clave:
        return _passed(ctx, sheet, pregunta, option)
    if option in (BACK, SKIP, DONE):
        return steer(ctx, sheet, pregunta, option)
    valor = elegida(pregunta, option, sheet.respuestas.get(clave, {}))
    return ask(ctx, sheet, note("vieja")) if valor is None else answer(ctx, sheet, pregunta, valor)


def answer(ctx: Context, sheet: Cuaderno, pregunta: Pregunta, valor: Valor, said: str = "") -> Reply:
    """Keep an answer to the question that waits. `said`: what is told of it."""
    if pregunta.tipo in VARIAS and len(valor.get("opciones", [])) > pregunta.tope:
        return ask(ctx, sheet, note("muchas").format(tope=pregunta.tope))
    grows = pregunta.tipo in VARIAS and ctx.turn.kind == "press" and NO_SABE not in valor.get("opciones", [])
    if grows or pide_texto(pregunta, valor):
        sheet.marcar(pregunta, valor)
        return ask(ctx, sheet)
    sheet.responder(pregunta, valor)
    return go_on(ctx, sheet, said, guidance_of(pregunta, valor))


def steer(ctx: Context, sheet: Cuaderno, pregunta: Pregunta, way: str) -> Reply:
    """Back, over, or «Listo»."""
    if way == BACK:
        return ask(ctx, sheet, "" if sheet.atras() else note("primera"))
    if pregunta.obligatoria and pregunta.clave not in sheet.respuestas:
        return ask(ctx, sheet, note("obligatoria"))
    sheet.listo(pregunta)
    return go_on(ctx, sheet)


def change(ctx: Context, sheet: Cuaderno) -> Reply:
    """Back to the last answer of a sheet that was finished; one that was not goes on where it was."""
    if sheet.completa:
        sheet.atras()
    return ask(ctx, sheet)


def go_on(ctx: Context, sheet: Cuaderno, said: str = "", guidance: Orientacion | None = None) -> Reply:
    """The next question, or thanks."""
    return thanks(ctx, sheet, said) if sheet.completa else ask(ctx, sheet, said, guidance)


def guidance_of(pregunta: Pregunta, valor: Valor) -> Orientacion | None:
    """What whoever answers so is told besides."""
    return pregunta.orienta if pregunta.orienta and cumple(pregunta.orienta.si, valor) else None


def note(name: str) -> str:
    """A line of `textos.yml` that is told before a question."""
    return str(texts()["encuestas"]["notas"][name])


def _passed(ctx: Context, sheet: Cuaderno, pregunta: Pregunta, option: str) -> Reply:
    """A question that is behind: the same answer is known already, another one takes its place.

    One that leads elsewhere would throw away what was answered after it: for that she has to go back to it.
    """
    before = sheet.respuestas.get(pregunta.clave)
    behind = pregunta.clave in {p.clave for p in sheet.camino.hechas}
    if not behind or before is None or option in (BACK, SKIP, DONE) or pregunta.tipo in VARIAS:
        return ask(ctx, sheet, note("paso") if behind else note("vieja"))
    valor = elegida(pregunta, option, before)
    if valor is None:
        return ask(ctx, sheet, note("vieja"))
    if valor == before:
        return ask(ctx, sheet, note("repetida"))
    if siguiente(sheet.encuesta, pregunta, valor) != siguiente(sheet.encuesta, pregunta, before):
        return ask(ctx, sheet, note("paso"))
    sheet.responder(pregunta, valor)
    return go_on(ctx, sheet, note("cambiada").format(dicho=told(pregunta, valor)), guidance_of(pregunta, valor))
