"""What the results say in sentences: the same beside a picture, in the page and in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from municipio.encuestas.modelo import Campana
from municipio.encuestas.palabras import decimal, palabras, porcentaje
from municipio.encuestas.resultados import Resultados
from municipio.encuestas.tablas import Fila, Tabla
from municipio.fechas import fecha_larga

DE_INVITACIONES = ("publico", "enviadas", "entregadas", "inalcanzables", "dudosas")
AL_CERRAR = ("parciales", "completas")
"""Told apart only once nobody answers any more: a first answer may end a survey (ADR 0008)."""


def de_fila(fila: Fila, minimo: int) -> str:
    """«40 personas, 55 %», «menos de 5 personas», «cerca del 45 %»."""
    dichas = palabras()["filas"]
    if fila.reserva:
        return str(dichas[fila.reserva]).format(minimo=minimo)
    if fila.cuenta is None:
        return str(dichas["cerca"]).format(porcentaje(fila.parte or 0))
    return str(dichas["cuenta"]).format(personas(fila.cuenta), porcentaje(fila.parte or 0))


def personas(cuantas: int) -> str:
    """«1 persona», «40 personas»."""
    return f"{cuantas} {palabras()['persona'] if cuantas == 1 else palabras()['personas']}"


def notas(tabla: Tabla) -> Iterator[str]:
    """What must be known to read a table: over how many it is, the mean if there is one, why nothing is told."""
    dichas = palabras()["notas"]
    if tabla.aproximada:
        yield dichas["aproximada"] if tabla.filas else dichas["pronto"]
    elif tabla.pregunta.tipo == "texto":
        yield dichas["escribieron"].format(personas(tabla.n)) if tabla.n else dichas["reservada"]
    elif not tabla.filas:
        yield dichas["reservada"]
    elif tabla.n is not None:
        yield dichas["sobre_todas" if tabla.sobre_todas else "n"].format(personas(tabla.n))
    if tabla.filas and tabla.varias:
        yield dichas["varias"]
    if tabla.filas and tabla.pregunta.tipo == "orden":
        yield dichas["primeras"]
    if tabla.media is not None:
        yield dichas["media"].format(decimal(tabla.media))
    if tabla.saldo is not None:
        yield dichas["saldo"].format(f"{tabla.saldo:+d}".replace("-", "−"))
    if tabla.puestos:
        yield dichas["puestos"].format("; ".join(f"{texto}, {decimal(puesto)}" for texto, puesto in tabla.puestos))


def escala(tabla: Tabla) -> str:
    """The steps that could be chosen, from the worst, or nothing when it is no scale."""
    if tabla.pregunta.tipo not in ("escala", "satisfaccion"):
        return ""
    pasos = "; ".join(f"{opcion.clave}, {opcion.texto}" for opcion in tabla.pregunta.alternativas)
    return str(palabras()["notas"]["escala"]).format(pasos)


def periodo(campana: Campana, zona: str) -> str:
    """«Del 3 de noviembre… al 20 de noviembre…»: the days in which it could be answered, or can."""
    huso = ZoneInfo(zona)
    desde, hasta = (d.astimezone(huso).date() for d in (campana.desde, campana.cerrada_en or campana.hasta))
    return str(palabras()["periodo"]).format(fecha_larga(desde), fecha_larga(hasta))


def quienes() -> str:
    """Who answered a survey: nobody chose them but themselves."""
    return str(palabras()["quienes"])


def comparadas(resultados: Resultados, zona: str) -> Iterator[str]:
    """When each of the two surveys that are compared was, and how many answered it."""
    textos, otra = palabras()["comparadas"], resultados.comparacion
    if otra is not None:
        yield textos["antes"].format(periodo(otra.con, zona), personas(otra.n))
        yield textos["ahora"].format(periodo(resultados.campana, zona), personas(resultados.n))


def tasas(resultados: Resultados) -> Iterator[str]:
    """How many of those reached answered, and at the end, how many of those who began finished.

    A sheet does not say how its author came: where an invitation is not needed, or more answered than are known to
    have got theirs, how many of the invited answered is not known.
    """
    frases, dichas = palabras()["tasas"], resultados.disposiciones
    if resultados.para_quien_quiera:
        yield frases["abierta"].format(personas(resultados.n))
    elif dichas.entregadas and resultados.n <= dichas.entregadas:
        yield frases["respuesta"].format(porcentaje(resultados.n / dichas.entregadas))
    if resultados.final and dichas.empezadas:
        yield frases["termino"].format(porcentaje(dichas.completas / dichas.empezadas))


def participacion(resultados: Resultados) -> list[tuple[str, int]]:
    """What became of the people of a campaign, one thing after the other; of invitations, only if there were any."""
    textos, dichas = palabras()["disposiciones"], resultados.disposiciones
    if not resultados.final:
        textos = {n: texto for n, texto in textos.items() if n not in AL_CERRAR}
        textos["empezadas"] = palabras()["sin_cerrar"]
    nombres = [n for n in textos if dichas.publico or n not in DE_INVITACIONES]
    return [(textos[nombre], getattr(dichas, nombre)) for nombre in nombres]
