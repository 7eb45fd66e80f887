"""Says in plain words, with a remedy, what Sphinx, docutils and MyST say of a page.

Their warnings pass a filter of Python's logging before they are counted and shown. What a contributor meets is said
anew: what is wrong, and what to write. What follows from something that has been said already is held back.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any, Final

from docutils import nodes, utils
from sphinx.application import Sphinx

from letopis.model.names import nearest
from letopis.restated_warnings import RULES

FOLLOWS: Final = {
    "book-link": frozenset({"xref_missing", "xref_ambiguous", "ref", "doc"}),
    "book-missing-alt": frozenset({"markup"}),
}
"""What the book says of a line, and what that follows from: a page that was read has had its finding there."""

RESTATED: Final = frozenset({"book-no-title"})
"""What is said of an output that any Sphinx project can have, and said anew in an archive."""


class Place:
    """The file and the line of a warning."""

    def __init__(self, path: str, line: int) -> None:
        """``path`` is that of the page, or empty; ``line`` is 0 where it is not known."""
        self.path, self.line = path, line

    def text(self) -> str:
        """The line as it is written."""
        return (self.lines()[self.line - 1 : self.line] or [""])[0].strip() if self.line else ""

    def lines(self) -> list[str]:
        """The page as it is written."""
        try:
            return Path(self.path).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []


class Restater(logging.Filter):
    """Changes the message of a warning, or holds the warning back."""

    def __init__(self, app: Sphinx) -> None:
        """Nothing has been said yet."""
        super().__init__()
        self.app = app
        self._said: dict[str, set[str]] = {}
        self._circles: set[frozenset[str]] = set()
        self._at: dict[tuple[str, int], set[str]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Called by Python's logging for each warning, with the one that shows it."""
        if record.levelno < logging.WARNING:
            return True
        try:
            return self._restate(record)
        except Exception:  # noqa: BLE001  a warning in Sphinx's own words is better than none
            return True

    def _restate(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        location = getattr(record, "location", None)
        place = self._place(location)
        if isinstance(location, tuple) and location[0] == place.path:  # Sphinx would put an ending to the file
            vars(record)["location"] = f"{place.path}:{place.line}"
        kind, subtype = getattr(record, "type", ""), str(getattr(record, "subtype", ""))
        at = self._at.setdefault((place.path, place.line), set())
        if at & FOLLOWS.get(subtype, frozenset()):
            return False
        at.add(subtype)
        if kind == "letopis" and subtype not in RESTATED:
            said_here = self._said.setdefault(place.path, set())
            said_here.update(re.findall(r"\[\^([^\]]+)\]", message))
            said_here.add(subtype)
            return True
        for pattern, say in RULES:
            if match := pattern.search(message):
                before = (place.path, place.line)
                said = say(self, match, place)
                if said is None:
                    return False
                record.msg, record.args = said, ()
                if (place.path, place.line) != before:
                    vars(record)["location"] = f"{place.path}:{place.line}"
                return True
        if kind == "docutils" and "\n" in message:
            record.msg, record.args = "%s", (message.partition("\n")[0],)  # then comes the text, which has its line
        return True

    def _place(self, location: Any) -> Place:
        """Where a warning stands: Sphinx gives it in four forms."""
        match location:
            case tuple() if location[0] and location[0] not in self.app.env.found_docs and Path(location[0]).is_file():
                return Place(str(location[0]), location[1] or 0)
            case tuple() if location[0]:
                return Place(str(self.app.env.doc2path(location[0])), location[1] or 0)
            case nodes.Node():
                source, line = utils.get_source_line(location)
                return Place(source or "", line or 0)
            case str() if ":" in location:
                path, _, number = location.rpartition(":")
                return Place(path, int(number) if number.isdigit() else 0)
            case str() if location:
                return Place(str(self.app.env.doc2path(location)), 0)
        return Place("", 0)

    # ------------------------------------------------------------------------------------------- what there is
    def is_said(self, place: Place, label: str) -> bool:
        """Whether something of this name has been said of the page already."""
        return label in self._said.get(place.path, ())

    def first_time(self, circle: frozenset[str]) -> bool:
        """Whether a circle of pages has not been told yet."""
        if circle in self._circles:
            return False
        self._circles.add(circle)
        return True

    def pages(self) -> list[str]:
        """Every page by its name without ending."""
        return sorted(self.app.env.found_docs)

    def labels(self) -> list[str]:
        """Every label that a page can refer to."""
        domain = self.app.env.domains.standard_domain
        return sorted({*domain.labels, *domain.anonlabels} - {"genindex", "modindex", "search"})

    def files_like(self, name: str) -> list[str]:
        """Files whose names are near that of one that is not there."""
        folder = Path(self.app.srcdir) / Path(name).parent
        there = [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
        return [str(Path(name).parent / near) for near in nearest(Path(name).name, there)]


def setup_restating(app: Sphinx) -> None:
    """Let every warning of this application pass the filter, before it is counted or held back."""
    restater = Restater(app)
    for handler in logging.getLogger("sphinx").handlers:
        if handler.level >= logging.WARNING:
            handler.filters.insert(0, restater)
