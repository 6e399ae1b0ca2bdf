"""Attending one update: what is remembered is read, the turn is understood, and then one transaction keeps it all.

The reply, its effects, the state and the inbox's «done» are committed together, or none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Protocol

from sqlalchemy.orm import Session

from actions.options import asks_survey
from actions.plan.espera import wants_file
from actions.render import render
from actions.turn import File, Outcome, Reply, State, Turn
from bot.conversation import Conversation, Plan, state_from, state_to
from bot.outbound.rendering import Destino, render_reply
from bot.outbound.store import Rank, Store
from bot.telegram.files import Files
from bot.telegram.incoming import Aside, Incoming, Membership
from bot.telegram.memory import Memory, recall
from municipio.avisos import cola
from municipio.avisos.cola import Envio, Nuevo
from municipio.avisos.modelo import Carril
from municipio.clock import Clock
from municipio.conversaciones import servicio as conversaciones
from municipio.entrada import bandeja
from municipio.personas import servicio as personas
from municipio.tramites.padron import Padron

LAST_MESSAGE, ALBUM = "ultimo_mensaje", "album"
"""What the channel keeps in the state's `extra`: numbers only."""
SORRY, TOO_MANY = "charla/disculpa", "charla/demasiados"


class Hands(Protocol):
    """Whoever delivers (see `bot.outbound.deliverer`)."""

    def hand(self, envios: Sequence[Envio]) -> None:
        """Take rows whose transaction is over."""

    def free_for(self, chat_id: int) -> bool:
        """Whether a reply to that chat would leave at once."""
        ...


