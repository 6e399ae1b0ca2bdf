"""What comes in and what goes out of a conversation, whatever the channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from municipio.personas.modelo import Rol

Papel = Literal["responde", "mira", "coordina"]
"""The part that a chat has in the plan: it holds a post, it oversees, it is of the coordination."""
Kind = Literal["text", "press", "voice", "photo", "document", "sticker", "location", "contact", "edited", "other"]


class Outcome(StrEnum):
    """How a turn ended (`desenlaces` of `data/etiquetas.yml`)."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    REFER = "refer"
    EMERGENCY = "emergency"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice that can also be typed. `data` comes back when it is pressed (1 to 64 bytes).

    `names`: what else may be typed to choose it, such as the full name of what `text` tells in short.
    """

    text: str
    data: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A photo (`photo`) or a document that came with a turn.

    It is kept only when the conversation waits for it: `sha256` is then its digest and `name` a safe name for it, or
    `trouble` tells the person why it was not kept.
    """

    photo: bool
    sha256: str | None = None
    name: str = ""
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a person did: wrote `text`, pressed a button (`data`), or sent another `kind` of thing.

    `key` identifies the conversation; `municipio` is a slug, or None while the person has not chosen one;
    `group` tells that others read the chat too.
    """

    key: str
    now: datetime
    municipio: str | None
    kind: Kind = "text"
    text: str = ""
    data: str | None = None
    roles: frozenset[Rol] = frozenset()
    chat_id: int | None = None
    informed: bool = True
    """The privacy notice was shown to this chat before."""
    group: bool = False
    bot: str = ""
    """User name of the bot in its channel, to make links; empty when it is not known."""
    file: File | None = None
    """What came with it; `text` is then what was said of it."""
    received: datetime | None = None
    """When it came in, if it had to wait for its turn or may have had to."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a document that goes after the text of a reply. It is made when it is delivered.

    `maker` is a name of `municipio.documentos.registro`; `params`, small JSON that says which, never what; `caption`,
    a line in Telegram's HTML subset. Whoever gets the reply gets the file: the action decides who may.
    """

    kind: Literal["photo", "document"]
    maker: str
    params: Mapping[str, Any] = field(default_factory=dict)
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person is told. `text` is Telegram's HTML subset (b, i, a), already escaped; rows of buttons below.

    `replaces`: it takes the place of the message whose button was pressed, instead of coming after it.
    """

    text: str
    outcome: Outcome
    buttons: tuple[tuple[Button, ...], ...] = ()
    intent: str | None = None
    facet: str | None = None
    tramite: str | None = None
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    replaces: bool = False
    municipio: str | None = None
    """Set when the turn moved the chat to this municipality."""
    informs: bool = False
    """The privacy notice goes with this reply."""
    attachments: tuple[Attachment, ...] = ()
    menu: frozenset[Papel] | None = None
    """Set when the part of this chat in the plan has changed: its menu of commands is for these from now on."""
    then: Reply | None = None
    """Another message that goes after this one, with buttons of its own."""

    def with_files(self, *files: Attachment) -> Reply:
        """The same, followed by those files."""
        return replace(self, attachments=(*self.attachments, *files))


@dataclass(slots=True)
class State:
    """What one conversation remembers between turns; kept as JSON with a time to live."""

    tramite: str | None = None
    facet: str | None = None
    candidates: list[str] = field(default_factory=list)
    """Slugs offered in an open clarification, in the order shown."""
    pending_facets: list[str] = field(default_factory=list)
    """Facets asked before the trámite was known."""
    clarifications: int = 0
    """Clarifications in a row."""
    question: str | None = None
    """The last question, masked: it goes to the coordinator if the person says that the answer did not help."""
    expects: str | None = None
    """What the bot asked for and waits to read: e.g. `buscar` after «¿qué trámite busca?»."""
    extra: dict[str, Any] = field(default_factory=dict)

    def forget_topic(self) -> None:
        """Leave what was being talked about: the trámite, an open clarification, the last question."""
        self.tramite = self.facet = self.question = self.expects = None
        self.candidates, self.pending_facets, self.clarifications = [], [], 0
