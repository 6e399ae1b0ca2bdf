"""The follow-up of a half-year: each action with its state, its indicators, its evidence, and what has changed.

It is computed from the rows every time: what the last report said is what those rows were on the last day of the
half-year before. Nobody is named, and what people typed goes without phones, documents, e-mails or names: it is public.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.municipios.registro import Municipio
from municipio.plan.cuotas import es_cuota
from municipio.plan.marcas import cuenta
from municipio.plan.modelo import Estado, Evidencia, Reporte, VencimientoFila
from municipio.plan.periodos import dicho
from municipio.plan.registro import Plan
from municipio.plan.semestres import Semestre
from municipio.plan.tablero import Situacion, por_accion, situacion
from municipio.privacidad.nombres import sin_personas

ARCHIVOS = ("foto", "documento")
_NUMERO = re.compile(r"[\d.,\s]+%?")
_ENLACE = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Conteo:
    """How many due dates stood how on a day."""

    cumplidas: int
    en_curso: int
    por_vencer: int
    vencidas: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.cumplidas + self.en_curso + self.por_vencer + self.vencidas


@dataclass(frozen=True, slots=True)
class Medida:
    """An indicator: its meta, the values reported in the half-year with their day, and the last one from before it."""

    indicador: str
    meta: str | None
    valores: tuple[tuple[date, str], ...]
    antes: str | None
    cuota: bool = False
    """It is reached by counting: each value is one time."""


@dataclass(frozen=True, slots=True)
class Pruebas:
    """Evidence: what was written, the links, and how many files are kept."""

    textos: tuple[str, ...] = ()
    enlaces: tuple[str, ...] = ()
    archivos: int = 0


@dataclass(frozen=True, slots=True)
class Renglon:
    """An action (or a meeting, a report, a phase). `antes`: how it stood when the half-year before ended."""

    nombre: str
    cargos: tuple[str, ...]
    conteo: Conteo
    antes: Conteo | None
    medidas: tuple[Medida, ...]
    pruebas: Pruebas
    vencidas: tuple[tuple[str, date], ...]
    """What is late: its period, and when it was due."""


@dataclass(frozen=True, slots=True)
class Informe:
    """The report. `corte`: the day on which it tells how things stand."""

    municipio: Municipio
    plan: Plan
    semestre: Semestre
    corte: date
    conteo: Conteo
    antes: Conteo | None
    al_dia: int
    """Due dates of the half-year before that were late when it ended, and are done now."""
    renglones: tuple[Renglon, ...]


def informe(sesion: Session, municipio: Municipio, plan: Plan, semestre: Semestre, ahora: datetime) -> Informe:
    """The report of a half-year, as things stand now."""
    zona = ZoneInfo(municipio.zona_horaria)
    filas = _filas(sesion, municipio.slug, semestre)
    previas = _filas(sesion, municipio.slug, semestre.anterior)
    corte = ahora.astimezone(zona).date()
    antes = {fila.id: _al(fila, semestre.anterior.hasta, zona) for fila in previas}
    grupos, anteriores = por_accion(filas), por_accion(previas)
    reportado = Reportado(sesion, [*filas, *previas], municipio, plan)
    return Informe(
        municipio,
        plan,
        semestre,
        corte,
        _contar(situacion(fila, corte) for fila in filas),
        _contar(antes.values()) if previas else None,
        sum(antes[f.id] is Situacion.VENCIDA and f.estado == Estado.CUMPLIDO for f in previas),
        tuple(
            _renglon(de_que, grupos.get(de_que.nombre, []), anteriores.get(de_que.nombre, []), antes, reportado, corte)
            for de_que in _de_que(plan, filas)
        ),
    )


@dataclass(frozen=True, slots=True)
class _DeQue:
    """What a line of the report is about: its name, the posts that answer for it, its indicators with their metas."""

    nombre: str
    cargos: tuple[str, ...]
    metas: Mapping[str, str | None]


class Reportado:
    """What was reported and shown of some due dates, read at once."""

    def __init__(self, sesion: Session, filas: Sequence[VencimientoFila], municipio: Municipio, plan: Plan) -> None:
        self.zona, self.locales = ZoneInfo(municipio.zona_horaria), municipio.no_habiles
        self.conocidos = propios(municipio, plan)
        self.reportes: dict[int, list[Reporte]] = defaultdict(list)
        self.evidencias: dict[int, list[Evidencia]] = defaultdict(list)
        ids = [fila.id for fila in filas]
        reportes = select(Reporte).where(Reporte.vencimiento.in_(ids), cuenta(Reporte.marca))
        for reporte in sesion.scalars(reportes.order_by(Reporte.id)):
            self.reportes[reporte.vencimiento].append(reporte)
        evidencias = select(Evidencia).where(Evidencia.vencimiento.in_(ids), cuenta(Evidencia.marca))
        for una in sesion.scalars(evidencias.order_by(Evidencia.id)):
            self.evidencias[una.vencimiento].append(una)

    def valores(self, filas: Iterable[VencimientoFila]) -> dict[str, list[tuple[date, str]]]:
        """By indicator, each value and its day; of a quota, how many times."""
        dichos: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for fila in filas:
            for reporte in self.reportes[fila.id]:
                dichos[reporte.indicador].append(
                    (reporte.en.astimezone(self.zona).date(), publico(reporte.valor, self.conocidos))
                )
        return dichos

    def medidas(
        self,
        filas: Sequence[VencimientoFila],
        metas: Mapping[str, str | None],
        previas: Sequence[VencimientoFila] = (),
    ) -> tuple[Medida, ...]:
        """The indicators of `metas` and whatever else was reported; `previas`: where the last value from before is."""
        valores, antes = self.valores(filas), self.valores(previas)
        cuotas = {fila.indicador or fila.nombre for fila in filas if es_cuota(fila)}
        return tuple(
            Medida(
                nombre,
                metas.get(nombre),
                tuple(valores.get(nombre, ())),
                antes[nombre][-1][1] if antes.get(nombre) else None,
                nombre in cuotas,
            )
            for nombre in dict.fromkeys([*metas, *valores])
        )

    def pruebas(self, filas: Iterable[VencimientoFila]) -> Pruebas:
        """The evidence of some due dates, each text and link once."""
        todas = [una for fila in filas for una in self.evidencias[fila.id]]
        enlaces = [una.texto for una in todas if una.tipo == "enlace" and una.texto and _ENLACE.fullmatch(una.texto)]
        textos = [publico(una.texto, self.conocidos) for una in todas if una.tipo == "texto" and una.texto]
        archivos = {una.sha256 or str(una.id) for una in todas if una.tipo in ARCHIVOS}
        return Pruebas(tuple(dict.fromkeys(textos)), tuple(dict.fromkeys(enlaces)), len(archivos))


def propios(municipio: Municipio, plan: Plan) -> tuple[str, ...]:
    """Names that are of no person, though they look like it: the town, its places and offices, its posts."""
    oficinas = (oficina.nombre for oficina in municipio.dependencias)
    cargos = (nombre for cargo in plan.cargos for nombre in (cargo.nombre, *cargo.variantes))
    return (municipio.nombre, municipio.departamento, *municipio.veredas, *oficinas, *cargos)


def publico(texto: str, conocidos: Iterable[str] = ()) -> str:
    """What somebody typed, fit to be published: without people, but for `conocidos`. A number stays a number."""
    return texto if _NUMERO.fullmatch(texto) and len(texto) < 10 else sin_personas(texto, conocidos)


def _filas(sesion: Session, municipio: str, semestre: Semestre) -> list[VencimientoFila]:
    consulta = select(VencimientoFila).where(
        VencimientoFila.municipio == municipio,
        VencimientoFila.estado != Estado.ANULADO.value,
        VencimientoFila.vence.between(semestre.desde, semestre.hasta),
    )
    return list(sesion.scalars(consulta.order_by(VencimientoFila.vence, VencimientoFila.id)))


def _de_que(plan: Plan, filas: Sequence[VencimientoFila]) -> list[_DeQue]:
    """Every action as the plan lists them, and then what else comes due."""
    nombres = {cargo.clave: cargo.nombre for cargo in plan.cargos}

    def cargos(claves: Iterable[str]) -> tuple[str, ...]:
        return tuple(nombres.get(clave, clave) for clave in claves)

    todos = {
        accion.nombre: _DeQue(
            accion.nombre, cargos(accion.responsables), {i.nombre: i.meta for i in accion.indicadores}
        )
        for accion in plan.acciones
    }
    for fila in filas:
        todos.setdefault(fila.nombre, _DeQue(fila.nombre, cargos(fila.responsables), {}))
    return list(todos.values())


def _renglon(
    de_que: _DeQue,
    filas: Sequence[VencimientoFila],
    previas: Sequence[VencimientoFila],
    antes: Mapping[int, Situacion],
    reportado: Reportado,
    corte: date,
) -> Renglon:
    vencidas = (f for f in filas if situacion(f, corte) is Situacion.VENCIDA)
    tarde = tuple((dicho(f.periodo, reportado.locales), f.para) for f in vencidas)
    return Renglon(
        de_que.nombre.rstrip("."),
        de_que.cargos,
        _contar(situacion(fila, corte) for fila in filas),
        _contar(antes[fila.id] for fila in previas) if previas else None,
        reportado.medidas(filas, de_que.metas, previas),
        reportado.pruebas(filas),
        tarde,
    )


def _al(fila: VencimientoFila, dia: date, zona: tzinfo) -> Situacion:
    """How it stood when a day ended."""
    if fila.cerrado_en is not None and fila.cerrado_en.astimezone(zona).date() <= dia:
        return Situacion.CUMPLIDA
    return Situacion.VENCIDA if fila.para <= dia else Situacion.POR_VENCER


def _contar(situaciones: Iterable[Situacion]) -> Conteo:
    cuantas = Counter(situaciones)
    return Conteo(*(cuantas[una] for una in Situacion))
