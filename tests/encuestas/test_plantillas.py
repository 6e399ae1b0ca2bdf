"""Templates of surveys: those of the repository hold, and bad ones are told in a line with its place."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from municipio.datos.carpeta import leer_carpeta
from municipio.datos.revisar import revisar
from municipio.datos.yaml_source import Documento, leer, validar
from municipio.db.engine import Database
from municipio.encuestas import registro, versiones
from municipio.encuestas.invitacion import duracion
from municipio.encuestas.modelo import EncuestaVersion
from municipio.encuestas.plantilla import Encuesta
from municipio.municipios.registro import Municipio
from municipio.tramites.modelo import NACIONAL
from reminders.texts import invitation
from tests.actions.conftest import FRIDAY
from tests.actions.test_textos import TUTEO
from tests.conftest import ROOT
from tests.encuestas import datos

READ = leer_carpeta(ROOT / "data").encuestas
TEMPLATES = {clave: leida.encuesta for clave, leida in READ.items()}
HEAD = """\
clave: x
titulo: Un título
presentacion: Para qué es.
gracias: Gracias.
preguntas:
"""
ONE = "  - {clave: b, tipo: texto, texto: ¿Qué mejoraría?}\n"
MANY = ", ".join(f"{{clave: o{n}, texto: Opción {n}}}" for n in range(300))


def found(tmp_path: Path, content: str) -> Encuesta | list[str]:
    path = tmp_path / "x.yml"
    path.write_text(content, encoding="utf-8")
    document = leer(path)
    assert isinstance(document, Documento)
    read = validar(document, Encuesta)
    return read if isinstance(read, Encuesta) else [str(one).removeprefix(f"{path}:") for one in read]


TWO = "tipo: unica, texto: ¿Cuál?, opciones: [{clave: u, texto: Una}, {clave: d, texto: Dos}]"
YES = "tipo: si_no, texto: ¿Vino a la oficina?"
BACK = "saltos: [{si: {opciones: [no-sabe]}, a: a}]"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (f"{YES}, {BACK}", "6: preguntas.0.saltos.0.a: el salto a «a» vuelve atrás: la encuesta no terminaría"),
        (f"{YES}, {BACK.replace('a: a', 'a: z')}", "6: preguntas.0.saltos.0.a: el salto a «z» no existe"),
        (f"{YES}, {BACK.replace('no-sabe', 'tal-vez')}", "nombra la opción «tal-vez», que no existe"),
        (f"{YES}, saltos: [{{si: {{}}, a: fin}}]", "la condición no dice nada"),
        (f"{YES}, saltos: [{{si: {{desde: 3}}, a: fin}}]", "«desde» y «hasta» son de las preguntas"),
        ("tipo: escala, texto: ¿Qué tal?, saltos: [{si: {desde: 4, hasta: 2}, a: fin}]", "ningún número va de 4 a 2"),
        (f"{YES}, minimo: 2", "«minimo» es solo de las preguntas de tipo numero"),
        (f"{YES}, maximo: 2", "una pregunta de tipo si_no no lleva «maximo»"),
        ("tipo: unica, texto: ¿Cuál prefiere?", "hacen falta de 2 a 30 opciones, y hay 0"),
        (f"tipo: unica, texto: ¿Cuál?, opciones: [{MANY}]", "hacen falta de 2 a 30 opciones, y hay 300"),
        (f"tipo: lugar, texto: ¿Dónde vive?, opciones: [{MANY}]", "preguntas.0.opciones: caben 120 lugares, y hay 300"),
        (f"tipo: unica, texto: ¿Cuál?, opciones: [{MANY[:1000].rsplit(', {', 1)[0]}]", "hacen falta de 2 a 30"),
        (TWO.replace("clave: d", "clave: u"), "preguntas.0.opciones.1: la opción «u» (Dos) está repetida"),
        (TWO.replace("Dos", "¡una!"), "la opción «d» (¡una!) está repetida"),
        (TWO.replace("clave: d", "clave: no"), "aquí va un texto"),
        (TWO.replace("clave: d", "clave: no-sabe"), "la opción «no-sabe» (Dos) está repetida"),
        (TWO.replace("a}", "a, otro: true}").replace("s}", "s, otro: true}"), "solo una opción puede ser «otro»"),
        (TWO.replace("Una", "Una, sola: true"), "«sola» es solo de las preguntas de tipo multiple"),
        (
            TWO.replace("Una", "Una, sola: true").replace("unica", "orden"),
            "preguntas.0.opciones.0.sola: «sola» es solo",
        ),
        (TWO.replace("unica", "multiple, maximo: 3"), "«maximo» va de 1 a 2, las opciones que hay"),
        ("tipo: sino, texto: ¿Vino?", "valor no permitido; use 'si_no'"),
        ("tipo: escala, texto: ¿Cómo le fue?, etiquetas: [Mal, Bien]", "los cinco nombres de una escala"),
        ("tipo: texto, texto: ¿Qué dice?, maximo: 9000", "«maximo» va de 1 a 1000 letras"),
        ("tipo: numero, texto: ¿Cuántos?, minimo: 5, maximo: 2", "«maximo» es menor que el mínimo"),
        ("tipo: texto, texto: ¿Qué dice?, opciones: [{clave: u, texto: Una}]", "de tipo texto no lleva opciones"),
        (f"tipo: texto, texto: ¿{'a' * 300}?", "texto demasiado largo (máximo 300)"),
    ],
)
def test_a_wrong_question_is_told_in_one_line_with_its_place(tmp_path: Path, question: str, told: str) -> None:
    lines = found(tmp_path, f"{HEAD}  - {{clave: a, {question}}}\n")
    assert isinstance(lines, list)
    assert [told in line for line in lines] == [True], lines
    assert "\n" not in lines[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            f"{HEAD}{ONE}{ONE[:-2]}, {BACK.replace('a: a', 'a: b')}}}".replace("b,", "c,", 1),
            "7: preguntas.1.saltos.0.a",
        ),
        (HEAD + ONE + ONE, "7: preguntas.1.clave: la clave «b» ya está usada"),
        (HEAD + ONE.replace("clave: b", "clave: fin"), "6: preguntas.0.clave: la clave «fin» ya está usada"),
        (HEAD + ONE.replace("clave: b", f"clave: {'b' * 21}"), "texto demasiado largo (máximo 20)"),
        (HEAD.replace("Un título", "t" * 10_000) + ONE, "2: titulo: texto demasiado largo (máximo 200)"),
        (
            HEAD + ONE.replace("b,", "a, grupo: g,", 1) + ONE + ONE.replace("b,", "c, grupo: g,", 1),
            "8: preguntas.2.grupo: las preguntas del grupo «g» van seguidas",
        ),
        (HEAD.replace("preguntas:\n", "preguntas: []"), "hacen falta 1 o más"),
        (HEAD + ONE + "otra: 1", "7: otra: este campo no existe"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(tmp_path: Path, content: str, told: str) -> None:
    lines = found(tmp_path, content)
    assert isinstance(lines, list)
    assert [told in line for line in lines] == [True], lines
    assert "\n" not in lines[0]


def test_a_good_one_is_read(tmp_path: Path) -> None:
    assert isinstance(found(tmp_path, f"{HEAD}  - {{clave: a, {YES}}}\n{ONE}"), Encuesta)


def test_the_five_are_there_and_their_file_is_their_key() -> None:
    assert {f"e{n}": f"e{n}" for n in range(1, 6)} == {clave: e.clave for clave, e in TEMPLATES.items()}


@pytest.mark.parametrize("clave", sorted(TEMPLATES))
def test_they_are_short_plain_and_fit_a_phone(clave: str) -> None:
    encuesta = TEMPLATES[clave]
    parts = {p.grupo or p.clave for p in encuesta.preguntas}
    assert len(parts) <= 8
    for texto in (encuesta.titulo, encuesta.presentacion, encuesta.gracias, *(p.texto for p in encuesta.preguntas)):
        assert not TUTEO.search(texto), texto
    for pregunta in encuesta.preguntas:
        assert pregunta.texto.endswith("?"), pregunta.clave
        assert pregunta.no_sabe, pregunta.clave
        assert len(pregunta.alternativas) <= 13, pregunta.clave
        assert all(len(opcion.texto) <= 34 for opcion in pregunta.alternativas), pregunta.clave


def test_the_invitation_says_as_many_questions_as_are_told_later() -> None:
    municipio = leer_carpeta(ROOT / "data").municipios["alvarado"].registro
    text, _ = invitation(municipio, TEMPLATES["e1"], 1, again=False)
    assert "Son 8 preguntas cortas: toma unos tres minutos." in text


@pytest.mark.parametrize(
    ("questions", "told"),
    [(1, "un minuto"), (4, "un minuto"), (5, "unos dos minutos"), (8, "unos dos minutos"), (30, "unos ocho minutos")],
)
def test_how_long_it_takes_is_told_by_how_many_questions_there_are(questions: int, told: str) -> None:
    survey = datos.encuesta(*(datos.pregunta(f"p{n}", "si_no") for n in range(questions)))
    assert duracion(survey) == told


def test_a_wrong_key_and_an_unknown_desk_are_told_by_the_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(ROOT / "data", data)
    (data / "encuestas" / "e1.yml").write_text(HEAD + ONE, encoding="utf-8")
    third = data / "encuestas" / "e3.yml"
    third.write_text(third.read_text(encoding="utf-8").replace("despacho: control-interno", "despacho: nada"))
    told = [f"{h.archivo.name}:{h.mensaje}" for h in revisar(leer_carpeta(data))]
    assert told == [
        "e1.yml:la clave «x» no es el nombre del archivo («e1»)",
        "e3.yml:el despacho «nada» no existe en etiquetas.yml",
    ]


def test_loading_keeps_one_template_each_and_counts_what_changed(database: Database) -> None:
    changed = {**TEMPLATES, "e1": TEMPLATES["e1"].model_copy(update={"titulo": "Otro título"})}
    with database.write() as session:
        assert registro.cargar(session, TEMPLATES, FRIDAY) == 5
        assert registro.cargar(session, TEMPLATES, FRIDAY) == 0
        assert registro.cargar(session, changed, FRIDAY) == 1
        del changed["e2"]
        assert registro.cargar(session, changed, FRIDAY) == 1
        assert registro.plantillas(session) == changed
        kept = session.scalars(select(EncuestaVersion.plantilla).where(EncuestaVersion.municipio == NACIONAL))
        assert sorted(kept) == sorted(changed)


def test_the_same_wording_is_the_same_version_and_a_change_is_another(database: Database) -> None:
    e1 = TEMPLATES["e1"]
    with database.write() as session:
        first = versiones.fijar(session, "alvarado", e1, FRIDAY)
        assert versiones.fijar(session, "alvarado", e1, FRIDAY) is first
        other = versiones.fijar(session, "alvarado", e1.model_copy(update={"titulo": "Otro título"}), FRIDAY)
        assert (first.version, other.version) == (1, 2)
        assert versiones.fijar(session, "aguazul", e1, FRIDAY).version == 1
        assert versiones.fijar(session, "alvarado", e1, FRIDAY) is first, "going back to it is no change"
        assert Encuesta.model_validate(first.cuerpo) == e1


def test_the_veredas_of_the_municipality_are_offered_where_they_are_asked() -> None:
    names = ["La Peña", "La Pena", "San José de los Altos de la Montaña", "San José de los Altos de la Mora"]
    asked = registro.con_veredas(TEMPLATES["e5"], names).pregunta("vereda")
    assert asked is not None
    assert [opcion.texto for opcion in asked.opciones] == names
    assert len({opcion.clave for opcion in asked.opciones}) == 4
    assert registro.con_veredas(TEMPLATES["e1"], names) == TEMPLATES["e1"]


ALIKE = [f"Altos de San Pedro de la {letter}{other}" for letter in "ABCDEFGHIJKL" for other in "ABCDEFGHIJ"]


@pytest.mark.parametrize("names", [ALIKE, ["No sabe", "La Peña 2", "La Peña", "La Pena", "Ñ 1", "11"]])
def test_whatever_veredas_a_municipality_may_have_make_a_question(names: list[str]) -> None:
    town = leer_carpeta(ROOT / "data").municipios["alvarado"].registro
    veredas = Municipio.model_validate({**town.model_dump(), "veredas": names}).veredas
    asked = registro.con_veredas(TEMPLATES["e5"], veredas).pregunta("vereda")
    assert asked is not None
    assert len({opcion.clave for opcion in asked.opciones}) == len(names)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([*ALIKE, "La Loma"], "son demasiados (máximo 120)"),
        (["La Loma", "¡la loma!"], "veredas.1: la vereda «¡la loma!» está repetida, o no tiene letras"),
        (["La Loma", "¡¡"], "veredas.1: la vereda «¡¡» está repetida, o no tiene letras"),
    ],
)
def test_veredas_that_could_not_be_asked_are_refused_with_the_record(names: list[str], told: str) -> None:
    town = leer(ROOT / "data" / "municipios" / "alvarado" / "municipio.yml")
    assert isinstance(town, Documento)
    found = validar(Documento(town.archivo, {**town.datos, "veredas": names}, town.lineas), Municipio)
    assert isinstance(found, list)
    assert [told in str(one) for one in found] == [True], found
