"""Says in plain words, with a remedy, what Sphinx, docutils and MyST say of a page.

Their warnings pass a filter of Python's logging before they are counted and shown. What a contributor meets is said
anew: what is wrong, and what to write. What follows from something that has been said already is held back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from docutils import nodes, utils
from sphinx.application import Sphinx

from letopis.model.names import named, nearest

Match = re.Match[str]
Say = Callable[["Restater", Match, "Place"], str | None]

_OPTIONS_OF: Final = {
    "width": "Write a share of the page or a number of pixels, such as 50% or 300px.",
    "height": "Write a number of pixels, such as 300px.",
    "scale": "Write a percentage, such as 50.",
    "align": "Write left, center or right.",
    "maxdepth": "Write a number, such as 1.",
    "widths": "Write numbers, such as 20 80.",
    "header-rows": "Write a number, such as 1.",
}
"""What the value of an option looks like."""


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


def _of_pages(self: Restater, name: str, ending: str = ".md") -> str:
    wanted = name.partition("#")[0].removesuffix(".md").strip("/-* ")
    near = nearest(wanted, self.pages()) or nearest(wanted.rpartition("/")[2], self.pages())
    return named([f"{page}{ending}" for page in near], "page")


def _missing_link(self: Restater, match: Match, _place: Place) -> str:
    target = match["target"]
    if not target:
        return "the link has no address. Write [words](page.md), or [words](https://…)."
    if target.startswith("www.") or re.fullmatch(
        r"[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|edu|gov|info|ru|de|uk)(?:/.*)?", target
    ):
        return f"the link '{target}' leads to no page. For the web write https://{target}"
    if "." in target or "/" in target:
        hint = _of_pages(self, target) or "Write the file as it is called from this page, such as ../people/ada.md."
        return f"the link '{target}' leads to no page. {hint}"
    label = target.lstrip("#")
    hint = named(nearest(label, self.labels()), "label") or f"Put a line ({label})= above the heading that is meant."
    return f"the link '{target}' leads to no heading or label. {hint}"


def _missing_label(self: Restater, match: Match, _place: Place) -> str:
    label = match["label"]
    hint = named(nearest(label, self.labels()), "label") or f"Put a line ({label})= above the heading that is meant."
    return f"there is no label '{label}'. {hint}"


def _missing_page(self: Restater, match: Match, _place: Place) -> str:
    name = match["name"]
    hint = _of_pages(self, name, "") or "Write it as its file is called, without '.md', or take the line out."
    return f"there is no page '{name}'. {hint}"


def _listed_page(self: Restater, match: Match, place: Place) -> str:
    name = match["name"]
    place.line = (
        next(
            (number for number, line in enumerate(place.lines(), 1) if number >= place.line and line.strip() == name),
            place.line,
        )
        if place.line
        else place.line
    )
    hint = _of_pages(self, name, "") or "Write it as its file is called, without '.md', or take the line out."
    return f"the list of pages (toctree) names '{name}', and there is no such page. {hint}"


def _missing_file(what: str) -> Say:
    def say(self: Restater, match: Match, place: Place) -> str:
        near = self.files_like(match["name"])
        shown = match["name"]
        hint = named(near, "file") or f"Put the {what} there, or write its name as the file is called from this page."
        return f"the {what} '{shown}' is not there. {hint}"

    return say


def _circle(self: Restater, match: Match, place: Place) -> str | None:
    names = [name.strip() for name in match["names"].split("<-")]
    if names[0] in names[1:]:  # what follows leads to the circle, and is no part of it
        names = names[: names.index(names[0], 1) + 1]
    if not self.first_time(frozenset(names)):
        return None
    inner = names[1] if len(names) > 1 else names[0]
    place.path = str(self.app.env.doc2path(inner))
    last = names[0].rpartition("/")[2]
    place.line = next((n for n, line in enumerate(place.lines(), 1) if last in line and "#" not in line), 1)
    return f"the lists of pages (toctree) lead in a circle: {' → '.join(reversed(names))}. Take '{names[0]}' out here."


def _heading(_self: Restater, match: Match, place: Place) -> str:
    text = place.text()
    title = text.lstrip("#").strip() or "…"
    signs = "#" * (int(match["before"]) + 1)
    return f"the heading goes down more than one level. Write '{signs} {title}'."


def _first_heading(_self: Restater, _match: Match, place: Place) -> str:
    return f"the title of a page has one sign. Write '# {place.text().lstrip('#').strip() or '…'}'."


def _unknown_option(_self: Restater, match: Match, _place: Place) -> str:
    known = re.findall(r"'([^']+)'", match["known"])
    near = nearest(match["option"], known)
    hint = named([f":{one}:" for one in near], "option") or f"The options are {', '.join(f':{one}:' for one in known)}."
    return f"'{{{match['name']}}}' has no option ':{match['option']}:'. {hint}"


def _option_value(_self: Restater, match: Match, _place: Place) -> str:
    value, option = match["value"], match["option"]
    if option in _OPTIONS_OF:
        return f"the option ':{option}:' has the value {value!r}, which cannot be read. {_OPTIONS_OF[option]}"
    reason = " ".join(match["why"].split())
    if value == "None":
        return (
            f"'{{{match['name']}}}': {reason}."
            if reason.startswith("the option")
            else (f"the option ':{option}:' has no value. Give it one, or take the line out.")
        )
    return f"the option ':{option}:' has the value {value!r}: {reason[:1].lower()}{reason[1:].rstrip('.')}."


def _no_argument(_self: Restater, match: Match, _place: Place) -> str:
    name = match["name"]
    wanted = {"figure": "picture.png", "image": "picture.png"}.get(name, "…")
    what = "the name of a picture" if wanted != "…" else "a word"
    return f"'{{{name}}}' wants {what} in its line. Write '{{{name}}} {wanted}'."


def _unreferenced(self: Restater, match: Match, place: Place) -> str | None:
    label = match["label"]
    if self.is_said(place, label):
        return None
    return f"nothing points at the note [^{label}]. Write [^{label}] where it belongs, or take the note out."


def _missing_note(self: Restater, match: Match, place: Place) -> str | None:
    label = match["label"]
    if self.is_said(place, label):
        return None
    return f"the note [^{label}] is not there. Write it on a line of its own: '[^{label}]: …'."


def _no_list_names_it(_self: Restater, _match: Match, place: Place) -> str:
    place.line = place.line or 1
    return (
        "no list of pages (toctree) names this page, so readers do not find it. Add its name to the index.md of its folder, "
        "or write 'orphan: true' at its head."
    )


def _no_title(self: Restater, match: Match, place: Place) -> str | None:
    place.path, place.line = str(self.app.env.doc2path(match["name"])), 1
    if not {"name-missing", "heading", "no-title", "not-closed"}.isdisjoint(self._said.setdefault(place.path, set())):
        return None
    self._said[place.path].add("no-title")
    what = "has no title" if any(line.strip() for line in place.lines()) else "is empty"
    return f"the page {what}, and so no list can name it. Write '# Title' in its first line."


def _fixed(text: str) -> Say:
    return lambda _self, match, _place: match.expand(text)


def _rule(pattern: str, say: Say) -> tuple[re.Pattern[str], Say]:
    return re.compile(pattern), say


RULES: Final = (
    # Notes
    _rule(r'^Unknown target name: "(?P<label>[^"]+)"', _missing_note),
    _rule(r"^Footnote \[(?P<label>[^\]]+)\] is not referenced", _unreferenced),
    _rule(
        r"^Duplicate footnote definition found for label: '(?P<label>[^']+)'",
        _fixed(r"the note [^\g<label>] stands twice. Give one of the two another name."),
    ),
    # Links
    _rule(r"^'myst' cross-reference target not found: '(?P<target>.*)'$", _missing_link),
    _rule(
        r"^local id not found in doc '(?P<page>[^']+)': '(?P<label>[^']+)'",
        _fixed(
            r"the page '\g<page>' has no heading or label '\g<label>'. Put a line (\g<label>)= above the heading that is "
            r"meant there."
        ),
    ),
    _rule(
        r"^more than one target found for 'myst' cross-reference (?P<name>\S+):",
        _fixed(r"'\g<name>' may be a page or a label. For the page write \g<name>.md, for the label #\g<name>."),
    ),
    _rule(r"^unknown document: '(?P<name>[^']*)'", _missing_page),
    _rule(r"^undefined label: '(?P<label>[^']*)'", _missing_label),
    _rule(
        r"^Failed to create a cross reference\. (?:A title or caption not found|Any number is not assigned):"
        r" '(?P<label>[^']*)'",
        _fixed(r"the label '\g<label>' has no heading or caption of its own. Write {ref}`words <\g<label>>`."),
    ),
    _rule(r"^term not in glossary: '(?P<name>[^']*)'", _fixed(r"the glossary has no term '\g<name>'. Add it there.")),
    _rule(
        r"^duplicate label (?P<label>genindex|search|modindex|py-modindex), other",
        _fixed(r"the label '\g<label>' is that of a page that each site has. Give it another name."),
    ),
    _rule(
        r"^duplicate label (?P<label>\S+), other instance in (?P<other>.*)$",
        _fixed(r"the label '\g<label>' stands twice: here, and in \g<other>. Give one of the two another name."),
    ),
    _rule(
        r'^Duplicate explicit target name: "(?P<label>[^"]+)"',
        _fixed(r"the label '\g<label>' stands twice on this page. Give one of the two another name."),
    ),
    # Files
    _rule(r"^image file not readable: (?P<name>.*)$", _missing_file("picture")),
    _rule(r"^download file not readable: (?P<name>.*)$", _missing_file("file")),
    # Lists of pages
    _rule(r"^toctree contains reference to (?:nonexisting|non-existing) document '(?P<name>[^']*)'", _listed_page),
    _rule(r"^toctree contains reference to document '(?P<name>[^']*)' that doesn't have a title", _no_title),
    _rule(r"^the page '(?P<name>[^']*)' has no title; its name stands in", _no_title),
    _rule(r"^document isn't included in any toctree", _no_list_names_it),
    _rule(r"^circular toctree references detected, ignoring: (?P<names>.*)$", _circle),
    _rule(
        r"^toctree glob pattern (?P<name>'.*') didn't match any documents",
        _fixed(r"the list of pages (toctree) asks for \g<name>, and no page is called so. Correct it, or take it out."),
    ),
    # Headings
    _rule(r"^Non-consecutive header level increase; H(?P<before>\d) to H\d", _heading),
    _rule(r"^Document headings start at H\d, not H1", _first_heading),
    _rule(
        r"^Document or section may not begin with a transition",
        _fixed("a rule (---) parts two texts, and nothing stands above this one. Take it out."),
    ),
    _rule(
        r"^Document may not end with a transition|^At least one body element must separate transitions",
        _fixed("a rule (---) parts two texts, and nothing stands below this one. Take it out."),
    ),
    # Code and signs
    _rule(
        r"^Pygments lexer name (?P<name>'.*') is not known",
        _fixed(
            r"code in \g<name> cannot be shown in colours: no such language is known. Write text, or its right name."
        ),
    ),
    _rule(
        r"^line number spec is out of range\(1-(?P<last>\d+)\): (?P<lines>'.*')",
        _fixed(
            r"the code ends with line \g<last>, and ':emphasize-lines:' asks for \g<lines>. Write lines that are there."
        ),
    ),
    _rule(
        r"^Strikethrough is currently only supported in HTML output",
        _fixed("text that is struck through (~~) is so on web pages only. Say in words that it was."),
    ),
    # Directives
    _rule(
        r"^(?P<most>\d+) (?P<what>header row|stub column)\(s\) specified but only (?P<found>\d+)",
        _fixed(
            r"':header-rows:' or ':stub-columns:' makes \g<most> of the table its head, which has \g<found> in all. "
            r"Write a smaller number."
        ),
    ),
    _rule(
        r"^Figure caption must be a paragraph or empty comment",
        _fixed(
            "the words below a picture begin with a paragraph. Write the caption first, then what else belongs there."
        ),
    ),
    _rule(r"^Directive '(?P<name>[^']+)': (?:\d+) argument\(s\) required, 0 supplied", _no_argument),
    _rule(
        r"^Directive '(?P<name>[^']+)': maximum (?P<most>\d+) argument\(s\) allowed, (?P<given>\d+) supplied",
        _fixed(r"'{\g<name>}' takes \g<most> word in its line, and there are \g<given>. Take the others out."),
    ),
    _rule(r"^'(?P<name>[^']+)': Unknown option key: '(?P<option>[^']*)' \(allowed: (?P<known>.*)\)", _unknown_option),
    _rule(
        r"(?s)^'(?P<name>[^']+)': Invalid option value for '(?P<option>[^']*)': (?P<value>.*?): (?P<why>.*)$",
        _option_value,
    ),
    _rule(
        r"^'(?P<name>[^']+)': Invalid options format: (?P<why>.*)$",
        _fixed(r"the options of '{\g<name>}' cannot be read. Write each as ':option: value' on a line of its own."),
    ),
    _rule(
        r"^'(?P<name>[^']+)': Has content, but none permitted",
        _fixed(r"'{\g<name>}' takes no text. Take out what stands below it."),
    ),
    _rule(
        r"(?s)^Error parsing content block for the \"(?P<name>[\w-]+)\" directive: uniform two-level bullet list expected,"
        r" but row (?P<row>\d+) does not contain the same number of items as row 1 \((?P<found>\d+) vs (?P<wanted>\d+)\)",
        _fixed(
            r"row \g<row> of the table has \g<found> cells, and the first \g<wanted>. Write as many in each, an empty one "
            r"as '-'."
        ),
    ),
    _rule(
        r"(?s)^Error parsing content block for the \"list-table\" directive",
        _fixed("the table is no list of lists. Write each row as '* - cell', its other cells below as '  - cell'."),
    ),
    _rule(
        r"(?s)^(?:Content block expected for the|The) \"(?P<name>[\w-]+)\" (?:directive|admonition)[ ;]"
        r"(?:is empty|none found|.*empty)",
        _fixed(r"'{\g<name>}' has no text. Write it below, or take the box out."),
    ),
)
"""What a warning says, and what is said in its place; the first that fits."""


def setup_restating(app: Sphinx) -> None:
    """Let every warning of this application pass the filter, before it is counted or held back."""
    restater = Restater(app)
    for handler in logging.getLogger("sphinx").handlers:
        if handler.level >= logging.WARNING:
            handler.filters.insert(0, restater)
