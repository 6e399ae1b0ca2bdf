"""Random questionnaires that hold, and random ways of answering them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from municipio.encuestas.plantilla import FIN, NO_SABE, VARIAS, Encuesta, Pregunta
from municipio.encuestas.valores import Valor, limites

OWN_OPTIONS = ("unica", "multiple", "orden")
TYPES = (*OWN_OPTIONS, "si_no", "escala", "satisfaccion", "recomendacion", "numero", "fecha", "texto", "lugar")
NUMBERED, ENDS = ("escala", "satisfaccion", "recomendacion", "numero"), ("desde", "hasta")


def conditions(tipo: str, choices: list[str]) -> list[st.SearchStrategy[dict[str, Any]]]:
    """What the answer of a jump may be asked to be: some options, or a range of numbers with one end or two."""
    ways: list[st.SearchStrategy[dict[str, Any]]] = []
    if choices:
        some = st.lists(st.sampled_from(choices), min_size=1, max_size=3)
        ways.append(some.map(lambda keys: {"opciones": keys}))
    if tipo in NUMBERED:
        both = st.tuples(st.integers(-5, 20), st.integers(-5, 20)).map(sorted)
        ways.append(both.map(lambda ends: {"desde": ends[0], "hasta": ends[1]}))
        ways.append(st.builds(lambda end, number: {end: number}, st.sampled_from(ENDS), st.integers(-5, 20)))
    return ways


@st.composite
def questions(draw: st.DrawFn, place: int, last: int) -> dict[str, Any]:
    """A question whose jumps lead forwards."""
    tipo = draw(st.sampled_from(TYPES))
    many = draw(st.integers(2, 6))
    made: dict[str, Any] = {
        "clave": f"p{place}",
        "tipo": tipo,
        "texto": f"¿Pregunta número {place}?",
        "obligatoria": draw(st.booleans()),
        "no_sabe": draw(st.booleans()),
    }
    if tipo in OWN_OPTIONS:
        made["opciones"] = [{"clave": f"o{n}", "texto": f"Cosa {n}"} for n in range(many)]
        if tipo != "orden" and draw(st.booleans()):
            made["opciones"].append({"clave": "otro", "texto": "Otra", "otro": True})
        if tipo == "multiple" and draw(st.booleans()):
            made["opciones"][0]["sola"] = True
        if tipo != "unica":
            made["maximo"] = draw(st.integers(1, many))
    if tipo == "si_no":
        made["en_parte"] = draw(st.booleans())
    if tipo == "numero":
        made |= {"minimo": draw(st.integers(-5, 5)), "maximo": draw(st.integers(6, 20))}
    choices = [o.clave for o in Pregunta.model_validate(made).alternativas] + [NO_SABE] * made["no_sabe"]
    targets = [f"p{n}" for n in range(place + 1, last)] + [FIN]
    when = conditions(tipo, choices)
    if when:
        jumps = st.tuples(st.one_of(when), st.sampled_from(targets))
        made["saltos"] = [{"si": what, "a": to} for what, to in draw(st.lists(jumps, max_size=3))]
    return made


@st.composite
def surveys(draw: st.DrawFn) -> Encuesta:
    """A questionnaire of up to eight questions."""
    last = draw(st.integers(1, 8))
    return Encuesta.model_validate(
        {
            "clave": "x",
            "titulo": "Un título",
            "presentacion": "Para qué es.",
            "gracias": "Gracias.",
            "preguntas": [draw(questions(n, last)) for n in range(last)],
        }
    )


def answers(question: Pregunta) -> st.SearchStrategy[Valor]:
    """What may be answered to a question."""
    ways: list[st.SearchStrategy[Valor]] = []
    keys = [o.clave for o in question.alternativas]
    if question.es_escala:
        ways.append(st.sampled_from(keys).map(lambda key: {"numero": int(key)}))
    elif question.tipo in VARIAS:
        alone = [[o.clave] for o in question.alternativas if o.sola]
        others = st.sampled_from([key for key in keys if [key] not in alone])
        several = st.lists(others, min_size=1, max_size=question.tope, unique=True)
        ways.append(st.one_of(several, *map(st.just, alone)).map(lambda chosen: {"opciones": chosen}))
    elif keys:
        ways.append(st.sampled_from(keys).map(lambda key: {"opciones": [key]}))
    elif question.tipo == "numero":
        ways.append(st.integers(*limites(question)).map(lambda number: {"numero": number}))
    elif question.tipo == "fecha":
        ways.append(st.dates().map(lambda day: {"fecha": day.isoformat()}))
    else:
        ways.append(st.just({"texto": "lo que dijo"}))
    if question.no_sabe:
        ways.append(st.just({"opciones": [NO_SABE]}))
    if not question.obligatoria:
        ways.append(st.just({}))
    return st.one_of(ways)
