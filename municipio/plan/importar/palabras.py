"""The three kinds of time said in words, as a coordinator reads them back."""

from __future__ import annotations

from municipio.fechas import MESES, fecha_larga
from municipio.plan.registro import Cuota, Frecuencia, Horizonte

_CADA = {"semanal": "cada semana", "mensual": "cada mes", "trimestral": "cada trimestre",
         "semestral": "cada semestre", "anual": "cada año"}  # fmt: skip
_PERIODO = {"semana": "cada semana", "mes": "cada mes", "semestre": "cada semestre", "ano": "cada año",
            "ano_del_plan": "cada año del plan", "total": "en total"}  # fmt: skip


def frecuencia(una: Frecuencia) -> str:
    """«cada mes», «cada año, a finales de octubre»."""
    dicha = _CADA[una.cada]
    if una.mes is not None:
        dicha += f", a finales de {MESES[una.mes - 1]}"
    if una.ancla == "inicio_siguiente":
        dicha += ", el primer día hábil del siguiente"
    if una.canales:
        dicha += f", con {len(una.canales)} canales que llevan su propia frecuencia"
    return dicha


def cuota(una: Cuota) -> str:
    """«3 veces cada mes», «10 puntos en total»."""
    unidad = "vez" if una.cantidad == 1 and una.unidad == "veces" else una.unidad
    return f"{una.cantidad} {unidad} {_PERIODO[una.periodo]}"


def horizonte(uno: Horizonte) -> str:
    """«24 meses desde la adopción», «hasta el 30 de abril de 2027»."""
    if uno.meses is not None:
        return f"{uno.meses} {'mes' if uno.meses == 1 else 'meses'} desde la adopción"
    if uno.anos is not None:
        return f"{uno.anos} {'año' if uno.anos == 1 else 'años'} desde la adopción"
    if uno.hasta is None:
        return "en el empalme"
    return f"{f'del {fecha_larga(uno.desde)} al' if uno.desde else 'hasta el'} {fecha_larga(uno.hasta)}"
