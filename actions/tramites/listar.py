"""The catalogue to look through: by theme or by office, a page at a time."""

from __future__ import annotations

from actions.context import Context, button, tramite_button
from actions.pages import page_of
from actions.turn import Button, Reply
from municipio.tramites.ficha import Ficha


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


def _page(ctx: Context, title: str, fichas: list[Ficha], where: tuple[str, str], number: str) -> Reply:
    page = page_of(fichas, number)
    rows: list[tuple[Button, ...]] = [(tramite_button(ficha, f"t:{ficha.slug}:resumen"),) for ficha in page.shown]
    out = "menu" if where[0] == "tema" else "menu:oficinas"
    rows.extend(page.steering(lambda n: f"menu:{where[0]}:{where[1]}:{n}", out))
    return ctx.reply(
        "tramites/pagina",
        buttons=tuple(rows),
        replaces=True,
        titulo=title,
        fichas=page.shown,
        pagina=page.number + 1,
        paginas=page.last + 1,
    )


def _office(ctx: Context, clave: str) -> str:
    return next(d.nombre for d in ctx.municipio.dependencias if d.clave == clave)


def _pressed(ctx: Context) -> bool:
    return ctx.turn.kind == "press"
