"""The indexes at the end of the book: their entries, their order, and their Typst.

An index is data: :class:`BookIndex`. Handlers of the event ``letopis-book-indexes`` (called with
the application and the builder) return a list of them, or ``None``; if any handler returns a list, the book has those
indexes and no other. Without one it has :func:`general_index`, made from Sphinx's own entries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.markup import array, boolean, string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from letopis.book.builder import TypstBuilder
    from letopis.book.pdf_links import PagePosition

SortKey = Callable[[str], tuple[str, ...]]
"""From a label to what it is sorted by; the first letter of the first part is the one it stands under."""


def plain_key(text: str) -> tuple[str, ...]:
    """The order of an index whose maker gives none: by letters without accents, then by accents, then as written."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return ("".join(one for one in letters if not unicodedata.combining(one)).strip(), letters, text)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place an entry points at: a label, ``docname:id``, and whether it is the place to read first."""

    label: str
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A heading of an index, with its places, what it refers to, and what stands under it."""

    label: str
    sort: str = ""
    """What it is sorted by, if not by its label."""
    mentions: Sequence[Mention] = ()
    see: Sequence[str] = ()
    see_also: Sequence[str] = ()
    entries: Sequence[IndexEntry] = ()
    run_in: bool = False
    """Whether what stands under it follows in the same paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookIndex:
    """An index: its title, its entries in any order, and a line that says what it holds."""

    title: str
    entries: Sequence[IndexEntry]
    note: str = ""
    key: SortKey = plain_key


# -- order
def entry_key(entry: IndexEntry, key: SortKey = plain_key) -> tuple[str, ...]:
    """The order of an entry among others."""
    return (*key(entry.sort or entry.label), entry.label)


def initial(entry: IndexEntry, key: SortKey = plain_key) -> str:
    """The letter an entry stands under; empty for signs and digits."""
    first = entry_key(entry, key)[0][:1]
    return first.upper() if first.isalpha() else ""


# -- the general index
@dataclass(slots=True)
class _Draft:
    """An entry while it is gathered."""

    mentions: list[Mention] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    under: dict[str, _Draft] = field(default_factory=dict)
    sort: str = ""

    def finished(self, label: str) -> IndexEntry:
        return IndexEntry(
            label=label,
            sort=self.sort,
            mentions=self.mentions,
            see=sorted(set(self.see), key=plain_key),
            see_also=sorted(set(self.see_also), key=plain_key),
            entries=[draft.finished(name) for name, draft in self.under.items()],
        )


def general_index(builder: TypstBuilder) -> BookIndex:
    """The index of what the pages themselves mark: ``index`` directives and roles, glossary terms, objects."""
    drafts: dict[str, _Draft] = {}
    entries = builder.env.domains.index_domain.entries
    for docname in sorted(builder.documents & entries.keys()):
        for kind, value, target, main, category in entries[docname]:
            words = [word.strip() for word in value.split(";") if word.strip()]
            places = [Mention(f"{docname}:{target}", main == "main")]
            if not _enter(drafts, kind, words, places, category or ""):
                message = f"the index entry {value!r} is not one of the kind {kind!r}; it is left out."
                warn(BookWarning.INDEX, message, docname)
    made = [draft.finished(label) for label, draft in drafts.items()]
    return BookIndex(title=builder.settings.words["index"], entries=made)


def _enter(drafts: dict[str, _Draft], kind: str, words: list[str], places: list[Mention], category: str) -> bool:
    """Enter one index mark under each heading it asks for; false if it is malformed."""

    def draft(*path: str) -> _Draft:
        found = drafts.setdefault(path[0], _Draft(sort=f"{category} {path[0]}" if category else ""))
        return found.under.setdefault(path[1], _Draft()) if path[1:] else found

    match kind, words:
        case "single", [_] | [_, _]:
            draft(*words).mentions += places
        case "single", [first, *rest] if rest:
            draft(first, "; ".join(rest)).mentions += places
        case "pair", [first, second]:
            draft(first, second).mentions += places
            draft(second, first).mentions += places
        case "triple", [first, second, third]:
            draft(first, f"{second} {third}").mentions += places
            draft(second, f"{third}, {first}").mentions += places
            draft(third, f"{first} {second}").mentions += places
        case "see", [first, second]:
            draft(first).see.append(second)
        case "seealso", [first, second]:
            draft(first).see_also.append(second)
        case _:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Names:
    """Words that name what an index holds, each with the label of the thing, and a pattern that finds them."""

    labels: Mapping[str, str]
    pattern: re.Pattern[str] | None


