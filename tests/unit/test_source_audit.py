"""On what kinds of source an archive rests, and which entries of the most cited sources leave something out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.checks.source_audit import (
    class_of,
    incomplete_entries,
    missing_from,
    reasons_of,
    shares_by_class,
)
from letopis.model.archive import Archive
from letopis.model.references import Source
from tests.building import build, write

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = {"Wikipedia": ["organization: wikipedia", "url: wikipedia.org"], "Reports": ["type: techreport"]}
CLASSES |= {"Weeklies": ["journal: neue zeit"], "Of 1848": ["year: 1848"]}
WHOLE = {
    "author": "Kramer, Mark", "title": "Materials", "year": "1999", "journal": "Cahiers", "pages": "271--306",
    "langid": "english", "url": "https://example.org/14", "urldate": "2026-11-27",
    "archivedurl": "https://archive.example.org/14",
}  # fmt: skip


def entry(key: str, kind: str = "article", **fields: str) -> Source:
    return Source(key, kind, fields, "references.bib", 1)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (entry("A", organization="Russian Wikipedia"), "Wikipedia"),
        (entry("B", url="https://en.wikipedia.org/wiki/B"), "Wikipedia"),
        (entry("C", "techreport", institution="Agency"), "Reports"),
        (entry("D", journal="Cahiers"), "Other"),
        (entry("E", "techreport", organization="Wikipedia"), "Wikipedia"),
        (entry("F", journaltitle="Neue Zeit"), "Weeklies"),
        (entry("G", journal="Neue Zeit"), "Weeklies"),
        (entry("H", date="1848-06-01"), "Of 1848"),
        (entry("I", year="1848"), "Of 1848"),
    ],
)
def test_an_entry_is_of_the_first_class_that_it_fits(source: Source, name: str) -> None:
    assert class_of(source, CLASSES) == name


def test_citations_are_added_up_by_class_each_one_counted() -> None:
    sources = {"A": entry("A", organization="Wikipedia"), "D": entry("D")}
    archive = Archive((), bibliography=sources, cited=[("A", "one"), ("A", "one"), ("D", "two"), ("Unknown", "two")])
    assert shares_by_class(archive, CLASSES) == [("Wikipedia", 2), ("Other", 1)]


def test_a_whole_entry_leaves_nothing_out() -> None:
    assert missing_from(entry("K", **WHOLE)) == []


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"author": ""}, ["author"]),
        ({"title": "[On the plenums]"}, ["title"]),
        ({"year": ""}, ["year"]),
        ({"year": "", "date": "1999-03-01"}, []),
        ({"urldate": ""}, ["day of access"]),
        ({"archivedurl": ""}, ["archived copy"]),
        ({"archivedurl": "", "archive-url": "https://archive.example.org/14"}, []),
        ({"archivedurl": "", "archivedat": "https://archive.example.org/14"}, []),
        ({"archivedurl": "", "doi": "10.4000/monderusse.14"}, []),
        ({"urldate": "", "lastvisited": "2026-11-27"}, []),
        ({"journal": "", "journaltitle": "Cahiers"}, []),
        ({"url": "", "urldate": ""}, ["address"]),
        ({"url": "", "urldate": "", "doi": "10.4000/monderusse.14"}, []),
        ({"pages": "", "langid": ""}, ["pages", "language"]),
        ({"pages": "", "howpublished": "Foreign Relations, XXIV, pp. 142--143"}, []),
        ({"pages": "", "howpublished": "Archive of the party"}, ["pages"]),
    ],
)
def test_what_an_entry_leaves_out(changed: dict[str, str], missing: list[str]) -> None:
    assert missing_from(entry("K", **{**WHOLE, **changed})) == missing


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"urldate": "2026-11-27"}, []),
        ({}, ["year", "day of access"]),
        ({"year": "2020"}, ["day of access"]),
    ],
)
def test_a_web_page_needs_no_pages_and_a_year_or_a_day_of_access(fields: dict[str, str], missing: list[str]) -> None:
    page = {"title": "T", "organization": "O", "langid": "english", "url": "https://example.org"}
    page["archivedurl"] = "https://archive.example.org"
    assert missing_from(entry("K", "online", **page, **fields)) == missing


def test_reasons_are_read_with_the_things_they_are_for() -> None:
    source = entry("K", unfound="publisher, pages: seen only in\n an excerpt; year: not printed there")
    assert reasons_of(source) == (
        ("publisher", "seen only in an excerpt"), ("pages", "seen only in an excerpt"), ("year", "not printed there"),
    )  # fmt: skip


@pytest.mark.parametrize("field", ["", "publisher", "publisher:", "; :"])
def test_no_reason_is_no_excuse(field: str) -> None:
    assert reasons_of(entry("K", unfound=field)) == ()


def test_of_the_most_cited_entries_those_are_named_that_leave_something_out() -> None:
    sources = {
        "Whole": entry("Whole", **WHOLE),
        "Bare": entry("Bare", **{**WHOLE, "pages": ""}),
        "Excused": entry("Excused", **{**WHOLE, "pages": "", "unfound": "pages: a web page"}),
        "Seldom": entry("Seldom"),
    }
    cited = [("Bare", "one")] * 3 + [("Whole", "one")] * 3 + [("Excused", "one")] * 2 + [("Seldom", "one")]
    found = incomplete_entries(Archive((), bibliography=sources, cited=cited), most=3)
    assert [(one.key, one.citations, one.missing) for one in found] == [("Bare", 3, ("pages",)), ("Excused", 2, ())]


def test_the_audit_page_shows_both(tmp_path: Path) -> None:
    bib = "@online{W, title={W}, organization={Wikipedia}}\n@misc{T, title={[T]}, unfound={author: anonymous}}\n"
    bib += "@book{G, author={Gale, Ann}, title={Salt}, year={1950}, langid={english}, url={https://example.org}}\n"
    pages = {
        "page": "# Page\n\n:::{person} ada\n:name: Ada\n:source: W\n:::\n\nTold {cite:p}`W,T,G`.\n\n```{audit}\n```\n",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
    }
    built = build(write(tmp_path, pages, bib, 'letopis_source_classes = {"Wiki": ["organization: wikipedia"]}'))
    page = built.resolved["page"]
    tables = [one for one in page.findall(nodes.table) if "letopis-source-classes" in one["classes"]]
    assert [[cell.astext() for cell in row.findall(nodes.entry)] for row in tables[0].findall(nodes.row)] == [
        ["Class", "Citations", "Share"], ["Wiki", "2", "50.0 %"], ["Other", "2", "50.0 %"],
    ]  # fmt: skip
    listed = next(one for one in page.findall(nodes.bullet_list) if "letopis-entries" in one["classes"])
    told = [item.astext() for item in listed.findall(nodes.list_item)]
    assert len(told) == 3
    assert "(2 citations): without year, language, address." in told[0]
    assert "(1 citations): without publisher, pages, day of access, archived copy." in told[1]
    assert "without title, year, publisher, pages, language, address. Not found: author (anonymous)." in told[2]


def test_without_classes_there_is_no_table(tmp_path: Path) -> None:
    pages = {"page": "# Page\n\nNothing cited.\n\n```{audit}\n```\n"}
    page = build(write(tmp_path, pages)).resolved["page"]
    assert not [one for one in page.findall(nodes.table) if "letopis-source-classes" in one["classes"]]
    assert not [one for one in page.findall(nodes.bullet_list) if "letopis-entries" in one["classes"]]
