"""Every template is used, and finds every name that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import DictLoader, Environment

from actions import render
from actions.context import Context
from actions.render import texts
from municipio.municipios.registro import Municipio
from tests.conftest import ROOT
from tests.reglas import plantillas, repositorio

REAL = render._environment()
FACETS = repositorio.labels()["facetas"]
TEMPLATES = sorted(
    path.relative_to(ROOT / "actions").as_posix() for path in repositorio.inside("actions", suffix=plantillas.SUFFIX)
)
SOURCES = repositorio.inside("actions", "bot", "municipio", "reminders", suffix=".py")
CALLS = [call for call in plantillas.calls(SOURCES) if call.template in TEMPLATES]
TREES = {name: plantillas.parsed(REAL, name) for name in TEMPLATES}
TAKEN = {name for tree in TREES.values() for name in plantillas.includes(tree, FACETS) | plantillas.imports(tree)}
USED = {f"{name}{plantillas.SUFFIX}" for name in plantillas.texts_of(SOURCES)} | TAKEN
every_template = pytest.mark.parametrize("template", TEMPLATES)


@every_template
def test_it_compiles_with_the_filters_that_there_are(template: str) -> None:
    REAL.get_template(template)


@every_template
def test_it_is_used(template: str) -> None:
    assert template in USED


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.where} {call.template}")
def test_who_renders_it_gives_it_every_name(call: plantillas.Call) -> None:
    missing = plantillas.needed(REAL, call.template, FACETS) - call.names
    assert call.open or missing == set()


def macros() -> Iterator[str]:
    for tree in TREES.values():
        yield from plantillas.imports(tree)


@pytest.mark.parametrize("template", sorted(set(macros())))
def test_shared_pieces_need_only_their_arguments(template: str) -> None:
    assert plantillas.needed(REAL, template, FACETS) == set()


@every_template
def test_what_it_asks_of_the_municipality_the_turn_and_the_texts_exists(template: str) -> None:
    tree = TREES[template]
    assert plantillas.attributes(tree, "m") <= {*Municipio.model_fields, *dir(Municipio)}
    assert plantillas.attributes(tree, "ctx") <= set(dir(Context))
    assert plantillas.attributes(tree, "textos") <= set(texts())


def test_templates_of_other_rooms_are_named_by_their_code() -> None:
    for path in repositorio.inside("bot", "reminders", "municipio", suffix=plantillas.SUFFIX):
        name = path.name.removesuffix(plantillas.SUFFIX)
        assert any(f'"{name}' in source.read_text() or f"/{name}" in source.read_text() for source in SOURCES), name


def test_a_name_that_nobody_gives_is_found() -> None:
    loader = DictLoader(
        {
            "a": "{% for x in xs %}{% include 'b' %}{% endfor %}{{ textos.si }}",
            "b": "{{ x }} {{ y }} {% include 't/' ~ facet %}",
            "t/costo": "{{ z }}",
        }
    )
    environment = Environment(loader=loader, autoescape=True)
    environment.globals["textos"] = {}
    assert plantillas.needed(environment, "a", ["costo"]) == {"xs", "y", "z", "facet"}
