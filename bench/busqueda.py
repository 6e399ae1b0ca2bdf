"""Measures the catalogue search; `--fit` fits the numbers of `municipio/tramites/busqueda/parametros.py`.

    .venv/bin/python -m bench.busqueda          # accuracy, calibration, evidence, times, memory
    .venv/bin/python -m bench.busqueda --fit    # cross-validated fit; prints the numbers to paste

The fit reads only the sentences of the catalogue (folds left out) and of `nlu/data`. On the development set, written by
another hand, only `ESCALA` was chosen. The blind set is never read here. Times are CPU time of one thread: the machine
is shared.
"""

from __future__ import annotations

import argparse

from bench.busqueda_datos import cargar, pliegues
from bench.busqueda_tablas import ajustar, medir_acierto, medir_evidencia, medir_tiempos, validar


def main() -> None:
    """Print the tables."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--fit", action="store_true", help="fit the numbers instead of measuring")
    opciones.add_argument("--cv", action="store_true", help="also cross-validate over the sentences of the catalogue")
    elegido = opciones.parse_args()
    datos = cargar()
    if elegido.fit:
        ajustar(datos, pliegues(datos, 4))
        return
    if elegido.cv:
        validar(datos, pliegues(datos, 4))
    medir_acierto(datos)
    medir_evidencia(datos)
    medir_tiempos(datos)


if __name__ == "__main__":
    main()
