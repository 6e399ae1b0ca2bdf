"""How Telegram measures and cleans text: lengths and offsets are in UTF-16 code units."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.simulator.model import Json

_DROPPED = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)), " ")
_CLEAN = str.maketrans({**_DROPPED, 0x0D: "", 0x200E: "", 0x200F: ""})


@dataclass(slots=True)
class FormattedText:
    """Plain text and its entities (Telegram's `MessageEntity` objects, offsets in UTF-16 units)."""

    text: str
    entities: list[Json] = field(default_factory=list)


def utf16_len(text: str) -> int:
    """Length in UTF-16 code units: what the limits of Telegram count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers."""
    data = text.encode("utf-16-le", "surrogatepass")
    return data[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """Without carriage returns, control characters and marks of direction, as the server stores it."""
    return text.translate(_CLEAN)


def trim(formatted: FormattedText) -> FormattedText:
    """Without blanks at either end; entities move and shrink with it, the empty ones go."""
    text = formatted.text
    stripped = text.strip(" \n\t\u00a0")
    lead = utf16_len(text[: len(text) - len(text.lstrip(" \n\t\u00a0"))])
    end = utf16_len(stripped)
    kept: list[Json] = []
    for entity in formatted.entities:
        first = max(0, entity["offset"] - lead)
        last = min(end, entity["offset"] + entity["length"] - lead)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return FormattedText(stripped, kept)
