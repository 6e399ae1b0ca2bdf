"""The NLU server as a neighbour process: its model, its address, and borrowing one for a single command."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import httpx
from pydantic import SecretStr

from bot.up.born import with_parent
from municipio.errors import EntradaInvalidaError, VentanillaError
from municipio.settings import ROOT, Settings

WRONG_INPUT = 2


def address_file(settings: Settings) -> Path:
    """Where `ventanilla up` leaves the address and token of its NLU server (readable by its owner only)."""
    return settings.var_dir / "run" / "nlu.json"


def environment(token: str) -> dict[str, str]:
    """The environment of the NLU processes."""
    return {**os.environ, "NLU_TOKEN": token, "PYTHONUNBUFFERED": "1"}


def train_command(settings: Settings) -> list[str]:
    """Trains the model if its content changed; prints progress and, last, the path of the model."""
    return [str(settings.nlu_python), "-m", "nlu.train", "--out", str(settings.var_dir / "models")]


def serve_command(settings: Settings, model: str, port: int) -> list[str]:
    """Serves the model on loopback."""
    return [str(settings.nlu_python), "-m", "nlu.serve", "--model", model, "--port", str(port)]


def require_environment(settings: Settings) -> None:
    """The NLU environment must exist."""
    if not settings.nlu_python.is_file():
        raise VentanillaError(f"Falta el entorno de la comprensión ({settings.nlu_python}): ejecute «make setup»")


def train(settings: Settings) -> str:
    """The path of the model, trained now if there was none for this content. Progress goes to stderr."""
    require_environment(settings)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryFile("w+") as errors, _process(train_command(settings), dict(os.environ), errors) as process:
        assert process.stdout is not None  # noqa: S101
        last = ""
        for line in process.stdout:
            if last:
                print(last, file=sys.stderr)  # noqa: T201
            last = line.strip()
        if process.wait() != 0:
            reason = _last_line(errors) or f"código {process.returncode}"
            wrong = process.returncode == WRONG_INPUT
            raise (
                EntradaInvalidaError(reason)
                if wrong
                else VentanillaError(f"No se pudo entrenar la comprensión: {reason}")
            )
    return last


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def borrowed_server(settings: Settings) -> Iterator[Settings]:
    """Settings that point at an NLU server: the configured one, the one that is running, or one for this while."""
    running = None if settings.nlu_url else _running(settings)
    if settings.nlu_url or running:
        yield settings.model_copy(update=running or {})
        return
    model, token, port = train(settings), secrets.token_urlsafe(24), free_port()
    command = serve_command(settings, model, port)
    with TemporaryFile("w+") as errors, _process(command, environment(token), errors) as process:
        try:
            _wait_ready(process, errors)
            yield settings.model_copy(update={"nlu_url": f"http://127.0.0.1:{port}", "nlu_token": SecretStr(token)})
        finally:
            process.terminate()


def _process(command: list[str], environment: dict[str, str], errors: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        preexec_fn=with_parent(),
    )


def _wait_ready(process: subprocess.Popen[str], errors: IO[str]) -> None:
    assert process.stdout is not None  # noqa: S101
    for line in process.stdout:
        if is_ready(line):
            return
    process.wait()
    raise VentanillaError(f"La comprensión no arrancó: {_last_line(errors) or f'código {process.returncode}'}")


def _last_line(errors: IO[str]) -> str:
    errors.seek(0)
    lines = errors.read().strip().splitlines()
    return lines[-1] if lines else ""


def is_ready(line: str) -> bool:
    """Whether a line of a child process says that it is ready."""
    try:
        message: Any = json.loads(line)
    except ValueError:
        return False
    return isinstance(message, Mapping) and message.get("ready") is True


def _running(settings: Settings) -> dict[str, Any] | None:
    """The server of a running `ventanilla up`, if it answers."""
    try:
        kept = json.loads(address_file(settings).read_text())
        url, token = kept["url"], kept["token"]
        httpx.get(f"{url}/status", params={"token": token}, timeout=2, trust_env=False).raise_for_status()
    except (OSError, ValueError, KeyError, httpx.HTTPError):
        return None
    return {"nlu_url": url, "nlu_token": SecretStr(token)}
