"""The understanding room: Rasa 3.6 in an environment of its own. It talks HTTP only; no other room imports it."""
