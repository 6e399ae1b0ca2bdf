"""What the PATHs of `check` and `load` point at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from municipio.datos.yaml_source import Hallazgo
from municipio.errors import EntradaInvalidaError


@dataclass(frozen=True, slots=True)
class Alcance:
    """The data folder to read, and the files or folders inside it to speak of; empty means all of it."""

    raiz: Path
    rutas: tuple[Path, ...] = ()


def leer_alcance(raiz: Path, rutas: list[Path]) -> Alcance:
    """The data folder that holds `rutas` (`raiz` when none is given). Paths of two folders, or of none, are refused."""
    for ruta in rutas:
        if not ruta.exists():
            raise EntradaInvalidaError(f"No existe {ruta}")
    raices = {_raiz_de(ruta.resolve()) for ruta in rutas} or {raiz.resolve()}
    if len(raices) > 1:
        raise EntradaInvalidaError("Las rutas son de carpetas de datos distintas: páselas por separado")
    unica = raices.pop()
    return Alcance(unica, tuple(r.resolve() for r in rutas if r.resolve() != unica))


def en_alcance(hallazgo: Hallazgo, alcance: Alcance) -> bool:
    """Whether a finding is about what was asked for."""
    archivo = hallazgo.archivo.resolve()
    return not alcance.rutas or any(archivo == ruta or ruta in archivo.parents for ruta in alcance.rutas)


def _raiz_de(ruta: Path) -> Path:
    for carpeta in (ruta, *ruta.parents):
        if (carpeta / "etiquetas.yml").is_file():
            return carpeta
    raise EntradaInvalidaError(f"{ruta} no está dentro de una carpeta de datos (falta etiquetas.yml)")
