"""Personal data taken out of a text before it is kept: documents, phones, e-mails, links, handles."""

from __future__ import annotations

import re

_REGLAS = (
    (re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE), "[enlace]"),
    (re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"), "[correo]"),
    (re.compile(r"(?<!\w)@\w{3,}"), "[usuario]"),
    (re.compile(r"(?<!\w)(?:\+?57[\s.-]?)?3\d{2}[\s.-]?\d{3}[\s.-]?\d{2}[\s.-]?\d{2}(?!\d)"), "[teléfono]"),
    (re.compile(r"(?<![\w#-])\d(?:[\d.,\s-]{4,}\d)(?!\w)"), "[número]"),
)
_NOMBRE = re.compile(
    r"\b(me llamo|mi nombre es|soy el señor|soy la señora|le habla|atentamente)(\s+[\wáéíóúñÁÉÍÓÚÑ]+){1,4}",
    re.IGNORECASE,
)


_DATO_SUELTO = re.compile(
    r"[\s,;.]*(?:\b(?:y|con|soy|mi|la|el|es|tengo)\s+)*"
    r"(?:\b(?:c\.?\s?c\.?|c[eé]dulas?|documento|identidad|nit|tel(?:[eé]fono)?|cel(?:ular)?|whatsapp|n[uú]mero|correo)\b)?"
    r"[\s:.,#°-]*(?:\b(?:es|son|n[uú]mero|no|nro|de)\b[\s:.#]*)*\[(?:n[uú]mero|tel[eé]fono|correo|usuario|nombre)\]",
    re.IGNORECASE,
)


def sin_datos_personales(texto: str) -> str:
    """`texto` as it is understood: the cédula or phone that somebody pastes unasked is not part of the question."""
    limpio = " ".join(_DATO_SUELTO.sub(" ", enmascarar(texto)).split())
    return limpio or enmascarar(texto)


def enmascarar(texto: str) -> str:
    """`texto` without cédulas, phones, e-mails, links or the name that somebody gives of himself."""
    for patron, marca in _REGLAS:
        texto = patron.sub(marca, texto)
    return _NOMBRE.sub(r"\1 [nombre]", texto)
