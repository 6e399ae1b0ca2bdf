"""Every table of the product, imported in one place so that the metadata is whole."""

from municipio.avisos.modelo import Aviso
from municipio.conversaciones.modelo import Conversacion
from municipio.db.base import Base
from municipio.encuestas.modelo import (
    Campana,
    EncuestaVersion,
    Hoja,
    Interes,
    Participante,
    Respuesta,
    Resultado,
)
from municipio.entrada.modelo import Recibido
from municipio.personas.modelo import Cargo, Chat, Codigo
from municipio.plan.modelo import (
    AdopcionHecha,
    Anotacion,
    Evidencia,
    Invitacion,
    Marca,
    PlanCargado,
    Recordado,
    Reporte,
    Titular,
    VencimientoFila,
)
from municipio.preguntas.modelo import Pregunta
from municipio.tramites.modelo import FichaCargada, Frase, MunicipioCargado, Version

__all__ = [
    "AdopcionHecha",
    "Anotacion",
    "Aviso",
    "Base",
    "Campana",
    "Cargo",
    "Chat",
    "Codigo",
    "Conversacion",
    "EncuestaVersion",
    "Evidencia",
    "FichaCargada",
    "Frase",
    "Hoja",
    "Interes",
    "Invitacion",
    "Marca",
    "MunicipioCargado",
    "Participante",
    "PlanCargado",
    "Pregunta",
    "Recibido",
    "Recordado",
    "Reporte",
    "Respuesta",
    "Resultado",
    "Titular",
    "VencimientoFila",
    "Version",
]
