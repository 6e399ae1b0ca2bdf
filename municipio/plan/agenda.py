"""Every due date of a plan in a window of days: a pure function of the plan, its adoption and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from municipio.calendario import sumar_habiles
from municipio.errors import EntradaInvalidaError
from municipio.plan import recurrencia as r
from municipio.plan.registro import Accion, Cuota, Frecuencia, Horizonte, Plan

Tipo = Literal["frecuencia", "cuota", "horizonte", "fase", "comite", "informe"]
_DE_A = {"mensual": 1, "trimestral": 3, "semestral": 6, "anual": 12}
_PERIODO = {"mes": 1, "semestre": 6, "ano": 12}
ULTIMO_DIA = date(2100, 12, 31)
"""No plan is adopted after it, nor lasts longer."""
_ESPERA = timedelta(days=62)
"""How long after its end a period may still come due, with everything closed in between."""
ANTES_DEL_COMITE = 1
"""Business days before the meeting of the committee by which the monitoring is due."""


@dataclass(frozen=True, slots=True)
class Adopcion:
    """From when a plan is in force and until when.

    `desde` None: the document leaves its date blank. Then it holds from 1 January of `ano`, and nothing counts from it.
    """

    desde: date | None
    hasta: date
    ano: int
    """Year from which fixed dates of the document are moved: that of the document itself for its own adoption."""

    @property
    def primero(self) -> date:
        """Its first day; nothing is due before it."""
        return self.desde or date(self.ano, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Vencimiento:
    """One due date (design §4). `clave` is the same for the same due date, however often it is computed."""

    vence: date
    accion: str
    tipo: Tipo
    indicador: str | None
    periodo: str
    meta: str | None
    responsables: tuple[str, ...]
    clave: str
    nombre: str


def original(plan: Plan) -> Adopcion:
    """The adoption of the document itself: until the date of its vision, or else as long as its longest horizon."""
    sin_fin = Adopcion(plan.adoptado, date.max, plan.ano)
    fines = [vence for accion in plan.acciones if (vence := _vence(accion.horizonte, sin_fin, plan))]
    hasta = max([*fines, *([plan.vision.hasta] if plan.vision.hasta else [])], default=date(plan.ano + 4, 12, 31))
    return Adopcion(plan.adoptado, hasta, plan.ano)


def readopcion(desde: date, hasta: date | None = None) -> Adopcion:
    """A new adoption: until the end of the mayor's term unless it says otherwise.

    A year mistyped so far ahead that its terms would leave the calendar is an `EntradaInvalidaError`.
    """
    if max(desde, hasta or desde) > ULTIMO_DIA:
        raise EntradaInvalidaError(f"Revise el año: las fechas de un plan llegan hasta el {ULTIMO_DIA}")
    return Adopcion(desde, hasta or r.fin_del_termino(desde), desde.year)


def agenda(plan: Plan, adopcion: Adopcion, desde: date, hasta: date, locales: r.Locales = ()) -> list[Vencimiento]:
    """The due dates from `desde` to `hasta`, both in, in order.

    Without a date of adoption, terms counted from it have no date and do not appear.
    """
    todos = _Calculo(plan, adopcion, desde, hasta, tuple(locales)).todos()
    return sorted({v for v in todos if desde <= v.vence <= hasta})


class _Calculo:
    """The window seen through one adoption."""

    def __init__(self, plan: Plan, adopcion: Adopcion, desde: date, hasta: date, locales: r.Locales) -> None:
        self._plan, self._adopcion, self._locales = plan, adopcion, locales
        self._desde = max(desde, adopcion.primero)
        self._hasta = min(hasta, adopcion.hasta)
        """What recurs stays inside the adoption; a term, a date of the law and a publication may outlive it."""

    def todos(self) -> Iterator[Vencimiento]:
        """Everything; some of it may fall outside the window by a few days."""
        for accion in self._plan.acciones:
            yield from self._de_accion(accion)
        yield from self._fases()
        yield from self._comite()
        yield from self._informes()

    def _de_accion(self, accion: Accion) -> Iterator[Vencimiento]:
        vence = _vence(accion.horizonte, self._adopcion, self._plan, self._locales)
        hasta = self._hasta if vence is None else min(self._hasta, vence)
        if accion.frecuencia is not None:
            yield from self._frecuente(accion, accion.frecuencia, hasta)
        for numero, cuota in enumerate(accion.cuotas):
            yield from self._cuota(accion, numero, cuota, self._hasta if cuota.permanente else hasta)
        if vence is not None and vence >= self._adopcion.primero:
            metas = _juntos(i.meta for i in accion.indicadores)
            yield self._uno(accion, "horizonte", _plazo(accion.horizonte, self._adopcion), vence, "plazo", metas)

    def _frecuente(self, accion: Accion, frecuencia: Frecuencia, hasta: date) -> Iterator[Vencimiento]:
        metas = _juntos(i.meta for i in accion.indicadores)
        if not frecuencia.canales:
            for periodo, vence in self._periodos(frecuencia.cada, frecuencia.mes, frecuencia.ancla, hasta):
                yield self._uno(accion, "frecuencia", periodo, vence, "", metas)
        for canal in frecuencia.canales:
            if canal.cada is None:
                continue
            for periodo, vence in self._periodos(canal.cada, canal.mes, "cierre", hasta):
                yield self._uno(accion, "frecuencia", f"{canal.nombre}, {periodo}", vence, canal.nombre, metas)

    def _periodos(self, cada: str, mes: int | None, ancla: str, hasta: date) -> Iterator[tuple[str, date]]:
        for tramo in self._tramos(cada, mes, ancla, hasta):
            vence = self._cierra(tramo, ancla)
            if vence is not None and self._desde <= vence <= hasta:
                yield tramo.nombre, vence

    def _tramos(self, cada: str, mes: int | None, ancla: str, hasta: date) -> Iterator[r.Tramo]:
        """The periods that may come due between the first day and `hasta`."""
        if ancla == "aniversario":
            return self._anos(hasta)
        desde = self._antes(_ESPERA) if ancla == "inicio_siguiente" else self._desde
        tramos = self._del_calendario(cada, desde, hasta)
        if cada == "anual" and mes is not None:
            fin = relativedelta(month=mes, day=31)
            return (r.Tramo(t.desde, t.desde + fin, t.nombre) for t in tramos)
        return tramos

    def _antes(self, espera: timedelta) -> date:
        """From where to look for what is due some time after its period: no period from before the plan."""
        return max(self._desde - espera, self._adopcion.primero)

    def _del_calendario(self, cada: str, desde: date, hasta: date) -> Iterator[r.Tramo]:
        return r.semanas(desde, hasta) if cada == "semanal" else r.meses(desde, hasta, _DE_A[cada])

    def _anos(self, hasta: date) -> Iterator[r.Tramo]:
        """The years of the plan; without its date, none."""
        return r.anos_del_plan(self._adopcion.desde, hasta) if self._adopcion.desde else iter(())

    def _cierra(self, tramo: r.Tramo, ancla: str) -> date | None:
        """When a period is due; one without business days asks for nothing."""
        ultimo = r.cierre(tramo, self._locales)
        if ultimo < tramo.desde:
            return None
        match ancla:
            case "inicio_siguiente":
                return r.siguiente_habil(tramo.hasta + timedelta(days=1), self._locales)
            case "antes_del_comite":
                return self._antes_del_comite(tramo)
            case _:
                return ultimo

    def _antes_del_comite(self, tramo: r.Tramo) -> date | None:
        """The business day before the meeting, inside its month."""
        for mes, reunion in r.reuniones(tramo.desde, tramo.desde, self._locales):
            antes = r.anterior_habil(reunion - timedelta(days=ANTES_DEL_COMITE), self._locales)
            dia = antes if antes >= mes.desde else reunion
            return dia if tramo.desde <= dia <= tramo.hasta else None
        return None

    def _cuota(self, accion: Accion, numero: int, cuota: Cuota, hasta: date) -> Iterator[Vencimiento]:
        indicador = accion.indicadores[cuota.indicador] if accion.indicadores else None
        nombre = indicador.nombre if indicador else None
        for tramo in self._tramos_de_cuota(cuota, hasta):
            for lleva, vence in self._puntos(cuota, tramo):
                if self._desde <= vence <= hasta:
                    meta = f"{lleva} {cuota.unidad}"
                    clave = f"{numero}:{tramo.desde.isoformat()}"
                    yield self._uno(accion, "cuota", tramo.nombre, vence, clave, meta, nombre)

    def _tramos_de_cuota(self, cuota: Cuota, hasta: date) -> Iterator[r.Tramo]:
        if cuota.periodo == "semana":
            return r.semanas(self._desde, hasta)
        if cuota.periodo == "ano_del_plan":
            return self._anos(hasta)
        if cuota.periodo == "total":
            return iter(())  # due with the horizon of its action
        return r.meses(self._desde, hasta, _PERIODO[cuota.periodo])

    def _puntos(self, cuota: Cuota, tramo: r.Tramo) -> list[tuple[int, date]]:
        """Where so many are due: of a year at each pace point, of a shorter period when it closes."""
        if cuota.periodo == "ano":
            por_dia = {dia: lleva for lleva, dia in enumerate(r.pasos(tramo, cuota.cantidad, self._locales), 1)}
            return [(lleva, dia) for dia, lleva in por_dia.items()]
        vence = self._cierra(tramo, "cierre")
        return [] if vence is None else [(cantidad_de(cuota, tramo, self._locales), vence)]

    def _fases(self) -> Iterator[Vencimiento]:
        for fase in self._plan.fases:
            fecha = r.mover_anos(fase.vence, self._adopcion.ano - self._plan.ano)
            vence = r.siguiente_habil(fecha, self._locales)
            if vence >= self._adopcion.primero:
                accion, periodo = f"fase-{fase.clave}", f"plazo {fecha.isoformat()}"
                yield self._suelto(accion, "fase", periodo, vence, fase.nombre, self._plan.comite.responsables)

    def _comite(self) -> Iterator[Vencimiento]:
        comite = self._plan.comite
        for tramo, dia in r.reuniones(self._desde, self._hasta, self._locales):
            if self._desde <= dia <= self._hasta:
                yield self._suelto("comite", "comite", tramo.nombre, dia, comite.nombre, comite.responsables)

    def _informes(self) -> Iterator[Vencimiento]:
        for informe in self._plan.informes:
            antes = self._antes(_ESPERA + 2 * timedelta(days=informe.publicar_en))
            for tramo in self._del_calendario(informe.cada, antes, self._hasta):
                vence = self._cierra(tramo, "cierre")
                if vence is None or not self._adopcion.primero <= vence <= self._adopcion.hasta:
                    continue
                quienes = informe.responsables
                yield self._suelto(informe.clave, "informe", tramo.nombre, vence, informe.nombre, quienes)
                if informe.publicar_en:
                    publicar = sumar_habiles(vence, informe.publicar_en, self._locales)
                    nombre = f"Publicar: {informe.nombre}"
                    yield self._suelto(f"{informe.clave}-publicar", "informe", tramo.nombre, publicar, nombre, quienes)

    def _uno(
        self,
        accion: Accion,
        tipo: Tipo,
        periodo: str,
        vence: date,
        parte: str,
        meta: str | None,
        indicador: str | None = None,
    ) -> Vencimiento:
        nombre = indicador or _juntos(i.nombre for i in accion.indicadores)
        clave = ":".join(filter(None, (accion.clave, tipo, parte, vence.isoformat())))
        return Vencimiento(
            vence, accion.clave, tipo, nombre, periodo, meta, tuple(accion.responsables), clave, accion.nombre
        )

    def _suelto(
        self, accion: str, tipo: Tipo, periodo: str, vence: date, nombre: str, quienes: list[str]
    ) -> Vencimiento:
        clave = f"{accion}:{tipo}:{vence.isoformat()}"
        return Vencimiento(vence, accion, tipo, None, periodo, None, tuple(quienes), clave, nombre)


def cantidad_de(cuota: Cuota, tramo: r.Tramo, locales: r.Locales = ()) -> int:
    """How many a period asks for: no week asks for more than it has business days."""
    if cuota.periodo != "semana":
        return cuota.cantidad
    return min(cuota.cantidad, max(r.habiles(tramo, locales), 1))


def _vence(horizonte: Horizonte | None, adopcion: Adopcion, plan: Plan, locales: r.Locales = ()) -> date | None:
    """When a horizon is due: a window closes inside itself, a deadline moves forward."""
    fin = _fin(horizonte, adopcion, plan)
    if horizonte is None or fin is None:
        return None
    ventana = horizonte.desde is not None or horizonte.empalme is not None
    return (r.anterior_habil if ventana else r.siguiente_habil)(fin, locales)


def _fin(horizonte: Horizonte | None, adopcion: Adopcion, plan: Plan) -> date | None:
    """The day on which a horizon ends, before it is moved to a business day."""
    if horizonte is None:
        return None
    if horizonte.hasta is not None:
        return r.mover_anos(horizonte.hasta, adopcion.ano - plan.ano)
    if horizonte.empalme is not None:
        return r.fin_del_termino(adopcion.primero)
    if adopcion.desde is None:
        return None
    return adopcion.desde + relativedelta(months=horizonte.meses or 0, years=horizonte.anos or 0)


def _plazo(horizonte: Horizonte | None, adopcion: Adopcion) -> str:
    if horizonte is None or horizonte.hasta is not None:
        return "fecha fija"
    if horizonte.empalme is not None:
        return "empalme"
    cuanto, unidad = (horizonte.meses, "mes") if horizonte.meses else (horizonte.anos, "año")
    plural = {"mes": "meses", "año": "años"}[unidad]
    return f"{cuanto} {unidad if cuanto == 1 else plural} desde {adopcion.desde}"


def _juntos(textos: Iterator[str | None]) -> str | None:
    return " · ".join(texto for texto in textos if texto) or None
