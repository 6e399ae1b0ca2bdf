"""When an office attends: its week, and what a given day is like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from municipio.calendario import festivo
from municipio.municipios.registro import DIAS, Dependencia, Horario, Municipio

_NOMBRES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


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


def abierto(dia: DiaDeAtencion, momento: datetime) -> bool:
    """Whether it is open at a local `momento` of that same day."""
    hora = momento.time()
    return any(desde <= hora < hasta for desde, hasta in dia.franjas)


def semana(horario: Horario) -> list[str]:
    """The week in lines, equal days together: «lunes a viernes: de 8:00 a. m. a 12:00 m.»."""
    lineas: list[str] = []
    inicio = 0
    for fin in range(1, 8):
        if fin < 7 and horario.franjas(DIAS[fin]) == horario.franjas(DIAS[inicio]):
            continue
        franjas = tuple(horario.franjas(DIAS[inicio]))
        dias = (
            _NOMBRES[inicio] if fin == inicio + 1 else f"{_NOMBRES[inicio]} {_union(fin - inicio)} {_NOMBRES[fin - 1]}"
        )
        if franjas:
            lineas.append(f"{dias.capitalize()}: {DiaDeAtencion(date.min, franjas).texto}")
        inicio = fin
    return lineas


def _union(cuantos: int) -> str:
    return "y" if cuantos == 2 else "a"


def _plural(numero: int) -> str:
    nombre = _NOMBRES[numero]
    return nombre if nombre.endswith("s") else f"{nombre}s"


def _hora(hora: time) -> str:
    if hora == time(12, 0):
        return "12:00 m."
    return f"{(hora.hour - 1) % 12 + 1}:{hora.minute:02d} {'a. m.' if hora.hour < 12 else 'p. m.'}"
