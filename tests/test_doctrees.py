"""The document trees of each kind of record and each view: as they are read, and as a writer gets them.

The expected trees lie in `tests/doctrees`, a file a fragment. After a change that is meant, run this
with `LETOPIS_ACCEPT=1`: the files are written anew, the test fails once, and `git diff` shows what a
reader will see differently.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.model.schema import Schema
from letopis.nodes import view
from letopis.rendering.views import VIEWS
from tests.building import COUNCIL, Built, build, copy

if TYPE_CHECKING:
    from collections.abc import Callable

    Expect = Callable[[str, nodes.Node], None]

KINDS = Schema().kinds
EXPECTED = Path(__file__).parent / "doctrees"

RECORDS = {
    "person": "perrin", "event": "servetus-condemned", "body": "small-council", "office": "first-syndic",
    "place": "champel", "document": "ordinances", "book": "trinity-errors", "term": "libertines",
    "claim": "unanimous", "question": "sentence", "vote": "servetus-sentence",
}  # fmt: skip
"""One record of each kind: between them they have every kind of value."""

SHOWN: dict[str, tuple[str, str]] = {
    "timeline": ("index", "letopis-timeline"), "composition": ("bodies", "letopis-composition"),
    "tenures": ("bodies", "letopis-tenures"), "votes": ("trial", "letopis-votes"),
    "matrix": ("trial", "letopis-matrix"), "claims": ("trial", "letopis-register"),
    "fates": ("trial", "letopis-fates"), "network": ("bodies", "letopis-network"), "map": ("places", "letopis-map"),
    "recordlist": ("index", "letopis-records"), "audit": ("about", "letopis-audit"),
    "rules": ("about", "letopis-rules"),
}  # fmt: skip
"""Each view: the page it is called on, and a class of what it becomes."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(COUNCIL, tmp_path_factory.mktemp("doctrees") / "council"), builder="text")


@pytest.fixture
def expect() -> Expect:
    def check(name: str, found: nodes.Node) -> None:
        path = EXPECTED / f"{name}.txt"
        tree = found.pformat()
        if os.environ.get("LETOPIS_ACCEPT"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(tree, encoding="utf-8")
            pytest.fail(f"{path} was written. Look at it, then run this again without LETOPIS_ACCEPT.")
        assert tree == path.read_text(encoding="utf-8")

    return check


def test_every_kind_and_every_view_has_its_tree() -> None:
    assert RECORDS.keys() | {"illustration"} == KINDS.keys()  # its file is drawn in test_illustrations.py
    elsewhere = {
        "downloads",
        "contact",
        "chapters",  # test_chapters.py
        "days",
        "sittings",
        "differences",
        "changes",
        "corrections",
    }  # test_rendering.py
    assert SHOWN.keys() | elsewhere >= {view.name for view in VIEWS if view.directive}


def box(document: nodes.document, anchor: str) -> nodes.Element:
    return next(node for node in document.findall(nodes.container) if anchor in node["ids"])


def classed(document: nodes.document, name: str) -> nodes.Element:
    """The first element of this class: one of no other class, if there is one."""
    found = [node for node in document.findall(nodes.Element) if name in node["classes"]]
    return next((node for node in found if node["classes"] == [name]), found[0])


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_read_as_a_box_with_markers(built: Built, expect: Expect, kind: str) -> None:
    record = built.archive.find(KINDS[kind], RECORDS[kind])
    assert record is not None
    expect(f"{kind}-read", box(built.read(record.origin.docname), record.anchor))


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_written_with_its_facts(built: Built, expect: Expect, kind: str) -> None:
    record = built.archive.find(KINDS[kind], RECORDS[kind])
    assert record is not None
    expect(f"{kind}-written", box(built.resolved[record.origin.docname], record.anchor))


def test_what_belongs_below_a_record_stands_at_the_end_of_its_section(built: Built, expect: Expect) -> None:
    below = classed(built.resolved["people/perrin"], "letopis-below")
    expect("below-written", below)
    section = below.parent
    assert isinstance(section, nodes.section)
    # Only the notes come after it.
    after = section.children[section.index(below) + 1 :]
    assert [child["classes"] for child in after if isinstance(child, nodes.Element)] in ([], [["letopis-notes"]])


@pytest.mark.parametrize("name", SHOWN)
def test_a_view_is_read_as_a_marker(built: Built, expect: Expect, name: str) -> None:
    expect(f"view-{name}-read", next(node for node in built.read(SHOWN[name][0]).findall(view) if node["view"] == name))


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "rules"])
def test_a_view_is_written_as_a_table_or_list(built: Built, expect: Expect, name: str) -> None:
    expect(f"view-{name}-written", classed(built.resolved[SHOWN[name][0]], SHOWN[name][1]))


def test_downloads_are_for_the_web_alone(built: Built, tmp_path: Path) -> None:
    marker = next(node for node in built.read("about").findall(view) if node["view"] == "downloads")
    assert marker["options"] == {}
    assert "book.pdf" not in built.resolved["about"].pformat()
    source = copy(COUNCIL, tmp_path / "council")
    web = build(source, builder="html", letopis_downloads=[("The book", "book.pdf")])
    (link,) = [node for node in web.resolved["about"].findall(nodes.reference) if node.get("refuri") == "book.pdf"]
    assert link.astext() == "The book"


def test_a_web_page_quotes_the_sentences_that_mention_its_record(tmp_path: Path, expect: Expect) -> None:
    web = build(copy(COUNCIL, tmp_path / "council"), builder="html")
    expect("mentions-on-the-web", classed(web.resolved["people/favre"], "letopis-mentions"))
