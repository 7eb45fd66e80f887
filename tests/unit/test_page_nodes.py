"""The nodes of a page, and their lines."""

from __future__ import annotations

from docutils import nodes

from letopis.page_nodes import line_of


def test_a_node_without_a_line_has_that_of_what_is_around_it() -> None:
    section = nodes.section("", nodes.paragraph())
    section.line = 7
    assert line_of(section[0]) == 7


def test_where_nothing_has_a_line_it_is_the_first() -> None:
    assert line_of(nodes.paragraph()) == 1
