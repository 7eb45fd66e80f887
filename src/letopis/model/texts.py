"""The text of a document in pages and lines, and quotations from it, compared letter by letter.

A text is written as it stands in the source, a line for each line. ``[p. 2]`` on a line of its own begins a page, an
empty line a paragraph. Lines that begin with ``= `` are the translation of the paragraph they stand below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from letopis.diagnostics import SourceLocation
from letopis.model.values import Ref, read_ref

TRANSLATED: Final = "= "
"""What a line of a translation begins with."""

_PAGE = re.compile(r"\[p\.\s*(\w+)\]")
_PLACE = re.compile(r"(?P<ref>\S+?)(?:,?\s+p\.\s*(?P<page>\w+))?(?:,?\s+l\.\s*(?P<line>\d+))?")
_EDITORS = re.compile(r"\[[^\[\]]*\]")
"""What an editor leaves out of a quotation, or puts into it."""
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
"""Signs that are one letter in two forms: the kind of quotation mark is the printer's."""
_CONTEXT: Final = 24
_SURE: Final = 8
"""Letters in a row that show where in a text a quotation stands."""


class TextLine(NamedTuple):
    """A line of a document: its page as it is called there (or ``""``), its number on it, its words."""

    page: str
    number: int
    words: str

    def place(self) -> str:
        """``p. 2, l. 3``."""
        return place_in_words(self.page, self.number)


class DocumentText(NamedTuple):
    """The text of a document, or a part of it, as one page of the archive has it."""

    document: Ref
    place: SourceLocation
    lines: tuple[TextLine, ...]


class QuotedText(NamedTuple):
    """A quotation: from which document, page and line (``""`` and 0: not said), and its lines, each with where it is."""

    document: Ref
    page: str
    line: int
    place: SourceLocation
    words: tuple[tuple[int, str], ...]


@dataclass
class Passage:
    """A paragraph of a text as it is written: the page that begins with it, its lines, their translation.

    Each line has the number of the line of the file on which it stands.
    """

    page: str
    lines: list[tuple[int, str]]
    translation: list[tuple[int, str]]


def read_passages(content: Sequence[str], first_line: int) -> list[Passage]:
    """Cut the lines of a text into paragraphs. ``ValueError`` names the line of a translation of nothing."""
    found: list[Passage] = []
    page, fresh = "", True
    for number, raw in enumerate(content, start=first_line):
        line = raw.strip()
        if not line:
            fresh = True
            continue
        if match := _PAGE.fullmatch(line):
            page, fresh = match[1], True
            continue
        if line.startswith(TRANSLATED):
            if not found or (fresh and not found[-1].lines):
                raise ValueError(f"line {number}: a translation stands below the lines that it translates.")
            found[-1].translation.append((number, line.removeprefix(TRANSLATED).strip()))
            fresh = False
            continue
        if fresh or not found or found[-1].translation:
            found.append(Passage(page, [], []))
        found[-1].lines.append((number, line))
        fresh = False
    return found


def read_place(text: str) -> tuple[Ref, str, int]:
    """``letter``, ``letter p. 2`` or ``document:letter p. 2, l. 3``: a document, its page and its line."""
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"expected a document and a place in it, such as 'letter p. 2, l. 3', not {text.strip()!r}")
    return read_ref(match["ref"].rstrip(",")), match["page"] or "", int(match["line"] or 0)


def place_in_words(page: str, line: int) -> str:
    """``p. 2, l. 3``, or as much of it as is known."""
    return ", ".join([*([f"p. {page}"] if page else []), *([f"l. {line}"] if line else [])])


def anchor_of(document: str, page: str = "", line: int = 0) -> str:
    """The id of a page or a line of a text: ``text-letter-p2-l3``."""
    parts = ["text", document, *([f"p{page.lower()}"] if page else []), *([f"l{line}"] if line else [])]
    return "-".join(parts)


class _Running(NamedTuple):
    """The lines of a text as one: the letters to compare, and the line in which each stands."""

    letters: str
    lines: tuple[TextLine, ...]
    starts: tuple[int, ...]

    def line_at(self, offset: int) -> TextLine:
        """The line in which a letter stands."""
        found = self.lines[0]
        for line, start in zip(self.lines, self.starts, strict=True):
            if start > offset:
                break
            found = line
        return found


def difference(text: Iterable[TextLine], quoted: QuotedText) -> tuple[int, str]:
    """Where a quotation is not what stands in the text: the line of the file and what to say; ``(0, "")``: nowhere."""
    lines = [line for line in text if not quoted.page or line.page == quoted.page]
    if quoted.page and lines:  # what begins on a page may go on to the next
        whole = list(text)
        lines = whole[whole.index(lines[0]) :]
    if not lines:
        return quoted.place.line, f"the text of '{quoted.document.key}' has no page {quoted.page}"
    # A hyphen at the end of a line may be part of the word; said is what goes wrong last.
    found = [_compare(_running(lines, hyphen), quoted) for hyphen in ("", "-")]
    if any(not said for _, _, said in found):
        return 0, ""
    _, line, said = max(found, key=lambda one: one[0])
    return line, said


