"""Whom a draft will invite."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from actions.context import Context, button
from actions.encuestas.campanas_pantalla import screen
from actions.encuestas.escrito import BORRADOR
from actions.render import texts
from actions.turn import Button, Reply
from municipio.encuestas import audiencia as audiencias
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.modelo import Campana
from municipio.fechas import fecha_cercana

ZONES = ("rural", "urbana")


def audience(ctx: Context, campana: Campana, choice: list[str], note: str | None = None) -> Reply:
    """`publico`: the ways to choose; `publico:<way>[:<which>]` chooses, or asks what is missing."""
    match choice:
        case ["todas"]:
            _choose(campana, Audiencia())
        case ["zona", zone] if zone in ZONES:
            _choose(campana, Audiencia(tipo="zona", zona=zone))
        case ["tema", key] if key in ctx.padron.etiquetas.temas:
            _choose(campana, Audiencia(tipo="tema", tema=key))
        case ["tema"]:
            return _themes(ctx, campana)
        case ["nuevas"] | ["muestra"]:
            return ask(ctx, campana, choice[0])
        case ["entera"]:
            _choose(campana, chosen(campana).model_copy(update={"muestra": None}))
    return _ways(ctx, campana, note)


def ask(ctx: Context, campana: Campana, what: str, note: str | None = None) -> Reply:
    """Since which day (`nuevas`), or how many (`muestra`)."""
    BORRADOR.wait_for(ctx.state, campana.id, f"publico:{what}")
    back = [[button("cancelar", f"encuesta:{campana.id}:publico")]]
    return screen(ctx, campana, "publico", back, note, pide=what, hay=size(ctx, campana))


def chosen(campana: Campana) -> Audiencia:
    """What is chosen now."""
    return Audiencia.model_validate(campana.audiencia)


def size(ctx: Context, campana: Campana) -> int:
    """How many may be invited, the sample aside."""
    return len(audiencias.elegir(ctx.session, ctx.claves, campana, ZoneInfo(ctx.municipio.zona_horaria)))


def told(ctx: Context, campana: Campana) -> str:
    """The audience in words."""
    one, words = chosen(campana), texts()["campanas"]["publico"]
    theme = ctx.padron.etiquetas.temas.get(one.tema or "")
    text: str = words[one.tipo].format(
        zona=one.zona, tema=theme.nombre if theme else one.tema, desde=fecha_cercana(one.desde) if one.desde else ""
    )
    return text if one.muestra is None else words["muestra"].format(de=text, n=one.muestra)


def _choose(campana: Campana, audiencia: Audiencia) -> None:
    campana.audiencia = audiencia.model_dump(mode="json")


def _ways(ctx: Context, campana: Campana, note: str | None) -> Reply:
    data = f"encuesta:{campana.id}:publico"
    zones = audiencias.por_zona(ctx.session, ctx.slug)
    by_zone = [Button(f"{_zone(zone)} ({zones[zone]})", f"{data}:zona:{zone}") for zone in ZONES if zones.get(zone)]
    rows = [
        [button("publico_todas", f"{data}:todas")],
        by_zone,
        [button("publico_tema", f"{data}:tema"), button("publico_nuevas", f"{data}:nuevas")],
        [button("publico_entera", f"{data}:entera")]
        if chosen(campana).muestra
        else [button("publico_muestra", f"{data}:muestra")],
    ]
    rows = [row for row in rows if row]
    return screen(ctx, campana, "publico", rows, note, pide=None, quien=told(ctx, campana), hay=size(ctx, campana))


def _themes(ctx: Context, campana: Campana) -> Reply:
    counts = audiencias.por_tema(ctx.session, ctx.slug)
    themes = ctx.padron.etiquetas.temas
    rows = [
        [
            Button(
                f"{themes[key].nombre} ({counts[key]})",
                f"encuesta:{campana.id}:publico:tema:{key}",
                (themes[key].nombre,),
            )
        ]
        for key in themes
        if counts.get(key)
    ]
    return screen(ctx, campana, "publico", rows, None, pide="tema", hay=len(rows))


def _zone(zone: str) -> str:
    name: str = texts()["campanas"]["zonas"][zone]
    return name
