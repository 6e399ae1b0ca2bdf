"""What comes back (frequencies) and how many times in a period (quotas), in a text already made simple."""

from __future__ import annotations

import re

from municipio.fechas import MESES
from municipio.plan.importar.lectura import Lectura, Regla
from municipio.plan.importar.textos import canales
from municipio.plan.registro import Frecuencia

MES = rf"(?:{'|'.join((*MESES, 'setiembre'))})"
_DIA = r"(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"
_PERIODO = r"(dia|semana|quincena|mes|bimestre|trimestre|cuatrimestre|semestre|año)"
CIERRES = {"trimestral": {3, 6, 9, 12}, "semestral": {6, 12}}
_RITMO_DE = {"dia": "diario", "semana": "semanal", "quincena": "quincenal", "mes": "mensual", "bimestre": "bimestral",
             "trimestre": "trimestral", "cuatrimestre": "cuatrimestral", "semestre": "semestral",
             "año": "anual"}  # fmt: skip
_NO_CABEN = {"diario": (5, "semana"), "quincenal": (2, "mes"), "bimestral": (6, "ano"), "cuatrimestral": (3, "ano")}
"""Rhythms that the record has no name for, and the quota that comes nearest."""
_AL_PERIODO = {"dia": (5, "semana"), "semana": (1, "semana"), "quincena": (2, "mes"), "mes": (1, "mes"),
               "bimestre": (6, "ano"), "trimestre": (4, "ano"), "cuatrimestre": (3, "ano"), "semestre": (1, "semestre"),
               "año": (1, "ano")}  # fmt: skip
_EXACTOS = ("semana", "mes", "semestre", "año")
_DIAS = {"dia": 1, "semana": 7, "mes": 30, "año": 360}
_CADA_TANTOS = {1: "diario", 7: "semanal", 15: "quincenal", 30: "mensual", 60: "bimestral", 90: "trimestral",
                120: "cuatrimestral", 180: "semestral", 360: "anual"}  # fmt: skip
_LISTA = (
    r"(?P<meses>\s*[(,:;-]?\s*(?:(?:a|en|para|con|corte|finales|fin|de|los|meses|mes)\s+)*"
    rf"(?>{MES}(?:\s*(?:,|y|e|-|/)?\s*{MES})*)(?!\s*(?:del?\s+)?(?:año\s+)?[0-9])(?!\s*(?:al?|hasta)\s+{MES}))?"
)
_EN_PALABRAS = {
    "diario": r"diari[oa]s?|diariamente|dia a dia|(?:cada|todos los) dias?(?: habil(?:es)?)?",
    "quincenal": r"quincenal(?:es|mente)?|(?:cada|todas las) quincenas?",
    "semanal": r"semanal(?:es|mente)?|(?:cada|todas las) semanas?|(?:a la|por) semana|semana a semana",
    "mensual": r"mensual(?:es|mente|idad)?|(?:(?:cada|al?) )?fin(?:al(?:es)?)? de(?: cada)? mes|"
               r"(?:cada|todos los) mes(?:es)?|(?:al|por) mes|mes a mes",
    "bimestral": r"bi(?:mestral|mensual)(?:es|mente)?|cada bimestre",
    "cuatrimestral": r"cuatrimestral(?:es|mente)?|cada cuatrimestre",
    "trimestral": r"trimestral(?:es|mente)?|(?:cada|todos los) trimestres?|por trimestre",
    "semestral": r"semestral(?:es|mente)?|(?:cada|todos los) semestres?|por semestre",
    "bienal": r"bi(?:enal|anual)(?:es|mente)?",
    "anual": r"anual(?:es|mente|idad)?|(?:(?:de )?cada|todos los|por|al) años?(?!\s*[0-9])|(?:cada|por) vigencia",
}  # fmt: skip


