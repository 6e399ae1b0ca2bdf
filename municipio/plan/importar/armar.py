"""The whole plan: what the table says, and for what no table says, a value to correct with its question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from municipio.errors import DatosInvalidosError, EntradaInvalidaError
from municipio.plan.importar import tabla
from municipio.plan.importar.acciones import Acciones, Leida
from municipio.plan.importar.avisos import Avisos
from municipio.plan.importar.cargos import COMITE, CONTROL_INTERNO, Cargos
from municipio.plan.importar.filas import agrupar
from municipio.plan.importar.textos import decir
from municipio.plan.registro import Cargo, Plan, Reunion, Vision

_FALTA = ("vision", "objetivo", "fases", "comite", "adoptado", "ano", "informes")


@dataclass(frozen=True, slots=True)
class Importado:
    """What a file says: the plan, from which row each action comes, and what was not read."""

    archivo: Path
    plan: Plan
    leidas: tuple[Leida, ...]
    no_leido: tuple[str, ...]
    errores: tuple[str, ...]


def importar(archivo: Path, municipio: str, ano: int, cargos_de_antes: Iterable[Cargo] = ()) -> Importado:
    """Read the plan of `municipio` (its name) from a table, as of the year `ano`. Nothing is written.

    A file that cannot be read, or that has no plan in it, is an `EntradaInvalidaError`.
    """
    avisos = Avisos()
    cargos = Cargos(avisos, cargos_de_antes)
    grupos = agrupar(tabla.leer(archivo), avisos)
    if avisos.errores and not grupos:
        raise DatosInvalidosError(avisos.errores)
    if not grupos:
        raise EntradaInvalidaError(
            f"No hay un plan en {archivo}: falta una fila de títulos con «Acción», «Metas», «Responsables», «Tiempos»… "
            "y debajo, una fila por acción"
        )
    acciones = Acciones(ano, cargos, avisos)
    leidas = tuple(leida for grupo in grupos for leida in acciones.leer(grupo))
    plan = _plan(archivo, municipio, ano, leidas, cargos)
    return Importado(archivo, plan, leidas, tuple(avisos.dichos), tuple(avisos.errores))


def _plan(archivo: Path, municipio: str, ano: int, leidas: tuple[Leida, ...], cargos: Cargos) -> Plan:
    preguntas = [decir("plan", clave, ano=ano) for clave in _FALTA]
    if CONTROL_INTERNO not in cargos.todos:
        cargos.con(CONTROL_INTERNO, decir("valores", "cargo_control"))
        preguntas.append(decir("plan", "control"))
    comite = COMITE if COMITE in cargos.todos else cargos.con("comite", decir("valores", "cargo_comite"), es_grupo=True)
    grupos = [cargo.nombre for cargo in cargos.todos.values() if cargo.es_grupo]
    preguntas += [decir("preguntas", "integra", dicho=nombre) for nombre in grupos]
    return Plan(
        titulo=decir("valores", "titulo", municipio=municipio),
        documento=decir("valores", "documento", archivo=archivo.name[:200]),
        ano=ano,
        vision=Vision(texto=decir("valores", "vision")),
        objetivo=decir("valores", "objetivo"),
        cargos=list(cargos.todos.values()),
        acciones=[leida.accion for leida in leidas],
        comite=Reunion(nombre=decir("valores", "comite"), responsables=[comite], por_defecto=True),
        preguntas=preguntas,
    )
