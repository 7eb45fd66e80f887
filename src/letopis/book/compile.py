"""Printing: what Typst would stumble over is found first, then one run makes the PDF.

The PDF replaces the one made before only when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.display import progress_message

from letopis.book.chapters import print_chapters
from letopis.book.diagnostics import BookError, BookWarning, warn
from letopis.book.fonts import families, font_folders, require_fonts
from letopis.book.frontmatter import INDEXES, facts_source
from letopis.book.markup import array, string
from letopis.book.pdf_links import PagePosition, finish_pdf, position_query, read_positions
from letopis.book.typst_client import Typst, TypstError, TypstMessage

if TYPE_CHECKING:
    from letopis.book.builder import TypstBuilder

logger = logging.getLogger(__name__)

_PLACE = re.compile(r"┌─ (?P<file>[^\n]+?):(?P<line>\d+):\d+")
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
"""How Typst shows a sign that it does not print in a message."""
_NO_GLYPH = re.compile(r"the text `\"(?P<text>.+?)\"` could not be displayed")
PLACES_FILE = "letopis-book-pages.json"
"""In the folder of the doctrees: the printed pages, each with the places on it. The EPUB lists the pages."""
_MOST_ROUNDS = 3
"""How often the indexes are set again, should the pages before them have moved."""
_PROBE = '#set document(title: "probe")\n'


_JOINERS = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What joins two signs to one, or chooses a form of a sign, and shows nothing by itself."""


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _numbers(run: re.Match[str]) -> str:
    """What is printed in place of signs that no font has: one's number; of a word of them, the numbers in brackets."""
    numbers = [_number(sign) for sign in run[0] if not re.match(f"[{_JOINERS}]", sign)]
    return numbers[0] if len(numbers) == 1 else f"\\[{' '.join(numbers)}\\]"


