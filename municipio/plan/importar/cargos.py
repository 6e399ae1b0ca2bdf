"""Who answers: the posts that the cells name, each one once, however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from municipio.plan.importar.avisos import Avisos
from municipio.plan.importar.claves import clave_libre
from municipio.plan.importar.limpio import en_blanco, en_linea
from municipio.plan.importar.partes import lista
from municipio.plan.importar.textos import decir
from municipio.plan.registro import COORDINACION, SUPLENTE, Cargo
from municipio.texto import normalizar, palabras

CONTROL_INTERNO, COMITE, SIN_DEFINIR = "control-interno", "comite-gel-t", "por-definir"
_CONOCIDOS = {
    COMITE: r"comite (?:local )?(?:de )?(?:gel t|gobierno en linea(?: territorial)?)(?: (?:del?|municip).*)?",
    "alcalde": r"alcalde(?:sa)?(?: municipal)?",
    CONTROL_INTERNO: r"(?:jefe de )?(?:la )?(?:oficina (?:asesora )?(?:de )?)?control interno"
    r"(?: o quien haga sus veces)?",
}
"""Posts that every plan writes in its own way."""
_NOMBRES = {COMITE: "cargo_comite_gel", "alcalde": "cargo_alcalde", CONTROL_INTERNO: "cargo_control"}
_COMIENZOS = palabras(
    "administrador alcald almac asesor asistente autor auxiliar bibliotec comisari comite concej consej contratista "
    "control coordinador corporaci dependencia designad despacho direccion director editor empresa encargad enlace "
    "entidad equipo funcionari gerent gestor hacienda hospital ingenier inspector instituto jefe junta lider oficina "
    "operador otra otro persona planeaci profesional represent responsable secretari subsecretari supervisor tecnic "
    "tesorer toda todo usuario web"
)
"""How the name of a post begins, without accents: each one starts another post in a cell that has several."""
_AREAS = palabras(
    "abogad accion acueducto agricult agropecuari ambient archiv aseo atencion banco bomber catastr ciudadan cobro "
    "comercio comunicaci comunid contabil contador contraloria contrataci cooperativ correg cultur defensa delegad "
    "deport desarroll directiv docent educa enfermer estadistic etnias famili fiscal gabinete gobernaci gobierno "
    "grupo infraestruct institucion interno juridic juvent maestr medic ministeri miembro mujer municip notari obra "
    "organiza participa pasante poblacion polici practicante predial prensa presiden presupuest program proyect "
    "psicolog publicacion rector recurso registr rentas salud sena servicio sisben sistema social soporte sociedad "
    "subdirector talento trabajador transit turis umata universidad veedor veedur ventanilla vicepresiden victima "
    "vivienda voluntari"
)
"""What a post is about. A name with none of these words, nor of the others, may be a person's: a plan has none."""
_CON_TILDE = str.maketrans({"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uú]"})
_CABEZA = rf"(?:(?:el|la|los|las) )?(?:{'|'.join(_COMIENZOS).translate(_CON_TILDE)})"
_DE_CARGO = re.compile(rf"\b(?:{'|'.join((*_COMIENZOS, *_AREAS))}|ese\b|suit\b|tics?\b)")
_GRUPO = re.compile(
    r"(?:comite|concejo|consejo|funcionarios|secretarios|jefes|autores|designados|dependencias|entidades|otr[ao]s|"
    r"representantes|tod[ao]s|equipo|junta|directivos|alcaldes|docentes|lideres)\b"
)
_GEL = re.compile(r"\bGEL?\s*-?\s*T\b", re.IGNORECASE)
_LARGA = re.compile(r"\b[^\W\d_]{8,11}\b")
_NOTA = re.compile(r"\.\s+(?=\()")
_Y_OTRO = re.compile(rf"\s+(?:y|e|y/o)\s+(?={_CABEZA})", re.IGNORECASE)
_PEGADO = re.compile(
    r"(?<!por el)(?<! del)(?<! el)(?<! al)(?<! de)(?<! y)\s+(?=(?:Comité|Comite|comité|Jefes|Funcionarios)\b)"
)
_LINEA_NUEVA = re.compile(rf"\n(?={_CABEZA})", re.IGNORECASE)
_ARTICULO = re.compile(r"^(?:el|la|los|las)\s+", re.IGNORECASE)
_LARGO = 200
_PARECIDO = 70


class Cargos:
    """The posts found so far, in order. `de_antes`: those that the municipality's plan already has, with their keys."""

    def __init__(self, avisos: Avisos, de_antes: Iterable[Cargo] = ()) -> None:
        self.todos: dict[str, Cargo] = {}
        self._avisos = avisos
        self._antes = {cargo.clave: cargo for cargo in de_antes}
        self._por_nombre = {
            normalizar(dicho): cargo.clave
            for cargo in self._antes.values()
            for dicho in (cargo.nombre, *cargo.variantes)
        }

    def de(self, texto: str, donde: str) -> list[str]:
        """The keys of the posts that a cell names. What is no post that anybody knows is an error."""
        claves = []
        for nombre in _nombres(texto):
            if self._reconoce(nombre):
                claves.append(self._uno(nombre))
            else:
                self._avisos.error("cargo", donde, nombre)
        return list(dict.fromkeys(claves))

    def con(self, clave: str, nombre: str, es_grupo: bool = False) -> str:
        """A post that the table does not name, under a key of our own."""
        self.todos.setdefault(clave, self._antes.get(clave) or Cargo(clave=clave, nombre=nombre, es_grupo=es_grupo))
        return clave

    def _reconoce(self, nombre: str) -> bool:
        normal = normalizar(nombre)
        return normal in self._por_nombre or _DE_CARGO.search(normal) is not None

    def _uno(self, dicho: str) -> str:
        normal = normalizar(dicho)
        clave = self._por_nombre.get(normal)
        conocida = next((c for c, patron in _CONOCIDOS.items() if re.fullmatch(patron, normal)), None)
        nombre = decir("valores", _NOMBRES[conocida]) if clave is None and conocida else dicho
        clave = clave or conocida or clave_libre(nombre, {*self.todos, *self._antes, COORDINACION, SUPLENTE})
        self._por_nombre[normal] = clave
        self.con(clave, nombre, es_grupo=_GRUPO.match(normalizar(nombre)) is not None)
        self._anotar_variante(clave, dicho)
        return clave

    def _anotar_variante(self, clave: str, dicho: str) -> None:
        cargo = self.todos[clave]
        if normalizar(dicho) not in map(normalizar, (cargo.nombre, *cargo.variantes)):
            self.todos[clave] = cargo.model_copy(update={"variantes": [*cargo.variantes, dicho]})


def _nombres(texto: str) -> list[str]:
    """One name for each post of a cell, in the order in which they come."""
    junto = _LARGA.sub(_webmaster, _NOTA.sub(" ", _GEL.sub("GEL-T", texto)))
    junto = _LINEA_NUEVA.sub("\n- ", junto)
    trozos = (trozo for parte in lista(junto, comas=True) for y in _Y_OTRO.split(parte) for trozo in _PEGADO.split(y))
    nombres = (_ARTICULO.sub("", en_linea(trozo)).strip(" .,;:-") for trozo in trozos)
    return [nombre[0].upper() + nombre[1:_LARGO] for nombre in nombres if len(nombre) > 2 and not en_blanco(nombre)]


def _webmaster(palabra: re.Match[str]) -> str:
    """The word that scanners read worst."""
    return "Webmaster" if fuzz.ratio(normalizar(palabra[0]), "webmaster") >= _PARECIDO else palabra[0]
