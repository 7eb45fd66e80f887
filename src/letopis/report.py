"""The one door through which every finding reaches the author."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.errors import ConfigError
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
        subtype=finding.code,
    )


def report_all(findings: Iterable[Finding]) -> int:
    """Log findings by file and line, each once; give back how many there were."""
    unique = sorted(set(findings), key=lambda f: (f.place.path, f.place.line, f.code, f.message))
    for finding in unique:
        report(finding)
    return len(unique)


def forbid_suppressed_checks(suppressed: Iterable[str]) -> None:
    """No finding is switched off for a whole archive: what breaks a rule says so where it does."""
    if silenced := sorted(name for name in suppressed if name == "letopis" or name.startswith("letopis.")):
        raise ConfigError(
            f"suppress_warnings: {', '.join(silenced)} would silence checks everywhere. Take it out, and write "
            "':except: code reason' in the record that breaks the rule."
        )
