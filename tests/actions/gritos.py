"""Cries for help, as people write them: the safety net must hear each."""

from __future__ import annotations

KINDS = [
    ("me pegó mi marido", "mujer"),
    ("me quiere matar", "mujer"),
    ("Mi pareja me tiene encerrada", "mujer"),
    ("hay unos niños solos encerrados", "ninez"),
    ("mi papá no respira", "salud"),
    ("lo mordió una culebra", "salud"),
    ("se está ahogando", "salud"),
    ("se cayó un cable", "salud"),
    ("se está quemando mi casa", "incendio"),
    ("se metió el agua a la casa", "inundacion"),
    ("cayó un derrumbe sobre la casa", "inundacion"),
    ("me quiero morir", "suicidio"),
    ("secuestraron a mi hermano", "delito"),
    ("hay tiros", "delito"),
    ("auxilio", "todo"),
]
CRIES = """
me pego mi marido
mi marido me pegó otra vez
me esta pegandoooo
mi esposo me golpea
mi novio me ahorcó
me cascó el papá de mi hijo
me quiere matar
me va a matar mi esposo
nos van a matar
me kiere matar
me amenazó de muerte
mi ex me amenaza con un cuchillo
me tiene encerrada en la casa
no me deja salir de la casa
me violaron
intentaron violarme
abusaron de mi hija
el padrastro le pega al niño
le estan pegando a una mujer
mi vecino le pega a la mujer
se está quemando mi casa
se esta kemando la casa
se prendió la cocina
hay un incendio en el monte
ay insendio en la vereda
incendio
se quema la casa
explotó la pipa de gas
huele mucho a gas
fuga de gas en la casa
se metió el agua a la casa
se me metio el agua
el rio se metio a la casa
nos estamos inundando
se desbordó la quebrada
se desvordo el rio
la quebrada se creció
viene una avalancha
cayó un derrumbe sobre la casa
hay un derrumbe encima de la casa
se vino el barranco encima de la casa
se derrumbó la casa
mi papá no respira
el bebé no respira
mi mamá no reacciona
mi mamá se desmayó
se desmallo una señora
se está ahogando
se esta aogando mi hijo
se ahogó un niño
se está muriendo mi mamá
me quiero morir
me qiero morir
quiero morirme
no quiero vivir más
quiero matarme
me voy a matar
me voy a suicidar
mi hijo se quiere matar
mi hermana se quiere quitar la vida
estoy pensando en suicidarme
me corté las venas
me tomé unas pastillas para morirme
se tomó un veneno
hay unos niños solos encerrados
dejaron a los niños solos
dejaron los niños encerrados con llave
una niña amarrada
lo mordió una culebra
me mordió una culebra
lo pico una culebra
una culebra mordió a mi hijo
una serpiente picó a mi papá
cayó un cable
se cayó un cable de alta tensión
hay un cable en el suelo echando chispas
lo cogió la corriente
secuestraron a mi hermano
se llevaron a mi hijo a la fuerza
hay una balacera
hay tiros
se oyen tiros
están disparando
nos están disparando
le pegaron un tiro
le dieron un tiro
apuñalaron a mi hermano
hay un herido
hay heridos
atropellaron a un señor
atropeyaron a una niña
hubo un accidente grave
se volcó un bus
se cayó del techo
auxilio
ausilio
auxilioooo
socorro
auxilio por favor
AUXILIO ME MATAN
necesito una ambulancia
nesecito una anbulancia urgente
manden bomberos
llamen a los bomberos
me están robando
se metieron a la casa
hay un hombre armado
tiene un arma
está sangrando mucho
sangra mucho
está convulsionando
le dio un infarto
le está dando un infarto a mi papá
mi mujer está pariendo
se le rompió la fuente
se perdió mi niña
no encuentro a mi hijo
no aparece mi hija
mataron a mi vecino
está botando sangre
me duele mucho el pecho
me apuntó con una pistola
se están matando a machete
me está siguiendo un hombre
me golpearon
me quiere violar
se llevó la creciente a mi hermano
el río se llevó a un niño
quedó atrapado en el carro
se cayó al río
se cayó al pozo
ya no quiero vivir
no quiero vivir
quiero acabar con mi vida
me voy a ahorcar
necesito el sisben pero mi marido me pega
quería saber lo del predial pero se está metiendo el agua a la casa
mi esposo llegó borracho y me esta pegando
se nos metió el agua
se me quema el rancho
hay candela en el cerro
estoy encerrada, mi marido me quiere matar
""".strip().splitlines()
BOTH = """
cuánto vale el predial, y es que me quiero matar
el predial está muy caro y mi marido me quiere matar
me quiere matar mi esposo, cuanto vale el predial
me pega mi marido, y lo del predial
me quiero morir y tengo hambre
necesito el certificado, hay un incendio
me violaron, tengo derecho a qué
no encuentro a mi hija, necesito el sisben
estaba viendo la novela y mi marido me pegó
mi marido me maltrata y vivo cerca de la alcaldía
se está quemando mi casa con los papeles
no me deja salir de la casa y la página no abre
""".strip().splitlines()
