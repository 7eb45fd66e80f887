"""The archive itself, built as it is published: without a warning, whole, and the same bytes every time.

Everything is built once a session, in processes of its own, from what the builders share.
"""

from __future__ import annotations

import pickle
import posixpath
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from letopis.building.outputs import faults_in_book, faults_in_epub, faults_in_site
from tests.building import FIRST, SECOND, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from letopis.model.records import Record

pytestmark = pytest.mark.slow

LEAST = {"person": 40, "event": 35, "body": 12, "place": 10, "question": 6, "book": 4, "term": 100}
"""How many records of a kind the archive has at least; offices count with the bodies."""

ARTICLE = re.compile(r'<article class="bd-article">(.*)</article>', re.DOTALL)
HREF = re.compile(r'\shref="([^"]*)"')


@pytest.fixture(scope="session")
def site(archive: Callable[..., Path]) -> Path:
    return archive("html")


@pytest.fixture(scope="session")
def stored(site: Path) -> dict[str, dict[str, list[Record]]]:
    """What the domain of this build keeps, by page."""
    with (site.parent / "read" / "environment.pickle").open("rb") as file:
        kept: dict[str, dict[str, list[Record]]] = pickle.load(file).domaindata["letopis"]
    return kept


@pytest.fixture(scope="session")
def records(stored: dict[str, dict[str, list[Record]]]) -> list[Record]:
    return [record for page in stored["records"].values() for record in page]


@pytest.fixture(scope="session")
def inventory(site: Path) -> dict[str, dict[str, str]]:
    """Kind, key and address of every record, from the inventory that other projects link by."""
    listed = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data
    return {
        kind.removeprefix("letopis:"): {key: item.uri for key, item in found.items()}
        for kind, found in listed.items()
        if kind.startswith("letopis:")
    }


@pytest.fixture(scope="session")
def links(site: Path) -> dict[str, set[str]]:
    """The addresses of the archive to which each page links in its own text, navigation left out."""
    found: dict[str, set[str]] = {}
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        article = ARTICLE.search(path.read_text(encoding="utf-8"))
        if article is not None:
            found[page] = {
                posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) + f"#{anchor}"
                if name
                else f"{page}#{anchor}"
                for name, _, anchor in (href.partition("#") for href in HREF.findall(article[1]))
                if "://" not in name
            }
    return found


# -------------------------------------------------------------------------------------- every builder
@pytest.mark.parametrize("builder", ["html", "text", "latex", "epub", "typst"])
def test_the_archive_is_built_without_a_warning(archive: Callable[..., Path], builder: str) -> None:
    assert any(archive(builder).iterdir())


def test_the_site_is_whole_and_no_link_in_it_is_dead(site: Path, stored: dict[str, dict[str, list[Record]]]) -> None:
    # What can be taken away is put into place when the archive is published.
    assert [fault for fault in faults_in_site(site, list(stored["records"])) if "downloads/" not in fault] == []


def test_the_book_and_the_epub_are_whole(archive: Callable[..., Path]) -> None:
    assert list(faults_in_book(archive("typst"))) == []
    assert list(faults_in_epub(archive("epub"))) == []


def test_the_text_edition_tells_every_record(archive: Callable[..., Path], records: list[Record]) -> None:
    folder = archive("text")
    pages = {page: plain((folder / f"{page}.txt").read_text(encoding="utf-8")) for page in pages_of(records)}
    # Up to the first link, whose text is another record's name.
    told = {record.anchor: plain(record.summary.partition("\x00")[0])[:40] for record in records}
    assert [record.anchor for record in records if told[record.anchor] not in pages[record.origin.docname]] == []


def plain(text: str) -> str:
    """Words without line breaks and marks of emphasis, with the quotation marks of a typewriter."""
    return " ".join(text.translate(str.maketrans("’‘“”", "''\"\"", "*")).split())


def pages_of(records: list[Record]) -> set[str]:
    return {record.origin.docname for record in records}


# -------------------------------------------------------------------------------------- how much there is
@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_there_are_enough_records_of_each_kind(inventory: dict[str, dict[str, str]], kind: str, least: int) -> None:
    found = inventory[kind].keys() | (inventory["office"].keys() if kind == "body" else set())
    assert len(found) >= least


def test_the_post_is_taken_apart_into_its_claims(inventory: dict[str, dict[str, str]]) -> None:
    claims = [key for key, address in inventory["claim"].items() if address == f"post.html#claim-{key}"]
    assert sorted(claims, key=lambda key: int(key[1:])) == [f"p{number}" for number in range(1, len(claims) + 1)]
    assert len(claims) >= 29


def test_the_inventory_lists_every_record_at_its_place(
    inventory: dict[str, dict[str, str]], records: list[Record]
) -> None:
    for record in records:
        assert inventory[record.kind][record.key] == f"{record.origin.docname}.html#{record.anchor}"


def test_there_are_enough_sources_and_each_is_cited(site: Path) -> None:
    listed = "".join(path.read_text(encoding="utf-8") for path in site.glob("sources*.html"))
    assert listed.count("<summary>Cited on ") >= 600


def test_no_page_is_larger_than_a_telephone_reads_at_once(site: Path) -> None:
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    assert [name for name, size in sizes.items() if size > 250_000] == []


# ----------------------------------------------------------------------------------------- each record
def test_every_record_has_a_source(records: list[Record]) -> None:
    assert [record.anchor for record in records if not any(True for _ in record.citations())] == []


def test_every_page_of_a_record_links_to_its_sources(links: dict[str, set[str]], records: list[Record]) -> None:
    without = [
        page for page in pages_of(records) if not any(link.startswith("sources") for link in links[f"{page}.html"])
    ]
    assert without == []


def test_every_record_is_linked_from_another_page(links: dict[str, set[str]], records: list[Record]) -> None:
    linked: Counter[str] = Counter()
    for page, found in links.items():
        linked.update({whole(link) for link in found if not whole(link).startswith(f"{whole(page)}#")})
    alone = [record.anchor for record in records if not linked[f"{record.origin.docname}.html#{record.anchor}"]]
    assert alone == []


def whole(address: str) -> str:
    """An address on a part of the glossary or of the list of sources as one on the page itself."""
    return re.sub(r"^(glossary|sources)-[\w-]+\.html", r"\1.html", address)


def test_every_term_is_used_outside_the_glossary(
    stored: dict[str, dict[str, list[Record]]], records: list[Record]
) -> None:
    """By an author, in running text: what other pages list does not count."""
    used = {
        mention.target.key  # type: ignore[attr-defined]
        for page, mentions in stored["mentions"].items()
        for mention in mentions
        if page != "glossary" and mention.target.kind == "term"  # type: ignore[attr-defined]
    }
    terms = {record.key for record in records if record.kind == "term" and record.origin.docname == "glossary"}
    assert len(terms) >= 100
    assert sorted(terms - used) == []


# -------------------------------------------------------------------------------------- the same bytes
@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_the_same_sources_give_the_same_bytes(archive: Callable[..., Path], builder: str) -> None:
    one, two = (files(archive(builder, edition)) for edition in (FIRST, SECOND))
    assert len(one) > 1
    assert changed(one, two) == []


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
