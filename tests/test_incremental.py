"""A second build writes what changed, and whatever shows what changed, and nothing else.

Every case ends in the same question: is the output, byte for byte, what a clean build would have made?
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from tests.building import COUNCIL, Built, build, changed, copy

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 946_684_800
"""1 January 2000: older than any build, so that a page edited now is newer than what was read."""

ADDED_TO = r"^searchindex\.js$"
"""Sphinx adds to its search index, and drops the index entries of pages that are not written again. The build that is
published starts from nothing."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The second archive, built once, all of it long ago."""
    source = copy(COUNCIL, tmp_path / "council")
    for path in source.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    build(source, builder="html")
    return source


def again(source: Path, *, builder: str = "html", jobs: int = 0) -> Built:
    """Build again into the same place, from what was read before."""
    return build(source, builder=builder, jobs=jobs, fresh=False)


def assert_as_if_clean(built: Built, tmp_path: Path) -> None:
    clean = build(built.source, builder=built.app.builder.name, into=tmp_path / "clean")
    assert changed(built.files(without=ADDED_TO), clean.files(without=ADDED_TO)) == []
    assert built.warnings == clean.warnings


def edit(source: Path, page: str, old: str, new: str) -> None:
    path = source / page
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {page}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_archive_that_did_not_change_is_not_written_again(source: Path) -> None:
    assert again(source).resolved.keys() == set()


def test_a_changed_sentence_writes_its_page_and_those_that_quote_it(source: Path, tmp_path: Path) -> None:
    edit(source, "story.md", "was called in for dancing; she", "was called in because she had danced; she")
    built = again(source)
    # The page of Favre shows the sentence in which she is mentioned, that of Gruet leads to the same paragraph, whose
    # id is made from its words until it has been published; the list of sources shows the sentence, too.
    assert built.resolved.keys() == {"story", "people/favre", "people/gruet", "sources"}
    assert "was called in because she had danced" in built.text("sources.html")
    assert_as_if_clean(built, tmp_path)


def test_a_paragraph_that_mentions_nobody_and_cites_nothing_writes_its_page_alone(source: Path, tmp_path: Path) -> None:
    edit(source, "about.md", "Its rules, and what they have found.", "Its rules, and what these have found.")
    built = again(source)
    assert built.resolved.keys() == {"about"}
    assert_as_if_clean(built, tmp_path)


def test_a_sentence_that_cites_a_source_is_shown_below_it(source: Path, tmp_path: Path) -> None:
    edit(source, "people/berthelier.md", "Three men had insulted", "Three men, it is said, had insulted")
    built = again(source, jobs=2)
    assert built.resolved.keys() == {"people/berthelier", "sources"}
    assert "Three men, it is said, had insulted a pastor" in built.text("sources.html")
    assert_as_if_clean(built, tmp_path)


def test_a_changed_summary_is_shown_wherever_the_record_is(source: Path, tmp_path: Path) -> None:
    edit(source, "people/vandel.md", "One of the first Protestants", "Among the first Protestants")
    built = again(source)
    assert {"index", "people/vandel", "story"} <= built.resolved.keys()
    assert "gruet" not in {docname.partition("/")[2] for docname in built.resolved}
    assert "Among the first Protestants" in built.text("index.html")
    assert_as_if_clean(built, tmp_path)


def test_a_changed_name_is_shown_in_every_link(source: Path, tmp_path: Path) -> None:
    edit(source, "bodies.md", ":name: Council of Two Hundred", ":name: The Two Hundred")
    built = again(source)
    assert "The Two Hundred" in built.text("story.html")
    assert_as_if_clean(built, tmp_path)


def test_a_changed_date_moves_what_hangs_on_it(source: Path, tmp_path: Path) -> None:
    """The condemnation is dated from the burning, the timeline is on the front page, the vote is a part."""
    edit(source, "trial.md", ":date: OS 1553-10-27", ":date: OS 1553-10-26")
    built = again(source)
    assert "4 November 1553" in built.resolved["index"].astext().replace("\xa0", " ")
    assert_as_if_clean(built, tmp_path)


def test_an_added_page_is_shown_by_the_others(source: Path, tmp_path: Path) -> None:
    edit(source, "index.md", "people/favre\n", "people/favre\npeople/farel\n")
    (source / "people" / "farel.md").write_text(
        "# Guillaume Farel\n\n:::{person} farel\n:source: WPPerrinGerman\n:see: calvin\n"
        "Banished from the city together with {person}`calvin`.\n:::\n",
        encoding="utf-8",
    )
    built = again(source)
    assert "Guillaume Farel" in built.resolved["people/calvin"].astext()
    assert "Banished from the city" in built.text("index.html")
    assert_as_if_clean(built, tmp_path)


def test_a_removed_page_is_shown_by_none(source: Path, tmp_path: Path) -> None:
    edit(source, "index.md", "people/gruet\n", "")
    (source / "people" / "gruet.md").unlink()
    built = again(source)
    assert "Poet, suspected" not in built.text("index.html")
    assert {(one.path, one.code) for one in built.warnings} == {
        ("story.md", "letopis.ref-unknown"), ("events.md", "letopis.ref-unknown"),
    }  # fmt: skip
    # Sphinx leaves the page itself lying, and its citations with it; `letopis build` builds into an empty folder.
    cited = ("people/gruet.bib", "people/gruet.csl.json", "people/gruet.ris")
    for left in ("people/gruet.html", "_sources/people/gruet.md.txt", *cited):
        (built.output / left).unlink()
    assert_as_if_clean(built, tmp_path)


