"""How to cite a page, a record or a claim: in four styles of prose and three formats for programs."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Final, NamedTuple

from pybtex.database import Entry, Person

from letopis.bibliography import to_bibtex, to_csl, to_ris
from letopis.model.months import MONTHS, SHORT_MONTHS

_MLA_MONTHS: Final = [short if short == name else f"{short}." for name, short in zip(MONTHS, SHORT_MONTHS, strict=True)]
"""The MLA Handbook writes the same short names, with a stop where letters are left out."""
_TEX: Final = str.maketrans({sign: f"\\{sign}" for sign in "&%#_$"})
_STOPS: Final = (".", "?", "!", "…")
_CLOSING_TAG: Final = re.compile(r"</\w+>$")
_NAMED: Final = 3
"""With more authors than this, only the first is named."""


class Work(NamedTuple):
    """What is cited. ``site`` is the archive, ``within`` the page if only a part of it is meant."""

    key: str
    title: str
    site: str
    authors: tuple[str, ...]
    edition: str = ""
    day: datetime.date | None = None
    address: str = ""
    within: str = ""
    language: str = "en"


class Name(NamedTuple):
    """An author: a person written ``Surname, Forename``, or a body as it stands."""

    last: str
    first: str

    @classmethod
    def read(cls, text: str) -> Name:
        """``Petrova, Anna`` or ``The contributors``."""
        last, _, first = text.partition(",")
        return cls(last.strip(), first.strip())

    @property
    def straight(self) -> str:
        """``Anna Petrova``."""
        return f"{self.first} {self.last}".strip()

    @property
    def inverted(self) -> str:
        """``Petrova, Anna``."""
        return f"{self.last}, {self.first}" if self.first else self.last


def chicago_note(work: Work) -> str:
    """A note after the Chicago Manual of Style, as HTML."""
    names = [Name.read(author).straight for author in work.authors]
    parts = [_listed(names, "et al."), _quoted(work.title, ",")]
    if work.within:
        parts[-1] += f" in {_quoted(work.within, ',')}"
    tail = [f"<em>{escape(work.site)}</em>", _edition(work.edition)]
    if work.day:
        tail.append(f"last modified {_day(work.day, MONTHS)}")
    return f"{', '.join(filter(None, [parts[0]]))}{', ' if parts[0] else ''}{parts[1]} {_joined(tail, work)}"


def chicago_author_date(work: Work) -> str:
    """An entry of a list of works in Chicago's author-date form, as HTML."""
    names = [Name.read(author) for author in work.authors]
    opening = [_full_stop(_listed(_first_inverted(names), "et al."))] if names else []
    year = str(work.day.year) if work.day else "n.d."
    within = f" In {_quoted(work.within, '.')}" if work.within else ""
    tail = [_full_stop(f"<em>{escape(work.site)}</em>")]
    if work.edition:
        tail.append(_full_stop(_sentence(_edition(work.edition))))
    if work.day:
        tail.append(f"Last modified {_day(work.day, MONTHS)}.")
    end = [_address(work) + "."] if work.address else []
    return " ".join([*opening, _full_stop(year), f"{_quoted(work.title, '.')}{within}", *tail, *end])


def mla(work: Work) -> str:
    """An entry of a list of works cited in MLA style, as HTML."""
    names = [Name.read(author) for author in work.authors]
    opening = f"{_full_stop(_listed(_first_inverted(names), 'et al.'))} " if names else ""
    within = f"{_quoted(work.within, '.')} " if work.within else ""
    tail = [f"<em>{escape(work.site)}</em>", _edition(work.edition)]
    if work.day:
        tail.append(_day(work.day, _MLA_MONTHS))
    return f"{opening}{_quoted(work.title, '.')} {within}{_joined(tail, work)}"


def apa(work: Work) -> str:
    """A reference in the style of the American Psychological Association, as HTML: a page of a web site."""
    names = [_initials(Name.read(author)) for author in work.authors]
    who = ", ".join(names[:-1]) + (", & " if names[:-1] else "") + names[-1] if names else ""
    day = f"{work.day.year}, {MONTHS[work.day.month - 1]}\N{NO-BREAK SPACE}{work.day.day}" if work.day else "n.d."
    edition = f" ({_sentence(_edition(work.edition))})" if work.edition else ""
    title = f"<em>{escape(work.title)}</em>{edition}"
    within = f" In {_full_stop(f'<em>{escape(work.within)}</em>')}" if work.within else ""
    opening = [_full_stop(escape(who)), f"({day})."] if who else []
    middle = [_full_stop(title) + within, *([] if who else [f"({day})."])]
    return " ".join([*opening, *middle, _full_stop(escape(work.site)), *([_address(work)] if work.address else [])])


def _initials(name: Name) -> str:
    """``Petrova, A. I.``; a body as it stands."""
    letters = " ".join(f"{part[0]}." for part in re.split(r"[\s-]+", name.first) if part)
    return f"{name.last}, {letters}" if letters else name.last


@lru_cache(maxsize=8)
def bibtex(work: Work) -> str:
    """An entry of a `.bib` file."""
    return to_bibtex(_entry(work))


@lru_cache(maxsize=8)
def ris(work: Work) -> str:
    """A record for reference managers."""
    return to_ris(_entry(work)).replace("\r\n", "\n")


@lru_cache(maxsize=8)
def csl_json(work: Work) -> str:
    """An item for citation processors."""
    return json.dumps([to_csl(_entry(work))], ensure_ascii=False, indent=1)


class Style(NamedTuple):
    """A way of citing, and whether it is prose or a format for programs, whose files have an ending."""

    label: str
    write: Callable[[Work], str]
    prose: bool
    ending: str = ""
    around: tuple[str, str] = (". ", ".")
    """What stands before and after an address at the end of prose."""


