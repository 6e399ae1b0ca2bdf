"""The record of a plan de acción, as it stands in `data/municipios/<slug>/plan.yml`.

Three kinds of time are kept apart, which the documents mix up under «Metas» and «Tiempos»: `frecuencia` (it recurs),
`cuotas` (so many times in a period) and `horizonte` (until when). What the document leaves open is a `pregunta` to the
coordinator, never a guess. Source of the readings: facts/colombia.md §6.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from municipio.tramites.ficha import Registro, Slug, Texto

Cada = Literal["semanal", "mensual", "trimestral", "semestral", "anual"]
Periodo = Literal["semana", "mes", "semestre", "ano", "ano_del_plan", "total"]
Ancla = Literal["cierre", "inicio_siguiente", "antes_del_comite", "aniversario"]
DiaDelMes = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Cargo(Registro):
    """A post (or a body) that answers for actions: never a person. `variantes`: how the document also writes it."""

    clave: Slug
    nombre: Texto
    es_grupo: bool = False
    integra: list[Texto] = []
    variantes: list[Texto] = []


class Indicador(Registro):
    """What is measured, with its meta as the document says it and, where it is a number, as a number."""

    nombre: Texto
    meta: Texto | None = None
    valor: float | None = None
    unidad: Texto | None = None


class Canal(Registro):
    """A section of the site with its own frequency, for actions «de acuerdo al manual»."""

    nombre: Texto
    cada: Cada | None = None
    """None: when something happens (`al_ocurrir`)."""
    mes: Annotated[int, Field(ge=1, le=12)] | None = None
    al_ocurrir: Texto | None = None


class Frecuencia(Registro):
    """It comes back: the due date of each period is its last business day, unless `ancla` says otherwise."""

    cada: Cada
    mes: Annotated[int, Field(ge=1, le=12)] | None = None
    """Of a yearly one: the month at whose end it is due (December if missing)."""
    ancla: Ancla = "cierre"
    canales: list[Canal] = []
    """One reminder per section, each with its own frequency; `cada` holds for those that are not named."""


class Cuota(Registro):
    """At least `cantidad` times in each `periodo`. `indicador` is the place (from 0) of the one it measures."""

    cantidad: Annotated[int, Field(ge=1)]
    periodo: Periodo
    unidad: Texto = "veces"
    indicador: Annotated[int, Field(ge=0)] = 0
    etapas: list[Texto] = []
    """Steps of each time, in order: collect, review, publish."""
    permanente: bool = False
    """It goes on after the horizon of its action, for as long as the plan."""


class Horizonte(Registro):
    """Until when: a term counted from the adoption, a fixed date or window, or the handover of the administration."""

    meses: Annotated[int, Field(ge=1, le=240)] | None = None
    anos: Annotated[int, Field(ge=1, le=20)] | None = None
    desde: date | None = None
    hasta: date | None = None
    empalme: DiaDelMes | None = None
    """`MM-DD` of the last year of the mayor's term in which the window opens; it closes on 31 December."""

    @model_validator(mode="after")
    def _uno(self) -> Self:
        dichos = [x for x in (self.meses, self.anos, self.hasta, self.empalme) if x is not None]
        if len(dichos) != 1:
            raise ValueError("un horizonte es una sola cosa: meses, anos, hasta (con o sin desde) o empalme")
        if self.desde is not None and (self.hasta is None or self.desde > self.hasta):
            raise ValueError("«desde» necesita un «hasta» posterior")
        return self


class Documento(Registro):
    """What the document says, word for word but for the mended letters, and where (`linea` of the seed)."""

    metas: str | None = None
    tiempos: str | None = None
    linea: int | None = None


class Accion(Registro):
    """An action of the marco operativo."""

    clave: Slug
    nombre: Texto
    linea: Texto | None = None
    """The strategy or theme it belongs to."""
    beneficios: list[Texto] = []
    indicadores: list[Indicador] = []
    actividades: list[Texto] = []
    responsables: Annotated[list[Slug], Field(min_length=1)]
    recursos: list[Texto] = []
    frecuencia: Frecuencia | None = None
    cuotas: list[Cuota] = []
    horizonte: Horizonte | None = None
    documento: Documento
    preguntas: list[Texto] = []

    @model_validator(mode="after")
    def _indicadores(self) -> Self:
        for cuota in self.cuotas:
            if cuota.indicador >= max(len(self.indicadores), 1):
                raise ValueError(f"la cuota mide el indicador {cuota.indicador}, que no existe")
        return self


