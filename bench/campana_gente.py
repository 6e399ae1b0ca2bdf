"""A citizen who answers a survey through the simulator: she reads the message that came, and taps or types."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from dataclasses import dataclass, field

from bot.simulator.handle import SimulatorError, SimulatorHandle
from bot.simulator.seen import Delivery, SeenMessage
from bot.telegram.flood import BURST, PER_S

LEAVES, TYPES, TAPS = "leaves", "types", "taps"
PATIENCE_S, TIRED = 30.0, 4
"""Without an answer for so long, she asks again; after so many times, she gives up."""
MARK_MORE, MOST_ANSWERED = 0.4, 4
"""How often one more option of several is marked; after how many answers, at most, somebody leaves."""
BEGINS, AGREES, DONE, SKIPPED, UNKNOWN, WRITTEN = "si", "acepto", "_listo", "_saltar", "no-sabe", "texto"
"""What buttons carry; the last is no button: something was written."""
CHANGES = "cambiar"
"""What a button of the thanks carries."""
ASKS = "Pregunta "
"""How a question begins."""
SAYS_DONE, SAYS_GO_ON, WRITES, TWO = "listo", "seguir", "Letras más grandes, por favor", "{} y {}"
TAKES_TWO = f"«{TWO.format(1, 3)}»"
"""A question that says so may be answered with two numbers."""
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Screen:
    """What her phone shows of the survey: a message that the bot sent or edited, and the buttons of that survey."""

    message: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    """What each carries after the number of the campaign, and its words."""

    @classmethod
    def of(cls, delivery: Delivery, campaign: int) -> Screen:
        """The screen that a delivery made."""
        prefix = f"opinar:{campaign}:"
        shown = [button for row in SeenMessage(delivery.raw).rows for button in row if button.data.startswith(prefix)]
        buttons = tuple((button.data.removeprefix(prefix), button.text) for button in shown)
        return cls(delivery.message_id, delivery.text, buttons)

    @property
    def question(self) -> str:
        """The key of the question that it asks; empty when it asks none."""
        return next((what.partition(":")[0] for what, _ in self.buttons if ":" in what), "")

    @property
    def asks(self) -> str:
        """What it asks, without what is told before."""
        return self.text[max(0, self.text.find(ASKS)) :]

    @property
    def options(self) -> dict[str, str]:
        """What may be chosen and its words: neither what is marked nor the ways around the question."""
        named = ((what.partition(":")[2], words) for what, words in self.buttons)
        return {key: words for key, words in named if key and key[0] not in "-_"}

    def has(self, what: str) -> bool:
        """Whether there is a button that carries that."""
        return any(carried == what for carried, _ in self.buttons)


@dataclass(eq=False, slots=True)
class Citizen:
    """One of those who answer. `how`: to the end, tapping or typing, or leaving on the way."""

    telegram: SimulatorHandle
    campaign: int
    chat: int
    how: str
    chance: random.Random
    begins_in_s: float
    """She begins at some moment, at most so long after the invitation arrived."""
    thinks_s: tuple[float, float]
    due: float | None = None
    """The monotonic second of what she does next; None: there is nothing to be done."""
    invited: bool = False
    agreed: bool = False
    thanked: bool = False
    left: bool = False
    again: int = 0
    """Times that no answer came and she asked again."""
    chosen: dict[str, set[str]] = field(default_factory=dict)
    """Question → what she answered."""
    asked_twice: bool = False
    """Whether a question came in two messages: then she may have answered it twice."""
    _came: dict[str, int] = field(default_factory=dict)
    """The message in which each question came."""
    _screen: Screen | None = None
    _attended: set[Screen] = field(default_factory=set)
    _breath: float = BURST - 1
    """Messages that the bot bears from her now."""

    @property
    def waits(self) -> bool:
        """Whether she was invited and did not come to her end."""
        return self.invited and not self.thanked and not self.left

    def hears(self, delivery: Delivery, now: float) -> None:
        """A message came, or one changed."""
        screen = Screen.of(delivery, self.campaign)
        if screen.question:
            self.asked_twice |= self._came.setdefault(screen.asks, screen.message) != screen.message
        if self.invited and (not self.waits or screen in self._attended):
            return
        if not self.invited:
            self.invited = screen.has(BEGINS)
            pause = self.chance.uniform(0, self.begins_in_s)
        else:
            self.thanked = self.agreed and screen.has(CHANGES)
            self.left = self.how == LEAVES and self._is_enough(screen)
            pause = self._pause()
        self._screen = screen
        self.due = now + pause if self.waits else None

    def hurries(self, now: float, within_s: float) -> None:
        """Whoever was invited and has not begun does it soon."""
        if self.waits and not self._attended and self.due is not None:
            self.due = min(self.due, now + self.chance.uniform(0, within_s))

    def acts(self, now: float) -> None:
        """Do what is due."""
        screen, self._screen = self._screen, None
        self.due = now + PATIENCE_S
        self._breath -= 1
        if screen is None:
            self._asks_again()
            return
        self._attended.add(screen)
        if screen.question:
            self.chosen.setdefault(screen.question, set())
            (self._types if self.how == TYPES else self._taps)(screen)
        elif screen.has(AGREES):
            self.agreed = True
            self._says(AGREES) if self.how == TYPES else self._presses(AGREES)
        else:
            self._presses(BEGINS)

    def _taps(self, screen: Screen) -> None:
        options, ready, chosen = screen.options, screen.has(f"{screen.question}:{DONE}"), self.chosen[screen.question]
        if ready:
            options.pop(UNKNOWN, None)
        if ready and (not options or self.chance.random() > MARK_MORE):
            self._presses(f"{screen.question}:{DONE}")
            return
        key = self._one_of(list(options)) if options else SKIPPED
        chosen.add(key)
        self._presses(f"{screen.question}:{key}")

    def _types(self, screen: Screen) -> None:
        options, chosen = screen.options, self.chosen[screen.question]
        options.pop(UNKNOWN, None)
        keys = list(options)
        if screen.has(f"{screen.question}:{DONE}"):
            self._says(SAYS_DONE)
        elif not options:
            chosen.add(WRITTEN)
            self._says(WRITES)
        elif TAKES_TWO in screen.text:
            two = sorted(self.chance.sample(range(len(keys)), 2))
            chosen.update(keys[n] for n in two)
            self._says(TWO.format(*(n + 1 for n in two)))
        else:
            key = self._one_of(keys)
            chosen.add(key)
            numbered = _NUMBERED.search(screen.text)
            self._says(str(keys.index(key) + 1) if numbered else options[key])

    def _one_of(self, keys: list[str]) -> str:
        """One at random; the first of the first question, because the others may lead to the end at once."""
        return keys[0] if len(self.chosen) == 1 else self.chance.choice(keys)

    def _is_enough(self, screen: Screen) -> bool:
        """Whether somebody who leaves does it now: between two questions."""
        enough = 1 + self.chat % MOST_ANSWERED
        return screen.question not in self.chosen and len(self.chosen) >= enough

    def _pause(self) -> float:
        """How long she thinks: never so little that the bot would not bear it."""
        pause = max(self.chance.uniform(*self.thinks_s), (1 - self._breath) / PER_S)
        self._breath = min(BURST - 1, self._breath + pause * PER_S)
        return pause

    def _asks_again(self) -> None:
        self.again += 1
        self._attended.clear()
        if self.again > TIRED:
            self.due = None
        elif self.agreed:
            self._says(SAYS_GO_ON)
        else:
            self._presses(BEGINS)

    def _presses(self, what: str) -> None:
        with suppress(SimulatorError):  # the message changed under her finger: what it says now is still to be read
            body = {"data": f"opinar:{self.campaign}:{what}"}
            self.telegram.call("POST", f"/control/users/{self.chat}/press", body)

    def _says(self, text: str) -> None:
        self.telegram.call("POST", f"/control/users/{self.chat}/text", {"text": text})
