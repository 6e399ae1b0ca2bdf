"""The menu of commands that a chat sees: what everybody may ask, after what it may do of the plan."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, get_args

from actions.render import texts
from actions.turn import Papel

SET_MENU = "setMyCommands"


def commands(papeles: Set[Papel] = frozenset()) -> list[dict[str, Any]]:
    """The commands of a chat with those parts in the plan, in the order in which they are shown."""
    menus: dict[str, dict[str, str]] = texts()["menu"]
    told: dict[str, str] = {}
    for papel in get_args(Papel):
        if papel in papeles:
            told |= menus[papel]
    return [{"command": name, "description": text} for name, text in (told | menus["todos"]).items()]
