"""Logs: events with a name and numbers, on standard error. No level ever shows what people write, nor the token."""

from __future__ import annotations

import logging
import sys

import structlog

NOISY = ("httpx", "httpcore", "telegram")
"""Their INFO and DEBUG lines carry addresses with the token in them, and messages."""


def set_up(level: str) -> None:
    """One line per event: for people on a terminal, JSON elsewhere. `level` as in the settings."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    pretty = sys.stderr.isatty()
    last: structlog.typing.Processor = structlog.dev.ConsoleRenderer() if pretty else _json()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=max(number, logging.INFO), format="%(levelname)s %(name)s %(message)s")
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _json() -> structlog.typing.Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)
