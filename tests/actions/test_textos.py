"""Cheap checks that keep the texts plain: *usted*, whole sentences, clear buttons, nothing told by a sign alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.context import Context
from actions.decision import Decision
from actions.render import plain, texts
from actions.routes import INTENTS
from actions.tramites.consultar import answer
from actions.turn import Reply, State, Turn
from actions.understanding.contract import Reading
from municipio.datos.carpeta import leer_carpeta
from municipio.encuestas.claves import Claves
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.conftest import ROOT

ACTIONS = ROOT / "actions"
TEMPLATES = sorted(ACTIONS.rglob("*.html.j2"))
LONGEST_LABEL = 30
CUT_OFF = 45
"""A phone cuts longer buttons: the whole of them must stand in the text too."""

TUTEO = re.compile(
    r"\b(tú|tu|tus|ti|contigo|te|eres|estás|tienes|puedes|quieres|debes|necesitas|sabes|haces|vas|escribes|"
    r"escribe|escríbeme|dime|cuéntame|pregúntame|elige|toca|pulsa|haz|acércate|aléjate)\b",
    re.IGNORECASE,
)
"""Forms that only *tú* has (those that *usted* or a noun share, such as «pregunta», are left to whoever reads)."""
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"«[^»]*»")
ODD = re.compile(r"(?<!\.)\.\.(?!\.)|[^\n ] {2,}|,,|;;|::| [,;:.!?]|\.[,;:]|\(\s|\s\)|\(\)|[!?]\.|\bNone\b|\n{3}|_")
"""What slips in when a template joins pieces. `_` is a raw key of the data."""
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|www\.\S+|/\w+")
ENDS = (".", "?", "!", ":", "»", "»)", "…")
INFINITIVE = re.compile(r"^(?:que|\w+[aei]r(?:l[aeo]s?|se)?)\b", re.IGNORECASE)
"""«Entregar los papeles», «Que haya pagado»: nobody is being told anything."""
FREE_LINE = re.compile(r"^(\d+\. |Dirección: |Teléfono: |Correo: |Página: |Redes: |Lo atiende: |• «)")
"""Lines that are not sentences: choices of a list, addresses, examples."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ACTIONS)))
def test_no_template_says_tu(template: Path) -> None:
    text = QUOTED.sub("", CODE.sub(" ", template.read_text(encoding="utf-8")))
    assert not (found := TUTEO.search(text)), found


def test_no_short_text_says_tu() -> None:
    for text in _strings({name: texts()[name] for name in ("facetas", "botones", "audiencias")}):
        assert not TUTEO.search(text), text


def test_labels_are_short_different_and_made_of_words() -> None:
    labels = [*texts()["botones"].values(), *(facet["boton"] for facet in texts()["facetas"].values())]
    assert len(set(labels)) == len(labels)
    for label in labels:
        assert len(label) <= LONGEST_LABEL, label
        assert re.fullmatch(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]*(,? [a-záéíóúñ0-9]+)*", label), label


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - {"consultar_tramite"}))
def test_every_intent_is_answered_in_good_form(talks: Talks, intent: str) -> None:
    for slug in talks.new().padron.slugs:
        talk = talks.new({"x": Reading({intent: 0.95, "consultar_tramite": 0.05})}, municipio=slug)
        _well_formed(talk.says("x"), intent)


@pytest.mark.parametrize(
    "lines",
    [
        ("/start",),
        ("/tramites", "1", "ver más"),
        ("/tramites", "1", "más", "volver", "2", "más preguntas", "1"),
        ("/tramites", "ver por oficina", "1"),
        ("cambiar de municipio",),
        ("/contacto",),
        ("/ayuda",),
        ("/privacidad",),
        ("/municipio",),
        ("/preguntas",),
        ("el lunes atienden?",),
        ("hoy atienden?",),
        ("el sabado atienden?",),
        ("atienden los festivos",),
        ("a que hora abre el sisben",),
        ("telefono de la comisaria",),
        ("me quiero matar",),
        ("se esta quemando la casa",),
    ],
    ids="; ".join,
)
def test_what_is_usually_said_is_answered_in_good_form(talks: Talks, lines: tuple[str, ...]) -> None:
    for slug in talks.new().padron.slugs:
        talk: Talk = talks.new(municipio=slug)
        for line in lines:
            _well_formed(talk.says(line), line)


