"""`ventanilla check`, `load`, `migrate`, `codigo`: the data that a municipality edits and the database.

Each command imports what it needs when it runs, so that no other one waits for it (`up` must start in a moment).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from municipio import settings as settings_module
from municipio.errors import DatosInvalidosError

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Carpeta de datos, de un municipio, o archivos; todo si falta.")
]


def check(paths: Paths = None) -> None:
    """Revisa los datos y muestra todos los errores, con archivo y línea."""
    from municipio.datos.alcance import en_alcance, leer_alcance
    from municipio.datos.carpeta import leer_carpeta
    from municipio.datos.revisar import revisar

    settings = settings_module.load()
    alcance = leer_alcance(settings.data_dir, paths or [])
    errores = [h for h in revisar(leer_carpeta(alcance.raiz)) if en_alcance(h, alcance)]
    if errores:
        raise DatosInvalidosError([str(h) for h in errores])
    typer.echo("Los datos están bien.")


def load(paths: Paths = None) -> None:
    """Carga los datos en la base. Si algo está mal, no cambia nada."""
    from municipio.datos.alcance import leer_alcance
    from municipio.datos.cargar import cargar
    from municipio.datos.carpeta import leer_carpeta
    from municipio.db.engine import Database
    from municipio.db.migrate import upgrade

    settings = settings_module.load()
    alcance = leer_alcance(settings.data_dir, paths or [])
    database = Database(settings.database)
    upgrade(database)
    carpeta = leer_carpeta(alcance.raiz)
    with database.write() as session:
        hecho = cargar(session, carpeta, settings.clock.now())
    typer.echo(
        f"{hecho.municipios} municipios, {hecho.fichas} fichas, {hecho.planes} planes y {hecho.encuestas} encuestas; "
        f"cambios: {hecho.cambios}."
    )


def migrate() -> None:
    """Lleva la base de datos a su forma más nueva."""
    from municipio.db.engine import Database
    from municipio.db.migrate import upgrade

    upgrade(Database(settings_module.load().database))
    typer.echo("La base de datos está al día.")


def codigo(municipio: Annotated[str | None, typer.Option(help="Solo para este municipio.")] = None) -> None:
    """Crea un código de un solo uso para la coordinación."""
    from bot import wiring
    from municipio.personas.modelo import Rol
    from municipio.personas.servicio import crear_codigo

    settings = settings_module.load()
    database = wiring.ready_database(settings)
    if municipio is not None:
        wiring.padron(settings, database).catalogo(municipio)
    with database.write() as session:
        code = crear_codigo(session, Rol.COORDINADOR, settings.clock.now(), municipio)
    typer.echo(f"Escriba en el chat: /start c_{code}")
