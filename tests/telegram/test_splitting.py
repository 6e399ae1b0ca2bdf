"""Long texts cut where a reader would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbound.splitting import split, utf16_length

PARAGRAPH = "Una frase corta. Otra frase un poco más larga que la primera."


@pytest.mark.parametrize(
    ("text", "longest", "parts"),
    [
        ("corto", 10, ["corto"]),
        ("uno dos\n\ntres cuatro", 12, ["uno dos", "tres cuatro"]),
        ("primera línea\nsegunda", 16, ["primera línea", "segunda"]),
        ("Primera frase. Segunda frase.", 20, ["Primera frase.", "Segunda frase."]),
        ("palabra otra palabra", 14, ["palabra otra", "palabra"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("<b>uno dos tres</b> fin", 9, ["<b>uno dos</b>", "<b>tres</b> fin"]),
        ('<a href="https://a.co">un enlace</a>', 4, ['<a href="https://a.co">un</a>', '<a href="https://a.co">enla</a>',
                                                    '<a href="https://a.co">ce</a>']),
        ("<b>a <i>b c</i></b>", 3, ["<b>a <i>b</i></b>", "<b><i>c</i></b>"]),
        ("a &amp; b &lt; c", 5, ["a &amp; b", "&lt; c"]),
        ("🏡🏡🏡🏡", 4, ["🏡🏡", "🏡🏡"]),
    ],
)  # fmt: skip
def test_where_it_is_cut(text: str, longest: int, parts: list[str]) -> None:
    assert split(text, longest) == parts


def test_a_full_answer_keeps_its_paragraphs() -> None:
    parts = split("\n\n".join([PARAGRAPH] * 200))
    assert len(parts) == 4
    assert all(part.startswith("Una frase") and part.endswith("la primera.") for part in parts)


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "hola ", "ñandú", "🏡", "&amp;", "\n", ". "]), max_size=80)
)
def test_every_part_fits_and_is_well_formed_and_no_word_is_lost(pieces: list[str]) -> None:
    text = ""
    opened: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            if not opened or opened[-1] != piece[2]:
                continue
            opened.pop()
        elif piece.startswith("<"):
            opened.append(piece[1])
        text += piece
    text += "".join(f"</{name}>" for name in reversed(opened))
    parts = split(text, 20)
    shown = [re.sub(r"<[^>]*>", "", part).replace("&amp;", "&") for part in parts]
    if utf16_length(text) > 20:
        assert all(utf16_length(part) <= 20 for part in shown)
    assert all(_balanced(part) for part in parts)
    whole = re.sub(r"<[^>]*>", "", text).replace("&amp;", "&")
    assert re.sub(r"\s", "", "".join(shown)) == re.sub(r"\s", "", whole)


def _balanced(part: str) -> bool:
    opened: list[str] = []
    for close, name in re.findall(r"<(/?)(\w)>", part):
        if close:
            if not opened or opened.pop() != name:
                return False
        else:
            opened.append(name)
    return not opened