def ritmo(lectura: Lectura, nombre: str, mes: int | None = None, exacto: bool = True) -> bool:
    """A rhythm by its name, or the nearest thing to it with its question."""
    if nombre in _NO_CABEN:
        return lectura.con_cuota(*_NO_CABEN[nombre], duda="cerca")
    if nombre == "bienal":
        nombre, exacto = "anual", False
    una = Frecuencia.model_validate({"cada": nombre, "mes": mes})
    return lectura.con_frecuencia(una, None if exacto else "cerca")


def _en_palabras(nombre: str) -> Regla:
    def regla(lectura: Lectura, hallado: re.Match[str]) -> bool:
        meses = {_numero(mes) for mes in re.findall(MES, hallado["meses"] or "")}
        if nombre == "anual" and len(meses) == 1:
            return ritmo(lectura, nombre, meses.pop())
        return ritmo(lectura, nombre, exacto=not meses or meses == CIERRES.get(nombre))

    return re.compile(rf"\b(?:{_EN_PALABRAS[nombre]})\b{_LISTA}"), regla


def _numero(mes: str) -> int:
    return 9 if mes == "setiembre" else MESES.index(mes) + 1


def _manual(lectura: Lectura, _: re.Match[str]) -> bool:
    return lectura.con_frecuencia(Frecuencia(cada="mensual", canales=canales()), "manual")


def _dias_de_semana(lectura: Lectura, hallado: re.Match[str]) -> bool:
    cuantos = len(set(re.findall(_DIA, hallado[0])))
    if cuantos > 1:
        return lectura.con_cuota(cuantos, "semana", duda="cerca")
    return ritmo(lectura, "semanal", exacto=False)


def _dia_del_periodo(lectura: Lectura, hallado: re.Match[str]) -> bool:
    """«Los primeros cinco días hábiles de cada mes»: what counts from the start is due when the period has gone by."""
    nombre = _RITMO_DE[hallado[1]]
    if nombre in _NO_CABEN or re.search(_DIA, hallado[0]):
        return ritmo(lectura, nombre, exacto=False)
    if "ultimo dia" in hallado[0]:
        return ritmo(lectura, nombre)
    dia = re.match(r"\D*([0-9]{1,2})\b", hallado[0])
    al_comienzo = re.search("primer|inicio", hallado[0]) or (dia and int(dia[1]) <= 15)
    if al_comienzo and nombre != "semanal":
        return lectura.con_frecuencia(Frecuencia.model_validate({"cada": nombre, "ancla": "inicio_siguiente"}), "cerca")
    return ritmo(lectura, nombre, exacto=False)


def _cada_tantos(lectura: Lectura, hallado: re.Match[str]) -> bool:
    """«Cada 15 días», «1 vez cada 3 meses»: by its name when it has one."""
    veces, cada = int(hallado[1] or 1), int(hallado[2])
    if not veces or not cada:
        return False
    dias = _DIAS[hallado[3]] * cada / veces
    cerca = min(_CADA_TANTOS, key=lambda conocido: abs(conocido - dias))
    seguidos = {14: 15, 8: 7, 28: 30, 365: 360, 180: 180}.get(round(dias), dias)
    return ritmo(lectura, _CADA_TANTOS[cerca], exacto=seguidos == cerca)


def _cuota(lectura: Lectura, hallado: re.Match[str]) -> bool:
    cantidad, unidad, periodo = int(hallado[1]), (hallado[2] or "").strip(), hallado[3]
    unidad = "" if unidad.startswith(("vez", "veces")) else unidad
    if cantidad == 1 and not unidad and periodo in ("bimestre", "trimestre", "cuatrimestre", "quincena", "dia"):
        return ritmo(lectura, _RITMO_DE[periodo])
    por, en = _AL_PERIODO[periodo]
    return lectura.con_cuota(cantidad * por, en, unidad, None if periodo in _EXACTOS else "cerca")


def _por_cada(lectura: Lectura, hallado: re.Match[str]) -> bool:
    unidad = f"{hallado[2] or ''}{hallado[3]} {hallado[4]}".strip()
    return lectura.con_cuota(int(hallado[1]), "total", unidad, "por_cada")


