"""Logs: events with a name and numbers, one line each, on standard error.

No level ever shows what people write, nor the token: not even when a library tells of an error of its own.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType

import structlog

NOISY = ("httpx", "httpcore", "telegram")
"""Their INFO and DEBUG lines carry addresses with the token in them, and messages."""
MOST_WAITING = 64 * 1024
ROOT = Path(__file__).resolve().parent.parent


def set_up(level: str) -> None:
    """One line per event: for people on a terminal, JSON elsewhere. `level` as in the settings."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    pretty = sys.stderr.isatty()
    last: structlog.typing.Processor = structlog.dev.ConsoleRenderer() if pretty else _json()
    lines = _Lines(sys.stderr.fileno())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=True,
    )
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(_OneLine("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[of_libraries], level=max(number, logging.INFO))
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def place(error: BaseException) -> str:
    """File and line of ours where it happened. Never the text of the error: it may quote a person."""
    return _place(error.__traceback__)


class _Lines:
    """Writes lines. A full disk, or a terminal that is gone, must not stop whoever has something to tell.

    What could not be written waits, up to `MOST_WAITING` bytes, for the next line that can.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._waiting = b""
        self._one_at_a_time = Lock()

    def msg(self, line: str) -> None:
        """Write it, when it can be written."""
        with self._one_at_a_time, suppress(OSError):
            if len(self._waiting) < MOST_WAITING:
                self._waiting += f"{line}\n".encode(errors="backslashreplace")
            while self._waiting:
                self._waiting = self._waiting[os.write(self._number, self._waiting) :]

    debug = info = warning = error = critical = msg


class _OneLine(logging.Formatter):
    """What libraries tell, without what they quote: the first line, and for an error its kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        record.message = record.getMessage().partition("\n")[0]
        line = self.formatMessage(record)
        if not record.exc_info or record.exc_info[0] is None:
            return line
        kind, _, trace = record.exc_info
        return f"{line} {kind.__name__} {_place(trace)}"


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if ROOT in Path(frame.filename).parents and ".venv" not in frame.filename]
    last = (ours or frames)[-1:]
    return f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "?"


def _json() -> structlog.typing.Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)
