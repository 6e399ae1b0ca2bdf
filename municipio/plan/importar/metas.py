"""Metas: a number with its unit, a quota («3 veces al mes»), a percentage, or words that stay words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from municipio.plan.importar import tiempos
from municipio.plan.importar.lectura import MAX_CANTIDAD
from municipio.plan.importar.limpio import cita, en_linea, limpiar
from municipio.plan.importar.numeros import simple
from municipio.plan.importar.textos import decir
from municipio.plan.importar.tiempos import Tiempo
from municipio.plan.registro import Cuota

_DELANTE = r"\W*(?:(?:como )?minimo(?: de)? |al menos |por lo menos |(?:el|la|los|las|lograr|alcanzar) )*"
_NUMERO = re.compile(rf"{_DELANTE}([0-9]{{1,9}}(?:[.,][0-9]{{1,4}})?)(?![0-9.,]*[0-9])\s*(%|por ciento\b|por cien\b)?")
_UNIDAD = re.compile(r"^\D*[0-9][0-9.,]*\s*(?:\(\s*[0-9]+\s*\)\s*)?(.*)$", re.DOTALL)
_LARGO_UNIDAD = 100
_CORTO = 3
"""Letters that a text of the record has at least."""


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta as the document says it, and what it holds."""

    texto: str | None
    valor: float | None = None
    unidad: str | None = None
    tiempo: Tiempo = field(default_factory=Tiempo)


def leer(texto: str, ano: int) -> Meta:
    """What a meta says, in a plan of the year `ano`. It never fails."""
    dicho = en_linea(limpiar(texto)).rstrip(" .;,")
    if not dicho:
        return Meta(None)
    numero = _NUMERO.match(simple(dicho))
    if numero is None:
        return Meta(_guardable(dicho), tiempo=_solo_tiempo(tiempos.leer(dicho, ano)))
    valor = float(numero[1].replace(",", "."))
    if numero[2]:
        return Meta(_guardable(dicho), valor, decir("valores", "por_ciento"), _ritmo(dicho, ano))
    unidad = _unidad(dicho)
    leido = tiempos.leer(dicho, ano)
    if unidad is None and not leido.cuotas:
        duda = decir("preguntas", "meta_sin_unidad", dicho=cita(dicho))
        return Meta(_guardable(dicho), valor, tiempo=Tiempo(preguntas=(duda,)))
    if leido.algo or leido.errores:
        return Meta(_guardable(dicho), valor if leido.cuotas else None, unidad if leido.cuotas else None, leido)
    return Meta(_guardable(dicho), valor, unidad, Tiempo(cuotas=_total(valor, unidad)))


def _total(valor: float, unidad: str | None) -> tuple[Cuota, ...]:
    """So many in the whole term: «10 puntos»."""
    if not unidad or not valor.is_integer() or not 1 <= valor <= MAX_CANTIDAD:
        return ()
    return (Cuota(cantidad=int(valor), periodo="total", unidad=unidad),)


def _ritmo(dicho: str, ano: int) -> Tiempo:
    """Of a percentage, only how often it is measured: «100% anual»."""
    return Tiempo(frecuencia=tiempos.leer(dicho, ano).frecuencia)


def _solo_tiempo(leido: Tiempo) -> Tiempo:
    """Of words without a number, a time only when they are nothing else: «Plan 2026» is no term, «mensual» is one."""
    if leido.cuotas or leido.errores or (leido.completo and not leido.preguntas):
        return leido
    return Tiempo()


def _unidad(dicho: str) -> str | None:
    hallada = _UNIDAD.match(dicho)
    unidad = (hallada[1] if hallada else dicho.partition(" ")[2]).strip(" .;,:-()")
    return unidad[:_LARGO_UNIDAD].strip() if len(unidad) >= _CORTO else None


def _guardable(dicho: str) -> str | None:
    """The text of a meta, when it is long enough for the record: «5%» becomes «5 %»."""
    if len(dicho) < _CORTO:
        dicho = dicho.replace("%", " %")
    return dicho if len(dicho) >= _CORTO else None
