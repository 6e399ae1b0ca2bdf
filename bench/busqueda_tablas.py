"""The tables of `bench/busqueda.py`."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.busqueda_datos import Datos, municipio
from municipio.tramites.busqueda.buscador import Base, BuscadorCatalogo, crear_buscador
from municipio.tramites.ficha import Ficha

Vector = npt.NDArray[np.float64]
Pliegue = tuple[dict[str, Ficha], list[tuple[str, set[str]]]]


def _buscador(datos: Datos, fichas: dict[str, Ficha]) -> tuple[Base, BuscadorCatalogo]:
    base = Base(fichas.values())
    return base, BuscadorCatalogo(base, datos.catalogo(fichas=fichas))


def ajustar(datos: Datos, partes: Sequence[Pliegue]) -> None:
    """Fit the weights of the confidence and of the evidence on sentences that the index had not seen."""
    puntos: list[Vector] = []
    metas: list[int] = []
    si: list[tuple[float, ...]] = []
    no: list[tuple[float, ...]] = []
    for k, (fichas, fuera) in enumerate(partes):
        base, buscador = _buscador(datos, fichas)
        for texto, validos in fuera:
            mirada = base.indice.mirar(texto)
            medida = buscador.medir(mirada)
            puntos.append(np.stack([medida.lineal, medida.vecino, medida.bayes], -1))
            metas.append(medida.slugs.index(next(iter(validos))))
            si.append(buscador.rasgos(mirada, medida))
        for _, texto in islice(datos.ajenas, k, None, len(partes)):
            mirada = base.indice.mirar(texto)
            no.append(buscador.rasgos(mirada, buscador.medir(mirada)))
    pesos = _logit_condicional(np.stack(puntos), np.array(metas))
    print("PESO_LINEAL, PESO_VECINO, PESO_BAYES =", np.round(pesos, 2))
    modelo = LogisticRegression(C=10, max_iter=2000, class_weight="balanced")
    modelo.fit([*si, *no], [1] * len(si) + [0] * len(no))
    print("EVIDENCIA =", (round(float(modelo.intercept_[0]), 2), *(round(float(c), 2) for c in modelo.coef_[0])))


def _logit_condicional(puntos: Vector, metas: npt.NDArray[np.int64]) -> Vector:
    def perdida(pesos: Vector) -> tuple[float, Vector]:
        z = puntos @ pesos
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        filas = np.arange(len(metas))
        gradiente = ((p[..., None] * puntos).sum(1) - puntos[filas, metas]).mean(0)
        return -float(np.log(p[filas, metas] + 1e-12).mean()), gradiente

    return np.asarray(minimize(perdida, np.ones(puntos.shape[-1]), jac=True).x)


def calibracion(confianzas: Sequence[float], aciertos: Sequence[bool], grupos: int = 10) -> float:
    """Expected calibration error over groups of equal size."""
    c, a = np.array(confianzas), np.array(aciertos, dtype=float)
    partes = np.array_split(np.argsort(c), grupos)
    return float(sum(len(p) / len(c) * abs(c[p].mean() - a[p].mean()) for p in partes))


def _acierto(titulo: str, buscador: Any, casos: Sequence[tuple[str, set[str]]]) -> Counter[tuple[str, str]]:
    primero: list[bool] = []
    tercero: list[bool] = []
    confianza: list[float] = []
    confunde: Counter[tuple[str, str]] = Counter()
    for texto, validos in casos:
        candidatos = buscador.buscar(texto).candidatos
        slugs = [c.slug for c in candidatos]
        primero.append(slugs[0] in validos)
        tercero.append(bool(validos & set(slugs[:3])))
        confianza.append(candidatos[0].confianza)
        if not primero[-1]:
            confunde[(min(validos), slugs[0])] += 1
    seguros = [ok for ok, c in zip(primero, confianza, strict=True) if c >= 0.6]
    print(
        f"{titulo:<28} n={len(casos):<5} top-1 {np.mean(primero):6.1%}  top-3 {np.mean(tercero):6.1%}  "
        f"ECE {calibracion(confianza, primero):.3f}  confidence>=0.6: {len(seguros) / len(casos):.1%} of the lines, "
        f"{1 - np.mean(seguros):.1%} wrong"
    )
    return confunde


def validar(datos: Datos, partes: Sequence[Pliegue]) -> None:
    """Cross-validation over the sentences of the catalogue."""
    for k, (fichas, fuera) in enumerate(partes):
        _acierto(f"left-out ejemplos, fold {k + 1}", _buscador(datos, fichas)[1], fuera)


def medir_acierto(datos: Datos) -> None:
    """Accuracy and calibration on the development set; the same with trámites as own fichas."""
    confunde = _acierto("desarrollo", crear_buscador(datos.catalogo()), datos.nombran)
    _como_propias(datos)
    buscador = crear_buscador(datos.catalogo())
    altas = [(t, h[0]) for t, _ in datos.ambiguas if (h := buscador.buscar(t).candidatos)[0].confianza > 0.6]
    print(f"{'ambiguous lines':<28} n={len(datos.ambiguas):<5} with one sure candidate: {len(altas)} {altas}")
    for (bueno, dicho), veces in confunde.most_common(12):
        print(f"    {bueno} taken for {dicho}: {veces}")


def _como_propias(datos: Datos) -> None:
    """Three trámites at a time as if the municipality's own: are they found, do they take what is not theirs."""
    slugs = sorted(datos.fichas)
    suyas: list[bool] = []
    ajenas: list[bool] = []
    quitadas = 0
    for g in range(0, 30, 5):
        propias = set(slugs[g::30])
        base = Base(f for s, f in datos.fichas.items() if s not in propias)
        buscador = BuscadorCatalogo(base, datos.catalogo(propias=frozenset(propias)))
        for texto, validos in datos.nombran:
            dicho = buscador.buscar(texto).candidatos[0].slug
            (suyas if validos & propias else ajenas).append(dicho in validos)
            quitadas += dicho in propias - validos
    print(f"{'as own fichas (3 of 90)':<28} n={len(suyas):<5} top-1 {np.mean(suyas):6.1%}; ", end="")
    print(f"the other lines top-1 {np.mean(ajenas):.1%}, {quitadas} of {len(ajenas)} taken by an own ficha")


