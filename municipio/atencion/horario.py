"""When an office attends: its week, and what a given day is like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from municipio.calendario import festivo
from municipio.fechas import DIAS as NOMBRES
from municipio.municipios.registro import DIAS, Dependencia, Horario, Municipio


@dataclass(frozen=True, slots=True)
class DiaDeAtencion:
    """What one day is like: the stretches of attention, or why there is none."""

    dia: date
    franjas: tuple[tuple[time, time], ...]
    motivo: str | None = None

    @property
    def texto(self) -> str:
        """«de 8:00 a. m. a 12:00 m. y de 2:00 p. m. a 6:00 p. m.»."""
        return " y ".join(f"de {_hora(a)} a {_hora(b)}" for a, b in self.franjas)

    @property
    def abre(self) -> str:
        """«a las 8:00 a. m.»: its first opening; a day with attention has one."""
        return _a_las(self.franjas[0][0])


@dataclass(frozen=True, slots=True)
class Ahora:
    """What an office is like at this moment: open; or closed, and when it opens."""

    abierto: bool
    abre: str | None = None
    """The next opening of the same day: «a las 2:00 p. m.»."""
    de_nuevo: bool = False
    """It was open before on the same day: that opening comes after a break."""
    proximo: DiaDeAtencion | None = None
    """The next day with attention, when nothing is left of this one."""


def horario_de(municipio: Municipio, dependencia: Dependencia | None = None) -> Horario:
    """The hours of an office, or those of the alcaldía when it has none of its own."""
    return (dependencia.horario if dependencia else None) or municipio.horario


def dia_de_atencion(municipio: Municipio, horario: Horario, dia: date) -> DiaDeAtencion:
    """Whether and when it attends on `dia`: holidays and local days are closed."""
    for local in municipio.no_habiles:
        if local.fecha == dia:
            return DiaDeAtencion(dia, (), local.nombre)
    if (nombre := festivo(dia)) is not None:
        return DiaDeAtencion(dia, (), f"es festivo ({nombre})")
    franjas = tuple(horario.franjas(DIAS[dia.weekday()]))
    return DiaDeAtencion(dia, franjas, None if franjas else f"los {_plural(dia.weekday())} no hay atención")


def proximo_dia(municipio: Municipio, horario: Horario, desde: date) -> DiaDeAtencion | None:
    """The next day with attention after `desde`, within a month."""
    for dias in range(1, 32):
        dia = dia_de_atencion(municipio, horario, desde + timedelta(days=dias))
        if dia.franjas:
            return dia
    return None


def como_esta(municipio: Municipio, horario: Horario, momento: datetime) -> Ahora:
    """Whether it is open at a local `momento`, and when it opens if it is not."""
    dia, hora = dia_de_atencion(municipio, horario, momento.date()), momento.time()
    if any(desde <= hora < hasta for desde, hasta in dia.franjas):
        return Ahora(abierto=True)
    luego = [desde for desde, _ in dia.franjas if hora < desde]
    if luego:
        return Ahora(abierto=False, abre=_a_las(luego[0]), de_nuevo=len(luego) < len(dia.franjas))
    return Ahora(abierto=False, proximo=proximo_dia(municipio, horario, dia.dia))


def semana(horario: Horario) -> list[str]:
    """The week in lines, equal days together: «lunes a viernes: de 8:00 a. m. a 12:00 m.»."""
    lineas: list[str] = []
    inicio = 0
    for fin in range(1, 8):
        if fin < 7 and horario.franjas(DIAS[fin]) == horario.franjas(DIAS[inicio]):
            continue
        franjas = tuple(horario.franjas(DIAS[inicio]))
        dias = NOMBRES[inicio] if fin == inicio + 1 else f"{NOMBRES[inicio]} {_union(fin - inicio)} {NOMBRES[fin - 1]}"
        if franjas:
            lineas.append(f"{dias.capitalize()}: {DiaDeAtencion(date.min, franjas).texto}")
        inicio = fin
    return lineas


def _union(cuantos: int) -> str:
    return "y" if cuantos == 2 else "a"


def _plural(numero: int) -> str:
    nombre = NOMBRES[numero]
    return nombre if nombre.endswith("s") else f"{nombre}s"


def _hora(hora: time) -> str:
    if hora == time(12, 0):
        return "12:00 m."
    return f"{(hora.hour - 1) % 12 + 1}:{hora.minute:02d} {'a. m.' if hora.hour < 12 else 'p. m.'}"


def _a_las(hora: time) -> str:
    return f"a {'la' if hora.hour in (1, 13) else 'las'} {_hora(hora)}"
