"""Who is to be told what today: the points of each due date that were reached and not told yet. Decides; sends nothing.

Before the due date the holders of its posts hear of it ten, five and one business days ahead and on the day; yearly and
half-yearly ones also twenty ahead; of a quota also at its pace points, if it is behind. After it, the ladder of the
plan (`escalamiento`) climbs: substitute, coordination, internal control. Who says «en curso» stops the ladder for
some days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from municipio.calendario import es_habil
from municipio.clock import BOGOTA
from municipio.db.upsert import insert_or_change
from municipio.plan.cuotas import Atraso, atraso
from municipio.plan.modelo import Estado, Recordado, Titular, VencimientoFila
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import COORDINACION, SUPLENTE, Escalon, Plan

PUNTOS = (10, 5, 1, 0)
TEMPRANO = 20
"""Also so many business days ahead, for what comes once or twice a year."""
RITMO = 100
"""The pace point of the first of a quota is one more, that of the second two more."""
RESPONSABLE = "responsable"
DURA_EL_VISTO = 5
"""Business days that an «en curso» stops the ladder."""
_UNICO = (Recordado.vencimiento, Recordado.chat_id, Recordado.punto)


@dataclass(frozen=True, slots=True)
class Pendiente:
    """A due date for somebody's digest. `dias`: business days left; less than zero, days it is late."""

    fila: VencimientoFila
    dias: int
    puntos: tuple[int, ...]
    """What it was told for: more than one when somebody is told of it as more than one thing."""
    como: str
    """As what they are told: «responsable», «suplente», «coordinacion» or the key of a post."""
    atraso: Atraso | None = None
    """Of a quota, how far behind its pace it is, if this is told for the first time at that point."""


@dataclass(frozen=True, slots=True)
class Gente:
    """Who can be told: the holders of each post on a day, and the coordination."""

    titulares: dict[str, list[int]]
    suplentes: dict[str, list[int]]
    coordinacion: list[int]

    def de(self, escalon: Escalon, fila: VencimientoFila) -> list[int]:
        """The chats of a step of the ladder."""
        if escalon.a == COORDINACION:
            return self.coordinacion
        if escalon.a == SUPLENTE:
            return _unicos(self.suplentes, fila.responsables)
        return self.titulares.get(escalon.a, [])

    def todos(self) -> frozenset[int]:
        """Every chat that can be told."""
        por_cargo = (*self.titulares.values(), *self.suplentes.values())
        return frozenset(self.coordinacion).union(*por_cargo)


def gente(sesion: Session, municipio: str, coordinacion: Sequence[int], hoy: date) -> Gente:
    """The holders on a day; of one who is away, the substitutes."""
    titulares: dict[str, list[int]] = defaultdict(list)
    suplentes: dict[str, list[int]] = defaultdict(list)
    ausentes: set[str] = set()
    filas = sesion.scalars(select(Titular).where(Titular.municipio == municipio, Titular.hasta.is_(None)))
    for fila in filas:
        if fila.ausente_hasta is not None and fila.ausente_hasta >= hoy:
            ausentes.add(fila.cargo)
        elif fila.suplente:
            suplentes[fila.cargo].append(fila.chat_id)
        else:
            titulares[fila.cargo].append(fila.chat_id)
    for cargo in ausentes:
        if not titulares.get(cargo):
            titulares[cargo] = list(suplentes.get(cargo, []))
    return Gente(dict(titulares), dict(suplentes), list(coordinacion))


def pendientes(
    sesion: Session, plan: Plan, filas: Iterable[VencimientoFila], quienes: Gente, hoy: date, locales: Locales = ()
) -> dict[int, list[Pendiente]]:
    """By chat, what it is to be told today: its own first, and of each the first that comes due; each once.

    `anotar` must follow in the same transaction.
    """
    filas = list(filas)
    dichos = _dichos(sesion, [fila.id for fila in filas])
    distancias = _distancias(hoy, {fila.para for fila in filas}, locales)
    por_chat: dict[int, list[Pendiente]] = defaultdict(list)
    for fila in filas:
        dias, atrasada = distancias[fila.para], atraso(sesion, plan, fila, hoy, locales)
        alcanzan = [*_para_quien(plan, fila, dias, quienes, hoy, locales), *_a_su_paso(fila, atrasada, quienes)]
        for chat, alcanzados in _por_chat(alcanzan).items():
            nuevos = [(punto, como) for punto, como in alcanzados if (fila.id, chat, punto) not in dichos]
            if nuevos:
                puntos = tuple(punto for punto, _ in nuevos)
                al_paso = atrasada if max(puntos) > RITMO else None
                por_chat[chat].append(Pendiente(fila, dias, puntos, nuevos[0][1], al_paso))
    return {chat: sorted(suyos, key=_orden) for chat, suyos in por_chat.items()}


def anotar(sesion: Session, chat: int, suyos: Iterable[Pendiente], ahora: datetime) -> None:
    """Remember what a chat was told, so that it is not told again."""
    recordado(sesion, chat, ((uno.fila.id, punto) for uno in suyos for punto in uno.puntos), ahora)


