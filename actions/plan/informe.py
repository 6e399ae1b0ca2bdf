"""`/informe`: the follow-up report of a half-year, to publish and to print, for who oversees the plan."""

from __future__ import annotations

import re

from actions.context import Context, menu_buttons
from actions.plan.mios import oversees
from actions.render import label, texts
from actions.turn import Attachment, Button, Reply
from municipio.plan.semestres import Semestre, de_clave, semestre_de
from municipio.texto import normalizar

FORMS = ("html", "pdf")
EARLIEST = 2008
"""Of the oldest plans."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_SECOND = re.compile(r"\b(2|ii|dos|segundo|final|diciembre)\b")
_FIRST = re.compile(r"\b(1|i|uno|primer|primero|mitad|junio)\b")


def attend(ctx: Context) -> Reply:
    """`/informe` (the last half-year that ended), `/informe primer semestre de 2026`, `informe:2026-1`."""
    if not oversees(ctx) or ctx.catalogo.plan is None:
        return ctx.reply("plan/solo_informe", buttons=menu_buttons())
    current = semestre_de(ctx.local.date())
    asked = " ".join(ctx.argument)
    chosen = _named(asked, current) if asked else current.anterior
    if chosen is None or not chosen.ano >= EARLIEST or chosen > current:
        return ctx.reply("plan/cual_informe", buttons=_around(current, current), ejemplo=_told(current.anterior))
    params = {"municipio": ctx.slug, "semestre": chosen.clave}
    files = tuple(
        Attachment("document", "plan.informe", {**params, "forma": form}, texts()["informe"][form]) for form in FORMS
    )
    reply = ctx.reply(
        "plan/informe",
        buttons=_around(chosen, current),
        replaces=ctx.turn.kind == "press",
        semestre=_told(chosen),
        abierto=chosen == current,
    )
    return reply.with_files(*files)


def _named(text: str, current: Semestre) -> Semestre | None:
    """The half-year that a text names; without a year, the last one of that half."""
    if (exact := de_clave(text)) is not None:
        return exact
    plain = normalizar(text)
    year, rest = _YEAR.search(plain), _YEAR.sub(" ", plain)
    half = 2 if _SECOND.search(rest) else 1 if _FIRST.search(rest) else None
    if half is None:
        return None
    if year is not None:
        return Semestre(int(year[1]), half)
    return max(one for one in (current, current.anterior) if one.mitad == half)


def _around(chosen: Semestre, current: Semestre) -> tuple[tuple[Button, ...], ...]:
    """A button for the half-year before and, when there is one, for the one after."""
    beside = [chosen.anterior] if chosen == current else [chosen.anterior, chosen.siguiente]
    row = tuple(Button(_told(one).capitalize(), f"informe:{one.clave}") for one in beside if one.ano >= EARLIEST)
    return (row, (Button(label("tablero"), "tablero"),))


def _told(one: Semestre) -> str:
    told: str = texts()["informe"]["semestre"].format(mitad=texts()["informe"]["mitades"][one.mitad - 1], ano=one.ano)
    return told
