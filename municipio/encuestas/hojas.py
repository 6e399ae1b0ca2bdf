"""Sheets: what somebody answers in a campaign, under a token that only the campaign's key can make from her chat.

Whoever asks for a sheet gives her chat, and it is kept nowhere here. When the key is gone, so is the way back.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.modelo import Carril
from municipio.db.upsert import insert_new
from municipio.encuestas.claves import ClaveDestruidaError, Claves
from municipio.encuestas.modelo import (
    ABIERTAS,
    Campana,
    EstadoHoja,
    Hoja,
    Interes,
    Participante,
    Respuesta,
    Via,
)
from municipio.encuestas.motor import Camino, camino, sobrantes
from municipio.encuestas.plantilla import Encuesta, Pregunta
from municipio.encuestas.valores import OMITIDA, Valor, vale
from municipio.encuestas.versiones import encuesta_de


@dataclass(slots=True)
class Cuaderno:
    """A sheet in the hands of whoever fills it."""

    session: Session
    encuesta: Encuesta
    hoja: Hoja
    filas: dict[str, Respuesta]
    """By question."""

    @property
    def respuestas(self) -> dict[str, Valor]:
        """What was answered, by question."""
        return {clave: fila.valor for clave, fila in self.filas.items()}

    @property
    def camino(self) -> Camino:
        """What was answered, and what is asked now."""
        return camino(self.encuesta, self.respuestas, self.hoja.actual)

    @property
    def actual(self) -> Pregunta | None:
        """The question that waits for its answer; None: there are no more."""
        return self.camino.actual

    @property
    def completa(self) -> bool:
        """Whether it was finished, and nothing of it is being changed."""
        return self.hoja.estado == EstadoHoja.COMPLETA and self.actual is None

    @property
    def reabierta(self) -> bool:
        """Whether it was finished and its author went back to a question: left there, it is still finished."""
        return self.hoja.estado == EstadoHoja.COMPLETA and self.actual is not None

    def responder(self, pregunta: Pregunta, valor: Valor) -> None:
        """Keep an answer and go on to the first question without one; after the last, the sheet is complete."""
        self._guardar(pregunta, valor)
        self.hoja.actual = None
        self._seguir()

    def marcar(self, pregunta: Pregunta, valor: Valor) -> None:
        """Keep an answer that may still grow, and stay: several options, or one whose words are to come."""
        self._guardar(pregunta, valor)
        self.hoja.actual = pregunta.clave

    def dejar(self) -> None:
        """Change nothing more of a finished sheet."""
        self.hoja.actual = None

    def listo(self, pregunta: Pregunta) -> None:
        """What was marked is the answer; without anything, the question is passed over."""
        self.responder(pregunta, self.respuestas.get(pregunta.clave, OMITIDA))

    def atras(self) -> bool:
        """Go back to the question before, with its answer as it was; False when this is the first."""
        anterior = self.camino.anterior
        if anterior is not None:
            self.hoja.actual = anterior.clave
        return anterior is not None

    def _guardar(self, pregunta: Pregunta, valor: Valor) -> None:
        if not valor and pregunta.obligatoria:
            self._quitar({pregunta.clave})
            return
        assert vale(pregunta, valor), "whoever reads an answer checks it"  # noqa: S101
        fila = self.filas.get(pregunta.clave)
        if fila is None:
            fila = Respuesta(token=self.hoja.token, pregunta=pregunta.clave, valor=valor, aprobado=False)
            self.session.add(fila)
            self.filas[pregunta.clave] = fila
        else:
            fila.valor, fila.aprobado = valor, False

    def _seguir(self) -> None:
        self._quitar(sobrantes(self.encuesta, self.respuestas))
        self.hoja.estado = EstadoHoja.COMPLETA if self.camino.actual is None else EstadoHoja.EMPEZADA

    def _quitar(self, claves: set[str]) -> None:
        for clave in claves & set(self.filas):
            self.session.delete(self.filas.pop(clave))


def abrir(session: Session, claves: Claves, campana: Campana, chat_id: int, via: Via) -> Cuaderno:
    """The sheet of whoever has just agreed to answer: hers if she had one, also refused; else a new one.

    That the campaign reached her chat is noted; not that she answered.
    """
    token = claves.token(campana.id, chat_id)
    nueva = {"token": token, "campana": campana.id, "estado": EstadoHoja.EMPEZADA.value, "consiente": True}
    insert_new(session, Hoja, [nueva], [Hoja.token], Hoja.token)
    hoja = session.get_one(Hoja, token, with_for_update=True)
    hoja.consiente = True
    if hoja.estado == EstadoHoja.RECHAZADA:
        hoja.estado = EstadoHoja.EMPEZADA
    if session.get(Participante, (campana.id, chat_id)) is None:
        session.add(Participante(campana=campana.id, chat_id=chat_id, via=via.value, turno=0))
    return _cuaderno(session, campana, hoja)


def tomar(session: Session, claves: Claves, campana: Campana, chat_id: int) -> Cuaderno | None:
    """The sheet that a chat agreed to fill; None: there is none. To write in it, the campaign is taken before."""
    token = _token(claves, campana, chat_id)
    hoja = None if token is None else session.get(Hoja, token, with_for_update=True)
    return _cuaderno(session, campana, hoja) if hoja is not None and hoja.consiente else None


def rechazar(session: Session, claves: Claves, campana: Campana, chat_id: int) -> None:
    """She does not want to answer this one: what she had answered of it goes. A finished sheet stays."""
    token = claves.token(campana.id, chat_id)
    nueva = {"token": token, "campana": campana.id, "estado": EstadoHoja.RECHAZADA.value, "consiente": False}
    insert_new(session, Hoja, [nueva], [Hoja.token], Hoja.token)
    hoja = session.get_one(Hoja, token, with_for_update=True)
    if hoja.estado != EstadoHoja.COMPLETA:
        session.execute(delete(Respuesta).where(Respuesta.token == token))
        hoja.estado, hoja.consiente, hoja.actual = EstadoHoja.RECHAZADA, False, None


def estado_de(session: Session, claves: Claves, campana: Campana, chat_id: int) -> EstadoHoja | None:
    """How far the sheet of a chat is; None: it has none, or nobody can tell any more."""
    token = _token(claves, campana, chat_id)
    estado = None if token is None else session.scalar(select(Hoja.estado).where(Hoja.token == token))
    return None if estado is None else EstadoHoja(estado)


def olvidar(session: Session, claves: Claves, chat_id: int) -> None:
    """Delete what surveys keep of a chat: its sheets while their key is there, its invitations, its themes."""
    vivas = select(Campana).where(Campana.estado.in_(ABIERTAS)).order_by(Campana.id)
    for campana in session.scalars(vivas.with_for_update(read=True)):
        token = _token(claves, campana, chat_id)
        session.execute(delete(Respuesta).where(Respuesta.token == token))
        session.execute(delete(Hoja).where(Hoja.token == token))
    cola.withdraw_from(session, chat_id, Carril.ENCUESTA)
    session.execute(delete(Participante).where(Participante.chat_id == chat_id))
    session.execute(delete(Interes).where(Interes.chat_id == chat_id))


def igualar(session: Session, campana: Campana) -> None:
    """Leave of the sheets of a campaign that ends their answers alone, written at once.

    PostgreSQL tells of each row in which transaction, and after which other, it was written.
    """
    suyas = select(Hoja.__table__).where(Hoja.campana == campana.id).order_by(Hoja.token)
    hojas = [{**fila, "actual": None} for fila in session.execute(suyas).mappings()]
    dichas = select(Respuesta.__table__).join(Hoja, Hoja.token == Respuesta.token).where(Hoja.campana == campana.id)
    en_orden = dichas.order_by(Respuesta.token, Respuesta.pregunta)
    respuestas = [dict(fila) for fila in session.execute(en_orden).mappings()]
    session.execute(delete(Hoja).where(Hoja.campana == campana.id), execution_options={"synchronize_session": False})
    for modelo, filas in ((Hoja, hojas), (Respuesta, respuestas)):
        if filas:
            session.execute(insert(modelo), filas)


def _token(claves: Claves, campana: Campana, chat_id: int) -> str | None:
    """The token, if there is still a key."""
    try:
        return claves.token(campana.id, chat_id)
    except ClaveDestruidaError:
        return None


def _cuaderno(session: Session, campana: Campana, hoja: Hoja) -> Cuaderno:
    suyas = session.scalars(select(Respuesta).where(Respuesta.token == hoja.token))
    return Cuaderno(session, encuesta_de(session, campana), hoja, {fila.pregunta: fila for fila in suyas})
