"""Which action attends what: each intent, each button topic, each command. One table to look things up in."""

from __future__ import annotations

from collections.abc import Callable

from actions.atencion import atender as atencion
from actions.cargos import aceptar, ausente, empalme, invitar
from actions.cargos import ver as cargos
from actions.charla import charla
from actions.context import Context
from actions.emergencia import atender as emergencia
from actions.encuestas import campanas, consentir, opinar, resultados
from actions.inicio import inicio
from actions.personas import datos, humano
from actions.plan import agenda, informe, pendientes, pulsar, tablero
from actions.plan import consultar as plan
from actions.pqrsd import atender as pqrsd
from actions.preguntas import atender as preguntas
from actions.soporte import atender as soporte
from actions.tramites import aclarar, consultar, elegir, listar
from actions.turn import Reply

Action = Callable[[Context], Reply]

INTENTS: dict[str, Action] = {
    "consultar_tramite": consultar.attend,
    "listar_tramites": listar.attend,
    "atencion": atencion.attend,
    "pqrsd": pqrsd.attend,
    "opinar_sitio": opinar.attend,
    "consultar_plan": plan.attend,
    "mis_pendientes": pendientes.attend,
    "soporte_sitio": soporte.attend,
    "campanas": campanas.attend,
    "emergencia": emergencia.attend,
    "hablar_humano": humano.attend,
    "mis_datos": datos.attend,
    "saludo": charla.greet,
    "despedida": charla.say_goodbye,
    "gracias": charla.thanked,
    "ayuda": charla.help_,
    "identidad_bot": charla.who_am_i,
    "no_era_eso": charla.not_that,
    "fuera_de_tema": charla.off_topic,
}

COMMANDS: dict[str, tuple[Action, str]] = {
    "start": (inicio.start, "saludo"),
    "tramites": (listar.attend, "listar_tramites"),
    "contacto": (humano.attend, "hablar_humano"),
    "ayuda": (charla.help_, "ayuda"),
    "help": (charla.help_, "ayuda"),
    "privacidad": (datos.attend, "mis_datos"),
    "municipio": (inicio.choose_municipality, "ayuda"),
    "preguntas": (preguntas.attend, "campanas"),
    "plan": (plan.attend, "consultar_plan"),
    "pendientes": (pendientes.attend, "mis_pendientes"),
    "avance": (pendientes.progress_of_mine, "mis_pendientes"),
    "agenda": (agenda.attend, "mis_pendientes"),
    "tablero": (tablero.attend, "mis_pendientes"),
    "informe": (informe.attend, "mis_pendientes"),
    "invitar": (invitar.command, "mis_pendientes"),
    "cargos": (cargos.attend, "mis_pendientes"),
    "ausente": (ausente.attend, "mis_pendientes"),
    "empalme": (empalme.command, "mis_pendientes"),
    "encuestas": (consentir.attend, "opinar_sitio"),
    "salir": (opinar.leave, "opinar_sitio"),
    "encuesta": (campanas.attend, "campanas"),
    "resultados": (resultados.attend, "campanas"),
}
"""Command → its action and the intent that it stands for."""

PRESSES: dict[str, tuple[Action, str]] = {
    "t": (elegir.attend, "consultar_tramite"),
    "menu": (listar.attend, "listar_tramites"),
    "atencion": (atencion.attend, "atencion"),
    "humano": (humano.attend, "hablar_humano"),
    "ayuda": (charla.help_, "ayuda"),
    "listo": (charla.at_your_service, "gracias"),
    "mal": (charla.did_not_help, "no_era_eso"),
    "ninguno": (aclarar.none_of_these, "no_era_eso"),
    "borrar": (datos.forget, "mis_datos"),
    "municipio": (inicio.choose_municipality, "ayuda"),
    "preguntas": (preguntas.attend, "campanas"),
    "plan": (plan.attend, "consultar_plan"),
    "soporte": (soporte.attend, "soporte_sitio"),
    "pendientes": (pendientes.attend, "mis_pendientes"),
    "v": (pulsar.attend, "mis_pendientes"),
    "agenda": (agenda.attend, "mis_pendientes"),
    "tablero": (tablero.attend, "mis_pendientes"),
    "informe": (informe.attend, "mis_pendientes"),
    "invitar": (invitar.attend, "mis_pendientes"),
    "cargo": (aceptar.attend, "mis_pendientes"),
    "cargos": (cargos.attend, "mis_pendientes"),
    "empalme": (empalme.attend, "mis_pendientes"),
    "opinar": (opinar.attend, "opinar_sitio"),
    "encuestas": (consentir.attend, "opinar_sitio"),
    "encuesta": (campanas.press, "campanas"),
    "resultados": (resultados.attend, "campanas"),
}
"""Topic of a button's data (what stands before the first colon) → its action and the intent that it stands for."""
