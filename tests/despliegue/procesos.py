"""The services of docker-compose.yml as plain processes of this machine: same commands, same environment.

What a container would find under another name is translated, and nothing else: folders and secrets live in a
temporary folder, service names are this machine, and each port is a free one.
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.despliegue.compose import Service

APP, NLU = Path(sys.executable).parent, ROOT / "nlu" / ".venv" / "bin"
NLU_PORT = 5005
MODELS = ROOT / "var" / "models"
"""The volume of the models outlives the processes; here it is where every other test finds them too."""
GRACE_S = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A machine with the files that docs/despliegue.md asks for: `secrets` are their contents by name."""

    folder: Path
    secrets: Mapping[str, str]
    nlu_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        for name in ("secrets", "var", "tmp"):
            (self.folder / name).mkdir()
        for name, value in self.secrets.items():
            (self.folder / "secrets" / name).write_text(f"{value}\n")

    def translated(self, text: str) -> str:
        """What stands in the file, as it is on this machine."""
        for inside, here in (
            ("/run/secrets/", f"{self.folder}/secrets/"),
            ("/srv/ventanilla/data", str(ROOT / "data")),
            ("/var/lib/ventanilla", str(self.folder / "var")),
            ("/models", str(MODELS)),
            ("0.0.0.0", "127.0.0.1"),
            ("http://nlu:", "http://127.0.0.1:"),
            (str(NLU_PORT), str(self.nlu_port)),
        ):
            text = text.replace(inside, here)
        return text

    def environment(self, service: Service) -> dict[str, str]:
        """Only what the file and the image give: nothing of whoever runs the tests comes in."""
        programs = NLU if service.name == "nlu" else APP
        image = {
            "PATH": f"{programs}:{os.defpath}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.folder / "tmp"),
            "TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
        }
        return image | {name: self.translated(value) for name, value in service.environment.items()}

    def run(self, service: Service, words: list[str] | None = None, timeout_s: float = 180) -> str:
        """Run the command of a one-shot service, or `words` in its place, to its end; what it printed."""
        done = subprocess.run(
            [self.translated(word) for word in words or service.command],
            env=self.environment(service),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=timeout_s,
        )
        assert done.returncode == 0, f"{service.name} ended with {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout

    def start(self, service: Service) -> Running:
        """Start a service that stays."""
        return Running(self, service)


class Running:
    """A service that stays, as a process. `stop` ends it as `docker compose stop` does."""

    def __init__(self, server: Server, service: Service) -> None:
        self.service = service
        self._log = (server.folder / f"{service.name}.log").open("w+", encoding="utf-8")
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [server.translated(word) for word in service.command],
            env=server.environment(service),
            cwd=server.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_ready(self, timeout_s: float) -> None:
        """Wait for the line that says that it is ready."""
        try:
            while '"ready": true' not in (line := self._lines.get(timeout=timeout_s)):
                assert line, f"{self.service.name} ended: {self.log()}"
        except queue.Empty:
            raise AssertionError(f"{self.service.name} was not ready in {timeout_s} s: {self.log()}") from None

    def wait_says(self, words: str, timeout_s: float) -> None:
        """Wait until its log holds `words`."""
        limit = time.monotonic() + timeout_s
        while words not in self.log():
            assert time.monotonic() < limit, f"{self.service.name} never said «{words}»: {self.log()}"
            time.sleep(0.1)

    def log(self) -> str:
        """What it wrote to its log so far."""
        return Path(self._log.name).read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ask it to end; its exit code. After the grace of the file it is killed, as compose does."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._reader.join(timeout=5)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._log.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")
