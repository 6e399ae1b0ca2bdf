"""The record of a questionnaire, as it stands in `data/encuestas/<clave>.yml` and in every version of it.

A question leads to the next one, or where one of its `saltos` says: always forwards, so that every path ends.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from municipio.datos.yaml_source import ParteError, Ruta
from municipio.texto import normalizar
from municipio.tramites.ficha import Registro, Slug, Texto

Tipo = Literal[
    "si_no", "unica", "multiple", "escala", "satisfaccion", "recomendacion",
    "orden", "numero", "fecha", "texto", "lugar",
]  # fmt: skip
ClavePregunta = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
ClaveOpcion = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]
"""Both travel in the data of a button, which has 64 bytes."""
Titulo = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]
Corto = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]

FIN = "fin"
MAS_OPCIONES, MAS_LUGARES = 30, 120
NO_SABE = "no-sabe"
"""The option «No sé o prefiero no decir», which every question with `no_sabe` has besides its own."""
OTRO = "otro"
VARIAS = ("multiple", "orden")
"""Types whose answer grows tap by tap, until «Listo»."""
CON_OPCIONES = ("unica", *VARIAS)
ESCALAS = {
    "escala": ("Muy malo", "Malo", "Regular", "Bueno", "Muy bueno"),
    "satisfaccion": ("Muy insatisfecho", "Insatisfecho", "Ni lo uno ni lo otro", "Satisfecho", "Muy satisfecho"),
}
LARGO_TEXTO, MAS_TEXTO = 300, 1_000
MENOR, MAYOR = 0, 1_000_000


class Opcion(Registro):
    """A choice. `otro`: whoever chooses it may say which, in words. `sola`: it is not chosen with others («Nada»)."""

    clave: ClaveOpcion
    texto: Corto
    otro: bool = False
    sola: bool = False


class Condicion(Registro):
    """What an answer has to be: one of these options, or a number of at least `desde` and at most `hasta`."""

    opciones: list[ClaveOpcion] = []
    desde: int | None = None
    hasta: int | None = None

    @model_validator(mode="after")
    def _dice_algo(self) -> Self:
        if not self.opciones and self.desde is None and self.hasta is None:
            raise ValueError("la condición no dice nada: ponga «opciones», «desde» o «hasta»")
        if self.desde is not None and self.hasta is not None and self.desde > self.hasta:
            raise ValueError(f"ningún número va de {self.desde} a {self.hasta}: «desde» es mayor que «hasta»")
        return self


class Salto(Registro):
    """Where an answer leads instead of to the next question: a later one, or `fin`."""

    si: Condicion
    a: ClavePregunta


class Orientacion(Registro):
    """What whoever gives such an answer is told besides: where that is attended, for no sheet reaches an office."""

    si: Condicion
    texto: Texto
    despacho: Slug


class Pregunta(Registro):
    """One question. Each type uses its own fields, and refuses those of others."""

    clave: ClavePregunta
    tipo: Tipo
    texto: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=300)]
    ayuda: Texto | None = None
    """A line below the question."""
    opciones: list[Opcion] = []
    en_parte: bool = False
    """Of `si_no`: with «En parte»."""
    etiquetas: list[Corto] = []
    """Of a scale: what each of its five steps is called, from the worst."""
    obligatoria: bool = False
    no_sabe: bool = True
    minimo: int | None = None
    """Of `numero`: the least."""
    maximo: int | None = None
    """Of `numero`, the most; of `multiple` and `orden`, how many options; of `texto`, how many letters."""
    saltos: list[Salto] = []
    orienta: Orientacion | None = None
    grupo: ClavePregunta | None = None
    """Questions in a row with the same group are told as parts of one («5 de 8»)."""

    @property
    def alternativas(self) -> tuple[Opcion, ...]:
        """What may be chosen, also when the type itself says it; without «no sé»."""
        match self.tipo:
            case "si_no":
                medio = [Opcion(clave="en-parte", texto="En parte")] if self.en_parte else []
                return (Opcion(clave="si", texto="Sí"), *medio, Opcion(clave="no", texto="No"))
            case "escala" | "satisfaccion":
                nombres = self.etiquetas or ESCALAS[self.tipo]
                return tuple(Opcion(clave=str(n), texto=nombre) for n, nombre in enumerate(nombres, 1))
            case "recomendacion":
                return tuple(Opcion(clave=str(n), texto=str(n)) for n in range(11))
        return tuple(self.opciones)

    @property
    def es_escala(self) -> bool:
        """Whether its answer is the number of a step."""
        return self.tipo in ("escala", "satisfaccion", "recomendacion")

    @property
    def tope(self) -> int:
        """How many options may be chosen, or how many letters written."""
        if self.tipo in VARIAS:
            return min(self.maximo or len(self.opciones), len(self.opciones))
        return self.maximo or LARGO_TEXTO

    def opcion(self, clave: str) -> Opcion | None:
        """The choice of that key, if there is one."""
        return next((opcion for opcion in self.alternativas if opcion.clave == clave), None)

    @model_validator(mode="after")
    def _de_su_tipo(self) -> Self:
        _opciones_de(self)
        _limites_de(self)
        if self.etiquetas and (self.tipo not in ESCALAS or len(self.etiquetas) != 5):
            raise ValueError("«etiquetas» son los cinco nombres de una escala")
        if self.en_parte and self.tipo != "si_no":
            raise ValueError("«en_parte» es solo de las preguntas si_no")
        for i, salto in enumerate(self.saltos):
            _condicion_de(self, salto.si, ("saltos", i, "si"))
        if self.orienta is not None:
            _condicion_de(self, self.orienta.si, ("orienta", "si"))
        return self


class Encuesta(Registro):
    """A questionnaire."""

    clave: Slug
    titulo: Titulo
    presentacion: Texto
    """What it is for, told before beginning."""
    preguntas: Annotated[list[Pregunta], Field(min_length=1, max_length=30)]
    gracias: Texto
    """What is said at the end."""

    @property
    def grupos(self) -> list[str]:
        """What counts as a question for whoever answers: those of one group are one."""
        return list(dict.fromkeys(pregunta.grupo or pregunta.clave for pregunta in self.preguntas))

    @property
    def cuantas(self) -> int:
        """How many questions whoever answers is told that there are."""
        return len(self.grupos)

    def pregunta(self, clave: str | None) -> Pregunta | None:
        """The question of that key, if there is one."""
        return next((p for p in self.preguntas if p.clave == clave), None)

    @model_validator(mode="after")
    def _termina(self) -> Self:
        lugares: dict[str, int] = {}
        for i, pregunta in enumerate(self.preguntas):
            if lugares.setdefault(pregunta.clave, i) != i or pregunta.clave == FIN:
                raise ParteError(("preguntas", i, "clave"), f"la clave «{pregunta.clave}» ya está usada")
        for i, pregunta in enumerate(self.preguntas):
            for j, salto in enumerate(pregunta.saltos):
                if salto.a != FIN and lugares.get(salto.a, -1) <= i:
                    que = "vuelve atrás: la encuesta no terminaría" if salto.a in lugares else "no existe"
                    raise ParteError(("preguntas", i, "saltos", j, "a"), f"el salto a «{salto.a}» {que}")
        return self

    @model_validator(mode="after")
    def _grupos_seguidos(self) -> Self:
        de_cada_una = [pregunta.grupo or pregunta.clave for pregunta in self.preguntas]
        for i, grupo in enumerate(de_cada_una):
            if grupo in de_cada_una[:i] and grupo != de_cada_una[i - 1]:
                mensaje = f"las preguntas del grupo «{grupo}» van seguidas: así, «5 de 8» volvería atrás"
                raise ParteError(("preguntas", i, "grupo"), mensaje)
        return self


def _opciones_de(pregunta: Pregunta) -> None:
    opciones = pregunta.opciones
    if pregunta.tipo not in (*CON_OPCIONES, "lugar"):
        if opciones:
            raise ParteError(("opciones",), f"una pregunta de tipo {pregunta.tipo} no lleva opciones")
        return
    if pregunta.tipo == "lugar" and len(opciones) > MAS_LUGARES:
        raise ParteError(("opciones",), f"caben {MAS_LUGARES} lugares, y hay {len(opciones)}")
    if pregunta.tipo != "lugar" and not 2 <= len(opciones) <= MAS_OPCIONES:
        raise ParteError(("opciones",), f"hacen falta de 2 a {MAS_OPCIONES} opciones, y hay {len(opciones)}")
    vistas = {NO_SABE}
    for i, opcion in enumerate(opciones):
        dichas = {opcion.clave, f"«{normalizar(opcion.texto)}»"}
        if dichas & vistas:
            raise ParteError(("opciones", i), f"la opción «{opcion.clave}» ({opcion.texto}) está repetida")
        vistas |= dichas
        if opcion.otro and (pregunta.tipo == "orden" or any(o.otro for o in opciones[:i])):
            raise ParteError(("opciones", i, "otro"), "solo una opción puede ser «otro», y en una de orden, ninguna")
        if opcion.sola and pregunta.tipo != "multiple":
            raise ParteError(("opciones", i, "sola"), "«sola» es solo de las preguntas de tipo multiple")


def _limites_de(pregunta: Pregunta) -> None:
    minimo, maximo = pregunta.minimo, pregunta.maximo
    if minimo is not None and pregunta.tipo != "numero":
        raise ParteError(("minimo",), "«minimo» es solo de las preguntas de tipo numero")
    if maximo is None:
        return
    if pregunta.tipo == "numero" and maximo < (minimo or MENOR):
        raise ParteError(("maximo",), "«maximo» es menor que el mínimo")
    if pregunta.tipo in VARIAS and not 1 <= maximo <= len(pregunta.opciones):
        raise ParteError(("maximo",), f"«maximo» va de 1 a {len(pregunta.opciones)}, las opciones que hay")
    if pregunta.tipo == "texto" and not 1 <= maximo <= MAS_TEXTO:
        raise ParteError(("maximo",), f"«maximo» va de 1 a {MAS_TEXTO} letras")
    if pregunta.tipo not in ("numero", *VARIAS, "texto"):
        raise ParteError(("maximo",), f"una pregunta de tipo {pregunta.tipo} no lleva «maximo»")


def _condicion_de(pregunta: Pregunta, condicion: Condicion, donde: Ruta) -> None:
    claves = {opcion.clave for opcion in pregunta.alternativas} | ({NO_SABE} if pregunta.no_sabe else set())
    for clave in condicion.opciones:
        if clave not in claves:
            raise ParteError(donde, f"la condición nombra la opción «{clave}», que no existe")
    if (condicion.desde, condicion.hasta) != (None, None) and not (pregunta.es_escala or pregunta.tipo == "numero"):
        raise ParteError(donde, "«desde» y «hasta» son de las preguntas que se responden con un número")
