"""How the half-year is lived: who takes which post, which hours are visited, who answers what, and what goes wrong."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Timer
from time import sleep

import yaml
from sqlalchemy import select

from bench.procesos import say
from bench.semestre_cuentas import Town
from bench.semestre_gente import Citizen, Holder, answer, coordinator, hand_over, invite, row
from bench.semestre_mundo import MODULES, World
from bench.semestre_oraculo import Expected, Holding, Item, Oracle
from bot.simulator.bodies import SimulatorError
from municipio.clock import BOGOTA
from municipio.municipios.registro import Municipio
from municipio.plan.agenda import Vencimiento, agenda, readopcion
from municipio.plan.modelo import VencimientoFila
from municipio.plan.servicio import plan_de
from municipio.tramites.modelo import MunicipioCargado

ADOPTED = date(2026, 12, 1)
EARLY, MORNING, AFTERNOON, EVENING = time(7), time(8), time(15), time(20)
AWAY_DAYS, WITHOUT_POWER, WITHOUT_BOT = 28, 4, 3
"""Days that who is away stays away; business days without any process; business days with the reminders alone."""
LONGEST_ANSWER = 6
FAR = timedelta(400)
"""Rows are written so far ahead at most: a quota of a year has its row from the first day of that year."""
FIRST_DIGEST_S = 3.0
AT_ONCE = 6
_OPEN = ("pendiente", "en_curso")


class Life:
    """The municipalities of a world, all at once."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world, self._chance = world, chance
        self._seq = 0
        self.towns: list[Town] = []
        self._holders: dict[str, list[Holder]] = {}
        self._coordination: dict[str, Citizen] = {}
        self._agenda: dict[str, dict[str, Vencimiento]] = {}

    def live(self, start: date, end: date, deaths: int) -> None:
        """Adopt, invite, and live every day from `start` to `end`."""
        self._settle(end)
        days = [start + timedelta(n) for n in range((end - start).days + 1)]
        business = [day for day in days if self.towns[0].oracle.business(day)]
        steps = [(day, hour) for day in days for hour in self._hours(day)]
        fatal = self._fates(steps, business, deaths)
        for day, hour in steps:
            if hour == AFTERNOON and (day == start or day.day == 1):
                say(f"{day}: {self._world.deaths} kills")
            self._trouble(day, hour, business)
            self._step(datetime.combine(day, hour, BOGOTA), fatal.get((day, hour), []))
            self._changes(day, hour, business)
        self._world.start()
        for town in self.towns:
            self._close(town, end)

    def _hours(self, day: date) -> tuple[time, ...]:
        return (EARLY, MORNING, AFTERNOON, EVENING) if self.towns[0].oracle.business(day) else (AFTERNOON,)

    def _fates(
        self, steps: list[tuple[date, time]], business: list[date], deaths: int
    ) -> dict[tuple[date, time], list[tuple[float, str]]]:
        dark = {*self._dark(business), *self._mute(business)}
        alive = [(day, hour) for day, hour in steps if day in business and day not in dark]
        fatal: dict[tuple[date, time], list[tuple[float, str]]] = {}
        for _ in range(deaths):
            victim = self._chance.choice(("bot", "bot", *(name for name in MODULES if name != "bot")))
            fatal.setdefault(self._chance.choice(alive), []).append((self._chance.uniform(0, 1.5), victim))
        return fatal

    def _settle(self, end: date) -> None:
        """The evening of the adoption: the command, the coordinator's code, an invitation for each holder."""
        cast = yaml.safe_load(Path(__file__).with_name("semestre.yml").read_text(encoding="utf-8"))
        self._world.start()
        self._world.travel(datetime.combine(ADOPTED, EVENING, BOGOTA))
        for slug in self._world.slugs:
            self._world.command("plan-adoptar", "--municipio", slug, "--fecha", ADOPTED.isoformat())
            self.towns.append(self._town(slug, end))
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            list(crowd.map(lambda town: self._fill(town, cast[town.slug]), self.towns))
        self._world.quiet()

    def _fill(self, town: Town, cast: dict[str, list[str]]) -> None:
        for post, ways in cast.items():
            self._take(town, post, ways)

    def _town(self, slug: str, end: date) -> Town:
        with self._world.database.read() as session:
            plan = plan_de(session, slug)
            record = Municipio.model_validate(session.get_one(MunicipioCargado, slug).cuerpo)
        due = agenda(plan, readopcion(ADOPTED), ADOPTED, end + FAR, record.no_habiles)
        self._agenda[slug] = {one.clave: one for one in due}
        self._coordination[slug] = coordinator(self._world, slug, "Coordinadora")
        self._holders[slug] = []
        oracle = Oracle(plan, frozenset(day.fecha for day in record.no_habiles), self._coordination[slug].chat)
        return Town(slug, record.nombre, oracle, {self._coordination[slug].chat})

    def _take(self, town: Town, post: str, ways: list[str]) -> None:
        shared = [way for way in ways if way in ("mixta", "coordina")]
        for way in ways:
            coordination = self._coordination[town.slug]
            guest = coordination if way == "coordina" else Citizen(self._world, f"{way} {post}"[:60])
            invite(coordination, post, guest, substitute=way.startswith("+"))
            share = sum(h.post == post and h.ways in shared for h in self._holders[town.slug])
            self._holds(town, Holder(guest, post, way.lstrip("+"), share, len(shared) or 1, way.startswith("+")))

    def _holds(self, town: Town, holder: Holder) -> None:
        self._holders[town.slug].append(holder)
        town.oracle.holdings.append(Holding(holder.citizen.chat, holder.post, holder.substitute))
        town.chats.add(holder.citizen.chat)

    def _step(self, moment: datetime, fates: list[tuple[float, str]]) -> None:
        for town in self.towns if moment.time() in (EARLY, AFTERNOON) else ():
            if moment.time() == EARLY or not town.oracle.business(moment.date()):
                town.new_day()
        self._world.travel(moment)
        timers = [self._death(moment, delay, victim) for delay, victim in fates]
        for timer in timers:
            timer.start()
        if not self._world.without("recordatorios-1"):
            self._world.quiet(delivered=not self._world.without("bot"))
        for timer in timers:
            timer.join()
        if self._world.without("bot"):
            return
        self._world.quiet()
        self._refresh()
        self._judge(moment, before={})
        self._act(moment)

    def _death(self, moment: datetime, delay: float, victim: str) -> Timer:
        """At a moment of its own; the bot, in the morning, while its first digests are leaving."""
        if victim != "bot" or moment.time() != MORNING:
            return Timer(delay, self._world.kill, (victim,))
        seen = self._world.telegram.last_seq

        def wait_and_kill() -> None:
            self._world.telegram.wait_for(1, seen, refused=True, timeout_s=FIRST_DIGEST_S)
            sleep(delay / 200)
            self._world.kill(victim)

        return Timer(0, wait_and_kill)

    def _judge(self, moment: datetime, before: dict[str, Expected]) -> None:
        entries = self._world.telegram.ledger(self._seq, refused=True)
        self._seq = entries[-1].seq if entries else self._seq
        for town in self.towns:
            now = town.expected(moment.date())
            town.read(entries, [now, before[town.slug]] if before else [now])
            if not before and 8 <= moment.hour < 18:
                town.missing(now)
                town.alarms_due(moment.date())

    def _act(self, moment: datetime) -> None:
        """People answer what they were told; «en curso» is said in the evening."""
        work = []
        for town in self.towns:
            for holder in self._holders[town.slug]:
                self._hear(town, holder, moment.date())
                if holder.waiting:
                    work.append((town, holder))
        if not work:
            return
        before = {town.slug: town.expected(moment.date()) for town in self.towns}
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            list(crowd.map(lambda one: self._answer(one[0], one[1], moment), work))
        self._world.quiet()
        self._refresh()
        self._judge(moment, before)

    def _hear(self, town: Town, holder: Holder, today: date) -> None:
        digest = town.digests.get(holder.citizen.chat)
        if digest is None or digest.at.date() != today or not digest.ok:
            return
        for number in digest.items:
            if holder.post in town.oracle.items[number].posts and number not in holder.waiting:
                holder.waiting.append(number)

    def _answer(self, town: Town, holder: Holder, moment: datetime) -> None:
        for number in list(holder.waiting):
            item = town.oracle.items[number]
            what = holder.means_to(item, town.oracle.distance(moment.date(), item.due)) if item.open else None
            if what is None:
                holder.waiting.remove(number)
            elif (what == "en curso") == (moment.time() == EVENING):
                if not holder.citizen.can_say(LONGEST_ANSWER):
                    return
                holder.waiting.remove(number)
                self._does(town, holder, item, what, moment.date())

    def _does(self, town: Town, holder: Holder, item: Item, what: str, today: date) -> None:
        try:
            taken = answer(holder, item, what)
        except SimulatorError:  # the button is not there
            taken = False
        if not taken and row(self._world, item.number).state in _OPEN:  # a colleague did not do it meanwhile either
            town.fault("answers not taken", f"{today} «{what}» of {item.key}")
        elif what in ("en curso", "cumplida"):
            item.seen = today

    def _refresh(self) -> None:
        """What people left in the database, and the due dates that were written since."""
        today = self._world.now().date()
        with self._world.database.read() as session:
            for town in self.towns:
                rows = session.scalars(select(VencimientoFila).where(VencimientoFila.municipio == town.slug))
                for fila in rows:
                    item = town.oracle.items.get(fila.id) or self._known(town, fila)
                    if item is not None:
                        item.open = fila.estado in _OPEN
                        if item.due != fila.para:
                            item.due = fila.para
                            town.oracle.postponed(item, today)

    def _known(self, town: Town, fila: VencimientoFila) -> Item | None:
        due = self._agenda[town.slug].get(fila.clave)
        if due is None:
            return None
        item = Item(fila.id, due.clave, due.tipo, due.periodo, due.responsables, due.vence)
        town.oracle.items[fila.id] = item
        return item

    def _dark(self, business: list[date]) -> list[date]:
        """The days without power."""
        first = len(business) * 2 // 5
        return business[first : first + WITHOUT_POWER]

    def _mute(self, business: list[date]) -> list[date]:
        """The days on which the reminders decide and the bot does not deliver."""
        first = len(business) * 4 // 5
        return business[first : first + WITHOUT_BOT]

    def _trouble(self, day: date, hour: time, business: list[date]) -> None:
        dark, mute = self._dark(business), self._mute(business)
        if (day, hour) == (dark[0], EARLY):
            self._world.cut()
        elif (day, hour) == (mute[0], EARLY):
            self._world.cut("bot")
        elif (day, hour) in ((dark[-1], EVENING), (mute[-1], EVENING)):
            self._world.start()

    def _changes(self, day: date, hour: time, business: list[date]) -> None:
        """Somebody goes away, somebody blocks the bot, a post is handed over."""
        if hour != MORNING or day not in business:
            return
        third, half, later = (business[len(business) * n // 12] for n in (3, 6, 8))
        for town in self.towns:
            for holder in list(self._holders[town.slug]):
                if (holder.ways, day) == ("ausente", third):
                    self._goes_away(town, holder, day + timedelta(AWAY_DAYS))
                elif (holder.ways, day) == ("bloquea", half):
                    self._blocks(town, holder)
                elif (holder.ways, day) == ("entrega", later):
                    self._hands_over(town, holder)

    def _goes_away(self, town: Town, holder: Holder, until: date) -> None:
        holder.citizen.says(f"/ausente {until.isoformat()}")
        for holding in town.oracle.holdings:
            if holding.chat == holder.citizen.chat:
                holding.away_until = until

    def _blocks(self, town: Town, holder: Holder) -> None:
        holder.citizen.person.blocks()
        holder.waiting.clear()
        for holding in town.oracle.holdings:
            holding.blocked = holding.blocked or holding.chat == holder.citizen.chat

    def _hands_over(self, town: Town, holder: Holder) -> None:
        heir = Citizen(self._world, f"nueva {holder.post}"[:60])
        hand_over(self._coordination[town.slug], holder.post, heir)
        chat = holder.citizen.chat
        town.oracle.holdings = [h for h in town.oracle.holdings if (h.chat, h.post) != (chat, holder.post)]
        self._holders[town.slug].remove(holder)
        self._holds(town, Holder(heir, holder.post, "mixta", 0, 1))

    def _close(self, town: Town, end: date) -> None:
        """The due dates that were written are those of the agenda, each once."""
        items = [item.key for item in town.oracle.items.values()]
        due = {key for key, one in self._agenda[town.slug].items() if one.vence <= end}
        for key in sorted(due - set(items)) + sorted({key for key in items if items.count(key) > 1}):
            town.fault("due dates", key)
        town.counts["due"] = len(due)
        town.counts["done"] = sum(not item.open for item in town.oracle.items.values())
