"""``python -m bot.simulator``: start a simulated Telegram on this machine."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bot.simulator.core import DEFAULT_TOKEN, Options, Simulator
from bot.simulator.server import PortTakenError, Server


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"La orden está mal escrita ({message}). Vea las opciones con --help.\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with 2 and a line in Spanish when it is wrong."""
    parser = _Parser(prog="python -m bot.simulator", description="Simulador de Telegram de Ventanilla.")
    parser.add_argument("--port", type=port, default=0, help="puerto local; 0 toma uno libre")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="el token que usará el bot")
    parser.add_argument("--clock-file", type=Path, help="archivo JSON que comparte el reloj con el producto")
    parser.add_argument("--coordinator-start", default="", metavar="PAYLOAD", help="código de /start de Carmen")
    parser.add_argument("--municipios", type=municipios, default={}, metavar="slug=Nombre,…")
    parser.add_argument("--flood-scale", type=float, default=1.0, help="acelera los límites de Telegram; 0 los quita")
    return parser.parse_args(argv)


def port(text: str) -> int:
    """A TCP port; 0 means a free one."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("el puerto es un número de 0 a 65535")
    return int(text)


def municipios(text: str) -> dict[str, str]:
    """``slug=Nombre,slug=Nombre`` as a mapping."""
    pairs = [item.partition("=") for item in text.split(",") if item.strip()]
    if any(not slug.strip() or not name.strip() for slug, _, name in pairs):
        raise argparse.ArgumentTypeError("los municipios se escriben slug=Nombre,slug=Nombre")
    return {slug.strip(): name.strip() for slug, _, name in pairs}


def announce(server: Server) -> None:
    """Write the ready line, for whoever started this process."""
    sys.stdout.write(json.dumps({"ready": True, "address": server.address}) + "\n")
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Run until Ctrl-C. Exit codes: 0 ended well, 2 the input is wrong (one line on stderr)."""
    asked = parse(sys.argv[1:] if argv is None else argv)
    options = Options(
        token=asked.token,
        clock_file=asked.clock_file,
        coordinator_start=asked.coordinator_start,
        municipios=asked.municipios,
        flood_scale=asked.flood_scale,
    )
    try:
        server = Server(Simulator(options), asked.port)
    except PortTakenError:
        sys.stderr.write(f"El puerto {asked.port} está ocupado; elija otro con --port o use --port 0.\n")
        return 2
    except OSError as error:
        used = error.filename or f"el puerto {asked.port}"
        sys.stderr.write(f"No se puede usar {used}: {error.strerror}.\n")
        return 2
    server.on_ready = lambda: announce(server)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
