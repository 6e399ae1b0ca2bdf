"""The record of a municipality: who it is, how to reach it, when it attends and which desk does what."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from municipio.datos.yaml_source import ParteError
from municipio.encuestas.plantilla import MAS_LUGARES
from municipio.texto import normalizar
from municipio.tramites.ficha import Dato, Registro, Slug, Texto

Dia = Literal["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"]
DIAS: tuple[Dia, ...] = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
DiaHabil = Literal["lunes", "martes", "miercoles", "jueves", "viernes"]
_HORA = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_NADIE_ANTES, _NADIE_DESPUES = "06:00", "21:00"
_FRANJA = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$")


class Contacto(Dato):
    """One piece of contact: an address, a phone, an e-mail, a page."""

    texto: Texto


class Canales(Registro):
    """How to reach an office. What is not known is left out, never invented."""

    direccion: Contacto | None = None
    telefono: Contacto | None = None
    correo: Contacto | None = None
    web: Contacto | None = None
    redes: Contacto | None = None


class Horario(Dato):
    """Opening hours: for each day the stretches `HH:MM-HH:MM`; a day that is not named is closed."""

    dias: dict[Dia, list[str]]
    nota: Texto | None = None

    @field_validator("dias")
    @classmethod
    def _franjas(cls, dias: dict[Dia, list[str]]) -> dict[Dia, list[str]]:
        for dia, franjas in dias.items():
            for franja in franjas:
                match = _FRANJA.match(franja)
                if not match or franja[:5] >= franja[6:]:
                    raise ValueError(f"{dia}: «{franja}» no es una franja como 08:00-12:00")
        return dias

    def franjas(self, dia: Dia) -> list[tuple[time, time]]:
        """The stretches of one day, in order."""
        return [(time.fromisoformat(f[:5]), time.fromisoformat(f[6:])) for f in self.dias.get(dia, [])]


class Envios(Registro):
    """When people may be written to without having asked: local hours, on these days if they are business days."""

    desde: str = "08:00"
    hasta: str = "18:00"
    dias: list[DiaHabil] = Field(default=["lunes", "martes", "miercoles", "jueves", "viernes"], min_length=1)

    @field_validator("desde", "hasta", mode="before")
    @classmethod
    def _hora(cls, hora: object) -> object:
        if not isinstance(hora, str) or not _HORA.match(hora):
            raise ValueError(f'«{hora}» no es una hora como "08:00", entre comillas')
        if not _NADIE_ANTES <= hora <= _NADIE_DESPUES:
            raise ValueError(f"a nadie se le escribe antes de las {_NADIE_ANTES} ni después de las {_NADIE_DESPUES}")
        return hora

    @model_validator(mode="after")
    def _en_orden(self) -> Self:
        if self.desde >= self.hasta:
            raise ValueError(f"los envíos no pueden terminar a las {self.hasta} si empiezan a las {self.desde}")
        return self

    @property
    def abre(self) -> time:
        """From what hour on."""
        return time.fromisoformat(self.desde)

    @property
    def cierra(self) -> time:
        """Until what hour."""
        return time.fromisoformat(self.hasta)


class Dependencia(Registro):
    """An office of the alcaldía. `despachos` are the desks of `etiquetas.yml` that it attends."""

    clave: Slug
    nombre: Texto
    despachos: list[Slug]
    atiende: Texto
    sinonimos: list[str] = []
    """How people call it: «rentas», «la tesorería», «la umata»."""
    canales: Canales = Canales()
    horario: Horario | None = None


class NoHabil(Dato):
    """A local non-working day, decreed by the municipality."""

    fecha: date
    nombre: Texto


class LineaEmergencia(Registro):
    """A line to call when somebody is in danger; `para` tells which kinds it serves."""

    numero: Annotated[str, StringConstraints(pattern=r"^[0-9 ]{3,14}$")]
    nombre: Texto
    para: list[Literal["todo", "mujer", "ninez", "salud", "incendio", "inundacion", "suicidio", "delito"]]
    por_verificar: bool = False


class Municipio(Registro):
    """A municipality as its coordinator edits it (`data/municipios/<slug>/municipio.yml`)."""

    slug: Slug
    nombre: Texto
    entidad: Texto
    departamento: Texto
    divipola: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    zona_horaria: Literal["America/Bogota"] = "America/Bogota"
    gentilicio: str | None = None
    canales: Canales
    horario: Horario
    dependencias: list[Dependencia] = Field(min_length=1)
    no_habiles: list[NoHabil] = []
    envios: Envios = Envios()
    emergencias: list[LineaEmergencia] = []
    """Local lines, told before the national ones."""
    tramites_ocultos: list[Slug] = []
    veredas: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]] = Field(
        default=[], max_length=MAS_LUGARES
    )
    """Veredas and neighbourhoods, for whoever is asked in a survey where she lives: as many as fit in a question."""
    celda_minima: int = Field(default=5, ge=3)
    """In the results of a survey, no count of people smaller than this is told."""
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")] = "#1f5f8b"

    @model_validator(mode="after")
    def _claves_unicas(self) -> Self:
        claves = [d.clave for d in self.dependencias]
        if len(set(claves)) != len(claves):
            raise ValueError("hay dos dependencias con la misma clave")
        return self

    @model_validator(mode="after")
    def _veredas_distintas(self) -> Self:
        vistas = {""}
        for i, vereda in enumerate(self.veredas):
            if normalizar(vereda) in vistas:
                raise ParteError(("veredas", i), f"la vereda «{vereda}» está repetida, o no tiene letras")
            vistas.add(normalizar(vereda))
        return self

    def dependencia_de(self, despacho: str) -> Dependencia:
        """The office that attends `despacho`; the first one when none says so."""
        return next((d for d in self.dependencias if despacho in d.despachos), self.dependencias[0])
