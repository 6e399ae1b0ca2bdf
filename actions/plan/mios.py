"""Who may see and do what about a due date: the posts of the chat, and a due date looked up by the data of a button."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.context import Context
from actions.turn import Papel
from municipio.personas.modelo import Rol
from municipio.plan.gestion import cargos_de
from municipio.plan.modelo import VencimientoFila
from municipio.plan.registro import Accion, Indicador

CONTROL_INTERNO = "control-interno"


@dataclass(frozen=True, slots=True)
class Mio:
    """A due date that the chat may see. `cargo`: its own post that answers for it; None when it only looks on.
    `coordina`: it is of the coordination."""

    ctx: Context
    fila: VencimientoFila
    cargo: str | None
    coordina: bool = False

    @property
    def nombre(self) -> str:
        """Its name, without the final point."""
        return self.fila.nombre.rstrip(".")

    @property
    def accion(self) -> Accion | None:
        """The action of the plan that it belongs to; None for a meeting, a report or a phase."""
        plan = self.ctx.catalogo.plan
        return next((a for a in plan.acciones if a.clave == self.fila.accion), None) if plan else None

    @property
    def indicadores(self) -> list[Indicador]:
        """Those whose value is asked; a quota is counted instead."""
        accion = self.accion
        return [] if accion is None or self.fila.tipo == "cuota" else accion.indicadores

    @property
    def responden(self) -> list[str]:
        """The names of the posts that answer for it."""
        names = posts(self.ctx)
        return [names.get(clave, clave) for clave in self.fila.responsables]


def posts(ctx: Context) -> dict[str, str]:
    """The posts of the plan by key."""
    plan = ctx.catalogo.plan
    return {cargo.clave: cargo.nombre for cargo in plan.cargos} if plan else {}


def held(ctx: Context) -> frozenset[str]:
    """The posts that this chat holds in the municipality of the turn."""
    return cargos_de(ctx.session, ctx.slug, ctx.turn.chat_id)


def oversees(ctx: Context) -> bool:
    """Whether the chat may look at the whole plan: the coordination, and who hears of what is late."""
    return Rol.COORDINADOR in ctx.turn.roles or bool(_overseers(ctx) & held(ctx))


def parts(ctx: Context) -> frozenset[Papel]:
    """The part of this chat in the plan; nothing for a citizen."""
    found: set[Papel] = set()
    if held(ctx):
        found.add("responde")
    if oversees(ctx):
        found.add("mira")
    if Rol.COORDINADOR in ctx.turn.roles:
        found.add("coordina")
    return frozenset(found)


def look_up(ctx: Context, number: str) -> Mio | None:
    """The due date that a button names, in its own municipality; None when it is none of this chat's business."""
    fila = ctx.session.get(VencimientoFila, int(number)) if number.isdecimal() and len(number) <= 9 else None
    if fila is None or fila.municipio not in ctx.padron.slugs:
        return None
    there = ctx if fila.municipio == ctx.slug else replace(ctx, slug=fila.municipio)
    suyos = held(there)
    cargo = next((clave for clave in fila.responsables if clave in suyos), None)
    coordina = fila.municipio == ctx.slug and Rol.COORDINADOR in ctx.turn.roles
    if cargo is None and not coordina and not _overseers(there) & suyos:
        return None
    return Mio(there, fila, cargo, coordina)


def _overseers(ctx: Context) -> frozenset[str]:
    """The posts that may look at the whole plan."""
    plan = ctx.catalogo.plan
    return frozenset({CONTROL_INTERNO}) | (plan.oyen if plan else frozenset())
