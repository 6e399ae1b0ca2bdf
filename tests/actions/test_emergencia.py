"""The safety net: what it must hear, what it must not, and that no text can make it slow."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from actions.emergencia.peligro import Danger
from municipio.datos.carpeta import leer_vocabulario
from municipio.datos.emergencias import Emergencias, como_suena, expresion
from tests.actions.dichos import TALK
from tests.actions.gritos import BOTH, CRIES, KINDS
from tests.conftest import ROOT

LARGEST = 16_384
LONGEST = 115
MISSPELT = [
    ("me pego mi marido", "me PEGÓÓÓ mi marido"),
    ("auxilio por favor", "ausiliooo por fabor"),
    ("hay un incendio", "ay un insendio"),
    ("necesito una ambulancia", "nesesito una anbulansia"),
    ("se llevo la creciente a mi hijo", "se yevo la cresiente a mi ijo"),
    ("mi mujer me pega", "mi muger me pega"),
    ("me esta siguiendo", "me esta sigiendo"),
    ("niño", "nino"),
    ("quiero", "kiero"),
]


@pytest.fixture(scope="module")
def emergencias() -> Emergencias:
    return leer_vocabulario(ROOT / "data")[1]


@pytest.fixture(scope="module")
def danger(emergencias: Emergencias) -> Danger:
    return Danger(emergencias)


def sentences(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The examples of a training file, with their intent and without their marks of entities."""
    found = []
    for block in document["nlu"]:
        for line in block.get("examples", "").splitlines():
            text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line.strip().removeprefix("- "))
            found.append((block.get("intent", ""), text))
    return found


def training() -> list[tuple[str, str]]:
    files = sorted((ROOT / "nlu" / "data").glob("*.yml"))
    return [pair for file in files for pair in sentences(yaml.safe_load(file.read_text("utf-8")))]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return list(itertools.chain.from_iterable(map(texts, inner)))


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_danger(danger: Danger, text: str, kind: str) -> None:
    assert kind in danger.kinds(text)


def test_cries_for_help_are_heard(danger: Danger) -> None:
    assert [text for text in CRIES if not danger.kinds(text)] == []


def test_a_cry_is_heard_next_to_a_tramite_or_a_figure_of_speech(danger: Danger) -> None:
    assert [text for text in BOTH if not danger.kinds(text)] == []


def test_everyday_talk_and_figures_of_speech_are_silent(danger: Danger) -> None:
    assert [(text, kinds) for text in TALK if (kinds := danger.kinds(text))] == []


def test_the_ordinary_sentences_of_the_training_are_almost_all_silent(danger: Danger) -> None:
    """Hundreds of them are written with words of danger on purpose: some false alarms are the price of the net."""
    ordinary = [text for intent, text in training() if intent != "emergencia"]
    for file in sorted((ROOT / "data" / "catalogo").glob("*.yml")):
        ordinary += texts(yaml.safe_load(file.read_text("utf-8")).get("ejemplos") or [])
    assert len(ordinary) > 5_000
    alarms = [text for text in ordinary if danger.kinds(text)]
    assert len(alarms) <= 0.005 * len(ordinary), alarms


def test_a_third_of_the_emergencies_of_the_training_are_heard_without_the_model(danger: Danger) -> None:
    """Most of them are told sideways, for the model; the net is for those that say it."""
    emergencies = [text for intent, text in training() if intent == "emergencia"]
    assert sum(bool(danger.kinds(text)) for text in emergencies) >= len(emergencies) / 3


def test_only_the_figure_of_speech_is_taken_out(danger: Danger) -> None:
    assert danger.kinds("me muero de la risa") == []
    assert danger.kinds("yo me muero de la pena pero mi marido me pegó") == ["mujer"]


@pytest.mark.parametrize(("right", "wrong"), MISSPELT)
def test_misspellings_sound_the_same(right: str, wrong: str) -> None:
    assert como_suena(right) == como_suena(wrong)


def test_every_phrase_compiles_and_a_person_can_read_it(emergencias: Emergencias) -> None:
    phrases = [*itertools.chain.from_iterable(emergencias.senales.values()), *emergencias.no_son]
    for phrase in phrases:
        re.compile(expresion(phrase.removeprefix("="), emergencias.grupos))
    assert [phrase for phrase in phrases if len(phrase) > LONGEST] == []
    assert (ROOT / "data" / "emergencias.yml").stat().st_size <= LARGEST
    assert list(emergencias.senales) == list(emergencias.patrones)


@pytest.mark.parametrize("phrase", ["", "(me|nos", "me) pega", "me {nadie} pega", "me +pega", "~? pega", "me .* pega"])
def test_a_phrase_that_is_not_understood_is_told_when_the_file_is_read(phrase: str) -> None:
    with pytest.raises(ValidationError):
        Emergencias(lineas=[], senales={"todo": [phrase]})


def test_the_language_of_the_phrases() -> None:
    danger = Danger(
        Emergencias(
            lineas=[],
            relleno="por favor",
            grupos={"casa": "casa|ranch*"},
            senales={
                "gap": ["uno ~ dos"],
                "group": ["mi {casa} arde"],
                "alone": ["= auxilio"],
                "maybe": ["ay (mi|su)? pie"],
            },
        )
    )
    for text, kinds in [
        ("uno dos", ["gap"]),
        ("uno a b c dos", ["gap"]),
        ("uno a b c d dos", []),
        ("mi ranchito arde", ["group"]),
        ("mi casita arde", []),
        ("por favor auxilio por favor", ["alone"]),
        ("auxilio funerario", []),
        ("ay pie", ["maybe"]),
        ("ay mi pie", ["maybe"]),
        ("ay el pie", []),
        ("muno dos", []),
        ("uno doscientos", []),
    ]:
        assert danger.kinds(text) == kinds, text


def test_no_text_is_read_beyond_its_beginning_and_no_gap_is_open(emergencias: Emergencias, danger: Danger) -> None:
    """What makes a text slow is an unbounded repetition of words: there is none, and the text is cut."""
    assert danger.kinds("x " * 600 + "me pegó mi marido") == []
    assert danger.kinds("me pegó mi marido " + "x " * 50_000) == ["mujer"]
    assert danger.kinds("me " * 50_000) == []
    assert emergencias.figuras
    for pattern in [*emergencias.patrones.values(), emergencias.figuras]:
        assert not re.search(r"\)[*+]|\.[*+]|\{\d+,\}", pattern.pattern)
        assert set(re.findall(r"\{[^}]*\}", pattern.pattern)) <= {"{0,3}", "{0,8}"}


def test_the_phrases_are_compiled_once_per_reading_of_the_file(emergencias: Emergencias) -> None:
    assert emergencias.patrones is emergencias.patrones
    assert Danger(emergencias)._signals is Danger(emergencias)._signals
