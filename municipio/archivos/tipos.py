"""What a file is, by its first bytes: neither its name nor what its sender says of it is believed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from municipio.errors import EntradaInvalidaError

LARGO = 80
"""Letters of a kept name, its ending aside."""
_RARAS = re.compile(r"[^\w .()-]+")
_SUFIJO = re.compile(r"\.[A-Za-z]\w{0,4}$")
_BLANCOS = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Tipo:
    """A kind of file that is kept: the ending of its name and its media type."""

    sufijo: str
    mime: str


JPEG, PNG = Tipo("jpg", "image/jpeg"), Tipo("png", "image/png")
WEBP, PDF = Tipo("webp", "image/webp"), Tipo("pdf", "application/pdf")
_FIRMAS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))


def reconocer(datos: bytes) -> Tipo:
    """The kind of a file. One that is not kept is an `EntradaInvalidaError`."""
    if datos[:4] == b"RIFF" and datos[8:12] == b"WEBP":
        return WEBP
    for firma, tipo in _FIRMAS:
        if datos.startswith(firma):
            return tipo
    raise EntradaInvalidaError("Solo puedo guardar fotos (JPG, PNG o WEBP) y documentos PDF.")


def nombre_limpio(nombre: str, tipo: Tipo) -> str:
    """The name that a file is shown with: no folders, no strange characters, and the ending of what it really is."""
    ultimo = re.split(r"[/\\]", unicodedata.normalize("NFC", nombre))[-1]
    limpio = _BLANCOS.sub(" ", _RARAS.sub(" ", _SUFIJO.sub("", ultimo))).strip(" .-")
    return f"{limpio[:LARGO].rstrip() or 'archivo'}.{tipo.sufijo}"
