"""A simulator in a thread, clean for each test, and an echo bot written with a real library."""

from __future__ import annotations

import asyncio
import html
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ChatAction
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.simulator.handle import SimulatorHandle
from bot.simulator.samples import png

MUNICIPIOS = {"landazuri": "Landázuri", "aguazul": "Aguazul", "alvarado": "Alvarado"}
Api = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorHandle]:
    clock_file: Path = tmp_path_factory.mktemp("clock") / "clock.json"
    options: dict[str, Any] = {"municipios": MUNICIPIOS, "coordinator_start": "invitacion-1", "retry_scale": 0.02}
    with SimulatorHandle.in_thread(0, clock_file=clock_file, flood_scale=0, **options) as handle:
        yield handle


@pytest.fixture
def telegram(running: SimulatorHandle) -> SimulatorHandle:
    """The simulator, as just started, without flood limits."""
    running.reset()
    running.bot_api("deleteWebhook", drop_pending_updates=True)
    running.bot_api("getUpdates", allowed_updates=[])
    return running


@pytest.fixture
def api(telegram: SimulatorHandle) -> Api:
    """One raw request of the Bot API; the whole answer, refusals too."""
    return telegram.bot_api


@pytest.fixture
def rosa(telegram: SimulatorHandle) -> int:
    """The id of a citizen who already knows the bot; no update waits."""
    return telegram.new_user(id=500_000_001, started=True).id


@pytest.fixture
def with_bot(telegram: SimulatorHandle) -> Callable[[Callable[[Bot], Awaitable[Any]]], Any]:
    """Run a coroutine with python-telegram-bot's real client."""

    def run(work: Callable[[Bot], Awaitable[Any]]) -> Any:
        async def go() -> Any:
            async with Bot(telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url) as bot:
                return await work(bot)

        return asyncio.run(go())

    return run


@pytest.fixture(scope="module")
def echo_bot(running: SimulatorHandle) -> Iterator[SimulatorHandle]:
    """The simulator with the little bot below answering in a thread, by polling, for a whole test file."""
    running.reset()
    running.bot_api("deleteWebhook", drop_pending_updates=True)
    bot = EchoBot(running)
    thread = threading.Thread(target=bot.run, daemon=True)
    thread.start()
    bot.ready.wait(20)
    yield running
    bot.stop()
    thread.join(10)


@pytest.fixture
def talking(echo_bot: SimulatorHandle) -> SimulatorHandle:
    """The simulator, as just started, with the echo bot listening."""
    echo_bot.reset()
    return echo_bot


# The echo bot.

FACETS = (("Requisitos", "req"), ("Costo", "cos"), ("Tiempo", "tie"))
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data) for text, data in FACETS]])
App = Application[Any, Any, Any, Any, Any, Any]


class EchoBot:
    """Polls until `stop`. `ready` is set when it answers."""

    def __init__(self, telegram: SimulatorHandle) -> None:
        self._telegram = telegram
        self._end: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.ready = threading.Event()

    def run(self) -> None:
        asyncio.run(self._serve())

    def stop(self) -> None:
        if self._loop is not None and self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        builder = ApplicationBuilder().token(self._telegram.token).base_url(self._telegram.api_url)
        app: App = builder.base_file_url(self._telegram.file_url).build()
        app.add_handler(CallbackQueryHandler(pressed))
        app.add_handler(MessageHandler(filters.ALL, heard))
        async with app:
            await app.bot.set_my_commands([BotCommand("start", "Empezar"), BotCommand("ayuda", "Qué puedo preguntar")])
            await app.start()
            assert app.updater is not None
            await app.updater.start_polling(timeout=1, allowed_updates=Update.ALL_TYPES)
            self.ready.set()
            await self._end.wait()
            await app.updater.stop()
            await app.stop()


async def heard(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message by its kind."""
    message = update.message
    if message is None:
        return
    if message.photo:
        got = await message.photo[-1].get_file()
        data = await got.download_as_bytearray()
        await message.reply_text(f"Recibí una foto de {len(data)} bytes")
    elif message.text is not None:
        await answer(message, message.text)


async def answer(message: Message, text: str) -> None:
    """Answer a text."""
    await message.reply_chat_action(ChatAction.TYPING)
    if text == "largo":
        await message.reply_text("Línea de texto largo.\n" * 180)
    elif text == "foto":
        await message.reply_photo(
            png(640, 360, (40, 110, 120)), caption="<b>El palacio</b> municipal", parse_mode="HTML"
        )
    elif text == "teclado":
        keys = ReplyKeyboardMarkup([["Sí", "No"], [KeyboardButton("Menú")]], resize_keyboard=True)
        await message.reply_text("¿Le sirvió?", reply_markup=keys)
    elif text in ("Sí", "No"):
        await message.reply_text("Gracias.", reply_markup=ReplyKeyboardRemove())
    elif text.startswith("/start"):
        await message.reply_html("Bienvenida a <b>Ventanilla</b>. Escriba su pregunta.", reply_markup=BUTTONS)
    else:
        await message.reply_html(f"Usted dijo: <i>{html.escape(text)}</i>", reply_markup=BUTTONS)


async def pressed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a button: a notice and an edit."""
    query = update.callback_query
    assert query is not None
    await query.answer("Listo")
    await query.edit_message_text(f"Eligió <b>{query.data}</b>", parse_mode="HTML", reply_markup=BUTTONS)