def _running(lines: Sequence[TextLine], hyphen: str) -> _Running:
    """The lines put together; a word divided at the end of one is joined, with the hyphen or without."""
    letters = ""
    starts: list[int] = []
    for line in lines:
        words = _letters(line.words)
        if letters.endswith("-") and letters[-2:-1].isalpha() and words[:1].islower():
            letters = letters[:-1] + hyphen
        elif letters:
            letters += " "
        starts.append(len(letters))
        letters += words
    return _Running(letters, tuple(lines), tuple(starts))


def _letters(words: str) -> str:
    return " ".join(words.translate(_SAME).split())


def _compare(running: _Running, quoted: QuotedText) -> tuple[int, int, str]:
    """How many letters agree before the first difference, the line of the file, and what to say; empty: nothing differs."""
    after = agreed = 0
    for number, (line, part) in enumerate(_parts(quoted)):
        at = running.letters.find(part, after)
        if at < 0:
            same, wrong, said = _first_difference(running, part, line, quoted)
            return agreed + same, wrong, said
        begins = running.line_at(at)
        if number == 0 and quoted.line and begins.number != quoted.line:
            others = [one for one in _all_at(running.letters, part) if running.line_at(one).number == quoted.line]
            if not others:
                return (
                    agreed,
                    line,
                    f"the words begin at {begins.place()} of '{quoted.document.key}', not in line {quoted.line}",
                )
            at = others[0]
        after = at + len(part)
        agreed += len(part)
    return agreed, 0, ""


def _all_at(letters: str, part: str) -> Iterable[int]:
    at = letters.find(part)
    while at >= 0:
        yield at
        at = letters.find(part, at + 1)


def _parts(quoted: QuotedText) -> list[tuple[int, str]]:
    """The pieces of a quotation between what the editor left out or put in, each with the line on which it begins."""
    whole, starts = "", []
    for line, words in quoted.words:
        starts.append((len(whole), line))
        whole += words.translate(_SAME) + "\n"
    made: list[tuple[int, str]] = []
    start = 0
    for match in [*_EDITORS.finditer(whole), None]:
        piece = whole[start : match.start() if match else len(whole)]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            made.append((max(line for at, line in starts if at <= first), _letters(piece)))
        start = match.end() if match else start
    return made


def _first_difference(running: _Running, part: str, line: int, quoted: QuotedText) -> tuple[int, int, str]:
    """How many letters agree, the line of the file, and which word differs from the one that stands there."""
    if (at := running.letters.find(part)) >= 0:
        return 0, line, f"“{part[:40]}” stands at {running.line_at(at).place()}, before what is quoted first"
    same = _agreeing(part, running.letters)
    shift, at = running.letters.find(part[:same]), same
    if same < min(_SURE, len(part) // 2):  # it differs at the beginning: what follows shows where it stands
        block = SequenceMatcher(None, part, running.letters, autojunk=False).find_longest_match()
        if block.size < min(_SURE, len(part) // 2):
            return 0, line, f"nothing like “{part[:40]}” stands in the text of '{quoted.document.key}'"
        at = max(0, block.a - 1)
        shift = max(0, block.b - 1) - at
    right = _word_at(running.letters, min(max(0, shift + at), len(running.letters) - 1))
    where = running.line_at(max(0, shift + at)).place()
    line = _line_of(quoted, line, part[:at].count(" "))
    return (
        same,
        line,
        (f"the quotation has “{_word_at(part, at)}”, and '{quoted.document.key}', {where}, has “{right}”"),
    )


def _agreeing(part: str, letters: str) -> int:
    """How many letters at the beginning of a part stand somewhere in the text, one after another."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if part[:middle] in letters else (low, middle - 1)
    return low


def _word_at(letters: str, at: int) -> str:
    """The word around a place, or the one that ends there."""
    start = letters.rfind(" ", 0, at) + 1
    end = letters.find(" ", at)
    return letters[start : end if end >= 0 else len(letters)] or letters[-_CONTEXT:]


def _line_of(quoted: QuotedText, first: int, words: int) -> int:
    """The line of the file on which the word with this number, counted from the beginning of line ``first``, stands."""
    for line, text in quoted.words:
        if line < first:
            continue
        count = len(text.split())
        if words < count:
            return line
        words -= count
    return quoted.words[-1][0]