class AlreadyDoneError(Exception):
    """Somebody attended the update meanwhile: nothing of this attempt is kept."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    turn: Turn
    state: dict[str, Any]


class Handler:
    """Attends what a person did. Retrying is for whoever calls: an attempt that raises leaves nothing behind."""

    def __init__(
        self,
        store: Store,
        padron: Padron,
        conversation: Conversation,
        hands: Hands,
        files: Files,
        clock: Clock,
        worker: str,
        username: str = "",
    ) -> None:
        self._store, self._padron, self._conversation = store, padron, conversation
        self._hands, self._files, self._clock, self._worker = hands, files, clock, worker
        self._username = username
        self._refreshing = Lock()
        self._version: int | None = None

    async def attend(self, incoming: Incoming) -> bool:
        """Answer; whether the answer asks a question of a survey. Raises `BaseDeDatosError`, or what goes wrong."""
        known = await self._store.read(lambda session: self._remember(session, incoming))
        state = state_from(known.state)
        note = _of_no_use(incoming, state)
        if note is not None:
            await self.set_aside([incoming.update_id], note)
            return False
        plan = await self._conversation.plan(known.turn, state)
        turn = known.turn
        if plan.wants_file and incoming.file is not None:
            turn = replace(turn, file=await self._files.keep(incoming.file, turn.now))
        at_once = self._hands.free_for(incoming.chat_id)
        rank = Rank.QUESTION if incoming.asks else Rank.REST

        def act(session: Session) -> tuple[list[Envio], bool]:
            return self._act(session, incoming, turn, state, plan, at_once=at_once)

        try:
            envios, of_survey = await self._store.write(act, rank=rank)
        except AlreadyDoneError:
            return False
        self._hands.hand(envios)
        return of_survey

    async def set_aside(self, update_ids: Sequence[int], note: str) -> None:
        """Mark updates as attended without an answer."""
        now = self._clock.now()
        await self._store.write(lambda session: bandeja.done(session, update_ids, now, note))

    async def membership(self, change: Membership) -> None:
        """Keep that the bot was blocked, or let in again."""
        now = self._clock.now()

        def work(session: Session) -> None:
            cola.blocked(session, change.chat_id, now if change.blocked else None)
            bandeja.done(session, change.update_id, now, "bloqueo" if change.blocked else "desbloqueo")

        await self._store.write(work)

    async def aside(self, aside: Aside) -> None:
        """Set one update aside, with its note."""
        await self.set_aside([aside.update_id], aside.note)

    async def tell(self, incoming: Incoming, template: str, note: str, others: Sequence[int] = ()) -> None:
        """Say something of the channel's own (`SORRY`, `TOO_MANY`) and be done with `incoming` and `others`."""
        now = self._clock.now()
        reply = Reply(render(template), Outcome.FALLBACK)

        def work(session: Session) -> list[Envio]:
            bandeja.done(session, [incoming.update_id, *others], now, note)
            return self._put(session, incoming, reply, "", Destino(thread=incoming.destino.thread))

        self._hands.hand(await self._store.write(work))

    def _remember(self, session: Session, incoming: Incoming) -> _Remembered:
        now = self._clock.now()
        known = recall(session, incoming.chat_id, incoming.key, incoming.update_id, now)
        served = self._up_to_date(session, known)
        private = not incoming.group
        asks_roles = private and served is not None and known.has_roles
        roles = personas.roles(session, incoming.chat_id, served) if asks_roles and served else frozenset()
        turn = Turn(
            key=incoming.key,
            now=now,
            municipio=known.municipio,
            kind=incoming.kind,
            text=incoming.text,
            data=incoming.data,
            roles=roles,
            chat_id=incoming.chat_id if private else None,
            informed=known.informed,
            group=incoming.group,
            bot=self._username,
            file=File(incoming.file.photo) if incoming.file is not None else None,
            received=known.received,
        )
        return _Remembered(turn, known.state)

    def _up_to_date(self, session: Session, known: Memory) -> str | None:
        """The municipality served, its catalogue as it is now and its search fitted: here, never in the event loop."""
        with self._refreshing:
            if known.version != self._version:
                self._padron.refrescar(session)
                self._version = known.version
            served = self._served(known.municipio)
            if served is not None:
                self._padron.buscador(served)
            return served

    def _served(self, slug: str | None) -> str | None:
        slugs = self._padron.slugs
        return slug if slug in slugs else slugs[0] if len(slugs) == 1 else None

    def _act(
        self, session: Session, incoming: Incoming, turn: Turn, state: State, plan: Plan, *, at_once: bool
    ) -> tuple[list[Envio], bool]:
        if not bandeja.done(session, incoming.update_id, turn.now):
            raise AlreadyDoneError
        reply = self._conversation.act(session, turn, state, plan)
        self._keep_chat(session, incoming, turn, reply)
        self._keep_state(session, incoming, turn, state)
        slug = reply.municipio or self._served(turn.municipio) or ""
        envios = self._put(session, incoming, reply, slug, incoming.destino, at_once=at_once)
        return envios, asks_survey(reply)

    def _keep_chat(self, session: Session, incoming: Incoming, turn: Turn, reply: Reply) -> None:
        if reply.municipio is None and not (reply.informs and not turn.informed):
            return
        row = personas.chat(session, incoming.chat_id)
        row.municipio = reply.municipio or row.municipio
        row.bloqueado_en = None
        if reply.informs:
            row.informado_en = row.informado_en or turn.now

    def _keep_state(self, session: Session, incoming: Incoming, turn: Turn, state: State) -> None:
        blank = state == State(extra=state.extra) and not any(state.extra.values())
        if blank:  # nothing to follow, or the person has just had it deleted
            conversaciones.borrar(session, turn.key)
            return
        state.extra[LAST_MESSAGE], state.extra[ALBUM] = incoming.message_id, incoming.album
        conversaciones.guardar(session, turn.key, state_to(state), turn.now)

    def _put(
        self, session: Session, incoming: Incoming, reply: Reply, slug: str, to: Destino, *, at_once: bool = False
    ) -> list[Envio]:
        messages = render_reply(reply, to)
        nuevos = [
            Nuevo(f"tg:{incoming.update_id}:{n}", slug, Carril.RESPUESTA, incoming.chat_id, m.metodo, m.cuerpo)
            for n, m in enumerate(messages)
        ]
        marked = at_once and len(nuevos) == 1
        return cola.put_claimed(session, nuevos, self._clock.now(), self._worker, marked=marked)


def _of_no_use(incoming: Incoming, state: State) -> str | None:
    """Why an update needs no answer once it is known what was said before; None when it does."""
    if incoming.edited and state.extra.get(LAST_MESSAGE) != incoming.message_id:
        return "edición de un mensaje anterior"
    same_album = incoming.album is not None and state.extra.get(ALBUM) == incoming.album
    if same_album and incoming.kind != "text" and not wants_file(state):
        return "otra foto del mismo álbum"
    return None
