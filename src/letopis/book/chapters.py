"""Chapters by themselves: each as a small PDF with the page numbers it has in the book.

A chapter begins a new page, so set alone it falls into the same pages; and set alone it keeps what
a cut-out would lose: tags, bookmarks, both standards. What leads out of it leads to the web edition.
Typst itself checks that every page inside bears the number it bears in the book. Of what a chapter
holds, each document's pages are then cut out of it (:mod:`letopis.book.extract_pages`).
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.display import progress_message

from letopis.book.diagnostics import BookError, BookWarning, warn
from letopis.book.extract_pages import cut
from letopis.book.markup import array, string
from letopis.book.pdf_links import finish_pdf

if TYPE_CHECKING:
    from letopis.book.compile import BookCompiler
    from letopis.book.pdf_links import PagePosition
    from letopis.book.writer import Page

FOLDER = "chapters"

HEAD = 100
"""A heading higher than so many points from the top opens its page."""

ALL = 10**6
"""More pages than a chapter has."""


def print_chapters(compiler: BookCompiler, places: list[PagePosition]) -> None:
    """Print every chapter, once the book is set and all places are known."""
    builder = compiler.builder
    known = dict(zip(builder.links, places, strict=True))
    with progress_message("setting the chapters"):
        for page, documents in builder.chapters:
            first = known[f"{page.docname}:"]
            outside = {label: place for label, place in known.items() if label.partition(":")[0] not in documents}
            builder.write_source("letopis/mode.typ", _mode(compiler, page, outside))
            builder.write_source("chapter.typ", _source(compiler, page, documents, known))
            try:
                pdf = compiler.compile("chapter.typ")[0]
            except BookError as error:
                message = str(error).splitlines()[0]
                warn(BookWarning.CHAPTER, f"the chapter is not printed by itself: {message}", page.docname)
                continue
            moved = [place._replace(page=place.page - first.page + 1) for place in places]
            pdf = finish_pdf(pdf, moved, compiler.settings.words["page-of"])
            compiler.put(Path(builder.outdir) / FOLDER / f"{page.docname}.pdf", pdf)
            _cut_documents(compiler, page, [name for name in builder.sources if name in documents], known, pdf)


def _cut_documents(
    compiler: BookCompiler, page: Page, documents: list[str], known: dict[str, PagePosition], pdf: bytes
) -> None:
    """Cut out the pages of every document that a chapter holds, in their order."""
    opening = known[f"{page.docname}:"]
    for docname, after in zip_longest(documents[1:], documents[2:]):
        start = known[f"{docname}:"]
        last = ALL
        if after is not None:
            end = known[f"{after}:"]
            last = end.page - opening.page - (1 if end.y < HEAD else 0)
        title = f"{compiler.builder.env.titles[docname].astext()} – {compiler.settings.title}"
        first = start.page - opening.page
        part = cut(pdf, first, max(first, last), title, int(start.number))
        compiler.put(Path(compiler.builder.outdir) / FOLDER / f"{docname}.pdf", part)


def _mode(compiler: BookCompiler, page: Page, outside: dict[str, PagePosition]) -> str:
    """What differs from the book: where links out of the chapter lead, and that it is the highest heading."""
    builder, settings = compiler.builder, compiler.settings
    addresses = ((builder.links[label], builder.web_address(label)) for label in outside)
    links = ", ".join(f'"{number}": {string(address)}' for number, address in addresses)
    numbers = ", ".join(f"{string(label)}: {string(place.number)}" for label, place in outside.items())
    source = ", ".join(filter(None, [settings.title, settings.edition, builder.web_address(f"{page.docname}:")]))
    return (
        f"#let elsewhere = (addresses: ({links or ':'}), numbers: ({numbers or ':'}))\n"
        f"#let level-shift = {page.level - 1}\n#let source-line = {string(source)}\n"
    )


def _source(compiler: BookCompiler, page: Page, documents: set[str], known: dict[str, PagePosition]) -> str:
    builder = compiler.builder
    first = known[f"{page.docname}:"]
    title = string(builder.env.titles[page.docname].astext())
    return (
        '#import "letopis/template.typ": *\n'
        f"#show: offprint.with(..book-facts, chapter-title: {title}, first: {first.number})\n"
        f"{builder.include(page.docname)}\n#same-pages({_same_pages(documents, known)})\n"
    )


def _same_pages(documents: set[str], known: dict[str, PagePosition]) -> str:
    """The pages inside and the number each bears in the book, for Typst to compare."""
    labels = [f"{name}:" for name in sorted(documents)]
    return array([f"({string(label)}, {string(known[label].number)})" for label in labels])
