"""The conversation: from a turn and what is remembered to a reply. Channels call it; it knows none of them.

It goes in two halves. `plan` understands (it may wait for the NLU server, and touches no database); `act` replies
inside the caller's transaction, so that the reply, its effects and the turn's «done» are kept together or not at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from actions import options, routes
from actions.charla import charla
from actions.context import Context
from actions.control import steering
from actions.decision import EMERGENCY, NOT_THAT, TRAMITE, Decision, Thresholds, decide
from actions.emergencia import atender as emergencia
from actions.emergencia.peligro import Danger
from actions.encuestas import (
    campanas_escribir,
    despues,
    escuchar,
    invitada,
    opinar,
    resultados,
    retomada,
)
from actions.encuestas import espera as encuesta
from actions.encuestas.escrito import BORRADOR, RESULTADOS
from actions.inicio import inicio
from actions.plan import captura, espera, pulsar, ultima
from actions.preguntas import atender as preguntas
from actions.render import render
from actions.routes import Action
from actions.tramites import aclarar
from actions.turn import Reply, State, Turn
from actions.understanding.contract import Understanding
from actions.understanding.negado import asserted
from municipio.encuestas.claves import Claves
from municipio.encuestas.panel import POR_SEGUNDO
from municipio.personas.modelo import Rol
from municipio.privacidad.mascara import enmascarar, sin_datos_personales
from municipio.tramites.padron import Padron

NO_DECISION = Decision("intent", "ayuda", 1.0)
IN_SURVEY = Decision("intent", despues.SURVEY, 1.0)
LONGEST_KEPT = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done about a turn."""

    action: Action
    decision: Decision
    argument: tuple[str, ...] = ()
    question: str | None = None
    wants_file: bool = False
    """The photo or document that came is to be kept before `act`."""
    other: Plan | None = None
    """While a survey is open, or asked for: what will be done if the text is not for it."""


