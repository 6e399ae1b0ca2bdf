"""`ventanilla ask`: questions through the real understanding and actions, without a channel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from municipio import settings as settings_module
from municipio.errors import EntradaInvalidaError


def ask(
    municipio: Annotated[str, typer.Option(help="Municipio, por ejemplo alvarado.")],
    text: Annotated[list[str] | None, typer.Argument(help="La pregunta.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Muestra el JSON completo.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Archivo JSONL con muchas preguntas.")] = None,
    out: Annotated[Path | None, typer.Option(help="Archivo JSONL para las respuestas de --batch.")] = None,
) -> None:
    """Hace una pregunta (o muchas, con --batch y --out) sin pasar por Telegram."""
    from bot.cli.answers import Line, WholeFile, answer_all, read_lines

    settings = settings_module.load()
    if batch is not None:
        if out is None or text:
            raise EntradaInvalidaError("Con --batch va --out y ninguna pregunta")
        lines = list(read_lines(batch))
        with WholeFile(out) as file:
            file.write(answer_all(settings, municipio, lines))
        return
    if not text:
        raise EntradaInvalidaError("Falta la pregunta")
    question = " ".join(text).encode(errors="replace").decode()  # a terminal may give bytes that are not text
    result = answer_all(settings, municipio, [Line(id="1", text=question)])[0]
    typer.echo(json.dumps(result, ensure_ascii=False) if as_json else result["reply"])