def medir_evidencia(datos: Datos) -> None:
    """How well the evidence tells lines that name a trámite from those that do not."""
    buscador = crear_buscador(datos.catalogo())
    si = [buscador.buscar(texto).evidencia for texto, _ in datos.nombran]
    por: dict[str, list[float]] = {}
    for intent, texto in datos.otras:
        por.setdefault(intent, []).append(buscador.buscar(texto).evidencia)
    siguen = [buscador.buscar(texto).evidencia for texto in datos.siguen]
    todas = [e for grupo in por.values() for e in grupo]
    for nombre, no in (("fuera_de_tema", por["fuera_de_tema"]), ("all other intents", todas)):
        auc = roc_auc_score([1] * len(si) + [0] * len(no), si + no)
        print(f"evidence: naming lines against {nombre:<18} AUC {auc:.3f}  (>0.5: {np.mean(np.array(no) > 0.5):.1%})")
    print(f"evidence >0.5: naming lines {np.mean(np.array(si) > 0.5):.1%}, ", end="")
    print(f"later lines of a session {np.mean(np.array(siguen) > 0.5):.1%}")
    for intent, valores in sorted(por.items(), key=lambda x: -float(np.mean(x[1]))):
        print(f"    {intent:<18} mean {np.mean(valores):.2f}  >0.5 {np.mean(np.array(valores) > 0.5):.0%}")