STYLES: Final = (
    Style("Chicago, note", chicago_note, prose=True, around=(", ", ".")),
    Style("Chicago, author–date", chicago_author_date, prose=True),
    Style("MLA", mla, prose=True, around=(", ", ".")),
    Style("APA", apa, prose=True, around=(". ", "")),
    Style("BibTeX", bibtex, prose=False, ending=".bib"),
    Style("RIS", ris, prose=False, ending=".ris"),
    Style("CSL-JSON", csl_json, prose=False, ending=".csl.json"),
)


def cite_box(
    work: Work, summary: str, styles: Iterable[Style] = STYLES, *, file: str = "", anchor: str = "", named: str = ""
) -> str:
    """A box that opens without a script; the button that copies is shown by the script that serves it.

    ``named`` is heard after the ``summary``, and not seen: what tells the box from others of its page.
    ``file`` is the address of the files for programs without their endings; empty: there are none. Where the work has
    no address, the script fills in the one at which the page is read, with the ``anchor`` of the record. Of a record
    that shares its page with many, what is for programs is in the files alone: a page holds dozens of such boxes.
    """
    rows, styles = list[str](), tuple(styles)
    for style in styles:
        if anchor and not style.prose:
            continue
        text = style.write(work)
        shown = f"<p>{text}</p>" if style.prose else f"<pre>{escape(text.strip(), quote=False)}</pre>"
        unseen = f'<span class="letopis-unseen"> {style.label}</span>'
        button = f'<button type="button" hidden data-letopis-copy>Copy{unseen}</button>'
        link = (
            f'<a download href="{escape(file + style.ending)}">Download{unseen}</a> ' if file and style.ending else ""
        )
        around = f' data-letopis-around="{"|".join(style.around)}"' if style.prose and not work.address else ""
        rows.append(f"<dt>{style.label} <span>{link}{button}</span></dt>\n<dd{around}>{shown}</dd>\n")
    if anchor and file:
        links = ", ".join(
            f'<a download href="{escape(file + style.ending)}">{style.label}</a>' for style in styles if style.ending
        )
        rows.append(f"<dt>For programs</dt>\n<dd><p>{links}</p></dd>\n")
    title = escape(summary, quote=False)
    title += f'<span class="letopis-unseen">: {escape(named, quote=False)}</span>' if named else ""
    unaddressed = "" if work.address else f' data-letopis-at="{escape(anchor)}"'
    return f'<details class="letopis-cite"{unaddressed}><summary>{title}</summary>\n<dl>\n{"".join(rows)}</dl>\n</details>\n'


def cite_files(work: Work) -> dict[str, str]:
    """The files for programs: their endings, and what is in them."""
    return {style.ending: style.write(work) for style in STYLES if style.ending}


@lru_cache(maxsize=8)
def _entry(work: Work) -> Entry:
    """The work as a source; made once for the box and the files, and not to be changed."""
    fields = {"title": work.title.translate(_TEX), "booktitle": work.site.translate(_TEX), "langid": work.language}
    if work.day:
        fields["date"] = work.day.isoformat()
    if work.edition:
        fields["note"] = _sentence(_edition(work.edition)).translate(_TEX)
    if work.address:
        fields["url"] = work.address
    entry = Entry("online", fields=fields, persons={"author": [_person(author) for author in work.authors]})
    entry.key = work.key
    return entry


def _person(author: str) -> Person:
    name = Name.read(author.translate(_TEX))
    return Person(name.inverted) if name.first else Person(f"{{{name.last}}}")


def _joined(parts: list[str], work: Work) -> str:
    text = ", ".join(filter(None, [*parts, _address(work)]))
    return f"{text}." if work.address else _full_stop(text)


def _address(work: Work) -> str:
    if not work.address:
        return ""
    address = escape(work.address)
    return f'<a href="{address}">{address}</a>'


def _listed(names: list[str], more: str) -> str:
    if len(names) > _NAMED:
        return f"{escape(names[0])}, {more}"
    if len(names) > 1:
        # A name turned round has a comma of its own, and needs one before the next.
        last = ", and " if len(names) > 2 or ", " in names[0] else " and "
        return escape(", ".join(names[:-1]) + last + names[-1])
    return escape("".join(names))


def _first_inverted(names: list[Name]) -> list[str]:
    return [names[0].inverted, *(name.straight for name in names[1:])]


def _sentence(words: str) -> str:
    """The words as the beginning of a sentence; names of months in them stay as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def _edition(edition: str) -> str:
    """``version 0.1.0``; an edition that is named in words stays as it is."""
    return f"version {escape(edition)}" if edition[:1].isdigit() else escape(edition)


def _day(day: datetime.date, months: Sequence[str]) -> str:
    return f"{day.day}\N{NO-BREAK SPACE}{months[day.month - 1]}\N{NO-BREAK SPACE}{day.year}"


def _quoted(title: str, sign: str) -> str:
    """A title in quotation marks, its own made single, with the ``sign`` that goes on inside all that close.

    A title's own question or exclamation mark stands for a full stop, and not for a comma (Chicago 17, 6.125).
    """
    text = title.replace("“", "‘").replace("”", "’")
    inner = text.rstrip("’") if "‘" in text else text
    if not (sign == "." and inner.endswith(_STOPS)):
        text = f"{inner}{sign}{text[len(inner) :]}"
    return f"“{escape(text)}”"


def _full_stop(text: str) -> str:
    """Text of HTML with a full stop, unless it ends in a sign of that kind, be it within an element."""
    inner = text.rstrip("’”")
    while closing := _CLOSING_TAG.search(inner):
        inner = inner[: closing.start()].rstrip("’”")
    return text if inner.endswith(_STOPS) else f"{text}."
