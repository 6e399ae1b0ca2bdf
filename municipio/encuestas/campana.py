"""The life of a campaign: draft, launched, paused, resumed, reminded, closed or cancelled.

Each change asks for the state it comes from, with the row locked: of two people who act at once, one is told that it
was done already. What is not allowed is an `EntradaInvalidaError` that says why.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.encuestas import audiencia as audiencias
from municipio.encuestas import hojas, versiones
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.claves import Claves
from municipio.encuestas.disposiciones import INVITACION, RECUERDO, clave
from municipio.encuestas.garantias import Garantias
from municipio.encuestas.modelo import (
    ABIERTAS,
    TERMINADAS,
    Campana,
    EstadoCampana,
    Hoja,
    Participante,
    Via,
)
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.ventana import Ventana
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio

YA_CAMBIO = "Esa campaña ya cambió: escriba /encuesta para ver cómo va."
LARGO_ENLACE = 6
"""Bytes of the code of a link, told in letters and figures that anybody can copy by hand."""
_DICHO = {
    EstadoCampana.BORRADOR: "Esa campaña todavía no se ha lanzado.",
    EstadoCampana.EN_CURSO: "Esa campaña ya está en curso.",
    EstadoCampana.PAUSADA: "Esa campaña ya está en pausa.",
    EstadoCampana.CERRADA: "Esa campaña ya cerró.",
    EstadoCampana.CANCELADA: "Esa campaña ya se canceló.",
}


def crear(session: Session, municipio: str, encuesta: Encuesta, desde: datetime, hasta: datetime) -> Campana:
    """A draft with everything as it is most often chosen."""
    campana = Campana(
        municipio=municipio,
        borrador=encuesta.model_dump(mode="json"),
        estado=EstadoCampana.BORRADOR,
        audiencia=Audiencia().model_dump(mode="json"),
        ventana=Ventana().model_dump(mode="json"),
        desde=desde,
        hasta=hasta,
        creada_en=desde,
    )
    session.add(campana)
    session.flush()
    return campana


def buscar(session: Session, municipio: str, numero: str) -> Campana | None:
    """The campaign that a button names, if it is of that municipality; locked, for whoever is to change it."""
    if not (numero.isdecimal() and len(numero) <= 9):
        return None
    campana = session.get(Campana, int(numero), with_for_update=True, populate_existing=True)
    return campana if campana is not None and campana.municipio == municipio else None


def todas(session: Session, municipio: str) -> list[Campana]:
    """The campaigns of a municipality, the newest first."""
    return list(session.scalars(select(Campana).where(Campana.municipio == municipio).order_by(Campana.id.desc())))


def revisar(campana: Campana, municipio: Municipio, garantias: Garantias, ahora: datetime) -> None:
    """Refuse what cannot be launched, whoever the audience is."""
    zona = ZoneInfo(municipio.zona_horaria)
    if campana.hasta <= ahora:
        raise EntradaInvalidaError("La fecha de cierre ya pasó: cámbiela antes de lanzar.")
    ventana = Ventana.model_validate(campana.ventana)
    if ventana.proxima(ahora.astimezone(zona), campana.hasta.astimezone(zona), municipio.no_habiles) is None:
        raise EntradaInvalidaError(
            "Antes del cierre no hay ningún momento en los días y horas que escogió: cambie lo uno o lo otro."
        )
    periodo = garantias.vigente(municipio.slug, ahora.astimezone(zona).date())
    if periodo is not None:
        raise EntradaInvalidaError(
            f"Por la ley de garantías no se envían encuestas hasta el {periodo.hasta:%d/%m/%Y} ({periodo.nombre})."
        )


def lanzar(
    session: Session, claves: Claves, campana: Campana, municipio: Municipio, garantias: Garantias, ahora: datetime
) -> int:
    """Fix its questionnaire and its audience, and let it begin; how many will be invited."""
    _exigir(campana, EstadoCampana.BORRADOR)
    revisar(campana, municipio, garantias, ahora)
    audiencia = Audiencia.model_validate(campana.audiencia)
    chats = audiencias.elegir(session, claves, campana, ZoneInfo(municipio.zona_horaria))
    if not chats and not campana.enlace and not campana.permanente:
        raise EntradaInvalidaError("Con ese público no hay a quién invitar: escoja otro.")
    if audiencia.muestra is not None and audiencia.muestra > len(chats):
        raise EntradaInvalidaError(f"Pidió {audiencia.muestra} personas y solo hay {len(chats)}: cambie el número.")
    campana.encuesta = versiones.fijar(session, campana.municipio, versiones.encuesta_de(session, campana), ahora).id
    claves.crear(campana.id)
    _invitar_a(session, campana, audiencias.sortear(chats, audiencia))
    campana.borrador, campana.estado = None, EstadoCampana.EN_CURSO
    campana.desde = campana.lanzada_en = ahora
    return len(chats) if audiencia.muestra is None else audiencia.muestra


def pausar(session: Session, campana: Campana) -> None:
    """Nobody else is invited, not even those whose invitation was about to leave. Whoever began may finish."""
    _exigir(campana, EstadoCampana.EN_CURSO)
    campana.estado = EstadoCampana.PAUSADA
    retirar(session, campana)


def reanudar(campana: Campana, municipio: Municipio, garantias: Garantias, ahora: datetime) -> None:
    """Go on where it was."""
    _exigir(campana, EstadoCampana.PAUSADA)
    revisar(campana, municipio, garantias, ahora)
    campana.estado = EstadoCampana.EN_CURSO


def recordar(campana: Campana, ahora: datetime) -> None:
    """Let those who neither answered nor refused be reminded, once in its life."""
    _exigir(campana, EstadoCampana.EN_CURSO)
    if campana.recordada_en is not None:
        raise EntradaInvalidaError("A esta campaña ya se le hizo su recordatorio: es uno solo.")
    campana.recordada_en = ahora


def cerrar(session: Session, claves: Claves, campana: Campana, ahora: datetime) -> None:
    """End it and keep what was answered. Who answered, all of it or part, is marked now, for all at once.

    Its key is destroyed by `olvidar_claves` as soon as this is on the disk: before, a failure could lose the marks.
    """
    _exigir(campana, *ABIERTAS)
    retirar(session, campana)
    suyos = select(Participante.chat_id).where(Participante.campana == campana.id)
    ya = audiencias.con_respuestas(session, claves, campana.id, list(session.scalars(suyos)))
    marcas = update(Participante).where(Participante.campana == campana.id, Participante.chat_id.in_(ya))
    session.execute(marcas.values(participo=True), execution_options={"synchronize_session": False})
    hojas.igualar(session, campana)
    campana.estado, campana.cerrada_en = EstadoCampana.CERRADA, ahora


def cancelar(session: Session, campana: Campana, ahora: datetime) -> None:
    """End it and forget what was answered. A draft is thrown away."""
    _exigir(campana, EstadoCampana.BORRADOR, *ABIERTAS)
    if campana.estado == EstadoCampana.BORRADOR:
        session.delete(campana)
        return
    retirar(session, campana)
    session.execute(delete(Hoja).where(Hoja.campana == campana.id), execution_options={"synchronize_session": False})
    campana.estado, campana.cerrada_en = EstadoCampana.CANCELADA, ahora


def olvidar_claves(session: Session, claves: Claves) -> None:
    """Destroy every key whose campaign ended, however long ago. Doing it again changes nothing.

    A key whose campaign is not there stays: it may be of another database, opened by mistake. `session` has to see
    only what is committed, and nothing older than this call.
    """
    guardadas = claves.guardadas()
    if guardadas:
        over = select(Campana.id).where(Campana.id.in_(guardadas), Campana.estado.in_(TERMINADAS))
        for campana in session.scalars(over):
            claves.destruir(campana)


def abrir_enlace(campana: Campana, *, abierto: bool) -> None:
    """Give it a public link, or take it away."""
    _exigir(campana, EstadoCampana.BORRADOR, *ABIERTAS)
    campana.enlace = (campana.enlace or secrets.token_hex(LARGO_ENLACE)) if abierto else None
    campana.tuvo_enlace = abierto or (campana.tuvo_enlace and campana.estado != EstadoCampana.BORRADOR)


def retirar(session: Session, campana: Campana) -> None:
    """Take back its messages that have not left; whoever they were for goes back to the queue."""
    invitaciones = cola.withdraw(session, clave(INVITACION, campana.id))
    _devolver(session, campana, invitaciones, Participante.invitado.key)
    _devolver(session, campana, cola.withdraw(session, clave(RECUERDO, campana.id)), Participante.recordado.key)


def _devolver(session: Session, campana: Campana, chats: list[int], marca: str) -> None:
    if not chats:
        return
    suyos = update(Participante).where(Participante.campana == campana.id, Participante.chat_id.in_(chats))
    session.execute(suyos.values({marca: False}), execution_options={"synchronize_session": False})


def _invitar_a(session: Session, campana: Campana, chats: list[int]) -> None:
    filas = [
        {"campana": campana.id, "chat_id": chat, "via": Via.INVITACION.value, "turno": turno}
        | {"invitado": False, "recordado": False, "participo": False}
        for turno, chat in enumerate(chats)
    ]
    if filas:
        session.execute(insert(Participante), filas)


def _exigir(campana: Campana, *estados: EstadoCampana) -> None:
    if campana.estado not in estados:
        raise EntradaInvalidaError(_DICHO.get(EstadoCampana(campana.estado), YA_CAMBIO))
