"""An EPUB as several smaller ones, which together hold all its files: for a checker that is slow with a large one.

Each has the metadata of the whole, and of the contents, the landmarks and the list of pages what leads to its files.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree import ElementTree

SIZE = 60
"""Files of a part: Ace then takes as long for the contents as for one page."""

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
PACKAGE, CONTENTS = "content.opf", "nav.xhtml"
_ITEM = re.compile(r'\s*<item (?=[^>]*\bid="(?P<id>[^"]*)")(?=[^>]*\bhref="(?P<href>[^"]*)")[^>]*/>')
_ITEMREF = re.compile(r'\s*<itemref (?=[^>]*\bidref="(?P<id>[^"]*)")[^>]*/>')


def parts(file: Path, folder: Path, every: int = 1, size: int = SIZE) -> Iterator[Path]:
    """Write an EPUB as several of at most ``size`` XHTML files; the files of a part lie spread over the whole book.

    ``every`` takes of the spine every such file only.
    """
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    package = entries[PACKAGE].decode()
    hrefs = {item["id"]: item["href"] for item in _ITEM.finditer(package)}
    spine = [hrefs[item["id"]] for item in _ITEMREF.finditer(package) if hrefs[item["id"]] != CONTENTS][::every]
    count = -(-len(spine) // size)
    for number in range(count):
        path = folder / f"part-{number + 1}-of-{count}.epub"
        with zipfile.ZipFile(path, "w") as made:
            for name, data in part(entries, package, set(spine[number::count])).items():
                made.writestr(name, data)
        yield path


def part(entries: dict[str, bytes], package: str, files: Collection[str]) -> dict[str, bytes]:
    """The entries of an EPUB of these XHTML files, the contents and all that is no XHTML file."""
    kept = {name for name in entries if not name.endswith(".xhtml") or name in files or name == CONTENTS}
    gone: set[str] = set()

    def item(found: re.Match[str]) -> str:
        if found["href"] in kept:
            return str(found[0])
        gone.add(found["id"])
        return ""

    less = _ITEM.sub(item, package)
    less = _ITEMREF.sub(lambda found: "" if found["id"] in gone else found[0], less)
    made = {name: data for name, data in entries.items() if name in kept}
    return made | {PACKAGE: less.encode(), CONTENTS: contents(entries[CONTENTS], kept)}


def contents(data: bytes, files: Collection[str]) -> bytes:
    """The contents, landmarks and list of pages, without what leads to other files."""
    ElementTree.register_namespace("", XHTML)
    ElementTree.register_namespace("epub", EPUB)
    root = ElementTree.fromstring(data)  # noqa: S314  our own file
    for nav in root.iter(f"{{{XHTML}}}nav"):
        for listed in nav.findall(f"{{{XHTML}}}ol"):
            _prune(listed, files)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _prune(listed: ElementTree.Element, files: Collection[str]) -> bool:
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
