"""`ventanilla plan-import`: a plan de acción from a table, read first and written only when it is confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from municipio import settings as settings_module
from municipio.clock import BOGOTA
from municipio.errors import DatosInvalidosError, EntradaInvalidaError

if TYPE_CHECKING:
    from municipio.datos.carpeta import MunicipioLeido


def plan_import(
    archivo: Annotated[Path, typer.Argument(help="Tabla del plan: .xlsx, .csv o .docx.")],
    municipio: Annotated[str, typer.Option(help="Municipio, por ejemplo alvarado.")],
    write: Annotated[bool, typer.Option("--write", help="Escribe el plan; si falta, solo muestra lo leído.")] = False,
    out: Annotated[Path | None, typer.Option(help="Dónde; si falta, plan.yml del municipio.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Cambia el archivo si ya existe.")] = False,
    ano: Annotated[int | None, typer.Option(min=1990, max=2100, help="Año del plan; el de hoy si falta.")] = None,
) -> None:
    """Lee un plan de acción de una tabla, dice qué no pudo leer y, con --write, lo escribe."""
    from municipio.plan.importar import armar, guardar
    from municipio.plan.importar.informe import informe
    from municipio.plan.importar.textos import decir

    settings = settings_module.load()
    antes = _municipio(settings.data_dir, municipio)
    destino = out or antes.documento.archivo.with_name("plan.yml")
    cargos = antes.plan.cargos if antes.plan else []
    hoy = settings.clock.now().astimezone(BOGOTA)
    leido = armar.importar(archivo, antes.registro.nombre, ano or hoy.year, cargos)
    typer.echo(informe(leido))
    if leido.errores:
        raise DatosInvalidosError(list(leido.errores))
    if write:
        guardar.escribir(guardar.en_yaml(leido.plan), destino, reemplazar=overwrite)
    typer.echo("\n" + decir("informe", "escrito" if write else "sin_escribir", destino=destino))


def _municipio(datos: Path, slug: str) -> MunicipioLeido:
    """What the data folder says of a municipality."""
    from municipio.datos.carpeta import leer_carpeta

    municipios = leer_carpeta(datos).municipios
    if slug not in municipios:
        conocidos = ", ".join(municipios) or "ninguno"
        raise EntradaInvalidaError(f"No conozco el municipio «{slug}». Conozco: {conocidos}")
    return municipios[slug]
