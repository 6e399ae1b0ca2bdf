"""The plan de acción as citizens ask for it, over the real plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from actions.plan.entender import topic
from actions.render import plain
from actions.turn import Outcome, Reply
from actions.understanding.contract import Reading
from municipio.datos.carpeta import leer_carpeta
from municipio.plan import vencimientos
from municipio.plan.busqueda import acciones_de
from municipio.plan.registro import Plan
from municipio.plan.servicio import adoptar
from tests.actions import test_textos
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.conftest import ROOT

LIMIT = 4_096
READ = leer_carpeta(ROOT / "data").municipios
PLANS: dict[str, Plan] = {slug: leido.plan for slug, leido in READ.items() if leido.plan is not None}
every_plan = pytest.mark.parametrize("slug", sorted(PLANS))
PARTS = ["general", "objetivos", "fases", "acciones", "vence", "quien", "seguimiento"]
PERSONAL = re.compile(r"\b3\d{9}\b|\b\d{7}\b|\b(?:don|doña|sr|sra|ing|dra?)\.? [A-ZÁÉÍÓÚ]", re.IGNORECASE)
"""A mobile phone, a landline of 2008, a person with a title: nothing that an action may say."""


class Asking(dict[str, Reading]):
    """Whatever is said asks for the plan."""

    def get(self, key: str, default: object = None) -> Reading:
        return Reading({"consultar_plan": 0.97, "consultar_tramite": 0.03})


def talking(talks: Talks, slug: str = "alvarado", **who: object) -> Talk:
    return talks.new(Asking(), municipio=slug, **who)


def readopt(talk: Talk, slug: str, day: date, hasta: date | None = None) -> None:
    with talk.database.write() as session:
        adoptar(session, slug, day, hasta, FRIDAY)


def labels(reply: Reply) -> list[str]:
    return [button.text for row in reply.buttons for button in row]


def everything(talk: Talk, slug: str) -> Iterator[tuple[str, Reply]]:
    """Every reply that a button of the plan can bring."""
    seen, ahead = set[str](), ["plan", *(f"plan:{part}" for part in PARTS)]
    ahead += [f"plan:a:{accion.clave}" for accion in PLANS[slug].acciones]
    while ahead:
        data = ahead.pop()
        if data in seen:
            continue
        seen.add(data)
        reply = talk.presses_old(data)
        yield data, reply
        ahead += [b.data for row in reply.buttons for b in row if b.data.startswith("plan")]


def test_every_municipality_has_its_plan() -> None:
    assert sorted(PLANS) == sorted(READ)


@every_plan
@pytest.mark.parametrize("again", [False, True])
def test_all_of_it_is_short_well_formed_and_names_nobody(talks: Talks, slug: str, again: bool) -> None:
    talk = talking(talks, slug)
    if again:
        readopt(talk, slug, date(2026, 11, 3))
    phones = set(re.findall(r"\d{7,}", plain(talk.says("contacto").text)))
    for data, reply in everything(talk, slug):
        text = plain(reply.text)
        assert len(text) <= LIMIT, data
        test_textos._well_formed(reply, data)
        office = data.startswith("plan:seguimiento")
        assert office or not PERSONAL.search(text), (data, PERSONAL.search(text))
        assert office or not any(phone in text for phone in phones), data
        assert all(0 < len(b.data.encode()) <= 64 for row in reply.buttons for b in row), data


@every_plan
def test_every_action_is_reached_from_the_list_and_its_card_tells_all(talks: Talks, slug: str) -> None:
    talk = talking(talks, slug)
    cards = {d: r for d, r in everything(talk, slug) if d.startswith("plan:a:")}
    names = {cargo.clave: cargo.nombre for cargo in PLANS[slug].cargos}
    for accion in PLANS[slug].acciones:
        text = plain(cards[f"plan:a:{accion.clave}"].text)
        assert accion.nombre in text
        for told in (*accion.beneficios, *(i.nombre for i in accion.indicadores)):
            assert told in text, accion.clave
        assert all(names[clave] in text for clave in accion.responsables), accion.clave
        assert "Cuándo" in text, accion.clave


@every_plan
def test_an_action_is_found_by_its_own_name(slug: str) -> None:
    for accion in PLANS[slug].acciones:
        assert acciones_de(PLANS[slug], accion.nombre)[0].clave == accion.clave


@every_plan
def test_every_part_can_be_typed(talks: Talks, slug: str) -> None:
    talk = talking(talks, slug)
    for part, said in [
        ("Visión", "cuál es la visión del plan"),
        ("Objetivo del plan", "los objetivos especificos cuales son"),
        ("Fases de Gobierno en Línea", "¿Cuándo vence la fase de transacción?"),
        ("Acciones del plan", "lista de acciones"),
        ("Qué vence en los próximos 30 días", "qué vence este mes"),
        ("Quién responde por el plan", "quien es el responsable"),
        ("Seguimiento y rendición de cuentas", "¿Cuándo es la rendición de cuentas?"),
    ]:
        talk.state.extra["options"] = []
        assert part in plain(talk.says(said).text), said


def test_the_dates_of_the_original_plan_are_told_as_over(talks: Talks) -> None:
    text = plain(talking(talks, "landazuri").says("fechas de las fases").text)
    assert "van de 2008 a 2012 y ya pasaron" in text
    assert "1 de diciembre de 2010" in text
    assert "Con la nueva adopción" not in text
    assert "No hay nada por vencer" in plain(talking(talks, "landazuri").says("qué vence este mes").text)


def test_what_was_adopted_again_has_new_dates(talks: Talks) -> None:
    talk = talking(talks, "landazuri")
    readopt(talk, "landazuri", date(2027, 1, 4))
    assert "rige desde el 4 de enero de 2027" in plain(talk.says("resumen del plan").text)
    talk.now = datetime(2027, 1, 18, 15, tzinfo=UTC)
    assert "lo volvió a adoptar el 4 de enero de 2027" in plain(talk.says("resumen del plan").text)
    assert "Con la nueva adopción: 1 de diciembre de 2028" in plain(talk.says("fechas de las fases").text)
    due = plain(talk.says("qué vence este mes").text)
    assert "Vence el viernes 29 de enero" in due
    assert "Responde: Designados por el Comité GEL-T" in due


def test_what_comes_due_is_told_in_order_and_by_pages(talks: Talks) -> None:
    talk = talking(talks, "landazuri", now=datetime(2027, 1, 18, 15, tzinfo=UTC))
    readopt(talk, "landazuri", date(2027, 1, 4))
    first = talk.says("qué vence pronto")
    assert "(parte 1 de " in plain(first.text)
    second = talk.says("ver más")
    assert "(parte 2 de " in plain(second.text)
    assert "Vence" in second.text
    assert plain(talk.says("volver").text) == plain(first.text)


def test_who_answers_for_something(talks: Talks) -> None:
    text = plain(talking(talks, "landazuri").says("¿quién responde por la conectividad?").text)
    assert "Responden: Comité GEL-T; Alcalde Municipal; Secretarios." in text
    assert "ofimática" not in text


@pytest.mark.parametrize(
    ("slug", "said", "clave"),
    [
        ("landazuri", "responsable de la capasitacion de los funsionarios", "capacitacion-ofimatica"),
        ("landazuri", "accion manual de funciones, para cuando es", "manual-funciones"),
        ("alvarado", "en que parte del plan sale lo del archivo historico", "archivo-historico"),
        ("alvarado", "La meta de los diez puntos de internet, ¿se cumplió?", "puntos-de-internet"),
        ("alvarado", "los talleres del sena de q habla el plan ya se hicieron", "talleres-sena"),
        ("alvarado", "ya esta listo el documento del empalme con la otra administracion", "empalme"),
    ],
)
def test_the_action_that_is_named_is_told(talks: Talks, slug: str, said: str, clave: str) -> None:
    name = next(a.nombre for a in PLANS[slug].acciones if a.clave == clave)
    reply = talking(talks, slug).says(said)
    assert reply.outcome is Outcome.ANSWER
    assert name in plain(reply.text)


def test_how_far_it_has_come_is_not_made_up(talks: Talks) -> None:
    said = "en que va lo de los talleres del sena"
    assert "Aquí no llevo cuánto se ha cumplido" in plain(talking(talks).says(said).text)
    assert "Aquí no llevo cuánto se ha cumplido" in plain(talking(talks).says("como va el plan").text)


def test_how_far_it_has_come_is_counted_once_it_is_followed(talks: Talks) -> None:
    talk = talking(talks)
    readopt(talk, "alvarado", FRIDAY.date())
    with talk.database.write() as session:
        vencimientos.proyectar(session, "alvarado", PLANS["alvarado"], FRIDAY.date())
        done = next(row for row in vencimientos.abiertos(session, "alvarado") if row.vence.year == FRIDAY.year)
        vencimientos.cerrar(done, FRIDAY)
        name = done.nombre
    text = plain(talk.says("como va el plan").text)
    assert "Cómo va este semestre" in text
    assert re.search(r"Cumplidas: 1; en curso: 0; por vencer: \d+; vencidas: 0\.", text)
    assert "Cumplidas: 1" in plain(talk.says(f"en que va lo de {name}").text)


def test_that_one_is_the_action_told_last(talks: Talks) -> None:
    talk = talking(talks)
    talk.says("los talleres del sena")
    assert "Incluir el sitio web" in plain(talk.says("y esa quién la maneja").text)


def test_who_answers_for_what_is_not_in_the_plan(talks: Talks) -> None:
    text = plain(talking(talks).says("quién es el responsable de la gallera").text)
    assert "No encontré en el plan la acción por la que pregunta" in text
    assert "No encontré" not in plain(talking(talks).says("quien es el responsable").text)


def test_what_a_post_has_to_do(talks: Talks) -> None:
    text = plain(talking(talks, "landazuri").says("q le toca hacer a control interno en el plan").text)
    assert text.startswith("Oficina de Control Interno")
    assert "1. Capacitar en ofimática" in text


@pytest.mark.parametrize("said", ["quienes hacen parte del comite gel t del municipio", "q es el comite gelt"])
def test_who_is_in_the_committee(talks: Talks, said: str) -> None:
    text = plain(talking(talks, "canton-san-pablo").says(said).text)
    assert "Lo forman: Alcalde Municipal; Director Administrativo" in text


def test_themes_pages_and_back_can_be_typed(talks: Talks) -> None:
    talk = talking(talks)
    told = [plain(talk.says(said).text).splitlines()[0] for said in ("acciones", "1", "3", "volver", "volver")]
    assert told == [
        "Acciones del plan, por tema",
        "Procedimientos de actualización del sitio web",
        "Crear el archivo histórico en medio magnético de cada dependencia",
        "Procedimientos de actualización del sitio web",
        "Acciones del plan, por tema",
    ]


def test_the_actions_of_a_post_have_pages(talks: Talks) -> None:
    talk = talking(talks)
    talk.says("quien es el responsable")
    assert "(parte 1 de 2)" in plain(talk.says("comité gel-t").text)
    assert "(parte 2 de 2)" in plain(talk.says("ver más").text)
    assert "(parte 1 de 2)" in plain(talk.says("volver").text)


@pytest.mark.parametrize("data", ["plan:a:no-existe", "plan:tema:99:0", "plan:tema:x:0", "plan:c:nadie:0", "plan:zzz"])
def test_an_old_button_is_answered(talks: Talks, data: str) -> None:
    reply = talking(talks).presses_old(data)
    assert reply.outcome is Outcome.ANSWER
    assert labels(reply)


def test_the_command(talks: Talks) -> None:
    assert "Plan de Acción de Gobierno en Línea" in plain(talks.new({}).says("/plan").text)


def test_what_the_plan_says_is_escaped(talks: Talks) -> None:
    talk = talking(talks)
    catalogo = talk.padron.catalogo("alvarado")
    plan = PLANS["alvarado"]
    hostile = plan.acciones[0].model_copy(update={"nombre": "Red <b> & «wifi»"})
    object.__setattr__(catalogo, "plan", plan.model_copy(update={"acciones": [hostile, *plan.acciones[1:]]}))
    text = talk.presses_old(f"plan:a:{hostile.clave}").text
    assert "Red &lt;b&gt; &amp; «wifi»" in text


def test_a_municipality_without_a_plan_says_so(talks: Talks) -> None:
    talk = talking(talks)
    object.__setattr__(talk.padron.catalogo("alvarado"), "plan", None)
    for said in ("qué dice el plan", "/plan"):
        assert "Todavía no tengo el plan de acción de Alvarado" in plain(talk.says(said).text)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("¿Qué fase sigue?", "fases"),
        ("cuando rinda cuentas el alcalde se le pueden hacer preguntas", "seguimiento"),
        ("el informe de avance de junio ya lo subieron", "seguimiento"),
        ("miembros del comité gel t", "comite"),
        ("quien es el encargado de la accion de conectividad", "quien"),
        ("que acciones le tocan al secretario de planeacion", "cargo"),
        ("cuales actividades del plan terminan este mes", "vence"),
        ("cronograma del plan", "vence"),
        ("¿Cuáles metas están atrasadas?", "avance"),
        ("pa q sirve el plan d accion ese", "objetivos"),
        ("¿Cuándo acaba el plan?", "general"),
        ("¿Hasta cuándo es el plan de acción?", "general"),
        ("acciones del plan", "acciones"),
        ("que dice de conectividad", None),
    ],
)
def test_what_is_asked_about_the_plan(said: str, expected: str | None) -> None:
    assert topic(said) == expected
