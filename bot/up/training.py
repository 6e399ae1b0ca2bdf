"""Training the understanding beside a bot that already attends: its progress is told, and trouble is waited out."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.up import nlu
from bot.up.born import with_parent
from bot.up.child import last_line, open_log, signal_to
from municipio.errors import EntradaInvalidaError, VentanillaError
from municipio.settings import ROOT, Settings

FIRST_WAIT_S, LONGEST_WAIT_S = 300.0, 3600.0

Say = Callable[[str], None]


async def trained(settings: Settings, environment: Mapping[str, str], say: Say) -> str:
    """The path of the model, as soon as there is one. Sentences that are wrong are an `EntradaInvalidaError`."""
    wait = FIRST_WAIT_S
    while True:
        try:
            return await _train(settings, environment, say)
        except EntradaInvalidaError:
            raise
        except VentanillaError as error:
            say(f"{error.mensaje} El bot sigue por palabras clave; se intenta otra vez en {wait / 60:.0f} min.")
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT_S)


async def _train(settings: Settings, environment: Mapping[str, str], say: Say) -> str:
    log = settings.var_dir / "log" / "entrenamiento.log"
    with open_log(log, "entrenamiento", say) as errors:
        process = await asyncio.create_subprocess_exec(
            *nlu.train_command(settings),
            cwd=ROOT,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            preexec_fn=with_parent(),
        )
    try:
        last = await _tell(process, say)
        code = await process.wait()
    finally:
        if process.returncode is None:
            signal_to(process, signal.SIGTERM)
            await process.wait()
    if code != 0:
        raise _failure(code, log)
    return last


async def _tell(process: asyncio.subprocess.Process, say: Say) -> str:
    """Tell every line but the last, which is the answer."""
    assert process.stdout is not None  # noqa: S101
    last = ""
    while line := (await process.stdout.readline()).decode(errors="replace").strip():
        if last:
            say(last)
        last = line
    return last


def _failure(code: int, log: Path) -> VentanillaError:
    reason = last_line(log) or f"código {code}"
    if code == nlu.WRONG_INPUT:
        return EntradaInvalidaError(reason)
    return VentanillaError(f"No se pudo entrenar la comprensión: {reason.rstrip('.')}. Detalle: {log}.")
