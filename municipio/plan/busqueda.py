"""A small search over what a plan says: which action, post or problem of the support table a text speaks of.

Words are compared as they sound (`plegado`) and, when they are not the same, by how alike they are written. A rare word
weighs more than one that every action has, and a word that the plan never uses counts a little against.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from municipio.plan.registro import Accion, Cargo, Plan, Soporte
from municipio.tramites.busqueda.plegado import plegar, raiz, sonidos

_VACIAS = """
a al ante algun alguna alli aqui asi aun ayer como con cosa cual cuales cuando cuanto cuanta cuantos cuantas da dan
dar de debe deben debo decir dijeron del dentro deja desde dia dice digame donde el ella ellos en entonces entre era
es esa esas ese eso esos esta estan estas este esto estos explica expliqueme fue gracias ha haber hace hacen hacer
hago han hasta hay he hoy la las le les listo lo los mas me mes meses mi mia mio mis mire misma mismo mostrar
muestreme muy necesito ni no nos nosotros o oiga otra otro para parte pero pidio plazo poder por porque posible
pregunta puede pueden puedo pues que quedo quien quienes quiero quisiera responde responden responsable responsables
encargado encargada encargados encargan encarga saber se sea segun señor señora ser si sigue sin sirve sobre solo son
soy su sus tal tambien tan tarde tardes buenos buenas dias tiene tienen tengo toca tocan todas todo todos un una unas
uno unos usted ustedes va van vamos ver vez vence ya yo y plan planes accion acciones actividad actividades meta metas
indicador indicadores alcaldia municipio municipal dependencia ano año años fecha fechas avance avances cumplido
cumplida cumplio cumplir cumple atrasada atrasado gobierno linea gel gelt territorial favor porcentaje estrategia
numero avanzado vencidas vencida
"""
VACIAS = frozenset(raiz(plegar(palabra)) for palabra in _VACIAS.split())
"""Stems that tell nothing apart in a plan."""
_PARECIDA = 86
"""Two stems written this much alike (0 to 100) are taken for the same word."""
_CORTA = 4
_DESCONOCIDA = 0.5
_NOMBRE, _INDICADOR, _ACTIVIDAD, _LINEA = 1.0, 0.9, 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Hallado:
    """The place of what was found in its list, and how much of the text it explains (0 to 1)."""

    lugar: int
    puntaje: float


class Indice:
    """The words of some documents, each a series of texts with their weights."""

    def __init__(self, documentos: Sequence[Iterable[tuple[str, float]]]) -> None:
        self._pesos = [_pesos(documento) for documento in documentos]
        usadas = [palabra for pesos in self._pesos for palabra in pesos]
        total = max(len(self._pesos), 1)
        self._rareza = {palabra: math.log(1 + total / usadas.count(palabra)) for palabra in set(usadas)}
        self._palabras = list(self._rareza)
        self._nueva = math.log(1 + total) * _DESCONOCIDA

    def buscar(self, texto: str, minimo: float) -> list[Hallado]:
        """What explains at least `minimo` of the text, the best first."""
        dichas = [self._conocida(raiz_) for raiz_ in dict.fromkeys(_raices(texto))]
        todo = sum(self._rareza.get(palabra, self._nueva) for palabra, _ in dichas)
        if not todo:
            return []
        hallados = [
            Hallado(lugar, sum(self._rareza.get(p, 0) * parecida * pesos.get(p, 0) for p, parecida in dichas) / todo)
            for lugar, pesos in enumerate(self._pesos)
        ]
        return sorted((h for h in hallados if h.puntaje >= minimo), key=lambda h: -h.puntaje)

    def _conocida(self, palabra: str) -> tuple[str, float]:
        """The known word that is meant, and how alike they are; the same word when none is."""
        if palabra in self._rareza or len(palabra) < _CORTA:
            return palabra, 1.0
        hallada = process.extractOne(palabra, self._palabras, scorer=fuzz.ratio, score_cutoff=_PARECIDA)
        return (str(hallada[0]), hallada[1] / 100) if hallada else (palabra, 1.0)


def dice_algo(texto: str) -> bool:
    """Whether a text has a word that could name something of a plan."""
    return bool(_raices(texto))


def destacados(hallados: list[Hallado], margen: float = 0.2) -> list[Hallado]:
    """Those nearly as good as the best."""
    return [h for h in hallados if h.puntaje >= hallados[0].puntaje - margen]


def acciones_de(plan: Plan, texto: str, minimo: float = 0.4) -> list[Accion]:
    """The actions that a text speaks of, the likeliest first; only one when it stands out."""
    indice = Indice([_de_accion(accion) for accion in plan.acciones])
    return [plan.acciones[h.lugar] for h in destacados(indice.buscar(texto, minimo))]


def cargos_de(plan: Plan, texto: str, minimo: float = 0.6) -> list[Cargo]:
    """The posts that a text names, the likeliest first."""
    indice = Indice([[(nombre, _NOMBRE) for nombre in (c.nombre, *c.variantes, *c.integra)] for c in plan.cargos])
    return [plan.cargos[h.lugar] for h in destacados(indice.buscar(texto, minimo))]


def soportes_de(plan: Plan, texto: str, minimo: float = 0.35) -> list[Soporte]:
    """The procedures of the support table that fit a text, the likeliest first; only one when it stands out."""
    indice = Indice([[(dicho, _NOMBRE) for dicho in (s.problema, *s.sinonimos)] for s in plan.soporte])
    return [plan.soporte[h.lugar] for h in destacados(indice.buscar(texto, minimo))]


def _de_accion(accion: Accion) -> Iterable[tuple[str, float]]:
    yield accion.nombre, _NOMBRE
    yield from ((indicador.nombre, _INDICADOR) for indicador in accion.indicadores)
    yield from ((actividad, _ACTIVIDAD) for actividad in accion.actividades)
    if accion.linea:
        yield accion.linea, _LINEA


def _pesos(documento: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Each word of a document with the weight of the best text that has it."""
    pesos: dict[str, float] = {}
    for texto, peso in documento:
        for palabra in _raices(texto):
            pesos[palabra] = max(peso, pesos.get(palabra, 0.0))
    return pesos


def _raices(texto: str) -> list[str]:
    return [palabra for palabra in map(raiz, sonidos(texto)) if palabra not in VACIAS and len(palabra) > 1]
