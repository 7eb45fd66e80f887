"""Links to records: the record's own name, unless the author gives another text."""

from __future__ import annotations

import pytest
from docutils import nodes

from letopis.model.schema import Schema
from tests.building import COUNCIL, Built, build, copy

LINKED = [kind for kind in Schema().kinds if kind != "illustration"]
"""An illustration needs a file: test_illustrations.py draws one."""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = copy(COUNCIL, tmp_path_factory.mktemp("roles") / "council")
    links = {
        "person": "perrin", "event": "riot-1555", "body": "consistory", "office": "syndic", "place": "geneva",
        "document": "ordinances", "book": "trinity-errors", "term": "syndic", "claim": "unanimous",
        "question": "sentence", "vote": "servetus-sentence",
    }  # fmt: skip
    assert links.keys() == set(LINKED)
    text = "# Links\n\n" + "\n".join(f"- {{{kind}}}`{key}` {{{kind}}}`it <{key}>`" for kind, key in links.items())
    (source / "about.md").write_text(text, encoding="utf-8")
    return build(source, builder="html")


@pytest.mark.parametrize("kind", LINKED)
def test_a_link_shows_the_records_name_or_the_authors_text(council: Built, kind: str) -> None:
    links = [
        node for node in council.resolved["about"].findall(nodes.reference) if f"letopis-ref-{kind}" in node["classes"]
    ]
    named, own = links
    record = next(record for record in council.archive.records if record.anchor == named["letopis-record"])
    assert record.kind == kind
    assert named.astext() == record.name
    assert own.astext() == "it"
    assert named["refuri"] == own["refuri"] == f"{record.origin.docname}.html#{record.anchor}"


def test_the_mention_of_a_link_can_be_linked_to(council: Built) -> None:
    anchors = [
        node["letopis-anchor"]
        for node in council.resolved["about"].findall(nodes.reference)
        if "letopis-anchor" in node
    ]
    assert len(anchors) == len(set(anchors)) == 2 * len(LINKED)
