"""``/control/users/{id}/…``: be that person."""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request

from bot.simulator import samples
from bot.simulator.control.common import Context, need, read_json
from bot.simulator.errors import ControlError
from bot.simulator.images import image_size
from bot.simulator.model import Json, Message, User
from bot.simulator.world import document_json, photo_sizes


def _user(request: Request, context: Context) -> User:
    return context.people.find(request.path_params["user_id"])


def _sent(message: Message) -> Json:
    return {"message_id": message.message_id, "chat_id": message.chat.id}


async def start(request: Request, context: Context) -> Json:
    """POST start: press START, or open a link with ``payload``."""
    body = await read_json(request)
    return _sent(context.people.start(_user(request, context), body.get("payload")))


async def text(request: Request, context: Context) -> Json:
    """POST text: write ``text``; ``chat_id`` for a group, ``reply_to`` to answer a message."""
    body = await read_json(request)
    written = need(body, "text")
    return _sent(context.people.say(_user(request, context), written, body.get("chat_id"), body.get("reply_to")))


async def edit(request: Request, context: Context) -> Json:
    """POST edit: change the ``text`` of her message ``message_id``."""
    body = await read_json(request)
    user, number = _user(request, context), need(body, "message_id", int)
    return _sent(context.people.edit(user, number, need(body, "text"), body.get("chat_id")))


async def press(request: Request, context: Context) -> Json:
    """POST press: the newest button with ``text`` or ``data``, of message ``message_id`` when given."""
    body = await read_json(request)
    user = _user(request, context)
    button, message = context.people.find_button(user, body)
    if message is None:
        return _sent(context.people.use_keyboard(user, button, body.get("chat_id")))
    query_id = context.people.press(user, button, message)
    return {
        "message_id": message.message_id,
        "chat_id": message.chat.id,
        "query_id": query_id,
        "url": button.get("url"),
    }


async def send(request: Request, context: Context) -> Json:
    """POST send: ``kind`` photo, document, voice, sticker, location, contact or video_note, with its data.

    Photos and documents of one ``album`` go together.
    """
    body = await read_json(request)
    content = _content(context, str(body.get("kind", "")), body)
    user, caption = _user(request, context), str(body.get("caption", ""))
    return _sent(context.people.send(user, content, caption, body.get("chat_id"), body.get("reply_to")))


async def block(request: Request, context: Context) -> Json:
    """POST block: the bot may not write to her any more."""
    context.people.block(_user(request, context))
    return {"blocked": True}


async def unblock(request: Request, context: Context) -> Json:
    """POST unblock."""
    context.people.unblock(_user(request, context))
    return {"blocked": False}


def _content(context: Context, kind: str, body: Json) -> Json:
    if kind == "location":
        return {"location": {"latitude": body.get("latitude", 6.2167), "longitude": body.get("longitude", -73.8106)}}
    if kind == "contact":
        return {"contact": {"phone_number": body.get("phone_number", "573000000000"), "first_name": "Contacto"}}
    if kind not in samples.SAMPLES:
        raise ControlError(f"«kind» debe ser uno de: location, contact, {', '.join(samples.SAMPLES)}")
    sample = samples.SAMPLES[kind]
    data = _bytes(body) or sample.data
    name, mime = str(body.get("file_name") or sample.name), str(body.get("mime_type") or sample.mime)
    if kind == "photo" and image_size(data) is None:
        raise ControlError("La foto no es una imagen PNG, JPEG, GIF o WebP")
    stored = context.sim.world.store_file(sample.folder, data, name, mime)
    album = {"media_group_id": str(body["album"])} if body.get("album") else {}
    if kind == "photo":
        return {**album, "photo": photo_sizes(stored)}
    if kind == "document":
        return {**album, "document": document_json(stored)}
    return {kind: {**stored.base_json(), **sample.fields}}


def _bytes(body: Json) -> bytes:
    try:
        return base64.b64decode(str(body.get("content_base64") or ""), validate=True)
    except binascii.Error as error:
        raise ControlError("«content_base64» no es base64") from error
