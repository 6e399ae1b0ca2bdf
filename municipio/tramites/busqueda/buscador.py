"""The search of one municipality: the shared national index, its own layer, and what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from municipio.tramites.busqueda import parametros
from municipio.tramites.busqueda.capa import Capa, PuntajeCapa
from municipio.tramites.busqueda.contrato import Buscador, Candidato, Hallados
from municipio.tramites.busqueda.documentos import Documento, documentos, firma
from municipio.tramites.busqueda.evidencia import evidencia, rasgos
from municipio.tramites.busqueda.fondo import FONDO, FRASES
from municipio.tramites.busqueda.guardado import indice_de
from municipio.tramites.busqueda.indice import Mirada
from municipio.tramites.busqueda.lexico import Indices, Vector
from municipio.tramites.busqueda.nombres import Lectura, Nombres, contenido
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.ficha import Ficha

NADA = Hallados((), 0.0)


class Base:
    """The national fichas, indexed once and shared by every municipality."""

    def __init__(self, fichas: Iterable[Ficha], carpeta: Path | None = None) -> None:
        self.fichas = {ficha.slug: ficha for ficha in fichas}
        propios = [documento for ficha in self.fichas.values() for documento in documentos(ficha)]
        self.indice = indice_de([*propios, *FRASES], carpeta)
        self.fondo = self.indice.slugs.index(FONDO)
        self.nombres = Nombres(self.fichas.values())

    def distintas(self, fichas: Iterable[Ficha]) -> list[Ficha]:
        """The fichas that this index does not know, or knows otherwise."""
        return [ficha for ficha in fichas if not self._conoce(ficha)]

    def agregados(self, ficha: Ficha) -> list[Documento] | None:
        """What a ficha says now and did not say when this index was made; None when it is another trámite by now."""
        conocida = self.fichas.get(ficha.slug)
        antes = set(documentos(conocida)) if conocida else set()
        ahora = list(documentos(ficha))
        nuevos = [documento for documento in ahora if documento not in antes]
        return nuevos if len(ahora) - len(nuevos) >= len(antes) * parametros.PARTE_CONOCIDA > 0 else None

    def _conoce(self, ficha: Ficha) -> bool:
        conocida = self.fichas.get(ficha.slug)
        return conocida is ficha or (conocida is not None and firma(conocida) == firma(ficha))


class _Taller:
    """Keeps the one `Base` of the process, and makes a new one when the national catalogue has moved on."""

    def __init__(self) -> None:
        self._candado = Lock()
        self._base: Base | None = None

    def base_para(self, catalogo: Catalogo, carpeta: Path | None) -> Base:
        nacionales = [ficha for slug, ficha in catalogo.fichas.items() if slug not in catalogo.propias]
        with self._candado:
            base = self._base
            if base is None or len(base.distintas(nacionales)) > parametros.CAMBIOS_EN_CAPA:
                previas = base.fichas if base else {}
                base = self._base = Base(_con_las_que_no_se_ven(catalogo, nacionales, previas), carpeta)
            return base


_TALLER = _Taller()


def crear_buscador(catalogo: Catalogo, carpeta: Path | None = None) -> Buscador:
    """The search over `catalogo`: see the package."""
    return BuscadorCatalogo(_TALLER.base_para(catalogo, carpeta), catalogo)


@dataclass(frozen=True, slots=True)
class Medida:
    """Every trámite of the municipality with its three scores."""

    slugs: list[str]
    lineal: Vector
    vecino: Vector
    bayes: Vector
    lectura: Lectura
    fondo: tuple[float, float, float]
    """The same three scores of the background, which is no trámite."""
    capa: PuntajeCapa | None

    def confianzas(self) -> Vector:
        """A softmax of the scores: calibrated, sums to one."""
        p = parametros
        z = p.PESO_LINEAL * self.lineal + p.PESO_VECINO * self.vecino + p.PESO_BAYES * self.bayes
        if self.lectura.unico:
            z = z + p.NOMBRE_EXACTO * np.array([slug == self.lectura.unico for slug in self.slugs], dtype=np.float32)
        exp = np.exp(p.ESCALA * (z - z.max()))
        return np.asarray(exp / exp.sum(), dtype=np.float32)


class BuscadorCatalogo:
    """A `Buscador`. Immutable: safe for concurrent queries."""

    def __init__(self, base: Base, catalogo: Catalogo) -> None:
        self._indice, self._nombres, self._fondo = base.indice, base.nombres, base.fondo
        distintas = base.distintas(catalogo.fichas.values())
        agregados = {ficha.slug: base.agregados(ficha) for ficha in distintas}
        propias = [ficha for ficha in distintas if agregados[ficha.slug] is None]
        frases = [documento for nuevos in agregados.values() for documento in nuevos or ()]
        frases += (frase for frase in catalogo.frases if frase[0] in catalogo.fichas)
        self._capa = Capa(base.indice, propias, frases) if propias or frases else None
        self._nombres_propios = Nombres(distintas) if distintas else None
        de_capa = frozenset(ficha.slug for ficha in propias)
        self._propias, self._renombradas = de_capa, frozenset(agregados)
        vistos = [(i, s) for i, s in enumerate(base.indice.slugs) if s in catalogo.fichas and s not in de_capa]
        self._columnas: Indices = np.array([i for i, _ in vistos], dtype=np.intp)
        self._base = [slug for _, slug in vistos]
        self._visibles = frozenset(self._base)

    def buscar(self, texto: str, cuantos: int = 5) -> Hallados:
        """The trámites that `texto` may mean, supposing that it means one; whether it does is `evidencia`."""
        mirada = self._indice.mirar(texto)
        if not mirada.palabras or not (self._base or self._capa):
            return NADA
        medida = self.medir(mirada)
        confianza = _repartir(medida.slugs, medida.confianzas(), medida.lectura)
        seguro = evidencia(self.rasgos(mirada, medida))
        if medida.capa is not None and medida.capa.frase is not None:
            confianza, seguro = _con_frase(medida, medida.capa, confianza, seguro)
        orden = np.argsort(-confianza, kind="stable")[: max(cuantos, 0)]
        candidatos = tuple(Candidato(medida.slugs[i], float(confianza[i])) for i in orden)
        return Hallados(candidatos, seguro)

    def medir(self, mirada: Mirada) -> Medida:
        """The scores behind an answer."""
        nacional = self._indice.puntuar(mirada)
        lineal, vecino, bayes = (
            puntos[self._columnas] for puntos in (nacional.lineal, nacional.vecino, nacional.bayes)
        )
        lectura = self._leer(contenido(mirada.corregidas))
        f = self._fondo
        fondo = (float(nacional.lineal[f]), float(nacional.vecino[f]), float(nacional.bayes[f]))
        if self._capa is None:
            return Medida(self._base, lineal, vecino, bayes, lectura, fondo, None)
        puntos = self._capa.puntuar(mirada)
        suyas = [i for i, slug in enumerate(self._capa.slugs) if slug in self._propias]
        for i, slug in enumerate(self._capa.slugs):
            if slug not in self._propias:
                j = self._base.index(slug)
                vecino[j] = max(vecino[j], puntos.vecino[i])
        return Medida(
            slugs=self._base + [self._capa.slugs[i] for i in suyas],
            lineal=np.append(lineal, puntos.lineal[suyas]),
            vecino=np.append(vecino, puntos.vecino[suyas]),
            bayes=np.append(bayes, puntos.bayes[suyas]),
            lectura=lectura,
            fondo=fondo,
            capa=puntos,
        )

    @staticmethod
    def rasgos(mirada: Mirada, medida: Medida) -> tuple[float, ...]:
        """What the evidence is judged by."""
        return (*rasgos(mirada, medida.lineal, medida.vecino, medida.bayes, medida.lectura), *medida.fondo)

    def _leer(self, raices: frozenset[str]) -> Lectura:
        lectura = self._nombres.leer(raices, self._visibles)
        if self._nombres_propios is None:
            return lectura
        return lectura.con(self._nombres_propios.leer(raices, self._renombradas))


def _con_las_que_no_se_ven(catalogo: Catalogo, nacionales: list[Ficha], previas: Mapping[str, Ficha]) -> list[Ficha]:
    """The national fichas, with those that this municipality hides or replaces and others do not."""
    invisibles = catalogo.propias | set(catalogo.municipio.tramites_ocultos)
    return [*nacionales, *(ficha for slug, ficha in previas.items() if slug in invisibles)] or list(
        catalogo.fichas.values()
    )


def _repartir(slugs: list[str], confianza: Vector, lectura: Lectura) -> Vector:
    """A name that several trámites share gives none of them more than its part."""
    grupo = [i for i, slug in enumerate(slugs) if slug in lectura.comparten]
    tope = parametros.TOPE_COMPARTIDO
    primero = int(np.argmax(confianza))
    if len(grupo) < 2:
        return confianza
    repartida = confianza.copy()
    sobra = max(float(confianza[primero]) - tope, 0.0)
    repartida[primero] -= sobra
    otros = [i for i in grupo if i != primero]
    for i in otros:
        repartida[i] = min(repartida[i] + sobra / len(otros), tope)
    return repartida


def _con_frase(medida: Medida, capa: PuntajeCapa, confianza: Vector, seguro: float) -> tuple[Vector, float]:
    """A text equal or nearly equal to an attached phrase goes first, as sure as it is near."""
    if capa.frase is None or capa.cercania < parametros.FRASE_CERCANA:
        return confianza, seguro
    i = medida.slugs.index(capa.frase)
    parte = (capa.cercania - parametros.FRASE_CERCANA) / (1 - parametros.FRASE_CERCANA)
    nueva = max(float(confianza[i]), 0.85 + 0.13 * parte)
    resto = confianza * np.float32((1 - nueva) / max(1 - float(confianza[i]), 1e-6))
    resto[i] = nueva
    return resto, max(seguro, 0.9 + 0.08 * parte)
