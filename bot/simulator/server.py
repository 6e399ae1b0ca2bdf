"""Listening: the HTTP server of the simulator on loopback."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.simulator.app import App
from bot.simulator.core import Simulator


class PortTakenError(OSError):
    """Somebody else listens on the port that was asked for."""


class _Announcing(uvicorn.Server):
    """Tells when it answers and when it is about to end."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None], on_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_end = on_end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_end()
        await super().shutdown(sockets=sockets)


class Server:
    """One listening simulator. `port` 0 takes a free one; the socket is bound when this object is made.

    `on_ready` is called in the event loop as soon as it answers.
    """

    def __init__(self, sim: Simulator, port: int = 0, host: str = "127.0.0.1") -> None:
        self.sim = sim
        self.socket = _bind(host, port)
        self.port: int = self.socket.getsockname()[1]
        self.address = f"http://{host}:{self.port}"
        self.on_ready: Callable[[], None] = lambda: None
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        config = uvicorn.Config(
            App(sim, self._cut),
            http=self._protocol(),
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=75,
        )
        self._uvicorn = _Announcing(config, lambda: self.on_ready(), sim.close)

    async def serve(self) -> None:
        """Serve until `stop`, or Ctrl-C in the main thread."""
        await self._uvicorn.serve(sockets=[self.socket])

    def stop(self) -> None:
        """Ask it to end; safe from any thread."""
        self._uvicorn.should_exit = True

    def _protocol(self) -> type[asyncio.Protocol]:
        transports = self._transports

        class CuttableProtocol(H11Protocol):
            """Remembers its transport, so that a fault can close it in the middle of a request."""

            def connection_made(self, transport: Any) -> None:
                super().connection_made(transport)
                transports[transport.get_extra_info("peername")] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                transports.pop(self.client or ("", 0), None)
                super().connection_lost(exc)

        return CuttableProtocol

    def _cut(self, scope: Scope) -> None:
        transport = self._transports.get(tuple(scope["client"]))
        if transport is not None:
            transport.abort()


def _bind(host: str, port: int) -> socket.socket:
    # The protocol is named because asyncio turns Nagle's delay off (40 ms per answer) only for sockets that say TCP.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(str(error)) from error
    return listener
