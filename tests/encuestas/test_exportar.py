"""What leaves: files that open again, run nothing and say nothing of sheets; a page that stands alone."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from municipio.db.engine import Database
from municipio.documentos.encuestas import pagina
from municipio.encuestas import comentarios, exportar, resultados
from municipio.encuestas.comentarios import Comentario
from municipio.encuestas.exportar import inofensivo
from municipio.encuestas.modelo import Hoja as HojaFila
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.resultados import Resultados
from tests.encuestas.campanas import NOVEMBER, campana
from tests.encuestas.datos import Hoja, encuesta, pasos, pregunta
from tests.encuestas.test_resultados import TOWN

EVIL = "=cmd|' /C calc'!A0"


def survey() -> Encuesta:
    bad = {
        "clave": "p",
        "tipo": "unica",
        "texto": "=HYPERLINK(1) ¿qué dice?",
        "opciones": [
            {"clave": "a", "texto": EVIL},
            {"clave": "b", "texto": "<b>B</b> & «ñ»"},
            {"clave": "c", "texto": "C"},
        ],
    }
    zone = pregunta("zona", opciones="ur")
    question = type(zone).model_validate(bad)
    return encuesta(
        zone, question, pregunta("e", tipo="escala"), pregunta("t", tipo="texto"), titulo="=Título <i>raro</i>"
    )


def sheets() -> list[Hoja]:
    scale = [hoja["e"] for hoja in pasos((8, 8, 8, 8, 12), "e")]
    return [
        {
            "zona": {"opciones": ["u" if i % 2 else "r"]},
            "p": {"opciones": ["a" if i < 20 else "b" if i < 42 else "c"]},
            "e": scale[i],
            **({"t": {"texto": f"{EVIL} número {'abcdefg'[i]}"}} if i < 6 else {}),
        }
        for i in range(44)
    ]


ABOUT: list[tuple[str, str | int]] = [
    ("Encuesta", "'=Título <i>raro</i>"),
    ("Municipio", "Alvarado, Tolima"),
    ("Fechas", "Del 3 de noviembre de 2026 al 17 de noviembre de 2026"),
    ("Personas que respondieron", 44),
    ("Quiénes", "Respondió quien quiso: no es una muestra al azar y no representa a todo el municipio."),
    ("¿Qué dice de e?", "Escala: 1, Muy malo; 2, Malo; 3, Regular; 4, Bueno; 5, Muy bueno."),
]


def made(session: Session) -> tuple[Resultados, list[Comentario], list[str]]:
    one = campana(session, "alvarado", survey(), sheets())
    fila = resultados.preparar(session, TOWN, one)
    fila.cambios = "Pusimos <b>rampas</b>."
    for comment in comentarios.todos(session, one, fila.minimo):
        comentarios.marcar(session, one, comment.clave, publicar=True)
    tokens = [row.token for row in session.query(HojaFila)]
    return resultados.leer(session, one), comentarios.publicados(session, one, fila.minimo), tokens


@given(st.text(max_size=20))
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = inofensivo(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not re.search(r"[\x00-\x1f]", safe)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\n@x", "\ufeff=1", "|x", "＝1", "﹢1", "＠x"])
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert inofensivo(text).startswith("'")


def test_csv_opens_again_and_runs_nothing(sqlite: Database) -> None:
    with sqlite.write() as session:
        found, said, tokens = made(session)
        content = exportar.a_csv(TOWN, found, said).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert ["'=HYPERLINK(1) ¿qué dice?", f"'{EVIL} o C", "22", "0,5", ""] in read
    assert read[:8] == [["Sobre la encuesta"], ["Qué", "Dato"], *([what, str(fact)] for what, fact in ABOUT)]
    assert read[8:11] == [[], ["Respuestas"], ["Pregunta", "Respuesta", "Personas", "Parte", "Nota"]]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)
    assert not any(token in content for token in tokens)


def test_xlsx_opens_again_and_has_no_formula(sqlite: Database) -> None:
    with sqlite.write() as session:
        found, said, tokens = made(session)
        book = load_workbook(io.BytesIO(exportar.a_xlsx(TOWN, found, said)))
    assert book.sheetnames == ["Sobre la encuesta", "Respuestas", "Por grupos", "Participación", "Comentarios"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert not any(token in str(cell.value) for cell in cells for token in tokens)
    assert list(book["Sobre la encuesta"].iter_rows(values_only=True)) == [("Qué", "Dato"), *ABOUT]
    totals = {
        row[0].value: row[2].value for row in book["Respuestas"].iter_rows() if "Respondieron" in str(row[1].value)
    }
    assert totals["¿Qué dice de e?"] == 44


class Reader(HTMLParser):
    """What a page asks for and how it is built."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.charts = self.tables = 0
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.fetched += [found[name] for name in ("src", "href") if name in found and not found[name].startswith("#")]
        self.ids += [found["id"]] if "id" in found else []
        self.pointed += [p for name in ("aria-labelledby", "aria-describedby") for p in found.get(name, "").split()]
        self.charts += tag == "svg"
        self.tables += tag == "details"
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = found.get("lang", "")
        assert tag not in ("script", "iframe", "link", "img")


def test_the_page_stands_alone_and_is_accessible(sqlite: Database) -> None:
    with sqlite.write() as session:
        found, said, tokens = made(session)
        page = pagina.escribir(TOWN, found, said)
    reader = Reader()
    reader.feed(page)
    assert reader.fetched == []
    assert reader.lang == "es-CO"
    assert reader.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.pointed) <= set(reader.ids)
    assert reader.charts == reader.tables == 3
    assert "url(" not in page
    assert "@media print" in page
    assert not any(token in page for token in tokens)


def test_the_page_says_what_a_reader_must_know(sqlite: Database) -> None:
    with sqlite.write() as session:
        found, said, _ = made(session)
        page = pagina.escribir(TOWN, found, said)
    for told in (
        "Respondieron 44 personas.",
        "Del 3 de noviembre de 2026 al 17 de noviembre de 2026",
        "Respondió quien quiso",
        "Escala: 1, Muy malo; 2, Malo; 3, Regular; 4, Bueno; 5, Muy bueno.",
        "Promedio: 3,2 de 5.",
        "Pusimos &lt;b&gt;rampas&lt;/b&gt;.",
        "=Título &lt;i&gt;raro&lt;/i&gt;",
        "Respondieron todo",
    ):
        assert told in page, told


def test_the_page_says_when_the_one_before_was_and_how_many_answered_it(sqlite: Database) -> None:
    with sqlite.write() as session:
        campana(session, "alvarado", survey(), sheets()[:30], desde=NOVEMBER - timedelta(days=365))
        found, said, _ = made(session)
        page = pagina.escribir(TOWN, found, said)
    assert "<p>Antes. Del 3 de noviembre de 2025 al 17 de noviembre de 2025: 30 personas.</p>" in page
    assert "<p>Ahora. Del 3 de noviembre de 2026 al 17 de noviembre de 2026: 44 personas.</p>" in page
