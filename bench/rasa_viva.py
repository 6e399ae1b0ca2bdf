"""The stock Rasa bot, alive: its project written from our sentences, trained once per recipe, its two servers."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import yaml

from bench.carga import Client
from bench.procesos import ROOT, BenchError, Running, free_port, running, say, tree, until
from nlu.training_data import collect

FACTORY = ROOT / "bench" / "rasa_de_fabrica"
BUILT = ROOT / "var" / "bench" / "rasa_de_fabrica"
PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_WORKERS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "2",
}
ACTION = "action_responder"
FALLBACK = "nlu_fallback"
SERVER, ACTIONS = "Rasa server", "action server"
SENTENCES = "data/nlu.yml"
START_S = 400.0


class Stock:
    """The stock bot's two processes. It takes long to load: start it early, `wait` for it later."""

    def __init__(self, port: int, server: Running, actions: Running) -> None:
        self.port = port
        self._server, self._actions = server, actions

    def wait(self) -> None:
        """Until it answers."""
        until(lambda: _answers(self.port), "the stock bot", START_S, self._check)

    def processes(self) -> dict[str, psutil.Process]:
        """All that spend CPU on a message, by what they do."""
        return {SERVER: _only(self._server), ACTIONS: _only(self._actions)}

    async def ask(self, client: Client, chat: int, text: str) -> float | None:
        """One message through the REST channel; the monotonic second of its answer, None when it had none."""
        answer = await client.post("/webhooks/rest/webhook", {"sender": str(chat), "message": text})
        return time.monotonic() if answer else None

    def _check(self) -> None:
        self._server.check()
        self._actions.check()


def _only(one: Running) -> psutil.Process:
    process, *others = tree(one.pid)
    if others:
        raise BenchError("the stock bot has more processes than expected")
    return process


@contextmanager
def stock_bot() -> Iterator[Stock]:
    """Server and action server on free ports, loading."""
    model = trained()
    door, actions_door = free_port(), free_port()
    project = model.parent
    endpoints = project / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions_door}/webhook\n")
    path = {**QUIET, "PYTHONPATH": str(FACTORY)}
    serve = [str(PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(door), "-m", str(model)]
    serve += ["--credentials", str(FACTORY / "credentials.yml"), "--endpoints", str(endpoints)]
    act = [str(PYTHON), "-m", "rasa_sdk", "--actions", "acciones", "--port", str(actions_door)]
    with running(act, path, project) as actions, running(serve, QUIET, project) as server:
        yield Stock(door, server, actions)


def trained() -> Path:
    """The model, trained now if there is none for this recipe and these intents.

    A sentence more or less does not train it again: it costs minutes, and what a prediction costs stays the same.
    """
    files = _project(_sentences())
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        if name != SENTENCES:
            digest.update(name.encode() + content.encode())
    folder = BUILT / digest.hexdigest()[:16]
    model = folder / "model.tar.gz"
    if not model.is_file():
        _train(folder, files)
    return model


def _sentences() -> dict[str, list[str]]:
    """Our training sentences by flat intent, as a stock bot has them."""
    by_intent: dict[str, list[str]] = {}
    for sentence in collect():
        by_intent.setdefault(sentence.label.replace("/", "_"), []).append(sentence.text)
    return by_intent


def _project(sentences: dict[str, list[str]]) -> dict[str, str]:
    intents = sorted(sentences)
    nlu = [{"intent": name, "examples": "".join(f"- {text}\n" for text in sentences[name])} for name in intents]
    rules = [_rule(name) for name in [*intents, FALLBACK]]
    domain: dict[str, Any] = {
        "intents": intents,
        "actions": [ACTION],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    return {
        "config.yml": (FACTORY / "config.yml").read_text(encoding="utf-8"),
        "domain.yml": _yaml(domain),
        SENTENCES: _yaml({"nlu": nlu}),
        "data/rules.yml": _yaml({"rules": rules}),
        "data/stories.yml": _yaml({"stories": _stories()}),
    }


def _rule(intent: str) -> dict[str, Any]:
    return {"rule": f"answer {intent}", "steps": [{"intent": intent}, {"action": ACTION}]}


def _stories() -> list[dict[str, Any]]:
    """A few conversations for TEDPolicy to learn from, consistent with the rules."""
    talks = (
        ("saludo", "consultar_tramite_requisitos", "consultar_tramite_costo", "gracias"),
        ("consultar_tramite_resumen", "consultar_tramite_donde", "despedida"),
        ("saludo", "listar_tramites", "consultar_tramite_pasos", "consultar_tramite_tiempo", "gracias", "despedida"),
        ("pqrsd", "hablar_humano", "gracias"),
    )
    return [
        {"story": f"conversation {number}", "steps": [s for i in talk for s in ({"intent": i}, {"action": ACTION})]}
        for number, talk in enumerate(talks, 1)
    ]


def _yaml(content: dict[str, Any]) -> str:
    text: str = yaml.safe_dump({"version": "3.1", **content}, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def _train(folder: Path, files: dict[str, str]) -> None:
    say("Training the stock Rasa bot (once; minutes)…")
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    command: Sequence[str] = [str(PYTHON), "-m", "rasa", "train", "--out", "built", "--fixed-model-name", "model"]
    with (folder / "train.log").open("w") as log:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **QUIET}, stdout=log, stderr=log, check=False)
    built = folder / "built" / "model.tar.gz"
    if done.returncode != 0 or not built.is_file():
        raise BenchError(f"the stock bot was not trained: see {folder / 'train.log'}")
    built.rename(folder / "model.tar.gz")


def _answers(port: int) -> bool:
    try:
        message = json.dumps({"sender": "first", "message": "hola"})
        url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        return bool(httpx.post(url, content=message, timeout=30, trust_env=False).json())
    except (httpx.HTTPError, ValueError):
        return False
