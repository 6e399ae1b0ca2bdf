"""Words that steer the talk and ask nothing: «menú», «ok», «cambiar de municipio». They need no understanding."""

from __future__ import annotations

import re

from municipio.texto import normalizar

_STEERING = {
    "menu": ("menu", "inicio", "tramites", "volver", "atras", "regresar", "opciones", "lista"),
    "humano": ("contacto", "persona", "asesor"),
    "ayuda": ("ayuda", "help"),
    "opinar": ("seguir", "continuar", "seguir la encuesta", "seguir con la encuesta", "continuar la encuesta"),
    "listo": ("ok", "okay", "listo", "vale", "bueno", "entendido", "aja", "si", "no", "ya", "salir"),
}
_BY_WORD = {word: data for data, words in _STEERING.items() for word in words}
_PLACE = "(?:municipio|pueblo)"
_MUNICIPALITY = re.compile(
    rf"(?:(?:no )?(?:yo )?(?:soy|vivo|estoy) (?:de|en) otro {_PLACE}|(?:ese|este) no es mi {_PLACE}|no es mi {_PLACE}"
    rf"|(?:(?:yo )?(?:quiero|quisiera|necesito|deseo|puedo|como(?: hago para| puedo)?|para|ayudeme a) )?"
    rf"(?:cambi(?:o|ar|arme|e|eme)|escoger|elegir)(?: a| al| de| del| el| mi)?(?: otro)? {_PLACE}"
    rf"|(?:otro )?municipio|me equivoque (?:de|con el) {_PLACE})(?: por favor| porfa)?"
)
"""The whole text asks for another municipality; as a part of a longer one it belongs to the question."""
PEACE = re.compile(
    r"(?:por favor |ya |que )*(?:no quiero que|no|dejen de)(?: me)? (?:sigan |vuelvan a |volver a )?"
    r"(?:molest(?:en|ar(?:me)?)|invit(?:en|ar(?:me)?)|mand(?:en|ar(?:me)?)|escrib(?:an|ir(?:me)?)|fastidi(?:en|ar(?:me)?)"
    r"|molestando|invitando|mandando|escribiendo)"
    r"(?: mas)?(?: a)?(?: (?:con )?(?:mas |esas? |las )?(?:encuestas?|invitaciones|mensajes))?(?: mas)?"
    r"(?: por favor| porfa)?"
    r"|(?:ya )?no (?:quiero )?(?:(?:recibir )?mas|recibir) (?:encuestas|invitaciones)|no quiero (?:mas )?encuestas"
)
"""Not to be written to again: it is done whenever it is said, whatever was being talked about."""
_NUMBER = re.compile(r"\d{1,3}")
_BARE = frozenset({"si", "no"})


def bare(text: str) -> bool:
    """Whether a text is a lone number, «sí» or «no»: what it means depends on what was asked."""
    plain = normalizar(text)
    return plain in _BARE or _NUMBER.fullmatch(plain) is not None


def steering(text: str) -> str | None:
    """The data of the button that a steering word stands for; a text without words, or a lone number, is one too."""
    plain = normalizar(text)
    if not plain:
        return "listo"
    if _NUMBER.fullmatch(plain):
        return "menu"
    if PEACE.fullmatch(plain):
        return "encuestas:no"
    return "municipio" if _MUNICIPALITY.fullmatch(plain) else _BY_WORD.get(plain)
