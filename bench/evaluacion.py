"""The table of accuracy: `python -m bench.evaluacion [--data FILE] [--errors] [--markdown]` (`make eval`).

By default on the blind set. `--errors` lists what went wrong, and is meant for the development set only.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.puntaje import Judged, Report, Score, judge, report
from bot.cli.answers import Line, answer_all
from municipio import settings as settings_module
from municipio.settings import ROOT

BLIND = ROOT / "tests" / "evaluacion" / "prueba.jsonl"
TARGETS = (
    ("right trámite and facet", "tramite_and_facet", "≥ 95 %"),
    ("right trámite", "tramite", ""),
    ("right intent", "intent", ""),
    ("confidently wrong", "confidently_wrong", "≤ 2 %"),
    ("off-topic answered as a trámite", "off_topic_as_tramite", "≤ 3 %"),
    ("emergencies missed", "emergencies_missed", "0"),
    ("false alarms", "false_alarms", ""),
    ("clear questions that were clarified", "clarified", ""),
)


def evaluate(path: Path) -> list[Judged]:
    """Ask every question of a set, by municipality and session, and judge the answers."""
    golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for gold in golds:
        groups[gold["municipio"]].append(gold)
    settings = settings_module.load()
    judged = []
    for municipio, group in groups.items():
        lines = [Line.model_validate(gold) for gold in group]
        judged += [judge(g, s) for g, s in zip(group, answer_all(settings, municipio, lines), strict=True)]
    return judged


Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""The head of a table and its rows."""


def tables(result: Report) -> list[Rows]:
    """What is printed: the targets, then the share per intent, facet, kind of noise and trámite."""
    found: list[Rows] = [(("what", "share", "of", "target"), [])]
    for name, field, target in TARGETS:
        score: Score = getattr(result, field)
        found[0][1].append((name, f"{score.share:.1%}", f"{score.right}/{score.total}", target))
    intents: list[tuple[str, ...]] = [
        (intent, f"{score.share:.1%}", f"{result.precision[intent].share:.1%}", str(score.total))
        for intent, score in sorted(result.by_intent.items(), key=lambda item: -item[1].total)
    ]
    found.append((("intent", "recall", "precision", "questions"), intents))
    for title, scores in (("facet", result.by_facet), ("noise", result.by_noise), ("trámite", result.by_tramite)):
        ordered = sorted(scores.items(), key=lambda item: (item[1].share, -item[1].total))
        found.append(((title, "right", "questions"), [(n, f"{s.share:.1%}", str(s.total)) for n, s in ordered]))
    return found


def show(result: Report, console: Console) -> None:
    """Print the tables for a terminal."""
    for head, rows in tables(result):
        table = Table(*head)
        for row in rows:
            table.add_row(*row)
        console.print(table)


def as_markdown(result: Report) -> str:
    """The tables for a page such as the README."""
    pages = []
    for head, rows in tables(result):
        lines = [head, tuple("---" for _ in head), *rows]
        pages.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(pages)


def main() -> None:
    """Read the arguments, evaluate, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=BLIND)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--markdown", action="store_true", help="print the tables for a page")
    options = parser.parse_args()
    judged = evaluate(options.data)
    console = Console(width=140)
    if options.errors:
        for one in judged:
            _show_error(one, console)
    if options.markdown:
        print(as_markdown(report(judged)))
        return
    show(report(judged), console)


def _show_error(one: Judged, console: Console) -> None:
    if one.both and one.intent:
        return
    gold = "/".join(str(one.gold.get(k)) for k in ("intent", "tramite", "facet"))
    said = "/".join(str(one.said.get(k)) for k in ("outcome", "intent", "tramite", "facet", "confidence"))
    console.print(
        f"{one.gold['id']} {one.gold['text']}\n    gold {gold}\n    said {said} {one.said['candidates']}", markup=False
    )


if __name__ == "__main__":
    main()
