"""From the text a bot (or a person) sends to text with entities, checked as Telegram checks it."""

from __future__ import annotations

import re

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.html import parse_html
from bot.simulator.model import Json
from bot.simulator.textual import FormattedText, clean, trim, utf16_len, utf16_slice

_BARE = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|info|edu|gov|co|io|me|app|dev)\b(?:\.co\b)?"
_PATTERNS = (
    ("url", re.compile(rf"(?<![\w@.])(?:https?://[^\s<>\"']+|{_BARE}(?:[/?#][^\s<>\"']*)?)", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>.@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/.@])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w{1,256}")),
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
_GIVEN_TYPES = frozenset({
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention", "blockquote",
    "expandable_blockquote", "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
    "custom_emoji",
})  # fmt: skip


def format_text(text: str, parse_mode: str = "", given: list[Json] | None = None) -> FormattedText:
    """Parse `text` as Telegram would: markup, then trimming, then the entities that it finds by itself.

    Raises `ApiError` 400 for wrong markup and for a mode that the product does not use.
    """
    mode = parse_mode.lower()
    if mode == "html":
        formatted = parse_html(clean(text))
    elif mode in ("", "none"):
        formatted = FormattedText(clean(text), _given(given or []))
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("unsupported parse_mode (the simulator knows HTML and plain text only)")
    else:
        raise bad_request("unsupported parse_mode")
    return detect(trim(formatted))


def detect(formatted: FormattedText) -> FormattedText:
    """Add the entities that Telegram finds in any message: commands, links, e-mails, mentions, hashtags."""
    text = formatted.text
    if not any(mark in text for mark in "/@#."):
        return formatted
    taken = [_span(entity) for entity in formatted.entities if entity["type"] in _OPAQUE]
    found: list[Json] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = match.group().rstrip(".,;:!?)»") if kind == "url" else match.group()
            offset = utf16_len(text[: match.start()])
            span = (offset, offset + utf16_len(value))
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            taken.append(span)
            found.append({"offset": offset, "length": span[1] - offset, "type": kind})
    entities = sorted(formatted.entities + found, key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, entities)


def commands_in(formatted: FormattedText) -> list[str]:
    """The commands of a message as written (``/start``, ``/ayuda@bot``)."""
    return _values(formatted, "bot_command")


def mentions_in(formatted: FormattedText) -> list[str]:
    """The ``@names`` of a message, without the at sign and in lower case."""
    return [name[1:].lower() for name in _values(formatted, "mention")]


def _values(formatted: FormattedText, kind: str) -> list[str]:
    chosen = (entity for entity in formatted.entities if entity["type"] == kind)
    return [utf16_slice(formatted.text, entity["offset"], entity["length"]) for entity in chosen]


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _given(entities: list[Json]) -> list[Json]:
    kept: list[Json] = []
    for entity in entities:
        kind = entity.get("type")
        if kind not in _GIVEN_TYPES:
            raise _wrong_entity("unsupported type specified")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise _wrong_entity('Field "offset" must be of type Number')
        if kind in ("mention", "hashtag", "bot_command", "url", "email") or length <= 0:
            continue
        kept.append(dict(entity))
    return kept


def _wrong_entity(why: str) -> ApiError:
    return bad_request(f"can't parse MessageEntity: {why}")
