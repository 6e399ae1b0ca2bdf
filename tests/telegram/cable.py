"""The cable between the bot and Telegram: it can be pulled out and plugged in again."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from threading import Lock, Thread
from urllib.parse import urlsplit

RESET = struct.pack("ii", 1, 0)
"""As `SO_LINGER`: closing then says so to the other side at once."""


class Cable:
    """A port of this machine that leads to the server at `address`, while it is plugged in."""

    def __init__(self, address: str) -> None:
        there = urlsplit(address)
        self._there = (there.hostname, there.port)
        self._ends: list[socket.socket] = []
        self._door: socket.socket | None = None
        self._lock = Lock()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def plug(self) -> None:
        """Let through."""
        self._door = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._welcome, args=(self._door,), daemon=True).start()

    def pull(self) -> None:
        """Cut what is being said, and let nobody in: connections are refused."""
        door, self._door = self._door, None
        if door is not None:
            door.shutdown(socket.SHUT_RDWR)
            door.close()
        with self._lock:
            ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                far = socket.create_connection(self._there)
                with self._lock:
                    self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(65_536):
            other.sendall(said)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
