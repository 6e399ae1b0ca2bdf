"""Choosing by typing what could be pressed: the number, an ordinal, the words of a button, «sí»."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from actions.turn import Reply, State
from municipio.texto import normalizar

_ORDINALS = {
    "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3, "cuarto": 4, "cuarta": 4,
    "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
}  # fmt: skip
_NUMBER = re.compile(r"^(?:(?:el|la|opcion|numero|el numero|la opcion)\s+)?(\d{1,2})$")
_ORDINAL = re.compile(rf"^(?:(?:el|la|lo)\s+)?({'|'.join(_ORDINALS)})(?:\s+(?:por favor|porfa|de ell[oa]s|opcion))?$")
_YES = re.compile(
    r"^(?:si|sip|claro|eso|es[ea]|exacto|correcto|asi es|si señora?|si señor|si por favor|si ese|ese mismo)$"
)
_NO = re.compile(
    r"^(?:no|nop|(?:no |no es )?ningun[oa](?: de (?:es[oa]s|est[oa]s|ell[oa]s|l[oa]s dos|las anteriores))?)$"
)
_SAME = 90


def remember(state: State, reply: Reply) -> None:
    """Keep the choices of a reply, so that the next message may choose one by typing."""
    state.extra["options"] = [[b.text, b.data] for row in reply.buttons for b in row]


def chosen(state: State, text: str) -> str | None:
    """The data of the choice that `text` names, or None when it names none."""
    options: list[list[str]] = state.extra.get("options", [])
    plain = normalizar(text)
    if not options or not plain or len(plain) > 60:
        return None
    number = _number(plain)
    if number is not None:
        return options[number - 1][1] if 0 < number <= len(options) else None
    if state.candidates and _NO.match(plain):
        return "ninguno"
    if len(state.candidates) == 1 and _YES.match(plain):
        return options[0][1]
    return _by_words(options, plain)


def _number(plain: str) -> int | None:
    digits = _NUMBER.match(plain)
    if digits:
        return int(digits[1])
    ordinal = _ORDINAL.match(plain)
    return _ORDINALS[ordinal[1]] if ordinal else None


def _by_words(options: list[list[str]], plain: str) -> str | None:
    for label, data in options:
        names = {normalizar(label), normalizar(label.partition(" (")[0])}
        if any(fuzz.ratio(name, plain) >= _SAME for name in names):
            return data
    return None
