"""Answers into categories: what each row of a table of results stands for and where each answer falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from municipio.encuestas.palabras import palabras
from municipio.encuestas.plantilla import NO_SABE, Pregunta
from municipio.encuestas.valores import Valor
from municipio.fechas import mes_y_ano

POCOS_RANGOS = 8
"""Numbers are told in no more ranges than this, and dates in no more months."""


@dataclass(frozen=True, slots=True)
class Reparto:
    """The categories of a question and, for each sheet, the places of those that it chose; none if it did not answer.

    `en_orden`: they are steps of a scale. «No sé o prefiero no decir» is no answer: it is in no category.
    """

    claves: tuple[str, ...]
    textos: tuple[str, ...]
    lugares: tuple[tuple[int, ...], ...]
    en_orden: bool = False

    @property
    def cuentas(self) -> list[int]:
        """How many sheets are in each category."""
        return [sum(i in suyos for suyos in self.lugares) for i in range(len(self.claves))]

    @property
    def n(self) -> int:
        """How many sheets answer."""
        return sum(bool(suyos) for suyos in self.lugares)


def repartir(pregunta: Pregunta, valores: Sequence[Valor | None], minimo: int) -> Reparto:
    """How the answers of the sheets to a question fall. A ranking is told by what each one puts first."""
    match pregunta.tipo:
        case "recomendacion":
            return _recomendacion(valores)
        case "numero":
            return _rangos([_numero(valor) for valor in valores], minimo)
        case "fecha":
            return _meses([_fecha(valor) for valor in valores], minimo)
        case "texto":
            escrito = tuple((0,) if valor and valor.get("texto") else () for valor in valores)
            return Reparto(("escrito",), (palabras()["escrito"],), escrito)
    return _opciones(pregunta, valores)


def elegidas(pregunta: Pregunta, valor: Valor | None) -> list[str]:
    """The keys of the options of an answer, in its order; a step of a scale is an option too."""
    if not valor:
        return []
    if pregunta.es_escala and valor.get("numero") is not None:
        return [str(valor["numero"])]
    return [clave for clave in valor.get("opciones", []) if clave != NO_SABE]


def _opciones(pregunta: Pregunta, valores: Sequence[Valor | None]) -> Reparto:
    alternativas = pregunta.alternativas
    claves, textos = [o.clave for o in alternativas], [o.texto for o in alternativas]
    if pregunta.tipo == "lugar":
        claves, textos = [*claves, "otro-lugar"], [*textos, palabras()["otro_lugar"]]
    donde = {clave: i for i, clave in enumerate(claves)}
    lugares = []
    for valor in valores:
        suyas = [donde[clave] for clave in elegidas(pregunta, valor) if clave in donde]
        if pregunta.tipo == "lugar" and not suyas and valor and valor.get("texto"):
            suyas = [len(claves) - 1]
        lugares.append(tuple(suyas if pregunta.tipo == "multiple" else suyas[:1]))
    return Reparto(tuple(claves), tuple(textos), tuple(lugares), pregunta.es_escala)


def _recomendacion(valores: Sequence[Valor | None]) -> Reparto:
    numeros = [_numero(valor) for valor in valores]
    lugares = tuple(() if n is None else ((0,) if n <= 6 else (1,) if n <= 8 else (2,)) for n in numeros)
    return Reparto(("0-6", "7-8", "9-10"), tuple(palabras()["recomendacion"]), lugares, en_orden=True)


def _rangos(numeros: Sequence[float | None], minimo: int) -> Reparto:
    """Ranges of one round width. The first and the last are open, so that they do not tell the extremes."""
    dados = sorted(n for n in numeros if n is not None)
    if len(dados) < 2 * minimo:
        return Reparto((), (), tuple(() if n is None else (0,) for n in numeros))
    menor, mayor = dados[minimo - 1], dados[-minimo]
    ancho = _ancho(menor, mayor)
    base, ultimo = int(menor // ancho), int(mayor // ancho)
    bordes = [n * ancho for n in range(base, ultimo + 1)]
    textos = [_rango(borde, ancho, i == 0, i == len(bordes) - 1) for i, borde in enumerate(bordes)]
    lugares = tuple(() if n is None else (min(max(int(n // ancho), base), ultimo) - base,) for n in numeros)
    return Reparto(tuple(str(b) for b in bordes), tuple(textos), lugares, en_orden=True)


def _ancho(menor: float, mayor: float) -> int:
    ancho = 1
    while mayor // ancho - menor // ancho >= POCOS_RANGOS:
        ancho = ancho * 2 if str(ancho)[0] in "15" else ancho // 2 * 5
    return ancho


def _rango(borde: int, ancho: int, primero: bool, ultimo: bool) -> str:
    dichos = palabras()["rangos"]
    if primero and ultimo:
        return str(dichos["todos"])
    clave = "primero" if primero else "ultimo" if ultimo else "uno" if ancho == 1 else "medio"
    return str(dichos[clave]).format(desde=borde, hasta=borde + ancho - 1, siguiente=borde + ancho)


def _meses(fechas: Sequence[date | None], minimo: int) -> Reparto:
    """Months, or years when there are many; the first and the last are open."""
    dadas = sorted(f for f in fechas if f is not None)
    if len(dadas) < 2 * minimo:
        return Reparto((), (), tuple(() if f is None else (0,) for f in fechas))
    primera, ultima = dadas[minimo - 1], dadas[-minimo]
    por_mes = _cuantos(ultima) - _cuantos(primera) < POCOS_RANGOS
    orden = [_cuantos(f) if por_mes else f.year for f in (primera, ultima)]
    periodos = list(range(orden[0], orden[1] + 1))
    textos = [mes_y_ano(p // 12, p % 12 + 1) if por_mes else str(p) for p in periodos]
    dichos = palabras()["fechas"]
    if len(textos) > 1:
        textos[0], textos[-1] = dichos["primera"].format(textos[0]), dichos["ultima"].format(textos[-1])
    lugares = tuple(
        () if f is None else (min(max(_cuantos(f) if por_mes else f.year, orden[0]), orden[1]) - orden[0],)
        for f in fechas
    )
    return Reparto(tuple(str(p) for p in periodos), tuple(textos), lugares, en_orden=True)


def _cuantos(dia: date) -> int:
    return dia.year * 12 + dia.month - 1


def _numero(valor: Valor | None) -> float | None:
    numero = valor.get("numero") if valor else None
    if numero is None and valor and (opciones := valor.get("opciones")) and str(opciones[0]).isdecimal():
        return float(opciones[0])
    return None if numero is None else float(numero)


def _fecha(valor: Valor | None) -> date | None:
    return date.fromisoformat(valor["fecha"]) if valor and valor.get("fecha") else None
