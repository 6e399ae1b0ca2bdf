"""From tables to the rows of each action: which row heads, which one begins an action and which ones go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from municipio.plan.importar import columnas
from municipio.plan.importar.avisos import Avisos
from municipio.plan.importar.columnas import CAMPOS, Campo, Columnas
from municipio.plan.importar.limpio import en_blanco, en_linea, error_de_excel
from municipio.plan.importar.tabla import Celda, Fila, Tabla
from municipio.plan.importar.textos import decir
from municipio.texto import normalizar

_MITAD = 2
MAX_LETRAS = 5_000
"""Letters of a cell that are read: what is longer is no cell of a plan."""


@dataclass(slots=True)
class Renglon:
    """What a row says of each field. `propios`: the fields whose cell begins in it, not in a row above."""

    nombre: str
    numero: int
    textos: dict[Campo, str]
    celdas: dict[Campo, str]
    propios: set[Campo]

    def dice(self, campo: Campo) -> str:
        """The text of a field; empty when it has none."""
        return self.textos.get(campo, "")

    def lugar(self, campo: Campo) -> str:
        """Its row and cell, as people are told."""
        return f"{self.nombre}, {self.celdas[campo]}" if campo in self.celdas else self.nombre


@dataclass(slots=True)
class Grupo:
    """The rows of one action."""

    accion: str
    renglones: list[Renglon] = field(default_factory=list)


def agrupar(tablas: list[Tabla], avisos: Avisos) -> list[Grupo]:
    """Every action of the tables, with its rows."""
    grupos: list[Grupo] = []
    for renglon in _renglones(tablas, avisos):
        if _empieza(renglon, grupos):
            _sin_repetir(renglon, grupos, avisos)
            grupos.append(Grupo(en_linea(renglon.dice("accion")), [renglon]))
        elif not grupos:
            avisos.nota("huerfana", renglon.nombre)
        else:
            _seguir(renglon, grupos[-1], avisos)
    return grupos


def _renglones(tablas: list[Tabla], avisos: Avisos) -> Iterator[Renglon]:
    donde: Columnas | None = None
    for tabla in tablas:
        donde = _vigentes(tabla, donde, avisos)
        for fila in tabla.filas:
            titulos = columnas.encontrar(fila)
            if titulos is not None:
                _columnas_nuevas(fila, titulos, donde, avisos)
                donde = titulos
            elif donde is not None:
                renglon = _renglon(fila, donde, avisos)
                if renglon is not None:
                    yield renglon


def _vigentes(tabla: Tabla, donde: Columnas | None, avisos: Avisos) -> Columnas | None:
    """The columns with which a table begins: those of the one before, when it goes on with it."""
    if any(columnas.encontrar(fila) for fila in tabla.filas):
        return donde if tabla.sigue else None
    if tabla.sigue and donde is not None and tabla.ancho == donde.ancho:
        return donde
    if tabla.filas:
        avisos.nota("sin_titulos", tabla.nombre)
    return None


def _columnas_nuevas(fila: Fila, nuevas: Columnas, antes: Columnas | None, avisos: Avisos) -> None:
    if antes is not None and antes.donde == nuevas.donde:
        return
    for suelta in nuevas.sueltas:
        avisos.nota("columna", f"{fila.nombre}, {suelta}")
    if nuevas.faltan:
        avisos.nota("faltan", fila.nombre, campos=", ".join(decir("campos", campo) for campo in nuevas.faltan))


def _renglon(fila: Fila, donde: Columnas, avisos: Avisos) -> Renglon | None:
    """What a row says; None when it says nothing, or when it is only a heading or the foot of a page."""
    renglon = Renglon(fila.nombre, fila.indice + 1, {}, {}, set())
    for campo in CAMPOS:
        celdas = [fila.celdas[n] for n in donde.donde.get(campo, ()) if n < len(fila.celdas)]
        _anotar(renglon, campo, celdas, fila, avisos)
    if not renglon.propios:
        return None
    if _suelto(fila, renglon):
        campo = next(campo for campo in CAMPOS if campo in renglon.propios)
        avisos.nota("suelta", renglon.lugar(campo), renglon.dice(campo))
        return None
    return renglon


def _anotar(renglon: Renglon, campo: Campo, celdas: list[Celda], fila: Fila, avisos: Avisos) -> None:
    textos = []
    for celda in {celda.bloque: celda for celda in reversed(celdas)}.values():
        propia = celda.bloque[0] == fila.indice
        if error_de_excel(celda.texto):
            if propia:
                avisos.nota("formula", f"{fila.nombre}, {celda.nombre}", celda.texto)
        elif len(celda.texto) > MAX_LETRAS:
            avisos.error("larga", f"{fila.nombre}, {celda.nombre}", letras=MAX_LETRAS)
        elif not en_blanco(celda.texto):
            textos.append(celda.texto)
            renglon.propios |= {campo} if propia else set()
    if textos:
        renglon.textos[campo] = "\n".join(reversed(textos))
        renglon.celdas[campo] = celdas[0].nombre


def _suelto(fila: Fila, renglon: Renglon) -> bool:
    """Whether all that a row says is one cell across the table, or one in the column of the actions."""
    escritas = [celda for celda in fila.celdas if celda.bloque[0] == fila.indice and not en_blanco(celda.texto)]
    if len({celda.bloque for celda in escritas}) != 1:
        return False
    ancha = len(escritas) > max(len(fila.celdas) // _MITAD, 1)
    return ancha or renglon.propios <= {"accion", "linea"}


def _empieza(renglon: Renglon, grupos: list[Grupo]) -> bool:
    """Whether a row begins an action: it names one, and it is not the one that goes on."""
    if "accion" not in renglon.propios:
        return False
    return not grupos or normalizar(grupos[-1].accion) != normalizar(renglon.dice("accion"))


def _sin_repetir(renglon: Renglon, grupos: list[Grupo], avisos: Avisos) -> None:
    nombre = normalizar(renglon.dice("accion"))
    for grupo in grupos:
        if normalizar(grupo.accion) == nombre:
            antes = grupo.renglones[0].nombre
            avisos.error("repetida", renglon.lugar("accion"), renglon.dice("accion"), antes=antes)
            return


def _seguir(renglon: Renglon, grupo: Grupo, avisos: Avisos) -> None:
    for antes in grupo.renglones:
        if "accion" in renglon.propios and antes.textos == renglon.textos:
            avisos.error("fila_repetida", renglon.nombre, antes=antes.nombre)
            return
    grupo.renglones.append(renglon)
