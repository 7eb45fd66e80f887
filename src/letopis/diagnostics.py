"""Every kind of finding of Letopis itself, and the form of a finding.

A code is kebab-case, stable and never reused. Each is logged as ``letopis.<code>``. What a *rule*
demands is written in the docstring of its function in :mod:`letopis.checks`; every other code is
explained in :data:`MANUAL`. Other extensions register further codes with their rules
(:func:`letopis.api.add_rule`). (The warnings of the book are its own: :mod:`letopis.book.diagnostics`.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Code:
    """The codes of Letopis: each a string, the one that an author sees."""

    # Reading a record
    KEY_SYNTAX: Final = "key-syntax"
    NAME_MISSING: Final = "name-missing"
    FIELD_SYNTAX: Final = "field-syntax"
    FIELD_UNKNOWN: Final = "field-unknown"
    FIELD_REPEATED: Final = "field-repeated"
    FIELD_EMPTY: Final = "field-empty"
    FIELD_MISSING: Final = "field-missing"
    FIELD_VALUE: Final = "field-value"
    DATE_VALUE: Final = "date-value"
    CITATION_SYNTAX: Final = "citation-syntax"
    VIEW_OPTION: Final = "view-option"
    POLICY: Final = "policy"
    REDIRECT: Final = "redirect"
    OLD_SPELLING: Final = "old-spelling"
    PLACEHOLDER: Final = "placeholder"

    # Reading a page
    PAGE_ENCODING: Final = "page-encoding"
    MARKUP: Final = "markup"
    NOT_CLOSED: Final = "not-closed"
    HEADING: Final = "heading"
    TABLE: Final = "table"
    NESTING: Final = "nesting"
    DIRECTIVE_UNKNOWN: Final = "directive-unknown"
    DIRECTIVE_FAILED: Final = "directive-failed"
    ROLE_UNKNOWN: Final = "role-unknown"
    ILLUSTRATION_FILE: Final = "illustration-file"

    # Addresses
    ADDRESS_LOST: Final = "address-lost"
    FORMER: Final = "former"
    LEDGER: Final = "ledger"

    # Linking records
    REF_AMBIGUOUS: Final = "ref-ambiguous"
    REF_KIND: Final = "ref-kind"

    # Rules: the docstring of each rule is its entry in the manual
    KEY_DUPLICATE: Final = "key-duplicate"
    ALIAS_IDLE: Final = "alias-idle"
    REF_UNKNOWN: Final = "ref-unknown"
    NAME_AS_TEXT: Final = "name-as-text"
    RELATION_LIVES: Final = "relation-lives"
    RELATION_TWICE: Final = "relation-twice"
    RELATION_CIRCULAR: Final = "relation-circular"
    SOURCE_UNKNOWN: Final = "source-unknown"
    DATE_UNRESOLVED: Final = "date-unresolved"
    DATE_ORDER: Final = "date-order"
    LIFESPAN: Final = "lifespan"
    NOT_ALIVE: Final = "not-alive"
    TOO_YOUNG: Final = "too-young"
    STEP_ORDER: Final = "step-order"
    BODY_EXISTED: Final = "body-existed"
    OFFICE_EXISTED: Final = "office-existed"
    OFFICE_IN_BODY: Final = "office-in-body"
    ONE_HOLDER: Final = "one-holder"
    SUCCESSION: Final = "succession"
    FACT_CONFLICT: Final = "fact-conflict"
    EVENT_IN_PARENT: Final = "event-in-parent"
    CAUSE_ORDER: Final = "cause-order"
    QUOTATION_LENGTH: Final = "quotation-length"
    QUOTATION_TEXT: Final = "quotation-text"
    VOTE_SUM: Final = "vote-sum"
    VOTE_TALLY: Final = "vote-tally"
    VOTE_CASTING: Final = "vote-casting"
    VOTE_RESULT: Final = "vote-result"
    VOTE_PARTY: Final = "vote-party"
    VOTE_TWICE: Final = "vote-twice"
    NO_VOTE: Final = "no-vote"
    CLAIM_UNSOURCED: Final = "claim-unsourced"
    CLAIM_ONE_SIDED: Final = "claim-one-sided"
    CLAIM_VERDICT: Final = "claim-verdict"
    SUMMARY: Final = "summary"
    RECORD_UNSOURCED: Final = "record-unsourced"
    SOURCE_UNUSED: Final = "source-unused"
    NAME_NEAR: Final = "name-near"
    MIXED_SCRIPT: Final = "mixed-script"
    ISBN: Final = "isbn"
    ILLUSTRATION_RIGHTS: Final = "illustration-rights"
    ILLUSTRATION_WORDS: Final = "illustration-words"

    # Exceptions
    EXCEPTION_UNUSED: Final = "exception-unused"
    EXCEPTION_UNKNOWN: Final = "exception-unknown"
    BASELINE: Final = "baseline"

    # The bibliography
    BIB_MISSING_FILE: Final = "bib-missing-file"
    BIB_ENCODING: Final = "bib-encoding"
    BIB_TOO_LARGE: Final = "bib-too-large"
    BIB_SYNTAX: Final = "bib-syntax"
    BIB_DUPLICATE_KEY: Final = "bib-duplicate-key"
    BIB_DUPLICATE_FIELD: Final = "bib-duplicate-field"
    BIB_NAME: Final = "bib-name"
    BIB_UNKNOWN_TYPE: Final = "bib-unknown-type"
    BIB_NO_TITLE: Final = "bib-no-title"
    BIB_URL: Final = "bib-url"
    BIB_DOI: Final = "bib-doi"
    BIB_ISBN: Final = "bib-isbn"
    BIB_KEY: Final = "bib-key"
    BIB_CROSSREF: Final = "bib-crossref"
    BIB_DATE: Final = "bib-date"
    BIB_COMMAND: Final = "bib-command"
    BIB_FIELD: Final = "bib-field"
    BIB_FILTER: Final = "bib-filter"


MANUAL: Final[Mapping[str, str]] = {
    Code.KEY_SYNTAX: "The key of a record is made of lower-case letters, digits and hyphens.",
    Code.NAME_MISSING: "A record has a name: ``:name:``, or the heading above it.",
    Code.FIELD_SYNTAX: "A field is written ``:name: value`` and stands above the text of its record.",
    Code.FIELD_UNKNOWN: "Each kind of record has its own fields, and no others.",
    Code.FIELD_REPEATED: "A field that holds one value stands once; a rival goes into ``:disputed:``.",
    Code.FIELD_EMPTY: "A field has a value, and not only sources for one.",
    Code.FIELD_MISSING: "The fields without which a kind of record says nothing are there.",
    Code.FIELD_VALUE: "The value of a field can be read; the message shows what one looks like.",
    Code.DATE_VALUE: "A date can be read, and names a day that exists.",
    Code.CITATION_SYNTAX: "A citation is ``Key``, ``Key{p. 12}``, or several with commas between.",
    Code.VIEW_OPTION: "A view is called with the words, options and lines that it knows.",
    Code.POLICY: "A page does not set how it is built, hide text, or lead out of its folder.",
    Code.REDIRECT: "A former address is no page of today, and leads to one. (Seen when web pages are made.)",
    Code.ADDRESS_LOST: "A record, claim, source, term, heading or page that was published is there, or says where it is now.",
    Code.FORMER: "A former address stands below a heading, and is no address of today.",
    Code.LEDGER: "The ledger of published addresses can be read.",
    Code.OLD_SPELLING: "A field, option or code is written as it is called today; the old spelling is still read.",
    Code.PLACEHOLDER: "An example that shows what to write in a field has been written over.",
    Code.PAGE_ENCODING: "A page is text in UTF-8.",
    Code.MARKUP: "Links, citations, lists and emphasis are written as Markdown and Letopis read them.",
    Code.NOT_CLOSED: "What is opened with ``:::``, three backticks or ``---`` is closed with the same.",
    Code.HEADING: "A page has one title, ``# …``; below it headings go down one level at a time.",
    Code.TABLE: "Every row of a table has as many cells as its head.",
    Code.NESTING: "Lists, quotations and boxes stand in one another only so deep as every output can show.",
    Code.DIRECTIVE_UNKNOWN: "What stands in braces after ``:::`` is a kind of record, a view or a box that there is.",
    Code.DIRECTIVE_FAILED: "A directive can be carried out with what it was given.",
    Code.ROLE_UNKNOWN: "What stands in braces before a backtick is a kind of record, or another role that there is.",
    Code.ILLUSTRATION_FILE: "The file of an illustration can be opened as a picture, and is not too large to be shown.",
    Code.REF_AMBIGUOUS: "A bare key is used by one kind only; otherwise write ``kind:key``.",
    Code.REF_KIND: "A reference leads to a record of a kind that can stand there.",
    Code.EXCEPTION_UNUSED: "An exception silences something: the record would break that rule.",
    Code.EXCEPTION_UNKNOWN: "An exception names the code of a rule.",
    Code.BASELINE: "The baseline of data brought in is as it was signed, and holds no fault that has been mended.",
    Code.BIB_MISSING_FILE: "A ``.bib`` file named in ``conf.py`` can be opened.",
    Code.BIB_ENCODING: "A ``.bib`` file is text in UTF-8.",
    Code.BIB_TOO_LARGE: "A ``.bib`` file is no larger than can be read with care; split it.",
    Code.BIB_SYNTAX: "An entry of a ``.bib`` file can be read: its braces close, its values stand in braces.",
    Code.BIB_DUPLICATE_KEY: "No two entries have the same key.",
    Code.BIB_DUPLICATE_FIELD: "An entry has each field once.",
    Code.BIB_NAME: "Names of people are divided by ``and``, not by commas or semicolons, and each has two commas at most.",
    Code.BIB_UNKNOWN_TYPE: "An entry is a ``@book``, ``@article``, ``@misc`` or another known type.",
    Code.BIB_NO_TITLE: "An entry has a title; one supplied by you stands in square brackets.",
    Code.BIB_URL: "A web address begins with ``https://`` or ``http://`` and has no spaces.",
    Code.BIB_DOI: "A DOI begins with ``10.``, four or more digits and a slash.",
    Code.BIB_ISBN: "The check digit of an ISBN is right (ISO 2108).",
    Code.BIB_KEY: "A key of a ``.bib`` file holds no space.",
    Code.BIB_CROSSREF: "What ``crossref``, ``xref``, ``xdata`` or ``related`` names is there, and does not lead in a circle.",
    Code.BIB_DATE: "The date of a source can be read; what cannot is printed as it is written.",
    Code.BIB_COMMAND: "A LaTeX command in a field is known; of others only what is in their braces is printed.",
    Code.BIB_FILTER: "The ``:filter:`` of a list of sources can be read, and its comparisons fit the entries.",
    Code.BIB_FIELD: "Every field that has content is printed, or is named in ``letopis_sources_kept_fields``.",
}
"""What the manual says of each code that is not a rule's."""


class SourceLocation(NamedTuple):
    """Where something is written: document name, file below the source folder, line from 1."""

    docname: str
    path: str
    line: int


class Finding(NamedTuple):
    """One thing found wrong: its code, what to tell the author, and where it stands.

    ``subject`` is the anchor of the record it concerns (``person-ada``): an exception on that
    record silences it. ``""`` is for what concerns running text: an exception of any record on
    the page does. ``concerns`` is the anchor of another record that it is about (the office of a
    tenure), whose exceptions silence it as well.
    """

    code: str
    message: str
    place: SourceLocation
    subject: str = ""
    concerns: str = ""
