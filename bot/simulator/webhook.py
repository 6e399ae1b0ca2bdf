"""Delivery of updates to the bot's own HTTP server, as `setWebhook` asks for it."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from urllib.parse import urlsplit

import httpx

from bot.simulator.errors import bad_request
from bot.simulator.model import Json
from bot.simulator.updates import UpdateQueue

FIRST_RETRY_S = 1.0
MAX_RETRY_S = 60.0
SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")


class Webhook:
    """At most one address; updates go to it one by one in order and stay queued until it answers 2xx.

    A failed delivery is tried again after a delay that doubles from one second (or the answer's ``Retry-After``).
    Real Telegram demands HTTPS; here plain HTTP is taken too when the address is this machine.
    """

    def __init__(self, updates: UpdateQueue, retry_scale: float = 1.0) -> None:
        self._updates = updates
        self._retry_scale = retry_scale
        self._task: asyncio.Task[None] | None = None
        self._last_error: tuple[float, str] | None = None
        self.url = ""
        self.secret = ""
        self.max_connections = 40

    async def set(self, url: str, secret: str, max_connections: int) -> None:
        """Start delivering to `url`; an empty one stops. Raises `ApiError` 400 for an address Telegram would refuse."""
        if url:
            check_url(url)
        if secret and not SECRET.match(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self._last_error = None
        if url:
            self._task = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Forget the address and end the delivery."""
        self.url = ""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def info(self) -> Json:
        """As Telegram's `WebhookInfo`."""
        data: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.url:
            data["max_connections"] = self.max_connections
            data["ip_address"] = "127.0.0.1"
        if self.url and self._last_error is not None:
            data["last_error_date"] = int(self._last_error[0])
            data["last_error_message"] = self._last_error[1]
        if self._updates.allowed is not None:
            data["allowed_updates"] = sorted(self._updates.allowed)
        return data

    async def _deliver_all(self) -> None:
        async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
            await self._deliver_with(client)

    async def _deliver_with(self, client: httpx.AsyncClient) -> None:
        delay = FIRST_RETRY_S
        while True:
            update = self._updates.head()
            if update is None:
                await self._updates.changed.wait(3600)
                continue
            retry_after = await self._deliver(client, update.to_json())
            if retry_after is None:
                self._updates.confirm_through(update.update_id)
                delay = FIRST_RETRY_S
                continue
            await asyncio.sleep((retry_after or delay) * self._retry_scale)
            delay = min(delay * 2, MAX_RETRY_S)

    async def _deliver(self, client: httpx.AsyncClient, update: Json) -> float | None:
        """None when the bot took it; otherwise the seconds it asks to wait (0: it does not say)."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            answer = await client.post(self.url, json=update, headers=headers)
        except httpx.HTTPError as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0
        if answer.is_success:
            return None
        self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        asked = answer.headers.get("retry-after", "")
        return float(asked) if asked.isdecimal() else 0.0

    def _failed(self, why: str) -> None:
        self._last_error = (time.time(), why)


def check_url(url: str) -> None:
    """Refuse what Telegram refuses; plain HTTP and free ports are taken for this machine only."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if _is_loopback(parts.hostname):
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in (443, 80, 88, 8443):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request(f"bad webhook: Failed to resolve host: {parts.hostname} (the simulator stays on this machine)")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
