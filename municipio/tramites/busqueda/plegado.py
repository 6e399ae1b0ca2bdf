"""How a word sounds: people who spell by ear write «sertificado», «cisben», «inpuesto» and mean one thing.

Every text is compared in this folded form; nothing of it is ever shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from municipio.texto import palabras

ABREVIATURAS = {
    "q": "que", "k": "que", "ke": "que", "qe": "que", "x": "por", "xq": "porque", "pq": "porque", "porq": "porque",
    "pa": "para", "d": "de", "dl": "del", "tb": "tambien", "cc": "cedula", "cert": "certificado",
    "certif": "certificado", "lic": "licencia", "imp": "impuesto", "impto": "impuesto", "mpio": "municipio",
    "constr": "construccion", "vda": "vereda", "dcto": "descuento", "dto": "descuento", "doc": "documento",
    "docs": "documentos", "tel": "telefono", "ud": "usted", "uds": "ustedes", "pls": "porfavor", "xfa": "porfavor",
    "porfa": "porfavor", "aki": "aqui", "nro": "numero", "num": "numero", "discap": "discapacidad",
    "nec": "necesito", "dsps": "despues", "fra": "factura", "resol": "resolucion", "proc": "proceso",
}  # fmt: skip

_GRUPO_SISBEN = re.compile(r"^[abcd]\d{1,2}$")
_REGLAS = tuple(
    (re.compile(patron), cambio)
    for patron, cambio in (
        (r"ch", "C"),
        (r"h", ""),
        (r"ñ", "n"),
        (r"qu(?=[ei])|q", "k"),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[ei])", "j"),
        (r"G", "g"),
        (r"c(?=[ei])|[zx]", "s"),
        (r"c", "k"),
        (r"ks(?=.)", "s"),
        (r"v", "b"),
        (r"ll", "y"),
        (r"w", "gu"),
        (r"(.)\1+", r"\1"),
        (r"m(?=[pb])", "n"),
        (r"[pb]s|ns(?=[^aeiou])", "s"),
        (r"y$", "i"),
        (r"ao$", "ado"),
    )
)
_PLURAL = re.compile(r"s$")
_VOCAL = re.compile(r"[aeo]$")
_DIMINUTIVO = re.compile(r"s?it(?=[oa]s?$)")


@lru_cache(maxsize=50_000)
def plegar(palabra: str) -> str:
    """A normalised word as it sounds: «sisven» and «cisben» come out equal, and so do «inpuesto» and «impuesto»."""
    if _GRUPO_SISBEN.match(palabra):
        return "gruposisben"
    sonido = ABREVIATURAS.get(palabra, palabra)
    for patron, cambio in _REGLAS:
        sonido = patron.sub(cambio, sonido)
    return sonido


@lru_cache(maxsize=50_000)
def raiz(sonido: str) -> str:
    """A folded word without plural, gender or diminutive."""
    if len(sonido) > 6:
        sonido = _DIMINUTIVO.sub("", sonido)
    for final in (_PLURAL, _VOCAL):
        if len(sonido) > 3:
            sonido = final.sub("", sonido)
    return sonido


def sonidos(texto: str) -> list[str]:
    """The folded words of a text, in order; a word of nothing but silent letters is dropped."""
    return [sonido for sonido in map(plegar, palabras(texto)) if sonido]


def pares(sonidos_: list[str]) -> list[str]:
    """Pairs of neighbouring stems."""
    raices = [raiz(sonido) for sonido in sonidos_]
    return [f"{a} {b}" for a, b in pairwise(raices)]
