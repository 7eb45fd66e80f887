"""The values a field can hold, and the readers that make them from text.

A reader takes the text of one field and returns a value, or raises :class:`ValueError` whose
message says what would be right. None of them knows Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from letopis.model import terms
from letopis.model.coordinates import in_decimals
from letopis.model.source_keys import key_fault
from letopis.model.terms import NOTHING, Details, read_details

T_co = TypeVar("T_co", covariant=True)
When = terms.When
read_when = terms.read_when

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REF = re.compile(rf"(?:(?P<kind>[a-z]+(?::[a-z]+)?):)?(?P<key>{KEY.pattern})")
_SOURCES = re.compile(r"(?:(?<!\s)\s++)?\[(?P<inner>[^\[\]]*)\]\s*$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_SET = re.compile(r"[\d\s,.XY?~%-]*")


class NoKeyError(ValueError):
    """A text that should be the key of a record. It may be a record's name: that is known when all pages are read."""

    def __init__(self, text: str) -> None:
        """``text`` is what was written."""
        shown = "expected the key of a record such as 'ada-lovelace' or 'person:ada'"
        super().__init__(f"{shown}, not {text!r}")
        self.text = text


class Ref(NamedTuple):
    """A reference to a record: its key, and its kind where the author wrote it (else ``""``).

    What stands before a record of another archive is told apart in :mod:`letopis.model.elsewhere`.
    """

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
    """A value with the sources that carry it and the line it is written on.

    ``rivals`` are the values that other sources give; ``value`` is the one preferred, and the one that rules see.
    """

    value: T_co
    sources: tuple[Citation, ...]
    line: int
    rivals: tuple[Rival, ...] = ()


class Rival(NamedTuple):
    """Another value of a fact, which is not preferred, with its sources."""

    value: Any
    sources: tuple[Citation, ...]


class AsPrinted(NamedTuple):
    """What a source prints and cannot be right, kept letter by letter, and why it is wrong. No rule sees it."""

    printed: str
    reason: str


class SourceNote(NamedTuple):
    """A source of a record or claim, and in a few words what it says (or ``""``)."""

    citation: Citation
    note: str


class Tenure(NamedTuple):
    """An office held: a reference to its record, or its name as text; when, if that is known; and what else."""

    post: Ref | str
    when: When | None
    details: Details = NOTHING


class Nomination(NamedTuple):
    """An office to which somebody was named and that they did not hold: declined, not confirmed."""

    post: Ref | str
    when: When | None
    details: Details = NOTHING


class Membership(NamedTuple):
    """A seat in a body: which body, with what rank (``full``, ``candidate``, ``member``), when, and what else."""

    body: Ref
    rank: str
    when: When | None
    details: Details = NOTHING


class Participation(NamedTuple):
    """Who took part in an event, and in a few words how (or ``""``)."""

    person: Ref | str
    part: str


class DatedRelation(NamedTuple):
    """A declared relation to another record (or to a name), when it lasted, and a remark (or ``""``)."""

    to: Ref | str
    when: When | None
    remark: str


class Dispute(NamedTuple):
    """A fact on which sources differ: what it is, and each version with its sources."""

    what: str
    versions: tuple[tuple[str, tuple[Citation, ...]], ...]


class Waiver(NamedTuple):
    """An exception to a rule: its code and the reason; for one value, what its line holds, and those lines."""

    code: str
    reason: str
    only: str = ""
    lines: tuple[int, ...] = ()


class Review(NamedTuple):
    """Who looked a record over against its sources, and on which day."""

    who: str
    when: When


class MadeIn(NamedTuple):
    """Where a claim is made: a document and its paragraph (or ``""``)."""

    document: Ref
    paragraph: str


class Coordinates(NamedTuple):
    """Decimal degrees, WGS 84, north and east positive."""

    latitude: float
    longitude: float


class Tally(NamedTuple):
    """A reported count of a vote: for and against, and abstentions where they are reported."""

    ayes: int
    noes: int
    abstentions: int | None = None

    def __str__(self) -> str:
        more = "" if self.abstentions is None else f"–{self.abstentions}"
        return f"{self.ayes}–{self.noes}{more}"


def split_sources(text: str) -> tuple[str, tuple[Citation, ...]]:
    """Cut ``value [Key, p. 1; Key]`` into the value and its citations.

    An EDTF set such as ``[1961,1962]``, with nothing before it, is not mistaken for sources.
    """
    match = _SOURCES.search(text)
    if match is None or (not text[: match.start()].strip() and _YEAR_SET.fullmatch(match["inner"])):
        return text.strip(), ()
    return text[: match.start()].strip(), tuple(read_citation(part) for part in match["inner"].split(";"))


def read_citation(text: str) -> Citation:
    """``Key`` or ``Key, locator``."""
    key, _, locator = (part.strip() for part in text.strip().partition(","))
    if fault := key_fault(key):
        raise ValueError(f"expected a source such as 'Smith1999' or 'Smith1999, p. 12', not {text.strip()!r}: {fault}")
    return Citation(key, locator)


