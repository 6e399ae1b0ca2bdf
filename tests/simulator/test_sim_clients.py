"""Two client libraries that know nothing of the simulator work against it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import telebot
from telebot import apihelper, types
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.simulator.handle import SimulatorHandle
from bot.simulator.samples import png

WithBot = Callable[[Callable[[Bot], Awaitable[Any]]], Any]
KEYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Sí", callback_data="s"), InlineKeyboardButton("Web", url="https://gov.co")]]
)


def test_ptb_sends_edits_and_deletes(with_bot: WithBot, telegram: SimulatorHandle, rosa: int) -> None:
    async def work(bot: Bot) -> None:
        me = await bot.get_me()
        assert (me.first_name, me.username, me.is_bot) == ("Ventanilla", telegram.bot_username, True)
        first = await bot.send_message(rosa, "<b>Hola</b> 😀 ñ", parse_mode="HTML", reply_markup=KEYS)
        assert (first.text, first.text_html, first.reply_markup) == ("Hola 😀 ñ", "<b>Hola</b> 😀 ñ", KEYS)
        edited = await bot.edit_message_text("Chao", rosa, first.message_id)
        assert not isinstance(edited, bool)
        assert (edited.text, edited.reply_markup, edited.edit_date is not None) == ("Chao", None, True)
        answer = await bot.send_message(rosa, "otra", reply_parameters=ReplyParameters(first.message_id))
        assert answer.reply_to_message is not None
        forwarded = await bot.forward_message(rosa, rosa, first.message_id)
        assert (forwarded.text, forwarded.forward_origin is not None) == ("Chao", True)
        assert await bot.delete_message(rosa, first.message_id)
        assert (await bot.get_chat(rosa)).first_name == "Rosa"
        assert (await bot.get_chat_member(rosa, rosa)).status == "member"

    with_bot(work)


def test_ptb_sends_and_gets_files(with_bot: WithBot, telegram: SimulatorHandle, rosa: int) -> None:
    image = png(300, 200, (9, 9, 9))
    telegram.user(rosa).sends("document", "cédula ñ".encode(), file_name="cédula.txt", mime_type="text/plain")

    async def work(bot: Bot) -> None:
        update = (await bot.get_updates())[-1]
        assert update.message is not None
        assert update.message.document is not None
        assert (update.message.document.file_name, update.message.document.mime_type) == ("cédula.txt", "text/plain")
        file = await update.message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == "cédula ñ".encode()
        sent = await bot.send_photo(rosa, image, caption="<i>mire</i>", parse_mode="HTML")
        assert (sent.photo[0].width, sent.photo[0].height, sent.caption_html) == (300, 200, "<i>mire</i>")
        again = await bot.send_photo(rosa, sent.photo[0].file_id)
        assert again.photo[0].file_unique_id == sent.photo[0].file_unique_id
        document = await bot.send_document(rosa, b"abc", filename="ñ.csv")
        assert document.document is not None
        assert (document.document.file_name, document.document.file_size) == ("ñ.csv", 3)
        album = await bot.send_media_group(rosa, [InputMediaPhoto(image, caption="uno"), InputMediaPhoto(image)])
        assert [message.caption for message in album] == ["uno", None]

    with_bot(work)


def test_ptb_raises_its_own_errors(
    with_bot: WithBot, telegram: SimulatorHandle, rosa: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def work(bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Can't parse entities"):
            await bot.send_message(rosa, "<b>", parse_mode="HTML")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1, "x")
        with pytest.raises(Forbidden, match="can't initiate"):
            await bot.send_message(telegram.user("Julio").id, "x")
        telegram.fault("flood", retry_after=4)
        with pytest.raises(RetryAfter) as flood:
            await bot.send_message(rosa, "x")
        assert flood.value.retry_after == timedelta(seconds=4)
        telegram.fault("cut")
        with pytest.raises(NetworkError):
            await bot.send_message(rosa, "x")
        await bot.set_webhook("http://127.0.0.1:9/x")
        with pytest.raises(Conflict):
            await bot.get_updates()

    with_bot(work)

    async def stranger() -> None:
        async with Bot("123:abc", base_url=telegram.api_url):
            pass

    with pytest.raises(InvalidToken):
        asyncio.run(stranger())


def test_ptb_commands_and_profile(with_bot: WithBot, telegram: SimulatorHandle) -> None:
    async def work(bot: Bot) -> None:
        await bot.set_my_commands([("ayuda", "Qué puedo preguntar")])
        assert [command.command for command in await bot.get_my_commands()] == ["ayuda"]
        await bot.set_my_description("Pregunte")
        await bot.set_my_short_description("Trámites")
        assert (await bot.get_my_description()).description == "Pregunte"

    with_bot(work)
    assert telegram.call("GET", f"/control/users/{telegram.user('Rosa').id}")["commands"][0]["command"] == "ayuda"


def test_a_whole_pytelegrambotapi_bot(telegram: SimulatorHandle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apihelper, "API_URL", telegram.api_url + "{0}/{1}")
    monkeypatch.setattr(apihelper, "FILE_URL", telegram.file_url + "{0}/{1}")
    bot: Any = telebot.TeleBot(telegram.token, threaded=False)

    def heard(message: Any) -> None:
        markup = types.InlineKeyboardMarkup([[types.InlineKeyboardButton("Más", callback_data="mas")]])
        bot.send_chat_action(message.chat.id, "typing")
        bot.reply_to(message, f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=markup)

    def pressed(query: Any) -> None:
        bot.answer_callback_query(query.id, "ya va", show_alert=True)
        bot.edit_message_text("más detalles", query.message.chat.id, query.message.message_id)

    def saw(message: Any) -> None:
        data = bot.download_file(bot.get_file(message.photo[-1].file_id).file_path)
        bot.send_document(message.chat.id, data, visible_file_name="copia.png")

    bot.register_message_handler(heard, content_types=["text"])
    bot.register_message_handler(saw, content_types=["photo"])
    bot.register_callback_query_handler(pressed, lambda _query: True)
    rosa = telegram.user("Rosa")
    thread = threading.Thread(target=bot.polling, kwargs={"long_polling_timeout": 1, "interval": 0}, daemon=True)
    thread.start()
    assert bot.get_me().username == telegram.bot_username
    assert rosa.asks("hola").parts("bold") == ["hola"]
    assert rosa.taps("Más").text == "más detalles"
    assert rosa.callback_answer() == {"text": "ya va", "show_alert": True, "url": ""}
    rosa.sends("photo")
    assert rosa.wait_for()[0].raw["document"]["file_name"] == "copia.png"
    with pytest.raises(apihelper.ApiTelegramException, match="chat not found"):
        bot.send_message(1, "x")
    bot.stop_polling()
    thread.join(5)
    assert not thread.is_alive()
