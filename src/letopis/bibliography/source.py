"""One entry, read: its fields under biblatex's names, its people, its dates, and what of it has been printed."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from pybtex.database import Entry as PybtexEntry

from letopis.bibliography.data_model import (
    IN_BOOK,
    ITALIC,
    NAMES,
    REPORTS,
    canonical_type,
    matches,
)
from letopis.bibliography.dates import NONE, SourceDate, read_date, read_parts
from letopis.bibliography.keys import STATES, in_words
from letopis.bibliography.names import Person, read_names
from letopis.bibliography.terms import Terms, terms_of
from letopis.bibliography.text import is_supplied, marked, plain, single_quotes, unmarked
from letopis.model.source_fields import FIELD_ALIASES, canonical_field

Entry: TypeAlias = Any
"""A ``pybtex.database.Entry``; pybtex carries no types."""

_ENDS_SENTENCE = re.compile(r"[?!…:.]$")
_SUBTITLE = re.compile(r"(?<=\w{2})(?<!\bNo)(?<!\bno)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bvs)[:.](?=\s)|(?<=[?!])\s")
_SHORT: Final = 6
_DATE_FIELDS: Final = {
    kind: tuple(f"{kind}{part}" for part in ("date", "year", "month", "day", "endyear", "endmonth", "endday"))
    for kind in ("", "orig", "event", "url")
}
_CONNECTING: Final = frozenset("a an and as at by for from in of on or that the to with".split())
_HEADINGS: Final = {
    "editor": ("ed", "eds"), "translator": ("trans", "trans"), "director": ("dir", "dir"), "editora": ("ed", "eds"),
}  # fmt: skip
"""Who may stand at the head of an entry without an author, and what is said after one and after several."""
_TYPES_OF_HEADING: Final = {
    "compiler": ("comp", "comps"), "director": ("dir", "dir"), "translator": ("trans", "trans"), "editor": ("ed", "eds"),
}  # fmt: skip


class BibEntry(PybtexEntry):  # type: ignore[misc]  # pybtex carries no types
    """An entry with the entries that it names as related, or as the members of a set."""

    def __init__(self, type_: str, fields: Any = None, persons: Any = None) -> None:
        super().__init__(type_, fields, persons)
        self.related: tuple[Entry, ...] = ()


class Source:
    """One entry, read: its fields under biblatex's names, and a note of which have been used.

    A style takes from it what it prints; what it has not taken is still to be printed
    (:mod:`letopis.bibliography.remainder`), so that nothing is lost.
    """

    __slots__ = ("_dates", "_roles", "entry", "fields", "key", "kind", "terms", "used")

    def __init__(self, entry: Entry, terms: Terms | None = None, kept: tuple[str, ...] = ()) -> None:
        """``kept`` are fields that are not to be printed, each a name or a beginning and ``*``."""
        self.entry = entry
        self.key = str(entry.key)
        self.kind = canonical_type(entry.type)
        self.terms = terms or terms_of()
        self.used: set[str] = set()
        self._roles: dict[str, list[Person]] = {}
        self._dates: dict[str, SourceDate] = {}
        self.fields: dict[str, str] = {}
        twice: dict[str, str] = {}
        for written, text in entry.fields.items():
            name = written.lower()
            if "\\" in text:
                text = in_words(text, self.terms)  # noqa: PLW2901 - the words in place of the keys
            if kept and matches(name, kept):
                continue
            own = FIELD_ALIASES.get(name)
            if own is None:
                self.fields[name] = text
            elif not (kept and matches(own, kept)):
                twice[name] = text
        for name, text in twice.items():  # a field that stands under both of its names is kept under both
            own = FIELD_ALIASES[name]
            if self.fields.setdefault(own, text) is not text:
                self.fields[name] = text
        for role, persons in entry.persons.items():
            if not kept or not matches(role.lower(), kept):
                self._roles[canonical_field(role)] = list(persons)

    def has(self, name: str) -> bool:
        """Whether a field has content."""
        return name in self.fields or name in self._roles

    def has_any(self, names: frozenset[str]) -> bool:
        """Whether one of several fields has content."""
        return not names.isdisjoint(self.fields)

    def raw(self, name: str) -> str:
        """A field as it is written, and a note that it is used; empty if absent."""
        text = self.fields.get(name)
        if text is None:
            return ""
        self.used.add(name)
        return text

    def text(self, name: str) -> str:
        """A field as marked text, and a note that it is used; empty if absent."""
        text = self.fields.get(name)
        if text is None:
            return ""
        self.used.add(name)
        return marked(text)

    def rest(self, name: str) -> str:
        """A field as marked text, if nothing has used it."""
        return "" if name in self.used else self.text(name)

    def plain(self, name: str) -> str:
        """A field as plain text; that it was looked at is not use."""
        text = self.fields.get(name)
        return "" if text is None else unmarked(marked(text)).strip()

    def people(self, role: str) -> list[Person]:
        """The people of a role, in order; that they were looked at is not use."""
        persons = self._roles.get(role)
        if persons is None:
            text = self.fields.get(role)
            if text is None or role not in NAMES:
                return []
            persons = self._roles[role] = read_names(text)[0]
        return persons

    def roles(self) -> list[str]:
        """The roles in which there are people."""
        return [*self._roles, *(name for name in self.fields if name in NAMES and name not in self._roles)]

    # -- who, when, what
    def makers(self) -> list[Person]:
        """The people an entry is listed under: authors, else the editors of a work that is not part of another."""
        role = self.making_role()
        return self.people(role) if role else []

    def making_role(self) -> str:
        """``author``, or the role that stands for it at the head of the entry; empty if nobody does."""
        if self.people("author"):
            return "author"
        if self.kind in IN_BOOK:
            return ""
        roles = _HEADINGS if self.kind in ITALIC else ("editor",)
        return next((role for role in roles if self.people(role)), "")

    def heading_role_words(self, role: str, *, several: bool) -> str:
        """``eds.`` after the names at the head of an entry; empty after authors."""
        kind = self.plain(f"{role}type").lower()
        if role == "author":
            keys = _TYPES_OF_HEADING.get(kind)
            return self.terms.say(keys[several]) if keys and self.raw("authortype") else self.text("authortype")
        keys = _TYPES_OF_HEADING.get(kind, _HEADINGS[role])
        if kind in _TYPES_OF_HEADING:
            self.used.add(f"{role}type")
        return self.terms.say(keys[several])

    def corporate_author(self) -> str:
        """The institution that stands for the author of a report without one."""
        return self.plain(self.corporate_field()) if self.corporate_field() else ""

    def corporate_field(self) -> str:
        """The field in which that institution stands."""
        if self.kind not in REPORTS:
            return ""
        return next((name for name in ("institution", "organization") if self.plain(name)), "")

    def date(self, kind: str = "") -> SourceDate:
        """When it is from (``""``), was first published (``orig``), took place (``event``), was looked at (``url``)."""
        found = self._dates.get(kind)
        if found is None:
            found = self._dates[kind] = self._read_date(kind)
        return found

    def _read_date(self, kind: str) -> SourceDate:
        text = self.fields.get(f"{kind}date")
        language = self.terms.language
        if text is not None:
            read = read_date(text.replace("{", "").replace("}", "").replace("--", "–"), language)
            if read.date is not None or f"{kind}year" not in self.fields:
                return read
        year = self.fields.get(f"{kind}year")
        month = self.fields.get(f"{kind}month")
        if year is None and month is None:
            return NONE
        year, month, day = (self.plain(f"{kind}{part}") for part in ("year", "month", "day"))
        if end := self.plain(f"{kind}endyear"):
            read = read_date(f"{_joined(year, month, day)}/{_joined(end, *self._end(kind))}", language)
            if read.date is not None:
                return read
        return read_parts(year, month, day, language, self.plain("langid"))

    def _end(self, kind: str) -> tuple[str, str]:
        return self.plain(f"{kind}endmonth"), self.plain(f"{kind}endday")

    def use_date(self, kind: str = "") -> SourceDate:
        """The same, with a note of the fields that it says."""
        date = self.date(kind)
        names = _DATE_FIELDS[kind]
        if self.used.issuperset(names):
            return date
        said = f"{date.year} {date.full}"
        said += said.replace("–", "/") + said.replace("–", "-")
        for name in names:
            text = self.fields.get(name)
            if text is None:
                self.used.add(name)
                continue
            if name.endswith("date") or date.date is not None or plain(text) in said or not plain(text).strip("0"):
                self.used.add(name)
        if date.date is not None and f"{kind}date" in self.fields and (year := self.plain(f"{kind}year")):
            own = re.search(r"\d+", year)
            if year not in said and not (own and own[0] in said):
                self.used.discard(f"{kind}year")
        return date

    def title(self, prefix: str = "") -> str:
        """A title and its subtitle, ``prefix`` being ``""``, ``book``, ``main``, ``journal`` or ``issue``: marked text."""
        main, below = self.text(f"{prefix}title"), self.text(f"{prefix}subtitle")
        if not (main and below):
            return main or below
        if below.casefold() in main.casefold():
            return main
        bare = unmarked(main)
        between = " " if _ENDS_SENTENCE.search(bare.rstrip("”’")) else ": "
        return f"{main}{between}{below}"

    def short_title(self) -> str:
        """The title as a citation prints it: quoted, without subtitle; in brackets if supplied; the key if none."""
        title = self.plain("shorttitle") or self.plain("title")
        supplied = is_supplied(title)
        title = title.strip("[]") if supplied else title
        if "shorttitle" not in self.fields:
            title = _SUBTITLE.split(title, maxsplit=1)[0].rstrip(".:")
            words = title.split()
            if len(words) > _SHORT:
                words = words[: _SHORT - 1]
                while len(words) > 1 and words[-1] in _CONNECTING:
                    words.pop()
                title = " ".join(words).rstrip(",;:") + " …"
        if not title:
            return self.key or "?"
        return f"[{title}]" if supplied else f"“{single_quotes(title)}”"

    def container(self) -> str:
        """What a citation names beside a title: ``shortcontainer``, or the journal, book or site it is part of."""
        names = ("shortcontainer", "shortjournal", "journaltitle", "booktitle", "organization")
        return next(filter(None, (self.plain(name) for name in names)), "")

    def year(self) -> str:
        """The year, with an en dash in a range; the state of publication, or nothing, if unknown."""
        return self.date().year or self.pubstate()

    def pubstate(self) -> str:
        """``Forthcoming``: the state of publication in words."""
        state = self.plain("pubstate")
        return self.terms.say(state.lower()) if state.lower() in STATES else state


def _joined(*parts: str) -> str:
    return "-".join(part.zfill(2) for part in parts if part)
