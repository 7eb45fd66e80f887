"""The one door through which every finding reaches the author."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.util import logging

from letopis.diagnostics import Finding

logger = logging.getLogger(__name__)


def report(finding: Finding) -> None:
    """Log one finding as a warning of type ``letopis.<code>`` at its file and line."""
    place = finding.place
    logger.warning(
        "%s",
        finding.message,
        location=(place.docname, place.line) if place.docname else f"{place.path}:{place.line}",
        type="letopis",
        subtype=finding.code.value,
    )


def report_all(findings: Iterable[Finding]) -> int:
    """Log findings by file and line, each once; give back how many there were."""
    unique = sorted(set(findings), key=lambda f: (f.place.path, f.place.line, f.code, f.message))
    for finding in unique:
        report(finding)
    return len(unique)
