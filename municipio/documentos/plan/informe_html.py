"""The report as one self-contained page: nothing is fetched, and it reads well on paper and with a screen reader."""

from __future__ import annotations

from municipio.documentos.colores import sobre
from municipio.documentos.plan import frases
from municipio.documentos.textos import semestre, textos
from municipio.plan.informe import Informe
from municipio.templates import environment


def escribir(informe: Informe) -> bytes:
    """The page, in UTF-8."""
    plantilla = environment("municipio.documentos.plan").get_template("informe.html.j2")
    pagina = plantilla.render(
        i=informe,
        f=frases,
        t=textos()["informe"],
        semestre=semestre(informe.semestre),
        anterior=semestre(informe.semestre.anterior),
        letra=sobre(informe.municipio.color),
    )
    return pagina.encode()
