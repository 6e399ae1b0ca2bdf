"""Short and long texts are found beside the code of their package."""

from __future__ import annotations

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from municipio.templates import environment, words


@pytest.mark.parametrize("package", ["actions", "reminders", "municipio.encuestas", "municipio.documentos"])
def test_the_words_of_a_package_are_read_once(package: str) -> None:
    assert words(package)
    assert words(package) is words(package)


def test_a_package_may_have_several_files_of_words() -> None:
    assert words("municipio.encuestas").keys() != words("municipio.encuestas", "palabras.yml").keys()


def test_templates_are_those_of_the_package_alone() -> None:
    assert environment("municipio.encuestas").get_template("panel.html.j2")
    with pytest.raises(TemplateNotFound):
        environment("municipio.documentos.plan").get_template("panel.html.j2")


def test_what_comes_from_outside_is_escaped_and_a_missing_name_is_an_error() -> None:
    template = environment("actions").from_string("{% if True %}\n{{ nombre }}\n{% endif %}")
    assert template.render(nombre="<b>Ana</b> & Luz") == "&lt;b&gt;Ana&lt;/b&gt; &amp; Luz\n"
    with pytest.raises(UndefinedError):
        template.render()


def test_what_one_adds_to_its_environment_is_not_seen_by_others() -> None:
    environment("actions").filters["fecha"] = str
    assert "fecha" not in environment("actions").filters
