"""`/resultados`: what people answered, for the coordination and internal control: a survey, a question, its picture.

What is asked for comes as a new message: a message with a picture below it that changed would change out of sight.
"""

from __future__ import annotations

from html import escape

from actions import options
from actions.context import Context, button, in_rows, menu_buttons
from actions.encuestas import resultados_comentarios, resultados_salida
from actions.encuestas.escrito import RESULTADOS
from actions.pages import page_of
from actions.plan.botones import choice
from actions.plan.mios import oversees
from actions.render import texts
from actions.turn import Attachment, Reply
from municipio.encuestas import campana as campanas
from municipio.encuestas import frases, resultados
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.resultados import Resultados
from municipio.encuestas.versiones import encuesta_de
from municipio.personas.modelo import Rol

PICTURE = "encuestas.grafica"


def attend(ctx: Context) -> Reply:
    """`resultados`, `resultados:p:<page>`, `resultados:<id>[:<what>…]`; after the command, `publicar <address>`."""
    RESULTADOS.leave(ctx.state)
    if not oversees(ctx) or ctx.turn.group:
        return ctx.reply("encuestas/resultados_no", buttons=menu_buttons())
    match ctx.argument:
        case ("p", page):
            return _list(ctx, page, turned=True)
        case ("publicar", *address) if ctx.turn.kind == "text":
            return _publish_last(ctx, " ".join(address))
        case (number, *what):
            campana = campanas.buscar(ctx.session, ctx.slug, number)
            if campana is not None and campana.estado in resultados.CON_RESULTADOS:
                return _one(ctx, campana, what)
    return _list(ctx, "0")


def typed(ctx: Context) -> Reply:
    """The address or the note that was asked for; the words of a button press it."""
    number, field = RESULTADOS.asked(ctx.state)
    RESULTADOS.leave(ctx.state)
    campana = campanas.buscar(ctx.session, ctx.slug, number)
    data = options.chosen(ctx.state, ctx.turn.text)
    if data is not None and data.startswith("resultados"):
        ctx.argument = tuple(data.split(":")[1:])
    elif campana is not None and Rol.COORDINADOR in ctx.turn.roles and not ctx.turn.group:
        return resultados_salida.write(ctx, resultados.leer(ctx.session, campana), field, ctx.turn.text)
    return attend(ctx)


def _one(ctx: Context, campana: Campana, what: list[str]) -> Reply:
    resultados.preparar(ctx.session, ctx.municipio, campana)
    found = resultados.leer(ctx.session, campana)
    coordinates = Rol.COORDINADOR in ctx.turn.roles
    match what:
        case ["q", place] if place.isdecimal() and int(place) < len(found.tablas):
            return _question(ctx, found, int(place))
        case ["preguntas", page]:
            return _questions(ctx, found, page)
        case ["antes"] if found.comparacion is not None:
            return _compared(ctx, found)
        case ["archivos"] if found.final:
            return resultados_salida.files(ctx, found)
        case ["publicar" | "cambios" as field] if found.final and coordinates:
            return resultados_salida.ask(ctx, found, field)
        case ["comentarios", *rest] if found.final and coordinates:
            return resultados_comentarios.attend(ctx, found, rest)
        case _:
            return card(ctx, found)


def card(ctx: Context, found: Resultados) -> Reply:
    """How many took part, and what there is to see."""
    base = f"resultados:{found.campana.id}"
    can = [button("por_pregunta", f"{base}:preguntas:0")]
    if found.comparacion is not None:
        can.append(button("con_la_anterior", f"{base}:antes"))
    if found.final:
        can.append(button("archivos", f"{base}:archivos"))
    if found.final and Rol.COORDINADOR in ctx.turn.roles:
        can += [button("comentarios", f"{base}:comentarios"), button("que_cambio", f"{base}:cambios")]
        can.append(button("publicar", f"{base}:publicar"))
    reply = ctx.reply(
        "encuestas/resultados",
        buttons=(*in_rows(can, 2), (button("atras", "resultados"),)),
        r=found,
        f=frases,
    )
    return reply.with_files(_picture(ctx, found, texts()["resultados"]["participacion"]))


def _list(ctx: Context, number: str, *, turned: bool = False) -> Reply:
    """A page of it; `turned` to from another one."""
    page = page_of(resultados.con_resultados(ctx.session, ctx.slug), number)
    titles = {c.id: encuesta_de(ctx.session, c).titulo for c in page.shown}
    return ctx.reply(
        "encuestas/resultados_lista",
        buttons=(
            *(choice(n, titles[c.id], f"resultados:{c.id}") for n, c in enumerate(page.shown, 1)),
            *page.steering(lambda n: f"resultados:p:{n}", None),
        ),
        replaces=turned and ctx.turn.kind == "press",
        pagina=page,
        titulos=titles,
        cerrada=EstadoCampana.CERRADA.value,
    )


def _questions(ctx: Context, found: Resultados, number: str) -> Reply:
    base = f"resultados:{found.campana.id}"
    page = page_of(list(enumerate(found.tablas)), number)
    return ctx.reply(
        "encuestas/resultados_preguntas",
        buttons=(
            *(choice(n, tabla.pregunta.texto, f"{base}:q:{place}") for n, (place, tabla) in enumerate(page.shown, 1)),
            *page.steering(lambda n: f"{base}:preguntas:{n}", base),
        ),
        r=found,
        pagina=page,
    )


def _question(ctx: Context, found: Resultados, place: int) -> Reply:
    base, tabla = f"resultados:{found.campana.id}", found.tablas[place]
    back = [button("atras", f"{base}:preguntas:{place // 8}")]
    if place + 1 < len(found.tablas):
        back.append(button("siguiente", f"{base}:q:{place + 1}"))
    reply = ctx.reply(
        "encuestas/resultados_pregunta",
        buttons=(tuple(back),),
        r=found,
        tabla=tabla,
        numero=place + 1,
        cortes=[corte for corte in found.cortes if corte.pregunta.clave == tabla.pregunta.clave],
        f=frases,
    )
    return reply.with_files(_picture(ctx, found, tabla.pregunta.texto, place)) if tabla.filas else reply


def _compared(ctx: Context, found: Resultados) -> Reply:
    back = (button("atras", f"resultados:{found.campana.id}"),)
    return ctx.reply("encuestas/resultados_antes", buttons=(back,), r=found, f=frases)


def _publish_last(ctx: Context, address: str) -> Reply:
    """`/resultados publicar <address>`, of the survey that closed last."""
    closed = [c for c in resultados.con_resultados(ctx.session, ctx.slug) if c.cerrada_en is not None]
    if not closed or Rol.COORDINADOR not in ctx.turn.roles:
        return _list(ctx, "0")
    last = max(closed, key=lambda c: c.cerrada_en or c.hasta)
    resultados.preparar(ctx.session, ctx.municipio, last)
    return resultados_salida.write(ctx, resultados.leer(ctx.session, last), "publicar", address)


def _picture(ctx: Context, found: Resultados, caption: str, place: int | None = None) -> Attachment:
    which = {} if place is None else {"pregunta": place}
    return Attachment("photo", PICTURE, {"municipio": ctx.slug, "campana": found.campana.id, **which}, escape(caption))
