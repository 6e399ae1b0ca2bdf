"""The training sentences, read by the very module that training uses (it imports nothing of Rasa)."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Frase(NamedTuple):
    """One training sentence."""

    text: str
    label: str
    source: str

    @property
    def intent(self) -> str:
        return self.label.partition("/")[0]

    @property
    def facet(self) -> str:
        return self.label.partition("/")[2]


@cache
def module(name: str) -> Any:
    """A module of the NLU room by its file: that room is not installed in the app's environment."""
    spec = importlib.util.spec_from_file_location(f"_{name}", ROOT / "nlu" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


@cache
def en_los_archivos() -> tuple[Frase, ...]:
    """Every sentence as it stands in the files, repeated ones too."""
    return tuple(Frase(*sentence) for sentence in module("training_data").everything())


@cache
def frases() -> tuple[Frase, ...]:
    """Every sentence that the model learns."""
    return tuple(Frase(*sentence) for sentence in module("training_data").collect())
