"""The ids of headings, paragraphs, tables, figures, labels and sources: none depends on where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from pypdf import PdfReader

from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "page": """# A page

First paragraph of the page.

## 18 June 1957

What happened on that day.

| Who | What |
|---|---|
| Ada | came |

## Обзор

The same words stand twice.

### Notes

The same words stand twice.

(Über)=
## Overview

### Notes

Other notes.

:::{person} ada
:name: Ada Lovelace
:source: Shubin
She came.
:::

:::{claim} came
:statement: She came.
:verdict: confirmed
:source: Shubin
:for: Кнут
:judged: 2026-11-27
:::

```{list-table} Who voted how
* - A
  - B
```
""",
    "other": "# Other\n\n## 18 June 1957\n\nA paragraph of another page.\n",
    "sources": "# Sources\n\n```{bibliography}\n:all:\n```\n",
}
BIB = (
    "@book{Shubin, title={One}, author={Shubin, A.}, year={1999}}\n"
    "@book{Кнут, title={Two}, author={Knut, B.}, year={1999}}\n"
)

FIRST = """# A page

A new paragraph before all others.

## Before

One more, with {cite:p}`Aaa`.

:::{person} aaron
:name: Aaron
:source: Aaa
He was first.
:::
"""

MORE = {
    "page": (
        ("# A page\n", FIRST),
        ("## Обзор\n", "## 17 June\n\nNew words again.\n\n## Обзор\n"),
    ),
}  # fmt: skip
MORE_BIB = "@book{Aaa, title={Nought}, author={Aaa, A.}, year={1990}}\n"


def ids_of(built: Built) -> dict[str, dict[str, str]]:
    """By page the id of everything that can be cited, with the words it leads to."""
    found: dict[str, dict[str, str]] = {}
    for docname in sorted(built.app.env.found_docs):
        found[docname] = {}
        for node in built.resolved[docname].findall(nodes.Element):
            for name in node["ids"]:
                words = node[0] if isinstance(node, nodes.section) else node
                found[docname][str(name)] = words.astext()[:40]
    return found


def with_more(folder: Path) -> Path:
    """The same archive with a source, paragraphs, headings and records before others."""
    pages = dict(PAGES)
    for docname, changes in MORE.items():
        for old, new in changes:
            assert old in pages[docname]
            pages[docname] = pages[docname].replace(old, new, 1)
    return write(folder, pages, MORE_BIB + BIB)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(write(tmp_path_factory.mktemp("naming") / "before", PAGES, BIB))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(with_more(tmp_path_factory.mktemp("naming") / "after"))


def test_each_part_of_a_page_is_called_by_its_words(before: Built) -> None:
    found = ids_of(before)
    assert {
        "a-page",
        "18-june-1957",
        "obzor",
        "uber",
        "overview",
        "overview-notes",
        "person-ada",
        "claim-came",
    } <= found["page"].keys()
    assert "obzor-notes" in found["page"]
    assert {"table-who-what", "table-who-voted-how"} <= found["page"].keys()
    assert {"source-Shubin", "source-Кнут", "sources-1"} <= found["sources"].keys()


def test_what_is_added_in_front_changes_no_id(before: Built, after: Built) -> None:
    """Each id of before is there, and leads to the same words."""
    was, now = ids_of(before), ids_of(after)
    for docname, ids in was.items():
        kept = {name: words for name, words in ids.items() if not name.startswith(("id", "cite-", "note-"))}
        assert kept.items() <= now[docname].items(), docname
    assert len(was["page"]) > 15


def test_no_citable_thing_is_called_by_a_number(after: Built) -> None:
    for docname, document in after.resolved.items():
        for node in document.findall(nodes.Element):
            if isinstance(node, nodes.section | nodes.table | nodes.paragraph | nodes.list_item | nodes.container):
                assert not [name for name in node["ids"] if name.removeprefix("id").isdigit()], docname


def test_a_paragraph_keeps_its_id_wherever_it_stands(tmp_path: Path, before: Built) -> None:
    pages = {"other": PAGES["other"] + "\nWhat happened on that day.\n", "page": "# A page\n\nNothing.\n"}
    moved = build(write(tmp_path, pages))
    found = {words: name for name, words in ids_of(moved)["other"].items()}
    was = {words: name for name, words in ids_of(before)["page"].items()}
    assert found["What happened on that day."] == was["What happened on that day."]


def test_equal_paragraphs_and_headings_of_a_page_are_told_apart(tmp_path: Path) -> None:
    text = "# P\n\n## N\n\nSame.\n\nSame.\n\n## N\n\nOther.\n\n## N\n\nOther.\n\n## ?\n\nSame.\n"
    ids = [name for node in build(write(tmp_path, {"page": text})).read("page").findall() for name in ids_at(node)]
    assert len(ids) == len(set(ids)) == 5 + 5
    assert not [name for name in ids if name.startswith("id")]


def ids_at(node: nodes.Node) -> list[str]:
    return [str(name) for name in node["ids"]] if isinstance(node, nodes.Element) else []


@pytest.mark.parametrize("heading", ["Par 2 b", "Person Ada", "Notes", "Source Shubin", "Main content"])
def test_a_heading_never_takes_an_id_of_something_else(tmp_path: Path, heading: str) -> None:
    built = build(write(tmp_path, {"page": f"# P\n\n## {heading}\n\nText.\n"}))
    section = list(built.read("page").findall(nodes.section))[1]
    assert section["ids"] == [f"{heading.lower().replace(' ', '-')}-section"]


def test_links_inside_a_page_follow_the_new_ids(tmp_path: Path) -> None:
    text = "# P\n\n[one](#18-june) {ref}`Обзор` [two](#überblick)\n\n(Обзор)=\n## 18 June\n\nA.\n\n## Überblick\n\nB.\n"
    built = build(write(tmp_path, {"page": text}, conf="myst_heading_anchors = 3\n"))
    assert not built.warnings
    links = [link["refid"] for link in built.resolved["page"].findall(nodes.reference)]
    assert links == ["18-june", "obzor", "uberblick"]
    assert set(links) <= set(ids_of(built)["page"])


def test_a_listed_source_has_its_key_for_an_id_in_every_list(tmp_path: Path) -> None:
    listed = "```{bibliography}\n:all:\n```\n"
    pages = {"one": f"# One\n\n{listed}\n{listed}", "two": f"# Two\n\n{listed}"}
    built = build(write(tmp_path, pages, BIB), builder="html")
    assert [built.text("one.html").count(f'id="source-Shubin{end}"') for end in ("", "-2")] == [1, 1]
    assert 'id="source-Shubin"' in built.text("two.html")


def test_a_project_may_choose_the_ids_of_its_sources(tmp_path: Path) -> None:
    pages = {"one": "# One\n\n```{bibliography}\n:all:\n```\n"}
    built = build(write(tmp_path, pages, BIB, 'bibtex_cite_id = "cite-{key}"\n'))
    assert "cite-shubin" in ids_of(built)["one"]


def test_the_web_the_book_and_the_epub_have_the_same_ids(tmp_path: Path) -> None:
    source = write(tmp_path / "archive", PAGES, BIB, 'html_theme = "sphinx_book_theme"\nletopis_book_slug = "book"\n')
    web = build(source, builder="html")
    wanted = {
        (docname, name)
        for docname, names in ids_of(web).items()
        for name in names
        if name.startswith(("par-", "person-", "claim-", "table-"))
        or name in {"18-june-1957", "obzor", "overview-notes"}
    }
    assert len(wanted) > 10
    book = build(source, builder="typst", fresh=False)
    named = PdfReader(book.output / "book.pdf").named_destinations
    assert [f"{docname}#{name}" for docname, name in sorted(wanted) if f"{docname}#{name}" not in named] == []
    epub = build(source, builder="epub", fresh=False)
    for docname, name in sorted(wanted):
        assert f'id="{name}"' in epub.text(f"{docname}.xhtml")
        assert f'id="{name}"' in web.text(f"{docname}.html")
