"""Editing the bot's own messages, with the refusal of edits that change nothing."""

from __future__ import annotations

from bot.simulator.api.common import find_message, read_caption, read_markup, read_text, writable_chat
from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import Markup
from bot.simulator.model import Json, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def edit_message_text(sim: Simulator, params: Params) -> Json:
    """`editMessageText`; without `reply_markup` the inline keyboard goes away."""
    message = _editable(sim, params)
    formatted = read_text(params, too_long="MESSAGE_TOO_LONG")
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    markup = read_markup(params)
    _check_changed(message, (message.text, message.entities), (formatted.text, formatted.entities), markup)
    _count(sim, message)
    message.text, message.entities = formatted.text, formatted.entities
    return _edited(sim, message, markup)


async def edit_message_caption(sim: Simulator, params: Params) -> Json:
    """`editMessageCaption`."""
    message = _editable(sim, params)
    formatted = read_caption(params, too_long="MEDIA_CAPTION_TOO_LONG")
    if message.text is not None:
        raise bad_request("there is no caption in the message to edit")
    markup = read_markup(params)
    before = (message.caption or "", message.caption_entities)
    _check_changed(message, before, (formatted.text, formatted.entities), markup)
    _count(sim, message)
    message.caption, message.caption_entities = formatted.text or None, formatted.entities
    return _edited(sim, message, markup)


async def edit_message_reply_markup(sim: Simulator, params: Params) -> Json:
    """`editMessageReplyMarkup`."""
    message = _editable(sim, params)
    markup = read_markup(params)
    _check_changed(message, None, None, markup)
    _count(sim, message)
    return _edited(sim, message, markup)


def _editable(sim: Simulator, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(sim, params)
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = find_message(chat, message_id, "message to edit")
    if message.sender is not sim.bot or message.had_reply_keyboard or "forward_origin" in message.extra:
        raise bad_request("message can't be edited")
    return message


def _check_changed(message: Message, before: object, after: object, markup: Markup) -> None:
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    if before == after and message.inline_keyboard == markup.inline:
        raise bad_request(NOT_MODIFIED)


def _count(sim: Simulator, message: Message) -> None:
    sim.flood.take(message.chat.id, group=message.chat.user is None)


def _edited(sim: Simulator, message: Message, markup: Markup) -> Json:
    message.inline_keyboard = markup.inline
    message.edit_date = sim.date
    sim.show(message, "edit")
    return message.to_json()
