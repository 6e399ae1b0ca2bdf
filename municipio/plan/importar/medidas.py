"""The indicators of an action with their metas, zipped in order, and the times that the metas hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from municipio.plan.importar import metas, palabras
from municipio.plan.importar.avisos import Avisos, Pregunta
from municipio.plan.importar.filas import Renglon
from municipio.plan.importar.limpio import cita
from municipio.plan.importar.metas import Meta
from municipio.plan.importar.partes import casar
from municipio.plan.importar.textos import decir
from municipio.plan.importar.tiempos import Tiempo
from municipio.plan.registro import Cuota, Frecuencia, Horizonte, Indicador
from municipio.texto import normalizar

_LARGO = 900
_DE_VECES = ("frecuencia", "numero de veces", "veces")


@dataclass(slots=True)
class Medidas:
    """What is measured in an action, and what its metas say of time."""

    indicadores: list[Indicador] = field(default_factory=list)
    cuotas: list[Cuota] = field(default_factory=list)
    frecuencia: Frecuencia | None = None
    horizonte: Horizonte | None = None
    preguntas: list[Pregunta] = field(default_factory=list)

    def duda(self, donde: str, clave: str, **datos: object) -> None:
        """One question more."""
        self.preguntas.append(Pregunta(donde, decir("preguntas", clave, **datos)))


def medir(renglones: list[Renglon], ano: int, avisos: Avisos) -> Medidas:
    """The indicators of some rows, in order."""
    medidas = Medidas()
    for renglon in renglones:
        _fila(medidas, renglon, ano, avisos)
    if not medidas.indicadores:
        medidas.duda(renglones[0].nombre, "sin_indicador")
    sin_meta = [i.nombre for i in medidas.indicadores if i.meta is None and i.valor is None]
    if sin_meta:
        medidas.duda(renglones[0].lugar("metas"), "meta_en_blanco", dicho="», «".join(map(cita, sin_meta)))
    return medidas


def _fila(medidas: Medidas, renglon: Renglon, ano: int, avisos: Avisos) -> None:
    propios = renglon.dice("indicadores") if "indicadores" in renglon.propios else ""
    nombres, dichas = casar(propios, _metas(renglon))
    donde = renglon.lugar("metas")
    leidas = [metas.leer(dicha, ano) for dicha in dichas]
    for leida in leidas:
        for clave, dicho in leida.tiempo.errores:
            avisos.error(clave, donde, dicho)
    if not nombres:
        _sin_indicador(medidas, donde, dichas, leidas)
        return
    if dichas and len(nombres) != len(dichas):
        cuantos = {"indicadores": len(nombres), "metas": len(dichas)}
        medidas.duda(donde, "no_casan", **cuantos, dicho=cita(renglon.dice("metas")))
    primero = _de_las_veces(nombres, leidas)
    for lugar, nombre in enumerate(nombres):
        cual = lugar - primero
        _indicador(medidas, donde, nombre, leidas[cual] if 0 <= cual < len(leidas) else Meta(None))
    for leida in leidas[len(nombres) :]:
        _tiempo(medidas, donde, leida.tiempo)


def _metas(renglon: Renglon) -> str:
    """The metas of a row: its own, or those of the merged cell that its indicator shares."""
    return renglon.dice("metas") if renglon.propios & {"metas", "indicadores"} else ""


def _sin_indicador(medidas: Medidas, donde: str, dichas: list[str], leidas: list[Meta]) -> None:
    """Metas without an indicator of their own: of the one before, or of none."""
    for dicha, leida in zip(dichas, leidas, strict=True):
        medidas.duda(donde, "meta_sin_indicador", dicho=cita(dicha))
        if not medidas.indicadores:
            _indicador(medidas, donde, dicha, leida)
        else:
            _tiempo(medidas, donde, leida.tiempo)


def _de_las_veces(nombres: list[str], leidas: list[Meta]) -> int:
    """Where the first meta goes: a single quota measures the indicator that speaks of how often, if there is one."""
    if len(leidas) != 1 or not leidas[0].tiempo.cuotas:
        return 0
    return next((n for n, nombre in enumerate(nombres) if normalizar(nombre).startswith(_DE_VECES)), 0)


def _indicador(medidas: Medidas, donde: str, nombre: str, meta: Meta) -> None:
    if len(nombre) > _LARGO:
        medidas.duda(donde, "recortado", dicho=cita(nombre))
    if len(nombre) < 3:
        nombre = decir("valores", "medida", dicho=nombre)
    medidas.indicadores.append(
        Indicador(nombre=mayuscula(nombre), meta=_corto(meta.texto), valor=meta.valor, unidad=meta.unidad)
    )
    _tiempo(medidas, donde, meta.tiempo)


def _tiempo(medidas: Medidas, donde: str, tiempo: Tiempo) -> None:
    """Quotas measure the last indicator; a frequency or a term of a meta is of the whole action."""
    indicador = len(medidas.indicadores) - 1
    medidas.cuotas += [cuota.model_copy(update={"indicador": indicador}) for cuota in tiempo.cuotas]
    medidas.preguntas += [Pregunta(donde, texto) for texto in tiempo.preguntas]
    for antes, nuevo in ((medidas.frecuencia, tiempo.frecuencia), (medidas.horizonte, tiempo.horizonte)):
        if antes is not None and nuevo is not None and antes != nuevo:
            medidas.duda(donde, "dos_ritmos", dicho=en_palabras(nuevo), leido=f"«{en_palabras(antes)}»")
    medidas.frecuencia = medidas.frecuencia or tiempo.frecuencia
    medidas.horizonte = medidas.horizonte or tiempo.horizonte


def en_palabras(uno: Frecuencia | Horizonte) -> str:
    """A frequency or a horizon, said."""
    return palabras.frecuencia(uno) if isinstance(uno, Frecuencia) else palabras.horizonte(uno)


def mayuscula(texto: str) -> str:
    """The text with its first letter large, and not longer than the record takes."""
    return _corto(texto[:1].upper() + texto[1:]) or texto


def _corto(texto: str | None) -> str | None:
    return texto if texto is None or len(texto) <= _LARGO else texto[: _LARGO - 1].rstrip() + "…"
