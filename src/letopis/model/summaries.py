"""What must hold of the first paragraph of a record: it is short, and somebody has written it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from letopis.diagnostics import Code
from letopis.model.fieldlines import Fault

PLACEHOLDERS: Final = (
    "One or two sentences that stand on their own",
    "The text of the page, each statement with its source",
)
"""How the texts begin that a new page has, for its author to write over."""


def placeholder_faults(summary: str, content: Sequence[str], first_line: int) -> Iterator[Fault]:
    """A fault if the text of a record is what a new page has; ``first_line`` is the line of ``content[0]``."""
    if summary.startswith(PLACEHOLDERS):
        at = next((at for at, text in enumerate(content) if text.strip().startswith(PLACEHOLDERS)), 0)
        message = f"the text is still the placeholder {summary[:44]!r}…. Write who or what this is."
        yield Fault(Code.PLACEHOLDER, message, first_line + at)
