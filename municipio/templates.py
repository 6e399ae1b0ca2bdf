"""What is told to people lives beside the code that tells it: YAML with short texts, Jinja templates with long ones."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def words(package: str, name: str = "textos.yml") -> dict[str, Any]:
    """The short texts of a YAML file of `package`, read once."""
    loaded: dict[str, Any] = yaml.safe_load(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
    return loaded


def environment(package: str) -> Environment:
    """The templates of `package`: everything from outside is escaped, and a name that is missing is an error.

    A template is not looked for again on the disk once it is read.
    """
    return Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
