"""A small survey campaign through real processes, with the bot killed on the way: nobody is invited twice or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.anfitrion import Stolen
from bench.campana import FIRST, stormy, whole
from bench.campana_cifras import Size
from bench.campana_mundo import World, attends, reached, world
from bench.campana_respuestas import Answered, Habits
from tests.telegram.process import bear

SOON = Habits(begins_in_s=40, hurries_in_s=4, thinks_s=(0, 0))
SMALL = Size(citizens=300, scale=10, kills=5, habits=SOON, patience_s=90)


class Born:
    """A bot that is cheap to start again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = bear(environment)

    def check(self) -> None:
        assert self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, SMALL.scale, Born) as made:
        made.arrive(SMALL.citizens, SMALL.blocked)
        attends(made, made.citizens[1])
        yield made


def test_everybody_is_invited_once_and_who_blocked_the_bot_is_known(made: World) -> None:
    after = made.telegram.last_seq
    number, answers = whole(SMALL, made, FIRST, Stolen())
    got = reached(made, number, after)
    assert (got.doubled, got.lost, got.doubtful) == (0, 0, 0)
    assert got.unreachable == len(made.citizens[:: round(1 / SMALL.blocked)])
    assert got.delivered == SMALL.citizens - got.unreachable
    assert (answers.started, answers.partial, answers.typed, answers.tapped) == (29, 3, 6, 20)
    _all_is_kept(answers)


def test_killed_on_the_way_it_doubles_nothing_and_tells_what_is_in_doubt(made: World) -> None:
    got, answers, kills = stormy(SMALL, made)
    assert kills == SMALL.kills
    assert (got.doubled, got.lost) == (0, 0)
    assert got.delivered + got.unreachable + got.doubtful >= SMALL.citizens
    assert answers.started > 0
    _all_is_kept(answers)


def _all_is_kept(answers: Answered) -> None:
    assert answers.misses == []
    assert answers.complete == answers.typed + answers.tapped
