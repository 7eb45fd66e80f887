"""Where the key of a record is meant in the text of a page: in roles, fields and views, texts and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from letopis.cli.editing import bare
from letopis.cli.quick import Project
from letopis.model.archive import Archive
from letopis.model.fields import FieldSpec, refs_in
from letopis.model.kinds import DOCUMENT
from letopis.model.records import Record
from letopis.model.relative import RelativeDate
from letopis.model.values import Ref

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[\w:-]+)\})?[ \t]*(?P<words>.*)")
_FIELD = re.compile(r"(?P<head>[ \t]*:(?P<key>[A-Za-z][\w-]*):[ \t]+)(?P<value>.*)")
_ROLE = re.compile(r"\{(?P<kind>[a-z]+)\}$")
_TICKS = re.compile(r"`+")
_GAP = re.compile(r"\n[ \t]*\r?\n")
_TARGET = re.compile(r"(?:[^<>]*<)?(?P<key>[^<>]*)>?\s*")
LONGEST_ROLE: Final = 40
"""Characters before a backtick in which the name of its role is looked for."""

OF_A_DOCUMENT: Final = frozenset({"text", "quotation"})
"""Directives with a document, and perhaps a place in it, on their opening line."""

_CODE: Final = frozenset({"code-block", "code", "sourcecode", "literalinclude", "math", "parsed-literal"})


class Renaming(NamedTuple):
    """A record, and the key that it is to have; the archive says what a reference means."""

    archive: Archive
    record: Record
    key: str

    def means(self, ref: Ref, kinds: tuple[str, ...]) -> bool:
        """Whether a reference, in a field or view that takes these kinds, is the record by its present key."""
        return ref.key == self.record.key and self.archive.resolve(ref, kinds) is self.record


class Fence(NamedTuple):
    """A directive or block of code: its name (``""`` for code), the words behind it, and its lines (from 0)."""

    name: str
    words: str
    first: int
    last: int


def fences_of(lines: list[str]) -> Iterator[Fence]:
    """Every fenced block of a page, those inside directives among them; nothing inside code is looked at."""
    opened: list[tuple[str, str, str, int]] = []
    for number, raw in enumerate(lines):
        match = _FENCE.fullmatch(bare(raw))
        if match is None:
            continue
        fence = match["fence"]
        inside = opened and opened[-1]
        closes = (
            inside
            and fence[0] == inside[0][0]
            and len(fence) >= len(inside[0])
            and not (match["name"] or match["words"])
        )
        if closes:
            _, name, words, first = opened.pop()
            yield Fence(name, words, first, number)
        elif not inside or not _is_code(inside[1]):
            opened.append((fence, match["name"] or "", match["words"], number))
    for _, name, words, first in opened:
        yield Fence(name, words, first, len(lines))


def _is_code(name: str) -> bool:
    return not name or name in _CODE


# ------------------------------------------------------------------------------------------------ fields
def fields_renamed(project: Project, renaming: Renaming, lines: list[str]) -> None:
    """Change the key in every field of a record in which it is meant; ``lines`` are changed in place."""
    for fence in fences_of(lines):
        if fence.name not in project.schema.kinds:
            continue
        specs = project.schema.fields(project.schema.kinds[fence.name])
        for number in range(fence.first + 1, fence.last):
            text = bare(lines[number])
            match = _FIELD.fullmatch(text)
            if match is None:
                if text.strip():
                    break
                continue
            if match["key"] in specs and match["key"] != "alias":
                value = _in_field(match["value"], specs[match["key"]][1], renaming)
                lines[number] = match["head"] + value + lines[number][len(text) :]


def _in_field(value: str, spec: FieldSpec, renaming: Renaming) -> str:
    """A value with the key changed wherever that changes what the value refers to, and nowhere else."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(renaming.record.key)}(?![\w-])")
    place = 0
    while match := pattern.search(value, place):
        trial = value[: match.start()] + renaming.key + value[match.end() :]
        before, after = _keys(value, spec), _keys(trial, spec)
        gone, come = before - after, after - before
        meant = [ref for ref in gone if renaming.means(ref, spec.kinds)]
        if len(meant) == 1 and [ref.key for ref in come] == [renaming.key]:
            value, place = trial, match.start() + len(renaming.key)
        else:
            place = match.end()
    return value


def _keys(value: str, spec: FieldSpec) -> Counter[Ref]:
    """What a value as written refers to, with all its rival versions."""
    found: Counter[Ref] = Counter()
    for part in value.split(" || "):
        text = part.rpartition(" [")[0] if part.rstrip().endswith("]") else part
        try:
            read = spec.read(text.strip())
        except ValueError:
            continue
        found.update(refs_in(read))
        found.update(Ref(date.kind or "event", date.key) for date in _relative_dates(read))
    return found


