"""The list of sources in the form of the Chicago Manual of Style, 17th edition, author-date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry

from letopis.bibliography.entries import (
    IN_A_BOOK,
    ITALIC,
    REPORTS,
    THESES,
    Entry,
    Person,
    corporate_author,
    date_in_words,
    full_name,
    is_others,
    makers,
    people,
    value,
    year_of,
)
from letopis.bibliography.labels import in_order, label_of, labels_of
from letopis.bibliography.text import doi_address, is_supplied, plain, rich, web_address

Rich: TypeAlias = Any
"""A pybtex rich text; pybtex carries no types."""

_TERMINATED: Final = (".", "?", "!", "…", ".”", "?”", "!”", "…”", ".’”", "?’”", "!’”")
_ARCHIVE_ABBREVIATION = re.compile(r"\b(f|op|d|dd|l|ll|no|p|pp)\. (?=\d)")
_SAYS_EDITION = re.compile(r"\bed(?:n|ition)?\b", re.IGNORECASE)
_CLOSING = re.compile(r"((?:''|”)*\s*)$")
_MOST_NAMED: Final = 10
_NAMED_IF_MORE: Final = 7


class ChicagoStyle:
    """The formatting style for pybtex and sphinxcontrib-bibtex; never raises for want of a field.

    An entry is printed as far as it goes. One instance serves one list: the letters that tell
    equal labels apart are kept from `format_labels` to `format_entry`.
    """

    def __init__(self, **_options: object) -> None:
        self._suffixes: dict[str, str] = {}

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Entries in the order of the list."""
        return in_order(entries)

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """What a citation of each entry prints."""
        entries = list(sorted_entries)
        labels = [label.text for label in labels_of(entries)]
        self._suffixes = {
            entry.key: label.partition(label_of(entry).text)[2].strip(" ()")
            for entry, label in zip(entries, labels, strict=True)
        }
        return labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """One entry, as pybtex wants it."""
        return FormattedEntry(entry.key, format_entry(entry, self._suffixes.get(entry.key, "")), label)


def format_entry(entry: Entry, suffix: str = "") -> Rich:
    """An entry as rich text; ``suffix`` is the letter after its year (``1957a``)."""
    sentences = [*_opening(entry, suffix), *_middle(entry), *_imprint(entry), *_end(entry)]
    return Text(" ").join([terminated(sentence) for sentence in sentences if len(sentence)])


def format_note(entry: Entry, locator: str = "", language: str = "en") -> Rich:
    """An entry as the text of a note, without a stop at its end; ``locator`` (``p. 3``) follows it."""
    text = format_entry(entry)
    text = text[:-1] if str(text).endswith(".") else text
    return Text(text, ", ", locator) if locator else text


def terminated(text: Rich) -> Rich:
    """A sentence with its full stop, inside closing quotation marks as in Chicago."""
    if str(text).endswith(_TERMINATED) or isinstance(text, HRef):
        return text
    return Text(text, ".")


# -- who, when, what
def _opening(entry: Entry, suffix: str) -> Iterator[Rich]:
    year = year_of(entry)
    dated = Text(year + suffix if year else f"n.d. ({suffix})" if suffix else "n.d.")
    heading = _heading(entry)
    if heading:
        yield from (Text(heading), dated, _title(entry))
    else:
        yield from (_title(entry), dated)


def _heading(entry: Entry) -> str:
    """Authors, else editors, else the institution of a report, else the label the archive gives."""
    persons = makers(entry)
    if persons and people(entry, "author"):
        heading = names_in_list(persons)
    elif persons:
        heading = f"{names_in_list(persons)}, {'eds.' if len(persons) > 1 else 'ed.'}"
    else:
        heading = corporate_author(entry)
    short = value(entry, "shortauthor")
    if short and heading and short != heading:
        return f"{short} ({heading})"
    return heading or short or value(entry, "label")


def names_in_list(persons: Sequence[Person]) -> str:
    """``Zubok, Vladislav, and Constantine Pleshakov``; of more than ten the first seven and ``et al.``"""
    if len(persons) > _MOST_NAMED:
        persons = [*persons[:_NAMED_IF_MORE], "others"]
    names = [full_name(person, inverted=number == 0) for number, person in enumerate(persons) if not is_others(person)]
    if any(is_others(person) for person in persons):
        return ", ".join(names) + " et al."
    comma = "," if len(names) > 2 or "," in names[0] else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}" if len(names) > 1 else "".join(names)


def names_in_row(persons: Sequence[Person]) -> str:
    """``Jerrold L. Schecter and Vyacheslav V. Luchkov``."""
    names = [full_name(person) for person in persons if not is_others(person)]
    if len(names) < len(persons):
        return ", ".join(names) + " et al."
    return f"{', '.join(names[:-1])}{',' * (len(names) > 2)} and {names[-1]}" if len(names) > 1 else "".join(names)


def _title(entry: Entry) -> Rich:
    """The title and its gloss: italic for a work, quoted for a part of one, bare if supplied."""
    raw = entry.fields.get("title", "")
    if not plain(raw):
        title: Rich = Text("[Untitled]")
    elif is_supplied(plain(raw)):
        title = rich(raw)
    elif entry.type in ITALIC:
        title = Tag("em", rich(raw))
    else:
        stop = "" if value(entry, "titleaddon") or plain(raw).rstrip("’”").endswith((".", "?", "!", "…")) else "."
        # The stop goes inside all closing quotation marks.
        title = Text("“", rich(_CLOSING.sub(rf"{stop}\1", raw, count=1), quoted=True), "”")
    gloss = value(entry, "titleaddon").strip("[]")
    return Text(title, f" [{gloss}]") if gloss else title


