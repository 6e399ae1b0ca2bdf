"""Steps that several methods share: finding the chat, checking text, putting a message in a chat."""

from __future__ import annotations

from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.entities import format_text
from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.keyboards import Markup, check_markup
from bot.simulator.limits import MAX_CAPTION, MAX_ENTITIES, MAX_RAW_TEXT, MAX_TEXT
from bot.simulator.model import Chat, Json, Message
from bot.simulator.textual import FormattedText, utf16_len


def find_chat(sim: Simulator, params: Params) -> Chat:
    """The chat of ``chat_id``; 400 when it is missing or unknown."""
    if params.text("chat_id") == "":
        raise bad_request("chat_id is empty")
    chat_id = params.chat_id()
    chat = sim.world.chats.get(chat_id) if chat_id is not None else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat(sim: Simulator, params: Params) -> Chat:
    """The chat, where the bot may write now: 403 when blocked, never started, or not a member."""
    chat = find_chat(sim, params)
    if chat.user is not None:
        if chat.user.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.user.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif not chat.bot_member:
        raise forbidden("bot was kicked from the group chat")
    return chat


def find_message(chat: Chat, message_id: int, what: str) -> Message:
    """A message of `chat`, or 400 «`what` not found»."""
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def read_text(params: Params, *, too_long: str = "message is too long") -> FormattedText:
    """The checked ``text``: not empty, parsed, at most 4096 UTF-16 units after parsing."""
    raw = params.text("text")
    if not raw:
        raise bad_request("message text is empty")
    if utf16_len(raw) > MAX_RAW_TEXT:
        raise bad_request("text is too long")
    formatted = format_text(raw, params.text("parse_mode"), params.objects("entities"))
    if not formatted.text:
        raise bad_request("text must be non-empty")
    return _within(formatted, MAX_TEXT, too_long)


def read_caption(params: Params, *, too_long: str = "message caption is too long") -> FormattedText:
    """The checked ``caption``, perhaps empty: at most 1024 UTF-16 units after parsing."""
    formatted = format_text(params.text("caption"), params.text("parse_mode"), params.objects("caption_entities"))
    return _within(formatted, MAX_CAPTION, too_long)


def _within(formatted: FormattedText, limit: int, too_long: str) -> FormattedText:
    if utf16_len(formatted.text) > limit:
        raise ApiError(400, f"Bad Request: {too_long}")
    formatted.entities = formatted.entities[:MAX_ENTITIES]
    return formatted


def read_markup(params: Params) -> Markup:
    """The checked ``reply_markup``."""
    return check_markup(params.parsed("reply_markup"))


def read_reply(chat: Chat, params: Params) -> Message | None:
    """The message being answered (``reply_parameters`` or the old ``reply_to_message_id``)."""
    asked: Json = params.parsed("reply_parameters") or {}
    message_id = int(asked.get("message_id") or params.integer("reply_to_message_id"))
    if not message_id:
        return None
    found = chat.messages.get(message_id)
    may_miss = asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if found is None and not may_miss:
        raise bad_request("message to be replied not found")
    return found


def post(sim: Simulator, chat: Chat, markup: Markup, reply_to: Message | None) -> Message:
    """A new message of the bot in `chat`, after counting it against the flood limits."""
    sim.flood.take(chat.id, group=chat.user is None)
    message = sim.world.new_message(chat, sim.bot, sim.date)
    message.reply_to = reply_to
    message.inline_keyboard = markup.inline
    message.had_reply_keyboard = markup.reply is not None
    if markup.reply is not None:
        chat.reply_keyboard = None if markup.reply.get("remove_keyboard") else markup.reply
    return message
