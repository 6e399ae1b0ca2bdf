"""Training sentences as hurried people would type them: the noise model of how citizens write."""

from __future__ import annotations

import random

_SHORT = {"que": "q", "porque": "xq", "para": "pa", "por": "x", "tambien": "tmb", "esta": "ta", "informacion": "info"}
_KEYS = "qwertyuiop asdfghjklñ zxcvbnm"


def noisy(text: str, dice: random.Random) -> str:
    """One misspelt copy of `text`: one to three slips of the finger or of the ear."""
    words = text.split()
    for _ in range(dice.choice((1, 1, 2, 3))):
        place = dice.randrange(len(words))
        words[place] = _SHORT.get(words[place]) or _typo(words[place], dice)
    if len(words) > 3 and dice.random() < 0.15:
        place = dice.randrange(len(words) - 1)
        words[place : place + 2] = [words[place] + words[place + 1]]
    return " ".join(words)


def _typo(word: str, dice: random.Random) -> str:
    if len(word) < 4:
        return word
    place = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + _near(word[place], dice) + word[place + 1 :]


def _near(letter: str, dice: random.Random) -> str:
    spot = _KEYS.find(letter)
    if spot < 0:
        return letter
    near = [_KEYS[i] for i in (spot - 1, spot + 1) if 0 <= i < len(_KEYS) and _KEYS[i] != " "]
    return dice.choice(near)
