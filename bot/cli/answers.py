"""The answers of `ventanilla ask`, and the JSONL files of its `--batch`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from actions.render import plain
from actions.turn import Reply, State, Turn
from bot import wiring
from bot.cli.patient import Patient
from bot.conversation import Conversation
from bot.up.nlu import borrowed_server
from municipio.db.engine import Database
from municipio.errors import EntradaInvalidaError, VentanillaError
from municipio.settings import Settings
from municipio.sistema import motivo, sin_espacio

PATIENCE_S = 30.0
"""Nobody waits at a phone here: the trained understanding answers, also on a busy machine."""


class Line(BaseModel):
    """One line of `--batch`: lines of one `session` form a conversation, in order."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    text: str
    session: str | None = None


def answer_all(settings: Settings, municipio: str, lines: list[Line]) -> list[dict[str, Any]]:
    """The answers to `lines`, in order, with the NLU server that is running or one of its own."""
    database = wiring.ready_database(settings)
    served = wiring.padron(settings, database)
    served.catalogo(municipio)
    with borrowed_server(settings) as settings_with_nlu:
        patient = settings_with_nlu.model_copy(update={"nlu_timeout": PATIENCE_S})
        talk = wiring.conversation(patient, served, Patient)
        return asyncio.run(_answers(talk, database, settings, municipio, lines))


async def _answers(
    talk: Conversation, database: Database, settings: Settings, municipio: str, lines: list[Line]
) -> list[dict[str, Any]]:
    states: dict[str, State] = {}
    results = []
    for line in lines:
        state = states.setdefault(line.session, State()) if line.session else State()
        began = perf_counter()
        turn = Turn(key=f"ask:{line.id}", now=settings.clock.now(), municipio=municipio, text=line.text)
        plan = await talk.plan(turn, state)
        with database.read() as session:
            reply = talk.act(session, turn, state, plan)
            session.rollback()
        results.append(as_result(line, reply, (perf_counter() - began) * 1000))
    return results


def as_result(line: Line, reply: Reply, milliseconds: float) -> dict[str, Any]:
    """The JSON of one answer (design §4)."""
    return {
        "id": line.id,
        "text": line.text,
        "intent": reply.intent,
        "facet": reply.facet,
        "tramite": reply.tramite,
        "confidence": round(reply.confidence, 3),
        "outcome": reply.outcome.value,
        "candidates": list(reply.candidates),
        "reply": plain(reply.text),
        "buttons": [button.text for row in reply.buttons for button in row],
        "ms": round(milliseconds, 1),
    }


def read_lines(path: Path) -> Iterator[Line]:
    """The questions of a JSONL file. One that is wrong is named with its number."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EntradaInvalidaError(f"No se puede leer {path}: no está en UTF-8") from None
    except OSError as error:
        raise EntradaInvalidaError(f"No se puede leer {path}: {motivo(error)}") from None
    for number, raw in enumerate(content.splitlines(), 1):
        if raw.strip():
            try:
                yield Line.model_validate_json(raw)
            except ValidationError:
                raise EntradaInvalidaError(f"{path}:{number}: hace falta un JSON con «id» y «text»") from None


class WholeFile:
    """A JSONL file that is written whole or not at all. That it can be written is seen at once, not after the work."""

    def __init__(self, path: Path) -> None:
        self._path, self._temporary = path, path.with_name(path.name + ".parte")

    def __enter__(self) -> Self:
        if self._path.is_dir():
            raise EntradaInvalidaError(f"No se puede escribir {self._path}: es una carpeta")
        self._attempt(self._temporary.touch)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def write(self, results: list[dict[str, Any]]) -> None:
        """Put the file in its place."""
        content = "".join(json.dumps(result, ensure_ascii=False) + "\n" for result in results)
        self._attempt(lambda: self._temporary.write_text(content, encoding="utf-8"))
        self._attempt(lambda: self._temporary.replace(self._path))

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OSError as error:
            kind = VentanillaError if sin_espacio(error) else EntradaInvalidaError
            raise kind(f"No se puede escribir {self._path}: {motivo(error)}") from None
