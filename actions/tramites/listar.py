"""The catalogue to look through: by theme or by office, a page at a time."""

from __future__ import annotations

from actions.context import Context, button
from actions.turn import Button, Reply
from municipio.tramites.ficha import Ficha

PAGE = 8


def attend(ctx: Context) -> Reply:
    """What was asked to see: `menu`, `menu:oficinas`, `menu:tema:<clave>:<page>`, `menu:oficina:<clave>:<page>`."""
    match ctx.argument:
        case ("tema", clave, page) if clave in ctx.catalogo.por_tema:
            return _page(ctx, ctx.catalogo.tema(clave), ctx.catalogo.por_tema[clave], ("tema", clave), page)
        case ("oficina", clave, page) if clave in ctx.catalogo.por_dependencia:
            return _page(ctx, _office(ctx, clave), ctx.catalogo.por_dependencia[clave], ("oficina", clave), page)
        case ("oficinas",):
            return _offices(ctx)
        case _:
            return _themes(ctx)


def _themes(ctx: Context) -> Reply:
    rows: list[tuple[Button, ...]] = [
        (Button(ctx.catalogo.tema(clave), f"menu:tema:{clave}:0"),) for clave in ctx.catalogo.por_tema
    ]
    rows.append((button("por_oficina", "menu:oficinas"), button("contacto", "humano")))
    names = [ctx.catalogo.tema(clave) for clave in ctx.catalogo.por_tema]
    return ctx.reply("tramites/temas", buttons=tuple(rows), replaces=_pressed(ctx), nombres=names)


def _offices(ctx: Context) -> Reply:
    offices = [d for d in ctx.municipio.dependencias if d.clave in ctx.catalogo.por_dependencia]
    rows = [(Button(d.nombre, f"menu:oficina:{d.clave}:0"),) for d in offices]
    rows.append((button("por_tema", "menu"),))
    return ctx.reply("tramites/oficinas", buttons=tuple(rows), replaces=True, oficinas=offices)


def _page(ctx: Context, title: str, fichas: list[Ficha], where: tuple[str, str], page: str) -> Reply:
    last = (len(fichas) - 1) // PAGE
    number = min(int(page), last) if page.isdecimal() else 0
    shown = fichas[number * PAGE : (number + 1) * PAGE]
    rows: list[tuple[Button, ...]] = [(Button(ficha.nombre, f"t:{ficha.slug}:resumen"),) for ficha in shown]
    back = button("atras", "menu" if where[0] == "tema" else "menu:oficinas")
    more = button("mas", f"menu:{where[0]}:{where[1]}:{number + 1}")
    rows.append((back, more) if number < last else (back,))
    return ctx.reply(
        "tramites/pagina",
        buttons=tuple(rows),
        replaces=True,
        titulo=title,
        fichas=shown,
        pagina=number + 1,
        paginas=last + 1,
    )


def _office(ctx: Context, clave: str) -> str:
    return next(d.nombre for d in ctx.municipio.dependencias if d.clave == clave)


def _pressed(ctx: Context) -> bool:
    return ctx.turn.kind == "press"
