"""The register of claims holds the same in the web pages, in the text of the PDF and in the EPUB."""

from __future__ import annotations

import html
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pypdf import PdfReader
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(?:td|th)\b[^>]*>(.*?)</(?:td|th)>", re.DOTALL)
CLAIM = re.compile(r'href="[^"]*#claim-([a-z0-9-]+)"')


class Row(NamedTuple):
    """One claim: below which heading, its code, its statement in letters and figures alone, its verdict, how many
    sources for and against, and where it was made."""

    group: str
    code: str
    words: str
    verdict: str
    for_: int
    against: int
    where: str


def letters(text: str) -> str:
    """What is left when a line may have been broken, and a word divided, anywhere."""
    return re.sub(r"\W+", "", text)


def shown(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def in_markup(page: str) -> Iterator[tuple[str, Row]]:
    """Key and row of every claim in the register of a page."""
    for group in re.split(r"<div[^>]* class=\"letopis-claims", page)[1:]:
        heading, _, table = group.partition("<table")
        (title,) = re.findall(r"<(?:h\d|p)[^>]*rubric[^>]*>(.*?)</(?:h\d|p)>", heading, re.DOTALL)
        for row in ROW.findall(table.partition("</table>")[0]):
            cells = CELL.findall(row)
            if found := CLAIM.search(cells[0]):
                code, statement, verdict, for_, against, where = map(shown, cells)
                yield found[1], Row(shown(title), code, letters(statement), verdict, int(for_), int(against), where)


def flat(outline: list[Any]) -> Iterator[Any]:
    """The bookmarks in their order."""
    for item in outline:
        yield from flat(item) if isinstance(item, list) else [item]


@pytest.fixture(scope="module")
def on_the_web(archive: Callable[..., Path]) -> dict[str, Row]:
    return dict(in_markup((archive("html") / "claims.html").read_text(encoding="utf-8")))


def test_the_register_is_that_of_the_archive(archive: Callable[..., Path], on_the_web: dict[str, Row]) -> None:
    listed = InventoryFile.loads((archive("html") / "objects.inv").read_bytes(), uri="").data
    assert set(on_the_web) == set(listed["letopis:claim"])
    assert {f"p{number}" for number in range(1, 30)} <= set(on_the_web)


def test_each_claim_stands_below_its_document_or_question_and_is_called_as_elsewhere(
    on_the_web: dict[str, Row],
) -> None:
    groups: dict[str, list[str]] = {}
    for key, row in on_the_web.items():
        assert row.code == key.upper() if re.fullmatch(r"p\d+", key) else row.code.casefold() != key
        assert row.verdict
        assert row.for_ + row.against
        groups.setdefault(row.group, []).append(key)
    first, *questions = groups
    assert len(questions) >= 10
    assert all(question.endswith("?") for question in questions)
    assert set(groups[first]) == {f"p{number}" for number in range(1, 30)}
    assert first == "Made in The Anti-Party Almost Coup"
    assert on_the_web["p7"].where == "paragraph 2"
    assert on_the_web["present-mikoyan-absent"].group == "Who sat in the Presidium on 18 June?"
    assert on_the_web["present-mikoyan-absent"].where.startswith("answer 2 of ")


def test_the_ebook_holds_the_same(archive: Callable[..., Path], on_the_web: dict[str, Row]) -> None:
    (book,) = archive("epub").glob("*.epub")
    with zipfile.ZipFile(book) as opened:
        page = opened.read(next(name for name in opened.namelist() if name.endswith("claims.xhtml"))).decode()
    assert dict(in_markup(page)) == on_the_web


def test_the_printed_book_leaves_the_register_to_the_web(archive: Callable[..., Path]) -> None:
    """Every claim stands where it was made, with its verdict; the list of all is for a screen."""
    (book,) = archive("typst").glob("*.pdf")
    titles = [mark.title for mark in flat(PdfReader(book).outline)]
    assert "Register of claims" not in titles
    assert "The claims judged" in titles
