"""The NLU server's answers, keywords, and the breaker between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

from actions.understanding.breaker import FAILURES_TO_OPEN, LONGEST_REST_S, Breaker
from actions.understanding.contract import Reading
from actions.understanding.keywords import KeywordUnderstanding
from actions.understanding.nlu import NluUnderstanding, reading
from municipio.errors import ComprensionNoDisponibleError
from tests.actions.fakes import Down, Scripted

HELLO = Reading({"saludo": 1.0})


def wait(awaitable: Awaitable[Reading]) -> Reading:
    async def main() -> Reading:
        return await awaitable

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("text", "intent", "facets"),
    [
        ("hola", "saludo", []),
        ("Buenas tardes", "saludo", []),
        ("cuánto vale y cuánto se demora el uso de suelo", "consultar_tramite", ["costo", "tiempo"]),
        ("qué papeles piden para el Sisbén", "consultar_tramite", ["requisitos"]),
        ("¿a qué hora abren?", "atencion", []),
        ("quiero poner una queja", "pqrsd", []),
        ("me está pegando", "emergencia", []),
        ("qué trámites hay", "listar_tramites", []),
        ("borre mis datos", "mis_datos", []),
    ],
)
def test_keywords_know_the_usual_turns_of_phrase(text: str, intent: str, facets: list[str]) -> None:
    read = wait(KeywordUnderstanding().read(text))
    assert (read.intent, [name for name, _ in read.facets]) == (intent, facets)
    assert read.engine == "keywords"


def test_the_servers_answer_becomes_a_reading() -> None:
    parsed = {
        "intent_ranking": [{"name": "consultar_tramite", "confidence": 0.9}, {"name": "pqrsd", "confidence": 0.1}],
        "facets": [{"name": "costo", "confidence": 0.8}, {"name": "tiempo", "confidence": 0.7}],
        "clauses": ["cuanto vale", "cuanto se demora"],
    }
    read = reading(parsed)
    assert (read.intent, read.confidence) == ("consultar_tramite", 0.9)
    assert [name for name, _ in read.facets] == ["costo", "tiempo"]


def test_a_server_that_is_not_there_is_said_plainly() -> None:
    async def ask() -> None:
        client = NluUnderstanding("http://127.0.0.1:9", "x", timeout=1)
        try:
            await client.read("hola")
        finally:
            await client.close()

    with pytest.raises(ComprensionNoDisponibleError):
        asyncio.run(ask())


def test_the_breaker_rests_from_a_server_that_is_down_and_tries_again() -> None:
    time = [0.0]
    main, spare = Down(), Scripted({"hola": HELLO})
    breaker = Breaker(main, spare, now=lambda: time[0])
    for _ in range(10):
        assert wait(breaker.read("hola")) is HELLO
    assert main.asked == FAILURES_TO_OPEN
    for _ in range(20):
        time[0] += LONGEST_REST_S + 1
        wait(breaker.read("hola"))
    assert main.asked == FAILURES_TO_OPEN + 20


def test_the_breaker_recovers_by_itself() -> None:
    time = [0.0]
    comes_back: list[Reading] = []

    class Sometimes:
        async def read(self, text: str) -> Reading:
            if not comes_back:
                raise ComprensionNoDisponibleError("cargando")
            return comes_back[0]

    spare = Scripted({"hola": HELLO})
    breaker = Breaker(Sometimes(), spare, now=lambda: time[0])
    for _ in range(FAILURES_TO_OPEN):
        wait(breaker.read("hola"))
    comes_back.append(Reading({"despedida": 1.0}))
    time[0] += 2
    asked = spare.asked
    assert wait(breaker.read("hola")).intent == "despedida"
    assert wait(breaker.read("hola")).intent == "despedida"
    assert spare.asked == asked
