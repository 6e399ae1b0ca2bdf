"""The command `ventanilla`. Exit codes: 0 done, 2 the input is wrong (one line, no traceback), 1 anything else."""

from __future__ import annotations

import sys

import typer

from bot.cli import agenda, ask, datos, up
from municipio.errors import VentanillaError
from municipio.sistema import motivo

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Ventanilla: la alcaldía que responde por chat.")
app.command()(up.up)
app.command()(ask.ask)
app.command()(datos.check)
app.command()(datos.load)
app.command()(datos.migrate)
app.command()(datos.codigo)
app.command()(agenda.agenda)
app.command()(agenda.plan_adoptar)

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises when the command line is wrong (it carries its own click, and exports only this subclass)."""

MESSAGES = {
    "MissingParameter": "Falta {name}",
    "BadParameter": "No sirve el valor de {name}",
    "NoSuchOption": "No existe la opción {name}",
    "BadOptionUsage": "A la opción {name} le falta su valor",
}


def main(argv: list[str] | None = None) -> None:
    """Run the command (`argv`, or the arguments of the process) and leave with its exit code."""
    try:
        app(argv, standalone_mode=False)
        code = 0
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        code = error.salida
    except UsageError as error:
        print(f"{_in_spanish(error)}. Use «ventanilla --help».", file=sys.stderr)  # noqa: T201
        code = 2
    except OSError as error:
        print(f"El sistema no lo permitió: {error.filename or 'un archivo'}: {motivo(error)}", file=sys.stderr)  # noqa: T201
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        code = 1
    sys.exit(code)


def _in_spanish(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.opts[0] if parameter else "un dato")
    return MESSAGES.get(type(error).__name__, "No entiendo esa orden").format(name=name)