def _relative_dates(value: object) -> Iterator[RelativeDate]:
    if isinstance(value, RelativeDate):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _relative_dates(part)


# ------------------------------------------------------------------------------------------------- views
def views_renamed(project: Project, renaming: Renaming, lines: list[str]) -> None:
    """Change the key in the arguments, options and lines of views that hold keys; ``lines`` are changed in place.

    A text and a quotation name their document as the first argument of a view would.
    """
    for fence in fences_of(lines):
        directive = fence.name.removeprefix("letopis:")
        if directive in OF_A_DOCUMENT:
            _in_arguments([DOCUMENT], fence, renaming, lines)
        view = project.views.get(directive)
        if view is None or not view.keys:
            continue
        _in_arguments([view.keys.get(argument) for argument in view.arguments], fence, renaming, lines)
        for number in range(fence.first + 1, fence.last):
            text = bare(lines[number])
            match = _FIELD.fullmatch(text)
            name = match["key"] if match else view.body[0] if view.body else ""
            head, value = (match["head"], match["value"]) if match else ("", text)
            if name in view.keys:
                lines[number] = head + _in_words(value, view.keys[name], renaming) + lines[number][len(text) :]


def _in_arguments(kinds: Sequence[tuple[str, ...] | None], fence: Fence, renaming: Renaming, lines: list[str]) -> None:
    """Change the key in the words on an opening line; of each ``kinds`` says which may be meant (``None``: it is no key)."""
    text = bare(lines[fence.first])
    head = text[: len(text) - len(fence.words)]
    words = re.split(r"(\s+)", fence.words)
    for meant, at in zip(kinds, range(0, len(words), 2), strict=False):
        if meant is not None:
            words[at] = _in_words(words[at], meant, renaming)
    lines[fence.first] = head + "".join(words) + lines[fence.first][len(text) :]


def _in_words(text: str, kinds: tuple[str, ...], renaming: Renaming) -> str:
    """A list of keys with the one that is meant changed. What stands behind a bar is text."""
    keys, bar, rest = text.partition(" | ")
    pattern = rf"(?<![\w-])(?:(?P<kind>[a-z]+):)?{re.escape(renaming.record.key)}(?![\w-])"

    def put(match: re.Match[str]) -> str:
        ref = Ref(match["kind"] or "", renaming.record.key)
        meant = renaming.means(ref, kinds) or (
            not ref.kind and renaming.record in renaming.archive.candidates(ref, kinds)
        )
        return f"{ref.kind}{':' if ref.kind else ''}{renaming.key}" if meant else match.group()

    return re.sub(pattern, put, keys) + bar + rest


# ------------------------------------------------------------------------------------------------- roles
def roles_renamed(text: str, renaming: Renaming) -> str:
    """A text with the key changed in ``{kind}`key``` and ``{kind}`words <key>```; code is left as it is."""
    lines = text.splitlines(keepends=True)
    blanked = list(lines)
    for fence in fences_of(lines):
        numbers = range(fence.first, fence.last + 1) if _is_code(fence.name) else (fence.first, fence.last)
        for number in numbers:
            if number < len(lines):
                blanked[number] = " " * len(lines[number])
    searched = "".join(blanked)
    made: list[str] = []
    done = 0
    for start, inner, end in _code_spans(searched):
        head = _ROLE.search(searched, max(0, start - LONGEST_ROLE), start)
        target = _TARGET.fullmatch(searched, inner, end)
        if head and target and head["kind"] == renaming.record.kind and target["key"].strip() == renaming.record.key:
            made += [text[done : target.start("key")], target["key"].replace(renaming.record.key, renaming.key)]
            done = target.end("key")
    return "".join(made) + text[done:]


def _code_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Every run of code, as Markdown finds it: from backticks to as many backticks, in one paragraph.

    Where its first backtick stands, where what it holds begins, and where that ends.
    """
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    alike: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        alike.setdefault(end - start, []).append(number)
    gaps = [match.start() for match in _GAP.finditer(text)]
    at = 0
    while at < len(runs):
        start, inner = runs[at]
        same = alike[inner - start]
        later = bisect_right(same, at)
        close = same[later] if later < len(same) else None
        if close is None or bisect_right(gaps, inner) != bisect_right(gaps, runs[close][0]):
            at += 1
            continue
        yield start, inner, runs[close][0]
        at = close + 1
