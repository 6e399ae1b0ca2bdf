"""The board of the plan as a picture for a phone: how it goes in all, and the light of each post or of each action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from municipio.documentos.colores import COLORES, sobre
from municipio.documentos.lienzo import ANCHO, Lienzo
from municipio.documentos.municipios import municipio_de
from municipio.documentos.registro import Documento, Pedido
from municipio.documentos.textos import cuantas, semestre, textos
from municipio.fechas import dia_y_mes
from municipio.municipios.registro import Municipio
from municipio.plan import tablero
from municipio.plan.semestres import semestre_de
from municipio.plan.servicio import plan_de
from municipio.plan.tablero import Cuenta, Luz

FILAS = 14
"""Rows of a picture, the worst first; more would be too small to read."""
_MARGEN, _CABEZA, _RESUMEN, _FILA, _PIE = 56, 232, 428, 146, 132
_PEOR = [Luz.ROJO, Luz.AMARILLO, Luz.VERDE]


@dataclass(frozen=True, slots=True)
class _Hoja:
    """What is drawn. `vista`: «cargo» or «accion»."""

    municipio: Municipio
    vista: str
    hoy: date
    todo: Cuenta
    partes: list[tuple[str, Cuenta]]


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "vista": "cargo" | "accion"}`."""
    municipio = municipio_de(pedido.sesion, pedido.texto("municipio"))
    vista = "accion" if pedido.con.get("vista") == "accion" else "cargo"
    hoy = pedido.ahora.astimezone(ZoneInfo(municipio.zona_horaria)).date()
    filas = tablero.del_semestre(pedido.sesion, municipio.slug, hoy)
    if vista == "accion":
        grupos = tablero.por_accion(filas)
    else:
        grupos = tablero.por_cargo(filas, plan_de(pedido.sesion, municipio.slug).cargos)
    cerrados = municipio.no_habiles
    partes = [(nombre, tablero.contar(suyas, hoy, cerrados)) for nombre, suyas in grupos.items()]
    partes.sort(key=lambda parte: (_PEOR.index(parte[1].luz), -parte[1].vencidas))
    hoja = _Hoja(municipio, vista, hoy, tablero.contar(filas, hoy, cerrados), partes)
    return Documento(f"tablero-{municipio.slug}-{vista}-{hoy}.png", "image/png", _dibujar(hoja))


def _dibujar(hoja: _Hoja) -> bytes:
    mostradas = hoja.partes[:FILAS]
    alto = _CABEZA + _RESUMEN + max(len(mostradas), 1) * _FILA + _PIE
    alto += 60 * (len(mostradas) < len(hoja.partes))
    lienzo = Lienzo(alto)
    _cabeza(lienzo, hoja)
    y = _resumen(lienzo, hoja, _CABEZA)
    for nombre, cuenta in mostradas:
        _fila(lienzo, nombre.rstrip("."), cuenta, y)
        y += _FILA
    _pie(lienzo, hoja, len(hoja.partes) - len(mostradas), y)
    return lienzo.png()


def _cabeza(lienzo: Lienzo, hoja: _Hoja) -> None:
    color, letra = hoja.municipio.color, sobre(hoja.municipio.color)
    dicho = textos()["tablero"]
    lienzo.caja(0, 0, ANCHO, _CABEZA, color)
    lienzo.texto(_MARGEN, 56, dicho["titulo"], 36, letra)
    talla = 66 if lienzo.ancho_de(hoja.municipio.nombre, 66, fuerte=True) <= ANCHO - 2 * _MARGEN else 48
    lienzo.texto(_MARGEN, 122, hoja.municipio.nombre, talla, letra, fuerte=True)
    cuando = dicho["hasta"].format(semestre=semestre(semestre_de(hoja.hoy)).capitalize(), dia=dia_y_mes(hoja.hoy))
    lienzo.texto(_MARGEN, 188, cuando, 34, letra)


