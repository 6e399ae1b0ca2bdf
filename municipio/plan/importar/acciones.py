"""From the rows of each action to the record: one action, or one for each different time that its rows have."""

from __future__ import annotations

from dataclasses import dataclass, field

from municipio.plan.importar import tiempos
from municipio.plan.importar.avisos import Avisos, Pregunta
from municipio.plan.importar.cargos import SIN_DEFINIR, Cargos
from municipio.plan.importar.claves import clave_libre
from municipio.plan.importar.columnas import Campo
from municipio.plan.importar.filas import Grupo, Renglon
from municipio.plan.importar.limpio import cita, en_blanco, en_linea
from municipio.plan.importar.medidas import Medidas, en_palabras, mayuscula, medir
from municipio.plan.importar.partes import lineas, lista
from municipio.plan.importar.textos import decir
from municipio.plan.importar.tiempos import Tiempo
from municipio.plan.registro import Accion, Documento
from municipio.texto import normalizar

_ENTRE_FILAS = " | "
_MINIMO = 3
_NOMBRAN: tuple[Campo, ...] = ("actividades", "indicadores")


@dataclass(frozen=True, slots=True)
class Leida:
    """An action, the row of the table where it begins, and what the coordinator is asked about it."""

    accion: Accion
    lugar: str
    preguntas: tuple[Pregunta, ...]


@dataclass(slots=True)
class _Parte:
    """The rows of an action that share one time."""

    dicho: str
    renglones: list[Renglon] = field(default_factory=list)
    preguntas: list[Pregunta] = field(default_factory=list)

    def lugar(self, campo: Campo) -> str:
        """The first cell that says something of a field, or else the row where the part begins."""
        return next((r for r in self.renglones if campo in r.propios), self.renglones[0]).lugar(campo)


class Acciones:
    """Reads groups of rows, one after another, into actions with keys of their own."""

    def __init__(self, ano: int, cargos: Cargos, avisos: Avisos) -> None:
        self._ano, self._cargos, self._avisos = ano, cargos, avisos
        self._claves: set[str] = set()

    def leer(self, grupo: Grupo) -> list[Leida]:
        """The actions of a group: several when its rows have several times."""
        partes = _partes(grupo)
        if len(partes) > 1:
            _preguntar(partes[0], partes[0].lugar("accion"), "partida", dicho=cita(grupo.accion), partes=len(partes))
        return [self._leida(grupo, parte, len(partes)) for parte in partes]

    def _leida(self, grupo: Grupo, parte: _Parte, cuantas: int) -> Leida:
        medidas = medir(parte.renglones, self._ano, self._avisos)
        tiempo = self._tiempo(parte, medidas)
        parte.preguntas += medidas.preguntas
        nombre = self._nombre(grupo, parte, cuantas)
        accion = Accion(
            clave=self._clave(nombre),
            nombre=nombre,
            linea=_linea(grupo, cuantas),
            beneficios=_textos(grupo, parte, "beneficios"),
            indicadores=medidas.indicadores,
            actividades=_textos(grupo, parte, "actividades"),
            responsables=self._responsables(grupo, parte),
            recursos=_textos(grupo, parte, "recursos"),
            frecuencia=tiempo.frecuencia,
            cuotas=list(tiempo.cuotas),
            horizonte=tiempo.horizonte,
            documento=_documento(parte),
            preguntas=list(dict.fromkeys(mayuscula(pregunta.texto) for pregunta in parte.preguntas)),
        )
        return Leida(accion, parte.renglones[0].nombre, tuple(dict.fromkeys(parte.preguntas)))

    def _nombre(self, grupo: Grupo, parte: _Parte, cuantas: int) -> str:
        nombre = _nombre_de_parte(grupo, parte) if cuantas > 1 else grupo.accion
        if len(nombre) < _MINIMO:
            nombre = decir("valores", "accion", dicho=nombre)
        if len(mayuscula(nombre)) < len(nombre):
            _preguntar(parte, parte.lugar("accion"), "recortado", dicho=cita(nombre))
        return mayuscula(nombre)

    def _tiempo(self, parte: _Parte, medidas: Medidas) -> Tiempo:
        """The times of a part: those of their column first, then those that the metas hold."""
        leido = tiempos.leer(parte.dicho, self._ano)
        donde = parte.lugar("tiempos")
        for clave, dicho in leido.errores:
            self._avisos.error(clave, donde, dicho)
        parte.preguntas += [Pregunta(donde, texto) for texto in leido.preguntas]
        for propio, suyo in ((leido.frecuencia, medidas.frecuencia), (leido.horizonte, medidas.horizonte)):
            if propio is not None and suyo is not None and propio != suyo:
                _preguntar(parte, donde, "dos_ritmos", dicho=en_palabras(suyo), leido=f"«{en_palabras(propio)}»")
        cuotas = (*leido.cuotas, *medidas.cuotas)
        frecuencia, horizonte = leido.frecuencia or medidas.frecuencia, leido.horizonte or medidas.horizonte
        if not parte.dicho and not (frecuencia or horizonte or any(c.periodo != "total" for c in cuotas)):
            _preguntar(parte, donde, "tiempo_en_blanco")
        return Tiempo(frecuencia, cuotas, horizonte)

    def _responsables(self, grupo: Grupo, parte: _Parte) -> list[str]:
        dichos = _dichos(parte.renglones, "responsables") or _dichos(grupo.renglones, "responsables")
        claves = [clave for texto, donde in dichos.items() for clave in self._cargos.de(texto, donde)]
        if not claves:
            _preguntar(parte, parte.renglones[0].nombre, "sin_responsable")
            claves = [self._cargos.con(SIN_DEFINIR, decir("valores", "cargo_sin"))]
        return list(dict.fromkeys(claves))

    def _clave(self, nombre: str) -> str:
        clave = clave_libre(nombre, self._claves)
        self._claves.add(clave)
        return clave


