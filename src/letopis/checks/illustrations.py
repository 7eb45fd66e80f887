"""Rules about illustrations: each says who may use it, and in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.kinds import Illustration


@rule(Code.ILLUSTRATION_RIGHTS)
def illustrations_have_rights(archive: Archive) -> Iterator[Finding]:
    """An illustration says under which licence it may be used, or what is known of its copyright.

    Until it does, it is not shown. Write a licence of Creative Commons (``CC BY 4.0``, ``CC0``, ``Public Domain Mark``) or
    one of the statements of rightsstatements.org, such as ``http://rightsstatements.org/vocab/InC/1.0/``.
    """
    for record in archive.all(Illustration):
        if record.rights is None and record.anchor not in archive.broken:
            message = (
                "no rights, so it is not shown. Write ':rights: CC BY 4.0', or the licence or statement of "
                "rightsstatements.org that its source gives."
            )
            yield finding(Code.ILLUSTRATION_RIGHTS, record, record.origin.line, message)


@rule(Code.ILLUSTRATION_WORDS)
def illustrations_are_told_in_words(archive: Archive) -> Iterator[Finding]:
    """An illustration says in words what somebody sees who looks at it, and not its caption again (WCAG 2.2, 1.1.1).

    Whoever does not see it hears these words. Say in ``:alt:`` what is on it; who made it, and when, is in other fields.
    """
    for record in archive.all(Illustration):
        if record.anchor in archive.broken:
            continue
        if record.alt is None:
            message = "no words for those who do not see it. Say in ':alt:' what somebody sees who looks at it."
            yield finding(Code.ILLUSTRATION_WORDS, record, record.origin.line, message)
        elif record.caption and record.alt.value.casefold() == record.caption.value.casefold():
            message = "':alt:' says the same as ':caption:', so that it is heard twice. Say what somebody sees."
            yield finding(Code.ILLUSTRATION_WORDS, record, record.alt.line, message)
