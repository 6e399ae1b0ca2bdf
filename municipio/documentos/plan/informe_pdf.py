"""The report as a PDF: letter size, with an outline, its own fonts and tables that repeat their headings."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from municipio.documentos.colores import GRIS, TINTA
from municipio.documentos.letras import carpeta
from municipio.documentos.plan import frases
from municipio.documentos.textos import semestre, textos
from municipio.plan.informe import Informe, Renglon

_MARGEN, _LETRA = 20, "DejaVu"
_CABEZAS = FontFace(emphasis="BOLD", fill_color="#eef1f4")


def escribir(informe: Informe) -> bytes:
    """The document."""
    pdf = _Pdf(informe)
    pdf.add_page()
    pdf.portada()
    pdf.resumen()
    for numero, renglon in enumerate(informe.renglones, 1):
        pdf.renglon(numero, renglon)
    pdf.nota()
    return bytes(pdf.output())


class _Pdf(FPDF):
    def __init__(self, informe: Informe) -> None:
        super().__init__(format="Letter")
        self._informe, self._dicho = informe, textos()["informe"]
        for estilo, archivo in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font(_LETRA, estilo, carpeta() / archivo)
        self.set_margin(_MARGEN)
        self.set_auto_page_break(True, _MARGEN)
        self.set_lang("es-CO")
        self.set_title(frases.titulo(informe))
        self.set_author(informe.municipio.entidad)
        self.alias_nb_pages()

    def footer(self) -> None:
        """The number of each page."""
        self.set_y(-14)
        self._tinta(8, GRIS)
        self.cell(0, 5, self._dicho["pagina"].format(n=self.page_no(), de="{nb}"), align="R")

    def portada(self) -> None:
        """Whose report it is, and of when."""
        municipio = self._informe.municipio
        self.set_fill_color(municipio.color)
        self.rect(0, 0, self.w, 6, style="F")
        self.set_fill_color("#ffffff")
        self._parrafo(f"{municipio.entidad}, {municipio.departamento}", 11, color=GRIS)
        self._parrafo(self._dicho["titulo"], 19, fuerte=True, color=municipio.color)
        self._parrafo(f"{semestre(self._informe.semestre).capitalize()}. {frases.corte(self._informe)}", 11)

    def resumen(self) -> None:
        """The counts, now and before."""
        self._titulo("En resumen", 0)
        antes = self._dicho["antes"].format(semestre=semestre(self._informe.semestre.anterior))
        cabezas = (self._dicho["columnas"][0], semestre(self._informe.semestre).capitalize(), antes)
        self._tabla(cabezas, frases.resumen(self._informe), (3, 3, 4))
        if dicho := frases.al_dia(self._informe):
            self._parrafo(dicho, 10)
        self._titulo("Acción por acción", 0)
        if not self._informe.renglones:
            self._parrafo(self._dicho["vacio"], 10)

    def renglon(self, numero: int, renglon: Renglon) -> None:
        """One action, with all that is known of it."""
        if self.will_page_break(45):
            self.add_page()
        self._titulo(f"{numero}. {renglon.nombre}", 1)
        self._dato(self._dicho["estado"], f"{frases.estado(renglon.conteo)}.")
        self._dato(self._dicho["cambio"], frases.cambio(renglon))
        self._dato(self._dicho["responde"], f"{'; '.join(renglon.cargos)}.")
        if renglon.vencidas:
            self._dato(self._dicho["vencido"], frases.vencidas(renglon))
        if renglon.medidas:
            filas = [(m.indicador, frases.meta(m), frases.valor(m), frases.antes(m)) for m in renglon.medidas]
            self._tabla(tuple(self._dicho["indicador"]), filas, (4, 3, 3, 2))
        pruebas = renglon.pruebas
        lineas = frases.pruebas(pruebas)
        self._dato(self._dicho["evidencia"], "" if lineas else self._dicho["sin_evidencia"])
        for linea in lineas:
            self._parrafo(f"• {linea}", 10, enlace=linea if linea in pruebas.enlaces else "")

    def nota(self) -> None:
        """Where it comes from."""
        self.ln(4)
        self._parrafo(f"{self._informe.plan.titulo}. {self._dicho['nota']}", 8, color=GRIS)

    def _titulo(self, texto: str, nivel: int) -> None:
        self.ln(3)
        self._tinta(14 if nivel == 0 else 11, self._informe.municipio.color if nivel == 0 else TINTA, fuerte=True)
        self.start_section(texto, level=nivel)
        self._linea(texto, 6)

    def _dato(self, nombre: str, valor: str) -> None:
        self._tinta(10)
        self._linea(f"**{nombre}:** {valor}", 5, marcas=True)

    def _parrafo(self, texto: str, talla: int, *, fuerte: bool = False, color: str = TINTA, enlace: str = "") -> None:
        self._tinta(talla, color, fuerte=fuerte)
        self._linea(texto, talla * 0.5, enlace=enlace)

    def _linea(self, texto: str, alto: float, *, marcas: bool = False, enlace: str = "") -> None:
        self.multi_cell(0, alto, texto, align="L", new_x="LMARGIN", new_y="NEXT", markdown=marcas, link=enlace)
        self.ln(1)

    def _tabla(self, cabezas: tuple[str, ...], filas: Sequence[Sequence[str]], anchos: tuple[int, ...]) -> None:
        self._tinta(9)
        self.ln(1)
        with self.table(
            col_widths=anchos,
            headings_style=_CABEZAS,
            cell_fill_mode=TableCellFillMode.NONE,
            text_align="LEFT",
            line_height=5,
            padding=1,
        ) as tabla:
            for fila in (cabezas, *filas):
                celdas = tabla.row()
                for texto in fila:
                    celdas.cell(texto)
        self.ln(2)

    def _tinta(self, talla: int, color: str = TINTA, *, fuerte: bool = False) -> None:
        self.set_font(_LETRA, "B" if fuerte else "", talla)
        self.set_text_color(color)
