"""Several values of one fact, and what a source prints wrongly.

``1850 [Smith1999] || 1851 [Jones2001]``: the first is preferred, and the one that rules see; each has its source.
``1857-06-31 [Smith1999] | as-printed: no such day``: kept letter by letter, marked and explained, and not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from letopis.model.values import AsPrinted, Citation, Fact, Rival, split_sources

AS_PRINTED: Final = re.compile(r"\|\s*as-printed:(?P<reason>[^|]*)$")
"""The end of a field that is kept as printed, with the reason."""

BETWEEN: Final = " || "
"""What stands between the values that sources give."""


def read_rival(text: str, read: Callable[[str], object]) -> Rival:
    """What another source gives, by the reader of its field. Raises ``ValueError`` if no source is named."""
    value, sources = split_sources(text)
    if not sources:
        raise ValueError(f"the other value {value!r} names no source. Write which: '{value} [Smith1999]'")
    return Rival(read(value), sources)


def read_as_printed(text: str, reason: str, line: int) -> Fact[AsPrinted]:
    """A value kept as its source prints it; sources may stand before or after the reason.

    Raises ``ValueError`` if value, reason or source is missing.
    """
    value, sources = split_sources(text)
    reason, more = split_sources(reason)
    value = value.strip('" ')
    if not value or not reason:
        raise ValueError(
            "expected what is printed and why it is wrong, as in '1857-06-31 [Smith1999] | as-printed: no such day'"
        )
    if not (sources or more):
        raise ValueError(f"{value!r} is kept as printed, and names no source. Write which: '{value} [Smith1999]'")
    return Fact(AsPrinted(value, reason), (*sources, *more), line)


def split_head_sources(text: str) -> tuple[str, tuple[Citation, ...]]:
    """Cut ``value [Key] | more`` into ``value | more`` and the sources of the part before the bar."""
    head, bar, more = text.partition("|")
    head, sources = split_sources(head)
    return f"{head} {bar}{more}".strip(), sources
