"""The handover document of a post, as a .docx that whoever takes it can go on writing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Hoja
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from municipio.documentos.municipios import municipio_de
from municipio.documentos.plan import frases
from municipio.documentos.registro import Documento, Pedido
from municipio.documentos.textos import textos
from municipio.fechas import fecha_larga
from municipio.plan.empalme import Empalme, Hecho, empalme
from municipio.plan.registro import Accion
from municipio.plan.servicio import plan_de

TIPO = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "cargo": key}`."""
    municipio = municipio_de(pedido.sesion, pedido.texto("municipio"))
    plan = plan_de(pedido.sesion, municipio.slug)
    hecho = empalme(pedido.sesion, municipio, plan, pedido.texto("cargo"), pedido.ahora)
    return Documento(f"empalme-{municipio.slug}-{hecho.cargo.clave}-{hecho.dia}.docx", TIPO, _Escrito(hecho).bytes())


class _Escrito:
    """The document while it is being written."""

    def __init__(self, hecho: Empalme) -> None:
        self._hecho, self._dicho = hecho, textos()["empalme"]
        self._hoja: Hoja = Document()
        self._vestir()
        self._portada()
        self._por_hacer()
        self._acciones()
        self._hechos()
        self._historia()

    def bytes(self) -> bytes:
        """The file."""
        salida = io.BytesIO()
        self._hoja.save(salida)
        return salida.getvalue()

    def _vestir(self) -> None:
        """Letter size, margins, the colour of the municipality, the language, and whose document it is."""
        seccion = self._hoja.sections[0]
        seccion.page_width, seccion.page_height = Cm(21.59), Cm(27.94)
        seccion.left_margin = seccion.right_margin = Cm(2.2)
        color = RGBColor.from_string(self._hecho.municipio.color.removeprefix("#").upper())
        for nombre, talla in (("Title", 24), ("Heading 1", 15), ("Heading 2", 12)):
            letra = self._hoja.styles[nombre].font
            letra.size, letra.color.rgb = Pt(talla), color
        normal = self._hoja.styles["Normal"]
        normal.font.size = Pt(11)
        idioma = OxmlElement("w:lang")
        idioma.set(qn("w:val"), "es-CO")
        normal.element.get_or_add_rPr().append(idioma)
        propias = self._hoja.core_properties
        propias.title = f"{self._dicho['titulo']}: {self._hecho.cargo.nombre}"
        propias.author, propias.language = self._hecho.municipio.entidad, "es-CO"

    def _portada(self) -> None:
        municipio = self._hecho.municipio
        self._hoja.add_paragraph(f"{municipio.entidad}, {municipio.departamento}")
        self._hoja.add_heading(self._dicho["titulo"], 0)
        self._hoja.add_paragraph().add_run(self._hecho.cargo.nombre).bold = True
        self._hoja.add_paragraph(self._dicho["fecha"].format(dia=fecha_larga(self._hecho.dia)))
        self._hoja.add_paragraph(self._dicho["que_es"])

    def _por_hacer(self) -> None:
        self._hoja.add_heading(self._dicho["por_hacer"], 1)
        filas = [
            (p.nombre, p.periodo, fecha_larga(p.para), textos()["situaciones"][p.situacion][0])
            for p in self._hecho.pendientes
        ]
        self._tabla(self._dicho["columnas"], filas, (7, 4, 3.4, 2.6), self._dicho["nada"])

    def _acciones(self) -> None:
        self._hoja.add_heading(self._dicho["acciones"], 1)
        if not self._hecho.acciones:
            self._hoja.add_paragraph(self._dicho["ninguna"])
        for accion in self._hecho.acciones:
            self._accion(accion)

    def _accion(self, accion: Accion) -> None:
        self._hoja.add_heading(accion.nombre.rstrip("."), 2)
        self._lista(self._dicho["actividades"], accion.actividades)
        metas = [f"{uno.nombre}: {uno.meta or textos()['informe']['sin_meta']}" for uno in accion.indicadores]
        self._lista(self._dicho["metas"], metas)
        self._lista(self._dicho["tiempos"], [accion.documento.tiempos] if accion.documento.tiempos else [])

    def _hechos(self) -> None:
        self._hoja.add_heading(self._dicho["hecho"], 1)
        if not self._hecho.hechos:
            self._hoja.add_paragraph(self._dicho["sin_hecho"])
        for uno in self._hecho.hechos:
            self._un_hecho(uno)

    def _un_hecho(self, uno: Hecho) -> None:
        self._hoja.add_heading(uno.nombre, 2)
        una, varias = self._dicho["cuantas"]
        self._hoja.add_paragraph(
            (una if uno.cuantas == 1 else varias).format(n=uno.cuantas, dia=fecha_larga(uno.ultima))
        )
        self._lista(textos()["informe"]["medidas"], [f"{m.indicador}: {frases.valor(m)}" for m in uno.medidas])
        pruebas = frases.pruebas(uno.pruebas)
        self._lista(textos()["informe"]["evidencia"], pruebas or [textos()["informe"]["sin_evidencia"]])

    def _historia(self) -> None:
        self._hoja.add_heading(self._dicho["historia"], 1)
        nombres = self._dicho["sucesos"]
        filas = [
            (fecha_larga(s.dia), nombres.get(s.que, s.que), ". ".join(filter(None, (s.de, s.detalle))))
            for s in self._hecho.historia
        ]
        self._tabla(self._dicho["linea"], filas, (3.4, 4.6, 9), self._dicho["sin_historia"])

    def _lista(self, titulo: str, cosas: Sequence[str]) -> None:
        if not cosas:
            return
        self._hoja.add_paragraph().add_run(titulo).bold = True
        for cosa in cosas:
            self._hoja.add_paragraph(cosa, style="List Bullet")

    def _tabla(
        self, cabezas: Sequence[str], filas: Sequence[Sequence[str]], anchos: Sequence[float], sin_filas: str
    ) -> None:
        """A table whose headings come again on each page; the sentence `sin_filas` when it would be empty."""
        if not filas:
            self._hoja.add_paragraph(sin_filas)
            return
        tabla = self._hoja.add_table(rows=0, cols=len(cabezas), style="Table Grid")
        for numero, fila in enumerate((cabezas, *filas)):
            celdas = tabla.add_row().cells
            for celda, texto, ancho in zip(celdas, fila, anchos, strict=True):
                celda.width = Cm(ancho)
                celda.paragraphs[0].add_run(texto).bold = numero == 0
        marca = OxmlElement("w:tblHeader")
        marca.set(qn("w:val"), "true")
        tabla.rows[0]._tr.get_or_add_trPr().append(marca)
