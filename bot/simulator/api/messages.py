"""Sending, forwarding, copying and deleting messages; the «typing…» notice and reactions."""

from __future__ import annotations

from bot.simulator.api.common import find_chat, find_message, post, read_markup, read_reply, read_text, writable_chat
from bot.simulator.api.request import Params
from bot.simulator.core import Simulator
from bot.simulator.errors import bad_request, forbidden
from bot.simulator.keyboards import Markup
from bot.simulator.model import Json, Message

DELETABLE_S = 48 * 3600
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "record_audio", "upload_audio",
})  # fmt: skip


async def send_message(sim: Simulator, params: Params) -> Json:
    """`sendMessage`."""
    chat = writable_chat(sim, params)
    formatted = read_text(params)
    markup, reply_to = read_markup(params), read_reply(chat, params)
    message = post(sim, chat, markup, reply_to)
    message.text, message.entities = formatted.text, formatted.entities
    sim.show(message)
    return message.to_json()


async def forward_message(sim: Simulator, params: Params) -> Json:
    """`forwardMessage`."""
    message = _again(sim, params, "message to forward not found")
    source = message.extra.pop("_source")
    origin: Json = {"type": "user", "sender_user": source.sender.to_json(), "date": source.date}
    message.extra["forward_origin"] = origin
    sim.show(message)
    return message.to_json()


async def copy_message(sim: Simulator, params: Params) -> Json:
    """`copyMessage` (the caption may not be changed here)."""
    message = _again(sim, params, "message to copy not found")
    message.extra.pop("_source")
    sim.show(message)
    return {"message_id": message.message_id}


def _again(sim: Simulator, params: Params, missing: str) -> Message:
    chat = writable_chat(sim, params)
    origin = find_chat(sim, Params({"chat_id": params.text("from_chat_id")}))
    source = origin.messages.get(params.integer("message_id"))
    if source is None:
        raise bad_request(missing)
    message = post(sim, chat, Markup(), None)
    message.text, message.entities = source.text, list(source.entities)
    message.content = dict(source.content)
    message.caption, message.caption_entities = source.caption, list(source.caption_entities)
    message.extra["_source"] = source
    return message


async def delete_message(sim: Simulator, params: Params) -> bool:
    """`deleteMessage`: not older than 48 simulated hours."""
    chat = find_chat(sim, params)
    message = find_message(chat, params.integer("message_id"), "message to delete")
    if sim.clock.now() - message.date > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    if chat.user is None and message.sender is not sim.bot:
        raise bad_request("message can't be deleted")
    del chat.messages[message.message_id]
    sim.show(message, "delete")
    return True


async def delete_messages(sim: Simulator, params: Params) -> bool:
    """`deleteMessages`: those that are not there are passed over."""
    chat = find_chat(sim, params)
    for message_id in params.parsed("message_ids") or []:
        message = chat.messages.pop(int(message_id), None)
        if message is not None:
            sim.show(message, "delete")
    return True


async def send_chat_action(sim: Simulator, params: Params) -> bool:
    """`sendChatAction`."""
    chat = writable_chat(sim, params)
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    if sim.on_page(chat):
        sim.hub.publish("action", chat_id=chat.id, action=action)
    return True


async def set_message_reaction(sim: Simulator, params: Params) -> bool:
    """`setMessageReaction` with at most one emoji."""
    chat = writable_chat(sim, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = params.objects("reaction")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if reactions and reactions[0].get("type") != "emoji":
        raise bad_request("REACTION_INVALID")
    sim.hub.publish("reaction", chat_id=chat.id, message_id=message.message_id, reaction=reactions)
    return True


async def pin_chat_message(sim: Simulator, params: Params) -> bool:
    """`pinChatMessage`: accepted, with nothing to see."""
    chat = writable_chat(sim, params)
    find_message(chat, params.integer("message_id"), "message to pin")
    return True


async def leave_chat(sim: Simulator, params: Params) -> bool:
    """`leaveChat`."""
    chat = find_chat(sim, params)
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.bot_member:
        raise forbidden("bot is not a member of the group chat")
    chat.bot_member = False
    return True