class Fase(Registro):
    """A phase of Decreto 1151 de 2008, with the deadline of the territorial order."""

    clave: Slug
    nombre: Texto
    vence: date
    que_es: Texto


class Reunion(Registro):
    """The meeting of the committee: the second Tuesday of each month; the next business day when that is a holiday."""

    nombre: Texto
    responsables: Annotated[list[Slug], Field(min_length=1)]
    por_defecto: bool = False
    """The document says nothing of it: the Manual does (at least once a month in the territorial order)."""


class Informe(Registro):
    """A report that comes due by itself: half-yearly follow-up, with its publication so many business days later."""

    clave: Slug
    nombre: Texto
    cada: Cada
    publicar_en: Annotated[int, Field(ge=0, le=60)] = 0
    responsables: Annotated[list[Slug], Field(min_length=1)]
    por_defecto: bool = False


class Soporte(Registro):
    """What a functionary does when the site or the e-mail gives trouble; no phones of institutions that are gone."""

    problema: Texto
    sinonimos: list[Texto] = []
    pasos: Annotated[list[Texto], Field(min_length=1)]


COORDINACION, SUPLENTE = "coordinacion", "suplente"


class Escalon(Registro):
    """A step of the ladder when something is late: to whom, and so many business days after the due date.

    `a` is a post of the plan, `suplente` (of whoever answers) or `coordinacion`. `cada`: again every so many days.
    """

    a: Slug
    dias: Annotated[int, Field(ge=1, le=60)]
    cada: Annotated[int, Field(ge=1, le=60)] | None = None


class Vision(Registro):
    """The vision and the date by which it is to be reached."""

    texto: Texto
    hasta: date | None = None


class Plan(Registro):
    """The plan de acción of a municipality."""

    titulo: Texto
    documento: Texto
    """How the source is called: «Plan de acción GEL-T, 18 de noviembre de 2008»."""
    ano: int
    """Year of the document: fixed dates move by the years between it and a new adoption."""
    adoptado: date | None = None
    vision: Vision
    objetivo: Texto
    objetivos: list[Texto] = []
    fases: list[Fase] = []
    cargos: Annotated[list[Cargo], Field(min_length=1)]
    acciones: Annotated[list[Accion], Field(min_length=1)]
    comite: Reunion
    informes: list[Informe] = []
    escalamiento: list[Escalon] = [
        Escalon(a=SUPLENTE, dias=1),
        Escalon(a=COORDINACION, dias=2, cada=5),
        Escalon(a="control-interno", dias=5, cada=5),
    ]
    correccion: Annotated[int, Field(ge=0, le=60)] = 3
    """Business days after its own in which a «Cumplida» pressed by mistake may be corrected."""
    soporte: list[Soporte] = []
    incentivos: list[Texto] = []
    preguntas: list[Texto] = []

    @model_validator(mode="after")
    def _referencias(self) -> Self:
        cargos = [cargo.clave for cargo in self.cargos]
        claves = [accion.clave for accion in self.acciones]
        for lista, que in ((cargos, "cargos"), (claves, "acciones")):
            repetidas = sorted({clave for clave in lista if lista.count(clave) > 1})
            if repetidas:
                raise ValueError(f"{que} repetidos: {', '.join(repetidas)}")
        responden = [a.responsables for a in self.acciones] + [i.responsables for i in self.informes]
        responden.append(self.comite.responsables)
        sueltos = sorted({clave for lista in responden for clave in lista} - set(cargos))
        if sueltos:
            raise ValueError(f"responsables que no están en cargos: {', '.join(sueltos)}")
        escrito = self.escalamiento if "escalamiento" in self.model_fields_set else []
        perdidos = sorted({escalon.a for escalon in escrito} - {COORDINACION, SUPLENTE, *cargos})
        if perdidos:
            raise ValueError(f"el escalamiento nombra cargos que no están en cargos: {', '.join(perdidos)}")
        return self

    @property
    def oyen(self) -> frozenset[str]:
        """The posts that hear of what is late, whoever answers for it."""
        return frozenset(escalon.a for escalon in self.escalamiento) - {COORDINACION, SUPLENTE}
