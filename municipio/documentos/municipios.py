"""The municipality that a document is about, as it was loaded."""

from __future__ import annotations

from sqlalchemy.orm import Session

from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.tramites.modelo import MunicipioCargado


def municipio_de(sesion: Session, slug: str) -> Municipio:
    """The municipality; one that is not loaded is an `EntradaInvalidaError`."""
    cargado = sesion.get(MunicipioCargado, slug)
    if cargado is None:
        raise EntradaInvalidaError("El municipio no está cargado")
    return Municipio.model_validate(cargado.cuerpo)
