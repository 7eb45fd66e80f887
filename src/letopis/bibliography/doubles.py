"""Finds the same source twice: by DOI, by ISBN, or by title, first author and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from letopis.bibliography.data_model import IN_BOOK
from letopis.bibliography.entries import Entry, Source, in_latin, last_name
from letopis.bibliography.text import doi_address, folded
from letopis.model.isbn import in_thirteen_digits, is_isbn

_NUMBER = re.compile(r"(?<![\d-])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?![\d-])")


class Double(NamedTuple):
    """Two keys of one source, and what shows it."""

    key: str
    other: str
    shown_by: str


def marks_of(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What an entry can be recognised by: words for a person to read, and a value that two of one source share.

    A chapter has the ISBN of its book, and often its DOI; so have the volumes of a work. There the title must be
    the same, too. A title alone shows nothing: many are called "Introduction".
    """
    source = Source(entry)
    title = folded(in_latin(f"{source.plain('title')} {source.plain('subtitle')}"))
    part = title if source.kind in IN_BOOK else ""
    doi = doi_address(source.plain("doi"))
    if doi:
        yield f"DOI {doi.removeprefix('https://doi.org/')}", ("doi", doi.casefold(), part)
    for isbn in isbns(source.plain("isbn")):
        yield f"ISBN {isbn}", ("isbn", isbn, part, source.plain("volume"))
    makers = source.makers()
    year = source.date().year
    if title and (makers or year):
        first = folded(in_latin(last_name(makers[0]))) if makers else ""
        whole = folded(in_latin(source.container()))
        numbers = "".join(source.plain(name) for name in ("volume", "number", "pages"))
        yield "title, author and year", ("title", title, first, year, whole, source.date().full, numbers)


def isbns(text: str) -> Iterator[str]:
    """The ISBNs in a field, as thirteen digits."""
    for match in _NUMBER.finditer(text):
        if is_isbn(match[0]):
            yield in_thirteen_digits(match[0])


class Known:
    """The sources that are there, by what they can be recognised by."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._keys: dict[tuple[str, ...], str] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Remember one more; of two that are the same, the first."""
        for _, mark in marks_of(entry):
            self._keys.setdefault(mark, str(entry.key))

    def double_of(self, entry: Entry) -> Double | None:
        """The source that is there already and is the same, if one is."""
        for words, mark in marks_of(entry):
            if other := self._keys.get(mark):
                return Double(str(entry.key), other, words)
        return None
