"""From replies to messages."""

from __future__ import annotations

from dataclasses import replace

from actions.turn import Button, Outcome, Reply
from bot.outbound.rendering import Destino, render_reply

ROWS = ((Button("Costo", "t:predial:costo"), Button("Dónde", "t:predial:donde")), (Button("Menú", "menu"),))


def reply(text: str = "Es <b>gratis</b>.", *, replaces: bool = False) -> Reply:
    return Reply(text, Outcome.ANSWER, ROWS, replaces=replaces)


def test_a_reply_is_one_message_with_its_buttons() -> None:
    [message] = render_reply(reply())
    assert message.metodo == "sendMessage"
    assert (message.cuerpo["text"], message.cuerpo["parse_mode"]) == ("Es <b>gratis</b>.", "HTML")
    assert message.cuerpo["link_preview_options"] == {"is_disabled": True}
    keyboard = message.cuerpo["reply_markup"]["inline_keyboard"]
    assert [[b["text"] for b in row] for row in keyboard] == [["Costo", "Dónde"], ["Menú"]]


def test_the_buttons_of_a_long_one_go_under_the_last_part() -> None:
    first, last = render_reply(reply("palabra " * 1000))
    assert "reply_markup" not in first.cuerpo
    assert "reply_markup" in last.cuerpo


def test_it_takes_the_place_of_the_message_whose_button_was_pressed() -> None:
    assert render_reply(reply(replaces=True), Destino(pressed=5))[0].metodo == "editMessageText"
    assert render_reply(reply(replaces=True), Destino(pressed=5))[0].cuerpo["message_id"] == 5
    assert render_reply(reply(replaces=True))[0].metodo == "sendMessage"
    assert render_reply(reply(), Destino(pressed=5))[0].metodo == "sendMessage"


def test_what_follows_is_a_message_of_its_own_and_takes_no_ones_place() -> None:
    asked = Reply("¿Le sirvió?", Outcome.CLARIFY, ((Button("Sí", "opinar:1:util:si"),),), replaces=True)
    first, second = render_reply(replace(reply(replaces=True), then=asked), Destino(pressed=5))
    assert (first.metodo, second.metodo) == ("editMessageText", "sendMessage")
    assert second.cuerpo["text"] == "¿Le sirvió?"
    assert second.cuerpo["reply_markup"]["inline_keyboard"][0][0]["text"] == "Sí"


def test_a_button_that_telegram_would_refuse_is_left_out() -> None:
    long = Reply("a", Outcome.ANSWER, ((Button("larga", "x" * 65),), (Button("ñ", "ñ" * 32),), (Button(" ", "x"),)))
    [message] = render_reply(long)
    assert message.cuerpo["reply_markup"] == {"inline_keyboard": [[{"text": "ñ", "callback_data": "ñ" * 32}]]}


def test_in_a_group_it_answers_the_message_in_its_topic() -> None:
    [message] = render_reply(reply(), Destino(answers=9, thread=3))
    assert message.cuerpo["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    assert message.cuerpo["message_thread_id"] == 3


def test_nothing_to_say_is_no_message() -> None:
    assert render_reply(Reply(" ", Outcome.ANSWER)) == []
