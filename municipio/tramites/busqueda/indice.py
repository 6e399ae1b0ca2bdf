"""The index over the national catalogue: three ways of comparing a text with the fichas, none of them slow.

*Lineal*: kernel ridge regression over soft words and pairs of words. *Vecino*: the most similar
single sentence of each trámite, counting only words that tell trámites apart. *Bayes*: how much more frequent each word
is in a trámite than elsewhere. All three live in words × trámites tables, so that a query is a handful of products.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from municipio.tramites.busqueda import gradiente
from municipio.tramites.busqueda.documentos import Documento
from municipio.tramites.busqueda.lexico import Fila, Indices, Lexico, Vector
from municipio.tramites.busqueda.parametros import PESO_BASE, PESO_PARES, RIGIDEZ
from municipio.tramites.busqueda.plegado import pares, sonidos

_SUAVE_INFO = np.float32(0.02)
_SUAVE_BAYES = np.float32(20)


_Puesto = tuple[int | None, Fila, float, float]
"""A word of a text: its place in the lexicon, what it resembles, its rarity, how well it tells trámites apart."""


@dataclass(frozen=True, slots=True)
class Mirada:
    """A text seen through an index: `u` weighs words by rarity, `v` by how well they tell trámites apart."""

    palabras: tuple[str, ...]
    corregidas: tuple[str, ...]
    nuevas: tuple[str, ...]
    conocidas: Indices
    u: Vector
    v: Vector
    norma_u: float
    norma_v: float
    info: Vector
    bayes: Vector
    pares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Puntaje:
    """The three scores of every trámite of an index for one text."""

    lineal: Vector
    vecino: Vector
    bayes: Vector


class Indice:
    """Fitted once over the sentences of the catalogue. Immutable: threads share it without locks."""

    def __init__(self, documentos: Iterable[Documento]) -> None:
        ordenados = sorted(documentos, key=lambda d: d[0])
        self.slugs = list(dict.fromkeys(slug for slug, _ in ordenados))
        posicion = {slug: i for i, slug in enumerate(self.slugs)}
        self.clase: Indices = np.array([posicion[slug] for slug, _ in ordenados], dtype=np.intp)
        self._inicio = np.searchsorted(self.clase, np.arange(len(self.slugs)))
        textos = [sonidos(texto) for _, texto in ordenados]
        self.lexico = Lexico(palabra for texto in textos for palabra in texto)
        presencia = self._presencia(textos)
        self._contar(presencia)
        self.filas_u = self._normar(presencia, self.peso)
        self.filas_v = self._normar(presencia, self.info)
        self._resolver(textos)

    def mirar(self, texto: str) -> Mirada:
        """The text in the terms of this index."""
        en_orden = sonidos(texto)
        palabras = tuple(dict.fromkeys(en_orden))
        info = np.zeros(len(palabras), dtype=np.float32)
        bayes = np.zeros(len(self.slugs), dtype=np.float32)
        puestos: list[_Puesto] = []
        for n, palabra in enumerate(palabras):
            fila = self.lexico.fila(palabra)
            i = self.lexico.indice.get(palabra)
            peso, dice, favor = self._palabra(i, fila)
            bayes += favor
            info[n] = dice
            puestos.append((i, fila, peso, dice))
        u, v = self._sumar(puestos)
        norma_u, norma_v = _normas(puestos, u, v)
        return Mirada(
            palabras=palabras,
            corregidas=tuple(map(self.lexico.corregir, palabras, (fila for _, fila, _, _ in puestos))),
            nuevas=tuple(p for p in palabras if p not in self.lexico.indice),
            conocidas=np.array([i for i, _, _, _ in puestos if i is not None], dtype=np.intp),
            u=u,
            v=v,
            norma_u=norma_u,
            norma_v=norma_v,
            info=info,
            bayes=bayes / np.float32(max(len(palabras), 1) ** 0.5),
            pares=tuple(dict.fromkeys(pares(en_orden))),
        )

    def puntuar(self, mirada: Mirada) -> Puntaje:
        """The scores of every trámite."""
        lineal = mirada.u @ self._lineal / np.float32(mirada.norma_u)
        conocidos = [i for i in map(self._par.get, mirada.pares) if i is not None]
        if conocidos:
            peso = self._peso_par[conocidos]
            todos = np.float32(float(peso @ peso) + (len(mirada.pares) - len(conocidos)) * self._raro_par**2)
            lineal = lineal + (peso @ self._lineal_par[conocidos]) / np.sqrt(todos)
        cercania = (self.filas_v @ mirada.v) / np.float32(mirada.norma_v)
        return Puntaje(lineal, np.maximum.reduceat(cercania, self._inicio), mirada.bayes)

    def _sumar(self, puestos: Sequence[_Puesto]) -> tuple[Vector, Vector]:
        if not puestos:
            nada = np.zeros(len(self.lexico), dtype=np.float32)
            return nada, nada
        cuales = np.concatenate([fila[0] for _, fila, _, _ in puestos])
        rareza = np.concatenate([np.float32(peso) * fila[1] for _, fila, peso, _ in puestos])
        dice = np.concatenate([np.float32(dice) * fila[1] for _, fila, _, dice in puestos])
        n = len(self.lexico)
        return np.bincount(cuales, rareza, n).astype(np.float32), np.bincount(cuales, dice, n).astype(np.float32)

    def _palabra(self, i: int | None, fila: Fila) -> tuple[float, float, Vector]:
        if i is not None:
            return float(self.peso[i]), float(self.info[i]), self._bayes[i]
        cuales, cuanto = fila
        veces = (cuanto @ self._veces[cuales])[None, :]
        frecuencia = np.array([cuanto @ self._frecuencia[cuales]], dtype=np.float32)
        return float(self._rareza(frecuencia)[0]), float(self._informa(veces)[0]), self._favorece(veces)[0]

    def _presencia(self, textos: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        filas = [list(dict.fromkeys(self.lexico.indice[p] for p in texto)) for texto in textos]
        return _matriz(filas, len(self.lexico))

    def _contar(self, presencia: sparse.csr_matrix) -> None:
        en_clase = sparse.csr_matrix(
            (np.ones(len(self.clase), dtype=np.float32), (np.arange(len(self.clase)), self.clase)),
            shape=(len(self.clase), len(self.slugs)),
        )
        s = self.lexico.parecidos
        propias = (presencia.T @ en_clase).toarray().astype(np.float32)
        self._veces = propias
        suaves = np.asarray(s @ propias, dtype=np.float32)
        self._frecuencia = propias.sum(axis=1)
        self._total = suaves.sum()
        self._por_clase = suaves.sum(axis=0)
        self.peso = self._rareza(suaves.sum(axis=1))
        self.info = self._informa(suaves)
        self._bayes = self._favorece(suaves)
        self.frecuencia_general = self._general(suaves).ravel()

    def _rareza(self, frecuencia: Vector) -> Vector:
        rareza = np.log((1 + len(self.clase)) / (1 + frecuencia))
        return np.asarray(np.maximum(rareza, 0) + PESO_BASE, dtype=np.float32)

    def _informa(self, veces: Vector) -> Vector:
        clases = len(self.slugs)
        reparto = (veces + _SUAVE_INFO) / (veces.sum(axis=1, keepdims=True) + _SUAVE_INFO * clases)
        entropia = -(reparto * np.log(reparto)).sum(axis=1)
        return np.asarray(np.maximum(1 - entropia / np.log(max(clases, 2)), 0), dtype=np.float32)

    def _favorece(self, veces: Vector) -> Vector:
        general = self._general(veces)
        propia = (veces + _SUAVE_BAYES * general) / (self._por_clase + _SUAVE_BAYES)
        return np.asarray(np.log(propia / general), dtype=np.float32)

    def _general(self, veces: Vector) -> Vector:
        return np.asarray(np.maximum(veces.sum(axis=1, keepdims=True) / self._total, 1e-12), dtype=np.float32)

    def _normar(self, presencia: sparse.csr_matrix, peso: Vector) -> sparse.csr_matrix:
        pesada = presencia.copy()
        pesada.data = peso[pesada.indices]
        norma = np.sqrt(np.asarray((pesada @ self.lexico.parecidos).multiply(pesada).sum(axis=1)).ravel())
        pesada.data /= np.repeat(np.maximum(norma, 1e-3), np.diff(pesada.indptr)).astype(np.float32)
        return pesada

    def _resolver(self, textos: Sequence[Sequence[str]]) -> None:
        pares_de = self._pares(textos)
        filas_t, pares_t = self.filas_u.T.tocsr(), pares_de.T.tocsr()
        tamano = np.bincount(self.clase).astype(np.float32)
        castigo = (np.float32(RIGIDEZ) * tamano[self.clase] / tamano.mean())[:, None]

        def nucleo(alfa: Vector) -> Vector:
            suave = self.filas_u @ (self.lexico.parecidos @ (filas_t @ alfa))
            return np.asarray(suave + pares_de @ (pares_t @ alfa) + castigo * alfa, dtype=np.float32)

        meta = np.eye(len(self.slugs), dtype=np.float32)[self.clase]
        alfa = gradiente.resolver(nucleo, np.float32(1 + PESO_PARES) + castigo, meta)
        self._lineal = np.ascontiguousarray(filas_t @ alfa)
        self._lineal_par = np.ascontiguousarray(pares_t @ alfa) * np.float32(PESO_PARES**0.5)

    def _pares(self, textos: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        self._par: dict[str, int] = {}
        filas = [
            list(dict.fromkeys(self._par.setdefault(par, len(self._par)) for par in pares(list(texto))))
            for texto in textos
        ]
        matriz = _matriz(filas, len(self._par))
        frecuencia = np.bincount(matriz.indices, minlength=len(self._par))
        self._raro_par = float(1 + np.log(1 + len(textos)))
        self._peso_par = (1 + np.log((1 + len(textos)) / (1 + frecuencia))).astype(np.float32)
        matriz.data = self._peso_par[matriz.indices]
        norma = np.sqrt(np.asarray(matriz.multiply(matriz).sum(axis=1)).ravel())
        norma = np.maximum(norma, 1e-6) / PESO_PARES**0.5
        matriz.data /= np.repeat(norma, np.diff(matriz.indptr)).astype(np.float32)
        return matriz


def _matriz(filas: Sequence[Sequence[int]], columnas: int) -> sparse.csr_matrix:
    cortes = np.cumsum([0, *map(len, filas)])
    datos = np.ones(int(cortes[-1]), dtype=np.float32)
    indices = np.array([i for fila in filas for i in fila], dtype=np.int32)
    return sparse.csr_matrix((datos, indices, cortes), shape=(len(filas), columnas))


def _normas(puestos: Sequence[_Puesto], u: Vector, v: Vector) -> tuple[float, float]:
    suma_u = suma_v = 0.0
    for i, _, peso, dice in puestos:
        suma_u += peso * (peso if i is None else float(u[i]))
        suma_v += dice * (dice if i is None else float(v[i]))
    return max(suma_u, 1e-6) ** 0.5, max(suma_v, 1e-2) ** 0.5
