"""`ventanilla agenda` against the expected dates of each row of facts §6.1, both ways.

`esperado/<slug>.yml` was written by hand from the facts and a calendar, with its reasons. Every date there must be in
the program, and every due date of the program must be explained by a row there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.plan.orden import agenda, maquina, orden

ESPERADO = Path(__file__).parent / "esperado"
MUNICIPIOS = sorted(ruta.stem for ruta in ESPERADO.glob("*.yml"))
FILAS = {
    "landazuri": {*range(1, 11), 53},
    "canton-san-pablo": {7, 10, *range(11, 19), 53},
    "puerto-santander": {7, 10, *range(19, 29), 53},
    "alvarado": {10, *range(29, 46), 53},
    "aguazul": {7, 10, *range(46, 56)},
}
"""The rows of §6.1 of each one: its own, the phases (10), the committee (53) and, by default, the report (7)."""
SIEMPRE = (date(1990, 1, 1), date(2026, 11, 30))
EN_2027 = (date(2027, 1, 1), date(2027, 12, 31))
DIA = timedelta(days=1)

Serie = tuple[str, str, str | None, str | None]
"""Action, kind, indicator (of a quota) and section of the site (of an action «de acuerdo al manual»)."""


@pytest.fixture(scope="module", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One database for all of it: the history is asked again after the new adoption."""
    with maquina(tmp_path_factory.mktemp("agenda")):
        yield


def leer(municipio: str) -> dict[str, Any]:
    leido: dict[str, Any] = yaml.safe_load((ESPERADO / f"{municipio}.yml").read_text(encoding="utf-8"))
    return leido


# --- What is expected


def fechas(fila: dict[str, Any]) -> dict[date, str]:
    """The expected dates, each with its reason."""
    if "vence" in fila:
        return dict(fila["vence"])
    serie = fila["serie"]
    raros = {periodo(serie["dia"], dia): (dia, razon) for dia, razon in serie["raros"].items()}
    todas = [
        raros.pop(periodo(serie["dia"], dia), (dia, f"ordinary {serie['dia']}"))
        for dia in _ordinarios(serie["dia"], serie["primero"].year - 1, serie["ultimo"].year + 1)
    ]
    dentro = {dia: razon for dia, razon in todas if serie["primero"] <= dia <= serie["ultimo"]}
    assert not raros, f"odd dates of no period: {raros}"
    assert (min(dentro), max(dentro), len(dentro)) == (serie["primero"], serie["ultimo"], serie["cuantos"])
    return dentro


def periodo(cual: str, dia: date) -> tuple[int, int]:
    """The week or the month that an odd date stands for."""
    return dia.isocalendar()[:2] if cual == "viernes" else (dia.year, dia.month)


def _ordinarios(cual: str, desde: int, hasta: int) -> Iterator[date]:
    """The days on which it would be due if there were no holidays."""
    dia = date(desde, 1, 1)
    while dia.year <= hasta:
        manana = dia + DIA
        if cual == "viernes":
            toca = dia.weekday() == 4
        elif cual == "segundo-martes":
            toca = dia.weekday() == 1 and 8 <= dia.day <= 14
        elif cual == "vispera-del-segundo-martes":
            toca = manana.weekday() == 1 and 8 <= manana.day <= 14
        elif cual == "primero-del-mes":
            toca = dia.weekday() < 5 and (dia.day == 1 or (dia.weekday() == 0 and dia.day <= 3))
        else:
            assert cual == "ultimo-del-mes"
            toca = dia.weekday() < 5 and (
                manana.month != dia.month or (dia.weekday() == 4 and (dia + 3 * DIA).month != dia.month)
            )
        if toca:
            yield dia
        dia = manana


def series(filas: list[dict[str, Any]]) -> dict[Serie, dict[date, str]]:
    salida: dict[Serie, dict[date, str]] = {}
    for fila in filas:
        if "ninguno" in fila:
            continue
        for canal in fila.get("canales", [None]):
            cual = (fila["accion"], fila["tipo"], fila.get("indicador"), canal)
            assert cual not in salida, f"twice: {cual}"
            salida[cual] = fechas(fila)
    return salida


# --- What the program says


def del_programa(municipio: str, ventana: tuple[date, date], canales: set[str]) -> dict[Serie, list[date]]:
    salida: dict[Serie, list[date]] = {}
    for una in agenda(municipio, *ventana):
        nombrados = [canal for canal in canales if una["periodo"].startswith(f"{canal}, ")]
        indicador = una["indicador"] if una["tipo"] == "cuota" else None
        cual = (una["accion"], una["tipo"], indicador, nombrados[0] if nombrados else None)
        salida.setdefault(cual, []).append(date.fromisoformat(una["vence"]))
    return salida


def comparar(municipio: str, parte: str, ventana: tuple[date, date]) -> None:
    esperado = series(leer(municipio)[parte])
    hay = del_programa(municipio, ventana, {canal for *_, canal in esperado if canal})
    faltan = [f"{cual}: {dia} ({por})" for cual, dias in esperado.items() for dia, por in dias.items()
              if dia not in hay.get(cual, [])]  # fmt: skip
    sobran = [f"{cual}: {dia}" for cual, dias in hay.items() for dia in dias if dia not in esperado.get(cual, {})]
    dobles = [f"{cual}: {dia}" for cual, dias in hay.items() for dia in set(dias) if dias.count(dia) > 1]
    quejas = {"missing": faltan, "unexplained": sobran, "twice": dobles}
    assert quejas == {"missing": [], "unexplained": [], "twice": []}


def readoptar(municipio: str) -> None:
    salida = orden("plan-adoptar", "--municipio", municipio, "--fecha", "2026-12-01")
    assert salida.codigo == 0 or "adopción anterior" in salida.error, salida.error


# --- Tests


def test_every_plan_has_its_expected_dates() -> None:
    assert {ruta.parent.name for ruta in (ROOT / "data" / "municipios").glob("*/plan.yml")} <= set(MUNICIPIOS)


@pytest.mark.parametrize("municipio", MUNICIPIOS)
@pytest.mark.parametrize("parte", ["historico", "en_2027"])
def test_every_row_of_the_facts_is_there(municipio: str, parte: str) -> None:
    filas = leer(municipio)[parte]
    assert {fila["fila"] for fila in filas} == FILAS[municipio]
    assert all(fila.get("lee") or fila.get("ninguno") for fila in filas)


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_its_history_is_what_the_facts_say(municipio: str) -> None:
    comparar(municipio, "historico", SIEMPRE)


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_adopted_again_2027_is_what_the_facts_say_and_history_stays(municipio: str) -> None:
    readoptar(municipio)
    comparar(municipio, "en_2027", EN_2027)
    comparar(municipio, "historico", SIEMPRE)


@pytest.mark.parametrize("municipio", MUNICIPIOS)
def test_what_each_date_asks_for(municipio: str) -> None:
    readoptar(municipio)
    filas = [fila for fila in leer(municipio)["en_2027"] if "metas" in fila]
    vence = agenda(municipio, *EN_2027)
    for fila in filas:
        cual = (fila["accion"], fila["tipo"], fila.get("indicador"))
        metas = {date.fromisoformat(v["vence"]): v["meta"] for v in vence
                 if (v["accion"], v["tipo"], v["indicador"]) == cual}  # fmt: skip
        assert metas == {dia: fila["metas"].get(dia, fila.get("meta")) for dia in metas}
        assert set(fila["metas"]) <= set(metas)
