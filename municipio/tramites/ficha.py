"""The record of a trámite, shaped like the *hoja de vida* of SUIT.

Field names follow SUIT's *formato integrado* (Función Pública, Guía de usuario SUIT 3). One YAML file holds one
ficha. Every block that states something to a citizen is a `Dato`: it carries its source, or says that it is still to
be confirmed at the office.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

Texto = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=900)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
LARGO_BOTON = 34
"""Letters that a phone shows of a button."""

Faceta = Literal[
    "resumen", "requisitos", "pasos", "costo", "tiempo", "donde",
    "en_linea", "quien", "resultado", "norma", "seguimiento",
]  # fmt: skip
Audiencia = Literal["ciudadano", "extranjero", "institucion_publica", "organizacion"]
TipoAccion = Literal["documento", "condicion", "pago", "formulario", "canal", "visita", "espera"]


class Registro(BaseModel):
    """Base of every record that a municipality edits: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dato(Registro):
    """Something told to a citizen, with its source (`fuente`) or the mark that it is to be confirmed."""

    fuente: Texto | None = None
    por_verificar: bool = False

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if self.fuente is None and not self.por_verificar:
            raise ValueError("falta la fuente; si no la hay, escriba «por_verificar: true»")
        return self


class Proposito(Dato):
    """Facet `resumen`: what it is and what it is for."""

    texto: Texto


class Accion(Registro):
    """One thing to gather, fulfil or do inside a moment of the trámite."""

    tipo: TipoAccion
    nombre: Texto
    originales: int = Field(default=0, ge=0, le=9)
    copias: int = Field(default=0, ge=0, le=9)
    anotacion: Texto | None = None
    solo_para: list[Audiencia] = []
    excepcion_si: Texto | None = None
    verifica_entidad: bool = False
    """The alcaldía checks it by itself: the citizen brings no paper (DL 019/2012 art. 9)."""


class Momento(Dato):
    """One step, in order. Facets `pasos` (the titles and what is done) and `requisitos` (its documents, conditions)."""

    titulo: Texto
    acciones: list[Accion] = []


class Costo(Dato):
    """Facet `costo`. No amount that changes every year: the rule is told, not the figure."""

    regla: Literal["gratuito", "segun_acuerdo", "segun_norma_nacional", "segun_operador"]
    texto: Texto
    medios_pago: Texto | None = None


class Tiempo(Dato):
    """Facet `tiempo`: how long it takes; `cuando` and `vigencia` tell when to do it and how long the result holds."""

    texto: Texto
    cantidad: int | None = Field(default=None, ge=0)
    unidad: Literal["inmediato", "hora", "dia_habil", "dia_calendario", "mes"] | None = None
    cuando: Texto | None = None
    vigencia: Texto | None = None


class Donde(Dato):
    """Facet `donde`. The address and hours come from the municipality's own desk."""

    texto: Texto


class EnLinea(Dato):
    """Facet `en_linea`."""

    modalidad: Literal["presencial", "parcial_en_linea", "totalmente_en_linea"]
    texto: Texto
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None


class Quien(Dato):
    """Facet `quien`: who may ask for it, and whether somebody else can do it."""

    audiencias: list[Audiencia] = ["ciudadano"]
    texto: Texto


class Resultado(Dato):
    """Facet `resultado`: what the citizen gets."""

    texto: Texto


class Norma(Dato):
    """One line of the facet `norma`."""

    norma: Texto
    articulos: str | None = None


class Seguimiento(Dato):
    """Facet `seguimiento`: how to know the state of a request already made."""

    texto: Texto


class OtraAutoridad(Dato):
    """Who does it when the alcaldía does not: outcome `refer`."""

    entidad: Texto
    como_llegar: Texto
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    telefono: str | None = None


Ejemplos = dict[Faceta, list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=400)]]]
"""What people really write when they ask about a trámite, by the facet they ask for."""


class MasEjemplos(RootModel[Ejemplos]):
    """A file of `data/ejemplos/`: more examples of one ficha, kept apart so that the ficha stays readable."""


class Ficha(Registro):
    """A trámite or servicio. `ejemplos` groups by facet what people really write when they ask about it."""

    slug: Slug
    nombre: Texto
    nombre_corto: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=LARGO_BOTON)] | None
    ) = None
    """What people call it, for buttons; needed when `nombre` does not fit in one."""
    nombre_estandarizado: Texto | None = None
    id_suit: int | None = None
    tipo: Literal["tramite", "opa", "programa_nacional", "servicio", "otra_autoridad"]
    despacho: Slug | None = None
    alias: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]]
    alias_ambiguos: list[str] = []
    situaciones_de_vida: list[Texto] = []
    proposito: Proposito
    quien: Quien
    momentos: list[Momento]
    donde: Donde
    costo: Costo | None = None
    tiempo: Tiempo | None = None
    en_linea: EnLinea | None = None
    resultado: Resultado | None = None
    normas: list[Norma] = []
    seguimiento: Seguimiento | None = None
    otra_autoridad: OtraAutoridad | None = None
    relacionados: list[Slug] = []
    actualizada: date
    ejemplos: Ejemplos

    @property
    def boton(self) -> str:
        """Its name on a button."""
        return self.nombre_corto or self.nombre

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.tipo == "otra_autoridad" and self.otra_autoridad is None:
            raise ValueError("un trámite de otra autoridad necesita «otra_autoridad»")
        if self.tipo != "otra_autoridad" and self.despacho is None:
            raise ValueError("falta «despacho»: qué oficina de la alcaldía lo atiende")
        if sum(map(len, self.ejemplos.values())) < 10:
            raise ValueError("hacen falta al menos 10 ejemplos")
        return self
