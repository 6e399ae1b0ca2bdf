"""Numbers and dates as people write them: «3», «la segunda», «treinta y dos», «15 de mayo», «ayer»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from municipio.fechas import MESES
from municipio.texto import normalizar

_UNIDADES = re.findall(
    r"\w+",
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve",
)
_DECENAS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()  # noqa: SIM905
_NOMBRES = {nombre: n for n, nombre in enumerate(_UNIDADES)} | {n: 30 + 10 * i for i, n in enumerate(_DECENAS)}
_NOMBRES |= {f"{n}cientos": 100 * i for i, n in enumerate(("dos", "tres", "cuatro"), 2)}
_NOMBRES |= {"quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900}
_NOMBRES |= {"uno": 1, "una": 1, "veintiuno": 21, "cien": 100, "ciento": 100, "mil": 1000}
_ORDINALES = {
    raiz + letra: n
    for n, raiz in enumerate(
        ("primer", "segund", "tercer", "cuart", "quint", "sext", "septim", "octav", "noven", "decim"), 1
    )
    for letra in ("o", "a", "")
}
_ADORNO = re.compile(
    r"^(?:(?:el|la|lo|los|las|un|una|opcion|opciones|numero|numeros|le|doy|pongo|nota|calificacion|con)\s+)+"
)
_MILES = re.compile(r"(?<=\d)[.\s](?=\d{3}(?!\d))")
_CIFRA = re.compile(r"-?\d{1,9}")
_COLA = re.compile(r"^(\d+) (?:puntos?|(?:de |sobre )?(?:5|10|cinco|diez))$")
_MESES = tuple(mes[:3] for mes in MESES)
_FECHA = re.compile(r"(\d{1,2}|primero) (?:de )?([a-z]{3,10})(?: (?:de |del )?(?:año )?(\d{4}))?")
_NUMEROS = re.compile(r"(\d{1,2}) (\d{1,2})(?: (\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_CERCA = {"hoy": 0, "ayer": 1, "antier": 2, "anteayer": 2, "antes de ayer": 2}


def lugar(plano: str) -> int | None:
    """The place in a list that a normalised text names, from 1: «3», «la tercera», «opción tres»."""
    limpio = _ADORNO.sub("", plano)
    if _CIFRA.fullmatch(limpio):
        return int(limpio)
    return _ORDINALES.get(limpio, _NOMBRES.get(limpio))


def nota(plano: str) -> int | None:
    """The number of a mark: «4», «un cuatro», «4 de 5», «4/5»."""
    limpio = _ADORNO.sub("", plano)
    return lugar(_COLA.sub(r"\1", limpio))


def numero(texto: str) -> int | None:
    """A whole number, in digits or in words up to the thousands; None when the text says none."""
    bajo = texto.strip().lower()
    cifras = _CIFRA.findall(_MILES.sub("", bajo))
    if len(cifras) == 1:
        return int(cifras[0])
    return None if cifras else _en_palabras(normalizar(bajo).split())


def fecha(texto: str, hoy: date) -> date | None:
    """A day. Without a year, the last time that it was; None when the text names none."""
    plano = normalizar(texto).removeprefix("el ")
    if plano in _CERCA:
        return hoy - timedelta(days=_CERCA[plano])
    if hallada := _ISO.fullmatch(plano):
        return _dia(hallada[1], int(hallada[2]), hallada[3], hoy)
    if hallada := _NUMEROS.fullmatch(plano):
        return _dia(hallada[3], int(hallada[2]), hallada[1], hoy)
    hallada = _FECHA.fullmatch(plano)
    if hallada is None or hallada[2][:3] not in _MESES:
        return None
    return _dia(hallada[3], _MESES.index(hallada[2][:3]) + 1, hallada[1].replace("primero", "1"), hoy)


def _dia(ano: str | None, mes: int, dia: str, hoy: date) -> date | None:
    anos = [int(ano) + (2000 if len(ano) == 2 else 0)] if ano else [hoy.year - n for n in range(5)]
    for uno in anos:
        try:
            hallado = date(uno, mes, int(dia))
        except ValueError:
            continue
        if ano or hallado <= hoy:
            return hallado
    return None


def _en_palabras(palabras: list[str]) -> int | None:
    dichas = [p for p in palabras if p not in ("y", "como", "unos", "unas", "mas", "o", "menos")]
    total = parte = 0
    for n, palabra in enumerate(dichas):
        valor = _NOMBRES.get(palabra)
        if valor is None:
            return total + parte if n else None
        total, parte = (total + max(parte, 1) * 1000, 0) if valor == 1000 else (total, parte + valor)
    return total + parte if dichas else None
