"""Ledger, faults, clock, limits, and the state that the page of phones loads."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request

from bot.simulator.control.common import Context, need, number, read_json
from bot.simulator.control.people import phone_json
from bot.simulator.core import Simulator
from bot.simulator.errors import ControlError
from bot.simulator.ledger import MAX_ENTRIES, LedgerQuery
from bot.simulator.model import Json

PAGE_MESSAGES = 200
MAX_WAIT_S = 120.0


async def read_ledger(request: Request, context: Context) -> Json:
    """GET /control/ledger: entries after ``after``; with ``timeout`` it waits for ``count`` of them."""
    asked = request.query_params
    query = LedgerQuery(
        after=number(request, "after", 0),
        chat_id=number(request, "chat_id", 0) or None,
        methods=frozenset(name.lower() for name in asked.get("method", "").split(",") if name),
        refused=asked.get("refused", "") in ("1", "true"),
        limit=number(request, "limit", MAX_ENTRIES),
    )
    ledger = context.sim.ledger
    timeout_s = min(number(request, "timeout", 0.0), MAX_WAIT_S)
    count = number(request, "count", 1)
    entries = await ledger.wait_for(query, count, timeout_s) if timeout_s else ledger.find(query)
    return {"last_seq": ledger.last_seq, "entries": [entry.to_json() for entry in entries]}


async def clear_ledger(_request: Request, context: Context) -> Json:
    """DELETE /control/ledger."""
    context.sim.ledger.clear()
    return {"last_seq": context.sim.ledger.last_seq}


async def list_faults(_request: Request, context: Context) -> Json:
    """GET /control/faults: those in force."""
    return {"faults": [fault.to_json() for fault in context.sim.faults.listed()]}


async def inject_fault(request: Request, context: Context) -> Json:
    """POST /control/faults: one more (fields of `Fault`)."""
    return context.sim.faults.inject(await read_json(request)).to_json()


async def clear_faults(_request: Request, context: Context) -> Json:
    """DELETE /control/faults."""
    context.sim.faults.clear()
    return {"faults": []}


async def read_clock(_request: Request, context: Context) -> Json:
    """GET /control/clock."""
    return clock_json(context.sim)


async def set_clock(request: Request, context: Context) -> Json:
    """POST /control/clock: ``advance_s``, ``offset_s``, ``to`` (ISO; Bogotá when it says no zone) or ``reset``."""
    body, clock = await read_json(request), context.sim.clock
    if body.get("reset"):
        clock.set_offset(0.0)
    elif "advance_s" in body:
        clock.advance(need(body, "advance_s", int, float))
    elif "offset_s" in body:
        clock.set_offset(need(body, "offset_s", int, float))
    elif "to" in body:
        clock.travel_to(_moment(need(body, "to")))
    else:
        raise ControlError("Diga «advance_s», «offset_s», «to» o «reset»")
    context.sim.hub.publish("clock", clock=clock_json(context.sim))
    return clock_json(context.sim)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ControlError(f"«{text}» no es una fecha ISO") from error


def clock_json(sim: Simulator) -> Json:
    """The clock as the control API describes it."""
    return {
        "now": sim.clock.moment().isoformat(timespec="seconds"),
        "epoch_s": sim.clock.now(),
        "offset_s": sim.clock.offset_s,
    }


async def change_settings(request: Request, context: Context) -> Json:
    """POST /control/settings: ``flood_scale`` (0: no limits), ``privacy_mode`` in groups."""
    body, sim = await read_json(request), context.sim
    if "flood_scale" in body:
        sim.flood.set_scale(float(body["flood_scale"]))
    if "privacy_mode" in body:
        sim.privacy_mode = bool(body["privacy_mode"])
    return {"flood_scale": sim.flood.scale, "privacy_mode": sim.privacy_mode}


async def choose_municipio(request: Request, context: Context) -> Json:
    """POST /control/municipio: every phone of the page opens the link of ``slug``."""
    slug, sim = need(await read_json(request), "slug"), context.sim
    if slug not in sim.options.municipios:
        raise ControlError(f"No existe el municipio «{slug}»", 404)
    sim.municipio = slug
    sim.hub.publish("municipio", slug=slug)
    for person in list(sim.world.cast()):
        if not person.blocked:
            context.people.start(person, slug)
    return {"municipio": slug}


async def reset(_request: Request, context: Context) -> Json:
    """POST /control/reset: as just started (see `Simulator.reset`)."""
    context.sim.reset()
    return {"last_seq": context.sim.ledger.last_seq}


async def state(_request: Request, context: Context) -> Json:
    """GET /control/state: all that the page needs to draw itself."""
    sim = context.sim
    return {
        "bot": {**sim.bot.to_json(), **sim.profile},
        "municipios": [{"slug": slug, "name": name} for slug, name in sim.options.municipios.items()],
        "municipio": sim.municipio,
        "clock": clock_json(sim),
        "phones": [phone_json(sim, user, PAGE_MESSAGES) for user in sim.world.cast()],
        "last_seq": sim.ledger.last_seq,
    }
