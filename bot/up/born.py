"""Processes that end with the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

PR_SET_PDEATHSIG = 1


def with_parent() -> Callable[[], None] | None:
    """What a new process does first (`preexec_fn`): if its parent is killed, it gets SIGTERM. Only Linux can.

    All that it needs is looked up here: between fork and exec, a lock of another thread is never let go.
    """
    if sys.platform != "linux":
        return None
    prctl, parent = _prctl(), os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return tie


@cache
def _prctl() -> Any:
    return ctypes.CDLL(None, use_errno=True).prctl
