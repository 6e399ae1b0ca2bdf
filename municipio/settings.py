"""One typed settings object, read once, failing loudly with a clear line.

Each setting comes from the environment (or `.env`); a secret may instead come from a file named by `NAME_FILE`.
Every setting is listed in the README and in `.env.example`; a test compares the three.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from municipio.clock import Clock, FileClock, SystemClock
from municipio.errors import EntradaInvalidaError
from municipio.sistema import motivo

ROOT = Path(__file__).resolve().parent.parent
SECRETS = ("TELEGRAM_TOKEN", "NLU_TOKEN", "DATABASE_URL")


class Settings(BaseSettings):
    """What a technician may set. Field names, upper-cased, are the names of the variables."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    telegram_token: SecretStr | None = None
    """Token that @BotFather gives. Without it, `ventanilla up` starts the simulator."""
    telegram_api: str = "https://api.telegram.org"
    """Where the Bot API is served."""
    telegram_rate: float = Field(default=30.0, gt=0, le=1000)
    """Messages a second that Telegram lets this bot send: 30, unless it agreed to more."""
    municipios: Annotated[tuple[str, ...], NoDecode] = ()
    """Slugs that this bot serves, separated by commas; empty means all that are loaded."""
    var_dir: Path = ROOT / "var"
    """Folder for the database, models and files that the product writes."""
    data_dir: Path = ROOT / "data"
    """Folder of the YAML that a municipality edits."""
    database_url: SecretStr | None = None
    """SQLAlchemy URL; empty means SQLite inside `VAR_DIR`."""
    nlu_url: str | None = None
    """Address of a running NLU server; empty means that `ventanilla up` starts one."""
    nlu_token: SecretStr | None = None
    """Token that the NLU server asks for; empty means one made at each start."""
    nlu_python: Path = ROOT / "nlu" / ".venv" / "bin" / "python"
    """Python of the NLU environment."""
    nlu_timeout: float = Field(default=2.0, gt=0, le=30)
    """Seconds to wait for the NLU server before answering by keywords."""
    port: int = Field(default=8088, ge=0, le=65535)
    """Port of the simulator's page on this machine."""
    clock_file: Path | None = None
    """File that moves the clock of every process; empty means the real time."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR. No level ever shows what people write."""

    @field_validator("municipios", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(v.strip() for v in value.split(",") if v.strip()) if isinstance(value, str) else value

    @field_validator("telegram_api", "nlu_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("debe empezar por http:// o https://")
        return value

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.var_dir / 'ventanilla.db'}"

    @cached_property
    def clock(self) -> Clock:
        """The clock that every part of the process shares."""
        return FileClock(self.clock_file) if self.clock_file else SystemClock()


def load() -> Settings:
    """Read the settings. A wrong one is an `EntradaInvalidaError` that names it, never showing a secret."""
    try:
        return Settings(**_from_files())
    except UnicodeDecodeError:
        raise EntradaInvalidaError("No se puede leer .env: no es un texto en UTF-8") from None
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise EntradaInvalidaError(f"El ajuste {name} no sirve: {_in_spanish(first)}") from None


_REASONS = {
    "int_parsing": "debe ser un número entero",
    "int_from_float": "debe ser un número entero",
    "float_parsing": "debe ser un número",
    "greater_than": "debe ser mayor que {gt:g}",
    "greater_than_equal": "debe ser {ge} o más",
    "less_than_equal": "debe ser {le:g} o menos",
    "value_error": "{error}",
}


def _in_spanish(error: Mapping[str, Any]) -> str:
    return _REASONS.get(error["type"], "no tiene la forma esperada").format(**error.get("ctx", {}))


def _from_files() -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in SECRETS:
        path = os.environ.get(f"{name}_FILE")
        if path and not os.environ.get(name):
            try:
                values[name.lower()] = Path(path).read_text(encoding="utf-8").strip()
            except UnicodeDecodeError:
                raise EntradaInvalidaError(f"No se puede leer {name}_FILE ({path}): no es un texto") from None
            except OSError as error:
                raise EntradaInvalidaError(f"No se puede leer {name}_FILE ({path}): {motivo(error)}") from None
    return values
