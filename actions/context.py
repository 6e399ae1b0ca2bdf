"""What an action has at hand to make its reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.decision import Decision
from actions.render import label, render
from actions.turn import Button, Outcome, Reply, State, Turn
from municipio.encuestas.claves import Claves
from municipio.encuestas.panel import POR_SEGUNDO
from municipio.municipios.registro import Municipio
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.ficha import Ficha
from municipio.tramites.padron import Padron


@dataclass(slots=True)
class Context:
    """One turn being attended. Actions read it, write `state` and their effects in `session`, and return a `Reply`."""

    turn: Turn
    state: State
    session: Session
    padron: Padron
    claves: Claves
    slug: str
    decision: Decision
    argument: tuple[str, ...] = ()
    """What follows the topic in the data of a pressed button, or a command's text."""
    per_s: float = POR_SEGUNDO
    """Messages a second that may leave."""

    @property
    def catalogo(self) -> Catalogo:
        """The catalogue of the municipality of this turn."""
        return self.padron.catalogo(self.slug)

    @property
    def municipio(self) -> Municipio:
        """The municipality of this turn."""
        return self.catalogo.municipio

    @property
    def local(self) -> datetime:
        """The present hour in the municipality."""
        return self.turn.now.astimezone(ZoneInfo(self.municipio.zona_horaria))

    def reply(
        self,
        template: str,
        outcome: Outcome = Outcome.ANSWER,
        buttons: tuple[tuple[Button, ...], ...] = (),
        *,
        replaces: bool = False,
        **values: object,
    ) -> Reply:
        """A reply from a template, with the labels of the decision."""
        text = render(template, m=self.municipio, ctx=self, **values)
        return Reply(
            text=text,
            outcome=outcome,
            buttons=buttons,
            intent=self.decision.intent,
            confidence=self.decision.confidence,
            replaces=replaces,
        )


def button(name: str, data: str) -> Button:
    """A button whose text is in `textos.yml`."""
    return Button(label(name), data)


def tramite_button(ficha: Ficha, data: str) -> Button:
    """A button with the short name of a trámite; it is chosen too by typing the full one."""
    return Button(ficha.boton, data, (ficha.nombre,) if ficha.nombre_corto else ())


def in_rows(buttons: list[Button], per_row: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons laid in rows of equal length."""
    return tuple(tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row))


def menu_buttons() -> tuple[tuple[Button, ...], ...]:
    """The way on that every dead end offers."""
    return (
        (button("tramites", "menu"), button("atencion", "atencion")),
        (button("contacto", "humano"), button("ayuda", "ayuda")),
    )
