"""Lists and notes in the form of the Chicago Manual of Style, 17th edition: author-date, and notes with bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from pybtex.style import FormattedEntry

from letopis.bibliography.closing import closing
from letopis.bibliography.containers import (
    book_numbers,
    dashed,
    in_book,
    in_journal,
    is_in_journal,
    pages,
)
from letopis.bibliography.contributors import Form, hands, heading, names_in_list, names_in_row
from letopis.bibliography.data_model import IN_BOOK, ITALIC, UNQUOTED
from letopis.bibliography.entries import Entry, Source, names_in_text
from letopis.bibliography.imprint import genre, genre_and_school, imprint, in_brackets, is_published
from letopis.bibliography.labels import in_order, label_of, labels_of
from letopis.bibliography.latex import ANY_MARK, CLOSE, LINK
from letopis.bibliography.related import related_works
from letopis.bibliography.terms import terms_of
from letopis.bibliography.text import Rich, emphasised, is_supplied, single_quotes, to_rich, unmarked

__all__ = [
    "ChicagoNotesStyle",
    "ChicagoStyle",
    "Settings",
    "dashed",
    "format_entry",
    "format_note",
    "format_short_note",
    "names_in_list",
    "names_in_row",
    "pages",
]

_TERMINATED: Final = (".", "?", "!", "…", ".”", "?”", "!”", "…”", ".’”", "?’”", "!’”")
_CLOSING = re.compile(r"(”*\s*)$")
_PAGE = re.compile(r"^pp?\.\s*(?=\d)")
_SENTENCE_END: Final = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project chooses about its lists."""

    language: str = "en"
    """The language of words such as "edited by"; one of :data:`letopis.bibliography.terms.LANGUAGES`."""
    order: str = "author"
    """What lists are ordered by: ``author``, ``date`` or ``title``."""
    kept: tuple[str, ...] = ()
    """Fields that the project keeps for itself: they are not printed. ``*`` at the end stands for any ending."""


