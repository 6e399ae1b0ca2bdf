"""`python -m nlu.evaluate [--data FILE.jsonl]`: how well the model reads a set that another hand wrote.

Prints precision, recall and F1 per intent and per facet and the worst confusions. Without `--data`, the development
set; where there is none, cross-validation over the training sentences. `--url` measures a running server instead of the
model (`nlu.train` first trains it where needed), and `--json` prints the headline numbers alone.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from nlu import metrics, train
from nlu.training_data import ROOM, collect

DEVELOPMENT = ROOM.parent / "tests" / "evaluacion" / "desarrollo.jsonl"
FOLDS = 4
Read = Callable[[str], metrics.Seen]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="nlu.evaluate", description="Mide la comprensión.")
    parser.add_argument("--data", type=Path, help="preguntas con su respuesta correcta (JSONL)")
    parser.add_argument("--url", help="un servidor en marcha; su clave va en NLU_TOKEN")
    parser.add_argument("--json", action="store_true", help="solo los números principales")
    chosen = parser.parse_args(arguments)
    path = chosen.data or (DEVELOPMENT if DEVELOPMENT.is_file() else None)
    if path is not None and not path.is_file():
        print(f"No existe «{path}».", file=sys.stderr)
        return 2
    report = _crossed() if path is None else _measured(path, _server(chosen.url) if chosen.url else _model())
    if chosen.json:
        print(json.dumps(report.numbers()))
    else:
        _show(report, "validación cruzada" if path is None else path.name)
    return 0


def _measured(path: Path, read: Read) -> metrics.Report:
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = [metrics.Case.from_json(json.loads(line)) for line in lines if line.strip()]
    return metrics.measure(cases, [read(case.text) for case in cases])


def _model() -> Read:
    """The model of the present content, trained if needed, in this process."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = train.main([])
    if code:
        sys.exit(code)
    from nlu.model import Model

    model = Model.load(Path(said.getvalue().splitlines()[-1]))
    return lambda text: metrics.Seen.from_parse(model.parse(text))


def _server(url: str) -> Read:
    address = f"{url}/model/parse?" + urllib.parse.urlencode({"token": os.environ.get("NLU_TOKEN", "")})

    def read(text: str) -> metrics.Seen:
        body = json.dumps({"text": text}).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return metrics.Seen.from_parse(json.load(answer))

    return read


def _crossed() -> metrics.Report:
    """Every training sentence, read by a model that did not see it."""
    from nlu.components.learning import Recipe, folds, learn

    sentences = [(sentence.text, sentence.label) for sentence in collect()]
    cases: list[metrics.Case] = []
    seen: list[metrics.Seen] = []
    for number, (training, held_out) in enumerate(folds(sentences, FOLDS, seed=7), 1):
        print(f"Parte {number} de {FOLDS}…", file=sys.stderr, flush=True)
        interpreter = learn(training, Recipe())
        for text, label in held_out:
            intent, _, facet = label.partition("/")
            cases.append(metrics.Case(text, (intent,), (facet,) if facet else ()))
            seen.append(metrics.Seen.from_parse(interpreter.read(text)))
    return metrics.measure(cases, seen)


def _show(report: metrics.Report, title: str) -> None:
    for name, confusion in (("intención", report.intents), ("faceta", report.facets)):
        _table(f"Por {name} ({title})", confusion)
    print("\nPeores confusiones (correcta → leída: veces)")
    for right, read, times in metrics.worst(report.intents + report.facets):
        print(f"  {right} → {read}: {times}")
    print("\nResumen")
    for name, value in report.numbers().items():
        print(f"  {name:24s} {value:7.3f}")
    for text in report.dangers_missed:
        print(f"  ¡EMERGENCIA PERDIDA! {text}")


def _table(title: str, confusion: Counter[tuple[str, str]]) -> None:
    print(f"\n{title}\n  {'':18s} {'casos':>6s} {'precis.':>8s} {'exhaust.':>8s} {'F1':>6s}")
    for label, there, precision, recall, f1 in metrics.table(confusion):
        print(f"  {label:18s} {there:6d} {precision:8.3f} {recall:8.3f} {f1:6.3f}")
    print(f"  {'acierto':18s} {sum(confusion.values()):6d} {metrics.accuracy(confusion):8.3f}")


if __name__ == "__main__":
    sys.exit(main())
