"""One visitor a node: for all that docutils, Sphinx, MyST and sphinxcontrib-bibtex make."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
import sphinxcontrib.bibtex.nodes
from docutils import nodes
from sphinx import addnodes

from letopis.book.translator import TypstTranslator

if TYPE_CHECKING:
    from tests.book.printing import BuildBook

INSIDE = {
    # Read by the visitor of the table, list or figure around them, never visited.
    "colspec", "entry", "row", "tbody", "tgroup", "thead",
    "list_item", "definition_list_item", "definition", "term", "classifier",
    "field", "field_body", "field_name",
    "option", "option_argument", "option_group", "option_list_item", "option_string", "description",
    "author", "authors", "organization", "contact", "address", "version", "revision", "status", "date", "copyright",
    "hlistcol", "production",
    # Bases of others, and what Sphinx resolves before any builder sees it.
    "_desc_classes_injector", "desc_sig_element", "translatable", "not_smartquotable",
}  # fmt: skip


def node_classes(module: ModuleType) -> list[type[nodes.Node]]:
    return [
        value
        for _, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, nodes.Node) and value.__module__ == module.__name__
    ]


CLASSES = [
    *(getattr(nodes, name) for name in nodes.node_class_names),
    *(
        each
        for module in (
            addnodes, sphinxcontrib.bibtex.nodes,
        )
        for each in node_classes(module)
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "node", [each for each in CLASSES if each.__name__ not in INSIDE], ids=lambda each: each.__name__
)
def test_every_node_has_a_visitor(node: type[nodes.Node]) -> None:
    names = [each.__name__ for each in node.__mro__]
    visitor = next((name for name in names if hasattr(TypstTranslator, f"visit_{name}")), None)
    assert visitor, f"nothing visits {node.__name__}"
    skips = inspect.signature(getattr(TypstTranslator, f"visit_{visitor}")).return_annotation == "NoReturn"
    assert skips or any(hasattr(TypstTranslator, f"depart_{name}") for name in names), (
        f"nothing departs from {node.__name__}"
    )


UNKNOWN = """
from docutils import nodes
from docutils.parsers.rst import Directive

class strange(nodes.General, nodes.Element): pass

class Strange(Directive):
    def run(self):
        node = strange("", nodes.paragraph("", "Its words are kept."))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]

def setup(app):
    app.add_node(strange)
    app.add_directive("strange", Strange)
"""


def test_an_unknown_node_is_warned_of_and_keeps_its_text(
    build_book: BuildBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\nextensions.append('strange_nodes')\n"
    page = "# One\n\nBefore.\n\n```{strange}\n```\n\nAfter.\n"
    monkeypatch.syspath_prepend(".")  # so that what conf.py puts on the path is taken off again
    book = build_book({"chapter": page, "strange_nodes.py": UNKNOWN}, conf=conf)
    assert len(book.warnings) == 1
    assert book.warnings[0].startswith("chapter.md:5: WARNING: the book has no form for ")
    assert "strange; its text is printed plainly. [letopis.book-unknown-node]" in book.warnings[0]
    assert "Before. Its words are kept. After." in " ".join(book.pages)
