"""Answers by zone, age or vereda, for a questionnaire that asks for them; as much of it as may be told."""

from __future__ import annotations

from dataclasses import dataclass

from municipio.encuestas.categorias import Reparto, repartir
from municipio.encuestas.cruces import cruzar
from municipio.encuestas.palabras import juntas, palabras
from municipio.encuestas.plantilla import Encuesta, Pregunta
from municipio.encuestas.tablas import DE_UNA, MINIMO_LUGAR, Hojas, condicionadas, grupos_de

POR = ("zona", "edad", "grupo-edad", "vereda")
"""Keys of the questions that say who answers. Nothing else is crossed: each crossing brings everybody nearer."""


@dataclass(frozen=True, slots=True)
class Corte:
    """A question told for each group of people. `columnas`: the groups, `filas`: each answer with its counts."""

    pregunta: Pregunta
    por: Pregunta
    columnas: tuple[str, ...]
    filas: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def totales(self) -> tuple[int, ...]:
        """How many answers there are in each column."""
        return tuple(sum(cuentas) for cuentas in zip(*(c for _, c in self.filas), strict=True))


def cortes(encuesta: Encuesta, hojas: Hojas, minimo: int) -> list[Corte]:
    """Every crossing that may be told, in the order of the questions.

    Questions that a branch passes over are not crossed: who is missing from them is known from the crossing of another.
    """
    de_todos = [p for p in encuesta.preguntas if p.clave not in condicionadas(encuesta)]
    de_quien = [p for p in de_todos if p.clave in POR and p.tipo in DE_UNA]
    otras = [p for p in de_todos if p.clave not in POR and p.tipo in (*DE_UNA, "recomendacion")]
    pares = ((p, por) for p in otras for por in de_quien)
    return [corte for p, por in pares if (corte := _corte(p, por, hojas, minimo)) is not None]


def _corte(pregunta: Pregunta, por: Pregunta, hojas: Hojas, minimo: int) -> Corte | None:
    filas = repartir(pregunta, [hoja.get(pregunta.clave) for hoja in hojas], minimo)
    columnas = repartir(por, [hoja.get(por.clave) for hoja in hojas], minimo)
    minimo_por = max(minimo, MINIMO_LUGAR) if por.tipo == "lugar" else minimo
    de_filas, de_columnas = grupos_de(pregunta, filas, minimo), grupos_de(por, columnas, minimo_por)
    if not de_filas or not de_columnas:
        return None
    sin_dato = (len(columnas.claves),)
    cruce = cruzar(_matriz(filas, columnas), de_filas, [*de_columnas, sin_dato], minimo, en_orden=filas.en_orden)
    if cruce is None:
        return None
    nombres = [juntas([filas.textos[i] for i in grupo], en_orden=filas.en_orden) for grupo in cruce.filas]
    grupos = (*columnas.textos, palabras()["sin_dato"])
    con_gente = [j for j in range(len(cruce.columnas)) if any(fila[j] for fila in cruce.cuentas)]
    return Corte(
        pregunta,
        por,
        tuple(juntas([grupos[i] for i in cruce.columnas[j]], en_orden=False) for j in con_gente),
        tuple((nombre, tuple(fila[j] for j in con_gente)) for nombre, fila in zip(nombres, cruce.cuentas, strict=True)),
    )


def _matriz(filas: Reparto, columnas: Reparto) -> list[list[int]]:
    """Sheets that answer by row and column; the last column, those who do not say who they are."""
    matriz = [[0] * (len(columnas.claves) + 1) for _ in filas.claves]
    for de_fila, de_columna in zip(filas.lugares, columnas.lugares, strict=True):
        if de_fila:
            matriz[de_fila[0]][de_columna[0] if de_columna else len(columnas.claves)] += 1
    return matriz
