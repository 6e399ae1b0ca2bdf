"""The clock leaps when it is moved or the machine sleeps, and not when time goes by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reminders.leaps import LEAP_S, Leaps

NOON = datetime(2027, 1, 4, 17, tzinfo=UTC)


class Hands:
    """Two clocks: the one that travels and the steady one."""

    def __init__(self) -> None:
        self.seconds, self.ahead = 0.0, 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds + self.ahead)

    def steady(self) -> float:
        return self.seconds


def test_time_going_by_is_no_leap_and_being_moved_is_one_both_ways() -> None:
    hands = Hands()
    leaps = Leaps(hands, hands.steady)
    hands.seconds = 86_400
    assert not leaps.happened()
    hands.ahead = LEAP_S * 2
    assert leaps.happened()
    assert not leaps.happened()
    hands.ahead = 0
    assert leaps.happened()


def test_a_clock_that_is_set_right_little_by_little_does_not_leap() -> None:
    hands = Hands()
    leaps = Leaps(hands, hands.steady)
    for second in range(100):
        hands.ahead = float(second)
        assert not leaps.happened()
