"""`python -m nlu.serve --model PATH --port N`: Rasa's /model/parse and /status over a trained graph.

NLU_TOKEN must be set (or NLU_TOKEN_FILE name a file with it). No channels, no webhooks, no training, no telemetry. What
people write is never logged, at any level. Prints one line `{"ready": true, "port": N}` when it listens. Exit codes: 2
wrong use or port taken, 1 anything else.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlu.model import Model


class CannotServeError(Exception):
    """The server cannot start. The message is one line in Spanish."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="nlu.serve", description="Sirve la comprensión en esta máquina.")
    parser.add_argument("--model", type=Path, required=True, help="el modelo que imprimió nlu.train")
    parser.add_argument("--port", type=int, default=5005, help="puerto; 0 escoge uno libre")
    parser.add_argument("--interface", default="127.0.0.1", help="dirección en la que escucha")
    chosen = parser.parse_args(arguments)
    _quiet()
    try:
        token = _token()
        door = _listen(chosen.interface, chosen.port)
        _serve(_load(chosen.model), token, door)
    except CannotServeError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _quiet() -> None:
    """Nothing of Rasa, dask or Sanic below a warning: Rasa's debug lines contain the messages."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for name in ("rasa", "dask", "sanic.root", "sanic.error", "sanic.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _token() -> str:
    token = os.environ.get("NLU_TOKEN", "").strip()
    secret = os.environ.get("NLU_TOKEN_FILE", "").strip()
    if not token and secret:
        try:
            token = Path(secret).read_text(encoding="utf-8").strip()
        except OSError as error:
            reason = f"No se puede leer NLU_TOKEN_FILE («{secret}»)."
            raise CannotServeError(reason) from error
    if not token:
        reason = "Falta NLU_TOKEN: la comprensión no se sirve sin clave."
        raise CannotServeError(reason)
    return token


def _listen(interface: str, port: int) -> socket.socket:
    """The socket is bound first: a port that is taken is known before the model loads."""
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((interface, port))
    except (OSError, OverflowError) as error:
        door.close()
        reason = f"El puerto {port} de {interface} ya está ocupado o no se puede usar; escoja otro con --port."
        raise CannotServeError(reason) from error
    return door


def _load(path: Path) -> Model:
    if not path.is_file():
        reason = f"No existe el modelo «{path}»; entrene con: python -m nlu.train"
        raise CannotServeError(reason)
    from nlu.model import BrokenModelError, Model

    try:
        return Model.load(path)
    except BrokenModelError as error:
        raise CannotServeError(str(error)) from error


def _serve(model: Model, token: str, door: socket.socket) -> None:
    from nlu.app import application

    app = application(model, token)
    port = door.getsockname()[1]

    @app.after_server_start
    async def ready(*_: object) -> None:
        print(json.dumps({"ready": True, "port": port}), flush=True)

    app.run(sock=door, workers=1, debug=False, access_log=False, motd=False, auto_reload=False)


if __name__ == "__main__":
    sys.exit(main())
