"""The national emergency lines and the words that mean danger (`data/emergencias.yml`)."""

from __future__ import annotations

from municipio.municipios.registro import LineaEmergencia
from municipio.tramites.ficha import Registro


class Emergencias(Registro):
    """Lines told to somebody in danger, and a safety net of phrases (see the file's own notes)."""

    lineas: list[LineaEmergencia]
    senales: dict[str, list[str]]
    """Per kind of danger, regular expressions over the normalised text."""
    no_son: list[str] = []
    """Regular expressions that cancel a signal: figures of speech."""
