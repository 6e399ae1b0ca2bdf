"""Saying something in Telegram, once, and telling exactly what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.outbound.menu import SET_MENU
from bot.outbound.rendering import DOCUMENT, EDIT, PHOTO, SEND
from bot.outbound.request import CUT, NOT_SENT
from municipio.errors import EnvioError

_OWN = frozenset({"text", "message_id", "photo", "document", "caption"})
"""Parameters that python-telegram-bot takes by name; the others go to Telegram as they are kept."""
_UNCHANGED = "message is not modified"


class BloqueadoError(EnvioError):
    """The person blocked the bot, or it was put out of the group."""


class MudadoError(EnvioError):
    """The group has another number now: `nuevo`."""

    def __init__(self, nuevo: int) -> None:
        super().__init__("el grupo cambió de número", permanente=False, espera=0.0)
        self.nuevo = nuevo


class PasarelaError(EnvioError):
    """Telegram answered with a 5xx: almost surely it did nothing."""


class SinRedError(EnvioError):
    """The request did not leave this machine."""


class Sender:
    """The mouth. Every trouble comes out as an `EnvioError` that says what to do."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._methods: dict[str, Callable[..., Awaitable[Any]]] = {
            SEND: bot.send_message,
            EDIT: bot.edit_message_text,
            "editMessageReplyMarkup": bot.edit_message_reply_markup,
            PHOTO: bot.send_photo,
            DOCUMENT: bot.send_document,
            SET_MENU: self._set_menu,
            "deleteMessage": bot.delete_message,
        }

    async def send(self, chat_id: int, method: str, body: dict[str, Any]) -> int | None:
        """Do it; the number of the message when it has one. An edit that cannot be made is sent as a new message."""
        try:
            return await self._call(chat_id, method, body)
        except BadRequest as error:
            if _UNCHANGED in error.message.lower():
                return int(body["message_id"]) if "message_id" in body else None
            if method != EDIT:
                raise _refusal(error) from error
        return await self._instead(chat_id, {name: value for name, value in body.items() if name != "message_id"})

    async def _instead(self, chat_id: int, body: dict[str, Any]) -> int | None:
        try:
            return await self._call(chat_id, SEND, body)
        except BadRequest as error:
            raise _refusal(error) from error

    async def _call(self, chat_id: int, method: str, body: dict[str, Any]) -> int | None:
        if method not in self._methods:
            raise EnvioError(f"método desconocido: {method}", permanente=True)
        given = {name: value for name, value in body.items() if name in _OWN}
        rest = {name: value for name, value in body.items() if name not in _OWN}
        try:
            message = await self._methods[method](chat_id=chat_id, **given, api_kwargs=rest)
        except (TypeError, ValueError, KeyError) as error:
            raise EnvioError(f"parámetros imposibles ({type(error).__name__})", permanente=True) from error
        except BadRequest:
            raise
        except TelegramError as error:
            raise explain(error) from error
        return getattr(message, "message_id", None)

    async def _set_menu(self, chat_id: int, api_kwargs: dict[str, Any]) -> bool:
        told = [BotCommand(**command) for command in api_kwargs["commands"]]
        return await self._bot.set_my_commands(told, scope=BotCommandScopeChat(chat_id))


def explain(error: TelegramError) -> EnvioError:
    """What a trouble of the Bot API means for what was being sent."""
    match error:
        case RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            return EnvioError("Telegram pide esperar", permanente=False, espera=max(seconds, 0.5))
        case ChatMigrated():
            return MudadoError(error.new_chat_id)
        case Forbidden():
            return BloqueadoError("la persona bloqueó el bot", permanente=True)
        case BadRequest():
            return _refusal(error)
        case InvalidToken():
            return EnvioError("Telegram no acepta el token", permanente=False)
        case NetworkError():
            return _network(error)
        case _:
            return EnvioError("la respuesta no se entiende", permanente=False, dudoso=True)


def _network(error: NetworkError) -> EnvioError:
    cause = error.__cause__
    if isinstance(cause, NOT_SENT):
        return SinRedError("no hay red", permanente=False)
    if isinstance(cause, CUT):
        return EnvioError(f"se cortó ({type(cause).__name__})", permanente=False, dudoso=True)
    return PasarelaError("Telegram falla", permanente=False)


def _refusal(error: BadRequest) -> EnvioError:
    # Telegram's words name the fault, never what people wrote, except when it quotes what it cannot parse.
    reason = error.message.split(":")[0][:120]
    return EnvioError(f"Telegram lo rechaza: {reason}", permanente=True)
