"""Every kind of finding, in one enumeration: the list is the manual.

A code is kebab-case, stable and never reused. Each is logged as ``letopis.<code>``. What a *rule*
demands is written in the docstring of its function in :mod:`letopis.checks`; every other code is
explained here. (The warnings of the book are its own: :mod:`letopis.book.diagnostics`.)
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Code(StrEnum):
    """A kind of finding. The value is the stable code an author sees; ``entry`` is what the manual says."""

    _value_: str
    entry: str

    def __new__(cls, value: str, entry: str = "") -> Self:
        """A code, and its entry in the manual unless a rule's docstring is that."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.entry = entry
        return code

    # Reading a record
    KEY_SYNTAX = "key-syntax", "The key of a record is made of lower-case letters, digits and hyphens."
    NAME_MISSING = "name-missing", "A record has a name: ``:name:``, or the heading above it."
    FIELD_SYNTAX = "field-syntax", "A field is written ``:name: value`` and stands above the text of its record."
    FIELD_UNKNOWN = "field-unknown", "Each kind of record has its own fields, and no others."
    FIELD_REPEATED = "field-repeated", "A field that holds one value stands once; a rival goes into ``:disputed:``."
    FIELD_EMPTY = "field-empty", "A field has a value, and not only sources for one."
    FIELD_MISSING = "field-missing", "The fields without which a kind of record says nothing are there."
    FIELD_VALUE = "field-value", "The value of a field can be read; the message shows what one looks like."
    DATE_VALUE = "date-value", "A date can be read, and names a day that exists."
    CITATION_SYNTAX = "citation-syntax", "A citation is ``Key``, ``Key{p. 12}``, or several with commas between."
    VIEW_OPTION = "view-option", "A view is called with words and options that it knows."
    POLICY = "policy", "A page does not set how it is built, hide text, or lead out of its folder."
    REDIRECT = "redirect", "A former address is no page of today, and leads to one. (Seen when web pages are made.)"

    # Linking records
    REF_AMBIGUOUS = "ref-ambiguous", "A bare key is used by one kind only; otherwise write ``kind:key``."
    REF_KIND = "ref-kind", "A reference leads to a record of a kind that can stand there."

    # Rules: the docstring of each rule is its entry in the manual
    KEY_DUPLICATE = "key-duplicate"
    ALIAS_IDLE = "alias-idle"
    REF_UNKNOWN = "ref-unknown"
    RELATION_CIRCULAR = "relation-circular"
    SOURCE_UNKNOWN = "source-unknown"
    DATE_UNRESOLVED = "date-unresolved"
    DATE_ORDER = "date-order"
    LIFESPAN = "lifespan"
    NOT_ALIVE = "not-alive"
    TOO_YOUNG = "too-young"
    BODY_EXISTED = "body-existed"
    OFFICE_EXISTED = "office-existed"
    OFFICE_IN_BODY = "office-in-body"
    ONE_HOLDER = "one-holder"
    SUCCESSION = "succession"
    FACT_CONFLICT = "fact-conflict"
    EVENT_IN_PARENT = "event-in-parent"
    CAUSE_ORDER = "cause-order"
    QUOTATION_LENGTH = "quotation-length"
    VOTE_SUM = "vote-sum"
    VOTE_TALLY = "vote-tally"
    VOTE_TWICE = "vote-twice"
    NO_VOTE = "no-vote"
    CLAIM_UNSOURCED = "claim-unsourced"
    CLAIM_ONE_SIDED = "claim-one-sided"
    CLAIM_VERDICT = "claim-verdict"
    RECORD_UNSOURCED = "record-unsourced"
    SOURCE_UNUSED = "source-unused"
    NAME_NEAR = "name-near"
    MIXED_SCRIPT = "mixed-script"
    ISBN = "isbn"

    # Exceptions
    EXCEPTION_UNUSED = "exception-unused", "An exception silences something: the record would break that rule."
    EXCEPTION_UNKNOWN = "exception-unknown", "An exception names the code of a rule."

    # The bibliography
    BIB_MISSING_FILE = "bib-missing-file", "A ``.bib`` file named in ``conf.py`` can be opened."
    BIB_ENCODING = "bib-encoding", "A ``.bib`` file is text in UTF-8."
    BIB_TOO_LARGE = "bib-too-large", "A ``.bib`` file is no larger than can be read with care; split it."
    BIB_SYNTAX = "bib-syntax", "An entry of a ``.bib`` file can be read: its braces close, its values stand in braces."
    BIB_DUPLICATE_KEY = "bib-duplicate-key", "No two entries have the same key."
    BIB_DUPLICATE_FIELD = "bib-duplicate-field", "An entry has each field once."
    BIB_NAME = "bib-name", "Names of people are divided by ``and``, and each has two commas at most."
    BIB_UNKNOWN_TYPE = "bib-unknown-type", "An entry is a ``@book``, ``@article``, ``@misc`` or another known type."
    BIB_NO_TITLE = "bib-no-title", "An entry has a title; one supplied by you stands in square brackets."
    BIB_URL = "bib-url", "A web address begins with ``https://`` or ``http://`` and has no spaces."
    BIB_DOI = "bib-doi", "A DOI begins with ``10.``, four or more digits and a slash."
    BIB_FILTER = "bib-filter", "The ``:filter:`` of a list of sources can be read, and its comparisons fit the entries."
    BIB_ISBN = "bib-isbn", "The check digit of an ISBN is right (ISO 2108)."


class SourceLocation(NamedTuple):
    """Where something is written: document name, file below the source folder, line from 1."""

    docname: str
    path: str
    line: int


class Finding(NamedTuple):
    """One thing found wrong: its code, what to tell the author, and where it stands.

    ``subject`` is the anchor of the record it concerns (``person-ada``): an exception on that
    record silences it. ``""`` is for what concerns running text: an exception of any record on
    the page does.
    """

    code: Code
    message: str
    place: SourceLocation
    subject: str = ""
