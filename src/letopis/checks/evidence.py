"""Rules about evidence: every record has a source, every verdict the sources it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.archive import Archive
from letopis.model.fields import texts_in
from letopis.model.isbn import is_isbn
from letopis.model.kinds import Book, Claim

LONGEST_SUMMARY = 900
"""Characters of the first paragraph of a record."""

_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")


@rule(Code.CLAIM_UNSOURCED)
def claims_have_a_source(archive: Archive) -> Iterator[Finding]:
    """A claim rests on at least one source, for or against.

    Where no source decides, cite under ``:source:`` the one that was searched.
    """
    for claim in archive.all(Claim):
        if not _is_sourced(claim) and claim.anchor not in archive.broken:
            message = "no source. Cite one with ':for:' or ':against:'."
            yield finding(Code.CLAIM_UNSOURCED, claim, claim.origin.line, message)


def _is_sourced(claim: Claim) -> bool:
    return bool(claim.for_ or claim.against or claim.source)


@rule(Code.CLAIM_ONE_SIDED)
def disputed_claims_have_two_sides(archive: Archive) -> Iterator[Finding]:
    """A claim is disputed only if sources stand on both sides, and not one source on both.

    Cite the other side, or change the verdict.
    """
    for claim in archive.all(Claim):
        if claim.verdict is None or claim.verdict.value.needs != "both" or not _is_sourced(claim):
            continue
        if claim.anchor in archive.broken:
            continue
        words = claim.verdict.value.words
        sides = (("for", claim.for_), ("against", claim.against))
        empty = [f"':{side}:'" for side, notes in sides if not notes]
        if empty:
            message = f"{words}, but no source is {' or '.join(empty)}. Cite one, or change the verdict."
            yield finding(Code.CLAIM_ONE_SIDED, claim, claim.verdict.line, message)
        elif len({note.value.citation.key for _, notes in sides for note in notes}) == 1:
            key = claim.for_[0].value.citation.key
            message = f"{words}, but '{key}' alone stands on both sides. Cite another, or change the verdict."
            yield finding(Code.CLAIM_ONE_SIDED, claim, claim.verdict.line, message)


@rule(Code.CLAIM_VERDICT)
def verdicts_rest_on_their_side(archive: Archive) -> Iterator[Finding]:
    """A confirmed claim has a source for it; an inaccurate one has a source against it.

    Cite it, or change the verdict.
    """
    for claim in archive.all(Claim):
        side = claim.verdict.value.needs if claim.verdict else ""
        notes = claim.for_ if side == "for" else claim.against
        if claim.anchor in archive.broken:
            continue
        if claim.verdict and side in {"for", "against"} and not notes and _is_sourced(claim):
            message = f"{claim.verdict.value.words}, but no source is ':{side}:'. Cite one, or change the verdict."
            yield finding(Code.CLAIM_VERDICT, claim, claim.verdict.line, message)


@rule(Code.RECORD_UNSOURCED)
def records_have_a_source(archive: Archive) -> Iterator[Finding]:
    """Every record cites at least one source, for itself or for one of its facts.

    If you cannot name one, do not write the record.
    """
    for record in archive.records:
        if isinstance(record, Claim) or record.anchor in archive.broken:
            continue
        if not any(True for _ in record.citations()):
            message = "no source. Cite one with ':source:', or in brackets after a fact."
            yield finding(Code.RECORD_UNSOURCED, record, record.origin.line, message)


@rule(Code.SUMMARY)
def records_say_what_they_are(archive: Archive) -> Iterator[Finding]:
    """A record with a page of its own begins with a short paragraph: who or what this is.

    Lists, previews and the search show it. Write a sentence or two below the fields, and a blank line before what
    else there is to tell. A project of bare data lets the rule pass in ``letopis_exceptions``.
    """
    for record in archive.records:
        if len(record.summary) > LONGEST_SUMMARY:
            message = (
                f"the first paragraph has {len(record.summary)} characters; {LONGEST_SUMMARY} are allowed. Begin with a "
                "short first paragraph, and a blank line after it."
            )
        elif record.summary or record.inline or record.anchor in archive.broken:
            continue
        else:
            message = "no text. Say below the fields, in a sentence or two, who or what this is."
        yield finding(Code.SUMMARY, record, record.origin.line, message)


@rule(Code.SOURCE_UNUSED)
def sources_are_used(archive: Archive) -> Iterator[Finding]:
    """Every entry of the bibliography is cited, or marked as further reading.

    Cite it, take it out, or give it ``keywords = {further-reading}``.
    """
    for key in sorted(archive.bibliography):
        source = archive.bibliography[key]
        if key not in archive.lost and not archive.pages_citing(key) and "further-reading" not in source.keywords:
            message = (
                f"the source '{key}' is cited nowhere. Cite it, take it out, or give it keywords = {{further-reading}}."
            )
            yield Finding(Code.SOURCE_UNUSED, message, SourceLocation("", source.path, source.line))


@rule(Code.QUOTATION_LENGTH)
def quotations_are_short(archive: Archive) -> Iterator[Finding]:
    """A quotation has no more words than ``letopis_quotation_words`` allows.

    Long quotations are somebody else's text. Retell them, and quote the words that matter.
    """
    for quotation in archive.quotations:
        yield Finding(Code.QUOTATION_LENGTH, _too_long(archive, quotation.text, quotation.words), quotation.place)
    if not archive.quotation_words:
        return
    for record in archive.records:
        for key, fact in record.facts():
            for text in texts_in(fact.value):
                for match in _QUOTED.finditer(text):
                    words = len(match[1].split())
                    if words > archive.quotation_words:
                        message = f"field ':{key}:': {_too_long(archive, match[1], words)}"
                        yield finding(Code.QUOTATION_LENGTH, record, fact.line, message)


def _too_long(archive: Archive, text: str, words: int) -> str:
    return (
        f"a quotation of {words} words, “{text[:40]}…”; {archive.quotation_words} are allowed. "
        "Retell it in your own words."
    )


@rule(Code.ISBN)
def isbns_check(archive: Archive) -> Iterator[Finding]:
    """An ISBN has ten or thirteen digits and the right check digit (ISO 2108).

    Copy it again. That the digit is right does not prove that the number belongs to the book.
    """
    for book in archive.all(Book):
        if book.isbn and not is_isbn(book.isbn.value):
            message = f"the ISBN '{book.isbn.value}' fails its check digit. Copy it again."
            yield finding(Code.ISBN, book, book.isbn.line, message)
