"""`ventanilla agenda` and `plan-adoptar`: the due dates of a plan de acción, and adopting it again."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated

import typer

from municipio import settings as settings_module
from municipio.errors import EntradaInvalidaError

Municipio = Annotated[str, typer.Option(help="Municipio, por ejemplo alvarado.")]


def agenda(
    municipio: Municipio,
    desde: Annotated[str, typer.Option("--from", help="Primer día, AAAA-MM-DD.")],
    hasta: Annotated[str, typer.Option("--to", help="Último día, AAAA-MM-DD.")],
    as_json: Annotated[bool, typer.Option("--json", help="Muestra el JSON completo.")] = False,
) -> None:
    """Muestra lo que vence del plan de acción entre dos fechas, pasadas o futuras."""
    from bot import wiring
    from municipio.plan.servicio import adopciones, agenda_de, plan_de

    inicio, fin = leer_fecha(desde), leer_fecha(hasta)
    if fin < inicio:
        raise EntradaInvalidaError("--to no puede ser antes que --from")
    settings = settings_module.load()
    database = wiring.ready_database(settings)
    registro = wiring.padron(settings, database).catalogo(municipio).municipio
    with database.read() as session:
        plan = plan_de(session, municipio)
        hechas = adopciones(session, municipio, plan)
    vence = agenda_de(plan, hechas, inicio, fin, registro.no_habiles)
    cargos = {cargo.clave: cargo.nombre for cargo in plan.cargos}
    if as_json:
        lineas = [
            {
                "municipio": municipio,
                "accion": v.accion,
                "indicador": v.indicador,
                "periodo": v.periodo,
                "vence": v.vence.isoformat(),
                "tipo": v.tipo,
                "meta": v.meta,
                "responsables": [cargos[clave] for clave in v.responsables],
            }
            for v in vence
        ]
        typer.echo(json.dumps(lineas, ensure_ascii=False, indent=1))
        return
    for v in vence:
        medida = f" [{v.indicador}: {v.meta}]" if v.tipo == "cuota" else ""
        quienes = ", ".join(cargos[clave] for clave in v.responsables)
        typer.echo(f"{v.vence}  {v.tipo:<10}  {v.nombre} ({v.periodo}){medida}: {quienes}")
    if hechas[0].desde is None and len(hechas) == 1:
        typer.echo(
            "El documento no dice cuándo se adoptó el plan: los plazos que cuentan desde ese día no aparecen.", err=True
        )


def plan_adoptar(
    municipio: Municipio,
    fecha: Annotated[str, typer.Option(help="Día de la adopción, AAAA-MM-DD.")],
    hasta: Annotated[str | None, typer.Option(help="Último día; si falta, el fin del período del alcalde.")] = None,
) -> None:
    """Adopta otra vez el plan de acción: todos los plazos cuentan desde ese día y la historia queda."""
    from bot import wiring
    from municipio.plan.servicio import adoptar

    settings = settings_module.load()
    database = wiring.ready_database(settings)
    wiring.padron(settings, database).catalogo(municipio)
    fin = None if hasta is None else leer_fecha(hasta)
    with database.write() as session:
        hecha = adoptar(session, municipio, leer_fecha(fecha), fin, settings.clock.now())
    typer.echo(f"El plan de {municipio} queda adoptado del {hecha.desde} al {hecha.hasta}.")


def leer_fecha(texto: str) -> date:
    """A day written AAAA-MM-DD; anything else is an `EntradaInvalidaError`."""
    try:
        return datetime.strptime(texto, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day has no time zone)
    except ValueError:
        raise EntradaInvalidaError(f"«{texto}» no es una fecha: escriba AAAA-MM-DD, por ejemplo 2027-01-31") from None
