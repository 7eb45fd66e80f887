"""Relations of more than a dozen records are tables with dates, below the record that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from tests.building import Built, build, write

BIB = "@book{S, author = {A, B}, title = {T}, year = {1999}}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An office and a body of thirty holders, a smaller office, and a town of thirty births."""
    people = "".join(
        f":::{{person}} p{n}\n:name: Holder number {n}\n:born: {1500 + n}\n:birthplace: town\n:source: S\n"
        f":held: mayor {1530 + n}/{1531 + n} [S]\n"
        + (f":held: clerk {1530 + n}/{1531 + n} [S]\n" if n < 3 else "")
        + f":member: council full {1530 + n}/{1550 + n} [S]\n:::\n\n"
        for n in range(30)
    )
    places = "".join(
        f":::{{place}} x{n}\n:name: {chr(65 + n)}quarter\n:within: town\n:source: S\n:::\n\n" for n in range(14)
    )
    records = (
        "# Page\n\n:::{office} mayor\n:name: Mayor\n:source: S\n:::\n\n:::{office} clerk\n:name: Clerk\n:source: S\n:::\n\n"
        ":::{body} council\n:name: Council\n:source: S\n:::\n\n:::{place} town\n:name: Town\n:source: S\n:::\n"
    )
    pages = {
        "page": records, "people": f"# People\n\n{people}{places}", "sources": "# Sources\n\n```{bibliography}\n```\n",
        "shown": "# Shown\n\n:::{body} council2\n:name: A second council\n:source: S\n:::\n",
    }  # fmt: skip
    return build(write(tmp_path_factory.mktemp("long"), pages, BIB), builder="html")


def below(built: Built, anchor: str) -> nodes.Element:
    document = built.resolved["page"]
    return next(node for node in document.findall(nodes.container) if anchor in node["ids"])


def headings(box: nodes.Element) -> list[str]:
    return [node.astext() for node in box.findall(nodes.rubric) if "letopis-heading" in node["classes"]]


def test_every_holder_of_an_office_stands_in_a_table_with_dates(built: Built) -> None:
    box = below(built, "office-mayor")
    assert headings(box) == ["Held by (30)"]
    rows = [row.astext().split() for row in next(box.findall(nodes.tbody)).findall(nodes.row)]
    assert [row[0] for row in rows if len(row) == 1] == ["1530s", "1540s", "1550s"]
    assert len(rows) == 33
    assert "1530" in " ".join(rows[1])


def test_a_body_has_the_same(built: Built) -> None:
    assert headings(below(built, "body-council")) == ["Members (30)"]


def test_other_relations_are_grouped_by_decade_or_letter(built: Built) -> None:
    box = below(built, "place-town")
    assert headings(box) == ["Born here (30)", "Places within (14)"]
    births, parts = box.findall(nodes.tbody)
    assert births.children[0].astext().strip() == "1500s"
    assert parts.children[0].astext().strip() == "A"


def test_a_few_holders_stay_in_a_line_with_their_dates(built: Built) -> None:
    box = below(built, "office-clerk")
    assert headings(box) == []
    assert "Holder number 0 (1530–1531)" in box.astext()


def test_a_timeline_of_more_than_eighty_events_is_split_by_year(tmp_path: Path) -> None:
    events = "".join(
        f":::{{event}} e{n}\n:name: Event {n}\n:date: {1500 + n // 30}-0{1 + n % 9}-1{n % 10}\n:source: S\n:::\n\n"
        for n in range(90)
    )
    pages = {
        "page": f"# Page\n\n{events}\n",
        "all": "# All\n\n```{timeline}\n```\n",
        "some": "# Some\n\n```{timeline}\n:to: 1501-12-31\n```\n",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
    }
    built = build(write(tmp_path / "events", pages, BIB), builder="html")
    whole, part = built.resolved["all"], built.resolved["some"]
    assert headings(whole) == ["1500", "1501", "1502"]
    assert [len(list(body.findall(nodes.row))) for body in whole.findall(nodes.tbody)] == [30, 30, 30]
    assert "The events of 1501 on a line of time." in built.text("all.html")
    assert headings(part) == []
    assert len(list(part.findall(nodes.tbody))) == 1
