"""The values a field can hold, and the readers that make them from text.

A reader takes the text of one field and returns a value, or raises :class:`ValueError` whose
message says what would be right. None of them knows Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from letopis.model.dates import HistoricalDate, RelativeDate, parse_date

T_co = TypeVar("T_co", covariant=True)
When = HistoricalDate | RelativeDate

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REF = re.compile(rf"(?:(?P<kind>[a-z]+):)?(?P<key>{KEY.pattern})")
_SOURCES = re.compile(r"\s*\[(?P<inner>[^\[\]]*)\]\s*$")
_CITATION = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_:.+-]*)(?:\s*,\s*(?P<locator>.+))?", re.DOTALL)
_YEAR_SET = re.compile(r"[\d\s,.XY?~%-]*")


class DateError(ValueError):
    """A date that cannot be read; told apart so that it gets its own code."""


class Ref(NamedTuple):
    """A reference to a record: its key, and its kind where the author wrote it (else ``""``)."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.kind else self.key


class Citation(NamedTuple):
    """A source and the place in it: BibTeX key and a locator such as ``p. 147`` (or ``""``)."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_co]):
    """A value as an author wrote it: ``value``, its ``sources`` in square brackets, and its ``line``."""

    value: T_co
    sources: tuple[Citation, ...]
    line: int


class SourceNote(NamedTuple):
    """A source of a record or claim, and in a few words what it says (or ``""``)."""

    citation: Citation
    note: str


class Tenure(NamedTuple):
    """An office held: a reference to its record, or its name as text; and when."""

    post: Ref | str
    when: When


class Membership(NamedTuple):
    """A seat in a body: which body, with what rank (``full``, ``candidate``, ``member``), when."""

    body: Ref
    rank: str
    when: When


class Participation(NamedTuple):
    """Who took part in an event, and in a few words how (or ``""``)."""

    person: Ref | str
    part: str


class Dispute(NamedTuple):
    """A fact on which sources differ: what it is, and each version with its sources."""

    what: str
    versions: tuple[tuple[str, tuple[Citation, ...]], ...]


class Waiver(NamedTuple):
    """An exception to a rule: the code of the rule and the reason."""

    code: str
    reason: str


class MadeIn(NamedTuple):
    """Where a claim is made: a document and its paragraph (or ``""``)."""

    document: Ref
    paragraph: str


class Coordinates(NamedTuple):
    """Decimal degrees, WGS 84, north and east positive."""

    latitude: float
    longitude: float


class Tally(NamedTuple):
    """A reported count of a vote: for and against."""

    ayes: int
    noes: int


def split_sources(text: str) -> tuple[str, tuple[Citation, ...]]:
    """Cut ``value [Key, p. 1; Key]`` into the value and its citations.

    A trailing EDTF set such as ``[1961,1962]`` is not mistaken for sources.
    """
    match = _SOURCES.search(text)
    if match is None or _YEAR_SET.fullmatch(match["inner"]):
        return text.strip(), ()
    return text[: match.start()].strip(), tuple(read_citation(part) for part in match["inner"].split(";"))


def read_citation(text: str) -> Citation:
    """A key of the bibliography, and after a comma the page: ``Smith1999, p. 12``."""
    match = _CITATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"expected a source such as 'Smith1999' or 'Smith1999, p. 12', not {text.strip()!r}")
    return Citation(match["key"], (match["locator"] or "").strip())


def read_text(text: str) -> str:
    """Any text. Quotation marks around the whole are taken away."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text


def read_ref(text: str) -> Ref:
    """The key of a record (``ada``), or ``kind:key`` where two kinds share the key."""
    match = _REF.fullmatch(text)
    if match is None:
        raise ValueError(f"expected the key of a record such as 'ada-lovelace' or 'person:ada', not {text!r}")
    return Ref(match["kind"] or "", match["key"])


def read_link(text: str) -> Ref | str:
    """A key is a link to its record. What has a capital, a space or quotation marks is text."""
    if _REF.fullmatch(text):
        return read_ref(text)
    return read_text(text)


def read_refs(text: str) -> tuple[Ref, ...]:
    """One or more keys, with semicolons between them: ``ada; body:senate``."""
    parts = [part.strip() for part in text.removesuffix(";").split(";")]
    return tuple(read_ref(part) for part in parts)


