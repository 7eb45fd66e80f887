"""How the cost of every reader of text grows with the text: each is given texts of doubling size, ordinary and hostile.

A pass over a page, a field, a title or an entry may cost n log n; between 1,000 and 16,000 characters that is an exponent
of less than 1.3 with what a clock adds. A reader that refuses a long text at once has an exponent near nought.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Final

from markdown_it import MarkdownIt

from letopis.bibliography import read_bib
from letopis.bibliography.filters import parse_filter
from letopis.bibliography.names import read_names
from letopis.content_policy.front_matter import FrontMatterFault, read_front_matter
from letopis.content_policy.pages import scheme_of
from letopis.model.fieldlines import split_fields
from letopis.model.invisible import without_invisible
from letopis.model.names import collation_key, fold, has_mixed_script, name_variants, nearest
from letopis.model.terms import read_details, read_when
from letopis.model.values import read_dispute, read_participation, read_refs, read_source_note, split_sources
from letopis.model.valueslips import markup_fault
from letopis.roles import citation_fault
from letopis.search.words import prepared
from letopis.slips.fences import Page
from letopis.slips.inline import inline_slips
from letopis.slips.paragraphs import paragraph_slips
from letopis.slips.slip import Words
from tools.bench_pages import FIGURES

SIZES: Final = (2_000, 4_000, 8_000, 16_000)
EXPONENT: Final = 1.35
NOTHING: Final = 0.002
"""Seconds for the longest text below which no exponent is asked for: it would be that of the clock."""

Reader = Callable[[str], object]
KNOWN: Final = Words(frozenset({"person"}), frozenset({"person", "cite:p"}), frozenset({"person", "note"}))

TEXTS: Final[dict[str, str]] = {
    "words": "in the year 1957 the members met, ",
    "spaces": " ",
    "letters": "a",
    "digits": "1",
    "brackets": "[",
    "pairs": "[a](b)",
    "braces": "{a}",
    "backticks": "`a``",
    "stars": "**a *",
    "quotes": "“a ",
    "bars": "| a ",
    "dashes": "- ",
    "semicolons": "a; ",
    "commas": "A, B and ",
    "colons": ":a: b\n",
    "lines": "a\n",
    "fences": ":::{note} x\n",
    "rows": "| a | b |\n",
    "entries": "@book{a, title={x}}\n",
    "entities": "&shy;&#x41;",
    "Cyrillic": "Хрущёв ",
}
"""What a text is made of."""


def _quiet(reader: Reader, error: type[Exception] = ValueError) -> Reader:
    def read(text: str) -> object:
        try:
            return reader(text)
        except (ValueError, error):
            return None

    return read


def _page(text: str) -> object:
    page = Page(text.split("\n"), KNOWN)
    page.look()
    return page.slips


READERS: Final[dict[str, Reader]] = {
    "dates": _quiet(read_when),
    "fields: references": _quiet(read_refs),
    "fields: sources": _quiet(split_sources),
    "fields: a source and a note": _quiet(read_source_note),
    "fields: participants": _quiet(read_participation),
    "fields: disputes": _quiet(read_dispute),
    "fields: details": _quiet(read_details),
    "fields: slips": markup_fault,
    "lines of a record": lambda text: split_fields(text.split("\n"), 1),
    "names: compared": lambda text: (fold(text), collation_key(text), has_mixed_script(text)),
    "names: variants": lambda text: name_variants(text, text[:80]),
    "names: nearest key": lambda text: nearest(text, ["molotov", "malenkov"]),
    "bib: entries": read_bib,
    "bib: one field": lambda text: read_bib(
        f"@book{{a, title={{{text.replace('{', '').replace('}', '')}}}, year={{1957}}}}"
    ),
    "bib: names": read_names,
    "bib: a filter": _quiet(parse_filter),
    "citations": citation_fault,
    "front matter": _quiet(lambda text: read_front_matter(text, frozenset({"title"})), FrontMatterFault),
    "links": scheme_of,
    "search words": prepared,
    "invisible signs": lambda text: without_invisible(text, ""),
    "page: fences and tables": _page,
    "page: paragraphs": lambda text: [*inline_slips(text, KNOWN), *paragraph_slips(text, KNOWN, in_section=True)],
    "Markdown (not ours)": lambda text: MarkdownIt("commonmark").enable("table").parse(text),
}
"""Every reader of text."""


def _seconds(reader: Reader, text: str) -> float:
    best = math.inf
    for _ in range(2):
        began = time.process_time()
        reader(text)
        best = min(best, time.process_time() - began)
    return best


def _worst(reader: Reader) -> tuple[float, str, list[float]]:
    """The greatest exponent over all texts, with the text and the seconds by size."""
    worst: tuple[float, str, list[float]] = (0.0, "", [])
    for name, piece in TEXTS.items():
        found = [_seconds(reader, (piece * (size // len(piece) + 1))[:size]) for size in SIZES]
        if found[-1] < NOTHING:
            continue
        steps = math.log2(SIZES[-1] / SIZES[0])
        grown = math.log2(found[-1] / max(found[0], 1e-6)) / steps
        worst = max(worst, (grown, name, found))
    return worst


def text() -> bool:
    """Print the exponent of each reader for the text that is worst for it."""
    print(f"{'reader':32}{'exponent':>9}  worst text   seconds by size {SIZES}")
    every: list[float] = []
    for name, reader in READERS.items():
        grown, worst, found = _worst(reader)
        shown = " ".join(f"{value:.4f}" for value in found) or f"under {NOTHING} s"
        print(f"{name:32}{grown:9.2f}  {worst or 'none':12} {shown}", flush=True)
        if "not ours" not in name:
            every.append(grown)
    FIGURES.append(("growth exponent of the readers of text, the greatest", max(every), EXPONENT))
    return max(every) <= EXPONENT


def names() -> Iterator[str]:
    """The readers, for the tests."""
    yield from READERS


BENCHMARKS: Final = {"text": text}
