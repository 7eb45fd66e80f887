"""The register of claims holds the same in the web pages, in the text of the PDF and in the EPUB."""

from __future__ import annotations

import html
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pypdf import PdfReader
from sphinx.util.inventory import InventoryFile

from letopis.model.verdicts import STANDARD_SCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

VERDICTS = "|".join(sorted((verdict.words for verdict in STANDARD_SCALE), key=len, reverse=True))

ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(?:td|th)\b[^>]*>(.*?)</(?:td|th)>", re.DOTALL)
CLAIM = re.compile(r'href="[^"]*#claim-([a-z0-9-]+)"')


class Row(NamedTuple):
    """One claim: its label and statement in letters and figures alone, its verdict, the sources for and against."""

    words: str
    verdict: str
    for_: int
    against: int


def letters(text: str) -> str:
    """What is left when a line may have been broken, and a word divided, anywhere."""
    return re.sub(r"\W+", "", text)


def shown(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def in_markup(page: str) -> Iterator[tuple[str, Row]]:
    """Key and row of every claim in the register of a page."""
    (register,) = re.findall(r"<table[^>]*letopis-register.*?</table>", page, re.DOTALL)
    for row in ROW.findall(register):
        cells = CELL.findall(row)
        if found := CLAIM.search(cells[0]):
            label, statement, verdict, for_, against = map(shown, cells)
            yield found[1], Row(letters(label + statement), verdict, int(for_), int(against))


HEAD = "No. Statement Verdict For Against"

RUNNING = re.compile(r"\A(?:\d+ .*|.* \d+)\n|\n\d+\Z")
"""The number of a page with the title beside it, or alone at its foot."""


def in_text(pages: list[str]) -> Iterator[Row]:
    """Every row of the register in the text of the book's pages, from the head of the table on."""
    _, head, table = " ".join(RUNNING.sub("", page) for page in pages).partition(HEAD)
    assert head
    text = re.sub(r"\s+", " ", table.replace(HEAD, " "))
    for found in re.finditer(rf"(.+?) ({VERDICTS}) (\d+) (\d+)(?: |$)", text):
        yield Row(letters(found[1]), found[2], int(found[3]), int(found[4]))


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