def read_text(text: str) -> str:
    """Any text. Quotation marks around the whole are taken away."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text


def read_ref(text: str) -> Ref:
    """The key of a record (``ada``), or ``kind:key`` where two kinds share the key; ``north:ada`` in another archive."""
    match = _REF.fullmatch(text)
    if match is None:
        raise NoKeyError(text)
    return Ref(match["kind"] or "", match["key"])


def read_link(text: str) -> Ref | str:
    """A key is a link to its record. What has a capital, a space or quotation marks is text."""
    if _REF.fullmatch(text):
        return read_ref(text)
    return read_text(text)


def read_refs(text: str) -> tuple[Ref, ...]:
    """One or more keys, with semicolons between them: ``ada; body:senate``."""
    if "," in text and all(_REF.fullmatch(part.strip()) for part in text.split(",")):
        instead = "; ".join(part.strip() for part in text.split(","))
        raise ValueError(f"between keys stands a semicolon, not a comma. Write {instead}")
    parts = [part.strip() for part in text.removesuffix(";").split(";")]
    return tuple(read_ref(part) for part in parts)


def read_when_or_text(text: str) -> When | str:
    """A date, or text in quotation marks."""
    return read_text(text) if text.startswith('"') else read_when(text)


def read_tenure(text: str) -> Tenure:
    """``office DATES`` or ``"Name of a post" DATES``, and after `` | `` what else is known.

    Without dates something else has to be said, if only ``| remark: dates not known``.
    """
    post, dates, more = _read_post(text)
    details = read_details(more)
    if not dates and details == NOTHING:
        raise ValueError(f"{text!r} says no time. Write it after the post: 'mayor 1851/1855'")
    return Tenure(post, read_when(dates) if dates else None, details)


def read_nomination(text: str) -> Nomination:
    """``office DATE`` or ``"Name of a post" DATE``, and after `` | `` what came of it: ``| declined``."""
    post, dates, more = _read_post(text)
    details = read_details(more, nomination=True)
    if not dates and details == NOTHING:
        raise ValueError(
            f"{text!r} says no more than the post. Write when, or what came of it: 'mayor 1851 | declined'"
        )
    return Nomination(post, read_when(dates) if dates else None, details)


def _read_post(text: str) -> tuple[Ref | str, str, str]:
    """The post, its dates, and what stands after `` | ``."""
    if text.startswith('"'):
        post, closed, rest = text[1:].partition('"')
        if not closed or not post.strip():
            raise ValueError(f"expected a name in quotation marks and dates, not {text!r}")
        dates, _, more = rest.partition("|")
        return post, dates.strip(), more
    head, _, more = text.partition("|")
    key, _, dates = head.strip().partition(" ")
    return read_ref(key), dates.strip(), more


RANKS = {"full": "full member", "candidate": "candidate member", "member": "member"}
"""What an author writes for the rank of a seat, and the words for it."""


def read_membership(text: str) -> Membership:
    """``body RANK DATES`` with rank full, candidate or member, and after `` | `` what else is known."""
    head, _, more = text.partition("|")
    parts = head.split(None, 2)
    details = read_details(more)
    if len(parts) < 2 or parts[1] not in RANKS or (len(parts) == 2 and details == NOTHING):
        raise ValueError(
            "expected a body, a rank (full, candidate or member) and dates, "
            f"such as 'senate full 1851/1855', not {text!r}"
        )
    return Membership(read_ref(parts[0]), parts[1], read_when(parts[2].strip()) if len(parts) > 2 else None, details)


def read_relation(text: str) -> DatedRelation:
    """``key``, ``key DATES`` or ``"A name" DATES``, and after `` | `` a remark: ``ada 1851/1855 | by letter``."""
    other, dates, remark = _read_post(text)
    return DatedRelation(other, read_when(dates) if dates else None, remark.strip())


#: The readers whose text goes on after `` | ``: sources may stand before it too.
WITH_DETAILS: Final = (read_tenure, read_nomination, read_membership, read_relation)


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
    """``code reason``, or ``code "value" reason`` for what is said of the lines that hold this value."""
    code, _, reason = text.partition(" ")
    only = ""
    if reason.strip().startswith('"'):
        only, _, reason = reason.strip()[1:].partition('"')
    if not KEY.fullmatch(code) or not reason.strip():
        raise ValueError(
            "expected the code of a rule and a reason, such as 'one-holder both claimed the post', and before the reason "
            f"the value that alone is meant, such as 'lifespan \"1730\" a legend', not {text!r}"
        )
    return Waiver(code, reason.strip(), only.strip())


def read_review(text: str) -> Review:
    """``who 2026-11-23``: a name, and the day behind it."""
    before, _, day = text.strip().rpartition(" ")
    who = before.strip().removesuffix("|").removesuffix(",").strip()
    if not who or "|" in who or not _DAY.fullmatch(day):
        raise ValueError(
            f"expected who looked the record over, and on which day, such as 'A. Reader 2026-11-23', not {text!r}"
        )
    return Review(who, read_when(day))


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
        better = in_decimals(text)
        example = "such as '51.48, -0.0077'" if not better else f"here '{better}'"
        raise ValueError(f"expected latitude and longitude in decimal degrees, {example}, not {text!r}")
    return Coordinates(latitude, longitude)


def read_count(text: str) -> int:
    """How many: a whole number of at most nine digits, or ``many``, which a rule sees as 0.

    Raises ``ValueError`` for anything else.
    """
    if text == "many":
        return 0
    if not re.fullmatch(r"[1-9]\d{0,8}", text):
        raise ValueError(f"expected a whole number from 1 to 999999999, or 'many', not {text!r}")
    return int(text)


LONGEST_ADDRESS: Final = 2_000
"""Characters of a web address: browsers and servers differ in what they take beyond, and a PDF takes 8,000 bytes."""


def read_url(text: str) -> str:
    """An http or https address of at most 2,000 characters.

    Raises ``ValueError`` for anything else.
    """
    if len(text) > LONGEST_ADDRESS:
        raise ValueError(
            f"expected an address of at most {LONGEST_ADDRESS:,} characters, not of {len(text):,}: '{text[:80]}…'"
        )
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
