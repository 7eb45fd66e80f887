"""What the book is made of: pages left out, entries of a reference work, notes that begin anew, pages told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.book.printing import BuildBook

PART = {
    "index": "# Book\n\n```{toctree}\nkinds\nteam/index\nlast\n```\n",
    "kinds": "# Kinds\n\nSee [the team](team/index.md), [its rules](team/rules.md) and [the last](last.md).\n",
    "team/index": "# Team\n\nWho works here.\n\n```{toctree}\n:hidden:\n\nrules\n```\n",
    "team/rules": "# Rules\n\nWhat they keep to.\n",
    "last": "# Last\n\nThe end.\n",
}

NOTED = """# Notes

One[^a] and the same again[^a].

## First

Two[^b].

## Second

The first once more[^a].

[^a]: Said by A.
[^b]: Said by B.
"""


def test_pages_that_are_left_out_are_not_printed_nor_missed(build_book: BuildBook) -> None:
    book = build_book(PART, letopis_book_omit=["team/**"])
    assert book.warnings == []
    text = " ".join(book.pages)
    assert "Who works here." not in text
    assert "What they keep to." not in text
    assert "The end." in text
    assert "See #[the team]" in book.source("kinds")
    assert "#xref(" in book.source("kinds"), "a page that is printed is still linked"


def test_a_link_to_a_page_left_out_leads_to_the_web(build_book: BuildBook) -> None:
    book = build_book(PART, letopis_book_omit=["team/**"], letopis_book_address="https://sample.example/")
    assert '#ext("https://sample.example/team/rules.html")' in book.source("kinds")


def test_a_pattern_that_matches_nothing_changes_nothing(build_book: BuildBook) -> None:
    book = build_book(PART, letopis_book_omit=["nothing/**"])
    assert "What they keep to." in " ".join(book.pages)


def test_entries_run_in_what_is_short(build_book: BuildBook) -> None:
    page = "# Ada\n\n:Born: 1815\n:Died: 1852\n\nShe wrote.\n"
    conf = "myst_enable_extensions.append('fieldlist')\n"
    book = build_book({"people/ada": page, "other": page}, conf=conf, letopis_book_entries=["people/*"])
    assert book.warnings == []
    assert "#dense[" in book.source("people/ada")
    assert "#run-facts(" in book.source("people/ada")
    assert "Born 1815; Died 1852." in " ".join(book.pages).replace("\N{NO-BREAK SPACE}", " ")
    assert "#dense[" not in book.source("other")
    assert "#facts(" in book.source("other")


def test_a_page_in_columns_has_its_notes_and_its_title(build_book: BuildBook) -> None:
    text = "# Words\n\n" + "A word and what it means.[^n]\n\n" * 120 + "[^n]: From a dictionary.\n"
    book = build_book({"words": text}, letopis_book_columns=["words"])
    assert book.warnings == []
    assert "cols: 2" in book.source("words")
    assert len(book.pages) > 6
    assert "From a dictionary." in " ".join(book.pages)


def test_notes_begin_anew_with_each_section_and_the_same_is_said_once(build_book: BuildBook) -> None:
    book = build_book(NOTED)
    assert book.warnings == []
    marks = re.findall(r"#footnote(\(label|\[)", book.source("chapter"))
    assert marks == ["[", "(label", "[", "["]
    text = " ".join(book.pages)
    assert len(re.findall(r"Said by A\.", text)) == 2
    assert not re.search(r"\b3\s*Said by", text)


def test_a_note_in_a_title_a_table_head_and_a_caption(build_book: BuildBook) -> None:
    page = (
        "# Title[^t]\n\n## Section[^t]\n\nText.\n\n| Head[^h] | b |\n|---|---|\n| 1 | 2 |\n\n"
        "```{table} Caption[^c]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n\n> A quotation.[^q]\n\n- an item[^i]\n\n"
        "[^t]: On the title.\n[^h]: On the head.\n[^c]: On the caption.\n[^q]: On the quotation.\n[^i]: On the item.\n"
    )
    book = build_book({"a": page, "b": "# B\n\n" + "Words and words.\n\n" * 200})
    assert book.warnings == []
    text = " ".join(book.pages)
    for said in ("title", "head", "caption", "quotation", "item"):
        assert f"On the {said}." in text
    contents = next(page for page in book.pages if page.startswith("Contents"))
    assert "On the" not in contents
    assert re.search(r"Title ?\. \.", contents)


def test_a_break_that_only_notes_follow_is_none(build_book: BuildBook) -> None:
    source = build_book({"a": "# A\n\nOne.[^n]\n\n---\n\nTwo.\n\n[^n]: Said.\n"}).source("a")
    assert source.count("#divider()") == 1


def test_running_text_names_a_page_once_a_chapter_and_a_list_always(build_book: BuildBook) -> None:
    pages = {
        "a": "# A\n\nTo [B](c.md) and [B](c.md).\n\n- [B](c.md)\n- [B](c.md)\n",
        "b": "# Between\n",
        "c": "# B\n\nBack to [A](a.md).\n",
    }
    source = build_book(pages).source("a")
    assert source.count("#page-ref(") == 1
    assert source.count("#page-number(") == 2
