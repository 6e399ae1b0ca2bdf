"""Compare NLU pipelines on the same sentences in one run: accuracy, latency, rate, size, memory, training time.

`.venv/bin/python -m bench.nlu_comparacion [--only NAME…] [--out FILE]`. Each pipeline is trained, served as its own
process and asked every question of the development set over HTTP. The table goes into docs/adr/0002-nlu-pipeline.md.
The rate is requests per second of the server's CPU time, so that a busy machine does not change it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import yaml

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
QUESTIONS = ROOT / "tests" / "evaluacion" / "desarrollo.jsonl"
TOKEN = "comparacion"
STOCK: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
STOCK_PIPELINES: dict[str, list[dict[str, Any]]] = {
    "rasa-light": [*STOCK[:1], *STOCK[3:], {"name": "LogisticRegressionClassifier", "ranking_length": 0}],
    "rasa-diet": [*STOCK, {"name": "DIETClassifier", "epochs": 100, "entity_recognition": False, "ranking_length": 0}],
}
OURS: dict[str, dict[str, Any]] = {
    "ours": {},
    "ours, words only": {"chars": [2, 1]},
    "ours, characters only": {"words": [2, 1]},
    "ours, plain (no clauses, no mixtures)": {"clause_weight": 0.0, "mixed": 0},
    "ours, with typos added": {"noisy_copies": 1},
    "ours, danger not weighed": {"danger": 1.0},
    "ours, balanced labels": {"balance": 1.0},
    "ours, C=3": {"c": 3.0},
}


@dataclass
class Row:
    """One line of the table."""

    name: str
    training_s: float
    model_mb: float
    ready_s: float
    rss_mb: float
    p50_ms: float
    p95_ms: float
    rate: float
    numbers: dict[str, float]

    def markdown(self) -> str:
        n = self.numbers
        return (
            f"| {self.name} | {n['intent_accuracy']:.3f} | {n['facet_accuracy']:.3f} | {n['emergency_recall']:.3f} "
            f"| {n['emergency_false_alarms']:.0f} | {n['off_topic_as_tramite']:.3f} | {n['several_facets_right']:.2f} "
            f"| {n['second_facet_invented']:.3f} | {self.p50_ms:.1f} / {self.p95_ms:.1f} | {self.rate:.0f} "
            f"| {self.model_mb:.1f} | {self.rss_mb:.0f} | {self.ready_s:.1f} | {self.training_s:.0f} |"
        )


HEAD = (
    "| pipeline | intent | facet | emergency recall | false alarms | off-topic as trámite | several facets "
    "| second facet invented | p50 / p95 ms | parses per CPU s | model MB | RSS MB | ready s | training s |\n"
    + "|---" * 14
    + "|"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", default=[*OURS, *STOCK_PIPELINES])
    parser.add_argument("--epochs", type=int, default=100, help="of DIET; its 100 take hours on two busy cores")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    STOCK_PIPELINES["rasa-diet"][-1]["epochs"] = chosen.epochs
    lines = [HEAD]
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(ROOT / "nlu" / "data", work / "data")
        shutil.copytree(ROOT / "data" / "catalogo", work / "catalogo")
        for name in chosen.only:
            row = _ours(work, name, OURS[name]) if name in OURS else _stock(work, name, STOCK_PIPELINES[name])
            lines.append(row.markdown())
            print(lines[-1], flush=True)
    if chosen.out:
        chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _ours(work: Path, name: str, changed: dict[str, Any]) -> Row:
    config = yaml.safe_load((ROOT / "nlu" / "config.yml").read_text(encoding="utf-8"))
    settings = config["train_schema"]["nodes"]["learn"]["config"] | changed
    config["train_schema"]["nodes"]["learn"]["config"] = settings
    path = work / "config.yml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    started = time.monotonic()
    said = _run("-m", "nlu.train", *_data(work), "--config", str(path), "--out", str(work / "models"))
    training = time.monotonic() - started
    model = Path(said.splitlines()[-1])
    port = _free_port()
    with _served(["-m", "nlu.serve", "--model", str(model), "--port", str(port)], port, "/health") as (server, ready):
        return _asked(name, training, model, ready, server, port)


def _stock(work: Path, name: str, pipeline: list[dict[str, Any]]) -> Row:
    folder = work / name
    folder.mkdir()
    config = {"recipe": "default.v1", "language": "es", "assistant_id": "comparacion", "pipeline": pipeline}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    _run("-m", "nlu.training_data", *_data(work), "--flat", str(folder / "nlu.yml"))
    files = ["--config", str(folder / "config.yml"), "--nlu", str(folder / "nlu.yml"), "--out", str(folder)]
    started = time.monotonic()
    _run("-m", "rasa", "train", "nlu", *files, "--fixed-model-name", "stock", cwd=folder)
    training = time.monotonic() - started
    model = folder / "stock.tar.gz"
    port = _free_port()
    command = ["-m", "rasa", "run", "--enable-api", "--model", str(model), "--auth-token", TOKEN, "--port", str(port)]
    with _served([*command, "--interface", "127.0.0.1"], port, f"/status?token={TOKEN}", cwd=folder) as (server, ready):
        return _asked(name, training, model, ready, server, port)


def _asked(name: str, training: float, model: Path, ready: float, server: psutil.Process, port: int) -> Row:
    url = f"http://127.0.0.1:{port}"
    texts = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with httpx.Client(base_url=url, params={"token": TOKEN}, timeout=60) as client:
        for text in texts[:20]:
            client.post("/model/parse", json={"text": text}).raise_for_status()
        before, times = _cpu(server), []
        for text in texts:
            started = time.perf_counter()
            client.post("/model/parse", json={"text": text}).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)
        spent = _cpu(server) - before
    numbers = json.loads(_run("-m", "nlu.evaluate", "--json", "--url", url, "--data", str(QUESTIONS)))
    rss = sum(p.memory_info().rss for p in (server, *server.children(recursive=True))) / 1e6
    cuts = statistics.quantiles(times, n=100)
    size = model.stat().st_size / 1e6
    return Row(name, training, size, ready, rss, cuts[49], cuts[94], len(texts) / spent, numbers)


@contextmanager
def _served(command: list[str], port: int, path: str, cwd: Path = ROOT) -> Iterator[tuple[psutil.Process, float]]:
    started = time.monotonic()
    server = psutil.Popen(
        [str(PYTHON), *command], cwd=cwd, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                if httpx.get(f"http://127.0.0.1:{port}{path}").status_code == 200:
                    break
            except httpx.HTTPError:
                if server.poll() is not None:
                    raise
            time.sleep(0.1)
        yield server, time.monotonic() - started
    finally:
        server.terminate()
        server.wait(30)


def _run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(
        [str(PYTHON), *command], cwd=cwd, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    return os.environ | quiet | {"NLU_TOKEN": TOKEN, "OMP_NUM_THREADS": "2", "CUDA_VISIBLE_DEVICES": ""}


def _data(work: Path) -> list[str]:
    return ["--data", str(work / "data"), "--catalogue", str(work / "catalogo")]


def _cpu(server: psutil.Process) -> float:
    spent = server.cpu_times()
    return float(spent.user + spent.system)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


if __name__ == "__main__":
    main()
