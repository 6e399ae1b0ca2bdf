"""Comparing what the bot answered with what a good clerk would: one line judged, and many lines counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

TRAMITE = "consultar_tramite"


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: its gold line, the bot's answer, and whether each part is right."""

    gold: dict[str, Any]
    said: dict[str, Any]
    intent: bool
    tramite: bool
    facet: bool

    @property
    def about_tramite(self) -> bool:
        """The question asks about one trámite (not a bare ambiguous name)."""
        return self.gold["intent"] == TRAMITE and self.gold.get("tramite") is not None

    @property
    def both(self) -> bool:
        """Right trámite and right facet."""
        return self.tramite and self.facet

    @property
    def confidently_wrong(self) -> bool:
        """It answered about a trámite, without asking, and that is not the one."""
        return self.said["outcome"] in ("answer", "refer") and self.said["tramite"] is not None and not self.tramite


def judge(gold: dict[str, Any], said: dict[str, Any]) -> Judged:
    """Compare one answer with its gold line and the alternatives that its author accepts."""
    if gold["outcome"] == "clarify":
        offered = set(said["candidates"]) & set(gold.get("candidates", []))
        good = said["outcome"] == "clarify" and bool(offered)
        return Judged(gold, said, good, good, good)
    readings = [gold, *gold.get("also", [])]
    said_intent = said["intent"]
    for reading in readings:
        facets = reading.get("facets") or [reading.get("facet")]
        if said_intent == reading["intent"] and said["tramite"] == reading.get("tramite") and said["facet"] in facets:
            return Judged(gold, said, True, True, True)
    intent = any(said_intent == r["intent"] for r in readings)
    tramite = any(said["tramite"] == r.get("tramite") and said_intent == r["intent"] for r in readings)
    facet = any(said["facet"] in (r.get("facets") or [r.get("facet")]) for r in readings)
    return Judged(gold, said, intent, tramite, facet)


@dataclass(slots=True)
class Score:
    """Right ones of a total."""

    right: int = 0
    total: int = 0

    def add(self, good: bool) -> None:
        """Count one more."""
        self.right += good
        self.total += 1

    @property
    def share(self) -> float:
        """Right over total; 0 of nothing is 0."""
        return self.right / self.total if self.total else 0.0


@dataclass(slots=True)
class Report:
    """The figures of a whole set."""

    tramite_and_facet: Score = field(default_factory=Score)
    tramite: Score = field(default_factory=Score)
    intent: Score = field(default_factory=Score)
    confidently_wrong: Score = field(default_factory=Score)
    off_topic_as_tramite: Score = field(default_factory=Score)
    emergencies_missed: Score = field(default_factory=Score)
    false_alarms: Score = field(default_factory=Score)
    clarified: Score = field(default_factory=Score)
    by_intent: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_facet: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_tramite: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_noise: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    precision: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    outcomes: Counter[str] = field(default_factory=Counter)


def report(judged: Iterable[Judged]) -> Report:
    """Count."""
    result = Report()
    for one in judged:
        _count(result, one)
    return result


def _count(result: Report, one: Judged) -> None:
    gold, said = one.gold, one.said
    result.intent.add(one.intent)
    result.by_intent[gold["intent"]].add(one.intent)
    result.precision[said["intent"] or "-"].add(one.intent)
    result.outcomes[said["outcome"]] += 1
    result.confidently_wrong.add(one.confidently_wrong)
    result.by_noise[gold.get("noise", "-")].add(one.both if one.about_tramite else one.intent)
    if one.about_tramite:
        result.tramite_and_facet.add(one.both)
        result.tramite.add(one.tramite)
        result.clarified.add(said["outcome"] == "clarify")
        result.by_facet[gold["facet"]].add(one.both)
        result.by_tramite[gold["tramite"]].add(one.both)
    if gold["intent"] == "fuera_de_tema":
        result.off_topic_as_tramite.add(said["tramite"] is not None and not one.intent)
    if gold["intent"] == "emergencia":
        result.emergencies_missed.add(said["outcome"] != "emergency")
    else:
        result.false_alarms.add(said["outcome"] == "emergency" and not one.intent)
