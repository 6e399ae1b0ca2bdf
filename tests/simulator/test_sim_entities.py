"""Text and entities: HTML, and what Telegram finds by itself. Offsets are in UTF-16 units."""

from __future__ import annotations

import pytest

from bot.simulator.entities import format_text
from bot.simulator.textual import utf16_len, utf16_slice

HTML: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("hola", "hola", []),
    ("<b>a</b> <i>b</i>", "a b", [("bold", "a"), ("italic", "b")]),
    ("<u>a</u> <s>b</s>", "a b", [("underline", "a"), ("strikethrough", "b")]),
    ("<strong>a</strong><em>b</em>", "ab", [("bold", "a"), ("italic", "b")]),
    ("<ins>a</ins><del>b</del>", "ab", [("underline", "a"), ("strikethrough", "b")]),
    ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
    ("😀<b>ñ</b>", "😀ñ", [("bold", "ñ")]),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;x&quot; &#39;y&#39; &#x41; &nbsp;", "1 < 2 && 3 > 2 \"x\" 'y' A &nbsp;", []),
    ("  <b> a </b>  ", "a", [("bold", "a")]),
    ("<b></b>x", "x", []),
    ('<a href="https://www.gov.co/x">enlace</a>', "enlace", [("text_link", "enlace")]),
    ("<a href='nada'>x</a>", "x", []),
    ("<tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span>", "ab", [("spoiler", "a"), ("spoiler", "b")]),
    ('<pre><code class="language-sql">x</code></pre>', "x", [("pre", "x")]),
    ("<code>/no www.gov.co</code>", "/no www.gov.co", [("code", "/no www.gov.co")]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
    ("<B>a</b >", "a", [("bold", "a")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), HTML)
def test_html(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    formatted = format_text(source, "HTML")
    found = [(e["type"], utf16_slice(formatted.text, e["offset"], e["length"])) for e in formatted.entities]
    assert (formatted.text, found) == (text, entities)


FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    ("/start aguazul", [("bot_command", "/start")]),
    ("oiga /ayuda@ventanilla_demo_bot", [("bot_command", "/ayuda@ventanilla_demo_bot")]),
    ("y/o 3/4", []),
    ("vea www.gov.co.", [("url", "www.gov.co")]),
    ("https://sisben.gov.co/a?b=c, dijo", [("url", "https://sisben.gov.co/a?b=c")]),
    ("escriba a alcaldia@ejemplo.gov.co", [("email", "alcaldia@ejemplo.gov.co")]),
    ("hola @ventanilla_demo_bot", [("mention", "@ventanilla_demo_bot")]),
    ("😀😀 #trámites", [("hashtag", "#trámites")]),
    ("cuesta 1.500 pesos. Listo.", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_what_is_found_in_plain_text(text: str, entities: list[tuple[str, str]]) -> None:
    formatted = format_text(text)
    found = [(e["type"], utf16_slice(formatted.text, e["offset"], e["length"])) for e in formatted.entities]
    assert found == entities


def test_length_is_in_utf16_units() -> None:
    assert [utf16_len(text) for text in ("a", "ñ", "😀", "👨‍👩‍👧")] == [1, 1, 2, 8]
