"""What an author sees after a save: a rebuilt archive, page by page the same as one built from nothing.

With the settings of this archive and the reading edition, on thirty invented records that link to one another.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.building import Built, build, changed
from tools.synthetic import write_archive

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 946_684_800
"""1 January 2000: older than any build, so that a page edited now is newer than what was read."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive that was built, all of it long ago."""
    source = write_archive(tmp_path / "archive", 30)
    for path in source.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    build(source, builder="html")
    return source


def edit(source: Path, page: str, old: str, new: str) -> None:
    path = source / page
    text, times = re.subn(old, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1, f"{old!r} does not stand in {page}"
    path.write_text(text, encoding="utf-8")


SEARCH = r"^_static/letopis-search/|^search\.html$|^data/(?!index\.html$)|\.md$|^llms\.txt$|(?:^|/)[a-z]+-[^/]*\.json$"
"""What a preview leaves for the next build that has nothing to read: the search and the data."""


def assert_nothing_is_stale(built: Built, tmp_path: Path) -> None:
    """Every file but those of the search and the data is that of a clean build; after one build more, those are too."""
    clean = build(built.source, builder="html", into=tmp_path / "clean")
    stale = changed(unmarked(built.files(without=SEARCH)), clean.files(without=SEARCH))
    assert stale == [], f"{len(stale)} files are not what a clean build gives"
    assert built.warnings == clean.warnings == []
    later = build(built.source, builder="html", fresh=False)
    assert later.resolved == {}
    assert changed(unmarked(later.files()), clean.files()) == []


def unmarked(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the marks by which a preview finds the line of a paragraph."""
    marks = re.compile(rb' class="letopis-line-\d+"| letopis-line-\d+|letopis-line-\d+ ')
    return {name: marks.sub(b"", text) if name.endswith(".html") else text for name, text in files.items()}


def pages(built: Built) -> set[str]:
    """The pages written again, those aside that hold a contents list of them."""
    return {docname for docname in built.resolved if not docname.endswith("index")}


def test_a_paragraph(source: Path, tmp_path: Path) -> None:
    """A sentence at its end, so that no sentence that mentions somebody changes."""
    edit(source, "people/r0.md", r"\.\n\n## ", ". Nobody is named here.\n\n## ")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert "people/r0" in pages(built)
    assert len(pages(built)) < 10, "those that quote the paragraph are written again, for its id is of its words"
    assert_nothing_is_stale(built, tmp_path)


def test_a_paragraph_with_another_link(source: Path, tmp_path: Path) -> None:
    edit(source, "people/r0.md", r"\.\n\n## ", ". Here {event}`r10` is named.\n\n## ")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert {"people/r0", "events/r10"} <= pages(built)
    assert len(pages(built)) < 10
    assert_nothing_is_stale(built, tmp_path)


def test_a_paragraph_with_another_source(source: Path, tmp_path: Path) -> None:
    edit(source, "people/r0.md", r"\{cite:p\}`Source0`", "{cite:p}`Source0,Source4{p. 7}`")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert {"people/r0", "sources"} <= pages(built)
    assert_nothing_is_stale(built, tmp_path)


def test_a_title_that_is_a_records_name(source: Path, tmp_path: Path) -> None:
    edit(source, "events/r10.md", r"^# .*", "# The Great Renaming")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert_nothing_is_stale(built, tmp_path)


def test_a_name_that_is_no_title(source: Path, tmp_path: Path) -> None:
    edit(source, "glossary-0.md", r"^(:::\{term\} t3)$", r"\1\n:name: a word renamed")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert_nothing_is_stale(built, tmp_path)


def test_the_title_of_a_heading(source: Path, tmp_path: Path) -> None:
    edit(source, "places/r15.md", r"^## .*", "## Another heading")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert_nothing_is_stale(built, tmp_path)


def test_a_date(source: Path, tmp_path: Path) -> None:
    edit(source, "events/r11.md", r"^:date: \d+", ":date: 1919")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert "timeline" in pages(built)
    assert_nothing_is_stale(built, tmp_path)


def test_two_edits_one_after_the_other(source: Path, tmp_path: Path) -> None:
    """What was kept of the first rebuild serves the second."""
    edit(source, "people/r0.md", r"\.\n\n## ", ". Nobody is named here.\n\n## ")
    assert "people/r0" in pages(build(source, builder="html", fresh=False, letopis_preview=True))
    edit(source, "people/r1.md", r"\.\n\n## ", ". Nobody is named here.\n\n## ")
    built = build(source, builder="html", fresh=False, letopis_preview=True)
    assert "people/r1" in pages(built)
    assert "people/r0" not in pages(built)
    assert_nothing_is_stale(built, tmp_path)
