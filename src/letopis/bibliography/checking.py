"""What must hold of one entry of a `.bib` file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letopis.bibliography.data_model import MANAGERS, TYPES, matches
from letopis.bibliography.entries import Entry, Source
from letopis.bibliography.text import doi_address, web_address
from letopis.model.isbn import is_isbn
from letopis.model.values import LONGEST_ADDRESS

_THIRTEEN: Final = 13
_UNTITLED: Final = frozenset({"set", "xdata", "bibnote", "letter", "review"})
"""Types whose entries need no title: what they are says enough."""
_REMARK = re.compile(r"\([^()]*\)")


def faults_of(entry: Entry, source: Source | None = None) -> Iterator[tuple[str, str]]:
    """The faults of an entry: a code, and what to tell the author. ``source`` is the entry, if it is read already."""
    source = source or Source(entry)
    if source.kind not in TYPES:
        yield (
            "bib-unknown-type",
            f"the type '@{entry.original_type}' is not known. Use @book, @article, @misc or another.",
        )
    titled = any(source.plain(name) for name in ("title", "maintitle", "booktitle"))
    if not titled and source.kind not in _UNTITLED:
        yield "bib-no-title", "it has no title. A title supplied by you goes in square brackets: title = {[Letter]}."
    for name in sorted(name for name in source.fields if name.endswith("url") and not matches(name, MANAGERS)):
        if web_address(source.fields[name]) is None:
            yield "bib-url", _no_address(name, source.fields[name])
    if "doi" in source.fields and doi_address(source.fields["doi"]) is None:
        yield "bib-doi", f"'{source.fields['doi']}' is not a DOI. It begins with 10., four or more digits and a slash."
    for isbn in wrong_isbns(source.plain("isbn")):
        yield "bib-isbn", f"the check digit of ISBN {isbn} is wrong, or it has too many or too few digits."


def _no_address(name: str, value: str) -> str:
    if len(value) > LONGEST_ADDRESS:
        many = f"{len(value):,} characters; {LONGEST_ADDRESS:,} are allowed"
        return f"{name} '{value[:80]}…' has {many}. Write a shorter address."
    return f"{name} '{value}' is not a web address. Write https://… without spaces."


def wrong_isbns(text: str) -> Iterator[str]:
    """The numbers in an ``isbn`` field that are none; there may be several, each with a remark such as ``(pbk.)``."""
    pending: list[str] = []
    for token in [*re.split(r"[\s,;/]+|(?i:isbn(?:-1[03])?:?)", _REMARK.sub(" ; ", text)), ""]:
        if not any(sign.isdigit() for sign in token):
            if pending:
                yield " ".join(pending)
            pending = []
            continue
        pending.append(token.strip(".:"))
        digits = sum(sign.isdigit() or sign in "xX" for sign in "".join(pending))
        if is_isbn("".join(pending)):
            pending = []
        elif digits >= _THIRTEEN:
            yield " ".join(pending)
            pending = []
