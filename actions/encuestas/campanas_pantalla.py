"""A screen of the wizard: what is chosen so far, what may be chosen, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from actions.context import Context, button
from actions.turn import Button, Outcome, Reply
from municipio.encuestas.modelo import Campana
from municipio.encuestas.panel import cuando
from municipio.encuestas.ventana import Ventana
from municipio.encuestas.versiones import encuesta_de
from municipio.fechas import DIAS as NOMBRES
from municipio.municipios.registro import DIAS

ORDER = ("textos", "publico", "horario", "cierre", "tope", "enlace", "prueba", "resumen")


def screen(
    ctx: Context,
    campana: Campana,
    name: str,
    rows: Sequence[Sequence[Button]],
    note: str | None = None,
    **values: object,
) -> Reply:
    """The screen `name` with its choices. `note`: why it is shown once more."""
    return ctx.reply(
        "encuestas/borrador",
        Outcome.CLARIFY,
        buttons=(*(tuple(row) for row in rows), *_ways(campana, name)),
        replaces=ctx.turn.kind == "press",
        paso=name,
        nota=note,
        titulo=encuesta_de(ctx.session, campana).titulo,
        campana=campana,
        horario=hours(campana),
        cierra=cuando(campana.hasta.astimezone(ctx.local.tzinfo)),
        datos=values,
    )


def hours(campana: Campana) -> str:
    """«de lunes a viernes, de 8:00 a 18:00»."""
    ventana = Ventana.model_validate(campana.ventana)
    places = [DIAS.index(dia) for dia in ventana.dias]
    names = [NOMBRES[place] for place in places]
    together = len(places) > 2 and places == list(range(places[0], places[-1] + 1))
    days = (
        f"de {names[0]} a {names[-1]}"
        if together
        else " y ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    )
    return f"{days}, de {ventana.desde.hour}:{ventana.desde:%M} a {ventana.hasta.hour}:{ventana.hasta:%M}"


def _ways(campana: Campana, name: str) -> tuple[tuple[Button, ...], ...]:
    """To the screen before and the one after, and to the summary."""
    at, data = ORDER.index(name), f"encuesta:{campana.id}"
    before = () if at == 0 else (button("atras", f"{data}:{ORDER[at - 1]}"),)
    after = () if at == len(ORDER) - 1 else (button("sigue", f"{data}:{ORDER[at + 1]}"),)
    whole = ((button("ver_resumen", data),),) if at < len(ORDER) - 2 else ()
    return ((*before, *after), *whole)