class Conversation:
    """Attends turns. One object serves every chat; what each chat remembers is in its `State`."""

    def __init__(
        self,
        padron: Padron,
        understanding: Understanding,
        claves: Claves,
        thresholds: Thresholds | None = None,
        per_s: float = POR_SEGUNDO,
    ) -> None:
        self._padron = padron
        self._claves = claves
        self._understanding = understanding
        self._limits = thresholds or Thresholds()
        self._per_s = per_s
        self._danger = Danger(padron.emergencias)

    async def plan(self, turn: Turn, state: State) -> Plan:
        """Understand a turn. Emergencies come before everything, also before knowing the municipality."""
        if turn.kind == "text" and self._danger.kinds(turn.text):
            return self._attend(Decision("intent", EMERGENCY, 1.0))
        if self._slug(turn) is None and not inicio.with_code(self._padron, turn.text):
            return self._choosing_municipality(turn)
        if turn.kind == "press":
            return self._pressed(turn.data or "")
        if espera.waits(state, turn) and not turn.text.startswith("/"):
            wants = turn.file is not None and espera.wants_file(state)
            return Plan(captura.attend, Decision("intent", "mis_pendientes", 1.0), wants_file=wants)
        if BORRADOR.waits(state, turn):
            return Plan(campanas_escribir.attend, Decision("intent", "campanas", 1.0))
        if RESULTADOS.waits(state, turn):
            return Plan(resultados.typed, Decision("intent", "campanas", 1.0))
        if turn.kind != "text":
            return Plan(charla.only_text, NO_DECISION)
        if turn.text.startswith("/"):
            return self._command(turn.text)
        said = await self._said(turn, state)
        open_one = encuesta.survey(state) is not None
        may_be = open_one or invitada.may_be(turn, state) or retomada.may_be(turn, state)
        return Plan(opinar.attend, IN_SURVEY, other=said) if may_be else said

    async def _said(self, turn: Turn, state: State) -> Plan:
        picked = options.chosen(state, turn.text) or ultima.chosen(state, turn.text) or steering(turn.text)
        if picked == options.WHICH:
            return self._which_again(state)
        if picked is not None:
            return self._pressed(picked)
        return await self._understood(turn, state)

    def act(self, session: Session, turn: Turn, state: State, plan: Plan) -> Reply:
        """Do it: the reply, with `state` brought up to date and the effects in `session`."""
        if plan.other is not None:
            plan = self._in_survey(session, turn, state, plan, plan.other)
        if plan.question is not None:
            state.question = plan.question
        if plan.decision.what != "which":
            state.clarifications = 0
        if plan.action not in (captura.attend, pulsar.attend):
            espera.leave_question(state)
        if plan.action is not campanas_escribir.attend:
            BORRADOR.leave(state)
        if plan.action is not resultados.typed:
            RESULTADOS.leave(state)
        ctx = self._context(session, turn, state, plan)
        reply = despues.follow(ctx, plan.action(ctx))
        if plan.decision.perhaps_danger:
            reply = emergencia.just_in_case(ctx, reply)
        if not turn.informed and turn.municipio is not None and not reply.informs:
            notice = render("inicio/aviso", m=ctx.municipio)
            reply = replace(reply, text=f"{reply.text}\n\n{notice}", informs=True)
        if not reply.candidates:
            state.candidates = []
        options.remember(state, reply)
        ultima.remember(state, reply)
        return reply

    def _in_survey(self, session: Session, turn: Turn, state: State, plan: Plan, other: Plan) -> Plan:
        """The plan with the survey's reply already made, or the `other` one when the text is not for the survey."""
        ctx = self._context(session, turn, state, plan)
        names_a_place = other.action is inicio.choose_municipality and other.argument
        reply = escuchar.attend(ctx, other.decision, picked=other.question is None and not names_a_place)
        return other if reply is None else replace(plan, action=lambda _: reply, other=None)

    def _context(self, session: Session, turn: Turn, state: State, plan: Plan) -> Context:
        slug = self._slug(turn) or self._padron.slugs[0]
        known = self._padron, self._claves, slug
        return Context(turn, state, session, *known, plan.decision, plan.argument, self._per_s)

    def _slug(self, turn: Turn) -> str | None:
        if turn.municipio in self._padron.slugs:
            return turn.municipio
        return self._padron.slugs[0] if len(self._padron.slugs) == 1 else None

    def _choosing_municipality(self, turn: Turn) -> Plan:
        slug = self._named_municipality(turn)
        if slug is not None:
            return Plan(inicio.choose_municipality, NO_DECISION, (slug,))
        return Plan(inicio.which_municipality, NO_DECISION)

    def _named_municipality(self, turn: Turn) -> str | None:
        if turn.data and turn.data.startswith("municipio:"):
            return turn.data.removeprefix("municipio:")
        named = inicio.municipality_named(self._padron, turn.text)
        return named or inicio.municipality_numbered(self._padron, turn.text)

    def _attend(self, decision: Decision, question: str | None = None) -> Plan:
        actions: dict[str, Action] = {
            "which": aclarar.attend,
            "fallback": charla.not_understood,
            "tramite": routes.INTENTS[TRAMITE],
        }
        return Plan(actions.get(decision.what) or routes.INTENTS[decision.intent], decision, question=question)

    def _which_again(self, state: State) -> Plan:
        facets, candidates = tuple(state.pending_facets), tuple(state.candidates)
        return Plan(aclarar.again, Decision("which", TRAMITE, 1.0, facets, candidates=candidates))

    def _pressed(self, data: str) -> Plan:
        topic, *argument = data.split(":")
        action, intent = routes.PRESSES.get(topic, routes.PRESSES["menu"])
        return Plan(action, Decision("intent", intent, 1.0), tuple(argument))

    def _command(self, text: str) -> Plan:
        name, _, rest = text[1:].partition(" ")
        action, intent = routes.COMMANDS.get(name.partition("@")[0].lower(), routes.COMMANDS["ayuda"])
        return Plan(action, Decision("intent", intent, 1.0), tuple(rest.split()))

    async def _understood(self, turn: Turn, state: State) -> Plan:
        if state.expects == "adjuntar" and Rol.COORDINADOR in turn.roles:
            return Plan(lambda ctx: preguntas.searched(ctx, turn.text), NO_DECISION)
        slug = self._slug(turn)
        assert slug is not None, "checked in plan"  # noqa: S101
        if self._padron.catalogo(slug).ficha(state.tramite) is None:
            state.tramite = None  # hidden or withdrawn since, or of another municipality
        named = inicio.municipality_named(self._padron, turn.text)
        if named is not None:
            return Plan(inicio.choose_municipality, NO_DECISION, (named,))
        text = sin_datos_personales(turn.text)
        reading = await self._understanding.read(text)
        found = self._padron.buscador(slug).buscar(asserted(text))
        decision = decide(text, reading, found, state, self._limits)
        decision = _with_pending(decision, state)
        complains = decision.intent == NOT_THAT and decision.what == "intent"  # of the question before, which stays
        return self._attend(decision, None if complains else enmascarar(turn.text)[:LONGEST_KEPT])


def _with_pending(decision: Decision, state: State) -> Decision:
    """The trámite of a question asked before: «cuánto vale» … «el paz y salvo»."""
    if decision.what == "tramite" and state.pending_facets and decision.facets in ((), ("resumen",), ("pasos",)):
        return replace(decision, facets=tuple(state.pending_facets))
    return decision


def state_from(kept: dict[str, Any]) -> State:
    """A `State` from its JSON; what a newer or older version does not know is left out."""
    return State(**{name: kept[name] for name in State.__slots__ if name in kept})


def state_to(state: State) -> dict[str, Any]:
    """The JSON of a `State`."""
    return asdict(state)
