"""Choosing by typing what could be pressed: the number, an ordinal, the words of a button, «sí», «no»."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from actions.turn import Button, Reply, State
from municipio.texto import normalizar

NONE, WHICH = "ninguno", "cual"
"""What «no» and «sí» stand for when several were offered: none of them, and the question once more."""
_ORDINALS = {
    "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3, "cuarto": 4, "cuarta": 4,
    "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
}  # fmt: skip
_NUMBER = re.compile(r"^(?:(?:el|la|opcion|numero|el numero|la opcion)\s+)?(\d{1,2})$")
_ORDINAL = re.compile(rf"^(?:(?:el|la|lo)\s+)?({'|'.join(_ORDINALS)})(?:\s+(?:por favor|porfa|de ell[oa]s|opcion))?$")
_THAT = r"(?:es[eoa]s?|est[eoa]s?|aquel(?:la)?)"
_YES = re.compile(
    rf"(?:si|sip|si es|claro(?: que si)?|exacto|correcto|asi es|ok|okay|okey|vale|listo|dale|bueno|aja"
    rf"|(?:si |ok |listo )?(?:es )?{_THAT}(?: mism[oa]| es| si)?|si (?:señora?|por favor|claro|gracias)|eso es)"
)
_NO = re.compile(
    rf"(?:no|nop|no señora?|no gracias|no (?:es|era|son)|tampoco|nada de {_THAT}"
    rf"|(?:no )?(?:(?:es|era|son) )?ningun[oa]?(?: de (?:{_THAT}|ell[oa]s|l[oa]s (?:dos|tres|cuatro|anteriores)))?"
    rf"|(?:no )?no (?:es|era|son|eran) {_THAT}|(?:no )?{_THAT} no(?: (?:es|era|son|eran))?)"
)
_MORE = re.compile(r"(?:ver |muestreme |quiero ver )?mas(?: opciones| preguntas)?")
_ANSWERS = re.compile(r"opinar:\d+:[^:]+:")
_SAME = 90
_LONGEST = 120

Option = list[str]
"""As it is kept: the text of the button, its data, and its other names."""


def remember(state: State, reply: Reply) -> None:
    """Keep the choices of a reply, so that the next message may choose one by typing.

    Those of a question of a survey are not kept: their texts tell what was answered.
    """
    state.extra["options"] = kept(reply)


def kept(reply: Reply) -> list[Option]:
    """The choices of a reply as they are kept."""
    return [[b.text, b.data, *b.names] for b in _buttons(reply) if not answers_survey(b.data)]


def _buttons(reply: Reply) -> list[Button]:
    rows = (*reply.buttons, *(reply.then.buttons if reply.then else ()))
    return [one for row in rows for one in row]


def answers_survey(data: str) -> bool:
    """Whether a button is an answer to a question of a survey, or a way around it."""
    return _ANSWERS.match(data) is not None


def asks_survey(reply: Reply) -> bool:
    """Whether a reply asks a question of a survey: what is written next is an answer to it."""
    return any(answers_survey(b.data) for b in _buttons(reply))


def of_survey(data: str) -> bool:
    """Whether a button belongs to a survey: it begins it, answers it, or leads around in it."""
    return data.startswith("opinar:")


def by_words(options: list[Option], text: str) -> str | None:
    """The data of the option that the words of `text` name."""
    plain = normalizar(text)
    return _by_words(options, plain) if options and plain and len(plain) <= _LONGEST else None


def chosen(state: State, text: str) -> str | None:
    """The data of the choice that `text` names, or None when it names none."""
    options: list[Option] = state.extra.get("options", [])
    plain = normalizar(text)
    if not options or not plain or len(plain) > _LONGEST:
        return None
    number = _number(plain)
    if number is not None:
        return options[number - 1][1] if 0 < number <= len(options) else None
    if state.candidates and _NO.fullmatch(plain):
        return NONE
    if state.candidates and _YES.fullmatch(plain):
        return options[0][1] if len(state.candidates) == 1 else WHICH
    return _by_words(options, plain) or _for_more(options, plain)


def _number(plain: str) -> int | None:
    digits = _NUMBER.match(plain)
    if digits:
        return int(digits[1])
    ordinal = _ORDINAL.match(plain)
    return _ORDINALS[ordinal[1]] if ordinal else None


def _by_words(options: list[Option], plain: str) -> str | None:
    """The option that the words are most like; the first of them when several are."""
    alike = [max(fuzz.ratio(name, plain) for name in _names(option)) for option in options]
    best = max(alike)
    return options[alike.index(best)][1] if best >= _SAME else None


def _names(option: Option) -> set[str]:
    label, _, *others = option
    return {normalizar(way) for name in (label, *others) for way in (name, name.partition(" (")[0])}


def _for_more(options: list[Option], plain: str) -> str | None:
    """«Más», when there is a button to see more."""
    if not _MORE.fullmatch(plain):
        return None
    return next((data for label, data, *_ in options if _MORE.fullmatch(normalizar(label))), None)
