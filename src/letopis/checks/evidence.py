"""Rules about evidence: every record has a source, every verdict the sources it needs."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding, Place
from letopis.model import kinds as r
from letopis.model.archive import Archive


@rule(Code.CLAIM_UNSOURCED)
def claims_have_a_source(archive: Archive) -> Iterator[Finding]:
    """A claim rests on at least one source, for or against."""
    for claim in archive.all(r.Claim):
        if not (claim.for_ or claim.against or claim.source):
            message = "no source. Cite one with ':for:' or ':against:'."
            yield finding(Code.CLAIM_UNSOURCED, claim, claim.place.line, message)


@rule(Code.CLAIM_ONE_SIDED)
def disputed_claims_have_two_sides(archive: Archive) -> Iterator[Finding]:
    """A claim is disputed only if sources stand on both sides."""
    for claim in archive.all(r.Claim):
        if claim.verdict and claim.verdict.value is r.Verdict.DISPUTED:
            for side, notes in (("for", claim.for_), ("against", claim.against)):
                if not notes:
                    message = f"disputed, but no source is ':{side}:'. Cite one, or change the verdict."
                    yield finding(Code.CLAIM_ONE_SIDED, claim, claim.verdict.line, message)


@rule(Code.CLAIM_VERDICT)
def verdicts_rest_on_their_side(archive: Archive) -> Iterator[Finding]:
    """A confirmed claim has a source for it; an inaccurate one has a source against it."""
    needed = {
        r.Verdict.CONFIRMED: "for",
        r.Verdict.CONFIRMED_WITH_NUANCE: "for",
        r.Verdict.INACCURATE: "against",
    }
    for claim in archive.all(r.Claim):
        side = needed.get(claim.verdict.value) if claim.verdict else None
        notes = claim.for_ if side == "for" else claim.against
        if claim.verdict and side and not notes and (claim.for_ or claim.against or claim.source):
            message = f"{claim.verdict.value.words}, but no source is ':{side}:'. Cite one."
            yield finding(Code.CLAIM_VERDICT, claim, claim.verdict.line, message)


@rule(Code.RECORD_UNSOURCED)
def records_have_a_source(archive: Archive) -> Iterator[Finding]:
    """Every record cites at least one source, for itself or for one of its facts."""
    for record in archive.records:
        if isinstance(record, r.Claim):
            continue
        if not any(True for _ in record.citations()):
            message = "no source. Cite one with ':source:', or in brackets after a fact."
            yield finding(Code.RECORD_UNSOURCED, record, record.place.line, message)


@rule(Code.SOURCE_UNUSED)
def sources_are_used(archive: Archive) -> Iterator[Finding]:
    """Every entry of the bibliography is cited, or marked as further reading.

    Cite it, take it out, or give it ``keywords = {further-reading}``.
    """
    for key in sorted(archive.bibliography):
        source = archive.bibliography[key]
        if not archive.pages_citing(key) and "further-reading" not in source.keywords:
            message = (
                f"the source '{key}' is cited nowhere. Cite it, take it out, or give it keywords = {{further-reading}}."
            )
            yield Finding(Code.SOURCE_UNUSED, message, Place("", source.path, source.line))


@rule(Code.QUOTATION_LENGTH)
def quotations_are_short(archive: Archive) -> Iterator[Finding]:
    """A quotation has no more words than ``letopis_quotation_words`` allows.

    Long quotations are somebody else's text. Retell them, and quote the words that matter.
    """
    for quotation in archive.quotations:
        message = (
            f"a quotation of {quotation.words} words, “{quotation.text[:40]}…”; "
            f"{archive.quotation_words} are allowed. Retell it in your own words."
        )
        yield Finding(Code.QUOTATION_LENGTH, message, quotation.place)


@rule(Code.ISBN)
def isbns_check(archive: Archive) -> Iterator[Finding]:
    """An ISBN has ten or thirteen digits and the right check digit (ISO 2108)."""
    for book in archive.all(r.Book):
        if book.isbn and not isbn_is_valid(book.isbn.value):
            message = f"the ISBN '{book.isbn.value}' fails its check digit. Copy it again."
            yield finding(Code.ISBN, book, book.isbn.line, message)


def isbn_is_valid(text: str) -> bool:
    """Whether an ISBN-10 or ISBN-13, hyphens and spaces aside, passes its check digit."""
    digits = text.replace("-", "").replace(" ", "").upper()
    if len(digits) == 13 and digits.isdigit():
        return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0
    return False
