"""Short keys out of long names."""

from __future__ import annotations

from collections.abc import Collection

from municipio.texto import palabras

LARGO = 40
_VACIAS = frozenset(palabras("de del la el los las y e o u a al en por para con que se su sus un una lo"))


def clave_libre(nombre: str, usadas: Collection[str]) -> str:
    """The words of `nombre` that say something, as many as fit in a key, with a number when it is taken."""
    clave = ""
    for palabra in (p.replace("ñ", "n") for p in palabras(nombre) if p not in _VACIAS):
        if len(clave) + len(palabra) + 1 > LARGO - 4:
            break
        clave = f"{clave}-{palabra}" if clave else palabra
    clave = clave or (palabras(nombre) or ["sin-nombre"])[0].replace("ñ", "n")[: LARGO - 4]
    numero, libre = 1, clave
    while libre in usadas:
        numero += 1
        libre = f"{clave}-{numero}"
    return libre
