"""The times of an action in words: how often, how many, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.render import texts
from municipio.fechas import MESES, fecha_larga
from municipio.plan.registro import Accion, Canal, Cuota, Frecuencia, Horizonte


def in_words(accion: Accion) -> list[str]:
    """One sentence for each kind of time that the action has."""
    told = [*_frequency(accion.frecuencia), *map(_quota, accion.cuotas), *_horizon(accion.horizonte)]
    return told or [_words()["sin_tiempo"]]


def _words() -> dict[str, Any]:
    words: dict[str, Any] = texts()["plan"]
    return words


def _frequency(frecuencia: Frecuencia | None) -> Iterator[str]:
    if frecuencia is None:
        return
    if frecuencia.canales:
        yield _words()["por_canal"]
        yield from (_channel(canal) for canal in frecuencia.canales)
        return
    often = _often(frecuencia.cada, frecuencia.mes)
    yield _words()["anclas"][frecuencia.ancla].format(cada=often)


def _often(cada: str, mes: int | None) -> str:
    often: str = _words()["cada"][cada]
    return often if mes is None else _words()["al_final_de"].format(cada=often, mes=MESES[mes - 1])


def _channel(canal: Canal) -> str:
    parts = [_often(canal.cada, canal.mes)] if canal.cada else []
    parts += [canal.al_ocurrir] if canal.al_ocurrir else []
    return f"{canal.nombre}: {'; '.join(parts)}"


def _quota(cuota: Cuota) -> str:
    words = _words()
    times = f"{cuota.cantidad} {cuota.unidad}"
    told: str = words["cuota"].format(periodo=words["periodos"][cuota.periodo], cuanto=times)
    return told + words["permanente"] if cuota.permanente else told


def _horizon(horizonte: Horizonte | None) -> Iterator[str]:
    if horizonte is None:
        return
    words = _words()
    if horizonte.empalme is not None:
        month, day = (int(part) for part in horizonte.empalme.split("-"))
        yield words["empalme"].format(dia=day, mes=MESES[month - 1])
    elif horizonte.hasta is not None:
        desde = fecha_larga(horizonte.desde) if horizonte.desde else ""
        yield words["ventana" if desde else "hasta"].format(desde=desde, hasta=fecha_larga(horizonte.hasta))
    else:
        cuanto, unidad = (horizonte.meses, "mes") if horizonte.meses else (horizonte.anos, "ano")
        yield words["plazo"].format(cuanto=cuanto, unidad=words["unidades"][unidad][0 if cuanto == 1 else 1])
