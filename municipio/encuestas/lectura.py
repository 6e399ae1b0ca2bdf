"""A typed answer: the same that could be pressed, in the words that people use.

A text that is no answer at all is None; one that tries to be and is not (a 9 in a scale of five) is an
`EntradaInvalidaError` that says what would be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from municipio.encuestas import cifras
from municipio.encuestas.muletillas import sin_muletillas
from municipio.encuestas.plantilla import NO_SABE, Opcion, Pregunta
from municipio.encuestas.valores import LARGO_LUGAR, LARGO_OTRO, Valor, limites, no_va_con_otras
from municipio.errors import EntradaInvalidaError
from municipio.privacidad.mascara import enmascarar
from municipio.privacidad.nombres import sin_personas
from municipio.texto import normalizar

_NO_SABE = re.compile(
    r"(?:ns|nr|n s|n r|ns ?nr|n s n r|no (?:lo )?se(?: la verdad)?|no sabe|no sabria(?: decir(?:le)?)?|no responde"
    r"|no (?:me )?(?:acuerdo|recuerdo)|ni idea|(?:prefiero|quiero|mejor) no (?:decir(?:lo)?|responder|contestar)"
    r"|no quiero (?:decir(?:lo)?|responder|contestar)|paso)"
)
_DICHOS = {
    "si": "si|sip|sii+|claro(?: que si)?|por supuesto|correcto|obvio|aja|eso si|si señora?|completamente|totalmente",
    "no": "no|nop|noo+|para nada|nunca|no señora?|nada|en absoluto|negativo",
    "en-parte": "en parte|mas o menos|a medias|parcialmente|un poco|algo|regular|casi|ni si ni no|maso(?: ?menos)?"
    "|no todo|no del todo|(?:si )?pero no (?:del )?todo|si y no",
    "ninguno": "no|no hay|ningun[oa]",
    "ninguna": "no|ninguna|no hay",
    "rural": "vereda|finca|monte|zona rural",
    "urbana": "urbano|casco urbano|centro|zona urbana",
    "mujer": "femenin[oa]",
    "hombre": "masculino",
    "semanal": "cada ocho dias",
    "quincenal": "cada quincena",
}
"""Usual ways of saying an option, by its key."""
_NOTAS = {
    1: "pesim[oa]|muy mal(?:[oa]s?)?|fatal|horrible|terrible|lo peor",
    2: "mal(?:[oa]s?)?|inconforme|descontent[oa]|poco content[oa]",
    3: "regular(?:es)?|mas o menos(?: [a-z]+)?|maso(?: ?menos)?|normal(?:es)?|ni bien ni mal|ni fu ni fa"
    "|intermedi[oa]|medio",
    4: "bien|buen[oa]s?|content[oa]|conforme",
    5: "muy bien|muy content[oa]|muy buen[oa]s?|excelentes?|perfect[oa]s?|lo mejor|super(?: bien)?|buenisim[oa]",
}
_ENTRE = re.compile(r"\s*[,;/+\n]\s*")
_Y = re.compile(r"\s+(?:y|e|o)\s+|\s*[,;/+\n]\s*")
_OTRO = re.compile(
    r"^\s*otr[oa]s?(?: (?:cosa|sitio|tr[aá]mite))?\s*[:,.-]?\s+(?P<cual>\S.*)$", re.IGNORECASE | re.DOTALL
)
_TODAS = re.compile(r"tod[oa]s(?: (?:ell[oa]s|las anteriores))?")
_ARTICULOS = re.compile(r"^(?:(?:el|la|lo|los|las|un|una|en|por|con|a|al|de|del|cada|solo) )+")
_ANOS = re.compile(r"(?:ya )?(?:tengo )?(?P<anos>\d{1,3}) años(?: cumplidos)?")
_TRAMO = re.compile(r"menos de (?P<antes>\d+)|de (?P<desde>\d+) a (?P<hasta>\d+)|(?P<minimo>\d+) o mas")
_SITIO = re.compile(
    r"(?:(?:la |el )?(?:vereda|barrio|sector|corregimiento|caserio|finca|zona|inspeccion) )?"
    r"(?:el|la|los|las|villa|alto|bajo|puerto) \w+(?: (?:alt|baj|nuev|viej)[oa])?"
)
"""A place by itself, though «El Carmen» and «Villa Rosa» have the name of somebody."""
_PESAN = frozenset({"no", "ni", "nada", "poco", "muy", "mas", "menos", "sin", "nunca", "casi"})
"""Words that turn an answer around: one that is not in an option makes it another answer, however alike."""
_IGUAL = 86


def leer(pregunta: Pregunta, texto: str, hoy: date) -> Valor | None:
    """The answer that `texto` gives to `pregunta`."""
    plano = normalizar(texto)
    limpio = sin_muletillas(plano)
    if pregunta.no_sabe and _NO_SABE.fullmatch(limpio) and not _exacta(pregunta.alternativas, plano):
        return {"opciones": [NO_SABE]}
    match pregunta.tipo:
        case "texto":
            return {"texto": _corto(sin_personas(texto), pregunta.tope)}
        case "numero":
            return _numero(pregunta, texto)
        case "fecha":
            return _fecha(texto, hoy)
        case "multiple" | "orden":
            return _varias(pregunta, texto)
        case "escala" | "satisfaccion" | "recomendacion":
            return _escala(pregunta, plano) or _escala(pregunta, limpio)
        case "lugar":
            return _lugar(pregunta, texto)
    return _una(pregunta, texto)


def otro(texto: str) -> Valor:
    """What is typed after «otro»: which."""
    return {"texto": _corto(sin_personas(texto), LARGO_OTRO)}


def _una(pregunta: Pregunta, texto: str) -> Valor | None:
    opcion = _opcion(pregunta.alternativas, normalizar(texto))
    if opcion is not None:
        return {"opciones": [opcion.clave]}
    return _con_otro(pregunta, texto)


def _con_otro(pregunta: Pregunta, texto: str) -> Valor | None:
    dicho, otra = _OTRO.match(texto), next((o for o in pregunta.alternativas if o.otro), None)
    return {"opciones": [otra.clave], **otro(dicho["cual"])} if dicho and otra else None


def _escala(pregunta: Pregunta, plano: str) -> Valor | None:
    dicha = cifras.nota(plano)
    if dicha is None:
        opcion = _por_palabras(pregunta.alternativas, plano) if pregunta.tipo != "recomendacion" else None
        notas = (n for n, dichos in _NOTAS.items() if re.fullmatch(dichos, plano))
        dicha = int(opcion.clave) if opcion else next(notas, None) if pregunta.tipo != "recomendacion" else None
    if dicha is not None and pregunta.opcion(str(dicha)) is None:
        primera, ultima = pregunta.alternativas[0].clave, pregunta.alternativas[-1].clave
        raise EntradaInvalidaError(f"Responda con un número de {primera} a {ultima}.")
    return None if dicha is None else {"numero": dicha}


def _varias(pregunta: Pregunta, texto: str) -> Valor | None:
    if _TODAS.fullmatch(normalizar(texto)):
        claves: list[str] | None = [opcion.clave for opcion in pregunta.alternativas if not opcion.sola]
    else:
        claves = _separadas(pregunta.alternativas, texto)
    if not claves:
        return _con_otro(pregunta, texto)
    if sola := no_va_con_otras(pregunta, claves):
        raise EntradaInvalidaError(f"«{sola.texto}» no va con otras: escriba solo esa, o las otras.")
    if len(claves) > pregunta.tope:
        raise EntradaInvalidaError(f"Escoja {pregunta.tope} como máximo.")
    return {"opciones": claves}


def _separadas(opciones: Sequence[Opcion], texto: str) -> list[str] | None:
    """The options that a list names, in its order; None when some part of it names none."""
    entera = _opcion(opciones, normalizar(texto))
    if entera is not None:
        return [entera.clave]
    plano = normalizar(texto)
    partes = plano.split() if re.fullmatch(r"[\d\s]+", plano) else _Y.split(texto.strip())
    claves: list[str] = []
    for parte in (p for p in (_ENTRE.split(texto.strip()) if _nombradas(opciones, texto) else partes) if p):
        opcion = _opcion(opciones, normalizar(parte))
        if opcion is None:
            return None
        if opcion.clave not in claves:
            claves.append(opcion.clave)
    return claves


def _nombradas(opciones: Sequence[Opcion], texto: str) -> bool:
    """Whether each part between commas is an option by itself: some have an «y» of their own."""
    partes = [normalizar(parte) for parte in _ENTRE.split(texto.strip())]
    return len(partes) > 1 and all(_por_palabras(opciones, parte) for parte in partes)


def _opcion(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    return _llamada(opciones, plano) or _llamada(opciones, sin_muletillas(plano))


def _llamada(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    exacta = _exacta(opciones, plano)
    if exacta is not None:
        return exacta
    anos, dicho = _ANOS.fullmatch(plano), cifras.lugar(plano)
    if anos is not None:
        return _del_tramo(opciones, int(anos["anos"]))
    if dicho is None:
        return _por_palabras(opciones, plano)
    if 1 <= dicho <= len(opciones):
        return opciones[dicho - 1]
    if tramo := _del_tramo(opciones, dicho):
        return tramo
    raise EntradaInvalidaError(f"Hay {len(opciones)} opciones: responda con un número de 1 a {len(opciones)}.")


def _del_tramo(opciones: Sequence[Opcion], numero: int) -> Opcion | None:
    """The stretch that has that number: 68, of «De 18 a 28» and «60 o más»."""
    return next((opcion for opcion in opciones if _abarca(normalizar(opcion.texto), numero)), None)


def _abarca(tramo: str, numero: int) -> bool:
    dicho = _TRAMO.fullmatch(tramo)
    if dicho is None:
        return False
    desde, hasta = dicho["desde"] or dicho["minimo"], dicho["hasta"]
    if dicho["antes"] is not None:
        return numero < int(dicho["antes"])
    return int(desde) <= numero and (hasta is None or numero <= int(hasta))


def _exacta(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    return next((opcion for opcion in opciones if normalizar(opcion.texto) == plano), None)


def _por_palabras(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    """The option that the words name: the same, a usual way of saying it, almost the same, or a part only of it."""
    if not plano:
        return None
    sin_articulos = _ARTICULOS.sub("", plano)
    for opcion in opciones:
        dichos, clave = re.compile(_DICHOS.get(opcion.clave, "(?!)")), normalizar(opcion.clave)
        if plano == normalizar(opcion.texto) or dichos.fullmatch(plano) or dichos.fullmatch(sin_articulos):
            return opcion
        if sin_articulos == clave:
            return opcion
    return _parecida(opciones, plano) or _parte(opciones, sin_articulos)


def _parecida(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    pesan = _PESAN & set(plano.split())
    textos = [normalizar(opcion.texto) for opcion in opciones]
    parecidas = [(fuzz.ratio(texto, plano), n) for n, texto in enumerate(textos) if pesan <= set(texto.split())]
    mejor, cual = max(parecidas, default=(0.0, 0))
    return opciones[cual] if mejor >= _IGUAL else None


def _parte(opciones: Sequence[Opcion], plano: str) -> Opcion | None:
    dichas = set(plano.split())
    dentro = [opcion for opcion in opciones if dichas <= set(normalizar(opcion.texto).split())]
    return dentro[0] if len(dentro) == 1 and any(len(palabra) > 3 for palabra in dichas) else None


def _lugar(pregunta: Pregunta, texto: str) -> Valor | None:
    opcion = _opcion(pregunta.alternativas, normalizar(texto)) if pregunta.alternativas else None
    if opcion:
        return {"opciones": [opcion.clave]}
    sitio = _SITIO.fullmatch(normalizar(texto)) is not None
    return {"texto": _corto(texto if sitio else sin_personas(texto), LARGO_LUGAR)}


def _numero(pregunta: Pregunta, texto: str) -> Valor | None:
    dicho = cifras.numero(texto)
    desde, hasta = limites(pregunta)
    if dicho is not None and not desde <= dicho <= hasta:
        raise EntradaInvalidaError(f"Escriba un número de {desde} a {hasta}.")
    return None if dicho is None else {"numero": dicho}


def _fecha(texto: str, hoy: date) -> Valor | None:
    dicha = cifras.fecha(texto, hoy)
    return None if dicha is None else {"fecha": dicha.isoformat()}


def _corto(texto: str, largo: int) -> str:
    limpio = enmascarar(" ".join(texto.split()))
    if not normalizar(limpio):
        raise EntradaInvalidaError("Escriba su respuesta con palabras.")
    if len(limpio) > largo:
        raise EntradaInvalidaError(f"Es muy largo: escríbalo en {largo} letras o menos. Lleva {len(limpio)}.")
    return limpio
