"""Times as people write them, each with its reading; what is not read exactly is asked, never guessed in silence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from municipio.plan.importar import palabras, tiempos
from municipio.plan.importar.tiempos import Tiempo

ANO = 2026


def dicho(leido: Tiempo) -> str:
    """What was read, in words."""
    partes = [palabras.frecuencia(leido.frecuencia)] if leido.frecuencia else []
    partes += [palabras.cuota(cuota) for cuota in leido.cuotas]
    partes += [palabras.horizonte(leido.horizonte)] if leido.horizonte else []
    return "; ".join(partes)


EXACTOS = {
    "mensual": "cada mes",
    "MENSUALMENTE": "cada mes",
    "todos los meses": "cada mes",
    "último día hábil de cada mes": "cada mes",
    "cada fin de mes": "cada mes",
    "semanal": "cada semana",
    "cada ocho días": "cada semana",
    "TRIMESTRALMENTE": "cada trimestre",
    "cada 3 meses": "cada trimestre",
    "por lo menos cada tres meses": "cada trimestre",
    "una vez por trimestre": "cada trimestre",
    "trimestral a marzo, junio, septiembre y diciembre": "cada trimestre",
    "semestral": "cada semestre",
    "cada seis meses": "cada semestre",
    "semestral a junio y diciembre": "cada semestre",
    "semestrales (a junio y diciembre)": "cada semestre",
    "anual en octubre": "cada año, a finales de octubre",
    "anual, 31 de enero": "cada año, a finales de enero",
    "3 veces al mes": "3 veces cada mes",
    "tres (3) veces al mes": "3 veces cada mes",
    "Mínimo 1 vez a la semana": "1 vez cada semana",
    "al menos dos veces por semana": "2 veces cada semana",
    "5 veces a la semana": "5 veces cada semana",
    "dos veces por año": "2 veces cada año",
    "2 veces por ano.": "2 veces cada año",
    "3 al año": "3 veces cada año",
    "3 al año. 2 al año. 1 al año.": "3 veces cada año; 2 veces cada año; 1 vez cada año",
    "2 por semestre": "2 veces cada semestre",
    "4 informes al año": "4 informes cada año",
    "24 meses": "24 meses desde la adopción",
    "Doce (12) MESES": "12 meses desde la adopción",
    "Cuatro años.": "4 años desde la adopción",
    "un año y medio": "18 meses desde la adopción",
    "dos años y tres meses": "27 meses desde la adopción",
    "año 2012": "del 1 de enero de 2012 al 31 de diciembre de 2012",
    "2024 - 2027": "del 1 de enero de 2024 al 31 de diciembre de 2027",
    "antes de 2013": "hasta el 31 de diciembre de 2012",
    "antes del 30 de abril de 2027": "hasta el 30 de abril de 2027",
    "a más tardar el 15 de marzo de 2027": "hasta el 15 de marzo de 2027",
    "hasta el 31/12/2027": "hasta el 31 de diciembre de 2027",
    "2027-06-30": "hasta el 30 de junio de 2027",
    "hasta diciembre de 2027": "hasta el 31 de diciembre de 2027",
    "10 al 31 de diciembre del año 2.011.": "del 10 de diciembre de 2011 al 31 de diciembre de 2011",
    "entre el 1 y el 15 de marzo de 2027": "del 1 de marzo de 2027 al 15 de marzo de 2027",
    "del 1 de febrero al 30 de junio de 2027": "del 1 de febrero de 2027 al 30 de junio de 2027",
    "del 15 de noviembre de 2026 al 15 de enero de 2027": "del 15 de noviembre de 2026 al 15 de enero de 2027",
    "enero a junio de 2027": "del 1 de enero de 2027 al 30 de junio de 2027",
    "primer semestre de 2027": "del 1 de enero de 2027 al 30 de junio de 2027",
    "II semestre 2026": "del 1 de julio de 2026 al 31 de diciembre de 2026",
    "1° de Diciembre de 2009 (fecha de culminación fase de interacción)": "hasta el 1 de diciembre de 2009",
    "29 de febrero de 2028": "hasta el 29 de febrero de 2028",
    "mensual durante 6 meses": "cada mes; 6 meses desde la adopción",
    "semanal, 4 años": "cada semana; 4 años desde la adopción",
}
"""Read as they are."""
PREGUNTADOS = {
    "anual": "cada año",
    "ANUALMENTE": "cada año",
    "bimestral": "6 veces cada año",
    "cada dos meses": "6 veces cada año",
    "cuatrimestral": "3 veces cada año",
    "cada quince días": "2 veces cada mes",
    "quincenal": "2 veces cada mes",
    "todos los días": "5 veces cada semana",
    "cada dos años": "cada año",
    "cada lunes": "cada semana",
    "cada martes y jueves": "2 veces cada semana",
    "segundo martes de cada mes": "cada mes",
    "los primeros cinco días hábiles de cada mes": "cada mes, el primer día hábil del siguiente",
    "dentro de los diez primeros días de cada trimestre": "cada trimestre, el primer día hábil del siguiente",
    "semestral en mayo y noviembre": "cada semestre",
    "junio y diciembre": "cada semestre",
    "antes del 30 de abril": "hasta el 30 de abril de 2026",
    "10 al 31 de diciembre": "del 10 de diciembre de 2026 al 31 de diciembre de 2026",
    "10 de diciembre al 15 de enero": "del 10 de diciembre de 2026 al 15 de enero de 2027",
    "a más tardar en la primera semana del mes de noviembre del 2008": "hasta el 7 de noviembre de 2008",
    "durante el año": "del 1 de enero de 2026 al 31 de diciembre de 2026",
    "90 días": "3 meses desde la adopción",
    "45 días hábiles": "2 meses desde la adopción",
    "cuatrienio": "4 años desde la adopción",
    "permanente": "cada mes",
    "actualización continua": "cada mes",
    "DE ACUERDO AL MANUAL DE IMPLEMENTACIÓN": "cada mes, con 18 canales que llevan su propia frecuencia",
    "según el manual": "cada mes, con 18 canales que llevan su propia frecuencia",
    "1 por cada modalidad": "1 por cada modalidad en total",
    "mensual o trimestral": "cada mes",
    "6 meses y 3 años": "6 meses desde la adopción",
}
"""Read to what comes nearest, which is asked."""
SIN_LEER = (
    "4", "cuando se requiera", "a demanda", "por definir", "a corto plazo", "inmediato", "4 horas", "mensaul",
    "a partir de marzo", "500 años", "0 veces al mes", "100%", "Pedro", "????a",
)  # fmt: skip
"""Asked, with nothing read."""
IMPOSIBLES = ("31 de febrero de 2027", "30 de febrero", "31/04/2027", "2027-13-01", "29 de febrero de 2027",
              "del 31 al 10 de diciembre de 2027", "2027 a 2024")  # fmt: skip
"""What stops the import."""


def test_there_are_enough() -> None:
    assert len(EXACTOS) + len(PREGUNTADOS) >= 60


@pytest.mark.parametrize(("texto", "lectura"), EXACTOS.items())
def test_read_as_it_is(texto: str, lectura: str) -> None:
    leido = tiempos.leer(texto, ANO)
    assert (dicho(leido), leido.preguntas, leido.errores) == (lectura, (), ())


@pytest.mark.parametrize(("texto", "lectura"), PREGUNTADOS.items())
def test_read_to_what_comes_nearest_and_asked(texto: str, lectura: str) -> None:
    leido = tiempos.leer(texto, ANO)
    assert (dicho(leido), leido.errores) == (lectura, ())
    assert any(texto in pregunta and pregunta.endswith("?") for pregunta in leido.preguntas)


@pytest.mark.parametrize("texto", SIN_LEER)
def test_not_read_and_asked(texto: str) -> None:
    leido = tiempos.leer(texto, ANO)
    assert (leido.algo, leido.errores) == (False, ())
    assert len(leido.preguntas) == 1


@pytest.mark.parametrize("texto", IMPOSIBLES)
def test_impossible(texto: str) -> None:
    leido = tiempos.leer(texto, ANO)
    assert len(leido.errores) == 1
    assert not leido.algo


@pytest.mark.parametrize("texto", ["", "-", "---", "N/A", "n.a.", "No aplica", " \u200b "])
def test_a_blank_says_nothing(texto: str) -> None:
    assert tiempos.leer(texto, ANO) == Tiempo()


PIEZAS = st.sampled_from([*EXACTOS, *PREGUNTADOS, *SIN_LEER, *IMPOSIBLES, "y", "al", "el 99 de", "cada", "de 9999"])


@given(st.one_of(st.text(max_size=80), st.lists(PIEZAS, max_size=5).map(" ".join)))
@example("0 " * 400)
@example("el " * 400)
def test_whatever_is_written_it_is_read_asked_or_refused(texto: str) -> None:
    leido = tiempos.leer(texto, ANO)
    assert leido.algo or leido.preguntas or leido.errores or leido == Tiempo()
