"""The page of phones: one HTML file, its static files, and the stream of what happens."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.simulator.core import Simulator
from bot.simulator.hub import GOODBYE

HERE = Path(__file__).parent
HEARTBEAT_S = 15.0
_POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"


def page_routes(sim: Simulator) -> list[BaseRoute]:
    """Routes of the page for `sim`."""

    async def index(_request: Request) -> Response:
        headers = {"content-security-policy": _POLICY, "cache-control": "no-store"}
        return FileResponse(HERE / "static" / "index.html", headers=headers)

    async def events(request: Request) -> Response:
        return StreamingResponse(
            _stream(sim, request), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def file(request: Request) -> Response:
        stored = sim.world.files.get(request.path_params["file_id"])
        if stored is None:
            return Response("No existe ese archivo", 404, media_type="text/plain")
        image = stored.mime in ("image/png", "image/jpeg", "image/gif", "image/webp")
        media_type = stored.mime if image else "application/octet-stream"
        headers = {"x-content-type-options": "nosniff"}
        if not image:
            safe = stored.name.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
            headers["content-disposition"] = f'attachment; filename="{safe}"'
        return Response(stored.data, media_type=media_type, headers=headers)

    mimetypes.add_type("text/javascript", ".js")
    return [
        Route("/", index),
        Route("/events", events),
        Route("/files/{file_id}", file),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


async def _stream(sim: Simulator, request: Request) -> AsyncIterator[str]:
    async with sim.hub.subscribe() as queue:
        yield "event: ready\ndata: {}\n\n"
        while not await request.is_disconnected():
            try:
                event = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
            except TimeoutError:
                yield ": sigo aquí\n\n"
                continue
            if event["type"] == GOODBYE:
                return
            yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
