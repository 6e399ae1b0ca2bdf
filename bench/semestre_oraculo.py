"""Who should hear of what on which day: the rules of design §3 and facts §6.0 written again, sharing nothing with
`municipio.plan.recordar`. It is told what people did and which day it is; it never looks at the reminders' tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

from municipio.plan.registro import Plan

AHEAD, EARLY = (10, 5, 1, 0), 20
EN_CURSO_LASTS = 5
_CO = holidays.country_holidays("CO")


@dataclass(slots=True)
class Item:
    """A due date as people left it. `seen`: the day on which somebody last said «en curso», while it holds."""

    number: int
    key: str
    kind: str
    period: str
    posts: tuple[str, ...]
    due: date
    open: bool = True
    seen: date | None = None

    @property
    def seldom(self) -> bool:
        """Yearly and half-yearly ones, phases and terms warn earlier."""
        comes = self.period.split(", ")[-1].split()[0]  # of a section of the site: «Glosario, semestre 1 de 2027»
        return self.kind in ("horizonte", "fase", "informe") or comes in ("semestre", "año")


@dataclass(slots=True)
class Holding:
    """A chat holds a post."""

    chat: int
    post: str
    substitute: bool = False
    away_until: date | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An item that somebody is to hear of on a day: how many business days are left, and as what they are told."""

    item: int
    days: int
    roles: frozenset[str]
    points: frozenset[int]


Expected = dict[int, dict[int, Line]]
"""By chat and item."""


@dataclass
class Oracle:
    """One municipality."""

    plan: Plan
    closed_days: frozenset[date]
    coordinator: int
    items: dict[int, Item] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    told: set[tuple[int, int, int]] = field(default_factory=set)
    """Item, chat and point: each is told once."""

    def business(self, day: date) -> bool:
        """Whether the alcaldía works on `day`."""
        return day.weekday() < 5 and day not in _CO and day not in self.closed_days

    def distance(self, today: date, day: date) -> int:
        """Business days from `today` to `day`; negative when it is over."""
        if day < today:
            return -self.distance(day, today)
        return sum(self.business(today + timedelta(n)) for n in range(1, (day - today).days + 1))

    def expected(self, today: date) -> Expected:
        """By chat and item, the lines that are new on a business day."""
        found: dict[int, dict[int, dict[str, int]]] = {}
        for item in self.items.values():
            if item.open:
                for chat, role, point in self._hearers(item, today):
                    if (item.number, chat, point) not in self.told:
                        found.setdefault(chat, {}).setdefault(item.number, {})[role] = point
        return {chat: {n: self._line(n, roles, today) for n, roles in theirs.items()} for chat, theirs in found.items()}

    def tell(self, chat: int, lines: list[Line]) -> None:
        """It was told."""
        self.told |= {(line.item, chat, point) for line in lines for point in line.points}

    def postponed(self, item: Item, today: date) -> None:
        """A new day: its points count again, those already behind it do not."""
        left = self.distance(today, item.due)
        self.told = {one for one in self.told if one[0] != item.number or one[2] >= left}

    def silent_posts(self) -> set[str]:
        """Posts that count and whose holders hear nothing: the coordination is told of them once a week."""
        count = {post for action in self.plan.acciones for post in action.responsables}
        count |= set(self.plan.comite.responsables)
        count |= {post for report in self.plan.informes for post in report.responsables}
        posts = {cargo.clave: cargo.nombre for cargo in self.plan.cargos}
        count |= {step.a for step in self.plan.escalamiento}
        hear = {h.post for h in self.holdings if not h.substitute and not h.blocked}
        return {posts[post] for post in count - hear if post in posts}

    def _line(self, number: int, roles: dict[str, int], today: date) -> Line:
        days = self.distance(today, self.items[number].due)
        return Line(number, days, frozenset(roles), frozenset(roles.values()))

    def _hearers(self, item: Item, today: date) -> list[tuple[int, str, int]]:
        days = self.distance(today, item.due)
        own = self._holders(item.posts, today)
        if item.due >= today:
            reached = [point for point in ((EARLY, *AHEAD) if item.seldom else AHEAD) if days <= point]
            return [(chat, "responsable", min(reached)) for chat in own] if reached else []
        if item.seen is not None and self.distance(item.seen, today) <= EN_CURSO_LASTS:
            return []
        hearers = [(chat, "responsable", -1) for chat in own]
        for number, step in enumerate(self.plan.escalamiento, 1):
            late = -days - step.dias
            if late >= 0:
                round_ = late // step.cada if step.cada else 0
                hearers += [(chat, step.a, -(100 * number + round_)) for chat in self._step(step.a, item, today)]
        return hearers

    def _holders(self, posts: tuple[str, ...], today: date) -> list[int]:
        return list(dict.fromkeys(chat for post in posts for chat in self._hear_for(post, today)))

    def _hear_for(self, post: str, today: date) -> list[int]:
        mine = [h for h in self.holdings if h.post == post]
        here = [h for h in mine if h.away_until is None or h.away_until < today]
        own = [h.chat for h in here if not h.substitute]
        away = len(here) < len(mine)
        return own if own or not away else [h.chat for h in here if h.substitute]

    def _step(self, whom: str, item: Item, today: date) -> list[int]:
        if whom == "coordinacion":
            return [self.coordinator]
        if whom == "suplente":
            here = [h for h in self.holdings if h.substitute and (h.away_until is None or h.away_until < today)]
            return list(dict.fromkeys(h.chat for post in item.posts for h in here if h.post == post))
        return self._hear_for(whom, today)
