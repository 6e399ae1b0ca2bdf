"""A sheet to draw on, measured in pixels from its top left corner, which ends as a PNG that a phone shows well."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle

from municipio.documentos.colores import COLORES, PAPEL, TINTA

ANCHO = 1080
_PPP = 100


class Lienzo:
    """White, as wide as a phone's screen, `alto` pixels tall."""

    def __init__(self, alto: int) -> None:
        self.alto = alto
        self._figura = Figure(figsize=(ANCHO / _PPP, alto / _PPP), dpi=_PPP, facecolor=PAPEL)
        self._tela = FigureCanvasAgg(self._figura)
        self._ejes = self._figura.add_axes((0.0, 0.0, 1.0, 1.0))
        self._ejes.set_xlim(0, ANCHO)
        self._ejes.set_ylim(alto, 0)
        self._ejes.axis("off")

    def texto(
        self,
        x: float,
        y: float,
        texto: str,
        talla: int,
        color: str = TINTA,
        *,
        fuerte: bool = False,
        lado: str = "left",
    ) -> None:
        """One line; `y` is the middle of its height; `talla`, the height of the letters in pixels."""
        self._ejes.text(
            x, y, texto, fontproperties=_letra(talla, fuerte), color=color, ha=lado, va="center", parse_math=False
        )

    def ancho_de(self, texto: str, talla: int, *, fuerte: bool = False) -> float:
        """How wide a line would be."""
        pintor = self._tela.get_renderer()  # type: ignore[no-untyped-call]
        ancho, _, _ = pintor.get_text_width_height_descent(texto, _letra(talla, fuerte), ismath=False)
        return float(ancho)

    def renglones(self, texto: str, talla: int, ancho: float, cuantos: int, *, fuerte: bool = False) -> list[str]:
        """`texto` in lines no wider than `ancho`; what does not fit in so many is cut, with «…»."""
        lineas: list[str] = [""]
        for palabra in texto.split():
            junta = f"{lineas[-1]} {palabra}".strip()
            if not lineas[-1] or self.ancho_de(junta, talla, fuerte=fuerte) <= ancho:
                lineas[-1] = junta
            else:
                lineas.append(palabra)
        if len(lineas) <= cuantos:
            return lineas
        return [*lineas[: cuantos - 1], self._cortado(lineas[cuantos - 1], talla, ancho, fuerte=fuerte)]

    def caja(self, x: float, y: float, ancho: float, alto: float, color: str, radio: float = 0) -> None:
        """A filled box, with round corners if `radio` says so."""
        if radio:
            estilo = f"round,pad=0,rounding_size={radio}"
            self._ejes.add_patch(FancyBboxPatch((x, y), ancho, alto, boxstyle=estilo, facecolor=color, linewidth=0))
        else:
            self._ejes.add_patch(Rectangle((x, y), ancho, alto, facecolor=color, linewidth=0))

    def cuadros(self, x: float, y: float, lado: float, filas: Sequence[Sequence[int]], color: str) -> None:
        """Squares of `lado` pixels, one for each that is not 0, with clean edges."""
        hechos = [
            Rectangle((x + columna * lado, y + fila * lado), lado, lado)
            for fila, valores in enumerate(filas)
            for columna, valor in enumerate(valores)
            if valor
        ]
        self._ejes.add_collection(
            PatchCollection(hechos, facecolor=color, edgecolor="none", antialiased=False), autolim=False
        )

    def marca(self, x: float, y: float, luz: str, lado: float) -> None:
        """A light, told by its shape too: a green disc with a tick, a yellow triangle with «!», a red square with ×."""
        m = lado / 2
        if luz == "verde":
            self._ejes.add_patch(Circle((x, y), m, facecolor=COLORES["verde"], linewidth=0))
            self._trazo([(x - m * 0.45, y), (x - m * 0.1, y + m * 0.38), (x + m * 0.5, y - m * 0.35)], lado)
        elif luz == "amarillo":
            puntas = [(x, y - m), (x - m * 1.1, y + m * 0.9), (x + m * 1.1, y + m * 0.9)]
            self._ejes.add_patch(Polygon(puntas, facecolor=COLORES["amarillo"], linewidth=0))
            self.texto(x, y + m * 0.25, "!", int(lado * 0.62), TINTA, fuerte=True, lado="center")
        else:
            self.caja(x - m, y - m, lado, lado, COLORES["rojo"], radio=m * 0.3)
            self._trazo([(x - m * 0.4, y - m * 0.4), (x + m * 0.4, y + m * 0.4)], lado)
            self._trazo([(x + m * 0.4, y - m * 0.4), (x - m * 0.4, y + m * 0.4)], lado)

    def png(self) -> bytes:
        """The picture."""
        salida = io.BytesIO()
        self._figura.savefig(salida, format="png")
        return salida.getvalue()

    def _trazo(self, puntos: list[tuple[float, float]], lado: float) -> None:
        xs, ys = zip(*puntos, strict=True)
        grueso = lado * 0.1 * 72 / _PPP
        self._ejes.plot(xs, ys, color=PAPEL, linewidth=grueso, solid_capstyle="round", solid_joinstyle="round")

    def _cortado(self, linea: str, talla: int, ancho: float, *, fuerte: bool) -> str:
        palabras = linea.split()
        while len(palabras) > 1 and self.ancho_de(f"{' '.join(palabras)}…", talla, fuerte=fuerte) > ancho:
            palabras.pop()
        return f"{' '.join(palabras).rstrip(',;:.')}…"


def _letra(talla: int, fuerte: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=talla * 72 / _PPP, weight="bold" if fuerte else "normal")
