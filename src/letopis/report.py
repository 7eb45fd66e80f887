"""Logs findings as warnings of Sphinx, and compares them with a baseline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util import logging

from letopis.checks.waivers import compare, gone_finding, read_baseline
from letopis.diagnostics import Code, Finding, SourceLocation

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


def beyond_baseline(findings: list[Finding], app: Sphinx) -> list[Finding]:
    """The findings that the baseline named in ``conf.py`` has not, and what has to be said of the baseline itself."""
    name: str = app.config.letopis_baseline
    path = Path(app.confdir) / name
    if not name or not path.is_file():
        return findings
    try:
        baseline = read_baseline(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return [*findings, Finding(Code.BASELINE, str(error), SourceLocation("", name, 1))]
    compared = compare(findings, baseline)
    logger.info(
        "%s: %d faults known (%s, %s), %d new, %d gone", name, compared.known.total(), baseline.by, baseline.reason,
        len(compared.new), compared.gone.total(),
    )  # fmt: skip
    return [*compared.new, *([gone_finding(compared.gone, name)] if compared.gone else [])]


def forbid_suppressed_checks(suppressed: Iterable[str]) -> None:
    """No finding is switched off for a whole archive: what breaks a rule says so where it does."""
    if silenced := sorted(name for name in suppressed if name == "letopis" or name.startswith("letopis.")):
        raise ConfigError(
            f"suppress_warnings: {', '.join(silenced)} would silence checks everywhere. Take it out, and write "
            "':except: code reason' in the record that breaks the rule."
        )