class ChicagoStyle:
    """The author-date style for pybtex and sphinxcontrib-bibtex; never raises for want of a field.

    An entry is printed as far as it goes. One instance serves one list: the letters that tell
    equal labels apart are kept from `format_labels` to `format_entry`.
    """

    form: ClassVar[Form] = Form.LIST

    def __init__(self, settings: Settings = Settings(), **_options: object) -> None:
        self.settings = settings
        self._suffixes: dict[str, str] = {}
        self._sources: dict[int, Source] = {}

    def _source(self, entry: Entry) -> Source:
        """An entry, read once for ordering, citing and listing."""
        source = self._sources.get(id(entry))
        if source is None or source.entry is not entry:
            source = self._sources[id(entry)] = Source(entry, terms_of(self.settings.language), self.settings.kept)
        return source

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Entries in the order of the list."""
        ordered = in_order([self._source(entry) for entry in entries], self.settings.order)
        return [source.entry for source in ordered]

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """What a citation of each entry prints."""
        sources = [self._source(entry) for entry in sorted_entries]
        labels = [label.text for label in labels_of(sources)]
        plain = [label_of(source).text for source in sources]
        self._suffixes = {
            source.key: label.partition(text)[2].strip(" ()")
            for source, label, text in zip(sources, labels, plain, strict=True)
            if not label.endswith(text)
        }
        return labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """One entry, as pybtex wants it."""
        text = entry_text(self._source(entry), self._suffixes.get(str(entry.key), ""), self.form)
        return FormattedEntry(entry.key, to_rich(text), label)


class ChicagoNotesStyle(ChicagoStyle):
    """The same for the bibliography of a project that cites in notes."""

    form = Form.BIBLIOGRAPHY


def format_entry(entry: Entry, suffix: str = "", form: Form = Form.LIST, language: str = "en") -> Rich:
    """An entry of a list as rich text; ``suffix`` is the letter after its year (``1957a``)."""
    return to_rich(entry_text(Source(entry, terms_of(language)), suffix, form))


def format_note(entry: Entry, locator: str = "", language: str = "en") -> Rich:
    """An entry as the text of a note, without a stop at its end; ``locator`` (``p. 3``) follows it."""
    return to_rich(note_text(Source(entry, terms_of(language)), locator))


def format_short_note(entry: Entry, locator: str = "", language: str = "en") -> Rich:
    """An entry as a note repeats it: last names, short title, place (Chicago 17, 14.30)."""
    source = Source(entry, terms_of(language))
    return to_rich(_joined_by_commas([short_note_text(source), _PAGE.sub("", locator)]))


def entry_text(source: Source, suffix: str = "", form: Form = Form.LIST) -> str:
    """An entry of a list as marked text."""
    source.used = set()
    if source.kind == "set" and (members := list(related_works(source, form))):
        return terminated("; ".join(members))
    sentences = [*_opening(source, suffix, form), *_middle(source, form), *imprint(source, form)]
    sentences += related_works(source, form)
    text = " ".join([terminated(sentence) for sentence in sentences if sentence])
    end = [terminated(sentence) for sentence in closing(source, form, text) if sentence]
    return " ".join([text, *end])


def note_text(source: Source, locator: str = "") -> str:
    """An entry as a note has it: one sentence, without its stop; ``locator`` stands in place of its pages."""
    source.used = set()
    locator = _PAGE.sub("", locator)
    text = _joined_by_commas(
        [heading(source, Form.NOTE), _title(source, Form.NOTE), *_middle(source, Form.NOTE, locator)]
    )
    published = in_brackets(source)
    if published and (is_published(source) or source.kind in ITALIC or source.kind == "thesis"):
        text = f"{text} ({published})"
    else:
        text = _joined_by_commas([text, published])
    if not is_in_journal(source):
        text = _joined_by_commas([text, locator or pages(source)])
        source.used.add("pages")
    text = _joined_by_commas([text, *related_works(source, Form.NOTE)])
    return _joined_by_commas([text, *closing(source, Form.NOTE, text)])


def short_note_text(source: Source) -> str:
    """``Holm, “Winter Fair”``: last names and short title; the label where the archive gives one."""
    explicit = source.plain("shorthand") or source.plain("label")
    if explicit:
        return explicit
    names = source.plain("shortauthor") or names_in_text(source.makers(), source.terms) or source.corporate_author()
    title = source.short_title()
    if source.kind in ITALIC and title.startswith("“"):
        title = emphasised(title[1:-1])
    if source.kind in UNQUOTED and title.startswith("“"):
        title = title[1:-1]
    return ", ".join(part for part in (names, title) if part)


def terminated(text: str) -> str:
    """A sentence with its full stop, inside closing quotation marks as in Chicago; an address stands without one."""
    bare = text if text.isascii() else ANY_MARK.sub("", text)
    if bare.endswith(_TERMINATED) or (text.startswith(LINK) and text.endswith(CLOSE)):
        return text
    return f"{text}."


def _joined_by_commas(parts: list[str]) -> str:
    """Parts of a note; the comma after a quoted title stands inside its quotation mark.

    It follows a title's own question or exclamation mark, too (Chicago 17, 6.125).
    """
    text = ""
    for part in parts:
        if not part:
            continue
        if text and text.endswith("”"):
            before = text.rstrip("”’")
            stopped = before.endswith((".", "…", ","))
            text = text if stopped else f"{before},{text[len(before) :]}"
            text = f"{text} {part}"
        else:
            text = f"{text}, {part}" if text else part
    return text


# -- who, when, what
def _opening(source: Source, suffix: str, form: Form) -> Iterator[str]:
    head = heading(source, form)
    if form is not Form.LIST:
        yield from (head, _title(source, form))
        return
    date = source.use_date()
    year = date.year
    if not year and source.has("pubstate"):
        source.used.add("pubstate")
        year = source.pubstate()
    none = source.terms.say("no_date")
    dated = year + suffix if year else f"{none} ({suffix})" if suffix else none
    original = source.date("orig")
    if original.year and not any(source.has(name) for name in ("origtitle", "origpublisher", "origlocation")):
        dated = f"({source.use_date('orig').full or original.year}) {dated}"
        source.used.add("origdate said")
    title = _title(source, form)
    yield from (head, dated, title) if head else (title, dated)


def _title(source: Source, form: Form) -> str:
    """The title and its gloss: italic for a work, quoted for a part of one, bare if supplied."""
    title = source.title()
    addon = source.text("titleaddon")
    bare = unmarked(title)
    if not bare.strip():
        title = f"[{source.terms.say('untitled')}]" if not (source.has("maintitle") or source.has("related")) else ""
    elif is_supplied(bare) or source.kind in UNQUOTED:
        pass
    elif source.kind in ITALIC:
        title = emphasised(title)
    else:
        title = single_quotes(title)
        stop = "" if addon or form is Form.NOTE or bare.rstrip("’”").endswith(_SENTENCE_END) else "."
        # The stop goes inside all closing quotation marks.
        inner = title.rstrip("’”") if not title.endswith("’") or "‘" in title else title
        title = f"“{inner}{stop}{title[len(inner) :]}”"
    if addon:
        addon = addon if addon[:1] in "[(" else f"[{addon}]"
        return f"{title} {addon}".strip()
    return title


# -- part of what, which edition
def _middle(source: Source, form: Form, locator: str = "") -> Iterator[str]:
    start = form is not Form.NOTE
    if source.kind in IN_BOOK or (source.has("booktitle") and source.kind not in ITALIC and not is_in_journal(source)):
        yield in_book(source, form)
        return
    if is_in_journal(source):
        yield from hands(source, form, start=start)
        yield in_journal(source, form, locator)
        return
    yield from hands(source, form, start=start)
    if source.kind == "thesis" and form is Form.LIST:
        yield genre_and_school(source)
    elif source.kind == "periodical":
        yield in_journal(source, form, locator)
    else:
        yield from book_numbers(source, form)
    kind = genre(source)
    yield kind if start or source.has("type") else kind[:1].lower() + kind[1:]
    yield source.text("howpublished")
    if form is not Form.NOTE:
        yield ", ".join(part for part in (pages(source), source.text("eid")) if part)
