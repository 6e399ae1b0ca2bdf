"""How the report says its numbers; the page and the PDF say them the same."""

from __future__ import annotations

from municipio.documentos.textos import cuantas, semestre, textos
from municipio.fechas import dia_y_mes, fecha_larga
from municipio.plan.informe import Conteo, Informe, Medida, Pruebas, Renglon

_VENCIDAS = 6
SITUACIONES = ("cumplida", "en_curso", "por_vencer", "vencida")


def numeros(conteo: Conteo) -> tuple[int, int, int, int]:
    """The counts, in the order of `SITUACIONES`."""
    return conteo.cumplidas, conteo.en_curso, conteo.por_vencer, conteo.vencidas


def estado(conteo: Conteo) -> str:
    """«3 cumplidas, 1 vencida»: only what there is."""
    if not conteo.total:
        return str(textos()["informe"]["sin_fechas"])
    return ", ".join(cuantas(una, n) for una, n in zip(SITUACIONES, numeros(conteo), strict=True) if n)


def cambio(renglon: Renglon) -> str:
    """What is different from the half-year before."""
    dichos: dict[str, str] = textos()["informe"]["cambios"]
    if renglon.antes is None:
        return dichos["nuevo" if renglon.conteo.total else "ninguno"]
    if renglon.antes == renglon.conteo:
        return dichos["igual"]
    return dichos["otro"].format(antes=estado(renglon.antes))


def resumen(informe: Informe) -> list[tuple[str, str, str]]:
    """Each situation with its count now and when the half-year before ended."""
    sin: str = textos()["informe"]["sin_anterior"]
    antes = [str(n) for n in numeros(informe.antes)] if informe.antes else [sin] * len(SITUACIONES)
    nombres = [textos()["situaciones"][una][1].capitalize() for una in SITUACIONES]
    return [(nombre, str(n), a) for nombre, n, a in zip(nombres, numeros(informe.conteo), antes, strict=True)]


def al_dia(informe: Informe) -> str | None:
    """What was late when the half-year before ended and is done now."""
    una, varias = textos()["informe"]["al_dia"]
    return None if not informe.al_dia else una if informe.al_dia == 1 else varias.format(n=informe.al_dia)


def valor(medida: Medida) -> str:
    """The values of an indicator in the half-year: with their days when there are several; of a quota, how many."""
    dicho = textos()["informe"]
    if not medida.valores:
        return str(dicho["sin_valor"])
    if medida.cuota:
        return veces(len(medida.valores))
    if len(medida.valores) == 1:
        return medida.valores[0][1]
    return "; ".join(f"{texto} ({dia_y_mes(dia)})" for dia, texto in medida.valores)


def antes(medida: Medida) -> str:
    """The last value from before; of a quota it says nothing."""
    dicho: str = textos()["informe"]["sin_valor"]
    return dicho if medida.antes is None or medida.cuota else medida.antes


def meta(medida: Medida) -> str:
    """What the plan asks for."""
    sin: str = textos()["informe"]["sin_meta"]
    return medida.meta or sin


def veces(n: int) -> str:
    """«3 veces»."""
    return _de(textos()["informe"]["veces"], n)


def archivos(n: int) -> str:
    """«2 archivos guardados en la alcaldía»."""
    return _de(textos()["informe"]["archivos"], n)


def pruebas(unas: Pruebas) -> list[str]:
    """The evidence, a line each; the files, in one."""
    return [*unas.textos, *unas.enlaces, *([archivos(unas.archivos)] if unas.archivos else [])]


def vencidas(renglon: Renglon) -> str:
    """«febrero de 2026; marzo de 2026 y 3 más.»: the periods, the oldest first."""
    dichas = "; ".join(periodo for periodo, _ in renglon.vencidas[:_VENCIDAS])
    faltan = len(renglon.vencidas) - _VENCIDAS
    return dichas + (textos()["informe"]["mas"].format(n=faltan) if faltan > 0 else ".")


def titulo(informe: Informe) -> str:
    """«Informe de avance y seguimiento del plan de acción, segundo semestre de 2026»."""
    return f"{textos()['informe']['titulo']}, {semestre(informe.semestre)}"


def corte(informe: Informe) -> str:
    """On which day things stood so."""
    frase: str = textos()["informe"]["corte"]
    return frase.format(dia=fecha_larga(informe.corte))


def _de(formas: list[str], n: int) -> str:
    return formas[0] if n == 1 else formas[1].format(n=n)