def medir_tiempos(datos: Datos) -> None:
    """Build, refit, query, and a country of 1,104 municipalities."""
    textos = [texto for texto, _ in datos.nombran]
    inicio = time.thread_time()
    Base(datos.fichas.values())
    print(f"build of the national index: {time.thread_time() - inicio:.2f} s")
    crear_buscador(datos.catalogo())
    cambiada = dict(datos.fichas)
    ficha = cambiada["predial"]
    cambiada["predial"] = ficha.model_copy(update={"alias": [*ficha.alias, "la contribución de la casa"]})
    inicio = time.thread_time()
    crear_buscador(datos.catalogo(fichas=cambiada)).buscar("predial")
    print(f"refit of one changed ficha: {1e3 * (time.thread_time() - inicio):.1f} ms")
    inicio = time.thread_time()
    crear_buscador(datos.catalogo(frases=(("predial", "el papelito azul"),))).buscar("el papelito azul")
    print(f"refit after attaching a phrase: {1e3 * (time.thread_time() - inicio):.1f} ms")
    _percentiles("query, national index", crear_buscador(datos.catalogo()), textos)
    _pais(datos, textos)


def _percentiles(titulo: str, buscador: Any, textos: Sequence[str]) -> None:
    tiempos = []
    for texto in textos:
        inicio = time.thread_time()
        buscador.buscar(texto)
        tiempos.append(1e3 * (time.thread_time() - inicio))
    print(f"{titulo}: p50 {np.percentile(tiempos, 50):.2f} ms, p95 {np.percentile(tiempos, 95):.2f} ms")


def _pais(datos: Datos, textos: Sequence[str]) -> None:
    """Each municipality: two own fichas, five phrases, two hidden; timed from its catalogue to its first answer."""
    memoria = _residente()
    slugs = sorted(datos.fichas)
    primeras, segundas, vivos = [], [], []
    for n in range(1104):
        propias = {f"propio-{k}": _propia(datos.fichas[slugs[(n * 7 + k) % 90]], f"propio-{k}", n) for k in range(2)}
        ocultos = [slugs[n % 90], slugs[(n + 31) % 90]]
        fichas = {s: f for s, f in (datos.fichas | propias).items() if s not in ocultos}
        frases = tuple((slugs[(n + k + 2) % 90], f"lo de la vuelta {n} de don chepe {k}") for k in range(5))
        catalogo = datos.catalogo(
            municipio=municipio(f"m-{n}", ocultos), fichas=fichas, propias=frozenset(propias), frases=frases
        )
        inicio = time.thread_time()
        buscador = crear_buscador(catalogo)
        buscador.buscar(textos[n % len(textos)])
        medio = time.thread_time()
        buscador.buscar(textos[(n + 1) % len(textos)])
        primeras.append(1e3 * (medio - inicio))
        segundas.append(1e3 * (time.thread_time() - medio))
        vivos.append(buscador)
    crece = _residente() - memoria
    pico = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"1,104 municipalities with two own fichas and five phrases each: "
        f"first answer p50 {np.percentile(primeras, 50):.1f} p95 {np.percentile(primeras, 95):.1f} ms; "
        f"next answer p95 {np.percentile(segundas, 95):.1f} ms; "
        f"all kept: +{crece:.0f} MB resident ({memoria:.0f} MB before; peak of the process {pico:.0f} MB)"
    )


def _residente() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _propia(modelo: Ficha, slug: str, n: int) -> Ficha:
    """A ficha that exists nowhere, from the words of another mixed with its own: about forty examples, as many as a
    municipality may write (the national ones have some hundred and ninety)."""
    ejemplos = {f: [f"{frase} zona{n} {slug}" for frase in frases[:4]] for f, frases in modelo.ejemplos.items()}
    cambio = {"slug": slug, "nombre": f"{modelo.nombre} zona{n}", "alias": [f"zona{n}"], "ejemplos": ejemplos}
    return modelo.model_copy(update=cambio)