def names_of(builder: TypstBuilder) -> Names:
    """What extensions give: handlers of ``letopis-book-names`` return a dictionary from words to labels, or ``None``."""
    labels: dict[str, str] = {}
    for answer in builder.events.emit("letopis-book-names", builder):
        labels.update(answer or {})
    words = "|".join(re.escape(word) for word in sorted(labels, key=lambda word: (-len(word), word)))
    return Names(labels, re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None)


# -- markup
def collect_indexes(builder: TypstBuilder) -> list[BookIndex]:
    """The indexes that extensions give, or else the general one, if it has entries."""
    given = [answer for answer in builder.events.emit("letopis-book-indexes", builder) if answer is not None]
    indexes: list[BookIndex] = [index for answer in given for index in answer] if given else [general_index(builder)]
    return [index for index in indexes if index.entries]


class Place(NamedTuple):
    """A place that an entry points at: the number of its link, and whether it is the place to read first."""

    link: int
    main: bool


@dataclass(frozen=True, slots=True)
class SetIndex:
    """An index as a call of the template, but for the pages of its entries, which are known when the book is set."""

    head: str
    lines: Sequence[str | Sequence[Place]]

    def markup(self, positions: Sequence[PagePosition]) -> str:
        """The whole call; ``positions`` has one for each link of the book."""
        body = "".join(part if isinstance(part, str) else pages_markup(part, positions) for part in self.lines)
        return f"{self.head}[\n{body}]\n"

    def empty(self) -> str:
        """The call without entries."""
        return f"{self.head}[]\n"


def pages_markup(places: Sequence[Place], positions: Sequence[PagePosition]) -> str:
    """The pages of some places: each once, in order, three or more in a row as a range, none bold within a range."""
    found: dict[int, tuple[int, str, bool]] = {}
    for place in places if positions else ():
        page, _, _, number = positions[place.link]
        if number:
            link, shown, main = found.get(page, (place.link, number, False))
            found[page] = (link, shown, main or place.main)
    runs: list[list[int]] = []
    for page in sorted(found):
        goes_on = runs and runs[-1][-1] + 1 == page and not found[page][2] and not found[runs[-1][-1]][2]
        if goes_on:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown_runs = [part for run in runs for part in ([[run[0], run[-1]]] if len(run) > 2 else [[page] for page in run])]
    return array([array([_page(*found[page]) for page in run]) for run in shown_runs])


def _page(link: int, number: str, main: bool) -> str:  # noqa: FBT001
    return f"({link}, {string(number)}, {boolean(main)})"


def set_index(builder: TypstBuilder, index: BookIndex) -> SetIndex:
    """The markup of an index, without the pages. Its links are noted."""
    label = "" if "genindex:" in builder.labels else "genindex:"
    builder.labels.add("genindex:")
    builder.headings += 1
    marked = builder.settings.marked

    def order(entry: IndexEntry) -> tuple[str, ...]:
        return entry_key(entry, index.key)

    lines: list[str | Sequence[Place]] = []
    for letter, group in groupby(sorted(index.entries, key=order), lambda entry: initial(entry, index.key)):
        lines.append(f"#index-letter[{marked(letter or builder.settings.words['symbols'])}]\n")
        for entry in group:
            lines += _entry_lines(builder, entry, 0, index.key)
    return SetIndex(f"#back-index([{marked(index.title)}], {string(label)}, [{marked(index.note)}])", lines)


def _entry_lines(builder: TypstBuilder, entry: IndexEntry, depth: int, key: SortKey) -> Iterator[str | Sequence[Place]]:
    marked = builder.settings.marked
    see, see_also = (array([f"[{marked(name)}]" for name in names]) for names in (entry.see, entry.see_also))
    under = sorted(entry.entries, key=lambda one: entry_key(one, key))
    runs_in = entry.run_in and not any(one.entries or one.see or one.see_also for one in under)
    yield f"#index-entry({depth}, [{marked(entry.label)}], "
    yield _places(builder, entry)
    yield f", {see}, {see_also}"
    if runs_in and under:
        yield ", under: ("
        for one in under:
            yield f"([{marked(one.label)}], "
            yield _places(builder, one)
            yield "), "
        yield ")"
    elif entry.entries:
        yield ", leads: true"  # an entry that leads to others under it must not end a column
    yield ")\n"
    for one in () if runs_in else under:
        yield from _entry_lines(builder, one, depth + 1, key)


def _places(builder: TypstBuilder, entry: IndexEntry) -> list[Place]:
    return [
        Place(builder.note_link(mention.label, ""), mention.main)
        for mention in entry.mentions
        if _exists(builder, mention)
    ]


def _exists(builder: TypstBuilder, mention: Mention) -> bool:
    if mention.label in builder.labels:
        return True
    docname = mention.label.partition(":")[0]
    message = f"an index entry points at {mention.label!r}, which is not in the book."
    warn(BookWarning.INDEX, message, docname if docname in builder.env.all_docs else None)
    return False
