"""From what was read and what was found to what will be done: answer, clarify, refer, or admit.

The intent comes from the NLU, the trámite from the catalogue search, the thread of the talk from the state. The
thresholds were chosen on `tests/evaluacion/desarrollo.jsonl`; see docs/adr/0004-decision.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from actions.turn import State
from actions.understanding.contract import Reading
from municipio.texto import normalizar
from municipio.tramites.busqueda.contrato import Hallados

TRAMITE = "consultar_tramite"
EMERGENCY = "emergencia"
OFF_TOPIC = "fuera_de_tema"
NOT_THAT = "no_era_eso"

_FOLLOWS = re.compile(r"(y|e|pero|entonces|ah|o sea|osea|ok|bueno y|listo y|ya)\b")
"""How a follow-up begins."""

What = Literal["tramite", "which", "intent", "fallback"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability becomes a decision."""

    emergency: float = 0.35
    """An emergency is told from here on: a false alarm costs little, a miss may cost a life."""
    evidence: float = 0.50
    """From here on the text itself speaks of a trámite, whatever was being talked about."""
    hint: float = 0.15
    """From here on it may: enough when nothing else is being talked about, or when one candidate stands out."""
    stands_out: float = 0.75
    """How likely a candidate must be to change the trámite being talked about on a hint."""
    still: float = 0.05
    """The trámite being talked about goes on if it is among the candidates with this much…"""
    certain: float = 0.90
    """…unless another one is this certain. «Y…» at the beginning follows up unless the text is this evident."""
    answer: float = 0.45
    """The first candidate is answered from here on, if it also leads by `margin`."""
    margin: float = 0.15
    offered: float = 0.08
    """A candidate is offered as a button from here on."""
    intent: float = 0.45
    """An intent that is not a trámite is believed from here on."""
    facet: float = 0.30
    """A second facet of the same message is answered too from here on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: answer a `tramite`, ask `which` of the `candidates`, attend an `intent`, or admit (`fallback`)."""

    what: What
    intent: str
    confidence: float
    facets: tuple[str, ...] = ()
    tramite: str | None = None
    candidates: tuple[str, ...] = ()


def decide(text: str, reading: Reading, found: Hallados, state: State, *, danger: bool, limits: Thresholds) -> Decision:
    """The decision for a text that is not an answer to an open question of the bot."""
    if danger or reading.intents.get(EMERGENCY, 0.0) >= limits.emergency:
        return Decision("intent", EMERGENCY, max(reading.intents.get(EMERGENCY, 0.0), 0.5 if danger else 0.0))
    facets = _facets(reading, limits)
    names_one = _names_one(text, found, state, limits)
    if reading.intent == NOT_THAT and names_one:
        return _tramite(found, facets or _kept(state), limits)
    if reading.intent != TRAMITE and not (names_one and _about_a_tramite(reading, found, limits)):
        if reading.confidence >= limits.intent:
            return Decision("intent", reading.intent, reading.confidence)
        return Decision("fallback", reading.intent, reading.confidence)
    if names_one:
        return _tramite(found, facets, limits)
    if state.tramite:
        return Decision("tramite", TRAMITE, reading.confidence, facets or ("resumen",), state.tramite)
    if reading.intents.get(TRAMITE, 0.0) >= limits.intent:
        return Decision("which", TRAMITE, reading.confidence, facets)
    return Decision("fallback", reading.intent, reading.confidence)


def _names_one(text: str, found: Hallados, state: State, limits: Thresholds) -> bool:
    """Whether the text itself tells its trámite, and not the one being talked about."""
    if not found.candidatos or found.evidencia < limits.hint:
        return False
    if state.tramite is None:
        return True
    first = found.candidatos[0]
    still = any(c.slug == state.tramite and c.confianza >= limits.still for c in found.candidatos)
    if still and first.slug != state.tramite and first.confianza < limits.certain:
        return False
    if _FOLLOWS.match(normalizar(text)):
        return found.evidencia >= limits.certain and first.confianza >= limits.stands_out
    return found.evidencia >= limits.evidence or first.confianza >= limits.stands_out


def _facets(reading: Reading, limits: Thresholds) -> tuple[str, ...]:
    first = reading.facets[:1]
    others = tuple(f for f in reading.facets[1:3] if f[1] >= limits.facet)
    return tuple(name for name, _ in first + others)


def _kept(state: State) -> tuple[str, ...]:
    return (state.facet,) if state.facet else ()


def _about_a_tramite(reading: Reading, found: Hallados, limits: Thresholds) -> bool:
    """The catalogue says that the text is about a trámite: believe it unless the NLU is sure of something else."""
    return found.evidencia >= limits.evidence and reading.intents.get(TRAMITE, 0.0) >= 0.25 * reading.confidence


def _tramite(found: Hallados, facets: tuple[str, ...], limits: Thresholds) -> Decision:
    first = found.candidatos[0]
    second = found.candidatos[1].confianza if len(found.candidatos) > 1 else 0.0
    facets = facets or ("resumen",)
    if first.confianza >= limits.answer and first.confianza - second >= limits.margin:
        return Decision("tramite", TRAMITE, first.confianza, facets, first.slug)
    offered = tuple(c.slug for c in found.candidatos[:4] if c.confianza >= limits.offered)
    return Decision("which", TRAMITE, first.confianza, facets, candidates=offered or (first.slug,))
