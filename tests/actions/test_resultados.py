"""`/resultados` in the chat: who sees them, a survey, a question with its picture, comments, files, publishing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from actions.render import plain
from municipio.avisos.modelo import Aviso, Carril
from municipio.db.engine import Database
from municipio.encuestas.modelo import Campana, EstadoCampana, Participante, Resultado
from municipio.encuestas.publicar import direccion
from municipio.personas.modelo import Chat, Rol
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.test_botones import labels
from tests.encuestas.campanas import NOVEMBER, campana
from tests.encuestas.datos import Hoja, encuesta, pregunta

SURVEY = encuesta(pregunta("p", opciones="abc"), pregunta("t", tipo="texto"), titulo="Su opinión sobre la página")
WORDS = ["Muy bien", "La señora Rosalba no atiende", "Falta el horario", "Más cursos", "Pongan el teléfono"]


def sheets() -> list[Hoja]:
    said = [{"t": {"texto": text}} for text in WORDS] + [{} for _ in range(32)]
    chose = ["a"] * 20 + ["b"] * 10 + ["c"] * 7
    return [{"p": {"opciones": [one]}, **text} for one, text in zip(chose, said, strict=True)]


def held(database: Database, estado: EstadoCampana = EstadoCampana.CERRADA) -> int:
    with database.write() as session:
        return campana(session, "alvarado", SURVEY, sheets(), estado=estado).id


@pytest.fixture
def coordinator(talks: Talks) -> Talk:
    """Whoever looks at the results of a survey that closed."""
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}))
    held(talk.database)
    return talk


def test_a_citizen_does_not_see_them(talks: Talks) -> None:
    talk = talks.new()
    held(talk.database)
    assert "la coordinación y Control Interno" in talk.says("/resultados").text
    assert "la coordinación y Control Interno" in talk.presses_old("resultados:1:q:0").text


def test_without_surveys_it_says_how_to_begin(talks: Talks) -> None:
    assert "/encuesta" in talks.new(roles=frozenset({Rol.COORDINADOR})).says("/resultados").text


def test_from_the_list_to_the_turnout_and_to_a_question_with_its_picture(coordinator: Talk) -> None:
    listed = coordinator.says("/resultados")
    assert "1. Su opinión sobre la página. Cerró: resultados definitivos." in plain(listed.text)
    card = coordinator.says("1")
    assert "Respondieron todo: 37" in plain(card.text)
    assert "Respondió quien quiso" in card.text
    assert [file.maker for file in card.attachments] == ["encuestas.grafica"]
    coordinator.presses("Pregunta por pregunta")
    question = coordinator.says("1")
    assert "Opción A: 20 personas, 54 %" in plain(question.text)
    assert "Respondieron esta pregunta 37 personas." in question.text
    assert question.text.count("Del 3 de noviembre de 2026 al 17 de noviembre de 2026. Respondió quien quiso: no") == 1
    assert question.attachments[0].params == {"municipio": "alvarado", "campana": 1, "pregunta": 0}
    following = coordinator.says("siguiente pregunta")
    assert "Escribieron un comentario 5 personas." in following.text
    assert following.attachments == ()


def test_an_open_survey_is_provisional_and_has_no_files_nor_comments(talks: Talks) -> None:
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}))
    number = held(talk.database, EstadoCampana.EN_CURSO)
    assert "resultados provisionales" in talk.says("/resultados").text
    card = talk.presses_old(f"resultados:{number}")
    assert labels(card) == ["Pregunta por pregunta", "Volver"]
    for what in ("archivos", "comentarios", "publicar", "cambios"):
        assert labels(talk.presses_old(f"resultados:{number}:{what}")) == labels(card)
    question = plain(talk.presses_old(f"resultados:{number}:q:0").text)
    assert "cerca del" in question
    assert "Del 3 de noviembre de 2026 al 17 de noviembre de 2026. Respondió quien quiso" in question
    assert "personas," not in question


def test_the_campaign_leads_to_its_results_once_there_is_something_to_see(talks: Talks) -> None:
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}))
    with talk.database.write() as session:
        few = campana(session, "alvarado", SURVEY, sheets()[:19], estado=EstadoCampana.EN_CURSO).id
    enough, over = held(talk.database, EstadoCampana.EN_CURSO), held(talk.database)
    assert "Ver resultados" not in labels(talk.presses_old(f"encuesta:{few}"))
    for number, told in ((enough, "Respondieron o están respondiendo: 37"), (over, "Respondieron todo: 37")):
        assert labels(talk.presses_old(f"encuesta:{number}"))[0] == "Ver resultados"
        assert told in plain(talk.presses("Ver resultados").text)
        assert "Ver resultados" in labels(talk.presses_old(f"encuesta:{number}")), "also after the first look"


def test_the_comparison_says_when_each_survey_was_and_how_many_answered(talks: Talks) -> None:
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}))
    with talk.database.write() as session:
        campana(session, "alvarado", SURVEY, sheets()[:21], desde=NOVEMBER - timedelta(days=365))
        number = campana(session, "alvarado", SURVEY, sheets()).id
    talk.presses_old(f"resultados:{number}")
    told = plain(talk.presses("Comparar con la anterior").text)
    assert "Antes. Del 3 de noviembre de 2025 al 17 de noviembre de 2025: 21 personas." in told
    assert "Ahora. Del 3 de noviembre de 2026 al 17 de noviembre de 2026: 37 personas." in told


def test_comments_are_read_one_at_a_time_by_tapping_or_typing(coordinator: Talk) -> None:
    coordinator.says("/resultados")
    coordinator.says("1")
    seen = [coordinator.presses("Comentarios").text]
    seen += [coordinator.says(answer).text for answer in ("publicar", "no publicar", "publicar", "no publicar")]
    last = coordinator.presses("No publicar")
    assert [text.split("</b>")[0] for text in seen] == [f"<b>Comentario {n} de 5" for n in range(1, 6)]
    assert "Rosalba" not in "".join(seen)
    assert "Aprobó 2 de 5" in last.text
    coordinator.presses("Volver")
    assert "Lleva 2 comentarios que usted aprobó" in coordinator.presses("Página y tablas").text


def test_the_files_are_a_page_and_two_tables(coordinator: Talk) -> None:
    coordinator.says("/resultados")
    coordinator.says("1")
    reply = coordinator.presses("Página y tablas")
    assert [(file.kind, file.maker) for file in reply.attachments] == [
        ("document", "encuestas.pagina"),
        ("document", "encuestas.hoja"),
        ("document", "encuestas.hoja"),
    ]


def test_the_note_is_asked_and_kept(coordinator: Talk) -> None:
    coordinator.says("/resultados")
    coordinator.says("1")
    coordinator.presses("Qué cambió")
    assert "1.000 letras" in coordinator.says("x" * 1001).text
    assert "Pusimos el horario." in coordinator.says("Pusimos el horario.").text
    with coordinator.database.read() as session:
        assert session.get_one(Resultado, 1).cambios == "Pusimos el horario."
    coordinator.presses("Volver")
    coordinator.presses("Qué cambió")
    assert "no cambié nada" in coordinator.says("cancelar").text
    coordinator.presses("Volver")
    coordinator.presses("Qué cambió")
    assert "nombra a una persona" in coordinator.says("La señora Gladys ya contesta el correo.").text


def answered(database: Database, chats: dict[int, bool]) -> None:
    with database.write() as session:
        for chat, took_part in chats.items():
            session.add(Chat(chat_id=chat, municipio="alvarado"))
            session.add(
                Participante(campana=1, chat_id=chat, via="invitacion", turno=chat, invitado=True, participo=took_part)
            )


def test_those_who_answered_get_the_link_once(coordinator: Talk) -> None:
    answered(coordinator.database, {11: True, 12: True, 13: False, 14: True, 15: True})
    with coordinator.database.write() as session:
        session.get_one(Chat, 14).bloqueado_en = FRIDAY
        session.get_one(Chat, 15).no_molestar_en = FRIDAY
    coordinator.says("/resultados")
    coordinator.says("1")
    coordinator.presses("Ya la publiqué")
    assert "no parece la dirección" in coordinator.says("mañana la subo").text
    done = coordinator.says("www.alvarado-tolima.gov.co/resultados")
    assert "2 personas que respondieron, una sola vez" in done.text
    again = coordinator.says("/resultados publicar https://otra.gov.co/r")
    assert "No hay nadie más a quien avisarle" in again.text
    with coordinator.database.read() as session:
        rows = list(session.scalars(select(Aviso).order_by(Aviso.chat_id)))
        assert [(row.chat_id, row.carril) for row in rows] == [(11, Carril.ENCUESTA), (12, Carril.ENCUESTA)]
        assert rows[0].cuerpo is not None
        assert "https://www.alvarado-tolima.gov.co/resultados" in rows[0].cuerpo["text"]
        assert session.get_one(Campana, 1).publicada_url == "https://otra.gov.co/r"


@pytest.mark.parametrize(
    ("now", "leaves", "told"),
    [
        (FRIDAY, FRIDAY, None),
        (
            FRIDAY + timedelta(hours=12),
            FRIDAY + timedelta(days=2, hours=22),
            "lunes 23 de noviembre a las 8:00",
        ),
    ],
    ids=["in its hours", "at night"],
)
def test_the_link_leaves_in_the_days_and_hours_of_the_campaign(
    coordinator: Talk, now: datetime, leaves: datetime, told: str | None
) -> None:
    answered(coordinator.database, {11: True})
    coordinator.now = now
    text = coordinator.says("/resultados publicar https://alvarado.gov.co/r").text
    assert text.count("desde el") == (told is not None)
    assert (told or "") in text
    with coordinator.database.read() as session:
        assert session.scalars(select(Aviso.no_antes)).all() == [leaves]


def test_in_the_days_of_the_law_of_guarantees_nobody_is_written_to_about_results(coordinator: Talk) -> None:
    answered(coordinator.database, {11: True})
    coordinator.now = datetime(2027, 7, 15, 15, tzinfo=UTC)
    assert "31 de octubre de 2027" in coordinator.says("/resultados publicar https://alvarado.gov.co/r").text
    with coordinator.database.read() as session:
        assert session.scalars(select(Aviso)).all() == []
        assert session.get_one(Campana, 1).publicada_url is None


def test_the_first_comment_comes_below_and_the_next_one_in_its_place(coordinator: Talk) -> None:
    coordinator.says("/resultados")
    coordinator.says("1")
    assert not coordinator.presses("Comentarios").replaces
    assert coordinator.presses("Publicar").replaces


def test_another_municipality_and_forged_buttons_lead_to_the_list(coordinator: Talk) -> None:
    coordinator.municipio = "aguazul"
    for data in (
        "resultados:1",
        "resultados:1:q:0",
        "resultados:99",
        "resultados:x:y:z",
        "resultados:1:comentarios:a:si",
    ):
        assert "Todavía no hay encuestas con resultados" in coordinator.presses_old(data).text
    coordinator.municipio = "alvarado"
    for data in ("resultados:1:q:9", "resultados:1:q:-1", "resultados:1:nada"):
        assert "Respondieron todo: 37" in plain(coordinator.presses_old(data).text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.alvarado.gov.co/r?x=1", "https://www.alvarado.gov.co/r?x=1"),
        ("www.alvarado.gov.co", "https://www.alvarado.gov.co"),
        ("<http://a.gov.co/b>", "http://a.gov.co/b"),
        ("javascript:alert(1)", None),
        ("ftp://a.gov.co", None),
        ("hola", None),
        ("a b.co", None),
        ("https://" + "a" * 300 + ".co", None),
        ("", None),
    ],
)
def test_what_an_address_is(text: str, url: str | None) -> None:
    assert direccion(text) == url
