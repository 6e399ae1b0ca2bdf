"""`python -m nlu.train [--out DIR] [--check]`: train the model, once per content.

Prints progress in Spanish and, last, the path of the model (`DIR/<hash>/nlu.tar.gz`). Exit codes: 0 done, 2 the data is
wrong, 1 anything else; `--check` answers 0 when a model of this content exists and 3 when not, and trains nothing.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from nlu.training_data import CATALOGUE, DATA, ROOM, Sentence, TrainingDataError, as_rasa, collect

DEFAULT_OUT = ROOM.parent / "var" / "models"
MODEL = "nlu.tar.gz"
KEPT = 3
"""Models of earlier content that stay, for going back."""
_VERSIONS = ("rasa", "scikit-learn", "numpy", "scipy")
_NOT_CACHED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="nlu.train", description="Entrena la comprensión, una vez por contenido.")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="carpeta de los modelos")
    parser.add_argument("--config", type=Path, default=ROOM / "config.yml", help="receta de Rasa")
    parser.add_argument("--data", type=Path, default=DATA, help="carpeta de las frases por tema")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="carpeta de las fichas")
    parser.add_argument("--check", action="store_true", help="solo diga si ya hay modelo para este contenido")
    chosen = parser.parse_args(arguments)
    try:
        sentences = collect(chosen.data, chosen.catalogue)
        model = chosen.out / fingerprint(sentences, chosen.config) / MODEL
        if chosen.check:
            return _check(model)
        _ensure(model, sentences, chosen.config)
    except TrainingDataError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Entrenamiento interrumpido; no queda nada a medias.", file=sys.stderr)
        return 1
    except Exception as error:
        cause = _root(error)
        if not isinstance(cause, OSError):
            raise
        print(_reason(cause, chosen.out), file=sys.stderr)
        return 1
    print(model)
    return 0


def fingerprint(sentences: Sequence[Sentence], config: Path) -> str:
    """What the model depends on: the recipe, the components, the sentences and the versions of the libraries."""
    digest = hashlib.sha256()
    digest.update(f"python {sys.version_info.major}.{sys.version_info.minor}".encode())
    for package in _VERSIONS:
        digest.update(f"{package} {version(package)}".encode())
    for path in (config, ROOM / "domain.yml", *sorted((ROOM / "components").glob("*.py"))):
        digest.update(path.read_bytes())
    digest.update(json.dumps(sorted((s.text, s.label) for s in sentences)).encode())
    return digest.hexdigest()[:16]


def _check(model: Path) -> int:
    if model.is_file():
        print(f"Ya hay un modelo para este contenido: {model}")
        return 0
    print("No hay modelo para este contenido: hay que entrenar.")
    return _NOT_CACHED


def _ensure(model: Path, sentences: Sequence[Sentence], config: Path) -> None:
    """Train unless `model` exists. Only one training runs at a time in a folder of models."""
    if model.is_file():
        print("La comprensión ya está entrenada para este contenido.")
        return
    out = model.parent.parent
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        if model.is_file():
            print("La comprensión ya está entrenada para este contenido.")
            return
        for left_over in out.glob("*.tmp"):
            shutil.rmtree(left_over, ignore_errors=True)
        _train(model, sentences, config)
        _forget_old(out, keep=model.parent)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    with (out / ".candado").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Otro proceso está entrenando; se espera a que termine…", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train(model: Path, sentences: Sequence[Sentence], config: Path) -> None:
    """Train into a temporary folder beside `model` and rename it: a kill or a full disk leaves no half model."""
    labels = {sentence.label for sentence in sentences}
    print(f"Entrenando la comprensión: {len(sentences)} frases, {len(labels)} significados…", flush=True)
    started = time.monotonic()
    workshop = model.parent.with_suffix(".tmp")
    workshop.mkdir()
    try:
        built = _build(workshop, sentences, config)
        ready = workshop / "ready"
        ready.mkdir()
        with built.open("rb") as file:
            os.fsync(file.fileno())
        built.rename(ready / MODEL)
        shutil.rmtree(model.parent, ignore_errors=True)
        ready.rename(model.parent)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    print(f"Entrenamiento terminado en {time.monotonic() - started:.0f} s.", flush=True)


def _build(workshop: Path, sentences: Sequence[Sentence], config: Path) -> Path:
    """Run Rasa's trainer. Everything it writes on the way stays inside `workshop`."""
    scratch = workshop / "scratch"
    scratch.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(scratch)
    try:
        from nlu.rasa_trainer import train_graph

        data = workshop / "nlu.yml"
        data.write_text(as_rasa(sentences), encoding="utf-8")
        built = workshop / "built.tar.gz"
        train_graph(config, ROOM / "domain.yml", data, built)
        return built
    finally:
        tempfile.tempdir = before


def _forget_old(out: Path, keep: Path) -> None:
    models = sorted((m.parent for m in out.glob(f"*/{MODEL}")), key=lambda folder: folder.stat().st_mtime)
    for old in [folder for folder in models if folder != keep][:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _root(error: BaseException) -> BaseException:
    """What really went wrong: Rasa wraps what its components raise."""
    while not isinstance(error, OSError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def _reason(error: OSError, out: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"No hay espacio en el disco para entrenar la comprensión en «{out}»; libere espacio y repita."
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"No se puede escribir en «{out}»; revise los permisos de esa carpeta."
    return f"No se pudo entrenar la comprensión en «{out}»: {error.strerror or type(error).__name__}."


if __name__ == "__main__":
    sys.exit(main())