def _veces(lectura: Lectura, hallado: re.Match[str]) -> bool:
    return lectura.con_cuota(int(hallado[1]), "total", duda="sin_periodo")


def _permanente(lectura: Lectura, _: re.Match[str]) -> bool:
    return lectura.frecuencia is not None or lectura.con_frecuencia(Frecuencia(cada="mensual"), "permanente")


def _evento(lectura: Lectura, _: re.Match[str]) -> bool:
    lectura.duda("evento")
    return True


_SIN_TIEMPO = rf"(?!(?:dias?|semanas?|quincenas?|mes|meses|[a-z]*mestres?|años?|al?|por|cada|{MES})\b)"
_UNIDAD = rf"((?:{_SIN_TIEMPO}[a-zñ/-]+\s+){{0,6}}?)"
_SIN_FECHA = rf"(?!\s*(?:[0-9]|de\s+{MES}))"
_ALLA = r"\b(?:(?:como )?minimo(?: de)? |al menos |por lo menos )?"
REGLAS: tuple[Regla, ...] = (
    (re.compile(r"\b(?:de acuerdo (?:al?|con)|segun|conforme al?|como (?:lo )?dic[ea])\b[^|]{0,40}?\bmanual\b"
                r"(?: (?:de|para)(?: la)? implementacion)?"), _manual),
    (re.compile(rf"\b(?:(?:primer[oa]?s?|ultim[oa]s?|inicios?|final(?:es)?|mediados|[0-9]{{1,2}}|dias?|habil(?:es)?|"
                rf"calendario|{_DIA}|semana|quincena|el|los|la|y|de)\s+)+(?:de cada|del?|de todos los)\s+"
                rf"{_PERIODO}(?:es|s)?\b{_SIN_FECHA}"), _dia_del_periodo),
    (re.compile(rf"(?:\b(?:cada|todos los|los(?: dias)?)\s+)?\b{_DIA}(?:\s*(?:,|y|e)\s*(?:los )?{_DIA})*\b"
                r"(?!\s*[0-9])"), _dias_de_semana),
    (re.compile(rf"{_ALLA}(?:([0-9]{{1,3}})\s+ve(?:z|ces)\s+)?cada\s+([0-9]{{1,3}})\s+(dia|semana|mes|año)(?:es|s)?\b"
                r"(?: (?:habiles|calendario))?"), _cada_tantos),
    (re.compile(rf"{_ALLA}([0-9]{{1,4}})\b(?!\s*%)\s*(?:o mas\s+)?{_UNIDAD}(?:al|por|a la|cada|en el|en la|en 1|/|x)"
                rf"\s*{_PERIODO}\b{_SIN_FECHA}"), _cuota),
    (re.compile(rf"{_ALLA}([0-9]{{1,4}})\b(?!\s*%)\s*{_UNIDAD}((?:por|para|en) (?:cada|todas las|todos los)) "
                r"(?:1 )?((?:de (?:las|los) )?[a-zñ]+(?: de [a-zñ]+)?)"), _por_cada),
    (re.compile(rf"{_ALLA}([0-9]{{1,4}})\b(?!\s*%)\s*{_UNIDAD}(por) (?!cien)([a-zñ]{{4,}})"), _por_cada),
    *(_en_palabras(nombre) for nombre in _EN_PALABRAS),
    (re.compile(rf"{_ALLA}([0-9]{{1,4}})\s+(?:sola\s+|unica\s+)?ve(?:z|ces)\b"), _veces),
    (re.compile(r"\b(?:permanente|continu[oa]|constante)(?:mente)?s?\b|\btodo el (?:año|tiempo)\b|\bsiempre\b"),
     _permanente),
    (re.compile(r"\b(?:cuando|cada vez que|segun (?:la )?(?:necesidad|demanda)|(?:a|por) demanda|por evento)\b[^|]*"),
     _evento),
)  # fmt: skip
