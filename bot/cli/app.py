"""The command `ventanilla`. Exit codes: 0 done, 2 the input is wrong (one line, no traceback), 1 anything else."""

from __future__ import annotations

import sys
from typing import Annotated

import click
import typer

from bot.cli import ask, datos, up
from municipio.errors import VentanillaError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ventanilla: la alcaldía que responde por chat.")
app.command()(up.up)
app.command()(ask.ask)
app.command()(datos.check)
app.command()(datos.load)
app.command()(datos.migrate)
app.command()(datos.codigo)


def main(argv: Annotated[list[str] | None, "arguments; those of the process when None"] = None) -> None:
    """Run the command and leave with its exit code."""
    try:
        app(argv, standalone_mode=False)
        code = 0
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        code = error.salida
    except click.UsageError as error:
        print(f"{_in_spanish(error)} Use «ventanilla --help».", file=sys.stderr)  # noqa: T201
        code = 2
    except (KeyboardInterrupt, click.Abort):
        code = 1
    sys.exit(code)


def _in_spanish(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"Falta {error.param.opts[0] if error.param else 'un dato'}."
        case click.NoSuchOption():
            return f"No existe la opción {error.option_name}."
        case click.BadParameter():
            return f"No sirve el valor de {error.param.opts[0] if error.param else 'una opción'}."
    return "No entiendo esa orden."
