"""The network under python-telegram-bot, over aiohttp: a request costs a fraction of what it costs over httpx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from http.client import OK
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_S = 5.0
READ_S = 15.0
UPLOAD_S = 120.0
"""For a photo or a document over a village's line."""
DOWNLOAD_S = 120.0
"""For a whole photo or document, over the same line."""
PIECE = 64 * 1024
KEPT_S = 15.0
"""An idle connection is kept this long, so that Telegram is not the one that closes it just as it is used."""
NOT_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
"""Troubles before anything left this machine."""
CUT = (aiohttp.ClientError, TimeoutError)
"""Troubles of the network, those included."""
_HERE = ("127.0.0.1", "localhost", "::1")
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BaseRequest.USER_AGENT}
_AGENT = {"User-Agent": BaseRequest.USER_AGENT}


class AiohttpRequest(BaseRequest):
    """Requests to the server at `api`, `connections` at a time. It connects when it is first used.

    The cause of a `NetworkError` is the error of aiohttp: see `NOT_SENT` and `CUT`.
    """

    def __init__(self, api: str, connections: int) -> None:
        self._connections = connections
        self._proxy, self._proxy_auth = _proxy(api)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds without hearing anything after which an answer is given up."""
        return READ_S

    async def initialize(self) -> None:
        """Nothing: it is done when it is needed."""

    async def shutdown(self) -> None:
        """Close the connections. Using it again opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """One request: the status and the content of its answer. The only timeout to be set is `read_timeout`."""
        read = kwargs.get("read_timeout", args[0] if args else None)
        data, headers, write = _body(request_data)
        timeout = _timeout(read if isinstance(read, int | float) else READ_S, write)
        with _explained():
            async with self._ask(method, url, data=data, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()

    async def download(self, url: str, most: int) -> bytes | None:
        """The content at `url`; None when it has more than `most` bytes, of which the rest is not read."""
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_S, connect=READ_S, sock_connect=CONNECT_S, sock_read=READ_S)
        content = bytearray()
        with _explained():
            async with self._ask("GET", url, headers=_AGENT, timeout=timeout) as answer:
                if answer.status != OK:
                    raise NetworkError(f"HTTP {answer.status}")
                async for piece in answer.content.iter_chunked(PIECE):
                    content += piece
                    if len(content) > most:
                        return None
        return bytes(content)

    def _ask(self, method: str, url: str, **options: Any) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        options |= {"proxy": self._proxy, "proxy_auth": self._proxy_auth}
        return self._open().request(method, URL(url, encoded=True), allow_redirects=False, **options)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEPT_S)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


@contextmanager
def _explained() -> Iterator[None]:
    """Troubles of aiohttp as those of python-telegram-bot."""
    try:
        yield
    except TimeoutError as error:
        raise TimedOut from error
    except aiohttp.ClientError as error:
        raise NetworkError(f"{type(error).__name__}: {error}") from error


def _timeout(read: float, write: float) -> aiohttp.ClientTimeout:
    """To connect, waiting for a free connection included; between two pieces of the answer; and for everything."""
    return aiohttp.ClientTimeout(total=READ_S + write + read, connect=READ_S, sock_connect=CONNECT_S, sock_read=read)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str], float]:
    """What is sent, its headers, and the seconds it may take."""
    if request_data is None:
        return None, _AGENT, READ_S
    fields, files = request_data.json_parameters, request_data.multipart_data
    if not files:
        return urlencode(fields).encode(), _FORM, READ_S
    form = aiohttp.FormData()
    for name, value in fields.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, _AGENT, UPLOAD_S


def _proxy(api: str) -> tuple[URL | None, aiohttp.BasicAuth | None]:
    """The proxy that the environment names, for a server that is not on this machine."""
    server = urlsplit(api)
    host = server.hostname or ""
    found = getproxies()
    named = found.get(server.scheme) or found.get("all")
    if named is None or host in _HERE or proxy_bypass(host):
        return None, None
    proxy = URL(named)
    if proxy.user is None:
        return proxy, None
    return proxy.with_user(None), aiohttp.BasicAuth(proxy.user, proxy.password or "")
