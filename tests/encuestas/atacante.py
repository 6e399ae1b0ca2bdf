"""Somebody with every published number of a survey, its branches and its crossings, and a solver of linear programs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from municipio.encuestas.cortes import Corte
from municipio.encuestas.plantilla import Encuesta, Pregunta
from municipio.encuestas.tablas import Fila, Tabla
from tests.encuestas.datos import Hoja

Atom = tuple[tuple[str, ...], ...]
"""What somebody answers to each question, in their order: its keys, or none."""
Test = Callable[[Atom], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told, or follows from what is not: the people for whom the test holds are from `least` to `most`."""

    test: Test
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Attacker:
    """Knows the questionnaire, everything that somebody can have answered, the rules, and what was published."""

    survey: Encuesta
    atoms: Sequence[Atom]
    minimo: int

    def sheets(self, counts: Sequence[int]) -> list[Hoja]:
        """The sheets of so many people of each kind."""
        pairs = zip(self.atoms, counts, strict=True)
        return [self._sheet(atom) for atom, n in pairs for _ in range(n)]

    def reads(self, found: Sequence[Tabla], crossed: Sequence[Corte], total: int) -> list[Told]:
        """What the tables and the crossings tell."""
        told = [Told(lambda atom: True, total, total)]
        for table in found:
            told += self._of_table(table)
        for corte in crossed:
            told += self._of_crossing(corte)
        return told

    def holds(self, test: Test, counts: Sequence[int]) -> int:
        """For how many it is true."""
        return sum(n for atom, n in zip(self.atoms, counts, strict=True) if test(atom))

    def secrets(self, zone: str) -> list[Test]:
        """What must not be found out: who chose each option, alone and with each answer to the question `zone`.

        Where several may be chosen, also who did not choose it. Who does not say her zone is not told apart by it.
        """
        alone = [(p, self._among(p.clave, (o.clave,))) for p in self.survey.preguntas for o in p.alternativas]
        here = [self._among(zone, (o.clave,)) for o in self._question(zone).alternativas]
        crossed = [_both(test, place) for p, test in alone if p.clave != zone for place in here]
        left = [self._answers_but(p, test) for p, test in alone if p.tipo == "multiple"]
        return [*(test for _, test in alone), *crossed, *left]

    def bounds(self, told: Sequence[Told], secret: Test) -> tuple[int, int]:
        """The least and the most that a secret may be."""
        matrix = np.array([[float(one.test(atom)) for atom in self.atoms] for one in told])
        least, most = np.array([one.least for one in told]), np.array([one.most for one in told])
        exact, cost = least == most, np.array([float(secret(atom)) for atom in self.atoms])
        ranges = np.vstack([matrix[~exact], -matrix[~exact]]), np.concatenate([most[~exact], -least[~exact]])
        limits = {} if exact.all() else {"A_ub": ranges[0], "b_ub": ranges[1]}
        known = {"A_eq": matrix[exact], "b_eq": least[exact], **limits}
        low, high = (linprog(sign * cost, **known, method="highs").fun for sign in (1, -1))
        return math.ceil(low - 1e-6), math.floor(-high + 1e-6)

    def _sheet(self, atom: Atom) -> Hoja:
        pairs = [(p, keys) for p, keys in zip(self.survey.preguntas, atom, strict=True) if keys]
        return {p.clave: {"numero": int(keys[0])} if p.es_escala else {"opciones": list(keys)} for p, keys in pairs}

    def _of_table(self, table: Tabla) -> Iterator[Told]:
        key, n = table.pregunta.clave, table.n
        if n is None:
            return
        if not table.sobre_todas:
            yield Told(self._answers(key), n, n)
        for row in table.filas:
            yield Told(self._among(key, row.claves), *self._between(row, n))

    def _between(self, row: Fila, n: int) -> tuple[int, int]:
        if row.cuenta is not None:
            return row.cuenta, row.cuenta
        return (1, self.minimo - 1) if row.reserva == "pocas" else (n - self.minimo + 1, n - 1)

    def _of_crossing(self, corte: Corte) -> Iterator[Told]:
        columns = [self._among(corte.por.clave, _keys(corte.por, text)) for text in corte.columnas]
        for text, counts in corte.filas:
            row = self._among(corte.pregunta.clave, _keys(corte.pregunta, text))
            for column, count in zip(columns, counts, strict=True):
                yield Told(_both(row, column), count, count)

    def _question(self, clave: str) -> Pregunta:
        return next(p for p in self.survey.preguntas if p.clave == clave)

    def _answers(self, clave: str) -> Test:
        place = self.survey.preguntas.index(self._question(clave))
        return lambda atom: bool(atom[place])

    def _among(self, clave: str, keys: tuple[str, ...]) -> Test:
        """Whether one of those options was chosen; the key of no option stands for no answer."""
        place = self.survey.preguntas.index(self._question(clave))
        return lambda atom: any(key in keys for key in atom[place] or ("",))

    def _answers_but(self, question: Pregunta, test: Test) -> Test:
        answers = self._answers(question.clave)
        return lambda atom: answers(atom) and not test(atom)


def _both(one: Test, other: Test) -> Test:
    return lambda atom: one(atom) and other(atom)


def _keys(question: Pregunta, text: str) -> tuple[str, ...]:
    """The options that a name speaks of, all the steps between two of a scale; «Sin dato»: those without answer."""
    places = [i for i, o in enumerate(question.alternativas) if o.texto in text]
    if question.es_escala:
        places = list(range(places[0], places[-1] + 1))
    named = tuple(question.alternativas[i].clave for i in places)
    return (*named, "") if "Sin dato" in text or "No llegaron" in text else named
