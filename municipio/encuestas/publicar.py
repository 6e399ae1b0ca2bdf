"""Telling those who answered where the results are: once each, in the lane of the surveys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Carril
from municipio.encuestas.modelo import Campana, EstadoCampana, Participante
from municipio.encuestas.ventana import LO_MAS, Ventana
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import NoHabil
from municipio.personas.modelo import Chat

PUBLICADA = "publicada"
"""What the `clave` of these messages begins with."""
LARGO_URL = 300


def direccion(texto: str) -> str | None:
    """The address of a page in `texto`, as it is told; None when it is not one."""
    dicha = texto.strip().strip("<>«»\"'")
    url = dicha if "://" in dicha else f"https://{dicha}"
    try:
        partes = urlsplit(url)
        sitio = partes.hostname or ""
    except ValueError:
        return None
    buena = partes.scheme in ("http", "https") and "." in sitio.strip(".") and not any(c.isspace() for c in url)
    return url if buena and len(url) <= LARGO_URL else None


def desde(campana: Campana, local: datetime, no_habiles: Iterable[NoHabil]) -> datetime:
    """From when people may be written to, in the days and hours of their invitations."""
    return Ventana.model_validate(campana.ventana).proxima(local, local + LO_MAS, no_habiles) or local


def publicar(
    session: Session, campana: Campana, url: str, cuerpo: dict[str, Any], ahora: datetime, sale: datetime
) -> int:
    """Keep the address and leave `cuerpo`, from `sale` on, for who answered and was not told yet; how many."""
    if campana.estado != EstadoCampana.CERRADA:
        raise EntradaInvalidaError("La encuesta no ha cerrado: los resultados se publican después.")
    campana.publicada_url, campana.publicada_en = url, campana.publicada_en or ahora
    quienes = (
        select(Participante.chat_id)
        .join(Chat, Chat.chat_id == Participante.chat_id)
        .where(Participante.campana == campana.id, Participante.participo.is_(True))
        .where(Chat.bloqueado_en.is_(None), Chat.no_molestar_en.is_(None))
    )
    nuevos = (
        Nuevo(f"{PUBLICADA}:{campana.id}:{chat}", campana.municipio, Carril.ENCUESTA, chat, "sendMessage", cuerpo)
        for chat in session.scalars(quienes)
    )
    return cola.put(session, nuevos, ahora, sale)
