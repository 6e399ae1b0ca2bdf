"""What a digest says: plain Spanish, due first, one line each, and a button a line to open it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment

from municipio.encuestas.garantias import Garantia
from municipio.encuestas.invitacion import botones, invitacion
from municipio.encuestas.plantilla import Encuesta
from municipio.fechas import fecha_cercana, fecha_larga
from municipio.municipios.registro import Municipio
from municipio.plan.noticias import Noticia
from municipio.plan.periodos import dicho
from municipio.plan.recordar import RESPONSABLE, Pendiente
from municipio.plan.registro import SUPLENTE
from municipio.plan.titulares import Puesto
from municipio.templates import environment, words

SHOWN = 12
"""Items of a digest; the rest is told as a number, and /pendientes shows them all."""
SHOWN_DONE = 5
"""Of what is done at last, so many by name."""


def digest(
    municipio: Municipio, items: list[Pendiente], today: date, news: Sequence[Noticia] = ()
) -> tuple[str, list[list[dict[str, str]]]]:
    """The text (Telegram's HTML, escaped) and the rows of buttons of somebody's digest; `news`: what is done or not."""
    shown, own = items[:SHOWN], [one for one in items if one.como in (RESPONSABLE, SUPLENTE)]
    lines = [
        {
            "nombre": one.fila.nombre,
            "periodo": one.fila.periodo,
            "cuando": when(one, today),
            "como": one.como,
            "atraso": one.atraso,
        }
        for one in shown
    ]
    rest, others = len(items) - len(shown), len(own) < len(items)
    template = _environment().get_template("resumen.html.j2")
    done = [one for one in news if one.hecha]
    text = template.render(
        m=municipio,
        lineas=lines,
        resto=rest,
        propias=bool(own),
        ajenas=others,
        reabiertas=[one for one in news if not one.hecha],
        cumplidas=done[:SHOWN_DONE],
        mas_cumplidas=len(done[SHOWN_DONE:]),
    )
    rows = [
        [{"text": f"{number}. {_short(one.fila.nombre)}", "callback_data": f"v:{one.fila.id}"}]
        for number, one in enumerate(shown, 1)
    ]
    return text.strip(), rows


def nobody_hears(municipio: Municipio, posts: list[Puesto]) -> tuple[str, list[list[dict[str, str]]]]:
    """What the coordination is told of posts that nobody holds, or whose holders blocked the bot; and its button."""
    shown = posts[:SHOWN]
    template = _environment().get_template("sin_titular.html.j2")
    text = template.render(m=municipio, puestos=shown, resto=len(posts) - len(shown))
    return text.strip(), [[{"text": _words()["invitar"], "callback_data": "invitar"}]]


def invitation(
    municipio: Municipio, encuesta: Encuesta, campana: int, *, again: bool
) -> tuple[str, list[list[dict[str, str]]]]:
    """What somebody is invited with, or reminded `again`, and the buttons to begin or to be left in peace."""
    rows = [[{"text": said, "callback_data": f"opinar:{campana}:{what}"}] for what, said in botones().items()]
    return invitacion(municipio, encuesta, recuerdo=again), rows


def paused(titulo: str, periodo: Garantia, cierra: date) -> str:
    """What the coordination is told when the law pauses a campaign, which closes on the day `cierra`."""
    template = _environment().get_template("pausada.html.j2")
    antes = fecha_larga(cierra) if cierra <= periodo.hasta else None
    return template.render(titulo=titulo, periodo=periodo, hasta=fecha_larga(periodo.hasta), antes=antes).strip()


def closed(titulo: str, cuantas: int) -> str:
    """What the coordination is told when a campaign ends by itself; `cuantas` answered, all of it or part."""
    return _environment().get_template("cerrada.html.j2").render(titulo=titulo, cuantas=cuantas).strip()


def when(item: Pendiente, today: date) -> str:
    """«vence el viernes 30 de enero, en 3 días hábiles»."""
    words = _words()
    day = item.fila.para
    phrase = {0: "hoy", 1: "manana", -1: "ayer"}.get(item.dias) or ("faltan" if item.dias > 0 else "vencio")
    if item.dias == 0 and day > today:
        phrase = "sin_habiles"
    told: str = words[phrase].format(dia=fecha_cercana(day), n=abs(item.dias))
    return told


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39].rstrip()}…"


def _words() -> dict[str, Any]:
    return words("reminders")


@cache
def _environment() -> Environment:
    own = environment("reminders")
    own.filters["periodo"] = dicho
    return own
