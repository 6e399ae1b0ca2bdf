"""The ASGI application: the Bot API on its own fast path, everything else through Starlette."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from bot.simulator.api.dispatch import Answer, call
from bot.simulator.api.request import read_params
from bot.simulator.control.routes import control_routes
from bot.simulator.core import Simulator
from bot.simulator.errors import ApiError, ConnectionCutError
from bot.simulator.faults import GatewayError
from bot.simulator.page.routes import page_routes

MAX_BODY_BYTES = 60 * 1024 * 1024
_BOT_PATH = re.compile(r"^/bot([^/]+)/(?:test/)?([^/]*)/?$")
_FILE_PATH = re.compile(r"^/file/bot([^/]+)/(.+)$")
_GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
CutConnection = Callable[[Scope], None]


class App:
    """ASGI application of one simulator. `cut` closes the connection of a request without an answer."""

    def __init__(self, sim: Simulator, cut: CutConnection) -> None:
        self.sim = sim
        self._cut = cut
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
        self._rest = Starlette(routes=[*control_routes(sim), *page_routes(sim)], middleware=[hosts])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of the server."""
        path = scope.get("path", "")
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and path.startswith("/bot"):
            await self._bot_api(scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await self._file(path, scope, receive, send)
        else:
            await self._rest(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.sim.webhook.stop()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _bot_api(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(scope, receive)
        except ConnectionCutError:
            self._cut(scope)
            await asyncio.sleep(0.01)
            return
        except GatewayError:
            await _send(send, 502, b"text/html", _GATEWAY_PAGE)
            return
        body = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        await _send(send, answer.status, b"application/json", body)

    async def _file(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """A download; faults call it `file`."""
        try:
            cut = await self.sim.faults.before("file", None)
            await self._download(path)(scope, receive, _half(send) if cut else send)
            if cut:
                raise ConnectionCutError
        except ConnectionCutError:
            self._cut(scope)
            await asyncio.sleep(0.01)
        except GatewayError:
            await _send(send, 502, b"text/html", _GATEWAY_PAGE)
        except ApiError as error:
            await _json_response(error)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        match = _BOT_PATH.match(scope["path"])
        if match is None:
            return _error(ApiError(404, "Not Found"))
        try:
            body = await _read_body(receive)
            params = read_params(scope["query_string"], _content_type(scope), body)
        except ApiError as error:
            return _error(error)
        return await call(self.sim, unquote(match.group(1)), match.group(2), params)

    def _download(self, path: str) -> Response:
        match = _FILE_PATH.match(path)
        if match is None or unquote(match.group(1)) != self.sim.token:
            return _json_response(ApiError(401, "Unauthorized"))
        stored = self.sim.world.files_by_path.get(match.group(2))
        if stored is None:
            return _json_response(ApiError(404, "Not Found"))
        return Response(stored.data, media_type="application/octet-stream")


def _error(error: ApiError) -> Answer:
    return Answer(error.code, error.to_json())


def _json_response(error: ApiError) -> Response:
    return Response(json.dumps(error.to_json()), error.code, media_type="application/json")


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value.decode("latin-1"))
    return ""


def _half(send: Send) -> Send:
    """Only the first half of what is downloaded."""

    async def halved(message: Message) -> None:
        if message["type"] == "http.response.body":
            body = message["body"]
            message = {**message, "body": body[: len(body) // 2], "more_body": True}
        await send(message)

    return halved


async def _read_body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, status: int, content_type: bytes, body: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
