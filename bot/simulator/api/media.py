"""Photos, documents, albums and files."""

from __future__ import annotations

import mimetypes

from bot.simulator.api.common import post, read_caption, read_markup, read_reply, writable_chat
from bot.simulator.api.request import Params, Upload
from bot.simulator.core import Simulator
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.images import image_size
from bot.simulator.keyboards import Markup
from bot.simulator.limits import MAX_DOCUMENT_BYTES, MAX_DOWNLOAD_BYTES, MAX_PHOTO_BYTES
from bot.simulator.model import Json, StoredFile
from bot.simulator.world import document_json, photo_sizes


async def send_photo(sim: Simulator, params: Params) -> Json:
    """`sendPhoto`: an upload or a known `file_id`; the caption as in Telegram."""
    return _send(sim, params, "photo")


async def send_document(sim: Simulator, params: Params) -> Json:
    """`sendDocument`."""
    return _send(sim, params, "document")


def _send(sim: Simulator, params: Params, kind: str) -> Json:
    chat = writable_chat(sim, params)
    stored = _input_file(sim, params, kind, params.text(kind))
    caption, markup, reply_to = read_caption(params), read_markup(params), read_reply(chat, params)
    message = post(sim, chat, markup, reply_to)
    message.content = _content(kind, stored)
    message.caption, message.caption_entities = caption.text or None, caption.entities
    sim.show(message)
    return message.to_json()


async def send_media_group(sim: Simulator, params: Params) -> list[Json]:
    """`sendMediaGroup` with photos or documents, from 2 to 10."""
    chat = writable_chat(sim, params)
    media = params.objects("media")
    if not 2 <= len(media) <= 10:
        wrong = "there must be from 2 to 10 media in an album" if media else "there are no media in the request"
        raise bad_request(wrong)
    ready = []
    for item in media:
        kind = str(item.get("type", ""))
        if kind not in ("photo", "document"):
            raise bad_request(f"type {kind!r} can't be used in sendMediaGroup here")
        ready.append((kind, _input_file(sim, params, kind, str(item.get("media", ""))), read_caption(Params(item))))
    group_id, sent = str(sim.date) + str(len(chat.messages)), []
    for kind, stored, caption in ready:
        message = post(sim, chat, Markup(), None)
        message.content = {"media_group_id": group_id, **_content(kind, stored)}
        message.caption, message.caption_entities = caption.text or None, caption.entities
        sim.show(message)
        sent.append(message.to_json())
    return sent


async def get_file(sim: Simulator, params: Params) -> Json:
    """`getFile`: the path to download from; files over 20 MB are refused."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = sim.world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.base_json(), "file_path": stored.path}


def _input_file(sim: Simulator, params: Params, kind: str, value: str) -> StoredFile:
    name = value.removeprefix("attach://") if value.startswith("attach://") else kind
    upload = params.files.get(name)
    if upload is not None:
        return _stored(sim, kind, upload)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    known = sim.world.files.get(value)
    if known is None and value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if known is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return known


def _stored(sim: Simulator, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    limit = MAX_PHOTO_BYTES if kind == "photo" else MAX_DOCUMENT_BYTES
    if len(upload.data) > limit:
        if kind == "photo":
            size = f"file of size {len(upload.data)} bytes is too big for a photo"
            raise bad_request(f"{size}; the maximum size is {limit} bytes")
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(upload.data)
    mime = upload.mime
    if mime == "application/octet-stream":
        mime = mimetypes.guess_type(upload.name)[0] or mime
    return sim.world.store_file(f"{kind}s", upload.data, upload.name, mime)


def _check_photo(data: bytes) -> None:
    size = image_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * max(1, min(size)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _content(kind: str, stored: StoredFile) -> Json:
    return {"photo": photo_sizes(stored)} if kind == "photo" else {"document": document_json(stored)}