def read_when(text: str) -> When:
    """A date in EDTF: ``1957-06-18``, ``1957-06``, ``1957~`` (about), ``1957?`` (perhaps), ``1957/1959`` (from, to)."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise DateError(str(error)) from None


def read_when_or_text(text: str) -> When | str:
    """A date, or text in quotation marks."""
    return read_text(text) if text.startswith('"') else read_when(text)


def read_tenure(text: str) -> Tenure:
    """``office DATES``, or ``"Name of a post" DATES`` for a post without a record: ``mayor 1851/1855``."""
    if text.startswith('"'):
        post, closed, rest = text[1:].partition('"')
        if not closed or not post.strip():
            raise ValueError(f"expected the name of a post in quotation marks and dates, not {text!r}")
        return Tenure(post, read_when(_needed(rest.strip(), text)))
    key, _, rest = text.partition(" ")
    return Tenure(read_ref(key), read_when(_needed(rest.strip(), text)))


def _needed(dates: str, text: str) -> str:
    if not dates:
        raise ValueError(f"{text!r} says no time. Write it after the post: 'mayor 1851/1855'")
    return dates


RANKS = {"full": "full member", "candidate": "candidate member", "member": "member"}
"""What an author writes for the rank of a seat, and the words for it."""


def read_membership(text: str) -> Membership:
    """``body RANK DATES``; RANK is full, candidate or member: ``senate full 1851/1855``."""
    parts = text.split(None, 2)
    if len(parts) != 3 or parts[1] not in RANKS:
        raise ValueError(
            "expected a body, a rank (full, candidate or member) and dates, "
            f"such as 'senate full 1851/1855', not {text!r}"
        )
    return Membership(read_ref(parts[0]), parts[1], read_when(parts[2]))


def read_participation(text: str) -> Participation:
    """Who took part: a key or a name. After an upright stroke, how: ``ada | in the chair``."""
    who, _, part = text.partition("|")
    if not who.strip():
        raise ValueError(f"expected who took part, such as 'ada | in the chair', not {text!r}")
    return Participation(read_link(who.strip()), part.strip())


def read_source_note(text: str) -> SourceNote:
    """A key of the bibliography, its page after a comma, and what it says: ``Smith1999, p. 12 | her birth``."""
    citation, _, note = text.partition("|")
    return SourceNote(read_citation(citation), note.strip())


def read_dispute(text: str) -> Dispute:
    """What is disputed, then two or more versions: ``birth year | 1850 [Smith1999] | 1851 [Jones2001]``."""
    what, *texts = (part.strip() for part in text.split("|"))
    versions = tuple(split_sources(version) for version in texts)
    if len(versions) < 2 or not what or not all(version for version, _ in versions):
        raise ValueError(
            "expected what is disputed and at least two versions with their sources, such as "
            f"'birth year | 1850 [Smith1999] | 1851 [Jones2001]', not {text!r}"
        )
    return Dispute(what, versions)


def read_waiver(text: str) -> Waiver:
    """The code of a rule, then the reason: ``too-young crowned at the age of nine``."""
    code, _, reason = text.partition(" ")
    if not KEY.fullmatch(code) or not reason.strip():
        raise ValueError(
            f"expected the code of a rule and a reason, such as 'one-holder both claimed the post', not {text!r}"
        )
    return Waiver(code, reason.strip())


def read_made_in(text: str) -> MadeIn:
    """The key of a document, and then its paragraph: ``letter 5``."""
    key, _, paragraph = text.partition(" ")
    return MadeIn(read_ref(key), paragraph.strip())


def read_coordinates(text: str) -> Coordinates:
    """Latitude and longitude in decimal degrees: ``51.48, -0.0077``."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude, longitude = 999.0, 999.0
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"expected latitude and longitude in decimal degrees, such as '51.48, -0.0077', not {text!r}")
    return Coordinates(latitude, longitude)


def read_tally(text: str) -> Tally:
    """How many for and how many against: ``6-2``."""
    match = re.fullmatch(r"(\d{1,6})\s*[-–]\s*(\d{1,6})", text)
    if match is None:
        raise ValueError(f"expected a count such as '6-2', not {text!r}")
    return Tally(int(match[1]), int(match[2]))


def read_count(text: str) -> int:
    """How many: a whole number from 1 on, or ``many``, which a rule sees as 0."""
    if text == "many":
        return 0
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise ValueError(f"expected a number such as '1', or 'many', not {text!r}")
    return int(text)


def read_url(text: str) -> str:
    """An http or https address."""
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise ValueError(f"expected an address that begins with https:// or http://, not {text!r}")
    return text


def read_choice(*allowed: str) -> Callable[[str], str]:
    """A reader of one of a few words: ``read_choice("full", "partial")``."""

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"expected one of {', '.join(allowed)}, not {text!r}")
        return text

    read.__doc__ = f"One of {', '.join(f'``{word}``' for word in allowed)}."
    return read
