"""The titles of a plan's table, however they are written, and which column each one heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rapidfuzz import fuzz

from municipio.plan.importar.limpio import cita, en_blanco
from municipio.plan.importar.tabla import Fila
from municipio.texto import normalizar

Campo = Literal[
    "linea", "accion", "beneficios", "indicadores", "metas", "actividades", "responsables", "recursos", "tiempos"
]
CAMPOS: tuple[Campo, ...] = get_args(Campo)
_TITULOS: dict[Campo, tuple[str, ...]] = {
    "linea": ("linea", "linea de accion", "linea estrategica", "estrategia", "eje", "eje estrategico", "programa",
              "componente", "area de accion"),
    "accion": ("accion", "acciones", "accion a realizar", "acciones a realizar", "accion a desarrollar",
               "acciones a desarrollar", "accion del plan", "nombre de la accion", "descripcion de la accion"),
    "beneficios": ("beneficio", "beneficios", "beneficio para los ciudadanos", "beneficios para los ciudadanos",
                   "beneficios para el ciudadano", "beneficios para la comunidad", "impacto"),
    "indicadores": ("indicador", "indicadores", "indicador de gestion", "indicadores de gestion",
                    "nombre del indicador", "indicador de cumplimiento", "indicador de producto"),
    "metas": ("meta", "metas", "meta del indicador", "metas del indicador", "meta anual", "meta programada"),
    "actividades": ("actividad", "actividades", "actividades a realizar", "actividades a desarrollar", "tareas"),
    "responsables": ("responsable", "responsables", "responsable de la accion", "dependencia responsable",
                     "area responsable", "cargo responsable", "responsables de la accion"),
    "recursos": ("recurso", "recursos", "recursos necesarios", "recursos requeridos"),
    "tiempos": ("tiempo", "tiempos", "tiempo de frecuencia", "tiempos de frecuencia", "tiempo de ejecucion",
                "tiempos de ejecucion", "frecuencia", "plazo", "plazos", "plazo de ejecucion", "periodicidad",
                "cronograma", "fecha limite", "fecha de cumplimiento", "fecha", "termino", "vigencia"),
}  # fmt: skip
_PARECIDO = 86
_LARGO_TITULO = 60
_MINIMO = 3
"""Titles that make a row the header: «Acción» and two more."""


@dataclass(frozen=True, slots=True)
class Columnas:
    """Where each field stands; `sueltas`: titles that are not of a plan, or come a second time, with their cells."""

    donde: dict[Campo, tuple[int, ...]]
    ancho: int
    sueltas: tuple[str, ...] = ()

    @property
    def faltan(self) -> list[Campo]:
        """Fields without a column; a plan needs no line of action."""
        return [campo for campo in CAMPOS if campo not in self.donde and campo != "linea"]


def reconocidas(valores: Sequence[str]) -> dict[Campo, int]:
    """The fields that a row of titles names, each with its first column."""
    vistas: dict[Campo, int] = {}
    for columna, valor in enumerate(valores):
        campo = campo_de(valor)
        if campo is not None:
            vistas.setdefault(campo, columna)
    return vistas


def encontrar(fila: Fila) -> Columnas | None:
    """The columns that this row heads, or None when it is not a row of titles."""
    primeras = reconocidas([celda.texto for celda in fila.celdas])
    if "accion" not in primeras or len(primeras) < _MINIMO:
        return None
    donde: dict[Campo, list[int]] = {campo: [] for campo in primeras}
    sueltas: list[str] = []
    for columna, celda in enumerate(fila.celdas):
        campo = campo_de(celda.texto)
        if campo is not None and celda.bloque == fila.celdas[primeras[campo]].bloque:
            donde[campo].append(columna)
        elif not en_blanco(celda.texto) and not _es_numero(celda.texto):
            sueltas.append(f"{celda.nombre} («{cita(celda.texto)}»)")
    return Columnas({campo: tuple(lugares) for campo, lugares in donde.items()}, len(fila.celdas), tuple(sueltas))


def campo_de(titulo: str) -> Campo | None:
    """The field that a title names; spelling mistakes and accents do not matter."""
    if not titulo or len(titulo) > _LARGO_TITULO:
        return None
    dicho = normalizar(titulo)
    mejor: tuple[float, Campo | None] = (0, None)
    for campo, titulos in _TITULOS.items():
        for conocido in titulos:
            if dicho == conocido:
                return campo
            mejor = max(mejor, (fuzz.ratio(dicho, conocido), campo), key=lambda par: par[0])
    return mejor[1] if mejor[0] >= _PARECIDO else None


def _es_numero(titulo: str) -> bool:
    """Whether a column only counts the rows."""
    return normalizar(titulo) in ("n", "no", "num", "numero", "item", "nro", "#", "")
