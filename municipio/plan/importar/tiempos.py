"""Times as people write them («mensualmente», «3 veces al mes», «24 meses») to the three kinds that a plan keeps apart.

What the record cannot hold exactly is read to the nearest thing that it can, and becomes a question that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from municipio.plan.importar import fechas, ritmos
from municipio.plan.importar.lectura import Lectura, aplicar
from municipio.plan.importar.limpio import en_blanco, en_linea, limpiar
from municipio.plan.importar.numeros import simple
from municipio.plan.registro import Cuota, Frecuencia, Horizonte
from municipio.texto import palabras, sin_tildes

MAX_LEIDO = 400
"""Letters of a cell of times that are read."""
MAX_SUELTAS = 2
"""Words beside a time («informes semestrales de avance») that change nothing in it."""
_SOLO_NUMERO = re.compile(r"[^\w%]*[0-9]+(?:[.,][0-9]+)?[^\w%]*")
_ENTRE_PARENTESIS = re.compile(r"\([^()]*\)")
_PALABRA = re.compile(r"[a-zñ0-9%]+")
_NO_DICEN = frozenset(
    palabras(
        "de del el la los las un una a al en y o e por para con cada durante hasta desde antes minimo maximo menos "
        "plazo termino tiempo tiempos fecha fechas vigencia año se que su sus es sera mas tardar partir periodo "
        "mes meses dia dias frecuencia ejecucion duracion aproximadamente aprox dentro siguiente siguientes"
    )
)


@dataclass(frozen=True, slots=True)
class Tiempo:
    """What a text says of time. `errores`: key of the message and what cannot be («31 de febrero»)."""

    frecuencia: Frecuencia | None = None
    cuotas: tuple[Cuota, ...] = ()
    horizonte: Horizonte | None = None
    preguntas: tuple[str, ...] = ()
    errores: tuple[tuple[str, str], ...] = ()
    completo: bool = False
    """Every word of the text was about time."""

    @property
    def algo(self) -> bool:
        """Whether anything was understood."""
        return bool(self.frecuencia or self.cuotas or self.horizonte)


def leer(texto: str, ano: int) -> Tiempo:
    """What `texto` says, in a plan of the year `ano`. It never fails: what is not understood is a question."""
    limpio = limpiar(texto)
    if en_blanco(limpio):
        return Tiempo()
    lectura = Lectura(en_linea(limpio), ano)
    llano, completo = simple(limpio), False
    if _SOLO_NUMERO.fullmatch(llano) and not re.fullmatch(r"\W*(?:19|20)[0-9]{2}\W*", llano):
        lectura.duda("sin_unidad")
    else:
        resto = aplicar(lectura, llano[:MAX_LEIDO], (*ritmos.REGLAS, *fechas.REGLAS)) + llano[MAX_LEIDO:]
        completo = not _lo_que_queda(lectura, resto)
        _sin_mes(lectura)
    return Tiempo(
        lectura.frecuencia,
        tuple(_con_tildes(cuota, limpio) for cuota in lectura.cuotas),
        lectura.horizonte,
        tuple(lectura.preguntas),
        tuple(lectura.errores),
        completo,
    )


def _lo_que_queda(lectura: Lectura, resto: str) -> list[str]:
    """The words that nothing took: many are a question, and the more so when nothing at all was understood."""
    sueltas = [p for p in _PALABRA.findall(_ENTRE_PARENTESIS.sub(" ", resto)) if p not in _NO_DICEN]
    if lectura.algo and (len(sueltas) > MAX_SUELTAS or any(palabra[0].isdigit() for palabra in sueltas)):
        lectura.duda("resto", lectura.leido)
    elif not lectura.algo and not lectura.preguntas and not lectura.errores:
        lectura.duda("no_entendido")
    return sueltas


def _sin_mes(lectura: Lectura) -> None:
    """What comes back each year is due at the end of December, unless somebody says another month."""
    una = lectura.frecuencia
    if una is not None and una.cada == "anual" and una.mes is None and not lectura.preguntas:
        lectura.duda("sin_mes")


def _con_tildes(cuota: Cuota, texto: str) -> Cuota:
    """Its unit as the text writes it."""
    escritas = {sin_tildes(palabra): palabra.lower() for palabra in re.findall(r"\w+", texto)}
    unidad = " ".join(escritas.get(palabra, palabra) for palabra in cuota.unidad.split())
    return cuota.model_copy(update={"unidad": unidad})
