"""The report of a half-year: what it says, as a page that can be published and as a PDF; nobody in it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from municipio.db.engine import Database
from municipio.documentos.municipios import municipio_de
from municipio.errors import EntradaInvalidaError
from municipio.plan import gestion
from municipio.plan.informe import Informe, Renglon, informe, publico
from municipio.plan.modelo import Estado, Evidencia, Reporte, VencimientoFila
from municipio.plan.semestres import Semestre, de_clave, semestre_de
from municipio.plan.servicio import plan_de
from tests.documentos.conftest import LINK, MINUTES, NOW, TODAY, TOWNS, Make

FIRST, SECOND = Semestre(2026, 1), Semestre(2026, 2)
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "form", "base"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


def computed(database: Database, slug: str, semester: Semestre, now: datetime = NOW) -> Informe:
    with database.read() as session:
        return informe(session, municipio_de(session, slug), plan_de(session, slug), semester, now)


def line(report: Informe, name: str) -> Renglon:
    return next(one for one in report.renglones if one.nombre.startswith(name))


@pytest.mark.parametrize("slug", TOWNS)
def test_the_page_stands_by_itself_and_is_accessible(make: Make, slug: str) -> None:
    document = make("plan.informe", municipio=slug, semestre="2026-2", forma="html")
    text = document.contenido.decode()
    page = Page(text)
    assert (document.tipo_mime, document.nombre) == ("text/html", f"informe-{slug}-2026-2.html")
    assert page.attributes["html"] == {"lang": "es-CO"}
    assert not FORBIDDEN & set(page.tags)
    assert set(page.links) <= {"#contenido", LINK}
    assert "url(" not in text
    assert "@import" not in text
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert page.tags.count("caption") == page.tags.count("table") > 1
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "@media print" in text


@pytest.mark.parametrize("slug", TOWNS)
def test_every_action_and_every_indicator_is_in_both(plans: Database, make: Make, slug: str) -> None:
    with plans.read() as session:
        plan = plan_de(session, slug)
    page = Page(make("plan.informe", municipio=slug, semestre="2026-1", forma="html").contenido.decode()).text
    pdf = PdfReader(io.BytesIO(make("plan.informe", municipio=slug, semestre="2026-1", forma="pdf").contenido))
    printed = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    for accion in plan.acciones:
        for name in (accion.nombre.rstrip("."), *(i.nombre for i in accion.indicadores)):
            assert " ".join(name.split()) in page
            assert re.sub(r"\s+", "", name) in printed
    assert MINUTES in page
    assert re.sub(r"\s+", "", MINUTES) in printed


def test_the_pdf_says_what_it_is(make: Make) -> None:
    document = make("plan.informe", municipio="alvarado", semestre="2026-1", forma="pdf")
    pdf = PdfReader(io.BytesIO(document.contenido))
    assert document.tipo_mime == "application/pdf"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Informe de avance y seguimiento del plan de acción, primer semestre de 2026"
    assert str(pdf.root_object["/Lang"]) == "es-CO"
    assert len(pdf.outline) > 1
    assert f"Página 1 de {len(pdf.pages)}" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("slug", TOWNS)
def test_its_numbers_are_those_of_the_rows(plans: Database, slug: str) -> None:
    report = computed(plans, slug, SECOND)
    with plans.read() as session:
        rows = session.scalars(select(VencimientoFila).where(VencimientoFila.municipio == slug)).all()
    now = [r for r in rows if SECOND.desde <= r.vence <= SECOND.hasta]
    done = [r for r in now if r.estado == Estado.CUMPLIDO]
    assert report.conteo.total == len(now)
    assert report.conteo.cumplidas == len(done)
    assert report.conteo.vencidas == sum(r.estado != Estado.CUMPLIDO and r.para < TODAY for r in now)
    assert sum(one.conteo.total for one in report.renglones) == len(now)
    before = [r for r in rows if FIRST.desde <= r.vence <= FIRST.hasta]
    assert report.antes is not None
    assert report.antes.total == len(before)


def test_what_the_last_one_said_stays_when_something_is_done_later(plans: Database, make: Make) -> None:
    report = computed(plans, "alvarado", SECOND)
    with plans.write() as session:
        late = select(VencimientoFila).where(VencimientoFila.municipio == "alvarado", VencimientoFila.tipo == "comite")
        late = late.where(VencimientoFila.vence <= FIRST.hasta, VencimientoFila.estado != Estado.CUMPLIDO.value)
        row = session.scalars(late.order_by(VencimientoFila.vence)).first()
        assert row is not None
        gestion.cumplir(session, row, [], row.responsables[0], NOW)
    after = computed(plans, "alvarado", SECOND)
    assert after.antes == report.antes
    assert (report.al_dia, after.al_dia) == (0, 1)
    page = Page(make("plan.informe", municipio="alvarado", semestre="2026-2", forma="html").contenido.decode())
    assert "se puso al día 1 fecha que estaba vencida" in page.text
    assert report.antes is not None
    assert computed(plans, "alvarado", FIRST).conteo.vencidas == report.antes.vencidas - 1


def test_what_people_typed_goes_without_their_data_and_files_are_counted(plans: Database, make: Make) -> None:
    with plans.write() as session:
        row = session.scalars(
            select(VencimientoFila).where(VencimientoFila.municipio == "alvarado", VencimientoFila.tipo == "comite")
        ).all()[-1]
        assert SECOND.desde <= row.vence <= SECOND.hasta
        for kind, text, digest in (
            ("texto", "Llamar a 3101234567 o a alguien@ejemplo.co, cédula 12.345.678", None),
            ("texto", "<script>alert(1)</script>", None),
            ("enlace", "javascript:alert(1)", None),
            ("foto", None, "a" * 64),
            ("documento", "De fulanito", "b" * 64),
        ):
            session.add(Evidencia(vencimiento=row.id, tipo=kind, texto=text, sha256=digest, nombre="x.pdf", en=NOW))
    evidence = line(computed(plans, "alvarado", SECOND), "Reunión mensual").pruebas
    assert "Llamar a [teléfono] o a [correo], cédula [número]" in evidence.textos
    assert evidence.archivos == 2
    text = make("plan.informe", municipio="alvarado", semestre="2026-2", forma="html").contenido.decode()
    assert "<script" not in text
    assert "javascript:" not in text
    assert "fulanito" not in text
    assert "2 archivos guardados en la alcaldía" in text


@pytest.mark.parametrize(
    ("said", "published"),
    [("10", "10"), ("12,5 %", "12,5 %"), ("3101234567", "[teléfono]"), ("tres de cinco", "tres de cinco")],
)
def test_values_stay_numbers(said: str, published: str) -> None:
    assert publico(said) == published


def test_people_are_not_named_and_the_town_is(plans: Database, make: Make) -> None:
    said = {
        "Acta firmada por Pedro Nel Gómez y la doctora Ibarra": "Acta firmada por [nombre] y la doctora [nombre]",
        "Taller en Alvarado Centro, con Juan Alvarado": "Taller en Alvarado Centro, con [nombre]",
    }
    with plans.write() as session:
        of_town = select(VencimientoFila).where(VencimientoFila.municipio == "alvarado")
        row = session.scalars(of_town.where(VencimientoFila.vence <= SECOND.hasta)).all()[-1]
        for text in said:
            session.add(Evidencia(vencimiento=row.id, tipo="texto", texto=text, en=NOW))
        session.add(
            Reporte(vencimiento=row.id, indicador="Talleres", valor="Los dictó Yurleidis Mosquera", cargo="x", en=NOW)
        )
    page = make("plan.informe", municipio="alvarado", semestre="2026-2", forma="html").contenido.decode()
    for text, published in said.items():
        assert published in page
        assert text not in page
    assert "Gómez" not in page
    assert "Los dictó [nombre]" in page
    pdf = PdfReader(io.BytesIO(make("plan.informe", municipio="alvarado", semestre="2026-2", forma="pdf").contenido))
    printed = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert "Gómez" not in printed
    assert "[nombre]" in printed


@pytest.mark.parametrize(
    ("text", "known", "clean"),
    [
        ("Se contó en Alvarado Tolima", (), "Se contó en [nombre]"),
        ("Se contó en Alvarado Tolima", ("Alvarado",), "Se contó en Alvarado Tolima"),
        ("Se contó en ALVARADO TOLIMA", ("alvarado",), "Se contó en ALVARADO TOLIMA"),
        ("Lo hizo la Secretaría General", ("Secretaria General",), "Lo hizo la Secretaría General"),
        ("Lo hizo Rosa Alvarado", ("Alvarado",), "Lo hizo [nombre]"),
    ],
)
def test_what_is_known_to_be_no_person_stays(text: str, known: tuple[str, ...], clean: str) -> None:
    assert publico(text, known) == clean


def test_a_half_year_without_dates_is_a_report_too(make: Make, plans: Database) -> None:
    report = computed(plans, "aguazul", Semestre(2025, 1))
    assert report.conteo.total == 0
    assert report.antes is None
    for form in ("html", "pdf"):
        assert make("plan.informe", municipio="aguazul", semestre="2025-1", forma=form).contenido


@pytest.mark.parametrize("wrong", [{"semestre": "2026"}, {"semestre": "2026-3"}, {"forma": "exe"}, {"forma": ""}])
def test_wrong_parameters_are_refused(make: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(EntradaInvalidaError):
        make("plan.informe", **({"municipio": "alvarado", "semestre": "2026-1", "forma": "pdf"} | wrong))


def test_halves_of_the_year_follow_each_other() -> None:
    one = semestre_de(datetime(2026, 6, 30, tzinfo=UTC).date())
    assert (one, one.siguiente, one.anterior) == (FIRST, SECOND, Semestre(2025, 2))
    assert SECOND.siguiente.anterior == SECOND
    assert de_clave(one.clave) == one
    assert [de_clave(wrong) for wrong in ("", "2026", "26-1", "1999-1", "2026-1 ")] == [None] * 5
