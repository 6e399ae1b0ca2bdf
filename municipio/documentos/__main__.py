"""`python -m municipio.documentos MAKER`: the parameters (JSON) on standard input, the document on standard output.

The output is one line of JSON (`nombre`, `tipo`) and then the bytes. The settings come from the environment. Exit
codes: 0 made, 2 the parameters are wrong, 75 it may go well later (the database), 1 the rest.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from typing import BinaryIO

import structlog

from municipio import logs
from municipio import settings as settings_module
from municipio.db.engine import Database
from municipio.documentos.plazo import CEDE, LUEGO, PLAZO_S
from municipio.documentos.registro import Documento, Pedido, hacedor
from municipio.errors import BaseDeDatosError, VentanillaError


def main() -> int:
    """Make it. What goes wrong is one line on standard error, without what people wrote."""
    salida = _salida()
    signal.alarm(PLAZO_S)  # also when whoever asked for it is gone
    os.nice(CEDE)
    settings = settings_module.load()
    logs.set_up(settings.log_level)
    logging.getLogger().setLevel(logging.WARNING)  # the libraries tell of each letter that they draw
    log = structlog.get_logger(__name__)
    nombre = sys.argv[1] if len(sys.argv) == 2 else ""
    try:
        documento = _hacer(nombre, settings)
    except BaseDeDatosError as error:
        log.warning("documento_aplazado", hace=nombre, motivo=error.mensaje)
        return LUEGO
    except VentanillaError as error:
        log.error("documento_imposible", hace=nombre, motivo=error.mensaje)
        return error.salida
    except Exception as error:  # noqa: BLE001 (the edge: its text may quote somebody)
        log.error("documento_con_error", hace=nombre, tipo=type(error).__name__, lugar=logs.place(error))
        return 1
    with salida:
        salida.write(json.dumps({"nombre": documento.nombre, "tipo": documento.tipo_mime}).encode() + b"\n")
        salida.write(documento.contenido)
    return 0


def _hacer(nombre: str, settings: settings_module.Settings) -> Documento:
    hacer, con = hacedor(nombre), json.load(sys.stdin)
    database = Database(settings.database)
    try:
        with database.read() as sesion:
            return hacer(Pedido(sesion, con, settings.clock.now(), settings.var_dir))
    finally:
        database.close()


def _salida() -> BinaryIO:
    """Standard output, for the document alone: what libraries print goes to standard error."""
    suya = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(suya, "wb")


if __name__ == "__main__":
    sys.exit(main())
