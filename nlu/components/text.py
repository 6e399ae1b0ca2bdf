"""Text as the model sees it: lower case, no accents, abbreviations written out, sounds spelt one way.

Citizens write «q nesecito pal sisven», «qué necesito para el Sisbén» and «KE NECESITO PARA EL CISBEN»: the three come
out almost equal. Every step is a pure function of the text.
"""

from __future__ import annotations

import re
import unicodedata

ABBREVIATIONS = {
    "q": "que", "k": "que", "ke": "que", "qe": "que", "xq": "porque", "pq": "porque", "porq": "porque", "xk": "porque",
    "x": "por", "d": "de", "dl": "del", "pa": "para", "pal": "para el", "pala": "para la", "pla": "para la",
    "pra": "para", "tmb": "tambien", "tb": "tambien", "tbn": "tambien", "tambn": "tambien", "bn": "bien",
    "porfa": "por favor", "xfa": "por favor", "xfavor": "por favor", "porfavor": "por favor", "pf": "por favor",
    "plis": "por favor", "dir": "direccion", "cra": "carrera", "cll": "calle", "vda": "vereda", "mpio": "municipio",
    "doc": "documento", "docs": "documentos", "tel": "telefono", "cel": "celular", "wsp": "whatsapp",
    "wpp": "whatsapp", "wasap": "whatsapp", "guasap": "whatsapp", "whats": "whatsapp", "cc": "cedula",
    "info": "informacion", "osea": "o sea", "aver": "a ver", "nose": "no se", "alos": "a los", "ala": "a la",
    "dela": "de la", "delos": "de los", "enla": "en la", "enel": "en el", "lode": "lo de",
    "gcs": "gracias", "grax": "gracias", "grcs": "gracias", "bnas": "buenas", "bns": "buenas", "wenas": "buenas",
    "sr": "señor", "sra": "señora", "dr": "doctor", "dra": "doctora", "hrs": "horas", "hs": "horas", "min": "minutos",
    "cto": "cuanto", "cuant": "cuanto", "dnd": "donde", "cdo": "cuando", "mñn": "mañana", "hno": "hermano",
    "toy": "estoy", "ta": "esta", "pos": "pues", "pue": "pues", "sumerce": "usted", "sumerse": "usted",
    "ud": "usted", "uds": "ustedes", "vd": "usted", "msj": "mensaje", "fmlia": "familia", "depto": "departamento",
    "tqm": "gracias", "salu2": "saludos", "100pre": "siempre", "xfis": "por favor", "ntp": "gracias",
}  # fmt: skip
"""What people shorten or join, by how it is pronounced in full."""

_TOKEN = re.compile(r"[a-zñ]+|\d+")
_REPEATED = re.compile(r"([a-zñ])\1{2,}")
_LAUGH = re.compile(r"(?:j[aeiou]){2,}j?")
_SOUNDS = (
    (re.compile(r"h(?!u[aeio])(?<!ch)"), ""),
    (re.compile(r"hu(?=[aeio])"), "gu"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"qu(?=[ei])"), "k"),
    (re.compile(r"c(?=[ei])|z|x"), "s"),
    (re.compile(r"c(?!h)|q"), "k"),
    (re.compile(r"ks"), "s"),
    (re.compile(r"v|w"), "b"),
    (re.compile(r"m(?=[bp])|ñ"), "n"),
    (re.compile(r"ll|y(?=[aeiou])"), "y"),
    (re.compile(r"y(?![aeiou])"), "i"),
    (re.compile(r"([a-z])\1"), r"\1"),
)


def plain(text: str) -> str:
    """Lower case without accents; the ñ stays."""
    marked = unicodedata.normalize("NFC", text).lower().replace("ñ", "\0")
    flat = "".join(c for c in unicodedata.normalize("NFD", marked) if not unicodedata.combining(c))
    return flat.replace("\0", "ñ")


def words(text: str) -> list[str]:
    """The words of `text`, plain, with abbreviations written out and numbers reduced to their size."""
    found: list[str] = []
    for token in _TOKEN.findall(_REPEATED.sub(r"\1", plain(text))):
        if token[0].isdigit():
            found.append(_number(token))
        elif _LAUGH.fullmatch(token):
            found.append("jaja")
        else:
            found.extend(ABBREVIATIONS.get(token, token).split())
    return found


def sounds(word: str) -> str:
    """How a word sounds, so that b/v, s/c/z, h, ll/y and g/j mistakes disappear."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def normalise(text: str) -> str:
    """The text that is turned into features: the words as they sound, joined by single spaces."""
    return " ".join(sounds(word) for word in words(text))


def _number(token: str) -> str:
    if len(token) == 3:
        return token
    return "0" * min(len(token), 7)
