"""Meeting Telegram: who this bot is, no webhook, and the menu of commands that people see."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.outbound import menu
from bot.outbound.sender import explain
from municipio.errors import EntradaInvalidaError

FIRST_WAIT_S, LONGEST_WAIT_S = 0.1, 30.0
SHORT_DESCRIPTION = "La ventanilla de su alcaldía: pregunte con sus palabras por cualquier trámite o servicio."

log = structlog.get_logger(__name__)


def refused() -> EntradaInvalidaError:
    """Telegram says that the token is not one of its own."""
    return EntradaInvalidaError("Telegram no acepta el token: revise TELEGRAM_TOKEN (lo da @BotFather)")


async def meet(bot: Bot) -> None:
    """Connect, waiting for the network as long as it takes. A refused token is an `EntradaInvalidaError`."""
    wait, troubled = FIRST_WAIT_S, False
    while True:
        try:
            await bot.initialize()
            await bot.delete_webhook(drop_pending_updates=False)
        except InvalidToken:
            raise refused() from None
        except TelegramError as error:
            troubled = True
            log.warning("telegram_no_responde", motivo=explain(error).mensaje, segundos=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)
        else:
            if troubled:
                log.info("telegram_responde")
            return


async def introduce(bot: Bot) -> None:
    """Publish the commands and the short description. If it cannot be done now, the bot works without it."""
    try:
        await bot.set_my_commands([BotCommand(**command) for command in menu.commands()])
        await bot.set_my_short_description(SHORT_DESCRIPTION)
    except TelegramError as error:
        log.warning("presentacion_pendiente", motivo=explain(error).mensaje)
