"""The HTTP side of the NLU server: Rasa's /model/parse and /status, and /health. Nothing else is mounted.

Every path but /health asks for the token (`?token=` as in Rasa, or `Authorization: Bearer`). Refusals have the shape of
Rasa's and never quote the request, and no request is logged.
"""

from __future__ import annotations

import hmac
import json
import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from nlu.model import Model

MAX_BODY = 64 * 1024
"""Bytes of a request at most."""
OPEN = "/health"
_log = logging.getLogger("nlu")


def application(model: Model, token: str) -> Sanic:
    """The server's app for a loaded model."""
    app = Sanic("nlu", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY
    app.config.KEEP_ALIVE_TIMEOUT = 75
    _guarded(app, token)
    _with_errors(app)
    _with_paths(app, model)
    return app


def _guarded(app: Sanic, token: str) -> None:
    @app.on_request
    async def guard(request: Request) -> HTTPResponse | None:
        given = request.args.get("token") or request.token or ""
        if request.path == OPEN or hmac.compare_digest(given.encode(), token.encode()):
            return None
        return _refusal(401, "NotAuthenticated", "User is not authenticated.")


def _with_errors(app: Sanic) -> None:
    @app.exception(Exception)
    async def failed(_: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            return _refusal(error.status_code or 500, type(error).__name__, "The request was refused.")
        _log.error("a request failed: %s", type(error).__name__)
        return _refusal(500, "ParsingError", "An unexpected error occurred.")


def _with_paths(app: Sanic, model: Model) -> None:
    @app.get(OPEN)
    async def health(_: Request) -> HTTPResponse:
        return answer({"status": "ok"})

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        return answer({"model_file": model.file, "model_id": model.id, "num_active_training_jobs": 0})

    @app.post("/model/parse")
    async def parse(request: Request) -> HTTPResponse:
        text = _text(request.body)
        if text is None:
            return _refusal(400, "BadRequest", 'Send a JSON object with a string "text".')
        return answer(model.parse(text))


def _text(body: bytes) -> str | None:
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    text = sent.get("text") if isinstance(sent, dict) else None
    return text if isinstance(text, str) else None


def _refusal(status: int, reason: str, message: str) -> HTTPResponse:
    return answer({"status": "failure", "code": status, "reason": reason, "message": message}, status=status)
