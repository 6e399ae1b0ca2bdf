"""Telegram's HTML parse mode: tags into entities, with its refusals word for word.

Byte offsets in the refusals count UTF-8 bytes of the text as it was sent, as Telegram's do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.model import Json
from bot.simulator.textual import FormattedText, utf16_len

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9.-]+))?")
_WEB = re.compile(r"^(?:(?:https?|tg|ton|mailto|tel):)?(?://)?[^\s]+\.[^\s]+|^(?:tg|ton|mailto|tel):\S+", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    at: int


def parse_html(source: str) -> FormattedText:
    """Text and entities of `source`; raises `ApiError` 400 «can't parse entities: …» as Telegram does."""
    return _HtmlParser(source).run()


def unescape(text: str) -> str:
    """Decode ``&lt; &gt; &amp; &quot;`` and numeric references; others stay as they are."""
    return _ENTITY.sub(_decode, text) if "&" in text else text


def _decode(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    usable = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if usable else match.group(0)


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> FormattedText:
        at = 0
        while (tag_at := self.source.find("<", at)) >= 0:
            self._add(unescape(self.source[at:tag_at]))
            is_end = self.source.startswith("</", tag_at)
            at = self._end_tag(tag_at) if is_end else self._start_tag(tag_at)
        self._add(unescape(self.source[at:]))
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return FormattedText("".join(self.parts), self.entities)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16_len(text)

    def _start_tag(self, at: int) -> int:
        end = _end_of_name(self.source, at + 1)
        tag = self.source[at + 1 : end].lower()
        if end >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._byte(at)}")
        if tag not in TAGS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._byte(at)}')
        attributes, end = self._attributes(tag, at, end)
        argument = self._argument(tag, attributes, at)
        self.open.append(_Open(tag, argument, self.offset, len(self.parts)))
        return end

    def _attributes(self, tag: str, tag_at: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while at < len(self.source) and self.source[at].isspace():
                at += 1
            if at >= len(self.source):
                raise _cannot(f"Unclosed start tag at byte offset {self._byte(tag_at)}")
            if self.source[at] == ">":
                return found, at + 1
            match = _ATTRIBUTE.match(self.source, at)
            if match is None:
                where = self._byte(tag_at)
                raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            found[match.group(1).lower()] = unescape((match.group(2) or "").strip("\"'"))
            at = match.end()

    def _argument(self, tag: str, attributes: dict[str, str], at: int) -> str:
        if tag == "a":
            return attributes.get("href", "")
        if tag == "code" and attributes.get("class", "").startswith("language-"):
            return attributes["class"].removeprefix("language-")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(at)}')
        if tag == "tg-emoji":
            return attributes.get("emoji-id", "")
        return "expandable" if tag == "blockquote" and "expandable" in attributes else ""

    def _end_tag(self, at: int) -> int:
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self._byte(at)}")
        end = _end_of_name(self.source, at + 2)
        name = self.source[at + 2 : end].lower()
        while self.source[end : end + 1].isspace():
            end += 1
        if not self.source.startswith(">", end):
            raise _cannot(f"Unclosed end tag at byte offset {self._byte(at)}")
        opened = self.open[-1]
        if name and name != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _cannot(f"Unmatched end tag at byte offset {self._byte(at)}, {expected}")
        self.open.pop()
        self._close(opened)
        return end + 1

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if length <= 0:
            return
        entity: Json = {"offset": opened.offset, "length": length, "type": TAGS[opened.tag]}
        if opened.tag == "a":
            url = checked_url(opened.argument or "".join(self.parts[opened.at :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self._language_inside(opened, length):
            entity["language"] = self.entities.pop()["language"]
        elif opened.tag == "code" and opened.argument and self.open and self.open[-1].tag == "pre":
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _language_inside(self, pre: _Open, length: int) -> bool:
        last = self.entities[-1] if self.entities else {}
        return "language" in last and last["offset"] == pre.offset and last["length"] == length

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))


def _end_of_name(source: str, at: int) -> int:
    while at < len(source) and source[at] != ">" and not source[at].isspace():
        at += 1
    return at


def checked_url(url: str) -> str | None:
    """`url` as Telegram keeps it in a link (with its scheme), or None when it is not one (the link is dropped)."""
    url = url.strip()
    if not _WEB.match(url):
        return None
    if re.match(r"^[a-z]+:", url, re.IGNORECASE):
        return url if "/" in url.split(":", 1)[1].lstrip("/") or "://" not in url or "?" in url else f"{url}/"
    return f"http://{url}" if "/" in url else f"http://{url}/"


def _cannot(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
