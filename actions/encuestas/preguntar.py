"""A question of a survey as it is asked: its text, its buttons, and how to answer by typing."""

from __future__ import annotations

from typing import Any

from actions.context import Context, button
from actions.encuestas import espera
from actions.encuestas.decir import told
from actions.render import texts
from actions.turn import Button, Outcome, Reply
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.motor import avance
from municipio.encuestas.plantilla import NO_SABE, VARIAS, Encuesta, Opcion, Orientacion, Pregunta
from municipio.encuestas.valores import Valor, pide_texto

BACK, SKIP, DONE = "_atras", "_saltar", "_listo"
"""What the steering buttons of a question carry in the place of an option; no key of an option has a `_`."""
MOST_BUTTONS = 13
"""More options than this are not laid as buttons: their names are typed."""
SHORT = 12

Rows = tuple[tuple[Button, ...], ...]


def ask(ctx: Context, sheet: Cuaderno, note: str = "", guidance: Orientacion | None = None) -> Reply:
    """The question that waits for its answer. `note`: what is told before it; `guidance`: of the answer before."""
    campana, pregunta = sheet.campana, sheet.actual
    assert pregunta is not None, "a sheet that is not complete asks something"  # noqa: S101
    espera.keep(ctx.state, campana, ctx.turn.now)
    valor = sheet.respuestas.get(pregunta.clave, {})
    which = pide_texto(pregunta, valor) and pregunta.clave == sheet.parada
    data = f"opinar:{campana}:{pregunta.clave}"
    options = () if which and pregunta.tipo not in VARIAS else choices(pregunta, valor, data)
    return ctx.reply(
        "encuestas/pregunta",
        Outcome.CLARIFY,
        buttons=(*options, *_ways(sheet, pregunta, valor, data, which=which)),
        replaces=ctx.turn.kind == "press",
        cual=which,
        dicho=told(pregunta, valor) if valor and not which else "",
        nota=note,
        orienta=guidance,
        oficina=ctx.municipio.dependencia_de(guidance.despacho) if guidance else None,
        primera=not sheet.camino.hechas,
        **told_of(sheet.encuesta, pregunta),
    )


def told_of(encuesta: Encuesta, pregunta: Pregunta) -> dict[str, Any]:
    """What the template tells of a question, whoever answers it."""
    numero, de = avance(encuesta, pregunta)
    return {
        "pregunta": pregunta,
        "opciones": _listed(pregunta),
        "varias": pregunta.tipo in VARIAS,
        "numero": numero,
        "de": de,
        "como": how(pregunta),
    }


def how(pregunta: Pregunta) -> str:
    """How to answer it, in a line."""
    ways = texts()["encuestas"]["como"]
    if pregunta.tipo == "multiple" and pregunta.tope < len(pregunta.opciones):
        return str(ways["hasta"]).format(tope=pregunta.tope)
    if pregunta.tipo == "lugar" and pregunta.alternativas:
        return str(ways["unica"])
    if pregunta.tipo == "si_no" and pregunta.en_parte:
        return str(ways["en_parte"])
    return str(ways[pregunta.tipo])


def _listed(pregunta: Pregunta) -> tuple[Opcion, ...]:
    """The options told in the text, each with its number."""
    return () if pregunta.tipo in ("si_no", "recomendacion") else pregunta.alternativas


def choices(pregunta: Pregunta, valor: Valor, data: str) -> Rows:
    """The options of a question as buttons, those of `valor` marked; none when they are too many."""
    if len(pregunta.alternativas) > MOST_BUTTONS:
        return ()
    marked = valor.get("opciones", []) if pregunta.tipo in VARIAS else []
    buttons = [_choice(opcion, marked, data, ranks=pregunta.tipo == "orden") for opcion in pregunta.alternativas]
    per_row = 4 if pregunta.tipo == "recomendacion" else 3 if pregunta.tipo == "si_no" else 1
    if per_row == 1 and all(len(opcion.texto) <= SHORT for opcion in pregunta.alternativas):
        per_row = 2
    return tuple(tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row))


def _choice(opcion: Opcion, marked: list[str], data: str, *, ranks: bool) -> Button:
    if opcion.clave not in marked:
        return Button(opcion.texto, f"{data}:{opcion.clave}")
    mark = f"{marked.index(opcion.clave) + 1}." if ranks else "✓"
    return Button(f"{mark} {opcion.texto}", f"{data}:-{opcion.clave}")


def _ways(sheet: Cuaderno, pregunta: Pregunta, valor: Valor, data: str, *, which: bool) -> Rows:
    """«Listo» or «no sé», and then the ways around the question."""
    own: list[Button] = []
    if pregunta.tipo in VARIAS or which or sheet.reabierta:
        own += [button("listo", f"{data}:{DONE}")] if valor else []
    if pregunta.no_sabe and not which:
        own.append(button("no_se", f"{data}:{NO_SABE}"))
    around = [button("pregunta_anterior", f"{data}:{BACK}")] if sheet.camino.anterior else []
    if not pregunta.obligatoria or pregunta.clave in sheet.respuestas:
        around.append(button("saltar", f"{data}:{SKIP}"))
    later = () if sheet.reabierta else (button("despues", f"opinar:{sheet.campana}:pausa"),)
    return tuple(row for row in (*((one,) for one in own), tuple(around), later) if row)
