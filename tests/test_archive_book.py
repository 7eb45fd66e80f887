"""The printed book of the archive itself: its indexes, links, bookmarks and drawings.

For thirty entries of each index, spread evenly over it, every page that the index gives is opened and the name
looked for in its text. It is found in any form under which a reader may look for it: as it is written, a variant, the
surname, the original or a romanization. Or else in the words with which an author leads to the record from running
text ("the session"), if a link on that page leads to the very place where the record stands.
Words that the end of a line divides are put together, and hyphens count for nothing. A name that the end of a page
divides belongs to the page that it ends on: there the rest of it opens the text.
"""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pytest
from pypdf import PdfReader
from sphinx.addnodes import pending_xref

from letopis.book.bookindex import entry_key
from letopis.book.compile import PLACES_FILE
from letopis.book.outline import documents_of
from letopis.model.archive import Archive
from letopis.model.kinds import Person
from letopis.model.names import collation_key, fold, name_variants
from letopis.model.schema import Schema
from letopis.printindex import INDEXES, SHORTEST, entries, inverted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from letopis.model.kinds import Record

pytestmark = pytest.mark.slow

LOOKED_UP = 30

MOST_NAMED = 20
LEAST_SHARE = 0.6
"""Of the pages that name one of the persons most named, those that the index gives."""

PAGES = r"\d+(?:– ?\d+)?(?:, \d+(?:– ?\d+)?)*"

Target = tuple[int, float]
"""Where a link leads: the number of the page's object, and points from its foot."""


class Listed(NamedTuple):
    """An entry of an index: the page numbers behind it, the places to which they are links, the same with its ranges."""

    numbers: list[str]
    targets: list[Target]
    runs: list[list[str]]


class Book:
    """The PDF, and what the build knew of the records in it."""

    def __init__(self, folder: Path) -> None:
        (path,) = folder.glob("*.pdf")
        self.reader = PdfReader(path)
        self.labels = self.reader.page_labels
        self.doctrees = folder.parent / "read"
        with (self.doctrees / "environment.pickle").open("rb") as file:
            env = pickle.load(file)
        self.title: str = env.config.project
        self.documents = documents_of(env, env.config.letopis_book_omit)
        kept = env.domaindata["letopis"]
        self.archive = Archive(
            [record for page in kept["records"].values() for record in page],
            [mention for page in kept["mentions"].values() for mention in page],
        )
        self.texts: dict[int, str] = {}
        self.words: dict[str, dict[str, str]] = {}

    @cached_property
    def chapters(self) -> dict[str, range]:
        """The pages of each chapter, by the title of its bookmark."""
        marks = [(mark.title, self.reader.get_destination_page_number(mark) or 0) for mark in flat(self.reader.outline)]
        ends = [*sorted({page for _, page in marks}), len(self.labels)]
        return {title: range(page, ends[ends.index(page) + 1]) for title, page in marks}

    def text(self, page: int) -> str:
        """The words of a page, counted from 0."""
        if page not in self.texts:
            self.texts[page] = plain(self.reader.pages[page].extract_text())
        return self.texts[page]

    def links(self, page: int) -> list[Target]:
        """Where the links of a page into the book lead, in their order."""
        found = (annotation.get_object() for annotation in self.reader.pages[page].get("/Annots", ()))
        ends = [link["/Dest"] for link in found if isinstance(link.get("/Dest"), list)]
        return [(end[0].idnum, float(end[3])) for end in ends]

    def index(self, title: str, kinds: tuple[type[Record], ...]) -> dict[str, Listed]:
        """The entries of an index that have pages, read from the PDF in the order in which they must stand."""
        lines: list[str] = []
        links: list[Target] = []
        for page in self.chapters[title]:
            running = {f"{self.labels[page]} {self.title}", f"{title} {self.labels[page]}", self.labels[page]}
            lines += [
                line for line in self.reader.pages[page].extract_text().splitlines() if line.strip() not in running
            ]
            links += self.links(page)
        text = spaced("\n".join(lines))
        found: dict[str, Listed] = {}
        for entry in sorted(
            entries(self.archive, kinds, self.documents), key=lambda one: entry_key(one, collation_key)
        ):
            label = spaced(entry.label)
            before, comma, text = text.partition(f"{label}, ")
            assert comma, f"{entry.label!r} does not stand in the {title.lower()} where it should: {before[:80]!r}"
            if entry.see:
                assert text.startswith("see "), entry.label
                continue
            runs = self._pages_of(text)
            assert runs, f"{entry.label!r} has no page: {text[:40]!r}"
            shown = re.findall(r"\d+", " ".join(runs))
            numbers = [list(spread(run)) for run in runs]
            found[entry.label] = Listed([one for run in numbers for one in run], links[: len(shown)], numbers)
            del links[: len(shown)]
        assert not links, f"the {title.lower()} has links that are no page number"
        return found

    def _pages_of(self, text: str) -> list[str]:
        """The pages at the head of a text, also after the names of groups, such as ``12, 15; events of 1957, 31–33``."""
        group = rf"(?:(?!see also)[^;])*?, {PAGES}(?=[ ;.]|$)"
        head = re.match(rf"(?:{PAGES})?(?:(?:^|; ){group})*", text)
        runs = re.findall(r"\d+(?:– ?\d+)?", head[0]) if head else []
        return [run for run in runs if run.partition("–")[0] in self.labels]

    def led_by(self, record: Record) -> set[str]:
        """The words with which running text leads to a record."""
        return {plain(self._words(mention.docname)[mention.anchor]) for mention in self.archive.mentions_of(record)}

    def _words(self, docname: str) -> dict[str, str]:
        if docname not in self.words:
            with (self.doctrees / f"{docname}.doctree").open("rb") as file:
                tree = pickle.load(file)
            links = tree.findall(pending_xref)
            self.words[docname] = {link["letopis-anchor"]: link.astext() for link in links if "letopis-anchor" in link}
        return self.words[docname]


