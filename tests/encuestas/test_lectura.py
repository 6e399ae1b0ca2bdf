"""Typed answers, as people write them, against what could have been pressed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from municipio.encuestas.lectura import leer
from municipio.encuestas.plantilla import Pregunta
from municipio.encuestas.valores import Valor, vale
from municipio.errors import EntradaInvalidaError
from tests.encuestas.test_plantillas import TEMPLATES

TODAY = date(2026, 11, 20)


def asked(template: str, clave: str) -> Pregunta:
    found = TEMPLATES[template].pregunta(clave)
    assert found is not None
    return found


FREE: dict[str, Any] = {"texto": "¿Cuál es su respuesta?", "clave": "a"}
QUESTIONS: dict[str, Pregunta] = {
    "visita": asked("e1", "visita"),
    "buscaba": asked("e1", "buscaba"),
    "encontro": asked("e1", "encontro"),
    "facil": asked("e1", "facil"),
    "trato": asked("e3", "trato"),
    "recomienda": asked("e3", "recomienda"),
    "canal": asked("e2", "canal"),
    "temas": asked("e2", "temas"),
    "texto": asked("e1", "mejoraria"),
    "vereda": asked("e5", "vereda"),
    "requisitos": asked("e3", "requisitos"),
    "frecuencia": asked("e1", "frecuencia"),
    "satisfaccion": asked("e1", "satisfaccion"),
    "zona": asked("e2", "zona"),
    "edad": asked("e2", "edad"),
    "internet": asked("e5", "internet"),
    "punto": asked("e5", "punto"),
    "dificultad": asked("e5", "dificultad"),
    "numero": Pregunta(tipo="numero", minimo=1, maximo=5000, **FREE),
    "fecha": Pregunta(tipo="fecha", **FREE),
    "orden": Pregunta(
        tipo="orden",
        opciones=[{"clave": c, "texto": t} for c, t in (("salud", "Salud"), ("vias", "Vías"), ("agua", "Agua"))],
        **FREE,
    ),
}


def one(key: str) -> Valor:
    return {"opciones": [key]}


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("encontro", "si", one("si")),
        ("encontro", "Sí señora", one("si")),
        ("encontro", "mas o menos", one("en-parte")),
        ("encontro", "En parte.", one("en-parte")),
        ("encontro", "NO", one("no")),
        ("encontro", "la segunda", one("en-parte")),
        ("encontro", "3", one("no")),
        ("encontro", "ns/nr", one("no-sabe")),
        ("encontro", "NS", one("no-sabe")),
        ("encontro", "no sé", one("no-sabe")),
        ("encontro", "prefiero no decirlo", one("no-sabe")),
        ("encontro", "cuánto vale el predial", None),
        ("visita", "no sabia", one("no-sabia")),
        ("visita", "no", one("no")),
        ("visita", "tres", one("no-sabia")),
        ("canal", "la emisora", one("radio")),
        ("canal", "emisora", one("radio")),
        ("canal", "facebok", one("facebook")),
        ("canal", "opción 4", one("perifoneo")),
        ("canal", "por palomas", None),
        ("punto", "otro: la tienda de la esquina", {"opciones": ["otro"], "texto": "la tienda de la esquina"}),
        ("punto", "otro sitio", one("otro")),
        ("buscaba", "trámites, noticias", {"opciones": ["tramites", "noticias"]}),
        ("buscaba", "1 y 3", {"opciones": ["tramites", "contratos"]}),
        ("buscaba", "1,3 y 7", {"opciones": ["tramites", "contratos", "turismo"]}),
        ("buscaba", "1 3", {"opciones": ["tramites", "contratos"]}),
        ("buscaba", "trámites y requisitos, turismo", {"opciones": ["tramites", "turismo"]}),
        ("buscaba", "noticias y turismo", {"opciones": ["noticias", "turismo"]}),
        ("buscaba", "2 y 2", {"opciones": ["noticias"]}),
        ("buscaba", "noticias y marcianos", None),
        ("dificultad", "nada", one("ninguna")),
        ("dificultad", "todas", {"opciones": ["visual", "lectura", "senal", "costo", "otro"]}),
        ("temas", "salud", one("salud")),
        ("orden", "2 1 3", {"opciones": ["vias", "salud", "agua"]}),
        ("orden", "agua, vías, salud", {"opciones": ["agua", "vias", "salud"]}),
        ("facil", "3", {"numero": 3}),
        ("facil", "tres", {"numero": 3}),
        ("facil", "muy fácil", {"numero": 5}),
        ("facil", "facil", {"numero": 4}),
        ("trato", "buena", {"numero": 4}),
        ("trato", "malo", {"numero": 2}),
        ("trato", "pésimo", {"numero": 1}),
        ("trato", "mas o menos", {"numero": 3}),
        ("trato", "excelente", {"numero": 5}),
        ("trato", "un 4", {"numero": 4}),
        ("trato", "le doy 4", {"numero": 4}),
        ("trato", "4/5", {"numero": 4}),
        ("recomienda", "10", {"numero": 10}),
        ("recomienda", "cero", {"numero": 0}),
        ("recomienda", "8 de 10", {"numero": 8}),
        ("recomienda", "no responde", one("no-sabe")),
        ("numero", "42", {"numero": 42}),
        ("numero", "como 42 personas", {"numero": 42}),
        ("numero", "treinta y dos", {"numero": 32}),
        ("numero", "dos mil quinientos", {"numero": 2500}),
        ("numero", "mil", {"numero": 1000}),
        ("numero", "1.500", {"numero": 1500}),
        ("numero", "muchos", None),
        ("fecha", "15 de mayo", {"fecha": "2026-05-15"}),
        ("fecha", "el 15 de diciembre", {"fecha": "2025-12-15"}),
        ("fecha", "primero de enero de 2024", {"fecha": "2024-01-01"}),
        ("fecha", "15/05/2026", {"fecha": "2026-05-15"}),
        ("fecha", "15-5-26", {"fecha": "2026-05-15"}),
        ("fecha", "2026-05-15", {"fecha": "2026-05-15"}),
        ("fecha", "ayer", {"fecha": "2026-11-19"}),
        ("fecha", "29 de febrero", {"fecha": "2024-02-29"}),
        ("fecha", "31 de febrero", None),
        ("fecha", "hace tiempo", None),
        ("texto", "  que  pongan los horarios ", {"texto": "que pongan los horarios"}),
        ("texto", "llamen al 310 555 00 00", {"texto": "llamen al [teléfono]"}),
        ("texto", "No abren. Atentamente Perencejo Pérez", {"texto": "No abren. Atentamente [nombre]"}),
        ("vereda", "La Esperanza", {"texto": "La Esperanza"}),
        ("visita", "pues si", one("si")),
        ("visita", "sí, gracias a Dios", one("si")),
        ("visita", "no tengo internet", None),
        ("frecuencia", "como cada mes", one("mensual")),
        ("frecuencia", "por ahi cada ocho dias", one("semanal")),
        ("frecuencia", "pues casi nunca", one("casi-nunca")),
        ("encontro", "pues no todo", one("en-parte")),
        ("encontro", "ahí más o menos", one("en-parte")),
        ("encontro", "la verdad no sé", one("no-sabe")),
        ("facil", "como un 4", {"numero": 4}),
        ("facil", "4 puntos", {"numero": 4}),
        ("facil", "pues fácil", {"numero": 4}),
        ("facil", "no tan fácil", None),
        ("requisitos", "mas o menos claros", {"numero": 3}),
        ("requisitos", "muy klaros", {"numero": 5}),
        ("requisitos", "no muy claros", None),
        ("satisfaccion", "no satisfecho", None),
        ("satisfaccion", "quedé contenta", {"numero": 4}),
        ("trato", "me trataron mal", {"numero": 2}),
        ("temas", "la salud y las vías", {"opciones": ["salud", "vias"]}),
        ("canal", "por whatsapp", one("mensajes")),
        ("canal", "por el radio", one("radio")),
        ("buscaba", "otra cosa: el agua", {"opciones": ["otro"], "texto": "el agua"}),
        ("zona", "en la vereda", one("rural")),
        ("zona", "yo vivo en el campo", one("rural")),
        ("edad", "tengo 68 años", one("de-60")),
        ("edad", "68", one("de-60")),
        ("edad", "17 años", one("menos-de-18")),
        ("edad", "3", one("de-29-a-59")),
        ("internet", "no", one("ninguno")),
        ("internet", "en el celular", one("celular")),
    ],
)
def test_what_is_typed(question: str, text: str, value: Valor | None) -> None:
    read = leer(QUESTIONS[question], text, TODAY)
    assert read == value
    assert read is None or vale(QUESTIONS[question], read)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("facil", "9", "Responda con un número de 1 a 5."),
        ("facil", "0", "Responda con un número de 1 a 5."),
        ("recomienda", "11", "Responda con un número de 0 a 10."),
        ("canal", "8", "Hay 7 opciones: responda con un número de 1 a 7."),
        ("buscaba", "1 y 30", "Hay 8 opciones: responda con un número de 1 a 8."),
        ("temas", "1, 2, 3 y 4", "Escoja 3 como máximo."),
        ("temas", "todas", "Escoja 3 como máximo."),
        ("numero", "-3", "Escriba un número de 1 a 5000."),
        ("numero", "9000", "Escriba un número de 1 a 5000."),
        ("texto", "a" * 301, "Es muy largo: escríbalo en 300 letras o menos. Lleva 301."),
        ("texto", "!!!", "Escriba su respuesta con palabras."),
        ("punto", f"otro: {'a' * 61}", "Es muy largo: escríbalo en 60 letras o menos. Lleva 61."),
        ("dificultad", "nada y la señal", "«Nada» no va con otras: escriba solo esa, o las otras."),
        ("dificultad", "1 y 4", "«Nada» no va con otras: escriba solo esa, o las otras."),
    ],
)
def test_what_tries_to_be_an_answer_and_is_not_is_told_why(question: str, text: str, told: str) -> None:
    with pytest.raises(EntradaInvalidaError) as refused:
        leer(QUESTIONS[question], text, TODAY)
    assert refused.value.mensaje == told


@pytest.mark.parametrize("clave", sorted(TEMPLATES))
def test_every_option_may_be_typed_by_its_words_and_by_its_number(clave: str) -> None:
    for question in TEMPLATES[clave].preguntas:
        for number, option in enumerate(question.alternativas, 1):
            expected = {"numero": int(option.clave)} if question.es_escala else one(option.clave)
            assert leer(question, option.texto.upper(), TODAY) == expected, option.texto
            if not question.es_escala:
                assert leer(question, str(number), TODAY) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("La Esperanza", "La Esperanza"),
        ("El Carmen", "El Carmen"),
        ("vereda El Carmen", "vereda El Carmen"),
        ("el Carmen alto", "el Carmen alto"),
        ("Villa Rosa", "Villa Rosa"),
        ("en la finca de Rosa Ejemplo", "en la finca de [nombre]"),
        ("donde don Julio Muestra", "donde don [nombre]"),
        ("Marta Ruiz, vereda El Salto", "[nombre], vereda El Salto"),
        ("al lado de la escuela, 3001234567", "al lado de la escuela, [teléfono]"),
    ],
)
def test_a_place_in_ones_own_words_names_nobody(text: str, kept: str) -> None:
    place = Pregunta.model_validate({"clave": "donde", "tipo": "lugar", "texto": "¿En qué vereda vive?"})
    assert leer(place, text, date(2026, 11, 20)) == {"texto": kept}
