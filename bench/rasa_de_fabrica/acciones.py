"""The custom action of the stock bot, run by Rasa's action server (`python -m rasa_sdk --actions acciones`)."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker  # type: ignore[import-not-found]
from rasa_sdk.executor import CollectingDispatcher  # type: ignore[import-not-found]

TEXTS = {
    "consultar_tramite": "Sobre {about}: lo atiende la alcaldía, de 8 a 12 y de 2 a 6. Por confirmar.",
    "emergencia": "Llame ya: 123 emergencias, 155 violencia contra la mujer, 141 niñas y niños.",
}
OTHER = "Con gusto le ayudo con «{about}». Escriba su pregunta o elija un trámite."


class Responder(Action):  # type: ignore[misc]
    """Answers whatever was understood with a short text."""

    def name(self) -> str:
        """As the domain calls it."""
        return "action_responder"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say it. No events."""
        intent = tracker.latest_message["intent"]["name"] or "nlu_fallback"
        template = next((text for start, text in TEXTS.items() if intent.startswith(start)), OTHER)
        dispatcher.utter_message(text=template.format(about=intent.replace("_", " ")))
        return []
