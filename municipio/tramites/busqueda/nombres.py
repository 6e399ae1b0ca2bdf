"""The short names of the trámites: one that several share must never come out as a single sure answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from municipio.tramites.busqueda.documentos import nombres
from municipio.tramites.busqueda.plegado import plegar, raiz, sonidos
from municipio.tramites.ficha import Ficha

_VACIAS = """
a al algo alguien alguna alguno alla alli ahi ahora alcalde alcaldia alcanza anda antes apenas aqui asi asunto aun
aver ayer ayuda ayudar ayudarme ayudeme aca bien buen buena buenas buenos bueno cada cambio casi caro cierto claro
como con consulta consultar contra cosa cosita cosas costar cuesta cuestan cual cuales cualquier cualquiera cuando
cuanto cuanta cuantos cuantas da dan dar de debe debo decir del deme demora demorado demoran demorar desde despues dia
dias dice dicen diga digame doctor doctora don dona donde dura el ella ellos en entonces entrega entregan entregar era
es esa esas ese eso esos esta estan estas este esto estos estoy facil favor fecha formulario funciona gente gracias
gratis ha hace hacen hacer haga hago hasta hay haya he hora horas horario hoy ir igual informacion internet la las le
les linea link llevar llevo lo los luego lugar mas me meses mi mia mio mis mismo mientras momento mucho muchas muy
nada necesita necesito necesitan ni no nos nosotros numero o oficina ojala otra otro paga pagan pagar pago pagina
papel papeles para pedir pero persona pide piden plata plazo poder podria porfavor por porque pregunta preguntar
preguntica presentar puede pueden puedo pues que queda quedan quien quienes quiero quisiera quiere quieren rapido
regala regalar regale requisito requisitos resultado sabe saber saben sacar saco se sea seguro senor senora senorita
ser sera si sido siempre sin sino sirve sobre solo somos son soy su sumerce sus tambien tan tanto tarda tarde tardes
te tenemos tener tengo tiempo tiene tienen toca tocar toda todas todavia todo todos tramitar tramite tramites tu tuya
un una unas uno unos usted ustedes va vale valor vamos van vecina vecino veinte ver vez vida vi voy vuelta y ya yo
hijo hija esposa esposo mama papa mijo documento documentos copia copias precio costo cobran cobra cobrar noche noches
saludo saludos cordial amable amablemente solicitar solicito solicitud hermano hermana cuñado problema problemas lio
pidieron pidio exigen exigieron urge urgente vengo misma dato datos ley norma falta faltan sigue siguen responden
respuesta responde respuestas digo mire vea venga dueño ninguno nadie allá celular correo whatsapp semana semanas mes
año años mañana lunes martes miercoles jueves viernes sabado domingo virtual presencial
"""

VACIAS = frozenset(raiz(plegar(palabra)) for texto in [_VACIAS] for palabra in texto.split())
"""Stems that name no trámite: function words, courtesy, and the words of the facets (price, papers, delay…)."""

_UNIONES = frozenset(
    map(plegar, ("a", "al", "de", "del", "el", "en", "la", "las", "lo", "los", "o", "para", "por", "un", "y"))
)
_LARGO_NOMBRE = 4


def contenido(sonidos_: Iterable[str]) -> frozenset[str]:
    """The stems of a text that may name something."""
    return frozenset(raiz(sonido) for sonido in sonidos_) - VACIAS


@dataclass(frozen=True, slots=True)
class Lectura:
    """What the bare name in a text says: the only trámite so called, or the ones that share it."""

    unico: str | None = None
    comparten: tuple[str, ...] = ()

    def con(self, otra: Lectura) -> Lectura:
        """Both readings together: two trámites of one name share it."""
        todos = dict.fromkeys(slug for slug in (self.unico, otra.unico, *self.comparten, *otra.comparten) if slug)
        if len(todos) == 1:
            return Lectura(unico=next(iter(todos)))
        return Lectura(comparten=tuple(todos))


class Nombres:
    """The names of the trámites of one catalogue."""

    def __init__(self, fichas: Iterable[Ficha]) -> None:
        self._exactos: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
        self._compartidos: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
        self._de_raiz: dict[str, dict[str, None]] = defaultdict(dict)
        self._claves: dict[str, list[frozenset[str]]] = defaultdict(list)
        for slug, nombre, compartido in nombres(fichas):
            clave = contenido(sonidos(nombre))
            if compartido:
                self._compartidos[clave][slug] = None
            elif len({raiz(s) for s in sonidos(nombre) if s not in _UNIONES}) == len(clave):
                self._exactos[clave][slug] = None
            self._claves[slug].append(clave)
            for una in clave:
                self._de_raiz[una][slug] = None

    def leer(self, raices: frozenset[str], visibles: frozenset[str]) -> Lectura:
        """Whether `raices`, all that a text names, is the name of one trámite or of several."""
        if not 0 < len(raices) <= _LARGO_NOMBRE:
            return Lectura()
        exactos = [slug for slug in self._exactos.get(raices, ()) if slug in visibles]
        declarados = [slug for slug in self._compartidos.get(raices, ()) if slug in visibles]
        if len(exactos) == 1 and not declarados:
            return Lectura(unico=exactos[0])
        grupo = dict.fromkeys([*declarados, *exactos, *self._que_contienen(raices, visibles)])
        return Lectura(comparten=tuple(grupo)) if len(grupo) > 1 else Lectura()

    def _que_contienen(self, raices: frozenset[str], visibles: frozenset[str]) -> list[str]:
        primera = min(raices, key=lambda una: len(self._de_raiz.get(una, ())))
        return [
            slug
            for slug in self._de_raiz.get(primera, ())
            if slug in visibles and any(raices <= clave for clave in self._claves[slug])
        ]
