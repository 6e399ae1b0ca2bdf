"""What a ficha says about each facet."""

from __future__ import annotations

from collections.abc import Iterator

from municipio.tramites.ficha import Accion, Dato, Ficha

MOST_ASKED = (
    "requisitos", "costo", "tiempo", "donde", "pasos", "seguimiento", "en_linea", "quien", "resultado", "norma",
)  # fmt: skip
REQUISITO = frozenset({"documento", "condicion", "formulario", "pago"})


def datos(ficha: Ficha, facet: str) -> list[Dato]:
    """The sourced blocks that answer `facet`; empty when the ficha does not know it."""
    single: dict[str, Dato | None] = {
        "resumen": ficha.proposito,
        "costo": ficha.costo,
        "tiempo": ficha.tiempo,
        "donde": ficha.donde,
        "en_linea": ficha.en_linea,
        "quien": ficha.quien,
        "resultado": ficha.resultado,
        "seguimiento": ficha.seguimiento,
    }
    if facet in ("requisitos", "pasos"):
        return list(ficha.momentos)
    if facet == "norma":
        return list(ficha.normas)
    found = single[facet]
    return [] if found is None else [found]


def requisitos(ficha: Ficha) -> Iterator[Accion]:
    """What the citizen must have or fulfil, in the order of the steps."""
    for momento in ficha.momentos:
        for accion in momento.acciones:
            if accion.tipo in REQUISITO:
                yield accion


def known(ficha: Ficha) -> list[str]:
    """The facets that this ficha can answer, those that people ask most first."""
    return [facet for facet in MOST_ASKED if datos(ficha, facet)]
