"""Every kind of finding, in one enumeration: the list is the manual.

A code is kebab-case, stable and never reused. Each is logged as ``letopis.<code>``. What a
*rule* demands is written in the docstring of its function in :mod:`letopis.checks`; the codes
of reading and linking are explained here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """A kind of finding. The value is the stable code an author sees."""

    # Reading a record
    KEY_SYNTAX = "key-syntax"
    """The key of a record is not lower-case letters, digits and hyphens."""
    FIELD_SYNTAX = "field-syntax"
    """A line begins with a colon but is not ``:name: value``."""
    FIELD_UNKNOWN = "field-unknown"
    """The kind of record has no such field."""
    FIELD_REPEATED = "field-repeated"
    """A field that holds one value stands twice."""
    FIELD_EMPTY = "field-empty"
    """A field has no value."""
    FIELD_MISSING = "field-missing"
    """A field that the kind of record requires is absent."""
    FIELD_VALUE = "field-value"
    """The value of a field cannot be read."""
    DATE_VALUE = "date-value"
    """A date cannot be read, or names a day that does not exist."""
    SOURCE_UNKNOWN = "source-unknown"
    """A source is cited that is not in the bibliography."""
    NAME_MISSING = "name-missing"
    """A record has neither ``:name:`` nor a page title to take its name from."""
    VIEW_OPTION = "view-option"
    """A view is called with an option or value it does not know."""

    # Linking records
    KEY_DUPLICATE = "key-duplicate"
    """Two records of one kind have the same key, or one's key is another's alias."""
    REF_UNKNOWN = "ref-unknown"
    """A reference names a record that is not in the archive."""
    REF_AMBIGUOUS = "ref-ambiguous"
    """A bare key is used by records of two kinds."""
    REF_KIND = "ref-kind"
    """A reference leads to a record of a kind that cannot stand there."""
    RELATION_CIRCULAR = "relation-circular"
    """A record is, through others, a part, cause or predecessor of itself."""

    # Rules: the docstring of each rule is its entry in the manual
    DATE_ORDER = "date-order"
    DATE_UNRESOLVED = "date-unresolved"
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
    EXCEPTION_UNUSED = "exception-unused"
    """An exception to a rule that the record no longer breaks."""
    EXCEPTION_UNKNOWN = "exception-unknown"
    """An exception to a code that is not the code of a rule."""

    # The bibliography
    BIB_SYNTAX = "bib-syntax"
    """A ``.bib`` file cannot be read."""
    BIB_DUPLICATE_KEY = "bib-duplicate-key"
    """Two entries have the same key."""
    BIB_DUPLICATE_FIELD = "bib-duplicate-field"
    """A field stands twice in one entry."""
    BIB_UNKNOWN_TYPE = "bib-unknown-type"
    """An entry is of a type the citation style does not know."""
    BIB_NO_TITLE = "bib-no-title"
    """An entry has no title."""
    BIB_URL = "bib-url"
    """An address does not begin with http or https."""
    BIB_DOI = "bib-doi"
    """A DOI is not written as one."""
    BIB_ISBN = "bib-isbn"
    """An ISBN fails its check digit."""
    BIB_NAME = "bib-name"
    """A name cannot be divided into its parts."""
    BIB_TOO_LARGE = "bib-too-large"
    """A file, or what its ``@string`` definitions expand to, is larger than is read."""
    BIB_ENCODING = "bib-encoding"
    """A file is not UTF-8."""
    BIB_MISSING_FILE = "bib-missing-file"
    """A file named in ``bibtex_bibfiles`` does not exist."""


class Place(NamedTuple):
    """Where something is written: document name, file below the source folder, line from 1."""

    docname: str
    path: str
    line: int


class Finding(NamedTuple):
    """One thing found wrong: its code, what to tell the author, and where it stands.

    ``subject`` is the anchor of the record it concerns (``person-ada``), or ``""``: an
    exception on that record silences it.
    """

    code: Code
    message: str
    place: Place
    subject: str = ""
