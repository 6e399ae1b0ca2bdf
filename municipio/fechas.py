"""Dates in words, as people say them: the one place that knows the names of days and months."""

from __future__ import annotations

from datetime import date, time

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


def fecha_larga(dia: date) -> str:
    """«20 de noviembre de 2026»."""
    return f"{dia_y_mes(dia)} de {dia.year}"


def fecha_cercana(dia: date) -> str:
    """«viernes 20 de noviembre»: a day of which nobody asks the year."""
    return f"{DIAS[dia.weekday()]} {dia_y_mes(dia)}"


def dia_y_mes(dia: date) -> str:
    """«20 de noviembre»: where the year is told beside it."""
    return f"{dia.day} de {MESES[dia.month - 1]}"


def mes_y_ano(ano: int, mes: int) -> str:
    """«mayo de 2026»."""
    return f"{MESES[mes - 1]} de {ano}"


def hora_dicha(hora: time) -> str:
    """«las 8 de la mañana», «la 1:30 de la tarde»."""
    parte = "de la mañana" if hora.hour < 12 else "del día" if hora.hour == 12 else "de la tarde"
    numero = (hora.hour - 1) % 12 + 1
    return f"{'la' if numero == 1 else 'las'} {numero}{f':{hora.minute:02d}' if hora.minute else ''} {parte}"
