"""`ventanilla check`, `load`, `migrate`, `codigo`: the data that a municipality edits and the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.wiring import open_database
from municipio import settings as settings_module
from municipio.datos.alcance import en_alcance, leer_alcance
from municipio.datos.cargar import Cargado, cargar
from municipio.datos.carpeta import leer_carpeta
from municipio.datos.revisar import revisar
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.errors import DatosInvalidosError
from municipio.personas.modelo import Rol
from municipio.personas.servicio import crear_codigo
from municipio.settings import Settings

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Carpeta de datos, de un municipio, o archivos; todo si falta.")
]


def check(paths: Paths = None) -> None:
    """Revisa los datos y muestra todos los errores, con archivo y línea."""
    settings = settings_module.load()
    alcance = leer_alcance(settings.data_dir, paths or [])
    errores = [h for h in revisar(leer_carpeta(alcance.raiz)) if en_alcance(h, alcance)]
    if errores:
        raise DatosInvalidosError([str(h) for h in errores])
    typer.echo("Los datos están bien.")


def load(paths: Paths = None) -> None:
    """Carga los datos en la base. Si algo está mal, no cambia nada."""
    settings = settings_module.load()
    alcance = leer_alcance(settings.data_dir, paths or [])
    database = open_database(settings)
    upgrade(database)
    hecho = load_into(database, settings, alcance.raiz)
    typer.echo(f"{hecho.municipios} municipios y {hecho.fichas} fichas; cambios: {hecho.cambios}.")


def migrate() -> None:
    """Lleva la base de datos a su forma más nueva."""
    upgrade(open_database(settings_module.load()))
    typer.echo("La base de datos está al día.")


def codigo(municipio: Annotated[str | None, typer.Option(help="Solo para este municipio.")] = None) -> None:
    """Crea un código de un solo uso para la coordinación."""
    settings = settings_module.load()
    database = open_database(settings)
    upgrade(database)
    with database.write() as session:
        code = crear_codigo(session, Rol.COORDINADOR, settings.clock.now(), municipio)
    typer.echo(f"Escriba en el chat: /start c_{code}")


def load_into(database: Database, settings: Settings, root: Path) -> Cargado:
    """Load the folder `root` in one transaction."""
    carpeta = leer_carpeta(root)
    with database.write() as session:
        return cargar(session, carpeta, settings.clock.now())
