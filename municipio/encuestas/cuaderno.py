"""A sheet in the hands of whoever fills it. Each change is written at once, through the tables themselves: a tap of a
survey holds up everybody else who writes, and by the mapper it takes half as long again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from municipio.db.upsert import insert_or_change
from municipio.encuestas.modelo import EstadoHoja, Hoja, Respuesta
from municipio.encuestas.motor import Camino, camino, sobrantes
from municipio.encuestas.plantilla import Encuesta, Pregunta
from municipio.encuestas.valores import OMITIDA, Valor, vale

_HOJAS, _RESPUESTAS = cast("Table", Hoja.__table__), cast("Table", Respuesta.__table__)
_SUYAS = select(_RESPUESTAS.c.pregunta, _RESPUESTAS.c.valor).where(_RESPUESTAS.c.token == bindparam("suya"))
_SIN = delete(_RESPUESTAS).where(
    _RESPUESTAS.c.token == bindparam("suya"), _RESPUESTAS.c.pregunta.in_(bindparam("sobran", expanding=True))
)
_DONDE_VA = (
    update(_HOJAS)
    .where(_HOJAS.c.token == bindparam("suya"))
    .values(estado=bindparam("como_va"), actual=bindparam("donde"))
)


@dataclass(slots=True)
class Cuaderno:
    """A sheet that is locked for whoever fills it. `parada` is the key of the question where its author stays."""

    session: Session
    encuesta: Encuesta
    token: str
    campana: int
    estado: EstadoHoja
    parada: str | None
    respuestas: dict[str, Valor]
    """What was answered, by question."""

    @property
    def camino(self) -> Camino:
        """What was answered, and what is asked now."""
        return camino(self.encuesta, self.respuestas, self.parada)

    @property
    def actual(self) -> Pregunta | None:
        """The question that waits for its answer; None: there are no more."""
        return self.camino.actual

    @property
    def completa(self) -> bool:
        """Whether it was finished, and nothing of it is being changed."""
        return self.estado == EstadoHoja.COMPLETA and self.actual is None

    @property
    def reabierta(self) -> bool:
        """Whether it was finished and its author went back to a question: left there, it is still finished."""
        return self.estado == EstadoHoja.COMPLETA and self.actual is not None

    def responder(self, pregunta: Pregunta, valor: Valor) -> None:
        """Keep an answer and go on to the first question without one; after the last, the sheet is complete."""
        self._guardar(pregunta, valor)
        self._quitar(sobrantes(self.encuesta, self.respuestas))
        sigue = camino(self.encuesta, self.respuestas).actual
        self._estar(EstadoHoja.COMPLETA if sigue is None else EstadoHoja.EMPEZADA, None)

    def marcar(self, pregunta: Pregunta, valor: Valor) -> None:
        """Keep an answer that may still grow, and stay: several options, or one whose words are to come."""
        self._guardar(pregunta, valor)
        self._estar(self.estado, pregunta.clave)

    def dejar(self) -> None:
        """Change nothing more of a finished sheet."""
        self._estar(self.estado, None)

    def listo(self, pregunta: Pregunta) -> None:
        """What was marked is the answer; without anything, the question is passed over."""
        self.responder(pregunta, self.respuestas.get(pregunta.clave, OMITIDA))

    def atras(self) -> bool:
        """Go back to the question before, with its answer as it was; False when this is the first."""
        anterior = self.camino.anterior
        if anterior is not None:
            self._estar(self.estado, anterior.clave)
        return anterior is not None

    def _guardar(self, pregunta: Pregunta, valor: Valor) -> None:
        if not valor and pregunta.obligatoria:
            self._quitar({pregunta.clave})
            return
        assert vale(pregunta, valor), "whoever reads an answer checks it"  # noqa: S101
        fila = {"token": self.token, "pregunta": pregunta.clave, "valor": valor, "aprobado": False}
        una, cambian = [Respuesta.token, Respuesta.pregunta], [Respuesta.valor, Respuesta.aprobado]
        insert_or_change(self.session, Respuesta, [fila], una, cambian)
        self.respuestas[pregunta.clave] = valor

    def _quitar(self, claves: set[str]) -> None:
        sobran = sorted(claves & self.respuestas.keys())
        if sobran:
            self.session.connection().execute(_SIN, {"suya": self.token, "sobran": sobran})
        for clave in sobran:
            del self.respuestas[clave]

    def _estar(self, estado: EstadoHoja, parada: str | None) -> None:
        if (estado, parada) == (self.estado, self.parada):
            return
        self.estado, self.parada = estado, parada
        dicho = {"suya": self.token, "como_va": estado.value, "donde": parada}
        self.session.connection().execute(_DONDE_VA, dicho)


def respuestas_de(session: Session, token: str) -> dict[str, Valor]:
    """What a sheet says, by question."""
    return {fila.pregunta: fila.valor for fila in session.connection().execute(_SUYAS, {"suya": token})}
