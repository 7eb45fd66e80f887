"""What an entry is part of, and its place in it: a journal, a book, a series, an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letopis.bibliography.contributors import Form, by_author_of_set, capital, hands
from letopis.bibliography.data_model import IN_BOOK, IN_JOURNAL, REPORTS
from letopis.bibliography.entries import Source
from letopis.bibliography.numerals import is_number
from letopis.bibliography.text import emphasised, is_supplied, single_quotes, unmarked

_DASH = re.compile(r"(?:(?<!\s)\s++)?[-–]+\s*")
_EDITION_WORDS: Final = frozenset(
    "revised rev rev. enlarged enl. expanded updated corrected annotated illustrated abridged new and international"
    " paperback student critical anniversary first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
    " twelfth thirteenth fourteenth fifteenth american british english limited facsimile definitive scholarly library"
    " collectors collector’s pocket centenary variorum digital kindle special standard".split()
)
_SHORT_RANGE = re.compile(r"(?<![\w.–])(\d*)([1-9])(\d)–(\d)(?![\w–])")
"""``174–7``: from 10 on the Chicago Manual has two figures after the dash (17th edition, 9.61)."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_BARE_PAGES = re.compile(r"[\divxlcIVXLC–-]+.*")
_ARCHIVE_ABBREVIATION = re.compile(r"\b(f|op|d|dd|l|ll|no|p|pp)\. (?=\d)")
_FILE: Final = ("fond", "opis", "delo", "list")
"""The parts of a file in a Russian archive, from the collection down to the leaf."""
_OF_ARCHIVE: Final = frozenset(
    (
        *_FILE,
        "archive",
        "archive_location",
        "archiveplace",
        "collection",
        "box",
        "folder",
        "library",
        "callnumber",
        "lccn",
    )
)


def is_in_journal(source: Source) -> bool:
    """Whether an entry is printed as part of a journal or newspaper."""
    return source.kind not in IN_BOOK and (source.kind in IN_JOURNAL or source.has("journaltitle"))


def dashed(text: str) -> str:
    """En dashes between numbers, whatever was typed."""
    return _DASH.sub("–", text) if "-" in text or "–" in text else text


def pages(source: Source) -> str:
    """``271–306``, ``174–77`` where ``174--7`` is written; ``78ff.`` for a range whose end is not known."""
    text = source.text("pages")
    if not text:
        return ""
    text = dashed(text)
    if text.endswith("–"):
        return text.removesuffix("–") + "ff."
    return _SHORT_RANGE.sub(r"\1\2\3–\2\4", text) if "–" in text else text


def in_journal(source: Source, form: Form, locator: str = "") -> str:
    """``*Cahiers* 40 (1–2): 271–306``, ``*Bulletin*, no. 10: 7–26``, ``*Time*, 6 January 1958``.

    Chicago 17, 15.46 to 15.51 (author-date) and 14.168 to 14.198 (notes). ``locator`` stands in place of the pages.
    """
    terms = source.terms
    text = name = _journal_name(source)
    series = _series_in_words(source)
    volume, number, issue = source.text("volume"), dashed(source.text("number")), source.text("issue")
    if issue and not number and issue.isdigit():
        number, issue = issue, ""
    date = source.use_date()
    when = _when(source, form, volume or number)
    season = _season(issue, when)
    if series:
        text = f"{text}, {series}," if text else f"{series},"
        text = text if volume else text.removesuffix(",")
    if volume:
        text = f"{text} {volume}".strip()
        if number and (season or form is not Form.LIST):
            text = f"{text}, {terms.say('number', number)}"
        elif number:
            text = f"{text} ({number})"
        text = f"{text} ({season})" if season else text
    elif number:
        text = _comma(text, terms.say("number", number))
        if form is Form.LIST and date.full:
            text = _comma(text, date.full)
            text = f"{text} ({issue})" if issue else text
        else:
            text = f"{text} ({season})" if season else text
    else:
        text = _comma(text, _season(issue, when))
    page = locator or pages(source)
    if locator:
        source.used.add("pages")
    page = ", ".join(part for part in (page, source.text("eid")) if part)
    if page:
        numbered = bool(volume or number)
        text = f"{text}{': ' if numbered and text else ', ' if text else ''}{page}"
    return text if name or form is Form.NOTE else capital(text)


def _season(issue: str, when: str) -> str:
    """``Autumn 1949``; ``suppl. 2, June 1949``."""
    if issue and when and issue.isalpha() and when.isdigit():
        return f"{issue} {when}"
    return _comma(issue, when)


def _when(source: Source, form: Form, numbered: str) -> str:
    """The date that stands in brackets after a volume, or after the name of a newspaper."""
    date = source.date()
    if form is Form.LIST:
        return (date.without_year or date.full) if numbered else date.full
    return date.full or date.year or source.pubstate()


def _comma(text: str, more: str) -> str:
    return ", ".join(part for part in (text, more) if part)


def _journal_name(source: Source) -> str:
    name = source.title("journal")
    if not name and source.has("shortjournal"):
        name = source.text("shortjournal")
    addon = source.text("journaltitleaddon")
    text = name if is_supplied(unmarked(name)) else emphasised(name)
    if addon:
        text = f"{text} {addon}" if addon[:1] in "[(" else _comma(text, addon)
    place = source.text("location")
    if place:
        text = f"{text} ({place})" if text else place
    special = source.title("issue")
    if special:
        quoted = f"“{single_quotes(special)},” {source.terms.say('special_issue')}"
        text = _comma(_comma(quoted, source.text("issuetitleaddon")), text)
    return text