def recordado(sesion: Session, chat: int, que: Iterable[tuple[int, int]], ahora: datetime) -> None:
    """Keep that a chat was told so many points of so many due dates: `que` are their numbers and points."""
    filas = [{"vencimiento": numero, "chat_id": chat, "punto": punto, "en": ahora} for numero, punto in que]
    insert_or_change(sesion, Recordado, filas, _UNICO, [Recordado.en])


def desdecir(sesion: Session, municipio: str, chat: int, en: datetime) -> None:
    """What a chat was to be told at a moment did not leave: it was not told."""
    suyos = select(VencimientoFila.id).where(VencimientoFila.municipio == municipio)
    dichos = delete(Recordado).where(Recordado.chat_id == chat, Recordado.en == en)
    sesion.execute(dichos.where(Recordado.vencimiento.in_(suyos)), execution_options={"synchronize_session": False})


def habiles_hasta(hoy: date, dia: date, locales: Locales = ()) -> int:
    """Business days from today to `dia`: 0 today, 1 the next business day; negative when it is over."""
    if dia < hoy:
        return -habiles_hasta(dia, hoy, locales)
    return sum(es_habil(hoy + timedelta(days=n), locales) for n in range(1, (dia - hoy).days + 1))


def _distancias(hoy: date, dias: Iterable[date], locales: Locales) -> dict[date, int]:
    """`habiles_hasta` of many days, looking at each day of the calendar once."""
    dias = {hoy, *dias}
    distancias, cuenta, un_dia = {hoy: 0}, 0, timedelta(days=1)
    for n in range(1, (max(dias) - hoy).days + 1):
        cuenta += es_habil(hoy + n * un_dia, locales)
        distancias[hoy + n * un_dia] = cuenta
    cuenta = 0
    for n in range((hoy - min(dias)).days):
        cuenta -= es_habil(hoy - n * un_dia, locales)
        distancias[hoy - (n + 1) * un_dia] = cuenta
    return distancias


def _para_quien(
    plan: Plan, fila: VencimientoFila, dias: int, quienes: Gente, hoy: date, locales: Locales
) -> Iterable[tuple[int, int, str]]:
    if dias >= 0:
        puntos = (TEMPRANO, *PUNTOS) if _rara_vez(fila) else PUNTOS
        alcanzados = [punto for punto in puntos if dias <= punto]
        if alcanzados:
            for chat in _unicos(quienes.titulares, fila.responsables):
                yield chat, min(alcanzados), RESPONSABLE
        return
    if _visto(fila, hoy, locales):
        return
    for chat in _unicos(quienes.titulares, fila.responsables):
        yield chat, -1, RESPONSABLE
    for numero, escalon in enumerate(plan.escalamiento):
        if -dias >= escalon.dias:
            vuelta = (-dias - escalon.dias) // escalon.cada if escalon.cada else 0
            for chat in quienes.de(escalon, fila):
                yield chat, -(100 * (numero + 1) + vuelta), escalon.a


def _a_su_paso(fila: VencimientoFila, atrasada: Atraso | None, quienes: Gente) -> Iterable[tuple[int, int, str]]:
    if atrasada is not None:
        for chat in _unicos(quienes.titulares, fila.responsables):
            yield chat, RITMO + atrasada.deberian, RESPONSABLE


def _por_chat(quienes: Iterable[tuple[int, int, str]]) -> dict[int, list[tuple[int, str]]]:
    """What each chat is told of one due date, as whoever answers for it before anything else."""
    por_chat: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for chat, punto, como in quienes:
        por_chat[chat].append((punto, como))
    return por_chat


def _orden(uno: Pendiente) -> tuple[bool, date, int]:
    return uno.como != RESPONSABLE, uno.fila.para, uno.fila.id


def _visto(fila: VencimientoFila, hoy: date, locales: Locales) -> bool:
    if fila.visto_en is None or fila.estado != Estado.EN_CURSO:
        return False
    return habiles_hasta(fila.visto_en.astimezone(BOGOTA).date(), hoy, locales) <= DURA_EL_VISTO


def _rara_vez(fila: VencimientoFila) -> bool:
    periodo = fila.periodo.rpartition(", ")[2]  # of a section of the site: «Glosario, semestre 1 de 2027»
    return fila.tipo in ("horizonte", "fase", "informe") or periodo.startswith(("semestre", "año"))


def _dichos(sesion: Session, ids: list[int]) -> set[tuple[int, int, int]]:
    if not ids:
        return set()
    consulta = select(Recordado.vencimiento, Recordado.chat_id, Recordado.punto)
    return {(v, chat, punto) for v, chat, punto in sesion.execute(consulta.where(Recordado.vencimiento.in_(ids)))}


def _unicos(por_cargo: dict[str, list[int]], cargos: Iterable[str]) -> list[int]:
    return list(dict.fromkeys(chat for cargo in cargos for chat in por_cargo.get(cargo, [])))
