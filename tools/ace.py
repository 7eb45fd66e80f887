"""Asks Ace by DAISY whether everybody can read the EPUB: its metadata, its lists, and each of its files in Chromium.

    python -m tools.ace                  every file of the EPUB in _build
    python -m tools.ace --every 6        every sixth file, in the order of reading, and the contents
    python -m tools.ace FILE             another EPUB

Ace reads a list of contents in a time that grows with the square of its length, and keeps all files in memory. So it is
given parts: whole EPUBs, each with the package's metadata, some of the files, and what the contents and the list of pages
say of those. A file stands in one part; the parts together hold every file. That the contents name the files in the order
of the spine, across the parts too, is what `tests/test_ebook.py` looks at.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tools import npm
from tools.find_programs import chromium, everything_must_run

BUILT = Path(__file__).parent.parent / "_build" / "epub"
SIZE = 60
"""Files of a part: then Ace takes as long for the contents as for one page."""

PATIENCE = 600_000
"""Milliseconds for one file; a long one takes a minute on a busy machine."""

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
PACKAGE, CONTENTS = "content.opf", "nav.xhtml"
_ITEM = re.compile(r'\s*<item (?=[^>]*\bid="(?P<id>[^"]*)")(?=[^>]*\bhref="(?P<href>[^"]*)")[^>]*/>')
_ITEMREF = re.compile(r'\s*<itemref (?=[^>]*\bidref="(?P<id>[^"]*)")[^>]*/>')


def main(arguments: Sequence[str]) -> int:
    """Ask about each EPUB and print what was found; 1 if anything was."""
    asked = argparse.ArgumentParser(prog="ace", description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="an EPUB; that in _build unless one is named"
    )
    asked.add_argument("--every", type=int, default=1, metavar="N", help="look at every Nth file only")
    options = asked.parse_args(arguments)
    browser = chromium()
    if browser is None:
        print("Ace is left out: no Chromium on this machine (on Debian: apt-get install chromium).")
        return 1 if everything_must_run() else 0
    files = options.files or sorted(BUILT.glob("*.epub"))
    if not files:
        sys.exit("There should be an EPUB in _build/epub. Build it first.")
    return 0 if all([is_sound(file.resolve(), browser, options.every) for file in files]) else 1


def is_sound(file: Path, browser: Path, every: int = 1) -> bool:
    """Whether Ace finds nothing in an EPUB; what it finds is printed."""
    faults: list[str] = []
    looked_at: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate(parts(file, Path(folder), every)):
            report = ask(part, browser, Path(folder) / f"report-{number}")
            faults += violations(report)
            looked_at.update(pages_of(report))
    print(
        f"{file}: Ace looked at {len(looked_at)} files and found {len(faults) or 'no'} violation{'s'[: len(faults) != 1]}"
    )
    for fault in faults:
        print(f"  {fault}")
    return not faults and bool(looked_at)


def ask(epub: Path, browser: Path, output: Path) -> dict[str, Any]:
    """Ace's report on an EPUB."""
    script = npm.package("@daisy/ace-cli") / "bin" / "ace.js"
    more = {"PUPPETEER_EXECUTABLE_PATH": str(browser), "ACE_TIMEOUT_INITIAL": "120000"}
    options = ["--silent", "--doNotReportMedia", "--timeout", str(PATIENCE), "--outdir", str(output)]
    if npm.run(script, *options, str(epub), more=more) or not (output / "report.json").is_file():
        sys.exit(f"Ace broke off at {epub.name}.")
    report: dict[str, Any] = json.loads((output / "report.json").read_text(encoding="utf-8"))
    return report


def violations(report: dict[str, Any]) -> Iterator[str]:
    """A line for each thing that a report finds wrong."""
    for about in report["assertions"]:
        for found in about["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            shown = " ".join(str(result.get("html") or result.get("dct:description", "")).split())
            yield f"{about['earl:testSubject']['url']}: {test['earl:impact']} {test['dct:title']}: {shown[:200]}"


def pages_of(report: dict[str, Any]) -> Iterator[str]:
    """The files that a report is about, as Ace counts them."""
    yield from (about["earl:testSubject"]["url"] for about in report["assertions"])


def parts(file: Path, folder: Path, every: int = 1) -> Iterator[Path]:
    """Write an EPUB as several, each of some of its files; the files of a part lie spread over the whole book."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    package = entries[PACKAGE].decode()
    hrefs = {item["id"]: item["href"] for item in _ITEM.finditer(package)}
    spine = [hrefs[item["id"]] for item in _ITEMREF.finditer(package) if hrefs[item["id"]] != CONTENTS][::every]
    count = -(-len(spine) // SIZE)
    for number in range(count):
        path = folder / f"part-{number + 1}-of-{count}.epub"
        with zipfile.ZipFile(path, "w") as made:
            for name, data in part(entries, package, set(spine[number::count])).items():
                made.writestr(name, data)
        yield path


def part(entries: dict[str, bytes], package: str, files: set[str]) -> dict[str, bytes]:
    """The entries of an EPUB of these XHTML files, the contents and all that is no XHTML file."""
    kept = {name for name in entries if not name.endswith(".xhtml") or name in files or name == CONTENTS}
    gone: set[str] = set()

    def item(found: Any) -> str:
        if found["href"] in kept:
            return str(found[0])
        gone.add(found["id"])
        return ""

    less = _ITEM.sub(item, package)
    less = _ITEMREF.sub(lambda found: "" if found["id"] in gone else found[0], less)
    made = {name: data for name, data in entries.items() if name in kept}
    return made | {PACKAGE: less.encode(), CONTENTS: contents(entries[CONTENTS], kept)}


def contents(data: bytes, files: set[str]) -> bytes:
    """The contents, landmarks and list of pages, without what leads to other files."""
    ElementTree.register_namespace("", XHTML)
    ElementTree.register_namespace("epub", EPUB)
    root = ElementTree.fromstring(data)
    for nav in root.iter(f"{{{XHTML}}}nav"):
        for listed in nav.findall(f"{{{XHTML}}}ol"):
            _prune(listed, files)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _prune(listed: ElementTree.Element, files: set[str]) -> bool:
    """Take out of a list what leads to none of the files; whether anything is left."""
    for entry in list(listed):
        link, inner = entry.find(f"{{{XHTML}}}a"), entry.find(f"{{{XHTML}}}ol")
        if inner is not None and not _prune(inner, files):
            entry.remove(inner)
            inner = None
        if link is None or link.get("href", "").partition("#")[0] not in {*files, ""}:
            if inner is None:
                listed.remove(entry)
            elif link is not None:
                link.tag = f"{{{XHTML}}}span"
                link.attrib.clear()
    return len(listed) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
