"""What ``letopis doctor --suggest`` proposes: links for names and terms, and words that the style guide would not have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from letopis.cli.editing import read_text, write_text
from letopis.cli.prose import Prose, prose_of
from letopis.model.archive import Archive
from letopis.model.kinds import Person, Record

SHORTEST: Final = 4
"""Letters of a single word that is taken for a name, unless all are capitals: ``KGB``."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_DOUBLED = re.compile(r"\b(?P<word>[^\W\d_]+)[ \t]+(?P=word)\b")
_RANGE = re.compile(r"(?<![\w-])\d{1,4}-\d{2,4}(?![\w-])")
_MAY_DOUBLE: Final = frozenset({"had", "that"})


class Proposal(NamedTuple):
    """Something to consider at a line of a page.

    ``link`` is what the text from ``start`` to ``end`` could be; it is ``""`` for a remark on style, and where the name
    may mean more than one record.
    """

    path: str
    line: int
    words: str
    start: int = 0
    end: int = 0
    link: str = ""


class Form(NamedTuple):
    """A form of a name, word by word, and the records that bear it."""

    words: tuple[str, ...]
    records: tuple[Record, ...]


def proposals(archive: Archive, source: Path, pages: Iterable[str], style: Mapping[str, str]) -> Iterator[Proposal]:
    """Everything to consider, page by page, in the order of the text. ``style`` maps words to what is better."""
    forms = forms_of(archive)
    linked = defaultdict(set)
    for mention in archive.mentions:
        if record := archive.resolve(mention.target):
            linked[mention.docname].add(record.ref)
    own = defaultdict(set)
    for record in archive.records:
        own[record.origin.docname].add(record.ref)
    watched = _watched(style)
    for docname in pages:
        path = source / f"{docname}.md"
        if not path.is_file():
            continue
        text = read_text(path)
        prose = prose_of(text, archive.schema.kinds)
        shown = path.as_posix()
        found = [
            *_links(shown, prose, forms, {*linked[docname], *own[docname]}),
            *_remarks(shown, prose, watched, style),
        ]
        yield from sorted(found, key=lambda one: (one.start, one.words))


def forms_of(archive: Archive) -> dict[str, list[Form]]:
    """Every form of every name by its first word, the longest first. A person is known by the surname, too."""
    bearers: dict[tuple[str, ...], dict[Record, None]] = defaultdict(dict)
    for record in archive.records:
        if not record.in_index:
            continue
        surname = [record.sort.value.partition(",")[0]] if record.sort and isinstance(record, Person) else []
        for name in [*record.names, *surname]:
            words = tuple(_WORD.findall(name.removeprefix("the ").removeprefix("The ")))
            if len(words) > 1 or (words and (len(words[0]) >= SHORTEST or words[0].isupper())):
                bearers[words][record] = None
    forms: dict[str, list[Form]] = defaultdict(list)
    for words, records in bearers.items():
        forms[words[0]].append(Form(words, tuple(records)))
    return {first: sorted(group, key=lambda form: -len(form.words)) for first, group in forms.items()}


def _links(path: str, prose: Prose, forms: Mapping[str, list[Form]], known: set[object]) -> Iterator[Proposal]:
    """The first plain mention of each record that the page neither holds nor links."""
    words = list(_WORD.finditer(prose.text))
    seen: set[object] = set(known)
    at = 0
    while at < len(words):
        form = _form_at(prose.text, words, at, forms)
        if form is None:
            at += 1
            continue
        start, end = words[at].start(), words[at + len(form.words) - 1].end()
        at += len(form.words)
        if seen.isdisjoint(record.ref for record in form.records):
            seen.update(record.ref for record in form.records)
            yield _proposed(path, prose, start, end, form)


def _form_at(text: str, words: list[re.Match[str]], at: int, forms: Mapping[str, list[Form]]) -> Form | None:
    """The longest form that stands here, its words parted by white space alone."""
    first = words[at].group()
    none: list[Form] = []
    for form in [*forms.get(first, none), *forms.get(first[:1].lower() + first[1:], none)]:
        last = at + len(form.words) - 1
        if last >= len(words) or tuple(word.group() for word in words[at + 1 : last + 1]) != form.words[1:]:
            continue
        if all(text[words[n].end() : words[n + 1].start()].isspace() for n in range(at, last)):
            return form
    return None


def _proposed(path: str, prose: Prose, start: int, end: int, form: Form) -> Proposal:
    written = " ".join(prose.text[start:end].split())
    line = prose.line_of(start)
    if len(form.records) > 1:
        choices = " or ".join(f"{record.kind} '{record.key}'" for record in form.records)
        return Proposal(path, line, f"“{written}” is not linked here, and may be {choices}", start, end)
    record = form.records[0]
    link = f"{{{record.kind}}}`{record.key}`"
    if written != record.name:
        link = f"{{{record.kind}}}`{written} <{record.key}>`"
    return Proposal(path, line, f"“{written}” is not linked on this page: {link}", start, end, link)


def _watched(style: Mapping[str, str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of ``letopis_style`` by their first, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(style, key=len, reverse=True):
        words = tuple(word.lower() for word in _WORD.findall(phrase))
        if words:
            found[words[0]].append(words)
    return found


def _remarks(
    path: str, prose: Prose, watched: Mapping[str, list[tuple[str, ...]]], style: Mapping[str, str]
) -> Iterator[Proposal]:
    """Words that the style guide would not have, and slips of typing that no rule can be sure of."""
    words = list(_WORD.finditer(prose.text))
    small = [word.group().lower() for word in words]
    advice = {tuple(word.lower() for word in _WORD.findall(phrase)): better for phrase, better in style.items()}
    for at, first in enumerate(small):
        for phrase in watched.get(first, ()):
            if tuple(small[at : at + len(phrase)]) == phrase:
                start = words[at].start()
                written = " ".join(word.group() for word in words[at : at + len(phrase)])
                yield Proposal(path, prose.line_of(start), f"“{written}”: {advice[phrase]}", start)
                break
    for sign, better in style.items():
        if not _WORD.search(sign):
            for match in re.finditer(re.escape(sign), prose.text):
                yield Proposal(path, prose.line_of(match.start()), f"“{sign}”: {better}", match.start())
    for match in _DOUBLED.finditer(prose.text):
        if match["word"].lower() not in _MAY_DOUBLE:
            words_twice = f"“{match.group()}”: the word stands twice"
            yield Proposal(path, prose.line_of(match.start()), words_twice, match.start())
    for match in _RANGE.finditer(prose.text):
        better = match.group().replace("-", "\N{EN DASH}")
        remark = f"“{match.group()}”: a range has an en dash, {better}"
        yield Proposal(path, prose.line_of(match.start()), remark, match.start())


def set_links(found: Iterable[Proposal]) -> set[Proposal]:
    """Write the links of which there is one, page by page; gives back those that were set."""
    pages: dict[str, list[Proposal]] = defaultdict(list)
    for one in found:
        if one.link:
            pages[one.path].append(one)
    for path, group in pages.items():
        text = read_text(Path(path))
        for one in sorted(group, key=lambda one: -one.start):
            text = text[: one.start] + one.link + text[one.end :]
        write_text(Path(path), text)
    return {one for group in pages.values() for one in group}
