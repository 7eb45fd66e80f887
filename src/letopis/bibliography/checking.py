"""What must hold of one entry of a `.bib` file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letopis.bibliography.entries import TYPES, Entry, value
from letopis.bibliography.text import doi_address, web_address

_TEN: Final = 10


def faults_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The faults of an entry: a code, and what to tell the author."""
    if entry.type not in TYPES:
        yield (
            "bib-unknown-type",
            f"the type '@{entry.original_type}' is not known. Use @book, @article, @misc or another.",
        )
    if not value(entry, "title") and "crossref" not in entry.fields:
        yield "bib-no-title", "it has no title. A title supplied by you goes in square brackets: title = {[Letter]}."
    for name in sorted(entry.fields):
        if name.endswith("url") and web_address(entry.fields[name]) is None:
            yield "bib-url", f"{name} '{entry.fields[name]}' is not a web address. Write https://… without spaces."
    if "doi" in entry.fields and doi_address(entry.fields["doi"]) is None:
        yield "bib-doi", f"'{entry.fields['doi']}' is not a DOI. It begins with 10., four or more digits and a slash."
    for isbn in re.split(r"[,;]\s*|\s+(?=97[89])", value(entry, "isbn")):
        if isbn and not is_isbn(isbn):
            yield "bib-isbn", f"the check digit of ISBN {isbn} is wrong, or it has too many or too few digits."


def is_isbn(isbn: str) -> bool:
    """Whether ten or thirteen digits end in the right check digit; hyphens and spaces do not count.

    A right check digit does not prove that the number belongs to the book.
    """
    digits = re.sub(r"[-\s]", "", isbn).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        numbers = [10 if c == "X" else int(c) for c in digits]
        return sum(n * weight for n, weight in zip(numbers, range(_TEN, 0, -1), strict=True)) % 11 == 0
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % _TEN == 0
    return False
