"""The bot as a process: its parts put together, started in order and stopped in order."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack

import structlog

from actions.emergencia.peligro import Danger
from bot.conversation import Conversation
from bot.outbound.client import close_bot, connections_for, make_bot, make_updates_request
from bot.outbound.deliverer import Deliverer
from bot.outbound.limits import Limits, Rates
from bot.outbound.making import Making
from bot.outbound.request import AiohttpRequest
from bot.outbound.sender import Sender
from bot.outbound.store import Store
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.files import AT_ONCE as FILES_AT_ONCE
from bot.telegram.files import Files
from bot.telegram.handler import Handler
from bot.telegram.poller import Poller
from bot.telegram.start import introduce, meet
from municipio.archivos.almacen import Almacen
from municipio.db.engine import Database
from municipio.entrada import bandeja
from municipio.errors import BaseDeDatosError, EntradaInvalidaError
from municipio.latido import ENTREGA, RECEPCION, Latido
from municipio.settings import Settings
from municipio.tramites.padron import Padron

WORKER = "bot"
"""One process attends a bot (Telegram allows no more): the one that starts takes over what the last one left."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 20.0

log = structlog.get_logger(__name__)


async def run(
    settings: Settings,
    database: Database,
    padron: Padron,
    conversation: Conversation,
    ready: Callable[[], None] = lambda: None,
    stop: asyncio.Event | None = None,
) -> None:
    """Attend until SIGTERM, Ctrl-C or `stop`; `ready` is called when it does. What is in hand is finished first.

    A token that is missing or that Telegram refuses is an `EntradaInvalidaError`.
    """
    if settings.telegram_token is None:
        raise EntradaInvalidaError("Falta TELEGRAM_TOKEN: pídalo a @BotFather, o use «ventanilla up»")
    request = make_updates_request(settings.telegram_api)
    connections = connections_for(settings.telegram_rate)
    bot = make_bot(settings.telegram_token.get_secret_value(), settings.telegram_api, request, connections)
    ending = stop or asyncio.Event()
    async with AsyncExitStack() as stack:
        store = Store(database)
        stack.callback(store.close)
        stack.push_async_callback(close_bot, bot)
        _heed_signals(ending)
        if not await _unless(ending, meet(bot)):
            return
        looks, hears = (Latido(settings.var_dir, name) for name in (ENTREGA, RECEPCION))
        deliverer = Deliverer(
            store,
            Sender(bot),
            Making(settings, database),
            settings.clock,
            WORKER,
            limits=Limits(Rates.of(settings.telegram_rate)),
            connections=connections,
            beat=looks,
        )
        files = Files(bot, AiohttpRequest(settings.telegram_api, FILES_AT_ONCE), Almacen(settings.var_dir))
        handler = Handler(store, padron, conversation, deliverer, files, settings.clock, WORKER, bot.username)
        danger = Danger(padron.emergencias)
        dispatcher = Dispatcher(bot, handler, danger, store.precedence, deliverer.room_in)
        poller = Poller(bot, request, store, settings.clock, dispatcher.add, lambda: dispatcher.waiting, hears)
        if not await _unless(ending, _take_over(store, deliverer, dispatcher)):
            return
        stack.push_async_callback(deliverer.stop)
        dispatcher.start()
        stack.push_async_callback(dispatcher.stop)
        stack.push_async_callback(files.close)
        ready()
        await _work(ending, poller.run(), deliverer.run(), introduce(bot))
        log.info("apagando")


async def _work(ending: asyncio.Event, *loops: object) -> None:
    """Run the loops until `ending`, or until one of them fails."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]  # type: ignore[call-overload]
    end = asyncio.create_task(ending.wait())
    try:
        waiting = {end, *tasks}
        while not end.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        for task in (end, *tasks):
            task.cancel()
        await asyncio.gather(end, *tasks, return_exceptions=True)


async def _take_over(store: Store, deliverer: Deliverer, dispatcher: Dispatcher) -> None:
    """What the last process left: messages half sent, and updates received and not attended."""
    wait = FIRST_WAIT_S
    while True:
        try:
            await deliverer.recover()
            left = await store.read(bandeja.pending)
        except BaseDeDatosError:
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)
            continue
        if left:
            log.info("entrada_recuperada", mensajes=len(left))
        dispatcher.add(left)
        return


def _heed_signals(ending: asyncio.Event) -> None:
    """Only the main thread hears signals: whoever runs this in another one has `stop`."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)


async def _unless(ending: asyncio.Event, work: object) -> bool:
    """Wait for `work`, or for `ending` (then False)."""
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]
    end = asyncio.create_task(ending.wait())
    await asyncio.wait({task, end}, return_when=asyncio.FIRST_COMPLETED)
    end.cancel()
    if not task.done():
        task.cancel()
        return False
    task.result()
    return True
