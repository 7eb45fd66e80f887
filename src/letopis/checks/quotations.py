"""The rule about quotations from a document whose text the archive holds: letter by letter the same."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.links import unknown_key
from letopis.checks.registry import rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.kinds import DOCUMENT
from letopis.model.texts import difference
from letopis.model.values import Ref


@rule(Code.QUOTATION_TEXT)
def quotations_are_what_stands_there(archive: Archive) -> Iterator[Finding]:
    """A quotation from a document has the letters of its text, and a text is that of a document.

    Copy the words again. What you leave out or put in stands in square brackets: ``[…]``. The kind of quotation marks
    and where a line is broken may differ.
    """
    for text in archive.texts:
        if archive.resolve(text.document, DOCUMENT) is None and text.document.key not in archive.lost:
            yield Finding(Code.QUOTATION_TEXT, f"text: {_unknown(archive, text.document)}", text.place)
    for quoted in archive.quoted:
        document = archive.resolve(quoted.document, DOCUMENT)
        if document is None:
            if quoted.document.key not in archive.lost:
                yield Finding(Code.QUOTATION_TEXT, f"quotation: {_unknown(archive, quoted.document)}", quoted.place)
            continue
        lines = archive.lines_of(document)
        if not lines:
            message = (
                f"quotation: document '{document.key}' has no text here. Write it below ':::{{text}} {document.key}', "
                "or quote in running text."
            )
            yield Finding(Code.QUOTATION_TEXT, message, quoted.place)
            continue
        line, said = difference(lines, quoted)
        if said:
            yield Finding(Code.QUOTATION_TEXT, f"quotation: {said}. Copy it again.", quoted.place._replace(line=line))


def _unknown(archive: Archive, document: Ref) -> str:
    return f"document '{document.key}' is not in the archive. {unknown_key(archive, document.key, DOCUMENT)}"
