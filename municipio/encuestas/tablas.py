"""The tables of results as they may be told. Pictures, page, exports and comparison come from these and nothing else.

Which counts are told and which are joined is decided in `celdas`; here, for which questions and over how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from municipio.encuestas import celdas
from municipio.encuestas.categorias import Reparto, elegidas, repartir
from municipio.encuestas.palabras import juntas, palabras
from municipio.encuestas.plantilla import FIN, Encuesta, Pregunta
from municipio.encuestas.valores import Valor, cumple

MINIMO_MEDIA = 30
"""A mean, a balance or a mean place of fewer answers is not told."""
MINIMO_LUGAR = 10
"""A vereda is told from so many answers on."""
DE_UNA = ("si_no", "unica", "escala", "satisfaccion", "lugar")
"""Types whose categories are the options themselves, and everybody is in one."""
POCOS_NOMBRES = 3

Reserva = Literal["", "pocas", "casi_todas"]


@dataclass(frozen=True, slots=True)
class Fila:
    """A row: categories told as one, how many and which part of `n`. Without a count, `reserva` says why."""

    claves: tuple[str, ...]
    texto: str
    cuenta: int | None
    parte: float | None
    reserva: Reserva = ""


@dataclass(frozen=True, slots=True)
class Tabla:
    """What is told of a question. Without `filas`, nothing may be; `n` is then None, or only how many answered.

    `sobre_todas`: the parts are of everybody, because how many came to this question may not be told.
    """

    pregunta: Pregunta
    n: int | None
    filas: tuple[Fila, ...] = ()
    sobre_todas: bool = False
    aproximada: bool = False
    media: float | None = None
    saldo: int | None = None
    """Of a recommendation: the per cent of those who recommend less that of those who do not."""
    puestos: tuple[tuple[str, float], ...] = ()
    """Of a ranking: each option and its mean place, from the best."""

    @property
    def varias(self) -> bool:
        """Whether one person may be in several rows."""
        return self.pregunta.tipo == "multiple"


Hojas = Sequence[dict[str, Valor]]
"""The answers of each sheet by the key of their question."""


def tablas(encuesta: Encuesta, hojas: Hojas, minimo: int) -> list[Tabla]:
    """The table of each question, in their order."""
    if len(hojas) < minimo:
        return [Tabla(pregunta, None) for pregunta in encuesta.preguntas]
    ocultas = sin_base(encuesta, hojas, minimo)
    return [
        tabla(p, [h.get(p.clave) for h in hojas], minimo, sobre_todas=p.clave in ocultas) for p in encuesta.preguntas
    ]


def tabla(pregunta: Pregunta, valores: Sequence[Valor | None], minimo: int, *, sobre_todas: bool = False) -> Tabla:
    """The table of one question. `sobre_todas`: how many came to it would tell what somebody answered before."""
    minimo = max(minimo, MINIMO_LUGAR) if pregunta.tipo == "lugar" else minimo
    reparto = repartir(pregunta, valores, minimo)
    n = len(valores) if sobre_todas else reparto.n
    if reparto.n < minimo:
        return Tabla(pregunta, None)
    if pregunta.tipo == "multiple":
        limites = (0 if sobre_todas else n), pregunta.tope * n
        return Tabla(pregunta, n, _de_varias(reparto, n, limites, minimo), sobre_todas=sobre_todas)
    if pregunta.tipo == "texto":
        return Tabla(pregunta, None if sobre_todas else n)
    grupos, textos, claves, cuentas = _grupos(pregunta, reparto, minimo, len(valores) if sobre_todas else None)
    filas = tuple(_fila(g, textos, claves, cuentas, n, en_orden=reparto.en_orden) for g in grupos)
    if not filas:
        return Tabla(pregunta, None if sobre_todas else n)
    entera = not sobre_todas and all(len(g) == 1 for g in grupos) and n >= MINIMO_MEDIA
    return Tabla(
        pregunta,
        n,
        filas,
        sobre_todas=sobre_todas,
        media=_media(cuentas) if entera and pregunta.tipo in ("escala", "satisfaccion") else None,
        saldo=round(100 * (cuentas[2] - cuentas[0]) / n) if entera and pregunta.tipo == "recomendacion" else None,
        puestos=_puestos(pregunta, valores) if entera and pregunta.tipo == "orden" else (),
    )


def grupos_de(pregunta: Pregunta, reparto: Reparto, minimo: int) -> list[celdas.Grupo]:
    """The groups in which the categories of a question are told; the sizes of its branches are known."""
    if pregunta.saltos and pregunta.tipo in DE_UNA:
        return celdas.por_clases(reparto.cuentas, _clases(pregunta, reparto), minimo, en_orden=reparto.en_orden)
    return celdas.juntar(reparto.cuentas, minimo, en_orden=reparto.en_orden)


def _grupos(
    pregunta: Pregunta, reparto: Reparto, minimo: int, todas: int | None
) -> tuple[list[celdas.Grupo], Sequence[str], Sequence[str], list[int]]:
    """Groups, texts, keys and counts. With `todas`, those without answer are one more category, never told alone."""
    cuentas = reparto.cuentas
    if todas is None:
        return grupos_de(pregunta, reparto, minimo), reparto.textos, reparto.claves, cuentas
    textos, claves = (palabras()["sin_pregunta"], *reparto.textos), ("", *reparto.claves)
    cuentas = [todas - reparto.n, *cuentas]
    grupos = celdas.juntar(cuentas, minimo, en_orden=reparto.en_orden, ocultas=frozenset({0}))
    return grupos, textos, claves, cuentas


def _fila(
    grupo: celdas.Grupo, textos: Sequence[str], claves: Sequence[str], cuentas: Sequence[int], n: int, *, en_orden: bool
) -> Fila:
    suyos = [textos[i] for i in grupo]
    muchos = len(suyos) > POCOS_NOMBRES and not en_orden
    texto = (
        palabras()["otras"].format(len(suyos))
        if muchos
        else juntas(suyos, en_orden=en_orden and bool(claves[grupo[0]]))
    )
    cuenta = sum(cuentas[i] for i in grupo)
    return Fila(tuple(claves[i] for i in grupo), texto, cuenta, cuenta / n)


def _de_varias(reparto: Reparto, n: int, limites: tuple[int, int], minimo: int) -> tuple[Fila, ...]:
    """Each option with who chose it. Those chosen by very few or by all but very few are not told.

    All choices together are within `limites`: if that leaves one of them a single number, nothing is told.
    """
    filas = []
    for texto, clave, cuenta in zip(reparto.textos, reparto.claves, reparto.cuentas, strict=True):
        pocas, faltan = celdas.pequena(cuenta, minimo), celdas.pequena(n - cuenta, minimo)
        reserva: Reserva = "pocas" if pocas else "casi_todas" if faltan else ""
        filas.append(Fila((clave,), texto, None if reserva else cuenta, None if reserva else cuenta / n, reserva))
    return tuple(filas) if _sin_atar(filas, n, limites, minimo) else ()


def _sin_atar(filas: Sequence[Fila], n: int, limites: tuple[int, int], minimo: int) -> bool:
    dichas = sum(fila.cuenta or 0 for fila in filas)
    rangos = [(1, minimo - 1) if f.reserva == "pocas" else (n - minimo + 1, n - 1) for f in filas if f.reserva]
    menor, mayor = sum(a for a, _ in rangos), sum(b for _, b in rangos)
    bajo, alto = max(menor, limites[0] - dichas), min(mayor, limites[1] - dichas)
    return all(max(a, bajo - (mayor - b)) < min(b, alto - (menor - a)) for a, b in rangos)


def _media(cuentas: Sequence[int]) -> float:
    return sum(paso * cuenta for paso, cuenta in enumerate(cuentas, 1)) / sum(cuentas)


def _puestos(pregunta: Pregunta, valores: Sequence[Valor | None]) -> tuple[tuple[str, float], ...]:
    """Mean places, when everybody puts all the options in order."""
    ordenes = [orden for valor in valores if (orden := elegidas(pregunta, valor))]
    if any(len(orden) < len(pregunta.opciones) for orden in ordenes):
        return ()
    medias = [
        (o.texto, sum(orden.index(o.clave) + 1 for orden in ordenes) / len(ordenes)) for o in pregunta.alternativas
    ]
    return tuple(sorted(medias, key=lambda par: par[1]))


def sin_base(encuesta: Encuesta, hojas: Hojas, minimo: int) -> set[str]:
    """Questions that some branch passes over, and of which it may not be told how many came to them."""
    sin: set[str] = set()
    lugares = {p.clave: i for i, p in enumerate(encuesta.preguntas)} | {FIN: len(encuesta.preguntas)}
    for i, p in enumerate(encuesta.preguntas):
        if p.saltos and (p.clave in sin or not _ramas_seguras(p, hojas, minimo)):
            hasta = max(lugares[salto.a] for salto in p.saltos)
            sin |= {q.clave for q in encuesta.preguntas[i + 1 : hasta]}
    return sin


def condicionadas(encuesta: Encuesta) -> set[str]:
    """Questions that some branch passes over: whether somebody answers them tells what she answered before."""
    lugares = {p.clave: i for i, p in enumerate(encuesta.preguntas)} | {FIN: len(encuesta.preguntas)}
    return {
        q.clave
        for i, p in enumerate(encuesta.preguntas)
        for salto in p.saltos
        for q in encuesta.preguntas[i + 1 : lugares[salto.a]]
    }


def _ramas_seguras(pregunta: Pregunta, hojas: Hojas, minimo: int) -> bool:
    """Whether the size of every branch may be known. Where an answer is not one option, it may not."""
    if pregunta.tipo not in DE_UNA:
        return False
    reparto = repartir(pregunta, [hoja.get(pregunta.clave) for hoja in hojas], minimo)
    return celdas.clases_seguras(reparto.cuentas, _clases(pregunta, reparto), minimo)


def _clases(pregunta: Pregunta, reparto: Reparto) -> list[str | None]:
    """Where each category leads."""
    respuestas = ({"numero": int(c)} if pregunta.es_escala else {"opciones": [c]} for c in reparto.claves)
    return [next((s.a for s in pregunta.saltos if cumple(s.si, respuesta)), None) for respuesta in respuestas]
