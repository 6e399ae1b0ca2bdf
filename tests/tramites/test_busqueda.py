"""The catalogue search, over the real national catalogue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipio.datos.carpeta import leer_carpeta
from municipio.municipios.registro import Municipio
from municipio.tramites.busqueda import crear_buscador
from municipio.tramites.busqueda.contrato import Buscador
from municipio.tramites.busqueda.plegado import plegar, sonidos
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.ficha import Ficha
from tests.conftest import ROOT

MUNICIPIO = {
    "slug": "prueba", "nombre": "Prueba", "entidad": "Alcaldía de Prueba", "departamento": "Ninguno",
    "divipola": "00000", "canales": {}, "horario": {"dias": {}, "por_verificar": True},
    "dependencias": [{"clave": "hacienda", "nombre": "Hacienda", "despachos": [], "atiende": "Impuestos"}],
}  # fmt: skip

NOMBRADOS = {
    # spelt by ear
    "cuanto vale el inpuesto predial": "predial",
    "el resivo del pedrial": "predial",
    "SERTIFICADO DE RESIDENSIA": "certificado-residencia",
    "la enkuezta del cisben": "sisben-encuesta",
    "meter al niño al sisven": "sisben-inclusion",
    "el estrasto de mi casa papel": "estratificacion",
    "paz i salbo": "paz-y-salvo",
    "lisencia de construcion": "licencia-construccion",
    # abbreviations
    "cert d residencia x favor": "certificado-residencia",
    "lic de construccion": "licencia-construccion",
    # false friends
    "carta de vecindad": "certificado-residencia",
    "carta de estrato": "estratificacion",
    "cancelar el registro de industria y comercio": "cancelacion-ica",
    "donde cancelo el predial": "predial",
    "registrar el fierro": "marcas-ganado",
    "sacar el quemador de mis reses": "marcas-ganado",
    "la guia para mover unas vacas": "otra-guia-ganado",
    "cuando pagan familias en accion": "renta-ciudadana",
    "cuando pagan familias": "renta-ciudadana",
    "el bono de los abuelitos": "colombia-mayor",
    "el poste de la esquina no alumbra": "luminarias",
    "se fue la luz en todo el pueblo": "otra-energia",
    "el pase de la moto": "otra-transito",
}


@cache
def catalogo() -> Catalogo:
    carpeta = leer_carpeta(ROOT / "data")
    fichas = {slug: leida.ficha for slug, leida in carpeta.fichas.items()}
    return Catalogo(Municipio.model_validate(MUNICIPIO), carpeta.etiquetas, fichas)


@cache
def buscador() -> Buscador:
    return crear_buscador(catalogo())


def primero(texto: str, en: Buscador | None = None) -> str:
    return (en or buscador()).buscar(texto).candidatos[0].slug


def propia(slug: str, nombre: str, ejemplos: list[str]) -> Ficha:
    modelo = catalogo().fichas["rifas"].model_dump()
    proposito = {"texto": f"Sirve para: {nombre}.", "por_verificar": True}
    cambio = {"slug": slug, "nombre": nombre, "alias": [nombre], "proposito": proposito}
    return Ficha.model_validate(modelo | cambio | {"ejemplos": {"pasos": ejemplos}})


CHALUPA = propia(
    "permiso-chalupa",
    "Permiso para chalupas del muelle",
    [
        "quiero matricular mi chalupa", "que piden para la chalupa de pasajeros", "permiso pa trabajar en el muelle",
        "cuanto vale el permiso de la lancha", "soy lanchero y quiero un cupo en el muelle", "chalupa",
        "zarpe de chalupas", "mi panga necesita permiso del muelle", "donde se registra una lancha de motor",
        "renovar el permiso de la chalupa",
    ],
)  # fmt: skip


def con_propia() -> Catalogo:
    fichas = dict(catalogo().fichas) | {CHALUPA.slug: CHALUPA}
    return replace(catalogo(), fichas=fichas, propias=frozenset({CHALUPA.slug}))


@pytest.mark.parametrize(("una", "otra"), [
    ("sisven", "cisben"), ("inpuesto", "impuesto"), ("yebar", "llevar"), ("ganao", "ganado"), ("kiero", "quiero"),
    ("construcsion", "construccion"), ("alcaldiaa", "alcaldia"), ("jente", "gente"),
])  # fmt: skip
def test_words_that_sound_alike_fold_together(una: str, otra: str) -> None:
    assert plegar(una) == plegar(otra)


def test_folding_keeps_what_differs() -> None:
    assert plegar("casa") != plegar("caso")
    assert sonidos("¿¡...!?") == []


@pytest.mark.parametrize(("texto", "slug"), NOMBRADOS.items())
def test_finds_the_tramite_that_is_named(texto: str, slug: str) -> None:
    assert primero(texto) == slug


@pytest.mark.parametrize("texto", ["la luz", "sisben", "una licencia", "certificado", "impuesto", "SUBSIDIO", "sisven"])
def test_a_shared_name_gives_no_single_sure_answer(texto: str) -> None:
    hallados = buscador().buscar(texto)
    assert hallados.candidatos[0].confianza <= 0.6
    assert len([c for c in hallados.candidatos if c.confianza > 0.02]) >= 2


def test_the_light_may_be_the_company_or_the_lamp_post() -> None:
    assert {"otra-energia", "luminarias"} <= {c.slug for c in buscador().buscar("la luz").candidatos}


@pytest.mark.parametrize("texto", [
    "y cuanto vale eso", "y si soy de la vereda?", "puede ir mi hijo por mi", "cuanto se demora", "el primero",
    "hola buenas tardes", "muchas gracias", "quien gano el partido", "jajaja", "que llevo",
])  # fmt: skip
def test_what_names_nothing_has_little_evidence(texto: str) -> None:
    assert buscador().buscar(texto).evidencia < 0.35


@pytest.mark.parametrize("texto", ["predial", "carta de vecindad", "quiero registrar el hierro de mi ganado", "sisven"])
def test_what_names_a_tramite_has_evidence(texto: str) -> None:
    assert buscador().buscar(texto).evidencia > 0.6


@pytest.mark.parametrize("texto", ["", "   ", "¿?", "😀😀", "…"])
def test_nothing_written_finds_nothing(texto: str) -> None:
    hallados = buscador().buscar(texto)
    assert hallados.candidatos == ()
    assert hallados.evidencia == 0


def test_a_hidden_tramite_never_comes_out() -> None:
    fichas = {slug: ficha for slug, ficha in catalogo().fichas.items() if slug != "predial"}
    sin_predial = crear_buscador(replace(catalogo(), fichas=fichas, frases=(("predial", "el papelito azul"),)))
    for texto in ("impuesto predial", "predial", "el papelito azul"):
        assert "predial" not in {c.slug for c in sin_predial.buscar(texto, 90).candidatos}


def test_a_tramite_of_ones_own_is_found_and_the_others_stay() -> None:
    suyo = crear_buscador(con_propia())
    assert primero("q nesesito pa sacar el permiso de mi chalupa", suyo) == CHALUPA.slug
    assert primero("tengo una lancha y la quiero trabajar", suyo) == CHALUPA.slug
    assert suyo.buscar("chalupas").evidencia > 0.6
    assert primero("impuesto predial", suyo) == "predial"
    assert CHALUPA.slug not in {c.slug for c in buscador().buscar("chalupa", 99).candidatos}


def test_an_override_replaces_the_sentences_of_the_national_ficha() -> None:
    rifas = catalogo().fichas["rifas"]
    otra = CHALUPA.model_copy(update={"slug": "rifas"})
    suyo = crear_buscador(
        replace(catalogo(), fichas=dict(catalogo().fichas) | {"rifas": otra}, propias=frozenset({"rifas"}))
    )
    assert primero("el permiso de mi chalupa", suyo) == "rifas"
    assert [c.slug for c in suyo.buscar("rifa", 90).candidatos].count("rifas") == 1
    assert primero(rifas.nombre) == "rifas"


def test_an_attached_phrase_is_found_at_once() -> None:
    frase = "me llego el papelito azul ese"
    assert primero(frase) != "recoleccion-basura"
    con_frase = crear_buscador(replace(catalogo(), frases=(("recoleccion-basura", frase),)))
    for texto in (frase, "Me llegó el papelito AZUL ese!", "me yego el papelito azul ese"):
        hallados = con_frase.buscar(texto)
        assert hallados.candidatos[0].slug == "recoleccion-basura"
        assert hallados.candidatos[0].confianza >= 0.85
        assert hallados.evidencia >= 0.85
    assert primero("impuesto predial", con_frase) == "predial"


def test_the_last_attachment_of_a_phrase_holds() -> None:
    frases = (("rifas", "lo de don chepe"), ("polvora", "lo de don chepe"))
    assert primero("lo de don chepe", crear_buscador(replace(catalogo(), frases=frases))) == "polvora"


def test_asks_for_as_many_as_wanted() -> None:
    assert len(buscador().buscar("impuesto", 2).candidatos) == 2
    assert buscador().buscar("impuesto", 0).candidatos == ()
    assert len(buscador().buscar("impuesto", 999).candidatos) == len(catalogo().fichas)


def test_many_threads_get_the_same_answers() -> None:
    textos = list(NOMBRADOS) * 5
    with ThreadPoolExecutor(8) as hilos:
        assert list(hilos.map(buscador().buscar, textos)) == [buscador().buscar(texto) for texto in textos]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(sorted(" ".join(NOMBRADOS).split()))).map(" ".join)))
def test_confidences_are_probabilities_in_order(texto: str) -> None:
    for uno in (buscador(), _con_todo()):
        hallados = uno.buscar(texto, 200)
        valores = [c.confianza for c in hallados.candidatos]
        assert all(0 <= valor <= 1 for valor in valores)
        assert valores == sorted(valores, reverse=True)
        assert sum(valores) <= 1 + 1e-4
        assert len({c.slug for c in hallados.candidatos}) == len(valores)
        assert 0 <= hallados.evidencia <= 1


@cache
def _con_todo() -> Buscador:
    frases = (("predial", "predial carta sisven"), (CHALUPA.slug, "la panga"))
    return crear_buscador(replace(con_propia(), frases=frases))
