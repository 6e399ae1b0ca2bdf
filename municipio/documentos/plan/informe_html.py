"""The report as one self-contained page: nothing is fetched, and it reads well on paper and with a screen reader."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from municipio.documentos.colores import sobre
from municipio.documentos.plan import frases
from municipio.documentos.textos import semestre, textos
from municipio.plan.informe import Informe


def escribir(informe: Informe) -> bytes:
    """The page, in UTF-8."""
    entorno = Environment(
        loader=PackageLoader("municipio.documentos", "plan"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    pagina = entorno.get_template("informe.html.j2").render(
        i=informe,
        f=frases,
        t=textos()["informe"],
        semestre=semestre(informe.semestre),
        anterior=semestre(informe.semestre.anterior),
        letra=sobre(informe.municipio.color),
    )
    return pagina.encode()
