"""The colours of the documents. None of them says anything that is not said in words too."""

from __future__ import annotations

TINTA, GRIS, PAPEL = "#1d2329", "#4b545d", "#ffffff"
COLORES = {
    "verde": "#1a7f4b",
    "amarillo": "#f0b400",
    "rojo": "#c0392b",
    "azul": "#2f6fb0",
    "gris": "#c9d0d6",
    "tinta": TINTA,
    "tenue": GRIS,
}


def sobre(color: str) -> str:
    """White or ink, whichever reads better on `color` (#rrggbb)."""
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineal = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    luminancia = 0.2126 * lineal[0] + 0.7152 * lineal[1] + 0.0722 * lineal[2]
    return PAPEL if 1.05 / (luminancia + 0.05) >= (luminancia + 0.05) / 0.06 else TINTA


def mezcla(color: str, cuanto: float) -> str:
    """`color` with white: 1 is all of it, 0 none."""
    canales = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - canal) * cuanto):02x}" for canal in canales)