# -- part of what, by whose hand
def _middle(entry: Entry) -> Iterator[Rich]:
    if entry.type in IN_A_BOOK:
        yield _in_book(entry)
        return
    yield from _hands(entry, start="Edited by", joint=Text)
    if _is_in_journal(entry):
        yield _in_journal(entry)
    elif entry.type in THESES:
        yield Text(", ".join(filter(None, (value(entry, "type") or THESES[entry.type], value(entry, "school")))))
    else:
        yield Text(_edition(entry))
        yield Text(_volume(entry))
        yield Text(_series(entry))
        yield Text(_report_number(entry))
        yield Text(value(entry, "howpublished"))
        yield Text(pages("pages", entry))


def _hands(entry: Entry, *, start: str, joint: Callable[[str], Rich]) -> Iterator[Rich]:
    """Editors (beside authors), then translators; one phrase if they are the same people."""
    editors = people(entry, "editor") if people(entry, "author") or not makers(entry) else []
    translators = people(entry, "translator")
    word = "translated" if start[0].islower() else "Translated"
    if editors and [str(p) for p in editors] == [str(p) for p in translators]:
        yield joint(f"{start.removesuffix(' by')} and translated by {names_in_row(editors)}")
        return
    if editors:
        yield joint(f"{start} {names_in_row(editors)}")
    if translators:
        yield joint(f"{word} by {names_in_row(translators)}")


def _in_book(entry: Entry) -> Rich:
    """``In *The Cambridge History of Russia*, vol. 3, edited by …, 12–34``."""
    book = entry.fields.get("booktitle", "")
    parts: list[Rich] = []
    if plain(book):
        parts.append(rich(book) if is_supplied(plain(book)) else Tag("em", rich(book)))
    volume = value(entry, "volume")
    parts.append(Text(f"vol. {volume}" if volume else ""))
    if plain(book):
        parts.extend(_hands(entry, start="edited by", joint=Text))
    parts.extend((Text(_edition(entry)), Text(_series(entry)), Text(pages("pages", entry))))
    kept = [part for part in parts if len(part)]
    return Text("In " if plain(book) else "", Text(", ").join(kept)) if kept else Text()


def _in_journal(entry: Entry) -> Rich:
    """``*Cahiers* 40 (1–2): 271–306``, ``*Bulletin*, no. 10: 7–26``, ``*Time*, 6 January 1958``."""
    raw = entry.fields.get("journal", "")
    supplied = is_supplied(plain(raw))
    journal: Rich = rich(raw) if supplied else Tag("em", rich(raw)) if plain(raw) else Text()
    volume, number = value(entry, "volume"), dashed(value(entry, "number"))
    place, date = value(entry, "address"), date_in_words(entry)
    text = Text(journal, f" ({place})" if place and plain(raw) else "")
    if volume:
        text = Text(text, f" {volume}", f" ({number})" if number else "")
    elif number:
        text = Text(text, ", " if len(text) else "", f"no. {number}")
    if date and not volume:
        text = Text(text, ", " if len(text) else "", date)
    page = pages("pages", entry)
    return Text(text, (": " if volume or number else ", ") if len(text) else "", page) if page else text


def _is_in_journal(entry: Entry) -> bool:
    return entry.type not in IN_A_BOOK and (entry.type in {"article", "periodical"} or "journal" in entry.fields)


def _edition(entry: Entry) -> str:
    """``2nd ed.``; nothing for a first edition, which needs no mention."""
    edition = value(entry, "edition")
    if edition.isascii() and edition.isdigit():
        return "" if edition == "1" else f"{ordinal(int(edition))} ed."
    return edition if not edition or _SAYS_EDITION.search(edition) else f"{edition} ed."


def ordinal(number: int) -> str:
    """``2nd``, ``11th``, ``23rd``."""
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _volume(entry: Entry) -> str:
    volume, volumes = value(entry, "volume"), value(entry, "volumes")
    return f"Vol. {volume}" if volume else f"{volumes} vols." if volumes else ""


def _series(entry: Entry) -> str:
    series = value(entry, "series")
    number = value(entry, "number") if entry.type not in REPORTS else ""
    return f"{series} {number}".strip() if series else ""


def _report_number(entry: Entry) -> str:
    if entry.type not in REPORTS:
        return ""
    return ", ".join(filter(None, (value(entry, "type"), value(entry, "number"))))


def dashed(text: str) -> str:
    """En dashes between numbers, whatever was typed."""
    return re.sub(r"\s*[-–]+\s*", "–", text)


def pages(field: str, entry: Entry) -> str:
    """``271–306``; ``78ff.`` for a range whose end is not known."""
    text = dashed(value(entry, field))
    return text.removesuffix("–") + "ff." if text.endswith("–") else text


# -- published where, kept where, read where
def _imprint(entry: Entry) -> Iterator[Rich]:
    place, publisher = value(entry, "address"), value(entry, "publisher")
    if not _is_in_journal(entry):
        yield Text(": ".join(part for part in (place, publisher) if part))
        institution = value(entry, "institution")
        yield Text(institution if institution != corporate_author(entry) or people(entry, "author") else "")
        organization = value(entry, "organization")
        yield Text(organization if organization != corporate_author(entry) else "")
        yield Text(date_in_words(entry))


def _end(entry: Entry) -> Iterator[Rich]:
    yield Text(_ARCHIVE_ABBREVIATION.sub("\\1.\N{NO-BREAK SPACE}", value(entry, "archive")))
    yield rich(entry.fields.get("note", ""))
    accessed = value(entry, "urldate")
    yield Text(f"Accessed {accessed}" if accessed else "")
    address = doi_address(entry.fields.get("doi", "")) or web_address(entry.fields.get("url", ""))
    if address:
        yield HRef(address, address)
