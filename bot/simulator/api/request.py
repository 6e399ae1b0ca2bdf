"""The parameters of a request: query string, JSON, form or multipart, all read the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from bot.simulator.errors import bad_request
from bot.simulator.model import Json

_NAME = re.compile(r'\bname="([^"]*)"')
_FILENAME = re.compile(r'\bfilename=(?:"([^"]*)"|([^;\r\n]+))')
_FILENAME_STAR = re.compile(r"\bfilename\*=(?:UTF-8|utf-8)''([^;\s]+)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came inside the request."""

    name: str
    mime: str
    data: bytes


class Params:
    """Values by name, as strings (form) or JSON values; the readers take both and refuse the rest."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        """A string; empty when missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; `default` when missing or unreadable, as Telegram does."""
        value = self.values.get(name)
        try:
            return int(value) if value is not None else default
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A truth value: ``true``, ``1``, ``yes``, ``t``, ``y``."""
        value = self.values.get(name)
        return value is True or str(value).lower() in ("true", "1", "yes", "t", "y")

    def parsed(self, name: str) -> Any:
        """A JSON value (already parsed, or as text); None when missing."""
        value = self.values.get(name)
        if value is None or value == "" or not isinstance(value, str):
            return value or None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def objects(self, name: str) -> list[Json]:
        """A JSON list of objects; empty when missing."""
        value = self.parsed(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name} JSON array")
        return value

    def chat_id(self) -> int | None:
        """The number in ``chat_id``; None when missing or a name."""
        value = self.values.get("chat_id")
        try:
            return int(value) if value not in (None, "") else None
        except (TypeError, ValueError):
            return None


def read_params(query: bytes, content_type: str, body: bytes) -> Params:
    """Read a request. Raises `ApiError` 400 for a body that is not what it says it is."""
    values: dict[str, Any] = dict(parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True))
    files: dict[str, Upload] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return Params(values)
    if kind == "application/json":
        values.update(_json_object(body))
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif kind == "multipart/form-data":
        _read_multipart(content_type, body, values, files)
    return Params(values, files)


def _json_object(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("object expected")
    return value


def _read_multipart(content_type: str, body: bytes, values: dict[str, Any], files: dict[str, Upload]) -> None:
    boundary = re.search(r'boundary="?([^";,]+)"?', content_type)
    if boundary is None:
        raise bad_request("boundary not found in the multipart request")
    for part in body.split(b"--" + boundary.group(1).encode())[1:]:
        if part[:2] == b"--":
            break
        head, _, data = part.partition(b"\r\n\r\n")
        data = data[:-2] if data.endswith(b"\r\n") else data
        headers = head.decode("utf-8", "replace")
        name = _NAME.search(headers)
        if name is None:
            continue
        file_name = _file_name(headers)
        if file_name is None:
            values[name.group(1)] = data.decode("utf-8", "replace")
            continue
        mime = re.search(r"(?im)^content-type:\s*([^\s;]+)", headers)
        files[name.group(1)] = Upload(file_name, mime.group(1) if mime else "application/octet-stream", data)


def _file_name(headers: str) -> str | None:
    star = _FILENAME_STAR.search(headers)
    if star is not None:
        return dict(parse_qsl(f"n={star.group(1)}")).get("n", "")
    plain = _FILENAME.search(headers)
    return (plain.group(1) or plain.group(2) or "") if plain else None
