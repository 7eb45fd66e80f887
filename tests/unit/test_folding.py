"""Long lists and tables: whole everywhere, folded on a web page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.nodes import folded, picture
from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

BIB = "@misc{S, title={S}}\n"


def council(tmp_path: Path, builder: str, members: int, options: str = "") -> Built:
    """A council of so many, each of whom has had a seat for two terms of years."""
    people = "".join(
        f":::{{person}} p{number}\n:name: Member {number:02}\n:source: S\n"
        f":member: council full {1500 + number}/{1505 + number}\n:member: council full {1540 + number}/{1545 + number}\n:::\n\n"
        for number in range(members)
    )
    body = ":::{body} council\n:source: S\nThe council.\n:::\n\n" + f"```{{tenures}} council\n{options}```\n"
    pages = {
        "council": f"# The council\n\n{body}",
        "people": f"# People\n\n{people}",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
        **{f"p{number:02}": f"# Page {number:02}\n\nSee {{body}}`council` there.\n" for number in range(members)},
    }
    return build(write(tmp_path, pages, BIB), builder=builder)


def related(built: Built, label: str) -> str:
    fields = built.resolved["council"].findall(nodes.field)
    return next(field[1].astext() for field in fields if field[0].astext() == label)


def test_a_few_members_have_their_dates(tmp_path: Path) -> None:
    assert related(council(tmp_path, "html", 2), "Members").count("(full member, ") == 4


@pytest.mark.parametrize("builder", ["html", "text"])
def test_many_members_stand_in_the_table_of_the_page_and_nowhere_else(tmp_path: Path, builder: str) -> None:
    resolved = council(tmp_path, builder, 7).resolved["council"]
    (table,) = resolved.findall(nodes.table)
    assert len(list(table.findall(nodes.row))) == 2 * 7 + 1
    assert "Members" not in [field[0].astext() for field in resolved.findall(nodes.field)]


@pytest.mark.parametrize(("members", "options"), [(21, ""), (3, ":table: folded\n")])
def test_a_long_table_is_folded_below_its_drawing(tmp_path: Path, members: int, options: str) -> None:
    built = council(tmp_path, "html", members, options)
    fold = next(iter(built.resolved["council"].findall(folded)))
    assert fold["summary"] == f"The same as a table of {2 * members} rows"
    assert len(list(fold.findall(nodes.row))) == 2 * members + 1
    page = (built.output / "council.html").read_text(encoding="utf-8")
    assert f"<summary>{fold['summary']}</summary>" in page


@pytest.mark.parametrize(
    ("builder", "members", "options"),
    [("html", 20, ""), ("html", 21, ":picture: no\n"), ("text", 21, ""), ("epub", 21, ":table: folded\n")],
    ids=["short", "not drawn", "text", "e-book"],
)
def test_any_other_table_stands_openly(tmp_path: Path, builder: str, members: int, options: str) -> None:
    resolved = council(tmp_path, builder, members, options).resolved["council"]
    table = next(iter(resolved.findall(nodes.table)))
    assert not isinstance(table.parent, folded)
    assert len(list(table.findall(nodes.row))) == 2 * members + 1
    assert bool(list(resolved.findall(picture))) == (":picture: no" not in options and builder != "text")


def mentions(built: Built) -> list[nodes.bullet_list]:
    lists = built.resolved["council"].findall(nodes.bullet_list)
    return [found for found in lists if "letopis-mentions" in found["classes"]]


def test_many_mentions_begin_openly(tmp_path: Path) -> None:
    shown, more = mentions(council(tmp_path, "html", 14))
    # The page of the people is the fifteenth: it gives the council a member, but no sentence.
    assert (len(shown), len(more)) == (6, 8)
    assert isinstance(more.parent, folded)
    assert more.parent["summary"] == "8 more pages"


def test_of_fewer_mentions_all_stand_openly(tmp_path: Path) -> None:
    (only,) = mentions(council(tmp_path, "html", 12))
    assert len(only) == 12
