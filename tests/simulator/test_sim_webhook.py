"""Delivery to the bot's own server: order, secret, retries."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.simulator.handle import SimulatorHandle

Api = Callable[..., dict[str, Any]]


class BotServer:
    """Keeps what it is sent; `answers` holds the status codes of the next answers (200 when empty)."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, Any], str]] = []
        self.answers: list[int] = []
        self.arrived = threading.Condition()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with outer.arrived:
                    status = outer.answers.pop(0) if outer.answers else 200
                    outer.received.append((body, self.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
                    outer.arrived.notify_all()
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/telegram"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def wait_for(self, count: int) -> list[str]:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= count, 5)
        return [update["message"]["text"] for update, _ in self.received]


@pytest.fixture
def server() -> Iterator[BotServer]:
    bot_server = BotServer()
    yield bot_server
    bot_server.http.shutdown()
    bot_server.http.server_close()


def test_updates_arrive_in_order_with_the_secret(
    telegram: SimulatorHandle, api: Api, rosa: int, server: BotServer
) -> None:
    citizen = telegram.user(rosa)
    citizen.says("antes")
    assert api("setWebhook", url=server.url, secret_token="s3creto_1") == {
        "ok": True,
        "result": True,
        "description": "Webhook was set",
    }
    citizen.says("uno")
    citizen.says("dos")
    assert server.wait_for(3) == ["antes", "uno", "dos"]
    assert {secret for _, secret in server.received} == {"s3creto_1"}
    time.sleep(0.2)
    info = api("getWebhookInfo")["result"]
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (server.url, 0, 40)


def test_a_failed_delivery_is_tried_again(telegram: SimulatorHandle, api: Api, rosa: int, server: BotServer) -> None:
    server.answers = [500, 403]
    api("setWebhook", url=server.url)
    telegram.user(rosa).says("uno")
    telegram.user(rosa).says("dos")
    assert server.wait_for(4) == ["uno", "uno", "uno", "dos"]
    assert api("getWebhookInfo")["result"]["last_error_message"].startswith("Wrong response from the webhook: 403")


def test_what_was_not_delivered_waits_for_polling(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    api("setWebhook", url="http://127.0.0.1:9/nadie")
    telegram.user(rosa).says("hola")
    assert api("getWebhookInfo")["result"]["pending_update_count"] == 1
    assert api("deleteWebhook")["description"] == "Webhook was deleted"
    assert [update["message"]["text"] for update in api("getUpdates")["result"]] == ["hola"]
    assert api("deleteWebhook", drop_pending_updates=True)["description"] == "Webhook is already deleted"
    assert api("getUpdates")["result"] == []
