"""Stopping a process that is kept alive."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import pytest

from bot.up.child import Child


def test_stopping_it_leaves_the_news_of_its_end_to_asyncio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the system first whether it has ended takes the answer from the other one."""

    def taken(self: subprocess.Popen[bytes]) -> int:
        raise AssertionError("its end was asked for")

    async def work() -> int | None:
        said: list[str] = []
        child = Child("siesta", ["sleep", "60"], {}, tmp_path / "siesta.log", said.append)
        alive = asyncio.create_task(child.keep_alive())
        while child._process is None:  # noqa: ASYNC110 (nobody tells of it)
            await asyncio.sleep(0.01)
        await child.stop()
        await alive
        assert said == []
        return child._process.returncode

    with monkeypatch.context() as patched:
        patched.setattr(subprocess.Popen, "poll", taken)
        assert asyncio.run(work()) == -15
