"""The coordinator's campaigns as conversations: the wizard by buttons and by typing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.render import plain
from actions.understanding.keywords import KeywordUnderstanding
from bot.conversation import Conversation
from municipio.avisos.modelo import Aviso
from municipio.clock import BOGOTA
from municipio.encuestas.modelo import Campana, EncuestaVersion, EstadoCampana, Hoja, Participante, Respuesta
from municipio.encuestas.plantilla import Encuesta
from municipio.tramites.modelo import MunicipioCargado
from reminders.texts import invitation
from tests.actions import opinando
from tests.actions.conftest import Talk, Talks
from tests.actions.convocatoria import TOWN, draft, row, shown
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


def test_from_the_idea_to_the_launch_by_buttons(carmen: Talk) -> None:
    assert "no hay ninguna" in carmen.says("/encuesta").text
    offered = carmen.presses("Encuesta nueva")
    assert len(labels(offered)) == 6
    first = carmen.says("1")
    assert "Así están escritas" in first.text
    for step, says in (
        ("Seguir", "¿A quién se invita?"),
        ("Zona rural (2)", "Hoy son 2."),
        ("Seguir", "¿En qué días y horas"),
        ("Lunes a sábado, 8 a 6", "¿Hasta cuándo"),
        ("En una semana", "¿Quiere un tope"),
        ("Sin tope", "Enlace abierto"),
        ("Seguir", "Prueba: así la verá la gente"),
        ("Dejar la prueba", "A quién: las personas de la zona rural."),
    ):
        assert says in shown(carmen, step), step
    summary = plain(carmen.presses_old(f"encuesta:{row(carmen).id}").text)
    assert "Invitaciones: 2." in summary
    assert "de lunes a sábado, de 8:00 a 18:00" in summary
    assert "Cierra el viernes 27 de noviembre a las 23:59." in summary
    assert "falta un minuto" in summary
    done = carmen.presses("Lanzar la encuesta")
    assert "en marcha" in done.text
    assert "2 personas" in done.text
    with carmen.database.read() as session:
        invited = set(session.scalars(select(Participante.chat_id)))
        board = session.scalars(select(Aviso).where(Aviso.clave.like("panel:%"))).one()
    assert invited == {6_000_001, 6_000_002}
    assert board.chat_id == carmen.chat_id
    assert "0 de 2" in (board.cuerpo or {})["text"]


def test_how_long_it_takes_depends_on_how_fast_messages_leave(talks: Talks, carmen: Talk) -> None:
    carmen.conversation = Conversation(carmen.padron, KeywordUnderstanding(), talks.claves, per_s=5 / 600)
    draft(carmen)
    assert "faltan unos 10 minutos" in shown(carmen, "Ver el resumen")
    carmen.presses("Lanzar la encuesta")
    assert "Faltan unos 10 minutos" in plain(carmen.presses_old(f"encuesta:{row(carmen).id}").text)


def test_the_same_by_typing(carmen: Talk) -> None:
    carmen.says("/encuesta nueva")
    title = carmen.state.extra["options"][0][2]
    carmen.says(title)
    carmen.says("cambiar el título")
    carmen.says("¿Qué tal la página de Alvarado?")
    carmen.says("seguir")
    carmen.says("solo una parte al azar")
    assert "escogidas al azar" in carmen.says("3").text
    carmen.says("seguir")
    assert "¿Hasta cuándo" in carmen.says("lunes a viernes de 9 a 5").text
    assert "¿Quiere un tope" in carmen.says("el 15 de diciembre").text
    assert "Enlace abierto" in carmen.says("2").text
    campana = row(carmen)
    summary = plain(carmen.says("ver el resumen").text)
    assert "¿Qué tal la página de Alvarado?" in summary
    assert "de lunes a viernes, de 9:00 a 17:00" in summary
    assert "15 de diciembre" in summary
    assert "Invitaciones: 2 (con un tope de 2)." in summary
    assert "en marcha" in carmen.says("lanzar la encuesta").text
    with carmen.database.read() as session:
        version = session.get_one(EncuestaVersion, session.get_one(Campana, campana.id).encuesta)
        assert version.cuerpo["titulo"] == "¿Qué tal la página de Alvarado?"
        assert version.municipio == TOWN


def test_a_question_is_written_again_and_its_options_stay(carmen: Talk) -> None:
    draft(carmen)
    before = (row(carmen).borrador or {})["preguntas"]
    carmen.presses_old(f"encuesta:{row(carmen).id}:textos:2")
    reply = carmen.says("¿Cada cuánto entra usted a la página?")
    assert "Quedó cambiado" in reply.text
    after = (row(carmen).borrador or {})["preguntas"]
    assert after[1]["texto"] == "¿Cada cuánto entra usted a la página?"
    assert after[1]["opciones"] == before[1]["opciones"]
    assert [q["clave"] for q in after] == [q["clave"] for q in before]


def test_the_number_of_a_question_chooses_it_also_after_writing_one(carmen: Talk) -> None:
    draft(carmen)
    assert "La pregunta 1 dice ahora" in carmen.says("1").text
    assert "Quedó cambiado" in carmen.says("¿Le sirvió la página este año?").text
    assert "La pregunta 11 dice ahora" in carmen.says("11").text
    carmen.presses("Cancelar")
    assert "La pregunta 2 dice ahora" in carmen.says("2").text
    carmen.presses("Cancelar")
    assert "El título dice ahora" in carmen.says("cambiar el título").text


@pytest.mark.parametrize(
    ("text", "says"), [("x" * 10_000, "Ese texto tiene 10000 letras, y caben"), ("a", "muy corto")]
)
@pytest.mark.parametrize(("place", "most"), [(0, 200), (1, 300)])
def test_a_wording_that_cannot_be_is_asked_again(carmen: Talk, place: int, most: int, text: str, says: str) -> None:
    draft(carmen)
    carmen.presses_old(f"encuesta:{row(carmen).id}:textos:{place}")
    assert (f"{says} {most}." if says.endswith("caben") else says) in carmen.says(text).text
    assert "Quedó cambiado" in carmen.says("¿Le sirvió la página este año?").text


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("hoy", "2026-11-20"),
        ("mañana", "2026-11-21"),
        ("pasado mañana", "2026-11-22"),
        ("el lunes", "2026-11-23"),
        ("el próximo viernes", "2026-11-27"),
        ("en 15 días", "2026-12-05"),
        ("en dos semanas", "2026-12-04"),
        ("el 5", "2026-12-05"),
        ("15 dic", "2026-12-15"),
        ("hasta el 15 de diciembre", "2026-12-15"),
        ("del 1 al 15", "2026-12-15"),
        ("del 1 al 15 de diciembre", "2026-12-15"),
        ("del lunes al miércoles", "2026-11-25"),
        ("15 de enero", "2027-01-15"),
        ("2026-12-15", "2026-12-15"),
    ],
)
def test_the_last_day_is_understood_as_people_write_it(carmen: Talk, text: str, closes: str) -> None:
    draft(carmen)
    carmen.presses_old(f"encuesta:{row(carmen).id}:cierre")
    reply = carmen.says(text)
    assert "tope" in reply.text, "the screen after it"
    assert row(carmen).hasta.astimezone(BOGOTA).date().isoformat() == closes


@pytest.mark.parametrize(
    ("screen", "text", "says"),
    [
        ("cierre", "el 3 de enero de 2020", "ya pasó"),
        ("cierre", "ayer", "ya pasó"),
        ("cierre", "30 de febrero", "No entendí la fecha"),
        ("cierre", "32/12", "No entendí la fecha"),
        ("cierre", "-5", "No entendí la fecha"),
        ("cierre", "navidad", "«en 15 días»"),
        ("cierre", "cuando se pueda", "No entendí la fecha"),
        ("cierre", "20 de noviembre de 2030", "un año"),
        ("horario", "de 20 a 8", "No entendí las horas"),
        ("horario", "cuando se pueda", "«lunes a sábado de 9 a 5»"),
        ("tope", "0", "mayor que cero"),
        ("tope", "muchos", "mayor que cero"),
        ("publico:muestra", "400", "No hay tantas"),
        ("publico:muestra", "-3", "mayor que cero"),
        ("publico:muestra", "3.5", "mayor que cero"),
        ("tope", "-1", "mayor que cero"),
        ("publico:nuevas", "el 1 de enero de 2027", "todavía no llega"),
        ("publico:nuevas", "siempre", "No entendí la fecha"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_changes(carmen: Talk, screen: str, text: str, says: str) -> None:
    draft(carmen)
    before = row(carmen)
    carmen.presses_old(f"encuesta:{before.id}:{screen}")
    assert says in carmen.says(text).text
    after = row(carmen)
    kept = ("hasta", "ventana", "tope", "audiencia")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_of_an_audience_of_very_few_it_is_said_that_no_answers_will_be_seen(carmen: Talk) -> None:
    draft(carmen)
    number = row(carmen).id
    assert "muy pocas personas" not in carmen.presses_old(f"encuesta:{number}").text
    carmen.presses_old(f"encuesta:{number}:publico:tema:hacienda")
    assert "muy pocas personas" in carmen.presses_old(f"encuesta:{number}").text


def test_an_audience_of_nobody_is_not_launched(carmen: Talk) -> None:
    draft(carmen)
    number = row(carmen).id
    carmen.presses_old(f"encuesta:{number}:publico:zona:urbana")
    summary = carmen.presses("Ver el resumen")
    assert "no hay a quién invitar" in summary.text
    assert "no hay a quién invitar" in carmen.presses("Lanzar la encuesta").text
    assert row(carmen).estado == EstadoCampana.BORRADOR


def test_a_theme_is_chosen_among_those_that_people_asked_about(carmen: Talk) -> None:
    draft(carmen)
    carmen.presses_old(f"encuesta:{row(carmen).id}:publico")
    themes = carmen.presses("Por tema")
    assert labels(themes)[0] == "Impuestos y pagos (1)"
    assert "Hoy es una persona." in carmen.says("impuestos y pagos").text


def test_the_preview_shows_what_people_get_and_keeps_nothing(talks: Talks, carmen: Talk) -> None:
    draft(carmen)
    campana = row(carmen)
    seen = [carmen.presses_old(f"encuesta:{campana.id}:prueba")]
    while "así termina" not in seen[-1].text:
        seen.append(carmen.presses(labels(seen[-1])[0]))
    with carmen.database.read() as session:
        assert session.scalars(select(Hoja)).all() == []
        assert session.scalars(select(Respuesta)).all() == []
    invited, notice, *questions, _ = seen
    encuesta = Encuesta.model_validate(campana.borrador)
    assert invitation(carmen.padron.catalogo(TOWN).municipio, encuesta, 1, again=False)[0] in invited.text
    assert labels(invited)[:3] == ["Empezar", "Ahora no", "No me inviten más"]
    talk, number = opinando.launched(talks, encuesta=encuesta, hasta=campana.hasta)
    assert talk.presses_old(f"opinar:{number}:si").text in notice.text
    asked = talk.presses_old(f"opinar:{number}:acepto")
    for preview in questions:
        assert asked.text.removeprefix("Anotado: Sí.").strip() in preview.text
        assert set(labels(asked)) - {"Pregunta anterior", "Seguir después"} <= set(labels(preview))
        asked = talk.says("si" if preview is questions[0] else "saltar")
    assert len(questions) == len(encuesta.preguntas)
    assert "Pregunta 1 de 8" in questions[0].text
    assert "Pregunta 8 de 8" in questions[-1].text


def test_a_draft_is_found_again_later_and_thrown_away(carmen: Talk) -> None:
    draft(carmen)
    carmen.says("hola")
    carmen.waits(days=3)
    listed = carmen.says("/encuesta")
    assert "borrador" in listed.text
    assert "Así no se puede" not in carmen.says("1").text
    assert "se borró" in carmen.presses("Borrar este borrador").text
    assert "no hay ninguna" in carmen.says("/encuesta").text


def test_a_command_leaves_the_wizard(carmen: Talk) -> None:
    draft(carmen)
    carmen.presses_old(f"encuesta:{row(carmen).id}:cierre")
    carmen.says("/ayuda")
    assert carmen.state.expects is None
    assert "No entendí la fecha" not in carmen.says("cuando se pueda").text


def test_a_draft_asks_for_the_veredas_that_the_municipality_has(talks: Talks, carmen: Talk) -> None:
    names = ["La Loma", "El Filo", "Agua Clara"]
    with carmen.database.write() as session:
        town = session.get_one(MunicipioCargado, TOWN)
        town.cuerpo = {**town.cuerpo, "veredas": names}
    talk = talks.new(roles=carmen.roles)
    talk.says("/encuesta nueva")
    talk.says("5")
    asked = Encuesta.model_validate(row(talk).borrador).pregunta("vereda")
    assert asked is not None
    assert [place.texto for place in asked.alternativas] == names


def test_the_state_keeps_no_draft(carmen: Talk) -> None:
    draft(carmen)
    carmen.presses_old(f"encuesta:{row(carmen).id}:textos:1")
    assert carmen.state.extra["encuesta"] == [row(carmen).id, "textos:1"]


def test_every_screen_is_well_formed_and_fits_a_phone(carmen: Talk) -> None:
    draft(carmen)
    number = row(carmen).id
    for name in ("textos", "textos:0", "publico", "publico:tema", "publico:nuevas", "publico:muestra", "horario",
                 "cierre", "tope", "enlace", "prueba", "prueba:99", "nada"):  # fmt: skip
        reply = carmen.presses_old(f"encuesta:{number}:{name}")
        _well_formed(reply, name)
        assert all(len(button.data.encode()) <= 64 for line in reply.buttons for button in line)
    for data in ("lanzar", "pausar", "reanudar", "enlace", "cerrar"):
        _well_formed(carmen.presses_old(f"encuesta:{number}:{data}"), data)
