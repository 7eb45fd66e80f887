"""Every builder prints the second archive: another century, language and calendar, and no word of the first."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest

from tests.building import COUNCIL, Built, build, changed, copy

EVERY = (
    "html", "dirhtml", "singlehtml", "text", "latex", "epub", "typst", "dummy", "xml", "pseudoxml", "man", "texinfo",
)  # fmt: skip
BY_PAGE = ("html", "dirhtml", "text", "xml", "pseudoxml")
"""These write a file a page."""

SAID_ELSEWHERE = ("The sentence on Servetus", "Treaty with Bern and Fribourg", "Glossary", "1544–1555")
"""Words that Perrin's page shows and that stand on other pages, or not at all: a vote, an event, a title, a span."""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(COUNCIL, tmp_path_factory.mktemp("builders") / "council")


@pytest.fixture(scope="module", params=EVERY)
def built(request: pytest.FixtureRequest, council: Path) -> Built:
    name = str(request.param)
    return build(council, builder=name, into=council.parent / name)


@pytest.fixture(scope="module")
def html(council: Path) -> Built:
    return build(council, builder="html", into=council.parent / "again")


def test_no_builder_warns(built: Built) -> None:
    assert built.warnings == []


def test_every_builder_is_handed_whole_pages(built: Built) -> None:
    """What the invariants of `check_whole` are asked of: the writer saw the views drawn, and the links made."""
    expected = (
        {"index"} if built.app.builder.name in {"singlehtml", "latex", "man", "texinfo"} else built.app.env.found_docs
    )
    assert built.resolved.keys() == expected


@pytest.mark.parametrize("builder", BY_PAGE)
def test_a_page_says_what_other_pages_know_of_it(council: Path, builder: str) -> None:
    built = build(council, builder=builder, into=council.parent / f"{builder}-perrin")
    (page,) = [name for name in built.files() if re.search(r"people/perrin(/index)?\.(?!bib|ris)[a-z]+$", name)]
    text = " ".join(re.sub(r"<[^>]+>", "", built.text(page)).split())
    for words in SAID_ELSEWHERE:
        assert words in text


def test_latex_and_the_manual_page_hold_every_record(council: Path) -> None:
    tex = build(council, builder="latex", into=council.parent / "tex")
    source = next(text.decode() for name, text in tex.files().items() if name.endswith(".tex"))
    for record in tex.archive.records:
        if record.kind != "claim":
            assert f"{record.anchor}}}" in source.replace("\\detokenize{", ""), record.anchor


def test_the_epub_is_one_book_whose_pages_are_xml(council: Path) -> None:
    built = build(council, builder="epub", into=council.parent / "epub-zip")
    with ZipFile(built.output / "council.epub") as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        pages = {name: "".join(ET.fromstring(book.read(name)).itertext()) for name in names}
    perrin = next(text for name, text in pages.items() if name.endswith("perrin.xhtml"))
    for words in SAID_ELSEWHERE:
        assert words in " ".join(perrin.split())


def test_the_printed_book_has_a_place_for_every_record(council: Path) -> None:
    built = build(council, builder="typst", into=council.parent / "pdf")
    (pdf,) = [name for name in built.files() if name.endswith(".pdf")]
    with pikepdf.open(built.output / pdf) as book:
        assert len(book.pages) > 10
    typst = "\n".join(text.decode() for name, text in built.files().items() if name.endswith(".typ"))
    for record in built.archive.records:
        assert f"{record.origin.docname}:{record.anchor}" in typst


# ------------------------------------------------------------------------------------ the second archive
def test_the_second_archive_has_every_kind_of_record(html: Built) -> None:
    kinds = [record.kind for record in html.archive.records]
    assert set(kinds) == {
        "person", "event", "body", "office", "place", "document", "book", "term", "claim", "question", "vote",
    }  # fmt: skip
    assert len(kinds) >= 20


def test_nothing_of_the_extension_knows_the_first_archive(html: Built) -> None:
    """Whatever the pages of Geneva print that their author did not write comes from the extension."""
    text = " ".join(document.astext() for document in html.resolved.values())
    assert not re.search(r"(?i)khrushchev|soviet|plenum|presidium|1957", text)


def test_days_of_the_julian_calendar_are_shown_in_both(html: Built) -> None:
    assert "6 November 1553 (27 October Old Style)" in html.resolved["trial"].astext().replace("\xa0", " ")


def test_a_date_that_hangs_on_another_names_it(html: Built) -> None:
    text = html.resolved["trial"].astext().replace("\xa0", " ")
    assert "5 November 1553 (1 day before Servetus is burned)" in text


def test_names_in_the_citys_language_are_marked_as_such_and_not_romanized(html: Built) -> None:
    page = html.text("bodies.html")
    assert '<span lang="fr">Petit Conseil</span></p>' in page
    assert "(Petit Conseil)" not in page


# ------------------------------------------------------------------------------------- the same bytes
def run(source: Path, output: Path, builder: str, *, jobs: int, seed: int) -> dict[str, bytes]:
    """Build in a process of its own, with another order of sets and another number of workers."""
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-W", "-n", "-j", str(jobs), "-b", builder]
    command += ["-d", str(output.parent / f"{output.name}-doctrees"), str(source), str(output)]
    here = Path(__file__).parents[1]
    environment = os.environ | {
        "PYTHONHASHSEED": str(seed), "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": f"{here / 'src'}",
    }  # fmt: skip
    subprocess.run(command, check=True, env=environment, cwd=here)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize("builder", ["html", "epub", "typst", "text", "latex"])
def test_the_same_sources_give_the_same_bytes_with_any_number_of_workers(council: Path, builder: str) -> None:
    one = run(council, council.parent / f"{builder}-1", builder, jobs=1, seed=1)
    two = run(council, council.parent / f"{builder}-2", builder, jobs=2, seed=2)
    assert len(one) > 1
    assert changed(one, two) == []