def test_every_facet_of_every_ficha_is_told_in_good_form(talks: Talks, tmp_path: Path) -> None:
    padron = talks.new().padron
    decision = Decision("tramite", "consultar_tramite", 1.0)
    for slug in padron.slugs:
        catalogo = padron.catalogo(slug)
        with talks.new().database.read() as session:
            ctx = Context(Turn("t", FRIDAY, slug), State(), session, padron, Claves(tmp_path), slug, decision)
            for ficha in catalogo.fichas.values():
                for facet in catalogo.etiquetas.facetas:
                    reply = answer(ctx, ficha, (facet,))
                    _well_formed(reply, f"{ficha.slug} {facet}")
                    assert plain(reply.text).lower().count("por confirmar") <= 1, (ficha.slug, facet)


def test_what_is_to_be_done_is_told_to_usted() -> None:
    """Moments and what is done in them are read aloud one after the other: whole sentences, none without a person."""
    read = leer_carpeta(ROOT / "data")
    own = [leida for town in read.municipios.values() for leida in town.fichas.values()]
    for leida in (*read.fichas.values(), *own):
        for momento in leida.ficha.momentos:
            done = [accion.nombre for accion in momento.acciones if accion.tipo not in ("documento", "formulario")]
            for told in (momento.titulo, *done):
                assert told[0].isupper(), (leida.ficha.slug, told)
                assert not INFINITIVE.match(told), (leida.ficha.slug, told)


def _told(talks: Talks, slug: str, facet: str) -> str:
    return plain(talks.new().presses_old(f"t:{slug}:{facet}").text)


def test_what_the_alcaldia_checks_is_no_paper_to_bring(talks: Talks) -> None:
    told = _told(talks, "conexion-servicios", "requisitos")
    _, checked = told.split("Usted no tiene que llevar papel:\n")
    assert checked.startswith("• Licencia de construcción. Solo si la oficina la exige para su caso.")
    assert "Usted no tiene que llevar papel" not in _told(talks, "concepto-sanitario", "requisitos")


def test_steps_tell_what_is_noted_about_them(talks: Talks) -> None:
    told = _told(talks, "certificado-discapacidad", "pasos")
    assert "Si no se puede mover, pregunte por la valoración en la casa." in told
    assert told.count("toque o escriba «requisitos»") == 1


def test_who_does_it_is_told_once(talks: Talks) -> None:
    told = _told(talks, "otra-cedula", "resumen")
    assert told.count("la alcaldía. Las da la Registraduría.") == 1
    assert "Lo atiende: Registraduría Nacional del Estado Civil." in told
    assert "Esto no lo hace la alcaldía" not in told
    assert "Esto no lo hace la alcaldía" in _told(talks, "otra-cedula", "costo")


def test_an_exception_says_when_it_is_not_needed(talks: Talks, tmp_path: Path) -> None:
    padron = talks.new().padron
    ficha = padron.catalogo("alvarado").fichas["licencia-construccion"]
    with talks.new().database.read() as session:
        decision = Decision("tramite", "consultar_tramite", 1.0)
        ctx = Context(Turn("t", FRIDAY, "alvarado"), State(), session, padron, Claves(tmp_path), "alvarado", decision)
        told = plain(answer(ctx, ficha, ("requisitos",)).text)
    assert "No hace falta si el dueño hace el trámite en persona." in told


def _well_formed(reply: Reply, what: str) -> None:
    text = plain(reply.text)
    bare = ADDRESS.sub("dirección", text)
    assert not (odd := ODD.search(bare)), (what, odd)
    for line in bare.splitlines():
        assert not line or re.search(r"\w", line), (what, line)
    for line in reply.text.splitlines():
        words = plain(line).strip()
        title = line.startswith("<b>") or not words
        assert title or FREE_LINE.match(words) or words.endswith(ENDS) or ADDRESS.search(words), (what, line)
    labels = [b.text for row in reply.buttons for b in row]
    assert len(set(labels)) == len(labels), (what, labels)
    assert all(len(label) <= CUT_OFF or label in text for label in labels), (what, labels)
    assert all(re.search(r"[^\W\d_]{2}", label) for label in labels), (what, labels)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    else:
        yield str(value)
