"""Whole talks through the simulated Telegram: what the person does, what she reads."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot.simulator.handle import SimulatorHandle
from municipio.avisos.modelo import Aviso
from municipio.conversaciones.modelo import Conversacion
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from municipio.personas.modelo import Chat
from municipio.settings import Settings
from tests.telegram.evidencias import wait_until
from tests.telegram.fakes import BotBeside, Breaks, Slow, load_data, settings_for

ASKS = "qué necesito para el certificado residencia"


def notes(database: Database) -> list[str]:
    with database.read() as session:
        return [note for note in session.scalars(select(Recibido.nota).order_by(Recibido.update_id)) if note]


def attended(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(Recibido).where(Recibido.hecho_en.is_not(None))).all())


def test_a_citizen_asks_taps_a_facet_and_gets_the_answer(telegram: SimulatorHandle, settings: Settings,
                                                          loaded: Database) -> None:  # fmt: skip
    with BotBeside(settings, loaded):
        rosa = telegram.user("Rosa")
        rosa.starts()
        assert "Landázuri" in rosa.wait_for()[-1].text
        answer = rosa.asks(ASKS)
        assert "Cédula" in answer.text
        assert "Costo" in answer.buttons
        cost = rosa.taps("Costo")
        assert "Cuánto cuesta" in cost.text
        assert rosa.callback_answer()["text"] == ""
        themes = rosa.asks("/tramites@ventanilla_demo_bot")
        page = rosa.taps(themes.buttons[0])
        assert page.message_id == themes.message_id
        assert page.edited
    with loaded.read() as session:
        assert session.get_one(Chat, rosa.id).informado_en is not None
        assert {row.cuerpo for row in session.scalars(select(Recibido))} == {None}
        assert {(row.estado, row.cuerpo, row.intentos) for row in session.scalars(select(Aviso))} == {
            ("enviado", None, 1)
        }


def test_pressing_the_same_button_twice_is_no_trouble(telegram: SimulatorHandle, bot: BotBeside) -> None:
    rosa = telegram.user("Rosa")
    themes = rosa.asks("/tramites")
    rosa.presses(themes.buttons[0])
    page = rosa.wait_for()[-1]
    back = rosa.taps("Volver")
    assert back.message_id == page.message_id
    assert rosa.asks("hola").text


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("voice", "notas de voz"),
        ("photo", "foto"),
        ("document", "archivo"),
        ("sticker", "dibujo"),
        ("location", "ubicación"),
        ("contact", "contacto"),
    ],
)
def test_what_is_not_text_is_told_to_be_so(telegram: SimulatorHandle, bot: BotBeside, kind: str, says: str) -> None:
    rosa = telegram.user("Rosa")
    rosa.sends(kind)
    assert says in rosa.wait_for()[-1].text


def test_a_photo_with_words_is_read_by_its_words(telegram: SimulatorHandle, bot: BotBeside) -> None:
    rosa = telegram.user("Rosa")
    rosa.sends("photo", caption=ASKS)
    assert "Cédula" in rosa.wait_for()[-1].text


def test_an_edit_of_the_last_message_is_a_new_question_and_of_an_earlier_one_is_not(
    telegram: SimulatorHandle, bot: BotBeside
) -> None:
    rosa = telegram.user("Rosa")
    rosa.starts()
    rosa.wait_for()
    first = rosa.says("cuánto vale el paz y salvo")
    rosa.wait_for()
    last = rosa.says("certificado residensia")
    rosa.wait_for()
    rosa.edits(last, "certificado residencia")
    assert "residencia" in rosa.wait_for()[-1].text
    rosa.edits(first, "otra cosa")
    rosa.hears_nothing()


def test_long_texts_and_emoji(telegram: SimulatorHandle, bot: BotBeside) -> None:
    rosa = telegram.user("Rosa")
    for text in ("👩🏽‍🌾🏡" * 300, "bla " * 1000 + ASKS, "\u202e\u200d", "<b>&amp;</i>", "/", "/noexiste", "🏡"):
        assert rosa.asks(text).text
    assert "Cédula" in rosa.asks("bla " * 1000 + ASKS).text


def test_with_several_municipalities_each_chat_chooses_its_own(telegram: SimulatorHandle, office: Database,
                                                               tmp_path: Path) -> None:  # fmt: skip
    with BotBeside(settings_for(telegram, "sqlite://", tmp_path), office):
        rosa, julio = telegram.user("Rosa"), telegram.user("Julio")
        rosa.starts("landazuri")
        assert "Landázuri" in rosa.wait_for()[-1].text
        julio.starts()
        assert "Aguazul (Casanare)" in julio.wait_for()[-1].buttons
        assert "Aguazul" in julio.taps("Aguazul (Casanare)").text
        assert "Cédula" in rosa.asks(ASKS).text
    with office.read() as session:
        assert (session.get_one(Chat, rosa.id).municipio, session.get_one(Chat, julio.id).municipio) == (
            "landazuri", "aguazul"
        )  # fmt: skip


def test_in_a_group_it_speaks_when_spoken_to(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    rosa, julio = telegram.user("Rosa"), telegram.user("Julio")
    group = telegram.new_group("Junta", [rosa, julio])
    telegram.call("POST", "/control/settings", {"privacy_mode": False})
    here, there = rosa.in_group(group), julio.in_group(group)
    here.says("buenas, ¿alguien sabe del certificado residencia?")
    here.says("/ayuda@otro_bot")
    here.hears_nothing()
    answer = here.asks(f"@ventanilla_demo_bot {ASKS}")
    assert "Cédula" in answer.text
    there.says("y cuánto vale", reply_to=answer.message_id)
    assert there.wait_for()[-1].text
    telegram.call("POST", "/control/settings", {"privacy_mode": True})
    assert notes(office).count("en el grupo, no es para el bot") == 2


def test_deleting_what_is_known_leaves_nothing(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    rosa = telegram.user("Rosa")
    rosa.starts()
    rosa.wait_for()
    rosa.asks(ASKS)
    assert "Borrar lo que sabe de mí" in rosa.asks("borre mis datos").buttons
    rosa.taps("Borrar lo que sabe de mí")
    with office.read() as session:
        assert session.get(Chat, rosa.id) is None
        assert session.get(Conversacion, f"tg:{rosa.id}") is None


def test_blocking_and_coming_back_is_remembered(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    def blocked() -> bool:
        with office.read() as session:
            return session.get_one(Chat, rosa.id).bloqueado_en is not None

    rosa = telegram.user("Rosa")
    rosa.starts()
    rosa.wait_for()
    rosa.blocks()
    telegram.user("Julio").starts()
    telegram.user("Julio").asks("hola")
    assert blocked()
    rosa.unblocks()
    rosa.asks("hola")
    assert not blocked()


def test_a_defect_gets_an_apology_and_blocks_nobody_and_no_log_shows_the_words(
    telegram: SimulatorHandle, settings: Settings, office: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as events:
        with BotBeside(settings, office, Breaks("tropiezo")):
            rosa = telegram.user("Rosa")
            rosa.says("tropiezo de Rosa")
            rosa.says("hola")
            sorry, hello = rosa.wait_for(2)
            assert "tuve una falla" in sorry.text
            assert "tuve una falla" not in hello.text
        assert notes(office) == ["falló tres veces"]
    assert [e["tipo"] for e in events if e["event"] == "mensaje_con_error"] == ["ZeroDivisionError"] * 3
    assert "Rosa" not in str(events)


def test_a_passing_defect_is_not_noticed(telegram: SimulatorHandle, settings: Settings, office: Database) -> None:
    with BotBeside(settings, office, Breaks("tropiezo", times=2)):
        assert "tuve una falla" not in telegram.user("Rosa").asks("tropiezo").text


def test_while_the_answer_takes_long_it_says_that_it_writes_and_others_do_not_wait(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    with BotBeside(settings, office, Slow("despacio", 1.4)):
        rosa, julio = telegram.user("Rosa"), telegram.user("Julio")
        rosa.says("despacio")
        rosa.says("hola")
        julio.asks("hola")
        rosa.wait_for(2)
        done = telegram.ledger(chat_id=rosa.id)
        assert [d.method for d in done] == ["sendChatAction", "sendMessage", "sendMessage"]
        assert telegram.ledger(chat_id=julio.id)[0].seq < done[1].seq


def test_two_hundred_messages_from_one_chat_harm_nobody(telegram: SimulatorHandle, bot: BotBeside,
                                                        office: Database) -> None:  # fmt: skip
    rosa, julio = telegram.user("Rosa"), telegram.user("Julio")
    julio.starts()
    julio.wait_for()
    rosa.starts()
    rosa.wait_for()
    telegram.all_say([(rosa.id, f"hola {n}") for n in range(100)])
    assert julio.asks("hola").text
    telegram.all_say([(rosa.id, f"hola {n}") for n in range(100)])
    rosa.says("auxilio, me están matando")
    texts = [d.text for d in telegram.wait_for(13, chat_id=rosa.id, timeout_s=20)]
    assert sum("muchos mensajes" in text for text in texts) == 1
    assert 12 <= len(texts) <= 25
    assert any("123" in text and "muchos mensajes" not in text for text in texts)
    assert notes(office).count("demasiados mensajes") >= 170


def test_twenty_taps_in_a_row_are_all_heard(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    rosa = telegram.user("Rosa")
    greeting = rosa.asks("hola")
    for _ in range(20):
        rosa.presses(data="ayuda", message_id=greeting.message_id)
    wait_until(lambda: attended(office) == 21)
    assert notes(office) == []


def test_settings_without_a_token_or_with_a_wrong_one(telegram: SimulatorHandle, settings: Settings,
                                                      office: Database) -> None:  # fmt: skip
    from pydantic import SecretStr

    from municipio.errors import EntradaInvalidaError

    wrong = settings.model_copy(update={"telegram_token": SecretStr("123:equivocado")})
    with pytest.raises(EntradaInvalidaError, match="no acepta el token"):
        BotBeside(wrong, office).__enter__()
    with pytest.raises(EntradaInvalidaError, match="Falta TELEGRAM_TOKEN"):
        BotBeside(settings.model_copy(update={"telegram_token": None}), office).__enter__()


def test_the_commands_are_published(telegram: SimulatorHandle, bot: BotBeside) -> None:
    for _ in range(50):
        commands = telegram.call("GET", "/control/state")["bot"].get("short_description")
        if commands:
            break
    assert "ventanilla" in str(commands).lower()


def test_the_data_can_be_loaded_again_while_it_attends(telegram: SimulatorHandle, settings: Settings,
                                                       bot: BotBeside, office: Database) -> None:  # fmt: skip
    load_data(office, settings)
    assert telegram.user("Rosa").asks("hola").text
