"""How a campaign goes, as the coordinator reads it: the same words in her list and in the message that edits itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment
from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas import invitar, resultados
from municipio.encuestas.disposiciones import contar
from municipio.encuestas.garantias import Garantias
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.palabras import palabras as de_resultados
from municipio.encuestas.ventana import Ventana
from municipio.encuestas.versiones import encuesta_de
from municipio.fechas import fecha_cercana
from municipio.municipios.registro import Municipio
from municipio.templates import environment, words

POR_SEGUNDO = 29.5
"""Messages a second that leave, of the thirty that Telegram lets a bot send unless it agreed to more."""
CADA = timedelta(seconds=4)
"""No more than one edit in this time."""
Botones = list[list[tuple[str, str]]]
"""Rows of a text and the data of its press."""
_PROPIOS: dict[str, tuple[tuple[str, ...], ...]] = {
    EstadoCampana.EN_CURSO: (("pausar", "recordar"), ("cerrar", "cancelar"), ("enlace",)),
    EstadoCampana.PAUSADA: (("reanudar",), ("cerrar", "cancelar"), ("enlace",)),
}


@dataclass(frozen=True, slots=True)
class Marco:
    """What does not change from one campaign to the next: where, the law's pauses, and how fast messages leave."""

    municipio: Municipio
    garantias: Garantias
    por_segundo: float = POR_SEGUNDO

    @property
    def zona(self) -> ZoneInfo:
        """The zone of the municipality."""
        return ZoneInfo(self.municipio.zona_horaria)


def texto(session: Session, campana: Campana, marco: Marco, ahora: datetime) -> str:
    """State, totals, and what comes next (Telegram's HTML, escaped)."""
    abierta = campana.estado in _PROPIOS
    recordada = campana.recordada_en
    plantilla = _entorno().get_template("panel.html.j2")
    return plantilla.render(
        titulo=encuesta_de(session, campana).titulo,
        estado=palabras()["estados"][campana.estado],
        abierta=abierta,
        espera=_espera(session, campana, marco, ahora),
        d=contar(session, campana.id),
        sin_cerrar=de_resultados()["sin_cerrar"],
        tope=campana.tope,
        cierra=cuando(campana.hasta.astimezone(marco.zona)) if abierta else None,
        recordada=fecha_cercana(recordada.astimezone(marco.zona)) if recordada else None,
    ).strip()


def mostrar(session: Session, campana: Campana, marco: Marco, ahora: datetime) -> bool:
    """Bring its message up to date, at most once every few seconds; what has not left of before is skipped."""
    panel = campana.panel
    if panel is None or (panel.get("en") and ahora < datetime.fromisoformat(panel["en"]) + CADA):
        return False
    cuerpo: dict[str, Any] = {"text": texto(session, campana, marco, ahora), "parse_mode": "HTML"}
    filas = [
        [{"text": boton, "callback_data": dato} for boton, dato in fila] for fila in botones(session, campana, marco)
    ]
    cuerpo["reply_markup"] = {"inline_keyboard": filas}
    huella = hashlib.sha256(json.dumps(cuerpo, sort_keys=True).encode()).hexdigest()
    if huella == panel.get("huella"):
        return False
    n, prefijo = panel.get("n", 0), f"panel:{campana.id}:{panel['chat_id']}:"
    mensaje = _mensaje(session, prefijo)
    if n and mensaje is None:
        return False  # the first one is on its way
    cola.withdraw(session, prefijo)
    metodo = "editMessageText" if n else "sendMessage"
    cuerpo |= {"message_id": mensaje} if n else {}
    nuevo = Nuevo(f"{prefijo}{n}", campana.municipio, Carril.RECORDATORIO, panel["chat_id"], metodo, cuerpo)
    cola.put(session, [nuevo], ahora)
    campana.panel = {**panel, "n": n + 1, "huella": huella, "en": ahora.isoformat()}
    return True


def botones(session: Session, campana: Campana, marco: Marco) -> Botones:
    """What may be done with it now, and its results once there is something to see."""
    filas: Botones = []
    if resultados.hay_que_ver(session, marco.municipio, campana):
        filas.append([(palabras()["botones"]["resultados"], f"resultados:{campana.id}")])
    for fila in _PROPIOS.get(campana.estado, ()):
        hay = [nombre for nombre in fila if nombre != "recordar" or campana.recordada_en is None]
        filas.append([(palabras()["botones"][nombre], f"encuesta:{campana.id}:{nombre}") for nombre in hay])
    return filas


def cuando(momento: datetime) -> str:
    """«lunes 23 de noviembre a las 8:00»."""
    return f"{fecha_cercana(momento)} a las {momento.hour}:{momento.minute:02d}"


def palabras() -> dict[str, Any]:
    """The short texts."""
    return words("municipio.encuestas")


def _mensaje(session: Session, prefijo: str) -> int | None:
    """The number of the message where it was last shown."""
    dichos = select(Aviso.message_id).where(Aviso.clave.like(f"{prefijo}%"), Aviso.estado == EstadoAviso.ENVIADO)
    return session.scalar(dichos.order_by(Aviso.id.desc()).limit(1))


def _espera(session: Session, campana: Campana, marco: Marco, ahora: datetime) -> str | None:
    """What is being waited for, if anything."""
    local, limite = ahora.astimezone(marco.zona), campana.hasta.astimezone(marco.zona)
    esperas, no_habiles = palabras()["esperas"], marco.municipio.no_habiles
    periodo = marco.garantias.vigente(marco.municipio.slug, local.date())
    if campana.estado == EstadoCampana.PAUSADA and periodo is not None:
        return str(esperas["garantias"].format(cuando=fecha_cercana(periodo.hasta)))
    faltan = invitar.faltan(session, campana) if campana.estado == EstadoCampana.EN_CURSO else 0
    if not faltan:
        return None
    ventana = Ventana.model_validate(campana.ventana)
    if not ventana.abierta(local, no_habiles):
        sigue = ventana.proxima(local, limite, no_habiles)
        return None if sigue is None else str(esperas["fuera"].format(cuando=cuando(sigue)))
    fin = ventana.fin(local, limite, faltan / marco.por_segundo, no_habiles)
    return None if fin is None else f"{duracion(local, fin)}."


def duracion(local: datetime, fin: datetime) -> str:
    """«Faltan unos 3 minutos», or when it ends if that is far away."""
    minutos: dict[str, str] = palabras()["esperas"]["minutos"]
    if fin - local > timedelta(hours=1):
        return minutos["horas"].format(cuando=cuando(fin))
    n = max(1, round((fin - local).total_seconds() / 60))
    return minutos["uno"] if n == 1 else minutos["pocos"].format(n=n)


@cache
def _entorno() -> Environment:
    return environment("municipio.encuestas")
