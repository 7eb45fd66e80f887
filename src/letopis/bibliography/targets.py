"""What a citation names, read once: the targets of ``{cite:p}`Key{p. 12},Other``` travel with its node as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docutils import nodes
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets

TARGETS: Final = "letopis-targets"
"""The attribute of the node of a citation that holds its targets."""

Targets = tuple[CitationTarget, ...]


def targets_of(citation: nodes.Element) -> Targets:
    """The sources that the node of a citation names, each with what stands before and after its key.

    The node of another extension has only the text (``reftarget``), which is then read here; ``ValueError`` if it
    cannot be.
    """
    if TARGETS not in citation:
        citation[TARGETS] = tuple(parse_citation_targets(citation["reftarget"]))
    found: Targets = citation[TARGETS]
    return found


def give_targets(citation: nodes.Element, targets: Iterable[CitationTarget]) -> None:
    """Make a citation name these sources."""
    citation[TARGETS] = tuple(targets)
    citation["reftarget"] = as_text(citation[TARGETS])


def as_text(targets: Iterable[CitationTarget]) -> str:
    """Targets as an author writes them: ``{see}Key{p. 12},Other``."""
    return ",".join(
        (f"{{{one.pre}}}" if one.pre else "") + one.key + (f"{{{one.post}}}" if one.post else "") for one in targets
    )