def _preguntar(parte: _Parte, donde: str, clave: str, **datos: object) -> None:
    parte.preguntas.append(Pregunta(donde, decir("preguntas", clave, **datos)))


def _partes(grupo: Grupo) -> list[_Parte]:
    """The rows of an action by their time; a blank one is that of the row above, and the first ones, that below."""
    partes: dict[str, _Parte] = {}
    for renglon, dicho, pregunta in _tiempos(grupo):
        parte = partes.setdefault(normalizar(dicho), _Parte(dicho))
        parte.renglones.append(renglon)
        parte.preguntas += [pregunta] if pregunta else []
    return list(partes.values())


def _tiempos(grupo: Grupo) -> list[tuple[Renglon, str, Pregunta | None]]:
    """Each row with its time, and a question when the time had slipped to a row of its own."""
    dichos: list[tuple[Renglon, str, Pregunta | None]] = []
    for renglon in grupo.renglones:
        suyo = en_linea(renglon.dice("tiempos"))
        if dichos and renglon.propios == {"tiempos"}:
            antes, dicho, _ = dichos.pop()
            junto = f"{dicho}; {suyo}" if "tiempos" in antes.propios and dicho else suyo
            corrida = decir("preguntas", "corrida", dicho=cita(suyo), fila=renglon.nombre)
            dichos.append((antes, junto, Pregunta(renglon.lugar("tiempos"), corrida)))
        else:
            dichos.append((renglon, suyo or (dichos[-1][1] if dichos else ""), None))
    primero = next((dicho for _, dicho, _ in dichos if dicho), "")
    return [(renglon, dicho or primero, pregunta) for renglon, dicho, pregunta in dichos]


def _nombre_de_parte(grupo: Grupo, parte: _Parte) -> str:
    """What to call one part of an action: what is done in it, or else what is measured."""
    for campo in _NOMBRAN:
        dichas = [linea for texto in _dichos(parte.renglones, campo) for linea in lineas(texto)]
        if dichas:
            return dichas[0].rstrip(" .")
    return f"{grupo.accion} ({parte.dicho})"


def _linea(grupo: Grupo, cuantas: int) -> str | None:
    """The line of action: that of its column, or the name of the action that was parted."""
    dicha = en_linea(" ".join(_dichos(grupo.renglones, "linea"))) or (grupo.accion if cuantas > 1 else "")
    return mayuscula(dicha) if len(dicha) >= _MINIMO else None


def _textos(grupo: Grupo, parte: _Parte, campo: Campo) -> list[str]:
    """The things that a field names, in the rows of the part or, when they have none, in those of the action."""
    textos = _dichos(parte.renglones, campo) or _dichos(grupo.renglones, campo)
    cosas = (cosa for texto in textos for cosa in _cortar(texto, campo))
    return list(dict.fromkeys(mayuscula(cosa) for cosa in cosas if len(cosa) >= _MINIMO))


def _cortar(texto: str, campo: Campo) -> list[str]:
    return lineas(texto) if campo == "beneficios" else lista(texto, comas=campo == "recursos")


def _dichos(renglones: list[Renglon], campo: Campo) -> dict[str, str]:
    """What the rows say of a field, each text once, with the first cell that says it."""
    dichos: dict[str, str] = {}
    for renglon in renglones:
        if not en_blanco(renglon.dice(campo)):
            dichos.setdefault(renglon.dice(campo), renglon.lugar(campo))
    return dichos


def _documento(parte: _Parte) -> Documento:
    """The words of the table, and the row where they stand."""
    metas = [en_linea(r.dice("metas")) for r in parte.renglones if "metas" in r.propios]
    return Documento(
        metas=_ENTRE_FILAS.join(metas) or None, tiempos=parte.dicho or None, linea=parte.renglones[0].numero
    )
