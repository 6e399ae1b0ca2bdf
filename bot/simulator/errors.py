"""What the simulated Telegram refuses, with the texts that Telegram really uses."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal that reaches the bot as ``{"ok": false, "error_code", "description", "parameters"}``."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def to_json(self) -> dict[str, Any]:
        """The body of the answer, as the Bot API writes it."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(what: str) -> ApiError:
    """400: the request itself is wrong. `what` starts in lower case unless it is a server constant."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403: the bot may not do it now."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409: two ways of receiving updates at once."""
    return ApiError(409, f"Conflict: {what}")


def too_many(retry_after: int) -> ApiError:
    """429: flood limit; the bot is told how many seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class ConnectionCutError(Exception):
    """Close the connection without an answer (a fault that was asked for)."""


class ControlError(Exception):
    """A wrong use of the control API; the text (Spanish) is for the person who wrote the call."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
