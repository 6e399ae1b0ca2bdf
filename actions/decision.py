"""From what was read and what was found to what will be done: answer, clarify, refer, or admit.

The intent comes from the NLU, the trámite from the catalogue search, the thread of the talk from the state. The
thresholds were chosen on `tests/evaluacion/desarrollo.jsonl`; see docs/adr/0004-decision.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from actions.turn import State
from actions.understanding.contract import Reading
from municipio.tramites.busqueda.contrato import Candidato, Hallados

TRAMITE = "consultar_tramite"
EMERGENCY = "emergencia"
OFF_TOPIC = "fuera_de_tema"
NOT_THAT = "no_era_eso"

ABOUT = (-0.97, 0.87, 1.29)
"""Bias and weights of reading and search in `_about`: a logistic regression on the first lines of the two sets kept for
tuning (tests/evaluacion/desarrollo.jsonl and ajuste.jsonl)."""
SWITCH = {"bias": -4.87, "evidence": 0.51, "first": 0.20, "asks_for_it": 1.03, "gives_detail": -1.33, "words": 1.58}
"""Another trámite is meant than the one talked about: the same kind of regression, on the lines of those sets and of
dialogos.jsonl that follow others. «Quiero el paz y salvo» asks for it; «¿y me sirve el Sisbén?» gives a detail."""
_ASKS, _DETAILS = ("pasos",), ("requisitos", "quien")
_FAINT = 0.003

What = Literal["tramite", "which", "intent", "fallback"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability becomes a decision."""

    emergency: float = 0.35
    """An emergency is told from here on: a false alarm costs little, a miss may cost a life…"""
    emergency_calm: float = 0.90
    """…but from here on in a calm talk: a trámite is named («se quemó el bombillo»), or talked about."""
    calm: float = 0.35
    """With this much evidence a text names a trámite well enough for that."""
    evidence: float = 0.70
    """From here on the search contradicts an intent of which the reading is not sure."""
    hint: float = 0.15
    """With less evidence than this the text names no trámite at all."""
    switch: float = 0.60
    """The trámite being talked about gives way to the one that the text tells from here on."""
    named: float = 0.85
    name_words: int = 4
    """A short text about which the search is so sure is the name of another trámite."""
    about: float = 0.70
    """A text is about a trámite, and not off-topic, when reading and search together say so from here on…"""
    perhaps: float = 0.35
    """…and it is asked which one from here on."""
    surely: float = 0.80
    follows: float = 0.15
    """Another intent below `surely`, with `consultar_tramite` from here on, asks about what is being talked about."""
    unnamed: float = 0.70
    """A question of ours that names no trámite («cuánto vale») is asked which one from here on."""
    answer: float = 0.45
    """The first candidate is answered from here on, if it also leads by `margin`."""
    margin: float = 0.15
    offered: float = 0.08
    """A candidate is offered as a button from here on."""
    taken: float = 0.30
    """The only one of those offered that a text tells is taken from here on, though another is as likely."""
    elsewhere: float = 0.60
    """While a trámite is talked about, what names none is off-topic from here on."""
    intent: float = 0.45
    """An intent that is not a trámite is believed from here on."""
    facet: float = 0.50
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
    perhaps_danger: bool = False
    """Somebody may be in danger all the same: the emergency number goes before the answer."""


def decide(text: str, reading: Reading, found: Hallados, state: State, limits: Thresholds) -> Decision:
    """The decision for a `text` that is not an answer to an open question of the bot."""
    calm = found.evidencia >= limits.calm or state.tramite is not None
    danger = reading.intents.get(EMERGENCY, 0.0)
    if danger >= (limits.emergency_calm if calm else limits.emergency):
        return Decision("intent", EMERGENCY, danger)
    found = _among_offered(found, state, limits)
    decision = _without_danger(text, _without_emergency(reading), found, state, limits)
    return replace(decision, perhaps_danger=danger >= limits.emergency)


def _without_danger(text: str, reading: Reading, found: Hallados, state: State, limits: Thresholds) -> Decision:
    facets = _facets(reading, limits)
    names_one = _names_one(text, reading, found, state, limits)
    if reading.intent == NOT_THAT and names_one:
        return _tramite(found, facets or _kept(state), limits)
    doubted = _about_a_tramite(reading, found, limits) if names_one else _follows_up(reading, state, limits)
    if reading.intent not in (TRAMITE, OFF_TOPIC) and not doubted:
        what: What = "intent" if reading.confidence >= limits.intent else "fallback"
        return Decision(what, reading.intent, reading.confidence)
    if names_one or not state.tramite:
        return _perhaps_tramite(reading, found, facets, state, limits)
    if reading.intents.get(OFF_TOPIC, 0.0) >= limits.elsewhere:
        return Decision("intent", OFF_TOPIC, reading.intents[OFF_TOPIC])
    return Decision("tramite", TRAMITE, reading.confidence, facets or ("resumen",), state.tramite)


def _without_emergency(reading: Reading) -> Reading:
    """What else a text wants that is no emergency."""
    rest = 1 - reading.intents.get(EMERGENCY, 0.0)
    others = {intent: p / rest for intent, p in reading.intents.items() if intent != EMERGENCY} if rest else {}
    return replace(reading, intents=others or reading.intents)


