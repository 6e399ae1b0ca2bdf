"""From what was read and what was found to what will be done: answer, clarify, refer, or admit.

The intent comes from the NLU, the trámite from the catalogue search, the thread of the talk from the state. The
thresholds were chosen on `tests/evaluacion/desarrollo.jsonl`; see docs/adr/0004-decision.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actions.turn import State
from actions.understanding.contract import Reading
from municipio.tramites.busqueda.contrato import Hallados

TRAMITE = "consultar_tramite"
EMERGENCY = "emergencia"
OFF_TOPIC = "fuera_de_tema"
NOT_THAT = "no_era_eso"

What = Literal["tramite", "which", "intent", "fallback"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability becomes a decision."""

    emergency: float = 0.30
    """An emergency is told from here on: a false alarm costs little, a miss may cost a life."""
    evidence: float = 0.50
    """From here on the text itself speaks of a trámite; below, it may follow up the current one."""
    answer: float = 0.50
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


def decide(reading: Reading, found: Hallados, state: State, danger: bool, limits: Thresholds) -> Decision:
    """The decision for a text that is not an answer to an open question of the bot."""
    if danger or reading.intents.get(EMERGENCY, 0.0) >= limits.emergency:
        return Decision("intent", EMERGENCY, max(reading.intents.get(EMERGENCY, 0.0), 0.5 if danger else 0.0))
    facets = _facets(reading, limits)
    names_one = found.evidencia >= limits.evidence and bool(found.candidatos)
    if reading.intent == NOT_THAT and names_one:
        return _tramite(found, facets or _kept(state), limits)
    if reading.intent != TRAMITE and not (names_one and _about_a_tramite(reading)):
        if reading.confidence >= limits.intent:
            return Decision("intent", reading.intent, reading.confidence)
        if not names_one:
            return Decision("fallback", reading.intent, reading.confidence)
    if names_one:
        return _tramite(found, facets, limits)
    if state.tramite:
        return Decision("tramite", TRAMITE, reading.confidence, facets or ("resumen",), state.tramite)
    if reading.intents.get(TRAMITE, 0.0) >= limits.intent:
        candidates = tuple(c.slug for c in found.candidatos[:4] if c.confianza >= limits.offered)
        return Decision("which", TRAMITE, reading.confidence, facets, candidates=candidates)
    return Decision("fallback", reading.intent, reading.confidence)


def _facets(reading: Reading, limits: Thresholds) -> tuple[str, ...]:
    first = reading.facets[:1]
    others = tuple(f for f in reading.facets[1:3] if f[1] >= limits.facet)
    return tuple(name for name, _ in first + others)


def _kept(state: State) -> tuple[str, ...]:
    return (state.facet,) if state.facet else ()


def _about_a_tramite(reading: Reading) -> bool:
    """The catalogue says that the text is about a trámite: believe it unless the NLU is sure of something else."""
    return reading.intents.get(TRAMITE, 0.0) >= 0.25 * reading.confidence


def _tramite(found: Hallados, facets: tuple[str, ...], limits: Thresholds) -> Decision:
    first = found.candidatos[0]
    second = found.candidatos[1].confianza if len(found.candidatos) > 1 else 0.0
    facets = facets or ("resumen",)
    if first.confianza >= limits.answer and first.confianza - second >= limits.margin:
        return Decision("tramite", TRAMITE, first.confianza, facets, first.slug)
    offered = tuple(c.slug for c in found.candidatos[:4] if c.confianza >= limits.offered)
    return Decision("which", TRAMITE, first.confianza, facets, candidates=offered or (first.slug,))
