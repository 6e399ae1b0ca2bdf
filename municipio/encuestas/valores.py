"""What an answer is: a small dictionary whose shape depends on the type of its question.

`{"opciones": [...]}` (one, several, or the places of a ranking; with `texto` beside «otro»), `{"numero": n}`,
`{"fecha": "2026-05-15"}`, `{"texto": "..."}`. Empty: skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from municipio.encuestas.plantilla import MAYOR, MENOR, NO_SABE, VARIAS, Condicion, Opcion, Pregunta

Valor = dict[str, Any]
OMITIDA: Valor = {}
LARGO_LUGAR = LARGO_OTRO = 60


def vale(pregunta: Pregunta, valor: Mapping[str, Any]) -> bool:
    """Whether `valor` is an answer to that question."""
    if not valor:
        return not pregunta.obligatoria
    if valor == {"opciones": [NO_SABE]}:
        return pregunta.no_sabe
    match dict(valor):
        case {"opciones": [_, *_] as opciones, **resto}:
            return _valen_opciones(pregunta, opciones, resto)
        case {"numero": int(numero), **resto} if not resto and not isinstance(numero, bool):
            return _vale_numero(pregunta, numero)
        case {"fecha": str(fecha), **resto} if not resto:
            return pregunta.tipo == "fecha" and _es_fecha(fecha)
        case {"texto": str(texto), **resto} if not resto:
            largo = {"texto": pregunta.tope, "lugar": LARGO_LUGAR}.get(pregunta.tipo, 0)
            return 0 < len(texto) <= largo
    return False


def elegida(pregunta: Pregunta, clave: str, antes: Mapping[str, Any]) -> Valor | None:
    """The answer after choosing the option `clave` when it was `antes`; None when there is no such option.

    In a question of several, it is added to those chosen; a `-` before it takes it away. One that goes alone takes the
    others away, and any other takes it away.
    """
    quita, clave = clave.startswith("-"), clave.removeprefix("-")
    if clave == NO_SABE:
        return {"opciones": [NO_SABE]} if pregunta.no_sabe and not quita else None
    opcion = pregunta.opcion(clave)
    if opcion is None:
        return None
    if pregunta.es_escala:
        return {"numero": int(clave)}
    if pregunta.tipo not in VARIAS:
        return {**antes} if antes.get("opciones") == [clave] else {"opciones": [clave]}
    opciones = _marcadas(pregunta, opcion, antes.get("opciones", []), quita=quita)
    if not opciones:
        return OMITIDA
    texto = {"texto": antes["texto"]} if "texto" in antes and _tiene_otro(pregunta, opciones) else {}
    return {"opciones": list(opciones), **texto}


def _marcadas(pregunta: Pregunta, opcion: Opcion, antes: list[str], *, quita: bool) -> list[str]:
    """Those chosen after a tap on `opcion`."""
    if quita:
        return [otra for otra in antes if otra not in (opcion.clave, NO_SABE)]
    if opcion.clave in antes:
        return antes
    compatibles = [otra for otra in pregunta.alternativas if not (otra.sola or opcion.sola)]
    quedan = {otra.clave for otra in compatibles}
    return [*(otra for otra in antes if otra in quedan), opcion.clave]


def no_va_con_otras(pregunta: Pregunta, opciones: list[str]) -> Opcion | None:
    """The option that stands with others, and goes alone."""
    elegidas = [pregunta.opcion(clave) for clave in opciones] if len(opciones) > 1 else []
    return next((opcion for opcion in elegidas if opcion and opcion.sola), None)


def pide_texto(pregunta: Pregunta, valor: Mapping[str, Any]) -> bool:
    """Whether «otro» was chosen and it was not told which."""
    return "texto" not in valor and _tiene_otro(pregunta, valor.get("opciones", []))


def cumple(condicion: Condicion, valor: Mapping[str, Any]) -> bool:
    """Whether an answer is what the condition says."""
    if set(condicion.opciones) & set(_claves(valor)):
        return True
    numero = valor.get("numero")
    if numero is None or (condicion.desde, condicion.hasta) == (None, None):
        return False
    return (condicion.desde is None or numero >= condicion.desde) and (
        condicion.hasta is None or numero <= condicion.hasta
    )


def _claves(valor: Mapping[str, Any]) -> list[str]:
    return [*valor.get("opciones", []), str(valor.get("numero", ""))]


def _valen_opciones(pregunta: Pregunta, opciones: list[Any], resto: Mapping[str, Any]) -> bool:
    if pregunta.es_escala or any(pregunta.opcion(str(clave)) is None for clave in opciones):
        return False
    if len(set(opciones)) < len(opciones) or no_va_con_otras(pregunta, opciones):
        return False
    if len(opciones) > (pregunta.tope if pregunta.tipo in VARIAS else 1):
        return False
    if not resto:
        return True
    texto = resto.get("texto")
    return set(resto) == {"texto"} and _tiene_otro(pregunta, opciones) and 0 < len(str(texto)) <= LARGO_OTRO


def _vale_numero(pregunta: Pregunta, numero: int) -> bool:
    if pregunta.es_escala:
        return pregunta.opcion(str(numero)) is not None
    desde, hasta = limites(pregunta)
    return pregunta.tipo == "numero" and desde <= numero <= hasta


def limites(pregunta: Pregunta) -> tuple[int, int]:
    """The least and the most that a `numero` may be."""
    desde = MENOR if pregunta.minimo is None else pregunta.minimo
    return desde, MAYOR if pregunta.maximo is None else pregunta.maximo


def _es_fecha(texto: str) -> bool:
    try:
        return date.fromisoformat(texto).isoformat() == texto
    except ValueError:
        return False


def _tiene_otro(pregunta: Pregunta, opciones: list[str]) -> bool:
    return any(opcion.otro for clave in opciones if (opcion := pregunta.opcion(clave)))