def _among_offered(found: Hallados, state: State, limits: Thresholds) -> Hallados:
    """What was found, without rivals that were not offered: «el de estrato», said to a choice of certificates."""
    kept = [c for c in found.candidatos if c.slug in state.candidates and c.confianza >= limits.offered]
    if len(kept) != 1 or kept[0].confianza < limits.taken:
        return found
    return replace(found, candidatos=(Candidato(kept[0].slug, 1.0),))


def _perhaps_tramite(
    reading: Reading, found: Hallados, facets: tuple[str, ...], state: State, limits: Thresholds
) -> Decision:
    """A trámite, or something that only sounds like one: answered, asked about, or admitted."""
    about = _about(reading, found)
    if found.evidencia < limits.hint and reading.intents.get(TRAMITE, 0.0) >= limits.unnamed:
        return Decision("which", TRAMITE, reading.confidence, facets, candidates=tuple(state.candidates))
    if about < limits.perhaps and reading.intents.get(TRAMITE, 0.0) >= limits.unnamed:
        return replace(_tramite(found, facets, limits), what="which", tramite=None)
    if about < limits.perhaps or not found.candidatos:
        sure = reading.intents.get(OFF_TOPIC, 0.0) >= limits.intent
        return Decision("intent" if sure else "fallback", OFF_TOPIC, 1 - about)
    decision = _tramite(found, facets, limits)
    if about < limits.about and decision.tramite:
        return replace(decision, what="which", tramite=None, candidates=(decision.tramite,))
    return decision


def _about(reading: Reading, found: Hallados) -> float:
    """How likely a text speaks of a trámite rather than of something off-topic: a logistic of both opinions."""
    bias, of_reading, of_search = ABOUT
    odds = math.log((reading.intents.get(TRAMITE, 0.0) + _FAINT) / (reading.intents.get(OFF_TOPIC, 0.0) + _FAINT))
    return _logistic(bias + of_reading * odds + of_search * _logit(found.evidencia))


def _logit(probability: float) -> float:
    return math.log((probability + _FAINT) / (1 - probability + _FAINT))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _names_one(text: str, reading: Reading, found: Hallados, state: State, limits: Thresholds) -> bool:
    """Whether the text itself tells its trámite, and not the one being talked about."""
    if not found.candidatos or found.evidencia < limits.hint:
        return False
    if state.tramite is None:
        return True
    if found.candidatos[0].slug == state.tramite:
        return False
    return _hardly_more_than_a_name(text, found, limits) or _switches(text, reading, found) >= limits.switch


def _hardly_more_than_a_name(text: str, found: Hallados, limits: Thresholds) -> bool:
    """«Certificado de residencia» or «y el paz y salvo»."""
    sure = min(found.evidencia, found.candidatos[0].confianza) >= limits.named
    return sure and len(text.split()) <= limits.name_words


def _switches(text: str, reading: Reading, found: Hallados) -> float:
    """How likely a text that could be about another trámite than the one talked about leaves it."""
    asked = reading.facets[0][0] if reading.facets else None
    seen = {
        "bias": 1.0,
        "evidence": _logit(found.evidencia),
        "first": _logit(found.candidatos[0].confianza),
        "asks_for_it": float(asked in _ASKS),
        "gives_detail": float(asked in _DETAILS),
        "words": math.log(len(text.split()) or 1),
    }
    return _logistic(sum(weight * seen[name] for name, weight in SWITCH.items()))


def _facets(reading: Reading, limits: Thresholds) -> tuple[str, ...]:
    first = reading.facets[:1]
    others = tuple(f for f in reading.facets[1:3] if f[1] >= limits.facet)
    return tuple(name for name, _ in first + others)


def _kept(state: State) -> tuple[str, ...]:
    return (state.facet,) if state.facet else ()


def _about_a_tramite(reading: Reading, found: Hallados, limits: Thresholds) -> bool:
    """The catalogue says that the text is about a trámite: believe it unless the NLU is sure of something else."""
    return found.evidencia >= limits.evidence and reading.intents.get(TRAMITE, 0.0) >= 0.25 * reading.confidence


def _follows_up(reading: Reading, state: State, limits: Thresholds) -> bool:
    """«¿Y por la página?» goes on about the trámite being talked about, unless the NLU is sure of something else."""
    return bool(
        state.tramite and reading.confidence < limits.surely and reading.intents.get(TRAMITE, 0.0) >= limits.follows
    )


def _tramite(found: Hallados, facets: tuple[str, ...], limits: Thresholds) -> Decision:
    first = found.candidatos[0]
    second = found.candidatos[1].confianza if len(found.candidatos) > 1 else 0.0
    facets = facets or ("resumen",)
    if first.confianza >= limits.answer and first.confianza - second >= limits.margin:
        return Decision("tramite", TRAMITE, first.confianza, facets, first.slug)
    offered = tuple(c.slug for c in found.candidatos[:4] if c.confianza >= limits.offered)
    return Decision("which", TRAMITE, first.confianza, facets, candidates=offered or (first.slug,))
