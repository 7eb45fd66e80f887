"""A plain title is set without Sphinx's whole way, and reads as Sphinx would have set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from letopis.html.builder import WebPages
from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("titles") / "project"
    return build(write(folder, {"one": "# One\n\nText.\n"}), builder="html", html_theme="sphinx_book_theme")


@pytest.mark.parametrize(
    "words", ["Molotov", 'Zhdanov & "Sons" <1957>', "a@b.org", "Вячеслав", "May–June", "{{ 7*7 }}"]
)
def test_a_plain_title_is_as_sphinx_sets_it(built: Built, words: str) -> None:
    builder = built.app.builder
    assert isinstance(builder, WebPages)
    expected = StandaloneHTMLBuilder.render_partial(builder, nodes.title("", words))
    assert builder.render_partial(nodes.title("", words)) == expected


def test_a_title_with_emphasis_goes_sphinxs_way(built: Built) -> None:
    builder = built.app.builder
    title = nodes.title("", "", nodes.emphasis("", "One"), nodes.Text(" more"))
    assert "<em>One</em> more" in builder.render_partial(title)["title"]  # type: ignore[attr-defined]
