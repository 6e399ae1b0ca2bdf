"""Reading requests and writing answers of the control API."""

from __future__ import annotations

import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from bot.simulator.core import Simulator
from bot.simulator.errors import ApiError, ControlError
from bot.simulator.model import Json
from bot.simulator.people import People

Handler = Callable[[Request, "Context"], Awaitable[object]]
N = TypeVar("N", int, float)
Endpoint = Callable[[Request], Awaitable[Response]]


class Context:
    """What every handler of the control API works with."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.people = People(sim)


def endpoint(context: Context, handler: Handler) -> Endpoint:
    """Turn `handler` into a Starlette endpoint that answers JSON, errors included (``{"error": "…"}`` in Spanish)."""

    @functools.wraps(handler)
    async def run(request: Request) -> Response:
        try:
            return as_json(await handler(request, context))
        except ControlError as error:
            return as_json({"error": error.message}, error.status)
        except ApiError as error:
            return as_json({"error": error.description}, 400)

    return run


def as_json(value: object, status: int = 200) -> Response:
    """A JSON answer with the letters of Spanish as they are."""
    return Response(json.dumps(value, ensure_ascii=False), status, media_type="application/json")


async def read_json(request: Request) -> Json:
    """The body, an object; empty when there is none. Only ``application/json``, which other web sites cannot send."""
    body = await request.body()
    if not body:
        return {}
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ControlError("El cuerpo debe ser JSON (Content-Type: application/json)", 415)
    try:
        value = json.loads(body)
    except ValueError as error:
        raise ControlError(f"El cuerpo no es JSON: {error}") from error
    if not isinstance(value, dict):
        raise ControlError("El cuerpo debe ser un objeto JSON")
    return value


def number(request: Request, name: str, default: N) -> N:
    """A number of the query string; `ControlError` when it is not one."""
    try:
        return type(default)(request.query_params.get(name, default))
    except ValueError as error:
        raise ControlError(f"«{name}» debe ser un número") from error


def need(body: Json, name: str, *kinds: type[Any]) -> Any:
    """The value of `name` in `body`; `ControlError` when it is missing or of none of `kinds` (text by default)."""
    value = body.get(name)
    if not isinstance(value, kinds or (str,)):
        raise ControlError(f"Falta «{name}» o no es del tipo esperado")
    return value
