"""Stands in for the Python of the understanding: «trains» at once, answers twice, and dies.

Run as `nlu_de_prueba.py -m nlu.train …` or `-m nlu.serve --model PATH --port N`.
"""

from __future__ import annotations

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

ANSWERS = 2
PARSED = {"intent_ranking": [{"name": "saludo", "confidence": 1.0}], "facets": []}


class Mortal(BaseHTTPRequestHandler):
    answered = 0

    def do_POST(self) -> None:
        if Mortal.answered == ANSWERS:
            os._exit(1)
        Mortal.answered += 1
        body = json.dumps(PARSED).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    if sys.argv[2] == "nlu.train":
        say("Entrenando…\n/modelo")
        return
    port = int(sys.argv[sys.argv.index("--port") + 1])
    with HTTPServer(("127.0.0.1", port), Mortal) as server:
        say(json.dumps({"ready": True}))
        server.serve_forever()


if __name__ == "__main__":
    main()
