"""One vocabulary: the labels of data/etiquetas.yml ⇔ routes, templates, texts and the NLU room."""

from __future__ import annotations

import re
from typing import Any

import yaml

from actions.render import texts
from actions.routes import COMMANDS, INTENTS, PRESSES
from actions.turn import Outcome
from tests.conftest import ROOT
from tests.reglas import repositorio

LABELS = repositorio.labels()
TRAMITE = "consultar_tramite"


def of_nlu(name: str) -> Any:
    return yaml.safe_load((ROOT / "nlu" / name).read_text(encoding="utf-8"))


def trained() -> set[str]:
    """The labels of the training sentences: `intent` or `intent/facet`."""
    folder = ROOT / "nlu" / "data"
    return {block["intent"] for path in folder.glob("*.yml") for block in of_nlu(f"data/{path.name}")["nlu"]}


def test_every_intent_has_an_action() -> None:
    assert set(INTENTS) == set(LABELS["intents"])


def test_commands_and_buttons_stand_for_intents() -> None:
    named = {intent for _, intent in [*COMMANDS.values(), *PRESSES.values()]}
    assert named <= set(LABELS["intents"])


def test_the_nlu_knows_the_same_intents() -> None:
    assert of_nlu("domain.yml")["intents"] == LABELS["intents"]


def test_every_intent_and_facet_has_sentences_and_no_other_label_does() -> None:
    plain = {intent for intent in LABELS["intents"] if intent != TRAMITE}
    assert trained() == plain | {f"{TRAMITE}/{facet}" for facet in LABELS["facetas"]}


def test_every_facet_has_its_template() -> None:
    for facet in LABELS["facetas"]:
        assert (ROOT / "actions" / "tramites" / f"{facet}.html.j2").is_file(), facet


def test_every_facet_has_its_texts() -> None:
    assert list(texts()["facetas"]) == LABELS["facetas"]
    assert all(set(entry) == {"boton", "titulo"} for entry in texts()["facetas"].values())


def test_outcomes_are_those_of_the_vocabulary() -> None:
    assert [outcome.value for outcome in Outcome] == LABELS["desenlaces"]


def test_every_button_text_is_used_and_exists() -> None:
    sources = "\n".join(path.read_text() for path in repositorio.inside("actions", "bot", "reminders", suffix=".py"))
    asked = set(re.findall(r"(?<!\.)(?:button|label)\(\s*\"(\w+)\"", sources))
    assert asked <= set(texts()["botones"])
    unused = {name for name in texts()["botones"] if not re.search(rf"[\"']{name}[\"']", sources)}
    assert unused == set()


def test_every_pressed_topic_has_a_route() -> None:
    sources = "\n".join(path.read_text() for path in repositorio.inside("actions", suffix=".py"))
    topics = set(re.findall(r"\b[Bb]utton\([^()]*(?:\([^()]*\)[^()]*)*, f?\"(\w+)[:\"]", sources))
    assert topics
    assert topics <= set(PRESSES)
