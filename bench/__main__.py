"""Every bench in turn: `python -m bench [NAME…] [--whole]` (`make bench`). Each runs as a process of its own.

Without `--whole` the comparison of NLU pipelines leaves DIET out, which trains for over an hour.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from bench.procesos import ROOT, say

BENCHES = ("busqueda", "nlu_comparacion", "evaluacion", "respuesta", "plan", "semestre")
SHORTER = {"nlu_comparacion": ("--only", "ours", "rasa-light")}


def main() -> int:
    """Run them. Exit code 1 when one of them did not run to its end."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all if none is named")
    parser.add_argument("--whole", action="store_true", help="with everything that takes hours")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(BENCHES)
    if unknown:
        parser.error(f"there is no bench called {', '.join(sorted(unknown))}")
    failed = [name for name in chosen.names or BENCHES if not _run(name, whole=chosen.whole)]
    if failed:
        say(f"These did not run to their end: {', '.join(failed)}")
    return 1 if failed else 0


def _run(name: str, *, whole: bool) -> bool:
    print(f"\n== {name}", flush=True)
    extra = () if whole else SHORTER.get(name, ())
    return subprocess.run([sys.executable, "-m", f"bench.{name}", *extra], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
