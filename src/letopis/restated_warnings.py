"""The warnings of Sphinx, docutils and MyST that are said anew: a pattern for each, and what is said in its place.

:mod:`letopis.restating` holds each warning against these rules, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from letopis.model.names import named, nearest

if TYPE_CHECKING:
    from letopis.restating import Place, Restater

Match = re.Match[str]
Say = Callable[["Restater", Match, "Place"], str | None]
"""From the one that restates, the match and the place to what is said; ``None`` holds the warning back."""

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
