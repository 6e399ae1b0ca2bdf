"""The letters that every document is written with: those that come with matplotlib, the same on every machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def carpeta() -> Path:
    """The folder of the DejaVu fonts; matplotlib itself, which takes its time, is not imported."""
    hallado = find_spec("matplotlib")
    assert hallado is not None  # noqa: S101 (it is a dependency)
    assert hallado.submodule_search_locations is not None  # noqa: S101
    return Path(hallado.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