def flat(outline: list[Any]) -> Iterator[Any]:
    for mark in outline:
        yield from flat(mark) if isinstance(mark, list) else [mark]


def spaced(text: str) -> str:
    """One line, without hyphens."""
    return " ".join(re.sub(r"[-\u00ad]\s*\n\s*", "", text).replace("-", "").split())


def plain(text: str) -> str:
    """The same in small letters without marks."""
    return fold(spaced(text))


def spread(numbers: str) -> Iterator[str]:
    """Every page of a list such as ``3, 7–9``."""
    for first, last in re.findall(r"(\d+)(?:– ?(\d+))?", numbers):
        yield from map(str, range(int(first), int(last or first) + 1))


def forms(record: Record) -> set[str]:
    """Every form under which a reader may look for a record."""
    written = [record.index_name, *(fact.value for fact in (*record.variant, *record.abbreviation))]
    native = record.native.value if record.native else ""
    person = record.kind == "person"
    return set(map(plain, name_variants(native, record.name, written, sort=record.index_name, person=person)))


def has(text: str, words: set[str]) -> bool:
    """Whether one of these begins a word of the text."""
    return any(re.search(rf"(?<!\w){re.escape(form)}", text) for form in words if form)


@pytest.fixture(scope="module")
def book(archive: Callable[..., Path]) -> Book:
    return Book(archive("typst"))


def kinds_in(name: str) -> tuple[type[Record], ...]:
    """The kinds that enter an index of the book."""
    return tuple(kind for kind in Schema().kinds.values() if kind.print_index == name)


