"""The real thing once: train (cached by content), serve, ask. Rasa runs in its own environment, as a process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from actions.understanding.nlu import reading
from tests.nlu.frases import ROOT

pytestmark = pytest.mark.nlu

PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
TOKEN = "clave-de-prueba"
SAID = "buenas, cuánto vale y cuánto se demora el uso de suelo de la finca El Rosalito"
EXIT_WRONG = 2


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"LOG_LEVEL": "DEBUG", "PYTHONUNBUFFERED": "1"} | environment
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def model() -> str:
    done = _run("-m", "nlu.train")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


class Server:
    """A running server and everything that it printed."""

    def __init__(self, model: str, log: Path) -> None:
        self._log = log
        command = [str(PYTHON), "-X", "dev", "-W", "ignore", "-m", "nlu.serve", "--model", model, "--port", "0"]
        env = os.environ | {"NLU_TOKEN": TOKEN, "LOG_LEVEL": "DEBUG"}
        with log.open("w") as errors:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        assert ready["ready"] is True
        self.port: int = ready["port"]
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", trust_env=False)

    def parse(self, text: str) -> dict[str, Any]:
        answer = self.client.post("/model/parse", params={"token": TOKEN}, json={"text": text})
        answer.raise_for_status()
        parsed: dict[str, Any] = answer.json()
        return parsed

    def stop(self) -> str:
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        printed, _ = self.process.communicate(timeout=20)
        return printed + self._log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(model: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(model, tmp_path_factory.mktemp("nlu") / "log")
    yield running
    running.stop()


def test_without_the_token_nothing_is_told(server: Server) -> None:
    for params in ({}, {"token": "otra"}):
        assert server.client.post("/model/parse", params=params, json={"text": SAID}).status_code == 401
        assert server.client.get("/status", params=params).status_code == 401
    assert server.client.get("/health").json() == {"status": "ok"}


def test_only_rasas_parse_and_status_are_mounted(server: Server) -> None:
    paths = ("/", "/webhooks/rest/webhook", "/conversations/x/tracker", "/model/train", "/domain")
    assert {server.client.post(path, params={"token": TOKEN}, json={}).status_code for path in paths} == {404}
    assert set(server.client.get("/status", params={"token": TOKEN}).json()) >= {"model_file", "model_id"}


def test_a_text_is_read_as_the_client_expects(server: Server) -> None:
    parsed = server.parse("q necesito pal sisven")
    labels = yaml.safe_load((ROOT / "data" / "etiquetas.yml").read_text(encoding="utf-8"))
    assert {i["name"] for i in parsed["intent_ranking"]} == set(labels["intents"])
    assert sum(i["confidence"] for i in parsed["intent_ranking"]) == pytest.approx(1, abs=1e-3)
    read = reading(parsed)
    assert (read.intent, read.facets[0][0]) == ("consultar_tramite", "requisitos")


def test_two_questions_have_two_facets_and_one_has_one(server: Server) -> None:
    two = reading(server.parse(SAID))
    assert {name for name, sure in two.facets if sure >= 0.5} == {"costo", "tiempo"}
    assert len(two.clauses) > 1
    for one in ("quiero el certificado de estrato y nomenclatura", "requisitos y papeles"):
        assert len([name for name, sure in reading(server.parse(one)).facets if sure >= 0.5]) == 1


@pytest.mark.parametrize(
    ("text", "facet"),
    [("y eso cuanto vale", "costo"), ("y si soy de la vereda", "quien"), ("puede ir mi hijo por mi", "quien")],
)
def test_a_facet_is_known_without_a_tramite(server: Server, text: str, facet: str) -> None:
    assert reading(server.parse(text)).facets[0][0] == facet


@pytest.mark.parametrize("text", ["", " ", "😀", "?", "a" * 5_000, "\0", "y y y, y"])
def test_odd_texts_are_read_too(server: Server, text: str) -> None:
    assert reading(server.parse(text)).intents


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"text": 5}', b'{"texto": "hola"}'])
def test_a_wrong_request_is_refused(server: Server, body: bytes) -> None:
    assert server.client.post("/model/parse", params={"token": TOKEN}, content=body).status_code == 400


def test_nothing_that_was_said_is_logged_even_at_debug(model: str, tmp_path: Path) -> None:
    running = Server(model, tmp_path / "log")
    running.parse(SAID)
    running.client.post("/model/parse", params={"token": "otra"}, json={"text": SAID})
    running.client.get(f"/{SAID}", params={"token": TOKEN})
    running.client.post("/model/parse", params={"token": TOKEN}, content=SAID.encode())
    printed = running.stop()
    assert not [word for word in ("Rosalito", "demora", "finca", TOKEN) if word in printed]


def test_what_cannot_start_says_so_in_one_line(model: str, tmp_path: Path) -> None:
    broken = tmp_path / "roto.tar.gz"
    broken.write_bytes(b"no es un modelo")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = [
            _run("-m", "nlu.serve", "--model", model, "--port", port, NLU_TOKEN=TOKEN),
            _run("-m", "nlu.serve", "--model", model, "--port", "0", NLU_TOKEN=""),
            _run("-m", "nlu.serve", "--model", str(tmp_path / "no.tar.gz"), "--port", "0", NLU_TOKEN=TOKEN),
            _run("-m", "nlu.serve", "--model", str(broken), "--port", "0", NLU_TOKEN=TOKEN),
        ]
    assert [d.returncode for d in done] == [EXIT_WRONG] * len(done)
    assert [len(d.stderr.splitlines()) for d in done] == [1] * len(done), [d.stderr for d in done]
    assert "ocupado" in done[0].stderr


def test_a_trained_model_is_found_again(model: str) -> None:
    checked = _run("-m", "nlu.train", "--check")
    assert checked.returncode == 0
    assert model in checked.stdout


def test_wrong_sentences_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "malo.yml").write_text("nlu: ]", encoding="utf-8")
    done = _run("-m", "nlu.train", "--data", str(data), "--out", str(tmp_path / "modelos"))
    assert (done.returncode, done.stdout) == (EXIT_WRONG, "")
    assert done.stderr == "No se puede leer malo.yml, línea 1\n"
    assert not (tmp_path / "modelos").exists()