def _resumen(lienzo: Lienzo, hoja: _Hoja, y: float) -> float:
    """The light of everything, a bar, and a number for each situation. Where the rows begin."""
    dicho, cuenta = textos()["tablero"], hoja.todo
    lienzo.marca(_MARGEN + 34, y + 70, cuenta.luz, 68)
    conjunto = dicho["conjunto"].format(luz=_luz(cuenta).lower())
    lienzo.texto(_MARGEN + 92, y + 70, conjunto, 46, fuerte=True)
    _barra(lienzo, _MARGEN, y + 128, ANCHO - 2 * _MARGEN, 36, cuenta)
    ancho = (ANCHO - 2 * _MARGEN) / 4
    for numero, (situacion, cuantos, color) in enumerate(_partes(cuenta)):
        x = _MARGEN + numero * ancho
        lienzo.caja(x, y + 190, 14, 106, color)
        lienzo.texto(x + 30, y + 222, str(cuantos), 60, fuerte=True)
        lienzo.texto(x + 30, y + 278, cuantas(situacion, cuantos).partition(" ")[2], 32, COLORES["tenue"])
    lienzo.texto(_MARGEN, y + 378, dicho["por"][hoja.vista], 44, hoja.municipio.color, fuerte=True)
    return y + _RESUMEN


def _fila(lienzo: Lienzo, nombre: str, cuenta: Cuenta, y: float) -> None:
    lienzo.caja(_MARGEN, y, ANCHO - 2 * _MARGEN, 2, COLORES["gris"])
    lienzo.marca(_MARGEN + 26, y + 73, cuenta.luz, 50)
    x, ancho = _MARGEN + 84, ANCHO - 2 * _MARGEN - 84
    lineas = lienzo.renglones(nombre, 31, ancho, 2)
    debajo = y + (116 if len(lineas) == 2 else 96)
    lienzo.texto(ANCHO - _MARGEN, debajo, _luz(cuenta), 28, COLORES["tenue"], lado="right")
    for numero, linea in enumerate(lineas):
        lienzo.texto(x, y + (32 + 40 * numero if len(lineas) == 2 else 50), linea, 31)
    lienzo.texto(x, debajo, _dichas(cuenta), 28, COLORES["tenue"])


def _pie(lienzo: Lienzo, hoja: _Hoja, faltan: int, y: float) -> None:
    dicho = textos()["tablero"]
    if not hoja.partes:
        lienzo.texto(_MARGEN, y + 40, dicho["vacio"], 32)
        y += _FILA
    if faltan:
        frase = dicho["faltan"].format(n=faltan, boton=dicho["por"][hoja.vista])
        lienzo.texto(_MARGEN, y + 34, frase, 30, fuerte=True)
        y += 60
    for numero, linea in enumerate(dicho["leyenda"]):
        lienzo.texto(_MARGEN, y + 36 + numero * 38, linea, 26, COLORES["tenue"])


def _barra(lienzo: Lienzo, x: float, y: float, ancho: float, alto: float, cuenta: Cuenta) -> None:
    """How much of the whole each situation is."""
    partes = [(cuantos, tono) for _, cuantos, tono in _partes(cuenta) if cuantos]
    total = sum(cuantos for cuantos, _ in partes)
    if not total:
        lienzo.caja(x, y, ancho, alto, COLORES["gris"])
        return
    for cuantos, tono in partes:
        lienzo.caja(x, y, ancho * cuantos / total - 3, alto, tono)
        x += ancho * cuantos / total


def _partes(cuenta: Cuenta) -> list[tuple[str, int, str]]:
    return [
        ("cumplida", cuenta.cumplidas, COLORES["verde"]),
        ("en_curso", cuenta.en_curso, COLORES["azul"]),
        ("por_vencer", cuenta.por_vencer, COLORES["gris"]),
        ("vencida", cuenta.vencidas, COLORES["rojo"]),
    ]


def _dichas(cuenta: Cuenta) -> str:
    """«2 vencidas, 1 cumplida»: only what there is."""
    return ", ".join(cuantas(situacion, n) for situacion, n, _ in reversed(_partes(cuenta)) if n)


def _luz(cuenta: Cuenta) -> str:
    dicha: str = textos()["luces"][cuenta.luz]
    return dicha
