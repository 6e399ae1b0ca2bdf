"""The database, off the event loop. Writes of one rank that wait together are committed together: one disk flush."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.outbound.precedence import GIVE_WAY_S, Precedence
from bot.outbound.trouble import Trouble, Use
from municipio.db.engine import Database
from municipio.db.trouble import is_trouble
from municipio.errors import BaseDeDatosError

T = TypeVar("T")
READERS = 2
WRITERS_POSTGRESQL = 3
PATIENCE = 4
"""So many transactions of better ranks may go before one of the last rank that waits."""


class Rank(IntEnum):
    """What is written before what, when the database has no hands free."""

    ARRIVAL = 0
    """What came in: until it is kept, nothing else is taken from Telegram."""
    QUESTION = 1
    """Somebody wrote, and waits for the answer."""
    REST = 2
    """Also gives way to whoever asks and is not yet understood (`Precedence`)."""


TOGETHER = {Rank.ARRIVAL: 50, Rank.QUESTION: 16, Rank.REST: 1}
"""Writes of a transaction, at most: the first of them waits for the last, and who is asking waits for the rest."""


@dataclass(slots=True)
class _Job:
    work: Callable[[Session], Any]
    future: asyncio.Future[Any]
    use: Use
    since: float
    """Seconds of the loop's clock."""


@dataclass(slots=True)
class _Failed:
    error: BaseException


class Store:
    """Reads and writes of coroutines. What `work` returns must be plain values, not rows: its session ends with it."""

    def __init__(self, database: Database) -> None:
        self.precedence = Precedence()
        self._database = database
        self._free = 1 if database.engine.dialect.name == "sqlite" else WRITERS_POSTGRESQL
        self._readers = ThreadPoolExecutor(READERS, "db-read")
        self._writers = ThreadPoolExecutor(self._free, "db-write")
        self._waiting: dict[Rank, deque[_Job]] = {rank: deque() for rank in Rank}
        self._passed = 0
        self._yielding: asyncio.Task[None] | None = None
        self._trouble = Trouble()

    async def read(self, work: Callable[[Session], T]) -> T:
        """What `work` finds. Database trouble is `BaseDeDatosError`, already told in the log."""
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)
        except BaseDeDatosError as error:
            self._trouble.failed(Use.READ, error.mensaje)
            raise
        self._trouble.worked(Use.READ)
        return found

    async def write(self, work: Callable[[Session], T], use: Use = Use.CHANGE, rank: Rank = Rank.REST) -> T:
        """Do `work` all or nothing; returns when it is safe on disk. Database trouble is as in `read`.

        It may share its transaction with others', each in a savepoint: the failure of one does not touch the rest.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting[rank].append(_Job(work, future, use, loop.time()))
        self._start()
        return await future

    def close(self) -> None:
        """Wait for what is being done and let go of the threads. The database stays open."""
        self._readers.shutdown()
        self._writers.shutdown()

    def _start(self) -> None:
        while self._free and (jobs := self._next()):
            self._free -= 1
            running = asyncio.get_running_loop().run_in_executor(self._writers, self._commit, jobs)
            running.add_done_callback(lambda done, jobs=jobs: self._finish(jobs, done))  # type: ignore[misc]

    def _next(self) -> list[_Job]:
        """What is written now: the best rank that waits, unless it has passed the last one too often."""
        ranks = [rank for rank in Rank if self._waiting[rank]]
        if not ranks or (ranks == [Rank.REST] and self._gives_way()):
            return []
        rank = ranks[-1] if self._passed >= PATIENCE else ranks[0]
        self._passed = self._passed + 1 if rank is not ranks[-1] else 0
        waiting = self._waiting[rank]
        return [waiting.popleft() for _ in range(min(TOGETHER[rank], len(waiting)))]

    def _gives_way(self) -> bool:
        """Whether the rest waits now; then it is looked at again when nobody asks, or when it has waited enough."""
        waited = asyncio.get_running_loop().time() - self._waiting[Rank.REST][0].since
        if self.precedence.nobody_asks or waited >= GIVE_WAY_S:
            return False
        if self._yielding is None:
            self._yielding = asyncio.create_task(self._yield())
        return True

    async def _yield(self) -> None:
        await self.precedence.give_way()
        self._yielding = None
        self._start()

    def _finish(self, jobs: list[_Job], done: asyncio.Future[list[Any]]) -> None:
        self._free += 1
        asyncio.get_running_loop().call_soon(self._start)  # when those who waited for this have gone on
        error = done.exception()
        self._note(Use.CHANGE if any(job.use is Use.CHANGE for job in jobs) else Use.LOOK, error)
        results = [_Failed(error)] * len(jobs) if error is not None else done.result()
        for job, result in zip(jobs, results, strict=True):
            if job.future.done():
                continue
            if isinstance(result, _Failed):
                job.future.set_exception(result.error)
            else:
                job.future.set_result(result)

    def _note(self, use: Use, error: BaseException | None) -> None:
        if error is None:
            self._trouble.worked(use)
        elif isinstance(error, BaseDeDatosError):
            self._trouble.failed(use, error.mensaje)

    def _read(self, work: Callable[[Session], T]) -> T:
        with self._database.read() as session:
            return work(session)

    def _commit(self, jobs: list[_Job]) -> list[Any]:
        with self._database.write() as session:
            if len(jobs) == 1:
                return [jobs[0].work(session)]
            return [_in_savepoint(session, job) for job in jobs]


def _in_savepoint(session: Session, job: _Job) -> Any:
    try:
        with session.begin_nested():
            return job.work(session)
    except Exception as error:
        if is_trouble(error):
            raise  # the database itself: nobody's part is kept
        # belongs to who asked, and is raised there
        return _Failed(error)
