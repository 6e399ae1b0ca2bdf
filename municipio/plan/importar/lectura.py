"""What is gathered while a text of times is read: one frequency, one horizon, quotas, and the doubts about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from municipio.plan.importar import palabras
from municipio.plan.importar.limpio import cita
from municipio.plan.importar.textos import decir
from municipio.plan.registro import Cuota, Frecuencia, Horizonte

MAX_CANTIDAD = 1_000


@dataclass(slots=True)
class Lectura:
    """A text as it says it (`dicho`), the year of its plan, and what has been understood so far."""

    dicho: str
    ano: int
    frecuencia: Frecuencia | None = None
    cuotas: list[Cuota] = field(default_factory=list)
    horizonte: Horizonte | None = None
    preguntas: list[str] = field(default_factory=list)
    errores: list[tuple[str, str]] = field(default_factory=list)
    """Key of the message, and the piece of text that is wrong."""

    @property
    def algo(self) -> bool:
        """Whether anything was understood."""
        return bool(self.frecuencia or self.cuotas or self.horizonte)

    @property
    def leido(self) -> str:
        """All of it in words."""
        partes = [palabras.frecuencia(self.frecuencia)] if self.frecuencia else []
        partes += [palabras.cuota(cuota) for cuota in self.cuotas]
        partes += [palabras.horizonte(self.horizonte)] if self.horizonte else []
        return "; ".join(partes)

    def duda(self, clave: str, leido: str = "") -> None:
        """One question more, said once."""
        pregunta = decir("preguntas", clave, dicho=cita(self.dicho), leido=f"«{leido}»")
        if pregunta not in self.preguntas:
            self.preguntas.append(pregunta)

    def con_frecuencia(self, una: Frecuencia, duda: str | None = None) -> bool:
        """Keep the first frequency; a different one is a question."""
        if self.frecuencia is None:
            self.frecuencia = una
        elif self.frecuencia != una:
            duda, una = "varias", self.frecuencia
        if duda:
            self.duda(duda, palabras.frecuencia(una))
        return True

    def con_cuota(self, cantidad: int, periodo: str, unidad: str = "", duda: str | None = None) -> bool:
        """Keep one quota more; an impossible number is a question."""
        if not 1 <= cantidad <= MAX_CANTIDAD:
            self.duda("muchas")
            return True
        cabe = {"unidad": unidad} if 3 <= len(unidad) <= 100 else {}
        una = Cuota.model_validate({"cantidad": cantidad, "periodo": periodo, **cabe})
        self.cuotas.append(una)
        if duda:
            self.duda(duda, palabras.cuota(una))
        return True

    def con_horizonte(self, uno: Horizonte, duda: str | None = None) -> bool:
        """Keep the first horizon (of two deadlines, the last); a different one is a question."""
        antes = self.horizonte
        if antes is not None and antes != uno:
            duda = "varias"
            if not (antes.hasta and uno.hasta and antes.hasta < uno.hasta):
                uno = antes
        self.horizonte = uno
        if duda:
            self.duda(duda, palabras.horizonte(uno))
        return True

    def falla(self, clave: str, dicho: str) -> bool:
        """Something that cannot be: it stops the import."""
        self.errores.append((clave, dicho.strip(" ,;.(")))
        return True


Regla = tuple[re.Pattern[str], Callable[[Lectura, re.Match[str]], bool]]
"""What is looked for, and what is done with it; False leaves the words for the rules that come after."""


def aplicar(lectura: Lectura, texto: str, reglas: Iterable[Regla]) -> str:
    """Each rule in order over what is left of the text; what a rule takes becomes a bar."""
    for patron, regla in reglas:
        texto = _tomar(lectura, texto, patron, regla)
    return texto


def _tomar(
    lectura: Lectura, texto: str, patron: re.Pattern[str], regla: Callable[[Lectura, re.Match[str]], bool]
) -> str:
    return patron.sub(lambda hallado: " | " if regla(lectura, hallado) else hallado[0], texto)
