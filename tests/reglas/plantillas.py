"""Which names each template needs, and which ones the code gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, meta, nodes

SUFFIX = ".html.j2"
OF_EVERY_REPLY = {"m", "ctx"}
NOT_VALUES = {"outcome", "buttons", "replaces", "template"}


class Call(NamedTuple):
    """A place that renders `template` with the values `names`; `open` when it may give others too (`**values`)."""

    where: str
    template: str
    names: frozenset[str]
    open: bool


def calls(paths: Iterable[Path]) -> Iterator[Call]:
    """Every `render("room/name", …)` and `….reply("room/name", …)` of the sources."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node) in ("render", "reply"):
                names = {keyword.arg for keyword in node.keywords if keyword.arg} - NOT_VALUES
                if _called(node) == "reply":
                    names |= OF_EVERY_REPLY
                more = any(keyword.arg is None for keyword in node.keywords)
                for template in _constants(node.args[0]):
                    yield Call(f"{path.name}:{node.lineno}", template + SUFFIX, frozenset(names), more)


def texts_of(paths: Iterable[Path]) -> set[str]:
    """Every text with a slash in the sources: the name of a template may also be kept in a variable."""
    return {text for path in paths for text in _constants(ast.parse(path.read_text(encoding="utf-8")))}


def needed(environment: Environment, template: str, facets: Iterable[str]) -> set[str]:
    """The names that `template` and what it includes look up, without those that the environment or they define."""
    tree = parsed(environment, template)
    names = meta.find_undeclared_variables(tree) - set(environment.globals)
    defined = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for included in includes(tree, facets):
        names |= needed(environment, included, facets) - defined
    return names


def includes(tree: nodes.Template, facets: Iterable[str]) -> set[str]:
    """The templates that a template includes; a name made with `facet` stands for that of every facet."""
    found: set[str] = set()
    for node in tree.find_all(nodes.Include):
        match node.template:
            case nodes.Const(value=str(name)):
                found.add(name)
            case nodes.Concat(nodes=parts):
                found |= {"".join(_part(part, facet) for part in parts) for facet in facets}
            case other:
                raise AssertionError(f"this include cannot be followed: {other}")
    return found


def imports(tree: nodes.Template) -> set[str]:
    """The templates whose macros a template takes."""
    taken: list[nodes.Import | nodes.FromImport] = [*tree.find_all(nodes.Import), *tree.find_all(nodes.FromImport)]
    return {node.template.value for node in taken if isinstance(node.template, nodes.Const)}


def attributes(tree: nodes.Template, name: str) -> set[str]:
    """What a template asks of the variable `name`: `m.nombre` → nombre."""
    asked = tree.find_all(nodes.Getattr)
    return {node.attr for node in asked if isinstance(node.node, nodes.Name) and node.node.name == name}


def parsed(environment: Environment, template: str) -> nodes.Template:
    """The syntax tree of a template."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, template)
    return environment.parse(source, template)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "/" in part.value:
            yield part.value


def _part(node: nodes.Expr, facet: str) -> str:
    match node:
        case nodes.Const(value=str(text)):
            return text
        case nodes.Name(name="facet"):
            return facet
    raise AssertionError(f"this part of the name of a template cannot be followed: {node}")