def test_a_changed_source_is_cited_anew(source: Path, tmp_path: Path) -> None:
    """No page changes but the list of sources, yet every page that cites the source shows its year."""
    edit(source, "sources.bib", "year = {1877}", "year = {1878}")
    os.utime(source / "sources.bib", (LONG_AGO + 1, LONG_AGO + 1))
    built = again(source)
    assert {"people/servetus", "trial", "sources"} <= built.resolved.keys()
    assert "people/calvin" not in built.resolved
    assert "Mauris 1878" in built.resolved["people/servetus"].astext()
    assert_as_if_clean(built, tmp_path)


def test_a_title_is_shown_in_every_list_of_mentions(source: Path, tmp_path: Path) -> None:
    edit(source, "story.md", "# From the gallows to the tavern", "# From the gallows to the riot")
    built = again(source)
    assert "From the gallows to the riot" in built.resolved["people/favre"].astext()
    assert_as_if_clean(built, tmp_path)


@pytest.mark.parametrize("jobs", [1, 4])
def test_workers_see_what_the_first_build_read(source: Path, tmp_path: Path, jobs: int) -> None:
    edit(source, "people/vandel.md", ":born: 1507~", ":born: 1508~")
    edit(source, "trial.md", "Seventeen councillors", "Seventeen of the councillors")
    built = again(source, jobs=jobs)
    assert_as_if_clean(built, tmp_path)


def test_a_mended_fault_is_forgotten_and_a_new_one_told(source: Path) -> None:
    edit(source, "people/favre.md", ":source: Tripet2009", ":source: Tripet2008")
    assert [(one.path, one.line) for one in again(source).warnings] == [("people/favre.md", 6)]
    edit(source, "people/favre.md", ":source: Tripet2008", ":source: Tripet2009")
    assert again(source).warnings == []


def test_each_output_knows_for_itself_what_it_shows(source: Path, tmp_path: Path) -> None:
    """Two builders share the doctrees: what one of them wrote is no news to the other."""
    again(source, builder="text")
    edit(source, "people/vandel.md", "One of the first Protestants", "Among the first Protestants")
    assert "story" in again(source, builder="text").resolved
    html = again(source)
    assert "Among the first Protestants" in html.text("index.html")
    assert_as_if_clean(html, tmp_path)


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_was_broken_off_leaves_no_page_behind(
    source: Path, tmp_path: Path, end: type[BaseException]
) -> None:
    edit(source, "people/vandel.md", "One of the first Protestants", "Among the first Protestants")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx.builders.html.StandaloneHTMLBuilder.write_doc", Mock(side_effect=end))
        with pytest.raises(end):
            again(source)
    built = again(source)
    assert "Among the first Protestants" in built.text("index.html")
    assert_as_if_clean(built, tmp_path)


def test_what_was_kept_may_be_spoilt(source: Path) -> None:
    """Then every page is written again, and nothing else happens."""
    kept = source / "_build" / "doctrees" / "letopis-shown.json"
    assert json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text("{", encoding="utf-8")
    built = again(source)
    assert built.resolved.keys() == built.app.env.found_docs
    assert again(source).resolved.keys() == set()


def test_one_page_asked_for_leaves_the_others_as_they_were(source: Path) -> None:
    """Their fingerprints stay, too: they are written when all pages are asked for again."""
    edit(source, "people/vandel.md", "One of the first Protestants", "Among the first Protestants")
    build(source, builder="html", fresh=False, filenames=[source / "people" / "vandel.md"])
    assert "story" in again(source).resolved


def test_the_reading_edition_is_kept_up_to_date(tmp_path: Path) -> None:
    """Its pages show more of one another than a plain theme's: trees of titles, lists of who is mentioned, previews."""

    def edition(into: Path, *, fresh: bool) -> Built:
        theme: dict[str, Any] = {
            "html_theme": "sphinx_book_theme",
            "html_theme_options": {},
            "letopis_edition": "2026-11-23",
        }
        return build(council, builder="html", into=into, fresh=fresh, **theme)

    council = copy(COUNCIL, tmp_path / "council")
    for path in council.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    edition(tmp_path / "kept", fresh=True)
    assert edition(tmp_path / "kept", fresh=False).resolved.keys() == set()
    edit(council, "people/vandel.md", "One of the first Protestants", "Among the first Protestants")
    assert "people/gruet" not in edition(tmp_path / "kept", fresh=False).resolved
    edit(council, "bodies.md", ":name: Council of Two Hundred", ":name: The Two Hundred")
    edit(council, "events.md", ":date: OS 1541-11-20", ":date: OS 1541-11-21")
    edit(council, "story.md", "# From the gallows to the tavern", "# From the gallows to the riot")
    kept, clean = edition(tmp_path / "kept", fresh=False), edition(tmp_path / "clean", fresh=True)
    assert changed(kept.files(without=ADDED_TO), clean.files(without=ADDED_TO)) == []