def _series_in_words(source: Source) -> str:
    """``n.s.``, ``3rd ser.``: the series of a journal or a set that began its volumes anew; a name as it is."""
    series = source.text("series")
    if not series:
        return ""
    plain = unmarked(series).lower().replace(" ", "").strip(".")
    if plain in {"newseries", "n.s", "ns"}:
        return source.terms.say("new_series")
    if plain in {"oldseries", "o.s", "os"}:
        return source.terms.say("old_series")
    return source.terms.say("series_number", source.terms.ordinal(int(plain))) if is_number(plain) else series


def in_book(source: Source, form: Form) -> str:
    """``In *The Cambridge History of Russia*, vol. 3, edited by …, 12–34``."""
    book = source.title("book")
    parts: list[str] = []
    if book:
        named = book if is_supplied(unmarked(book)) else emphasised(book)
        parts.append(_with_addon(named, source.text("booktitleaddon")))
    parts.append(volume_of(source, start=False))
    if book or source.has("maintitle"):
        parts.extend(hands(source, form, start=False))
    parts.extend([edition(source), _chapter(source), series(source), _all_volumes(source, start=False)])
    if form is not Form.NOTE or not _publishes(source):
        parts.append(_pages_of_part(source))
    text = ", ".join(part for part in parts if part)
    if not text:
        return ""
    if not book and not source.has("maintitle"):
        return capital(text)
    phrase = source.terms.say("in", text)
    return phrase if form is Form.NOTE else capital(phrase)


def _pages_of_part(source: Source) -> str:
    return ", ".join(part for part in (pages(source), source.text("eid")) if part)


def _publishes(source: Source) -> bool:
    return any(source.has(name) for name in ("publisher", "location", "institution", "organization"))


def _with_addon(text: str, addon: str) -> str:
    return f"{text} {addon}" if addon[:1] in {"[", "("} else _comma(text, addon)


def _chapter(source: Source) -> str:
    chapter = source.text("chapter")
    return source.terms.say("chapter", chapter) if chapter else ""


def volume_of(source: Source, *, start: bool) -> str:
    """``Vol. 3``, ``Vol. 2 of *Works of the Sea*``, with the part of the volume."""
    terms = source.terms
    volume, part = source.text("volume"), source.text("part")
    main = source.title("main")
    if main:
        main = _with_addon(main if is_supplied(unmarked(main)) else emphasised(main), source.text("maintitleaddon"))
        main = _comma(main, by_author_of_set(source))
    text = main
    if volume:
        text = terms.say("volume_of", volume, main) if main else terms.say("volume", volume)
    if part:
        text = _comma(text, terms.say("part", part))
    return capital(text) if start and not text.startswith("\ufdd0") else text


def _all_volumes(source: Source, *, start: bool) -> str:
    volumes = source.text("volumes")
    if not volumes:
        return ""
    text = source.terms.say("volumes", volumes)
    return capital(text) if start else text


def book_numbers(source: Source, form: Form) -> Iterator[str]:
    """Edition, volume, chapter, series and number of a work that stands by itself."""
    start = form is not Form.NOTE
    yield edition(source)
    yield volume_of(source, start=start)
    yield _all_volumes(source, start=start)
    chapter = _chapter(source)
    yield capital(chapter) if start else chapter
    yield series(source, start=start)


def edition(source: Source) -> str:
    """``2nd ed.``; in words as it is written."""
    text = source.text("edition")
    if is_number(text):
        return source.terms.say("edition", source.terms.ordinal(int(text)))
    words = unmarked(text).lower().replace(",", " ").split()
    if words and all(word in _EDITION_WORDS or _ORDINAL.fullmatch(word) for word in words):
        return source.terms.say("edition", text)
    return text


def series(source: Source, *, start: bool = False) -> str:
    """``Russian Research Center Studies 79``; a number without a series says that it is one."""
    text = _series_in_words(source)
    if short := source.text("shortseries"):
        text = f"{text} ({short})" if text else short
    if source.kind in REPORTS | {"patent", "legislation", "jurisdiction", "legal"}:
        return text
    number = dashed(source.text("number"))
    if text:
        return f"{text} {number}".strip()
    if not number:
        return ""
    phrase = source.terms.say("number", number)
    return capital(phrase) if start else phrase


def archive_place(source: Source) -> str:
    """Where an unpublished paper lies: ``RGANI, f. 2, op. 1, d. 269, l. 12``; ``Papers, box 3, folder 2, Library``."""
    if not source.has_any(_OF_ARCHIVE):
        return ""
    terms = source.terms
    parts = [source.text("collection")]
    for name in ("box", "folder"):
        text = source.text(name)
        parts.append(
            text if not text or (not text[:1].isdigit() and not _ROMAN.fullmatch(text)) else terms.say(name, text)
        )
    parts.append(source.text("archive_location"))
    holder = source.text("archive")
    place = source.text("archiveplace")
    library = [source.text(name) for name in ("library", "callnumber", "lccn")]
    numbers = []
    for name in _FILE:
        text = source.text(name)
        numbers.append(text if not text or not text[:1].isdigit() else terms.say(name, text))
    if any(numbers):  # from the archive down to the leaf
        parts = [holder, place, *parts, *numbers, *library]
    else:
        parts = [*parts, holder, place, *library] if any(parts) else [holder, place, *library]
    text = ", ".join(part for part in parts if part)
    return _ARCHIVE_ABBREVIATION.sub("\\1.\N{NO-BREAK SPACE}", text)
