"""What one municipality adds to the national index: its own fichas and the phrases that its coordinator attached.

Fitted in milliseconds against the nearest national sentences, so that a thousand municipalities share one index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from municipio.tramites.busqueda.documentos import Documento, documentos
from municipio.tramites.busqueda.indice import Indice, Mirada
from municipio.tramites.busqueda.lexico import Indices, Vector, parecido
from municipio.tramites.busqueda.parametros import PESO_BASE, RIGIDEZ
from municipio.tramites.busqueda.plegado import sonidos
from municipio.tramites.ficha import Ficha

_CONTRARIOS = 150
"""National sentences, the nearest, that a trámite of one's own is told apart from."""
_PARECIDO_MINIMO = 0.3
_INFO_NUEVA = np.float32(1.0)
_SUAVE_BAYES = np.float32(20)


@dataclass(frozen=True, slots=True)
class PuntajeCapa:
    """Scores of the trámites of a layer, and the phrase nearest to the text with its likeness (0..1).

    `lineal` and `bayes` hold only the layer's own trámites, which come first.
    """

    lineal: Vector
    vecino: Vector
    bayes: Vector
    frase: str | None
    cercania: float


class Capa:
    """Own fichas and phrases of a municipality over an `Indice`. Immutable."""

    def __init__(self, indice: Indice, fichas: Sequence[Ficha], frases: Sequence[Documento]) -> None:
        propios = [documento for ficha in fichas for documento in documentos(ficha)]
        todos = [*propios, *frases]
        self._indice = indice
        self.slugs = list(dict.fromkeys(slug for slug, _ in todos))
        lugar = {slug: i for i, slug in enumerate(self.slugs)}
        self._clase: Indices = np.array([lugar[slug] for slug, _ in todos], dtype=np.intp)
        self._frases = [slug for slug, _ in frases]
        textos = [sonidos(texto) for _, texto in todos]
        self._exactas = dict(zip(map(frozenset, textos[len(propios) :]), self._frases, strict=True))
        self._nuevas: dict[str, int] = {}
        presencia = self._presencia(textos)
        self._raro = np.float32(np.log(1 + len(indice.clase)) + PESO_BASE)
        n = len(self._nuevas)
        self._filas_u = self._normar(presencia, np.append(indice.peso, np.full(n, self._raro)))
        self._filas_v = self._normar(presencia, np.append(indice.info, np.full(n, _INFO_NUEVA)))
        self.propias = frozenset(ficha.slug for ficha in fichas)
        self._lineal, self._bayes = self._ajustar(presencia, len(propios))

    def puntuar(self, mirada: Mirada) -> PuntajeCapa:
        """The scores of the layer for a text seen through its index."""
        nuevas = self._parecidas(mirada.nuevas)
        u = np.append(mirada.u, nuevas * self._raro)
        v = np.append(mirada.v, nuevas * _INFO_NUEVA)
        norma_v = float(np.sqrt(mirada.norma_v**2 + float(nuevas @ nuevas)))
        cerca = (self._filas_v @ v) / np.float32(norma_v)
        vecino = np.zeros(len(self.slugs), dtype=np.float32)
        np.maximum.at(vecino, self._clase, cerca)
        lineal = (u @ self._lineal) / np.float32(mirada.norma_u)
        largo = np.float32(max(len(mirada.palabras), 1) ** 0.5)
        base = len(self._indice.lexico)
        bayes = (self._bayes[mirada.conocidas].sum(axis=0) + nuevas @ self._bayes[base:]) / largo
        return PuntajeCapa(lineal, vecino, bayes, *self._frase(mirada, u))

    def _frase(self, mirada: Mirada, u: Vector) -> tuple[str | None, float]:
        if not self._frases:
            return None, 0.0
        exacta = self._exactas.get(frozenset(mirada.palabras))
        if exacta is not None:
            return exacta, 1.0
        cercanias = (self._filas_u[-len(self._frases) :] @ u) / np.float32(mirada.norma_u)
        cual = int(np.argmax(cercanias))
        return self._frases[cual], float(min(cercanias[cual], 1.0))

    def _parecidas(self, palabras: Sequence[str]) -> Vector:
        suma = np.zeros(len(self._nuevas), dtype=np.float32)
        for palabra in palabras:
            exacta = self._nuevas.get(palabra)
            if exacta is not None:
                suma[exacta] += 1
                continue
            for nueva, i in self._nuevas.items():
                cuanto = parecido(palabra, nueva)
                if cuanto >= _PARECIDO_MINIMO:
                    suma[i] += np.float32(cuanto)
        return suma

    def _presencia(self, textos: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        conocidas, base = self._indice.lexico.indice, len(self._indice.lexico)
        filas: list[int] = []
        columnas: list[int] = []
        for n, texto in enumerate(textos):
            for palabra in dict.fromkeys(texto):
                i = conocidas.get(palabra)
                columnas.append(base + self._nuevas.setdefault(palabra, len(self._nuevas)) if i is None else i)
                filas.append(n)
        unos = np.ones(len(filas), dtype=np.float32)
        return sparse.csr_matrix((unos, (filas, columnas)), shape=(len(textos), base + len(self._nuevas)))

    def _suavizar(self, filas: sparse.csr_matrix) -> sparse.csr_matrix:
        base = len(self._indice.lexico)
        return sparse.hstack([filas[:, :base] @ self._indice.lexico.parecidos, filas[:, base:]]).tocsr()

    def _normar(self, presencia: sparse.csr_matrix, peso: Vector) -> sparse.csr_matrix:
        pesada = presencia.copy()
        pesada.data = peso[pesada.indices].astype(np.float32)
        norma = np.sqrt(np.asarray(self._suavizar(pesada).multiply(pesada).sum(axis=1)).ravel())
        pesada.data /= np.repeat(np.maximum(norma, 1e-3), np.diff(pesada.indptr)).astype(np.float32)
        return pesada

    def _ajustar(self, presencia: sparse.csr_matrix, propios: int) -> tuple[Vector, Vector]:
        if not propios:
            nada = np.zeros((presencia.shape[1], 0), dtype=np.float32)
            return nada, nada
        return self._contrastar(propios), self._favorecer(presencia[:propios])

    def _contrastar(self, propios: int) -> Vector:
        propias = self._filas_u[:propios]
        base = len(self._indice.lexico)
        contra = self._contrarios(propias[:, :base])
        ancho = sparse.csr_matrix((contra.shape[0], propias.shape[1] - base), dtype=np.float32)
        filas = sparse.vstack([propias, sparse.hstack([contra, ancho])]).tocsr()
        nucleo = (self._suavizar(filas) @ filas.T).toarray().astype(np.float32)
        nucleo[np.diag_indices_from(nucleo)] += RIGIDEZ
        meta = np.zeros((filas.shape[0], len(self.propias)), dtype=np.float32)
        meta[np.arange(propios), self._clase[:propios]] = 1
        alfa = linalg.solve(nucleo, meta, assume_a="sym", check_finite=False)
        return np.asarray(filas.T @ alfa, dtype=np.float32)

    def _contrarios(self, propias: sparse.csr_matrix) -> sparse.csr_matrix:
        indice = self._indice
        centro = np.asarray(propias.sum(axis=0), dtype=np.float32).ravel()
        cercania = indice.filas_u @ (indice.lexico.parecidos @ centro)
        reemplazadas = [i for i, slug in enumerate(indice.slugs) if slug in self.propias]
        cercania[np.isin(indice.clase, reemplazadas)] = -1
        cuantos = min(_CONTRARIOS, len(cercania))
        return indice.filas_u[np.argpartition(-cercania, cuantos - 1)[:cuantos]]

    def _favorecer(self, presencia: sparse.csr_matrix) -> Vector:
        base = len(self._indice.lexico)
        clases = np.eye(len(self.propias), dtype=np.float32)[self._clase[: presencia.shape[0]]]
        veces = presencia.T @ clases
        veces[:base] = self._indice.lexico.parecidos @ veces[:base]
        general = np.append(self._indice.frecuencia_general, np.full(len(self._nuevas), 1e-6))[:, None]
        propia = (veces + _SUAVE_BAYES * general) / (veces.sum(axis=0) + _SUAVE_BAYES)
        return np.asarray(np.log(propia / general), dtype=np.float32)
