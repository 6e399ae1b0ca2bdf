"""Cutting a long text where a reader would: at a paragraph, a line, a sentence, a word; tags closed and reopened."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 4096
"""UTF-16 units of a message, marks aside."""
_ATOM = re.compile(r"<[^>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|.", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z0-9-]+)")
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…:;]\s"), re.compile(r"\s"))
_WORTH = 0.5
"""A break is taken only when the part it leaves is at least this full."""


@dataclass(slots=True)
class _Atom:
    """A tag (`width` 0), a reference or a character."""

    raw: str
    width: int

    @property
    def shown(self) -> str:
        return self.raw if self.width and len(self.raw) == 1 else "x" if self.width else ""


def utf16_length(text: str) -> int:
    """Length of `text` as Telegram counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """`text` (Telegram's HTML subset, well formed) in parts of at most `longest` units, each well formed."""
    if utf16_length(text) <= longest:
        return [text]
    parts: list[str] = []
    atoms = [_atom(raw) for raw in _ATOM.findall(text)]
    opened: list[str] = []
    while atoms:
        end = _end(atoms, longest)
        part, opened = _close("".join(opened) + "".join(a.raw for a in atoms[:end]))
        if re.sub(r"<[^>]*>", "", part).strip():
            parts.append(part.strip())
        atoms = _without_leading_space(atoms[end:])
    return parts


def _atom(raw: str) -> _Atom:
    if raw.startswith("<") and len(raw) > 1:
        return _Atom(raw, 0)
    return _Atom(raw, utf16_length(raw) if len(raw) == 1 else 1)


def _end(atoms: list[_Atom], longest: int) -> int:
    """How many atoms go in the next part."""
    used = fits = 0
    for atom in atoms:
        if used + atom.width > longest:
            break
        used += atom.width
        fits += 1
    if fits == len(atoms):
        return fits
    return _last_break(atoms[: fits + 1], longest) or fits


def _last_break(atoms: list[_Atom], longest: int) -> int:
    shown, where = "", []
    for at, atom in enumerate(atoms):
        shown += atom.shown
        where += [at] * len(atom.shown)
    for pattern in _BREAKS:
        found = [m for m in pattern.finditer(shown) if m.start() >= longest * _WORTH]
        if found:
            last = found[-1]
            return where[last.start()] + (1 if pattern is _BREAKS[2] else 0)
    return 0


def _without_leading_space(atoms: list[_Atom]) -> list[_Atom]:
    tags: list[_Atom] = []
    for at, atom in enumerate(atoms):
        if atom.width and not atom.raw.isspace():
            return tags + atoms[at:]
        if not atom.width:
            tags.append(atom)
    return []


def _close(part: str) -> tuple[str, list[str]]:
    """`part` with its open tags closed, and those tags, to be opened again in the next."""
    opened: list[str] = []
    for tag in re.findall(r"<[^>]*>", part):
        if tag.startswith("</"):
            if opened:
                opened.pop()
        else:
            opened.append(tag)
    names = [match[1] for tag in reversed(opened) if (match := _NAME.match(tag))]
    return part.rstrip() + "".join(f"</{name}>" for name in names), opened
