"""Of when a plan is: the document's own dates, and those of its last adoption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actions.context import Context
from municipio.plan.agenda import Adopcion
from municipio.plan.recurrencia import mover_anos
from municipio.plan.registro import Fase, Plan
from municipio.plan.servicio import adopciones


@dataclass(frozen=True, slots=True)
class Vigencia:
    """The adoptions of a plan as they are told today."""

    plan: Plan
    hechas: list[Adopcion]
    hoy: date

    @property
    def nueva(self) -> Adopcion | None:
        """The last time that it was adopted again, or None."""
        return self.hechas[-1] if len(self.hechas) > 1 else None

    @property
    def ultima(self) -> Adopcion:
        """The last adoption: a new one, or that of the document."""
        return self.hechas[-1]

    @property
    def rige(self) -> bool:
        """Whether the plan is in force today."""
        return self.ultima.hasta >= self.hoy and (self.ultima.desde is None or self.ultima.desde <= self.hoy)

    @property
    def original_vencido(self) -> bool:
        """Whether the dates of the document itself are over."""
        return self.hechas[0].hasta < self.hoy

    def movida(self, fase: Fase) -> date | None:
        """The date of a phase by the new adoption; None without one."""
        return None if self.nueva is None else mover_anos(fase.vence, self.nueva.ano - self.plan.ano)


def vigencia(ctx: Context, plan: Plan) -> Vigencia:
    """The adoptions of the plan of this turn's municipality."""
    return Vigencia(plan, adopciones(ctx.session, ctx.slug, plan), ctx.local.date())