class BookCompiler:
    """One run of Typst over the project that the builder has written."""

    def __init__(self, builder: TypstBuilder) -> None:
        self.builder = builder
        self.settings = builder.settings
        self.work = builder.work
        self.folders = font_folders(self.settings, Path(builder.confdir))
        require_fonts(self.settings, self.folders)
        self.fonts = {kind: families(self.settings, getattr(self.settings, kind)) for kind in ("serif", "sans", "mono")}
        self.unprinted: re.Pattern[str] | None = None
        """Runs of signs that no font of the book has."""
        self._write_facts(always_pages=False)

    # -- the book
    def print_book(self) -> None:
        """Check pictures and signs, set the book, and put it in place."""
        with Typst(self.work, self.folders) as self.typst:
            self._print_book()

    def _print_book(self) -> None:
        with progress_message("checking pictures and signs"):
            self._check_pictures()
            self._check_glyphs()
        with progress_message("setting the book"):
            positions = self._set_indexes()
            pdf, warnings = self.compile("book.typ")
            if any("converge" in warning.message for warning in warnings):
                # A page number that is printed only when it is another page's can chase its own tail.
                self._write_facts(always_pages=True)
                positions = self._set_indexes()
                pdf, warnings = self.compile("book.typ")
        for warning in warnings:
            warn(BookWarning.TYPST, warning.message, self._source_of(warning.diagnostic))
        word, places = self.settings.words["page-of"], dict(zip(self.builder.links, positions, strict=True))
        # What only the index leads to has a number for a name, which nobody should cite.
        marks = {mark for found in self.builder.link_places.values() for mark in found}
        names = {label: place for label, place in places.items() if label not in marks}
        parts, rights = self.builder.part_titles, self.settings.licence
        with finish_pdf(pdf, positions, word, names=names, parts=parts, rights=rights) as book:
            self.put(Path(self.builder.outdir) / f"{self.settings.slug}.pdf", book.saved())
            self._write_pages(places)
            if self.settings.chapters:
                print_chapters(self, book, positions)

    def _set_indexes(self) -> list[PagePosition]:
        """Write the indexes with the pages that their places came to stand on; where all places of the book stand then.

        The book is set without them first. What stands before them does not move when they grow, so Typst sets only
        the indexes anew; asked for its places by each entry, it would set them in each of its rounds.
        """
        self._write_indexes("".join(index.empty() for index in self.builder.indexes))
        found = self._positions()
        for _ in range(_MOST_ROUNDS if self.builder.indexes else 0):
            known = found
            self._write_indexes("".join(index.markup(known) for index in self.builder.indexes))
            found = self._positions()
            if all(then.page == now.page and then.number == now.number for then, now in zip(known, found, strict=True)):
                break
        return found

    def _write_indexes(self, markup: str) -> None:
        shown = self.unprinted.sub(_numbers, markup) if self.unprinted else markup
        self.builder.write_source(INDEXES, f'#import "/letopis/template.typ": *\n{shown}')

    def _positions(self) -> list[PagePosition]:
        """Where each place that is linked to came to stand, in the order of the links' numbers."""
        labels = [self.builder.aliases.get(label, label) for label in self.builder.links]
        try:
            return read_positions(self.typst.evaluate("book.typ", position_query(labels)))
        except TypstError:
            self.compile("book.typ")  # this says what Typst refuses, and where
            raise

    def _write_pages(self, places: dict[str, PagePosition]) -> None:
        """Write which places stand on which page, in their order."""
        pages: dict[str, list[str]] = {}
        for label, place in sorted(places.items(), key=lambda each: (each[1].page, each[1].y, each[0])):
            if place.number.isdecimal() and ":place-" not in label:
                pages.setdefault(place.number, []).append(label)
        path = Path(self.builder.doctreedir) / PLACES_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(list(pages.items()), ensure_ascii=False), encoding="utf-8")

    def _write_facts(self, *, always_pages: bool) -> None:
        fonts = "".join(
            f"#let {kind}-fonts = {array([string(n) for n in names])}\n" for kind, names in self.fonts.items()
        )
        self.builder.write_source("letopis/facts.typ", fonts + facts_source(self.settings, always_pages=always_pages))

    def compile(self, name: str) -> tuple[bytes, list[TypstMessage]]:
        """Set a file of the project. What Typst refuses is led back to the page it stands on."""
        try:
            return self._run(name)
        except TypstError as refusal:
            message, diagnostic = refusal.remark
            where = self._source_of(diagnostic)
            raise BookError(f"{where or name}: Typst cannot set the book: {message}\n{diagnostic}") from refusal

    def _run(self, name: str) -> tuple[bytes, list[TypstMessage]]:
        return self.typst.compile(name, self.settings.timestamp)

    def put(self, target: Path, pdf: bytes) -> None:
        """Write a file whole or not at all: a full disk must not cost the reader the last good one."""
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(pdf)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

    # -- what Typst would stumble over
    def _check_pictures(self) -> None:
        """Set each picture by itself; all that fail are named before the run ends."""
        broken = 0
        for name, where in sorted(self.builder.pictures.items()):
            self.builder.write_source("probe.typ", f'{_PROBE}#image({string(f"/images/{name}")}, alt: "probe")\n')
            try:
                self._run("probe.typ")
            except TypstError as refusal:
                broken += 1
                warn(BookWarning.IMAGE, f"Typst cannot read the picture {name!r}: {refusal.remark.message}.", where)
        if broken:
            raise BookError(f"{broken} picture(s) cannot be printed; the book made before, if any, is left as it was.")

    def _check_glyphs(self) -> None:
        """Find signs that no font has, and print their numbers: PDF/A forbids an empty box."""
        sources = sorted((self.work / "pages").rglob("*.typ"))
        heads = self.work / "letopis" / "heads.typ"  # titles, which stand on their pages too
        self._write_indexes("".join(index.markup(()) for index in self.builder.indexes))
        mains = [self.work / "book.typ", self.work / INDEXES]
        texts = {path: path.read_text(encoding="utf-8") for path in [*sources, *mains]}
        signs = sorted(sign for sign in set().union(*texts.values()) if ord(sign) > 0x7E and not sign.isspace())
        missing = self._missing(signs)
        if not missing:
            return
        signs_missing = re.escape("".join(missing))
        run = re.compile(f"[{signs_missing}](?:[{signs_missing}{_JOINERS}]*[{signs_missing}])?")
        self.unprinted = run
        for path, text in texts.items():
            told: set[tuple[str, str | None]] = set()
            for match in run.finditer(text):
                where = self._mark_above(path, text[: match.start()].count("\n") + 1)
                if (match[0], where) not in told:
                    told.add((match[0], where))
                    self._warn_of_signs(match[0], where)
            if told:
                path.write_text(run.sub(_numbers, text), encoding="utf-8")
        heads.write_text(run.sub(_numbers, heads.read_text(encoding="utf-8")), encoding="utf-8")

    @staticmethod
    def _warn_of_signs(signs: str, where: str | None) -> None:
        what = f"sign {signs!r}; {_number(signs)} is" if len(signs) == 1 else f"signs {signs!r}; their numbers are"
        warn(
            BookWarning.GLYPH,
            f"no font of the book has the {what} printed in {'its' if len(signs) == 1 else 'their'} place.",
            where,
        )

    def _missing(self, signs: list[str]) -> list[str]:
        head = f"{_PROBE}#set text(font: {array([string(name) for name in self.fonts['serif']])}, fallback: false)\n"
        missing: list[str] = []
        left = signs
        while left:
            # each after a letter, since some only show when they stand upon one
            self.builder.write_source("probe.typ", head + "\n\n".join(f"о{sign}" for sign in left))
            try:
                self._run("probe.typ")
            except TypstError as refusal:
                match = _NO_GLYPH.search(refusal.remark.message)
                shown = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), match["text"]) if match else ""
                # Of some signs Typst names only the letter that they stand upon.
                found = [sign for sign in left if sign in shown] or self._refused(head, left)
                if not found:
                    raise
                missing += found
                left = [sign for sign in left if sign not in found]
            else:
                break
        return missing

    def _refused(self, head: str, signs: list[str]) -> list[str]:
        """Those of the signs that cannot be set, found by halves."""
        self.builder.write_source("probe.typ", head + "\n\n".join(f"о{sign}" for sign in signs))
        try:
            self._run("probe.typ")
        except TypstError:
            half = len(signs) // 2
            return signs if not half else self._refused(head, signs[:half]) + self._refused(head, signs[half:])
        return []

    # -- from Typst's place to the author's
    def _source_of(self, diagnostic: str) -> str | None:
        """The place in a page that a message of Typst is about."""
        match = _PLACE.search(diagnostic)
        path = Path.cwd() / match["file"] if match else None  # Typst names files as seen from here
        return self._mark_above(path, int(match["line"])) if match and path and path.is_file() else None

    def _mark_above(self, path: Path, line: int) -> str | None:
        """The last mark that the translator left above a line of Typst."""
        lines = path.read_text(encoding="utf-8").splitlines()[:line]
        mark = next((text for text in reversed(lines) if text.startswith("//@")), None)
        return str(Path(self.builder.srcdir) / mark.removeprefix("//@")) if mark else None
