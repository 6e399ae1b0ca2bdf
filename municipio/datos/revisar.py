"""The rules that hold between files: references, unique names, no example twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from municipio.datos.carpeta import Carpeta, EncuestaLeida, FichaLeida, MunicipioLeido
from municipio.datos.yaml_source import Documento, Hallazgo, Ruta
from municipio.texto import normalizar
from municipio.tramites.ficha import LARGO_BOTON

_Ejemplo = tuple[Documento, Ruta, str]


def revisar(carpeta: Carpeta) -> list[Hallazgo]:
    """Everything that is wrong in a data folder, in the order of its files."""
    hallazgos = [
        *carpeta.hallazgos,
        *_catalogo(carpeta),
        *_botones(carpeta.fichas),
        *_alias(carpeta),
        *_ejemplos(carpeta),
        *_municipios(carpeta),
        *_encuestas(carpeta),
    ]
    return sorted(set(hallazgos), key=lambda h: (str(h.archivo), h.linea, h.mensaje))


def _hallazgo(leida: FichaLeida | MunicipioLeido | EncuestaLeida, ruta: Ruta, mensaje: str) -> Hallazgo:
    return Hallazgo(leida.documento.archivo, leida.documento.linea(ruta), mensaje)


def _catalogo(carpeta: Carpeta) -> Iterator[Hallazgo]:
    for clave, leida in carpeta.fichas.items():
        yield from _ficha(carpeta, clave, leida, _conocidos(carpeta))
        if leida.ficha.slug not in carpeta.etiquetas.slugs:
            yield _hallazgo(leida, ("slug",), f"«{leida.ficha.slug}» no está en etiquetas.yml")
    for slug in sorted(carpeta.etiquetas.slugs - _conocidos(carpeta)):
        yield Hallazgo(carpeta.raiz / "etiquetas.yml", 1, f"«{slug}» no tiene ficha en catalogo/")


def _conocidos(carpeta: Carpeta) -> set[str]:
    """The trámites there are, also those whose file cannot be read: its own error says so."""
    return set(carpeta.fichas) | {h.archivo.stem for h in carpeta.hallazgos}


def _ficha(carpeta: Carpeta, clave: str, leida: FichaLeida, conocidos: set[str]) -> Iterator[Hallazgo]:
    ficha = leida.ficha
    if ficha.slug != clave:
        yield _hallazgo(leida, ("slug",), f"el slug «{ficha.slug}» no es el nombre del archivo («{clave}»)")
    if ficha.despacho is not None and ficha.despacho not in carpeta.etiquetas.despachos:
        yield _hallazgo(leida, ("despacho",), f"el despacho «{ficha.despacho}» no existe en etiquetas.yml")
    if len(ficha.boton) > LARGO_BOTON:
        mensaje = f"el nombre tiene {len(ficha.nombre)} letras: ponga «nombre_corto», de {LARGO_BOTON} o menos"
        yield _hallazgo(leida, ("nombre",), mensaje)
    for i, otro in enumerate(ficha.relacionados):
        if otro not in conocidos:
            yield _hallazgo(leida, ("relacionados", i), f"«{otro}» no es un trámite del catálogo")


def _botones(fichas: Mapping[str, FichaLeida]) -> Iterator[Hallazgo]:
    duenos: dict[str, FichaLeida] = {}
    for leida in fichas.values():
        otra = duenos.setdefault(normalizar(leida.ficha.boton), leida)
        if otra is not leida:
            mensaje = f"el botón «{leida.ficha.boton}» ya es de «{otra.ficha.slug}»: ponga otro «nombre_corto»"
            yield _hallazgo(leida, ("nombre_corto",), mensaje)


def _alias(carpeta: Carpeta) -> Iterator[Hallazgo]:
    duenos: dict[str, FichaLeida] = {}
    for leida in carpeta.fichas.values():
        ambiguos = set(map(normalizar, leida.ficha.alias_ambiguos))
        for i, alias in enumerate(leida.ficha.alias):
            clave = normalizar(alias)
            otra = duenos.setdefault(clave, leida)
            if otra is not leida and not (clave in ambiguos and _declara(otra, clave)):
                mensaje = f"el alias «{alias}» ya es de «{otra.ficha.slug}»; declárelo en alias_ambiguos de las dos"
                yield _hallazgo(leida, ("alias", i), mensaje)


def _declara(leida: FichaLeida, clave: str) -> bool:
    return clave in map(normalizar, leida.ficha.alias_ambiguos)


def _ejemplos(carpeta: Carpeta) -> Iterator[Hallazgo]:
    vistos: dict[str, tuple[Path, int]] = {}
    for documento, ruta, ejemplo in _todos_los_ejemplos(carpeta):
        donde = (documento.archivo, documento.linea(ruta))
        primero = vistos.setdefault(normalizar(ejemplo), donde)
        if primero != donde:
            yield Hallazgo(
                *donde, f"ejemplo repetido, ya está en {primero[0].parent.name}/{primero[0].name}:{primero[1]}"
            )


def _todos_los_ejemplos(carpeta: Carpeta) -> Iterator[_Ejemplo]:
    for leida in _todas_las_fichas(carpeta):
        yield from _de_un_documento(leida.documento, leida.documento.datos["ejemplos"], ("ejemplos",))
        if leida.aparte is not None:
            yield from _de_un_documento(leida.aparte, leida.aparte.datos, ())


def _de_un_documento(documento: Documento, facetas: dict[str, list[str]], ruta: Ruta) -> Iterator[_Ejemplo]:
    for faceta, ejemplos in facetas.items():
        for i, ejemplo in enumerate(ejemplos):
            yield documento, (*ruta, faceta, i), ejemplo


def _todas_las_fichas(carpeta: Carpeta) -> Iterator[FichaLeida]:
    yield from carpeta.fichas.values()
    for municipio in carpeta.municipios.values():
        for leida in municipio.fichas.values():
            if ("ejemplos",) in leida.documento.lineas:
                yield leida


def _municipios(carpeta: Carpeta) -> Iterator[Hallazgo]:
    for clave, leido in carpeta.municipios.items():
        registro = leido.registro
        conocidos = _conocidos(carpeta) | set(leido.fichas)
        if registro.slug != clave:
            yield _hallazgo(leido, ("slug",), f"el slug «{registro.slug}» no es el de la carpeta («{clave}»)")
        for i, oculto in enumerate(registro.tramites_ocultos):
            if oculto not in conocidos:
                yield _hallazgo(leido, ("tramites_ocultos", i), f"«{oculto}» no es un trámite del catálogo")
        for propia_clave, propia in leido.fichas.items():
            yield from _ficha(carpeta, propia_clave, propia, conocidos)
        yield from _botones(carpeta.fichas | leido.fichas)
        yield from _despachos(carpeta, leido)


def _despachos(carpeta: Carpeta, leido: MunicipioLeido) -> Iterator[Hallazgo]:
    quien: dict[str, str] = {}
    for i, dependencia in enumerate(leido.registro.dependencias):
        for j, despacho in enumerate(dependencia.despachos):
            ruta: Ruta = ("dependencias", i, "despachos", j)
            if despacho not in carpeta.etiquetas.despachos:
                yield _hallazgo(leido, ruta, f"el despacho «{despacho}» no existe en etiquetas.yml")
            elif quien.setdefault(despacho, dependencia.clave) != dependencia.clave:
                yield _hallazgo(leido, ruta, f"el despacho «{despacho}» ya lo atiende «{quien[despacho]}»")
    for despacho in carpeta.etiquetas.despachos:
        if despacho not in quien:
            yield _hallazgo(leido, ("dependencias",), f"ninguna dependencia atiende el despacho «{despacho}»")


def _encuestas(carpeta: Carpeta) -> Iterator[Hallazgo]:
    for clave, leida in carpeta.encuestas.items():
        suya = leida.encuesta.clave
        if suya != clave:
            yield _hallazgo(leida, ("clave",), f"la clave «{suya}» no es el nombre del archivo («{clave}»)")
        for i, pregunta in enumerate(leida.encuesta.preguntas):
            despacho = pregunta.orienta.despacho if pregunta.orienta else None
            if despacho is not None and despacho not in carpeta.etiquetas.despachos:
                ruta: Ruta = ("preguntas", i, "orienta", "despacho")
                yield _hallazgo(leida, ruta, f"el despacho «{despacho}» no existe en etiquetas.yml")
