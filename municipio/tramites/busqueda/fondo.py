"""Sentences that name no trámite: what the evidence is told apart from. The search never answers with them."""

from __future__ import annotations

FONDO = ""
"""Slug of the background: no trámite has it."""

_FRASES = """
quien gana el partido de esta noche
cuantos goles lleva la seleccion
a que hora juega nacional contra millonarios
como se prepara un sancocho de gallina
me da una receta de torta de banano
que le echo al arroz pa que quede suelto
va a llover mañana o hace sol
que temperatura hace hoy
mi novia me dejo y estoy triste
como enamoro a una muchacha
cuenteme un chiste
usted esta muy linda
quien le enseño a hablar
resuelva esta ecuacion de matematicas
ayudeme con la tarea de ciencias
cual es la capital de francia
cuantos habitantes tiene colombia
en que año fue la independencia
traduzca esta frase al ingles
por quien voto en las elecciones
que opina del presidente
el alcalde es un ladron
ese candidato a la gobernacion promete mucho
que numero cayo en la loteria
el chance de anoche que numero jugo
como recargo el celular
se me daño la pantalla del telefono
cuanto vale un televisor
donde venden zapatos baratos
vendo una moto barata
busco trabajo de mesera
hay vacantes en alguna empresa
como abro una cuenta en el banco
la tarjeta de credito me la bloquearon
prestamos rapidos sin fiador
mi nequi no deja entrar
claro me cobro un plan de datos que no tengo
se cayo el internet de la casa
que pelicula me recomienda
como se llama la cancion de shakira
cuentas de netflix
cuanto esta el dolar
a como esta el precio del cafe y del cacao
que remedio sirve para la gripa
me duele la cabeza que tomo
cita con el medico odontologo
horoscopo de hoy
que significa soñar con culebras
dios los bendiga feliz domingo
oracion a san miguel
visa para estados unidos
pasajes de bus para bucaramanga
hotel y piscina para semana santa
quiero ir a la playa
mi perro tiene hambre que come un cachorro
nombres para gatos
jajaja jejeje
asdf qwerty lkjh
hijueputa bobo estupido
no sirve pa nada esta vaina
usted es una maquina o una persona
eres un robot
que puede hacer usted
como se usa este chat
ayuda no entiendo
menu principal
hola buenos dias como esta
buenas tardes
hola
muchas gracias muy amable
que dios le pague
listo gracias
chao hasta luego
nos vemos
eso no fue lo que pregunte
no me entendio
otra cosa
no señora eso no
quiero hablar con una persona
paseme con un funcionario
necesito un asesor
a que hora abren la alcaldia
atienden los sabados
el lunes festivo hay atencion
cual es el telefono de la alcaldia
direccion del palacio municipal
correo de la secretaria de gobierno
quien es el secretario de planeacion
horario de atencion al publico
quiero poner una queja de un funcionario
radicar un derecho de peticion
no me han respondido la peticion que radique
denunciar corrupcion en un contrato
copia de un contrato de la alcaldia
hay un hueco enorme en la carretera
la via esta llena de barro no pasan los carros
me atendieron muy mal en la ventanilla
sugerencia para mejorar el servicio
la pagina web no carga
la pagina de la alcaldia esta muy bonita
no encuentro nada en el sitio web
califico el portal con cinco estrellas
contestar la encuesta de satisfaccion
para que es esa encuesta que me llego
no quiero responder mas encuestas
crear una campaña de encuestas
lanzar la campaña de opinion del portal
cerrar la campaña y ver los resultados
cuantas respuestas lleva la encuesta
enviar la encuesta a los ciudadanos
se me olvido la contraseña del correo institucional
no puedo publicar noticias en la pagina
cambiar la clave de administrador del sitio
mi usuario quedo bloqueado
como subo un documento al portal
como va el plan de accion
que metas tiene la alcaldia este año
avance del plan de desarrollo
cuando es la rendicion de cuentas
quien es responsable de la accion de gobierno digital
que fases tiene el plan y cuando terminan
que tengo pendiente esta semana
cuales son mis tareas
ya hice la actividad marquela como cumplida
aplazar el vencimiento para el viernes
reporto el avance del indicador
que datos guardan de mi
borren mis datos
no me escriban mas
politica de privacidad
quien ve lo que yo escribo aqui
dar de baja mi numero de este chat
que tramites hay
lista de tramites de planeacion
que servicios ofrece la alcaldia
mi marido me esta pegando
hay un incendio en la casa del vecino
se esta creciendo el rio y se mete a las casas
un derrumbe tapo la carretera
hubo un accidente en la entrada del pueblo
me quiero morir
estan abusando de una niña
me amenazaron con un cuchillo
auxilio ayuda por favor
se metieron los ladrones
hay un señor tirado en la calle herido
y cuanto vale eso
y que papeles llevo
cuanto se demora
donde queda esa oficina
lo puedo hacer por internet
puede ir mi hijo por mi
y si vivo en la vereda
quien lo puede pedir
que me entregan
en que ley esta eso
ya lo pedi y no me han dicho nada
el primero
el segundo que me dijo
si ese
no el otro
y toca pedir cita
cobran algo
hasta cuando sirve
"""

FRASES = tuple((FONDO, frase) for frase in _FRASES.strip().splitlines())
