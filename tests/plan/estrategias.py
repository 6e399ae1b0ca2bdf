"""What the properties are tried on: plans, adoptions, windows and local closures made at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from municipio.municipios.registro import NoHabil
from municipio.plan.agenda import Adopcion
from municipio.plan.registro import (
    Accion,
    Canal,
    Cargo,
    Cuota,
    Documento,
    Fase,
    Frecuencia,
    Horizonte,
    Indicador,
    Informe,
    Plan,
    Reunion,
    Vision,
)

ANO = 2008
"""Year of the document of every plan here."""
dias = st.dates(date(2008, 1, 1), date(2033, 12, 31)) | st.sampled_from(
    [date(2008, 2, 29), date(2012, 2, 29), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 7, 9)]
)
cadas = st.sampled_from(["semanal", "mensual", "trimestral", "semestral", "anual"])


@st.composite
def cierres_locales(draw: st.DrawFn, desde: date, largo: int) -> tuple[NoHabil, ...]:
    """Days that the municipality decrees: loose ones, and closures of up to six weeks."""
    sueltos = draw(st.lists(st.integers(0, largo), max_size=12))
    seguidos = draw(st.lists(st.tuples(st.integers(0, largo), st.integers(1, 42)), max_size=2))
    numeros = {*sueltos, *(inicio + n for inicio, cuantos in seguidos for n in range(cuantos))}
    return tuple(cerrado(desde + timedelta(days=n)) for n in sorted(numeros))


def cerrado(dia: date) -> NoHabil:
    """A day on which the municipality does not work."""
    return NoHabil(fecha=dia, nombre="Día cívico", por_verificar=True)


@st.composite
def frecuencias(draw: st.DrawFn) -> Frecuencia:
    cada = draw(cadas)
    mes = draw(st.none() | st.integers(1, 12)) if cada == "anual" else None
    ancla = draw(st.sampled_from(["cierre", "inicio_siguiente", "antes_del_comite", "aniversario"]))
    nombres = draw(st.lists(st.sampled_from(["Noticias", "Contratos", "Foros"]), max_size=2, unique=True))
    canales = [Canal(nombre=nombre, cada=draw(cadas)) for nombre in nombres]
    return Frecuencia(cada=cada, mes=mes, ancla=ancla, canales=canales)


@st.composite
def horizontes(draw: st.DrawFn) -> Horizonte:
    uno: dict[str, Any] = draw(
        st.one_of(
            st.integers(1, 60).map(lambda n: {"meses": n}),
            st.integers(1, 6).map(lambda n: {"anos": n}),
            dias.map(lambda dia: {"hasta": dia}),
            dias.map(lambda dia: {"desde": dia - timedelta(days=20), "hasta": dia}),
            st.just({"empalme": "12-10"}),
        )
    )
    return Horizonte(**uno)


@st.composite
def acciones(draw: st.DrawFn, clave: str) -> Accion:
    cuotas = draw(
        st.lists(
            st.builds(
                Cuota,
                cantidad=st.integers(1, 8) | st.integers(1, 400),
                periodo=st.sampled_from(["semana", "mes", "semestre", "ano", "ano_del_plan", "total"]),
                indicador=st.integers(0, 1),
                permanente=st.booleans(),
            ),
            max_size=2,
            unique_by=lambda cuota: (cuota.periodo, cuota.indicador),
        )
    )
    return accion(clave, draw(st.none() | frecuencias()), cuotas, draw(st.none() | horizontes()))


def accion(
    clave: str, frecuencia: Frecuencia | None = None, cuotas: list[Cuota] | None = None, fin: Horizonte | None = None
) -> Accion:
    """An action with nothing but its times."""
    indicadores = [Indicador(nombre="Primero", meta="100%"), Indicador(nombre="Segundo")]
    return Accion(
        clave=clave,
        nombre=clave,
        indicadores=indicadores,
        responsables=["comite"],
        frecuencia=frecuencia,
        cuotas=cuotas or [],
        horizonte=fin,
        documento=Documento(),
    )


def plan(*suyas: Accion, fases: list[Fase] | None = None, informes: list[Informe] | None = None) -> Plan:
    """A plan with these actions and a committee."""
    return Plan(
        titulo="Plan",
        documento="Documento",
        ano=ANO,
        vision=Vision(texto="Visión"),
        objetivo="Objetivo",
        cargos=[Cargo(clave="comite", nombre="Comité")],
        acciones=list(suyas) or [accion("nada")],
        fases=fases or [],
        comite=Reunion(nombre="Reunión", responsables=["comite"]),
        informes=informes or [],
    )


@st.composite
def planes(draw: st.DrawFn) -> Plan:
    suyas = [draw(acciones(f"accion-{n}")) for n in range(draw(st.integers(1, 2)))]
    fases = [
        Fase(clave=f"fase-{n}", nombre="Fase", vence=draw(dias), que_es="Algo") for n in range(draw(st.integers(0, 2)))
    ]
    informe = st.builds(
        Informe,
        clave=st.just("informe"),
        nombre=st.just("Informe"),
        cada=cadas,
        publicar_en=st.integers(0, 60),
        responsables=st.just(["comite"]),
    )
    return plan(*suyas, fases=fases, informes=draw(st.lists(informe, max_size=1)))


@st.composite
def adopciones(draw: st.DrawFn, con_fecha: bool = False) -> Adopcion:
    desde = draw(dias if con_fecha else st.none() | dias)
    primero = desde or date(ANO, 1, 1)
    hasta = primero + timedelta(days=draw(st.integers(0, 1500)))
    return Adopcion(desde, hasta, primero.year if desde else ANO)


@st.composite
def ventanas(draw: st.DrawFn, adopcion: Adopcion) -> tuple[date, date]:
    """A window that may begin before the adoption and end after it."""
    desde = adopcion.primero + timedelta(days=draw(st.integers(-200, (adopcion.hasta - adopcion.primero).days + 200)))
    return desde, desde + timedelta(days=draw(st.integers(0, 900)))
