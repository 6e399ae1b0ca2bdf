"""A running simulator in the hands of a test or of a supervisor.

    with SimulatorHandle.in_thread() as telegram:
        rosa = telegram.user("Rosa")
        rosa.starts()
        answer = rosa.asks("¿qué necesito para el certificado de residencia?")
        assert "Requisitos" in answer.buttons

The calls are synchronous HTTP: from asynchronous tests use ``await asyncio.to_thread(rosa.asks, "hola")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from bot.simulator.bodies import Body, OtherBody, ProcessBody, SimulatorError, ThreadBody
from bot.simulator.core import BOT_USERNAME, DEFAULT_TOKEN, Options
from bot.simulator.person import WAIT_S, Person
from bot.simulator.seen import Delivery, Json

__all__ = ["Person", "SimulatorError", "SimulatorHandle"]


class SimulatorHandle:
    """A simulator that runs somewhere. Make it with `in_thread`, `as_process` or `attach`; `stop` ends it."""

    def __init__(self, body: Body, token: str) -> None:
        self._body = body
        self.token = token
        self.address = body.address
        self._http = httpx.Client(base_url=self.address, timeout=150, trust_env=False)

    @classmethod
    def in_thread(cls, port: int = 0, **options: Any) -> Self:
        """Start one in a thread of this process; `options` are the fields of `Options`."""
        chosen = Options(**options)
        return cls(ThreadBody(chosen, port), chosen.token)

    @classmethod
    def as_process(
        cls,
        port: int = 0,
        token: str = DEFAULT_TOKEN,
        clock_file: Path | None = None,
        coordinator_start: str = "",
        municipios: Mapping[str, str] | None = None,
        flood_scale: float = 1.0,
    ) -> Self:
        """Start one as a child process, as the product does."""
        command = ["--port", str(port), "--token", token, "--flood-scale", str(flood_scale)]
        if clock_file is not None:
            command += ["--clock-file", str(clock_file)]
        if coordinator_start:
            command += ["--coordinator-start", coordinator_start]
        if municipios:
            command += ["--municipios", ",".join(f"{slug}={name}" for slug, name in municipios.items())]
        return cls(ProcessBody(command), token)

    @classmethod
    def attach(cls, address: str, token: str = DEFAULT_TOKEN) -> Self:
        """One that somebody else started; `stop` leaves it running."""
        return cls(OtherBody(address), token)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it and free the port. Safe to call twice."""
        self._http.close()
        self._body.stop()

    # Addresses for the clients of the Bot API.

    @property
    def api_url(self) -> str:
        """`base_url` of python-telegram-bot."""
        return f"{self.address}/bot"

    @property
    def file_url(self) -> str:
        """`base_file_url` of python-telegram-bot."""
        return f"{self.address}/file/bot"

    @property
    def bot_username(self) -> str:
        """Name of the bot, without the at sign."""
        return BOT_USERNAME

    def bot_api(self, method: str, /, **parameters: Any) -> Json:
        """One raw request as the bot (JSON); the whole answer, refusals too."""
        answer = self._http.post(f"/bot{self.token}/{method}", json=parameters)
        body: Json = answer.json()
        return body

    # People.

    def user(self, who: int | str) -> Person:
        """A person by id or first name (the cast: Rosa, Marta, Julio, Carmen)."""
        for item in self.call("GET", "/control/users")["users"]:
            if who in (item["id"], item["first_name"]):
                return Person(self.call, item["id"], item["first_name"])
        raise SimulatorError(f"nobody is called {who!r}")

    def new_user(self, first_name: str = "Persona", *, started: bool = False, **fields: Any) -> Person:
        """A new citizen (`last_name`, `username`, `id` may be given)."""
        item = {"first_name": first_name, **fields}
        created = self.call("POST", "/control/users", {"users": [item], "started": started})["users"][0]
        return Person(self.call, created["id"], created["first_name"])

    def new_users(self, count: int, *, started: bool = True) -> list[int]:
        """The ids of `count` new citizens, for load."""
        created = self.call("POST", "/control/users", {"count": count, "started": started})["users"]
        return [item["id"] for item in created]

    def all_say(self, texts: Iterable[tuple[int, str]]) -> None:
        """Many write at once: pairs of user id and text."""
        self.call("POST", "/control/texts", {"items": [{"user_id": user, "text": text} for user, text in texts]})

    def new_group(self, title: str, members: Iterable[Person], *, bot: bool = True) -> int:
        """The chat id of a new group."""
        body = {"title": title, "members": [person.id for person in members], "bot": bot}
        return int(self.call("POST", "/control/groups", body)["chat_id"])

    # What happened.

    def ledger(
        self, after: int = 0, *, chat_id: int | None = None, method: str = "", refused: bool = False
    ) -> list[Delivery]:
        """Everything delivered after entry `after`, in order; with `refused`, the refusals too."""
        return self.wait_for(0, after, chat_id=chat_id, method=method, refused=refused, timeout_s=0)

    def wait_for(
        self,
        count: int,
        after: int = 0,
        *,
        chat_id: int | None = None,
        method: str = "",
        refused: bool = False,
        timeout_s: float = WAIT_S,
    ) -> list[Delivery]:
        """As `ledger`, once there are `count` entries or `timeout_s` seconds have gone by (then fewer)."""
        asked: Json = {"after": after, "method": method, "refused": int(refused), "count": count, "timeout": timeout_s}
        if chat_id is not None:
            asked["chat_id"] = chat_id
        return [Delivery(entry) for entry in self.call("GET", "/control/ledger", **asked)["entries"]]

    @property
    def last_seq(self) -> int:
        """Number of the newest entry of the ledger."""
        return int(self.call("GET", "/control/ledger", limit=0)["last_seq"])

    # Trouble, time, limits.

    def fault(self, kind: str, **fields: Any) -> None:
        """Inject a fault: ``flood blocked error gateway slow cut drop``; fields as in `bot.simulator.faults.Fault`."""
        self.call("POST", "/control/faults", {"kind": kind, **fields})

    def clear_faults(self) -> None:
        """Good weather again."""
        self.call("DELETE", "/control/faults")

    def now(self) -> datetime:
        """The simulated moment, in Bogotá."""
        return datetime.fromisoformat(self.call("GET", "/control/clock")["now"])

    def travel(self, seconds: float) -> None:
        """Move the clock on by `seconds`."""
        self.call("POST", "/control/clock", {"advance_s": seconds})

    def travel_to(self, moment: datetime | str) -> None:
        """Move the clock to `moment` (Bogotá when it says no zone)."""
        text = moment if isinstance(moment, str) else moment.isoformat()
        self.call("POST", "/control/clock", {"to": text})

    def back_to_now(self) -> None:
        """The clock tells real time again."""
        self.call("POST", "/control/clock", {"reset": True})

    def flood_scale(self, scale: float) -> None:
        """Speed up Telegram's flood limits; 0 turns them off."""
        self.call("POST", "/control/settings", {"flood_scale": scale})

    def reset(self) -> None:
        """As just started: only the cast, no messages or faults, an empty ledger, the clock on real time."""
        self.call("POST", "/control/reset")

    def call(self, http_method: str, path: str, body: Json | None = None, **query: Any) -> Json:
        """One call of the control API; `SimulatorError` with its words when it refuses."""
        answer = self._http.request(http_method, path, json=body, params=query or None)
        data: Json = answer.json()
        if answer.is_error:
            raise SimulatorError(data.get("error", answer.text))
        return data
