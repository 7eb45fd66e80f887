"""What a page may hold: the lists, and how a project extends them.

Nothing that is missing here is read, run or copied. A project adds to a list in `conf.py`, each entry with its
reason, as ``{list: {entry: reason}}``::

    letopis_allowed = {"directives": {"todo": "drafts show what is still missing"}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

FRONT_MATTER: Final = frozenset({"orphan", "tocdepth", "nosearch", "title", "description"})
"""Keys at the head of a page. ``myst`` is none: it would switch on a template language that runs code."""

DIRECTIVES: Final = frozenset(
    # Words, quotations and remarks
    "admonition attention caution danger error hint important note tip warning seealso topic sidebar rubric epigraph"
    " highlights pull-quote parsed-literal line-block centered compound container class rst-class cssclass"
    " versionadded versionchanged deprecated versionremoved version-added version-changed version-deprecated"
    " version-removed"
    # Lists, tables and pictures
    " glossary hlist acks table list-table csv-table image figure figure-md"
    # Code
    " code code-block sourcecode"
    # The structure of the archive
    " toctree contents index sectionauthor codeauthor".split()
)
"""Directives of Sphinx, docutils and MyST. Those of extensions are allowed of themselves: see :mod:`.origin`."""

ROLES: Final = frozenset(
    # Words
    "abbr abbreviation ac acronym code command dfn emphasis file guilabel kbd literal mailheader makevar manpage"
    " menuselection mimetype newsgroup program regexp samp strong sub subscript sup superscript title-reference title"
    " t i b code envvar"
    # Links
    " ref numref doc term any eq index download option keyword token confval pep rfc cve cwe".split()
)
"""Roles of Sphinx, docutils and MyST, as with the directives."""

OPTIONS: Final = frozenset(
    # Names, places and looks
    "name align alt width height scale loading figwidth caption title subtitle header widths header-rows stub-columns"
    " delim keepspace escape quote linenos number-lines lineno-start emphasize-lines dedent force language"
    " columns sorted local depth backlinks collapsible open"
    # Links; where they lead is looked at when the page is read
    " target"
    # Indexes and the tree of pages
    " number maxdepth hidden glob titlesonly numbered reversed includehidden attribution".split()
)
"""Options of the directives above. ``file``, ``url``, ``parser`` and ``encoding`` are not among them."""

CLASS_OPTIONS: Final = frozenset({"class", "figclass", "classes"})
"""Options that hold names of classes, as do all that begin with ``class-``."""

FORBIDDEN_OPTIONS: Final = frozenset({"style", "file", "url", "parser", "encoding"})
"""What no extension's directive takes from a page either, unless `conf.py` names it: ``div:style``."""

CLASSES: Final = frozenset(
    # What a word is: the language of a run of text is a class of two or three letters, or "lang-" before it
    "glossary simple no-border"
    # What MyST gives to lists of fields and of tasks, where a project has switched them on
    " field-list contains-task-list task-list-item"
    # The list of ways in on a front page
    " letopis-doors"
    # How a picture or a table stands
    " align-left align-center align-right".split()
)
"""Classes that a page may give to its text. Those that hide, lift or cover are not among them."""

SCHEMES: Final = frozenset({"", "http", "https", "mailto"})
"""Where a link may lead; the empty one is a page of the archive."""

FILE_TYPES: Final = frozenset(
    ".md .bib .png .jpg .jpeg .gif .webp .avif .svg .ico .pdf .csv .tsv .json .geojson .txt .woff .woff2 .ttf .otf"
    " .epub .mp3 .ogg .oga .flac .wav .mp4 .webm".split()
)
"""Kinds of files beside the pages. HTML, scripts and style sheets are code: `conf.py` names them."""


@dataclass(frozen=True)
class Allowed:
    """The lists as they are in force in one project."""

    front_matter: frozenset[str] = FRONT_MATTER
    directives: frozenset[str] = DIRECTIVES
    roles: frozenset[str] = ROLES
    options: frozenset[str] = OPTIONS
    classes: frozenset[str] = CLASSES
    schemes: frozenset[str] = SCHEMES
    file_types: frozenset[str] = FILE_TYPES
    files: frozenset[str] = frozenset()
    """Single files, from the folder of `conf.py`, whatever their type."""

    @classmethod
    def extended(cls, setting: Mapping[str, Any]) -> tuple[Self, list[tuple[str, str]]]:
        """The lists with a project's entries, and each wrong entry with what is wrong with it; that allows nothing."""
        names = [field.name for field in fields(cls)]
        faults: list[tuple[str, str]] = []
        added: dict[str, frozenset[str]] = {}
        for name, entries in setting.items():
            if name not in names:
                faults.append((name, f"letopis_allowed: there is no list {name!r}. The lists are {', '.join(names)}."))
            elif not isinstance(entries, Mapping):
                faults.append((name, f"letopis_allowed: {name!r} is no dictionary. Write {{'entry': 'reason'}}."))
            else:
                faults += _without_reason(name, entries)
                added[name] = getattr(cls, name) | {str(key) for key, reason in entries.items() if _is_reason(reason)}
        return cls(**added), faults

    def allows_class(self, name: str) -> bool:
        """Whether a page may give this class: one of the list, or the language of a run of text (``ru``, ``lang-de``)."""
        language = name.removeprefix("lang-")
        return name in self.classes or (2 <= len(language) <= 3 and language.isascii() and language.islower())

    def refused_classes(self, names: Iterable[str]) -> list[str]:
        """Those of these classes that a page may not give."""
        return [name for name in names if not self.allows_class(name)]


def _without_reason(name: str, entries: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return [
        (str(entry), f"letopis_allowed: {entry!r} among the {name!r} has no reason. Say in a few words why it is safe.")
        for entry, reason in entries.items()
        if not _is_reason(reason)
    ]


def _is_reason(reason: object) -> bool:
    return isinstance(reason, str) and len(reason.split()) > 1
