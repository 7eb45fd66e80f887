"""The finding that says what a page, a file or a setting may not hold."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from letopis.content_policy.allowed import Allowed
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.report import report

LOST = "\ufffd"
"""What stands in the place of a character that was taken out of a page."""

SETTING = "letopis_allowed"


def lists_of(config: Config) -> Allowed:
    """The lists in force; entries without a reason are left out here, and reported once at the start."""
    setting = config.letopis_allowed
    return Allowed.extended(setting)[0] if setting else Allowed()


def check_setting(app: Sphinx) -> None:
    """``builder-inited``: a finding for each entry of ``letopis_allowed`` that cannot stand."""
    for entry, message in Allowed.extended(app.config.letopis_allowed)[1]:
        report(Finding(Code.POLICY, message, SourceLocation("", "conf.py", _line_of(app.confdir / "conf.py", entry))))


def _line_of(conf: Path, entry: str) -> int:
    """The line of `conf.py` on which an entry of the setting stands, or the setting itself."""
    found = 1
    text = conf.read_text(encoding="utf-8", errors="replace") if conf.is_file() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(SETTING):
            found = number
        if found > 1 and (f'"{entry}"' in line or f"'{entry}'" in line):
            return number
    return found


def note(env: BuildEnvironment, code: str, line: int, message: str) -> None:
    """Report something of the page being read."""
    path = str(env.doc2path(env.docname, base=False))
    report(Finding(code, message, SourceLocation(env.docname, path, max(line, 1))))


def refuse(env: BuildEnvironment, line: int, message: str) -> None:
    """Report what the page being read may not hold."""
    note(env, Code.POLICY, line, message)
