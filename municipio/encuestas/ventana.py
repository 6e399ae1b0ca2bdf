"""The days and hours in which a campaign may write to people, and how long it takes within them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Self

from pydantic import Field, field_validator, model_validator

from municipio.calendario import festivo
from municipio.municipios.registro import DIAS, Dia, NoHabil
from municipio.tramites.ficha import Registro

LO_MAS = timedelta(days=366)
"""How far ahead an open moment is looked for."""


class Ventana(Registro):
    """Local days and hours; holidays, national and local, never."""

    dias: list[Dia] = Field(default=list(DIAS[:5]), min_length=1)
    desde: time = time(8)
    hasta: time = time(18)

    @field_validator("dias")
    @classmethod
    def _en_orden(cls, dias: list[Dia]) -> list[Dia]:
        return [dia for dia in DIAS if dia in dias]

    @model_validator(mode="after")
    def _con_horas(self) -> Self:
        if self.hasta <= self.desde:
            raise ValueError("La hora de terminar debe ser después de la de empezar")
        return self

    def abierta(self, local: datetime, no_habiles: Iterable[NoHabil] = ()) -> bool:
        """Whether people may be written to at this local hour."""
        return self._dia(local, no_habiles) and self.desde <= local.time() < self.hasta

    def proxima(self, local: datetime, limite: datetime, no_habiles: Iterable[NoHabil] = ()) -> datetime | None:
        """The first moment from `local` on, and before `limite`, at which it is open; None when there is none."""
        no_habiles = tuple(no_habiles)
        momento, limite = local, min(limite, local + LO_MAS)
        while momento < limite:
            if self.abierta(momento, no_habiles):
                return momento
            abre = momento.replace(hour=self.desde.hour, minute=self.desde.minute, second=0, microsecond=0)
            momento = abre if momento < abre and self._dia(momento, no_habiles) else abre + timedelta(days=1)
        return None

    def fin(
        self, local: datetime, limite: datetime, segundos: float, no_habiles: Iterable[NoHabil] = ()
    ) -> datetime | None:
        """When a work of so many seconds would end that begins at `local`; None: not before `limite`."""
        no_habiles = tuple(no_habiles)
        momento, queda = local, timedelta(seconds=segundos)
        while (abre := self.proxima(momento, limite, no_habiles)) is not None:
            cierra = min(self.cierra(abre), limite)
            if abre + queda <= cierra:
                return abre + queda
            queda -= cierra - abre
            momento = cierra
        return None

    def cierra(self, local: datetime) -> datetime:
        """When it closes on the day of `local`."""
        return local.replace(hour=self.hasta.hour, minute=self.hasta.minute, second=0, microsecond=0)

    def _dia(self, local: datetime, no_habiles: Iterable[NoHabil]) -> bool:
        hoy = local.date()
        propio = DIAS[local.weekday()] in self.dias
        return propio and festivo(hoy) is None and all(n.fecha != hoy for n in no_habiles)
