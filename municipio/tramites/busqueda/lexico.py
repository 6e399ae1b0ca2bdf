"""Words and how alike they are: the square of the cosine of their letter n-grams, so that typos find their word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from scipy import sparse

Vector = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
Fila = tuple[Indices, Vector]
"""Words that resemble one word, and how much (0..1)."""

N_MIN, N_MAX = 2, 4
UMBRAL = np.float32(0.03)
"""Below this two words have nothing to do with each other."""

_CORRIGE = np.float32(0.3)
_LARGO_CORREGIBLE = 5


def ngramas(palabra: str) -> Counter[str]:
    """Letter n-grams of a word with its borders."""
    marcada = f" {palabra} "
    return Counter(marcada[i : i + n] for n in range(N_MIN, N_MAX + 1) for i in range(len(marcada) - n + 1))


def parecido(una: str, otra: str) -> float:
    """How alike two words are, 0..1, when neither is in a lexicon."""
    a, b = set(ngramas(una)), set(ngramas(otra))
    return float(len(a & b) ** 2 / (len(a) * len(b)))


class Lexico:
    """The words of a catalogue. Immutable once built; safe to share between threads."""

    def __init__(self, palabras: Iterable[str]) -> None:
        self.indice = {palabra: i for i, palabra in enumerate(dict.fromkeys(palabras))}
        self._palabras = list(self.indice)
        self._gramas: dict[str, int] = {}
        filas, columnas, veces = self._incidencia()
        total = len(self.indice)
        bruta = sparse.csr_matrix((veces, (filas, columnas)), shape=(total, len(self._gramas)), dtype=np.float32)
        apariciones = np.bincount(bruta.indices, minlength=len(self._gramas))
        self._raro = np.float32(np.log(max(total, 2)))
        self._idf = np.log(total / np.maximum(apariciones, 1)).astype(np.float32)
        bruta.data *= self._idf[bruta.indices]
        norma = np.sqrt(np.asarray(bruta.multiply(bruta).sum(axis=1)).ravel())
        bruta.data /= np.repeat(np.maximum(norma, 1e-6), np.diff(bruta.indptr)).astype(np.float32)
        self._por_grama = bruta.T.tocsr()
        self.parecidos = self._parecidos(bruta)

    def __len__(self) -> int:
        return len(self.indice)

    def fila(self, palabra: str) -> Fila:
        """The known words that resemble `palabra`; a known word is among them with 1."""
        i = self.indice.get(palabra)
        if i is None:
            return self._fila_nueva(palabra)
        s = self.parecidos
        return s.indices[s.indptr[i] : s.indptr[i + 1]], s.data[s.indptr[i] : s.indptr[i + 1]]

    def corregir(self, palabra: str, fila: Fila) -> str:
        """The known word that an unknown one almost surely is; itself when none is near."""
        if palabra in self.indice or not len(fila[1]) or len(palabra) < _LARGO_CORREGIBLE:
            return palabra
        mejor = int(np.argmax(fila[1]))
        return self._palabras[int(fila[0][mejor])] if fila[1][mejor] >= _CORRIGE else palabra

    def _incidencia(self) -> tuple[list[int], list[int], list[int]]:
        filas: list[int] = []
        columnas: list[int] = []
        veces: list[int] = []
        for palabra, i in self.indice.items():
            cuenta = ngramas(palabra)
            columnas.extend(self._gramas.setdefault(grama, len(self._gramas)) for grama in cuenta)
            veces.extend(cuenta.values())
            filas.extend([i] * len(cuenta))
        return filas, columnas, veces

    def _parecidos(self, normada: sparse.csr_matrix) -> sparse.csr_matrix:
        similitud = (normada @ self._por_grama).tocsr()
        similitud.data **= 2
        similitud.data[similitud.data < UMBRAL] = 0
        similitud.eliminate_zeros()
        return similitud

    def _fila_nueva(self, palabra: str) -> Fila:
        norma = 0.0
        por_grama = self._por_grama
        cuales: list[Indices] = []
        pesos: list[Vector] = []
        for grama, veces in ngramas(palabra).items():
            g = self._gramas.get(grama)
            peso = float(veces * (self._raro if g is None else self._idf[g]))
            norma += peso * peso
            if g is not None:
                tramo = slice(por_grama.indptr[g], por_grama.indptr[g + 1])
                cuales.append(por_grama.indices[tramo])
                pesos.append(np.float32(peso) * por_grama.data[tramo])
        if not cuales:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        suma = np.bincount(np.concatenate(cuales), np.concatenate(pesos), len(self.indice)).astype(np.float32)
        suma = suma**2 / np.float32(max(norma, 1e-6))
        cerca = np.flatnonzero(suma >= UMBRAL)
        return cerca, suma[cerca]
