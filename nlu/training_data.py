"""The training sentences: nlu/data/*.yml, the `ejemplos` and `alias` of the fichas, and their files in data/ejemplos/.

Reads YAML and knows nothing of Rasa or of the other rooms. `python -m nlu.training_data` prints what there is.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOM = Path(__file__).resolve().parent
DATA = ROOM / "data"
CATALOGUE = ROOM.parent / "data" / "catalogo"
TRAMITE = "consultar_tramite"
NAMED = "resumen"
"""The facet of a trámite's bare name."""

_WORD = re.compile(r"[a-z0-9ñ]+")


class Sentence(NamedTuple):
    """One training sentence. `label` is `intent` or `intent/facet`; `source` is the file it stands in."""

    text: str
    label: str
    source: str


class TrainingDataError(Exception):
    """A file of sentences cannot be read. The message is one line in Spanish."""


def collect(data: Path = DATA, catalogue: Path = CATALOGUE) -> list[Sentence]:
    """Every training sentence, in the order of the files; of the same words with the same intent, the first."""
    found: dict[tuple[str, str], Sentence] = {}
    for sentence in everything(data, catalogue):
        found.setdefault((_bare(sentence.text), sentence.label.partition("/")[0]), sentence)
    return list(found.values())


def everything(data: Path = DATA, catalogue: Path = CATALOGUE) -> list[Sentence]:
    """Every sentence as it stands in the files, repeated ones too."""
    return [*_of_topics(data), *_of_catalogue(catalogue)]


def as_rasa(sentences: Sequence[Sentence]) -> str:
    """A Rasa NLU file with these sentences."""
    labels = sorted({sentence.label for sentence in sentences})
    groups = {label: [s.text for s in sentences if s.label == label] for label in labels}
    lines = ['version: "3.1"', "nlu:"]
    for label, texts in groups.items():
        lines += [f"- intent: {label}", "  examples: |", *(f"    - {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def _of_topics(folder: Path) -> Iterator[Sentence]:
    for path in sorted(folder.glob("*.yml")):
        content = _read(path)
        try:
            blocks = [(str(block["intent"]), str(block["examples"])) for block in content["nlu"]]
        except (KeyError, TypeError) as error:
            reason = f"{path.name}: no es un archivo de frases de Rasa (falta {error})"
            raise TrainingDataError(reason) from error
        for label, examples in blocks:
            lines = (line.strip() for line in examples.splitlines())
            yield from (Sentence(_tidy(line[1:]), label, path.name) for line in lines if line.startswith("-"))


def _of_catalogue(folder: Path) -> Iterator[Sentence]:
    for path in sorted(folder.glob("*.yml")):
        ficha = _read(path)
        if not isinstance(ficha, dict):
            continue
        more = folder.parent / "ejemplos" / path.name
        named = {NAMED: [*(ficha.get("alias") or ()), *(ficha.get("alias_ambiguos") or ())]}
        for facets in (ficha.get("ejemplos") or {}, _read(more) if more.exists() else {}, named):
            for facet, texts in facets.items():
                yield from (Sentence(_tidy(str(text)), f"{TRAMITE}/{facet}", path.name) for text in texts)


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = path.name if line is None else f"{path.name}, línea {line + 1}"
        reason = f"No se puede leer {where}"
        raise TrainingDataError(reason) from error


def _bare(text: str) -> str:
    """The words alone: no case, accents or punctuation."""
    flat = unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
    return " ".join(_WORD.findall("".join(c for c in flat if not unicodedata.combining(c)).replace("\0", "ñ")))


def _tidy(text: str) -> str:
    """One line, without the brackets and braces that Rasa would read as entities."""
    return " ".join(text.translate(str.maketrans("[]{}", "    ")).split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many sentences each label has; with `--flat FILE`, also write them for a stock Rasa pipeline."""
    parser = argparse.ArgumentParser(prog="nlu.training_data", description="Las frases de entrenamiento.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE)
    parser.add_argument("--flat", type=Path, help="escribe un archivo de Rasa con nombres planos (intent+faceta)")
    chosen = parser.parse_args(arguments)
    sentences = collect(chosen.data, chosen.catalogue)
    if chosen.flat:
        flat = [sentence._replace(label=sentence.label.replace("/", "+")) for sentence in sentences]
        chosen.flat.write_text(as_rasa(flat), encoding="utf-8")
    for label, count in sorted(Counter(sentence.label for sentence in sentences).items()):
        print(f"{count:6d}  {label}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
