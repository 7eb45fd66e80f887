"""Is a finished output whole? The last questions before it is published.

Sphinx answers for what it was asked to write. These look at what lies on the disk: an interrupted or half-full disk
leaves empty files, a template can leave a page unclosed, and a link made by hand can lead nowhere.
Each question yields the faults it finds, one line each, naming the file.
"""

from __future__ import annotations

import html
import re
import zipfile
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

# Both are how Sphinx's own templates and writer put attributes: lower case, in double quotes.
LINK = re.compile(r"""\s(?:href|src)="([^"]*)\"""")
ANCHOR = re.compile(r"""\s(?:id|name)="([^"]*)\"""")
SCRIPT = re.compile(r"<(script|style)\b([^>]*)>.*?</\1>", re.DOTALL)

EMPTY_BY_NATURE = {".nojekyll", "_redirects"}  # for hosts: a switch, and a list that is empty until a page moves
ROOTED_BY_NATURE = {"404.html"}  # served for addresses of any depth, so its links start at the host's root
NO_PAGES = {"_static"}  # themes keep pieces of their templates there

PDF_TAIL = 1024  # the end-of-file mark stands within the last kilobyte


class Page(NamedTuple):
    """What one web page offers and what it asks for."""

    anchors: frozenset[str]
    links: frozenset[str]


def faults_in_site(folder: Path, docnames: Collection[str]) -> Iterator[str]:
    """Every page that was read is there, whole, and each local link, picture and script leads somewhere."""
    yield from empty_files(folder)
    if not docnames:
        yield "the site has no pages: Sphinx read nothing"
    for docname in sorted(docnames):
        if not (folder / f"{docname}.html").is_file():
            yield f"{docname}.html is missing, though the page was read"
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        if path.relative_to(folder).parts[0] in NO_PAGES:
            continue
        text = path.read_text(encoding="utf-8")
        if not text.rstrip().endswith("</html>"):
            yield f"{path.relative_to(folder).as_posix()} breaks off before </html>"
        pages[path.relative_to(folder).as_posix()] = read_page(text)
    yield from dead_links(folder, pages)


def read_page(text: str) -> Page:
    """Its anchors and links, without those that stand inside a script."""
    text = SCRIPT.sub(r"<\1\2></\1>", text)
    return Page(
        frozenset(map(html.unescape, ANCHOR.findall(text))),
        frozenset(map(html.unescape, LINK.findall(text))),
    )


def dead_links(folder: Path, pages: dict[str, Page]) -> Iterator[str]:
    """Links to a file, or to a place on a page, that is not in the site."""
    root = folder.resolve()
    # The pages of a folder link to the same files, again and again.
    target_of = cache(partial(_target, root))
    for name, page in pages.items():
        above, _, own = name.rpartition("/")
        for link in sorted(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name in ROOTED_BY_NATURE:
                continue
            if parts.path.startswith("/"):
                yield f"{name}: '{link}' starts at the root of the host. Write it relative to the page."
                continue
            leads_to, fault = target_of(above, unquote(parts.path) if parts.path else own)
            if fault:
                yield f"{name}: '{link}' {fault}"
            elif parts.fragment:
                target = pages.get(leads_to)
                if target and unquote(parts.fragment) not in target.anchors:
                    yield f"{name}: '{link}' leads to a page without that place"


def _target(root: Path, above: str, link: str) -> tuple[str, str]:
    """The file, relative to the site, that a link from a page in the folder ``above`` leads to; and what is wrong."""
    path = root / above / link
    path = path.resolve() / "index.html" if path.is_dir() else path.resolve()
    if not path.is_relative_to(root):
        return "", "leads out of the site"
    return path.relative_to(root).as_posix(), "" if path.is_file() else "leads to no file"


def faults_in_book(folder: Path) -> Iterator[str]:
    """There is at least one PDF, and each begins and ends as a PDF does."""
    books = sorted(folder.rglob("*.pdf"))
    if not books:
        yield "the book has no PDF"
    for path in books:
        data = path.read_bytes()
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-PDF_TAIL:]:
            yield f"{path.name} is not a whole PDF"


def faults_in_epub(folder: Path) -> Iterator[str]:
    """There is one EPUB: a sound zip that opens with its type, stored as it is, and names its contents."""
    books = sorted(folder.glob("*.epub"))
    if len(books) != 1:
        yield f"there should be one EPUB, and there are {len(books)}"
    for path in books:
        try:
            with zipfile.ZipFile(path) as book:
                damaged = book.testzip()
                first = book.infolist()[0]
                if damaged:
                    yield f"{path.name}: '{damaged}' in it is damaged"
                if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
                    yield f"{path.name} does not open with its type"
                if "META-INF/container.xml" not in book.namelist():
                    yield f"{path.name} does not name its contents"
        except zipfile.BadZipFile:
            yield f"{path.name} is not a zip file"


def empty_files(folder: Path) -> Iterator[str]:
    """Files of no bytes: what a full disk leaves."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.stat().st_size and path.name not in EMPTY_BY_NATURE:
            yield f"{path.relative_to(folder).as_posix()} is empty"
