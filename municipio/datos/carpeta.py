"""Reading a data folder whole: the vocabulary, the national catalogue and the municipalities.

Nothing is written here. What does not hold is collected as `Hallazgo`, all of it at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from municipio.datos.emergencias import Emergencias
from municipio.datos.etiquetas import Etiquetas
from municipio.datos.huella import huella
from municipio.datos.yaml_source import Documento, Hallazgo, M, leer, validar
from municipio.encuestas.garantias import revisar_garantias
from municipio.encuestas.plantilla import Encuesta
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.plan.registro import Plan
from municipio.tramites.ficha import Ficha, MasEjemplos


@dataclass(slots=True)
class FichaLeida:
    """A ficha and the file it came from; `aparte` is its file of more examples, already part of the ficha."""

    documento: Documento
    ficha: Ficha
    aparte: Documento | None = None


@dataclass(slots=True)
class MunicipioLeido:
    """A municipality and its own fichas: trámites of its own, and overrides already merged with the base."""

    documento: Documento
    registro: Municipio
    fichas: dict[str, FichaLeida] = field(default_factory=dict)
    plan: Plan | None = None


@dataclass(slots=True)
class EncuestaLeida:
    """A template of a survey and its file."""

    documento: Documento
    encuesta: Encuesta


@dataclass(slots=True)
class Carpeta:
    """What a data folder says, and everything that is wrong in it."""

    raiz: Path
    huella: str
    etiquetas: Etiquetas
    emergencias: Emergencias
    fichas: dict[str, FichaLeida] = field(default_factory=dict)
    municipios: dict[str, MunicipioLeido] = field(default_factory=dict)
    encuestas: dict[str, EncuestaLeida] = field(default_factory=dict)
    hallazgos: list[Hallazgo] = field(default_factory=list)


def leer_carpeta(raiz: Path) -> Carpeta:
    """Read `raiz`. Without its vocabulary there is nothing to read: `EntradaInvalidaError`."""
    carpeta = Carpeta(raiz, huella(raiz), *leer_vocabulario(raiz))
    for archivo in sorted((raiz / "catalogo").glob("*.yml")):
        leida = _leer_ficha(carpeta, archivo, None)
        if leida is not None:
            carpeta.fichas[archivo.stem] = leida
    for archivo in sorted((raiz / "ejemplos").glob("*.yml")):
        _leer_ejemplos(carpeta, archivo)
    for archivo in sorted((raiz / "municipios").glob("*/municipio.yml")):
        _leer_municipio(carpeta, archivo)
    for archivo in sorted((raiz / "encuestas").glob("*.yml")):
        _leer_encuesta(carpeta, archivo)
    garantias = revisar_garantias(raiz)
    carpeta.hallazgos.extend(garantias if isinstance(garantias, list) else [])
    return carpeta


def leer_vocabulario(raiz: Path) -> tuple[Etiquetas, Emergencias]:
    """The two files that every process needs. One that is missing or wrong raises `EntradaInvalidaError`."""
    return _obligatorio(raiz / "etiquetas.yml", Etiquetas), _obligatorio(raiz / "emergencias.yml", Emergencias)


def _obligatorio(archivo: Path, modelo: Any) -> Any:
    if not archivo.is_file():
        raise EntradaInvalidaError(f"No existe {archivo}: esa no es una carpeta de datos")
    documento = leer(archivo)
    resultado = documento if isinstance(documento, Hallazgo) else validar(documento, modelo)
    if isinstance(resultado, Hallazgo):
        raise EntradaInvalidaError(str(resultado))
    if isinstance(resultado, list):
        raise EntradaInvalidaError("\n".join(map(str, resultado)))
    return resultado


def _leer_ficha(carpeta: Carpeta, archivo: Path, base: FichaLeida | None) -> FichaLeida | None:
    leida = _leer(carpeta, archivo, Ficha, None if base is None else base.documento)
    if leida is None:
        return None
    documento, ficha = leida
    if base is not None and ("ejemplos",) not in documento.lineas:
        ficha = ficha.model_copy(update={"ejemplos": base.ficha.ejemplos})
    return FichaLeida(documento, ficha)


def _leer_ejemplos(carpeta: Carpeta, archivo: Path) -> None:
    """Add the examples of `archivo` to the ficha of the same name."""
    aparte = _leer(carpeta, archivo, MasEjemplos)
    if aparte is None:
        return
    documento, mas = aparte
    leida = carpeta.fichas.get(archivo.stem)
    if leida is None:
        if archivo.stem not in {h.archivo.stem for h in carpeta.hallazgos}:  # or it is told already why
            carpeta.hallazgos.append(Hallazgo(archivo, 1, f"no hay ficha «{archivo.stem}» en catalogo/"))
        return
    propios = leida.ficha.ejemplos
    juntos = {faceta: [*propios.get(faceta, []), *mas.root.get(faceta, [])] for faceta in {**propios, **mas.root}}
    ficha = leida.ficha.model_copy(update={"ejemplos": juntos})
    carpeta.fichas[archivo.stem] = FichaLeida(leida.documento, ficha, documento)


def _leer_municipio(carpeta: Carpeta, archivo: Path) -> None:
    propio = _leer(carpeta, archivo, Municipio)
    if propio is None:
        return
    leido = MunicipioLeido(*propio)
    for propia in sorted((archivo.parent / "catalogo").glob("*.yml")):
        ficha = _leer_ficha(carpeta, propia, carpeta.fichas.get(propia.stem))
        if ficha is not None:
            leido.fichas[propia.stem] = ficha
    leido.plan = _leer_plan(carpeta, archivo.parent / "plan.yml")
    carpeta.municipios[archivo.parent.name] = leido


def _leer_plan(carpeta: Carpeta, archivo: Path) -> Plan | None:
    """The plan de acción; None when the municipality has none yet, or when it does not hold."""
    leido = _leer(carpeta, archivo, Plan) if archivo.is_file() else None
    return None if leido is None else leido[1]


def _leer_encuesta(carpeta: Carpeta, archivo: Path) -> None:
    leida = _leer(carpeta, archivo, Encuesta)
    if leida is not None:
        carpeta.encuestas[archivo.stem] = EncuestaLeida(*leida)


def _leer(
    carpeta: Carpeta, archivo: Path, modelo: type[M], base: Documento | None = None
) -> tuple[Documento, M] | None:
    """A file as what it is to be, its keys over those of `base`. None when it does not hold: the folder says why."""
    documento = leer(archivo)
    if isinstance(documento, Hallazgo):
        carpeta.hallazgos.append(documento)
        return None
    if base is not None and isinstance(documento.datos, dict):
        documento = Documento(archivo, {**base.datos, **documento.datos}, documento.lineas)
    registro = validar(documento, modelo)
    if isinstance(registro, list):
        carpeta.hallazgos.extend(registro)
        return None
    return documento, registro
