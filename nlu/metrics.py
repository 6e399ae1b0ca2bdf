"""How well texts were read: per intent and facet, dangers missed, false alarms. Knows no model and no server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

TRAMITE = "consultar_tramite"
EMERGENCY = "emergencia"
OFF_TOPIC = "fuera_de_tema"
DANGER = 0.30
"""The bot gives the emergency lines from this probability on."""
SECOND = 0.30
"""A second facet is answered from this probability on."""


class Case(NamedTuple):
    """A question with its right readings. `intents` and `facets` list every acceptable one, the best first."""

    text: str
    intents: tuple[str, ...]
    facets: tuple[str, ...]
    asked: tuple[str, ...] = ()
    """The facets of a message that asks several."""

    @classmethod
    def from_json(cls, line: Mapping[str, Any]) -> Case:
        """From a line of an evaluation set (`text`, `intent`, `facet`, and maybe `facets` and `also`)."""
        also = line.get("also") or []
        asked = tuple(line.get("facets") or ())
        intents = (line["intent"], *(other["intent"] for other in also))
        named = (line.get("facet"), *asked, *(other.get("facet") for other in also))
        return cls(line["text"], tuple(dict.fromkeys(intents)), tuple(dict.fromkeys(f for f in named if f)), asked)


class Seen(NamedTuple):
    """What a server read: probabilities of intents, and facets with theirs, most certain first."""

    intents: Mapping[str, float]
    facets: tuple[tuple[str, float], ...]

    @property
    def intent(self) -> str:
        """The most probable intent."""
        return max(self.intents, key=self.intents.__getitem__)

    @classmethod
    def from_parse(cls, parsed: Mapping[str, Any]) -> Seen:
        """From the JSON of `/model/parse`: ours, or a stock pipeline's with flat names (`consultar_tramite+costo`)."""
        intents: Counter[str] = Counter()
        flat: dict[str, float] = {}
        for entry in parsed["intent_ranking"]:
            intent, _, facet = entry["name"].partition("+")
            intents[intent] += entry["confidence"]
            if facet:
                flat[facet] = entry["confidence"]
        facets = {f["name"]: f["confidence"] for f in parsed.get("facets", ())} or flat
        total = 1.0 if "facets" in parsed else max(sum(flat.values()), 1e-9)
        ordered = sorted(((name, value / total) for name, value in facets.items()), key=lambda item: -item[1])
        return cls(intents, tuple(ordered))


@dataclass
class Report:
    """The counts of an evaluation and the numbers that follow from them."""

    intents: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(right, read) → times; an acceptable alternative counts as right."""
    facets: Counter[tuple[str, str]] = field(default_factory=Counter)
    dangers: int = 0
    dangers_missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    off_topic: int = 0
    off_topic_as_tramite: list[str] = field(default_factory=list)
    several: int = 0
    several_right: int = 0
    invented: list[str] = field(default_factory=list)
    """Messages with one question to which a second facet was added."""
    single: int = 0

    def numbers(self) -> dict[str, float]:
        """The headline numbers, as shares of 1 (counts for the dangers)."""
        return {
            "intent_accuracy": accuracy(self.intents),
            "facet_accuracy": accuracy(self.facets),
            "emergency_recall": 1 - len(self.dangers_missed) / max(self.dangers, 1),
            "emergency_false_alarms": float(len(self.false_alarms)),
            "off_topic_as_tramite": len(self.off_topic_as_tramite) / max(self.off_topic, 1),
            "several_facets_right": self.several_right / max(self.several, 1),
            "second_facet_invented": len(self.invented) / max(self.single, 1),
        }


def measure(cases: Sequence[Case], seen: Sequence[Seen]) -> Report:
    """Compare what was read with what is right."""
    report = Report()
    for case, read in zip(cases, seen, strict=True):
        right = case.intents[0]
        report.intents[right, right if read.intent in case.intents else read.intent] += 1
        _safety(report, case, read)
        if case.facets:
            _facets(report, case, read)
    return report


def _safety(report: Report, case: Case, read: Seen) -> None:
    alarmed = read.intents.get(EMERGENCY, 0.0) >= DANGER
    if case.intents[0] == EMERGENCY:
        report.dangers += 1
        if not alarmed:
            report.dangers_missed.append(case.text)
    elif alarmed and EMERGENCY not in case.intents:
        report.false_alarms.append(case.text)
    if case.intents[0] == OFF_TOPIC:
        report.off_topic += 1
        if read.intent == TRAMITE and TRAMITE not in case.intents:
            report.off_topic_as_tramite.append(case.text)


def _facets(report: Report, case: Case, read: Seen) -> None:
    first = read.facets[0][0] if read.facets else "(ninguna)"
    report.facets[case.facets[0], case.facets[0] if first in case.facets else first] += 1
    answered = {first, *(name for name, sure in read.facets[1:3] if sure >= SECOND)}
    if case.asked:
        report.several += 1
        report.several_right += set(case.asked) <= answered
    else:
        report.single += 1
        if answered - set(case.facets) and first in case.facets:
            report.invented.append(case.text)


def accuracy(confusion: Counter[tuple[str, str]]) -> float:
    """The share on the diagonal."""
    return sum(n for (right, read), n in confusion.items() if right == read) / max(sum(confusion.values()), 1)


def table(confusion: Counter[tuple[str, str]]) -> list[tuple[str, int, float, float, float]]:
    """Per label: how many there are, precision, recall, F1."""
    rows = []
    for label in sorted({label for pair in confusion for label in pair}):
        hit = confusion[label, label]
        there = sum(n for (right, _), n in confusion.items() if right == label)
        told = sum(n for (_, read), n in confusion.items() if read == label)
        precision, recall = hit / max(told, 1), hit / max(there, 1)
        rows.append((label, there, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))
    return rows


def worst(confusion: Counter[tuple[str, str]], most: int = 12) -> list[tuple[str, str, int]]:
    """The most frequent confusions: right, read, times."""
    wrong = ((right, read, n) for (right, read), n in confusion.items() if right != read)
    return sorted(wrong, key=lambda row: -row[2])[:most]
