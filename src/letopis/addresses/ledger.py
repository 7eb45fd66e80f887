"""The ledger: every address that was ever published, in one text file that ``letopis release`` alone writes.

One address a line, sorted, so that two branches that were released apart are merged line by line. Reading it needs
no build. The lines are of three forms, words divided by single spaces::

    edition 2 2026-12-01 <version> <digest of what the pages were made from>
    change 2 changed event:october-plenum date,source
    people/ada#early-life heading 1 under=ada-lovelace

The third: address, what it is the address of, and the edition that published it first; then what is needed to find
the thing again. Lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, NoReturn
from urllib.parse import quote, unquote

from letopis.model.parts import FIGURE, HEADING, PAGE, PARAGRAPH, RECORD, SOURCE, TABLE, TERM

KINDS: Final = frozenset({PAGE, HEADING, PARAGRAPH, TABLE, FIGURE, TERM, RECORD, SOURCE})
HEAD: Final = "# Every address that was ever published. Written by `letopis release`; nobody else need look at it.\n"
CHANGES: Final = ("added", "changed", "removed")

_PLAIN: Final = "/#:@!$&'()*+,;="


class LedgerError(ValueError):
    """A line of the ledger cannot be read: its number from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        """``why`` is a sentence, and says what to do."""
        super().__init__(why)
        self.line = line


class Published(NamedTuple):
    """A published address: the page, the id on it (empty for the page), its kind, edition, line of the ledger, notes."""

    docname: str
    id: str
    kind: str
    edition: int
    line: int = 0
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """``people/ada#early-life``; ``people/ada`` for the page itself."""
        return f"{self.docname}#{self.id}" if self.id else self.docname

    def note(self, name: str) -> str:
        """A note by its name; empty if there is none."""
        return dict(self.notes).get(name, "")


class Edition(NamedTuple):
    """An edition: its number from 1, the day it was made, the version it bears, and a digest of what it was made from."""

    number: int
    day: datetime.date
    version: str
    digest: str


class Change(NamedTuple):
    """What an edition did to a record or a source: ``added``, ``changed`` or ``removed``; and the fields that changed."""

    edition: int
    what: str
    of: str
    fields: tuple[str, ...] = ()


@dataclass
class Ledger:
    """All that is in the ledger."""

    editions: list[Edition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    published: dict[str, Published] = field(default_factory=dict)
    """By address."""

    def __post_init__(self) -> None:
        """Index what was published by page."""
        self._on: dict[str, list[Published]] = {}
        for one in self.published.values():
            self._on.setdefault(one.docname, []).append(one)

    @property
    def latest(self) -> Edition | None:
        """The last edition, if there is any."""
        return self.editions[-1] if self.editions else None

    def on(self, docname: str, kind: str = "") -> list[Published]:
        """What was published of a page, in the order of the addresses; of one kind, if it is named."""
        return [one for one in self._on.get(docname, ()) if not kind or one.kind == kind]


def parse(text: str) -> Ledger:
    """Read the ledger.

    Raises :class:`LedgerError` at the first line that cannot be read, such as one that an unfinished merge has left.
    """
    editions: dict[int, Edition] = {}
    changes: set[Change] = set()
    published: dict[str, Published] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(" ")
        if not line.strip() or line.startswith("# "):
            continue
        try:
            match words:
                case ["edition", count, day, version, digest]:
                    one = Edition(int(count), datetime.date.fromisoformat(day), unquote(version), digest)
                    editions[one.number] = one
                case ["change", count, what, of, *fields] if what in CHANGES and len(fields) <= 1:
                    named = tuple(fields[0].split(",")) if fields else ()
                    changes.add(Change(int(count), what, unquote(of), named))
                case [address, kind, count, *notes]:
                    place = _published(address, kind, count, notes, number)
                    published.setdefault(place.address, place)
                case _:
                    _refuse(line)
        except ValueError as error:
            message = (
                f"the line {line!r:.80} cannot be read. Take back what was changed by hand: the ledger is written by"
                " 'letopis release' alone; after a merge, keep the lines of both sides."
            )
            raise LedgerError(number, message) from error
    return Ledger([editions[number] for number in sorted(editions)], sorted(changes), published)


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _published(address: str, kind: str, count: str, notes: list[str], line: int) -> Published:
    docname, _, fragment = address.partition("#")
    pairs = [note.partition("=") for note in notes]
    if kind not in KINDS or not all(sign for _, sign, _ in pairs):
        _refuse(address)
    found = tuple((name, unquote(value)) for name, _, value in pairs)
    return Published(unquote(docname), unquote(fragment), kind, int(count), line, found)


def text_of(ledger: Ledger) -> str:
    """The ledger as a file; the same for the same content."""
    return HEAD + "".join(f"{line}\n" for line in sorted(_lines(ledger)))


def _lines(ledger: Ledger) -> Iterator[str]:
    for number, day, version, digest in ledger.editions:
        yield f"edition {number} {day.isoformat()} {_quoted(version) or '-'} {digest}"
    for change in ledger.changes:
        fields = f" {','.join(change.fields)}" if change.fields else ""
        yield f"change {change.edition} {change.what} {_quoted(change.of)}{fields}"
    for one in ledger.published.values():
        notes = "".join(f" {name}={_quoted(value)}" for name, value in one.notes if value)
        place = f"{_quoted(one.docname)}#{_quoted(one.id)}" if one.id else _quoted(one.docname)
        yield f"{place} {one.kind} {one.edition}{notes}"


def _quoted(text: str) -> str:
    """A text without spaces and signs that have a meaning here; letters of every script stay."""
    return "".join(sign if sign.isalnum() or sign in _PLAIN[:1] + _PLAIN[2:] + "-._~" else quote(sign) for sign in text)


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file; an empty one if there is no file. Raises :class:`LedgerError`, and OSError."""
    if not path.is_file():
        return Ledger()
    try:
        return parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise LedgerError(1, "the ledger is not text in UTF-8. Take it from the repository's history.") from error
