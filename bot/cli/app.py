"""The command `ventanilla`. Exit codes: 0 done, 2 the input is wrong (one line, no traceback), 1 anything else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import typer

from bot.cli import agenda, ask, datos, importar, up
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
app.command()(importar.plan_import)

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
        if argv is None and sys.argv[1:2] != ["up"]:  # which logs nothing itself, and must start in a moment
            _logs_apart()
        app(argv, standalone_mode=False)
        sys.stdout.flush()
        code = 0
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        code = error.salida
    except UsageError as error:
        print(f"{_in_spanish(error)}. Use «ventanilla --help».", file=sys.stderr)  # noqa: T201
        code = 2
    except BrokenPipeError:  # whoever read the answer has had enough
        _let_go_of_stdout()
        code = 1
    except OSError as error:
        print(f"El sistema no lo permitió: {error.filename or 'la salida'}: {motivo(error)}", file=sys.stderr)  # noqa: T201
        _let_go_of_stdout()
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        code = 1
    sys.exit(code)


def _logs_apart() -> None:
    """Standard output is for answers: what the parts of the program log goes elsewhere, when it is serious."""
    from municipio import logs

    logs.set_up("ERROR")


def _let_go_of_stdout() -> None:
    """Nothing more can be written there: without this, Python tries again at its end and complains."""
    with suppress(OSError, ValueError):
        number = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _in_spanish(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.opts[0] if parameter else "un dato")
    return MESSAGES.get(type(error).__name__, "No entiendo esa orden").format(name=name)