@pytest.mark.parametrize(("title", "kinds"), [(title, kinds_in(name)) for name, title in INDEXES])
def test_a_name_stands_on_every_page_that_its_index_gives(
    book: Book, title: str, kinds: tuple[type[Record], ...]
) -> None:
    records = {inverted(record.index_name): record for kind in kinds for record in book.archive.all(kind)}
    listed = {label: found for label, found in book.index(title, kinds).items() if label in records}
    labels = list(listed)
    assert len(labels) >= LOOKED_UP
    chosen = [labels[number * (len(labels) - 1) // (LOOKED_UP - 1)] for number in range(LOOKED_UP)]
    missed = [
        f"{label}, {number}"
        for label in chosen
        for number in listed[label].numbers
        if not stands_on(book, records[label], listed[label], book.labels.index(number))
    ]
    assert missed == []


def test_most_pages_that_name_a_person_are_in_the_index(book: Book) -> None:
    """Of the pages before the indexes with the surname, for the twenty persons whom most of them name.

    A range counts only where each of its pages names the person.
    """
    first = min(book.chapters[title][0] for _, title in INDEXES)
    pages = [(number, book.text(page)) for page, number in enumerate(book.labels[:first]) if number.isdecimal()]
    surnames = Counter(plain(person.index_name.partition(",")[0]) for person in book.archive.all(Person))
    named: dict[str, set[str]] = {}
    for person in book.archive.all(Person):
        surname = plain(person.index_name.partition(",")[0])
        if surnames[surname] == 1 and len(surname) >= SHORTEST:
            named[inverted(person.index_name)] = {number for number, text in pages if has(text, {surname})}
    most = sorted(named, key=lambda label: -len(named[label]))[:MOST_NAMED]
    listed = book.index("Index of persons", kinds_in("persons"))
    found = [{one for run in listed[label].runs if named[label] >= set(run) for one in run} for label in most]
    wanted = sum(len(named[label]) for label in most)
    assert wanted > 1000
    assert sum(map(len, found)) / wanted >= LEAST_SHARE


def test_all_that_is_about_a_person_is_in_the_index(book: Book) -> None:
    """A claim, a question or another record that names one in a field: the index has a page of it."""
    kept = json.loads((book.doctrees / PLACES_FILE).read_text(encoding="utf-8"))
    labels = {place: int(number) for number, places in kept for place in places if str(number).isdecimal()}
    places = {record.ref: f"{record.origin.docname}:{record.anchor}" for record in book.archive.records}
    begins = {ref: labels[place] for ref, place in places.items() if place in labels}
    listed = book.index("Index of persons", kinds_in("persons"))
    asked, missed = 0, []
    for person in book.archive.all(Person):
        given = {int(number) for number in listed[inverted(person.index_name)].numbers}
        for ref in {relation.record.ref for relation in book.archive.relations_to(person)} & begins.keys():
            asked += 1
            # What begins on a page ends on the page at latest on which the next begins.
            ends = min((begin for begin in begins.values() if begin > begins[ref]), default=begins[ref])
            if not given & set(range(begins[ref], ends + 1)):
                missed.append(f"{person.index_name}: {ref}, {begins[ref]}")
    assert asked > 300
    assert missed == []


def stands_on(book: Book, record: Record, listed: Listed, page: int) -> bool:
    names = forms(record)
    if has(book.text(page), names):
        return True
    words = book.led_by(record)
    if not set(book.links(page)) & set(listed.targets):
        return False
    return has(book.text(page), words) or any(ends_on(book, page, each) for each in words | names)


def ends_on(book: Book, page: int, words: str) -> bool:
    """Whether these begin on the page before, and the rest of them opens the text of this one."""
    heads = "|".join([re.escape(plain(title)) for title in [book.title, *book.chapters]])
    number = book.labels[page]
    text = re.sub(rf"^(?:{number} (?:{heads})|(?:{heads}) {number}) ", "", book.text(page))
    parts = ((words[:at].strip(), words[at:].strip()) for at in range(1, len(words)))
    return any(text.startswith(rest) and has(book.text(page - 1), {begun}) for begun, rest in parts)


def test_every_link_into_the_book_has_a_place(book: Book) -> None:
    pages = {page.indirect_reference.idnum for page in book.reader.pages if page.indirect_reference}
    links = [target for page in range(len(book.labels)) for target in book.links(page)]
    assert len(links) > 5000
    assert {number for number, _ in links} <= pages
    for page in book.reader.pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            assert "/Dest" in link or link["/A"]["/URI"], link
            assert not str(link.get("/A", {}).get("/URI", "")).startswith("letopis:")
            if isinstance(link.get("/Dest"), str):
                assert link["/Dest"] in book.reader.named_destinations


def test_marks_of_the_index_have_no_name_in_the_file(book: Book) -> None:
    named = [name.partition("#")[2] for name in book.reader.named_destinations]
    assert "person-khrushchev" in named
    assert not [name for name in named if re.match(r"place-\d+-of-", name)]


def test_every_heading_is_a_bookmark(book: Book, archive: Callable[..., Path]) -> None:
    """A part, a chapter or a section: each is one call of the template in what Typst was given."""
    work = archive("typst") / "typst"
    sources = [
        path.read_text(encoding="utf-8")
        for path in work.rglob("*.typ")
        if path.relative_to(work).parts[0] != "letopis"  # the template
    ]
    calls = sum(len(re.findall(r"^#(?:part|chapter|head|back-index)\(", source, re.MULTILINE)) for source in sources)
    assert calls > 500
    assert len(list(flat(book.reader.outline))) == calls


def test_every_drawing_can_be_heard(archive: Callable[..., Path]) -> None:
    (path,) = archive("typst").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert len(figures) > 20
        assert [figure for figure in figures if not str(figure.get("/Alt", ""))] == []
