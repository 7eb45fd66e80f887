"""Chapters by themselves: each as a small PDF with the pages, tags and bookmarks it has in the book.

A chapter begins a new page, and all its tags stand below one element (:mod:`letopis.book.structure`). So its pages and
that element are copied out of the finished book, which costs a small part of what it costs to set them again. What leads
out of the chapter leads to the web edition, or, where there is none, to the book, which lies beside the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem
from sphinx.util.display import progress_message

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.markup import array, string
from letopis.book.pdf_links import place_name, saved
from letopis.book.structure import Section, kids_of

if TYPE_CHECKING:
    from letopis.book.compile import BookCompiler
    from letopis.book.pdf_links import FinishedBook, PagePosition

FOLDER = "chapters"

_SHARED = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/OutputIntents")
"""What the catalogue says of the book and of each of its chapters."""


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter's place in the book: its pages, counted from 0, and its sections, its own the first."""

    docname: str
    title: str
    pages: range
    number: int
    """What is printed on its first page."""
    sections: Sequence[Section]


def print_chapters(compiler: BookCompiler, book: FinishedBook, places: Sequence[PagePosition]) -> None:
    """Write every chapter, once the book is finished. What is copied is changed in the open book, not in its file."""
    with progress_message("taking out the chapters"):
        found = list(_chapters(compiler, book, dict(zip(compiler.builder.links, places, strict=True))))
        copier = _Copier(compiler, book)
        with pikepdf.open(BytesIO(_source_lines(compiler, found))) as feet:
            for chapter, foot in zip(found, feet.pages, strict=False):
                target = Path(compiler.builder.outdir) / FOLDER / f"{chapter.docname}.pdf"
                compiler.put(target, copier.copy(chapter, foot))


def _chapters(compiler: BookCompiler, book: FinishedBook, known: dict[str, PagePosition]) -> Iterator[_Chapter]:
    """The chapters that can be told apart in the book; of any other there is a warning."""
    builder = compiler.builder
    numbers = {page.obj.objgen: number for number, page in enumerate(book.document.pages)}
    begins = [numbers.get(section.heading.get("/Pg", Dictionary()).objgen, -1) for section in book.sections]
    for page, _ in builder.chapters:
        place = known[f"{page.docname}:"]
        here = [place.page - 1, page.level]
        index = next((n for n, each in enumerate(book.sections) if [begins[n], each.level] == here), None)
        if index is None or not place.number.isdecimal():
            warn(
                BookWarning.CHAPTER, "the chapter has no heading of its own; it is not printed by itself.", page.docname
            )
            continue
        after = next((n for n in range(index + 1, len(begins)) if book.sections[n].level <= page.level), len(begins))
        last = begins[after] if after < len(begins) else len(book.document.pages)
        while last > place.page and "/StructParents" not in book.document.pages[last - 1].obj:
            last -= 1  # the empty page before a part
        title = builder.env.titles[page.docname].astext()
        yield _Chapter(page.docname, title, range(place.page - 1, last), int(place.number), book.sections[index:after])


def _source_lines(compiler: BookCompiler, chapters: Sequence[_Chapter]) -> bytes:
    """A PDF with a page for each chapter, empty but for the line at its foot that says where it is from."""
    settings = compiler.settings
    lines = [
        ", ".join(filter(None, [settings.title, settings.edition, compiler.builder.web_address(f"{each.docname}:")]))
        for each in chapters
    ]
    compiler.builder.write_source(
        "feet.typ",
        f'#import "letopis/template.typ": *\n#show: typography.with(book-facts, book-facts.title)\n'
        f"#source-lines({array([string(line) for line in lines])})\n",
    )
    return compiler.compile("feet.typ")[0]


class _Copier:
    """Copies chapters out of the book."""

    def __init__(self, compiler: BookCompiler, book: FinishedBook) -> None:
        self.compiler = compiler
        self.book = book
        self.labels = list(compiler.builder.links)
        root = book.document.Root.StructTreeRoot
        self.parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        self.roles = {str(key): str(value) for key, value in root.get("/RoleMap", Dictionary()).items()}
        self.named: dict[tuple[int, int], list[tuple[str, pikepdf.Object]]] = {}
        """By the page they begin on: elements with a name, which notes and heads of tables have."""
        if "/IDTree" in root:
            for name, element in pikepdf.NameTree(root.IDTree).items():
                self.named.setdefault(_page_of(element), []).append((str(name), element))
        self.bookmarks = list(_bookmarks(book.document))

    def copy(self, chapter: _Chapter, foot: pikepdf.Page) -> bytes:
        """The chapter as a file."""
        source = self.book.document
        pages: list[pikepdf.Object] = [source.pages[number].obj for number in chapter.pages]
        inside = {page.objgen for page in pages}
        with pikepdf.new() as made:
            file = "../" * (chapter.docname.count("/") + 1) + f"{self.compiler.settings.slug}.pdf"
            links = [self._links_of(page, inside, file) for page in pages]
            for page in pages:
                made.pages.append(pikepdf.Page(page))  # a page that is appended is copied
            for copied, found in zip(made.pages, links, strict=True):
                if found:
                    copied.obj["/Annots"] = made.copy_foreign(source.make_indirect(Array(found)))
            self._structure(made, chapter, pages, [link for found in links for link in found])
            self._bookmarks(made, chapter)
            self._catalogue(made, chapter)
            _lay_over(made, foot)
            return saved(made)

    def _links_of(self, page: pikepdf.Object, inside: set[tuple[int, int]], file: str) -> list[pikepdf.Object]:
        """Take a page's links off it, those that lead out of the chapter turned to the web or to the book's file."""
        links = list(page.get("/Annots", Array()).as_list())
        for link in links:
            target = link.get("/Dest")
            if isinstance(target, Array) and target[0].objgen not in inside:
                del link["/Dest"]
                self._turn_outwards(link, self.labels[self.book.links[link.objgen]], file)
        if links:
            del page["/Annots"]  # first all pages are copied, since links lead from one to the other
        return links

    def _turn_outwards(self, link: pikepdf.Object, label: str, file: str) -> None:
        address = self.compiler.builder.web_address(label)
        if address:
            link["/A"] = Dictionary(S=Name.URI, URI=pikepdf.String(address))
            link["/Contents"] = pikepdf.String(address)
        else:
            link["/A"] = Dictionary(S=Name.GoToR, F=pikepdf.String(file), D=pikepdf.String(place_name(label)))

    def _structure(
        self, made: pikepdf.Pdf, chapter: _Chapter, pages: list[pikepdf.Object], links: list[pikepdf.Object]
    ) -> None:
        own = chapter.sections[0].holder
        above = chapter.sections[0].level - 1
        for section in chapter.sections:
            section.heading["/S"] = Name(f"/H{section.level - above}")
        del own["/P"]
        copied = made.copy_foreign(own)
        root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([copied])))
        copied["/P"] = top
        root["/K"] = Array([top])
        if self.roles:
            root["/RoleMap"] = Dictionary({key: Name(value) for key, value in self.roles.items()})
        numbers = sorted(
            int(each[key])
            for key, found in (("/StructParents", pages), ("/StructParent", links))
            for each in found
            if key in each
        )
        nums = Array()
        for number in numbers:
            nums.append(number)
            nums.append(made.copy_foreign(self.book.document.make_indirect(self.parents[number])))
        root["/ParentTree"] = made.make_indirect(Dictionary(Nums=nums))
        root["/ParentTreeNextKey"] = numbers[-1] + 1 if numbers else 0
        names = sorted(pair for page in pages for pair in self.named.get(page.objgen, ()))
        if names:
            ids = Array()
            for name, element in names:
                ids.append(pikepdf.String(name))
                ids.append(made.copy_foreign(element))
            root["/IDTree"] = made.make_indirect(Dictionary(Names=ids))
        made.Root["/StructTreeRoot"] = root

    def _bookmarks(self, made: pikepdf.Pdf, chapter: _Chapter) -> None:
        inside = [
            each for each in self.bookmarks if each.page in chapter.pages and each.level >= chapter.sections[0].level
        ]
        with made.open_outline() as outline:
            open_: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
            for each in inside:
                while open_[-1][0] >= each.level:
                    open_.pop()
                item = OutlineItem(
                    each.title, each.page - chapter.pages.start, page_location="XYZ", left=each.left, top=each.top
                )
                open_[-1][1].append(item)
                open_.append((each.level, item.children))

    def _catalogue(self, made: pikepdf.Pdf, chapter: _Chapter) -> None:
        source = self.book.document
        for key in _SHARED:
            if key in source.Root:
                made.Root[key] = made.copy_foreign(source.make_indirect(source.Root[key]))
        title = f"{chapter.title} – {self.compiler.settings.title}"
        for key, value in source.docinfo.items():
            made.docinfo[key] = pikepdf.String(str(value))
        made.docinfo["/Title"] = pikepdf.String(title)
        data = source.Root.Metadata.read_bytes()
        made.Root["/Metadata"] = made.make_stream(data, Type=Name.Metadata, Subtype=Name.XML)
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
            metadata["{http://ns.adobe.com/xap/1.0/t/pg/}NPages"] = str(len(chapter.pages))
        made.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=chapter.number)]))


def _lay_over(made: pikepdf.Pdf, foot: pikepdf.Page) -> None:
    """Lay a page over the first one. (pikepdf's own ``add_overlay`` gives it a name by chance.)"""
    first = made.pages[0]
    name = first.add_resource(made.copy_foreign(foot.as_form_xobject()), Name.XObject, Name.SourceLine)
    first.contents_add(b"q\n", prepend=True)
    first.contents_add(f"\nQ q {name} Do Q\n".encode())


@dataclass(frozen=True, slots=True)
class _Bookmark:
    """A bookmark of the book: its title and level, its page counted from 0, and the point it leads to."""

    title: str
    level: int
    page: int
    left: float
    top: float


def _bookmarks(document: pikepdf.Pdf) -> Iterator[_Bookmark]:
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}

    def walk(items: list[OutlineItem], level: int) -> Iterator[_Bookmark]:
        for item in items:
            target = item.destination
            if isinstance(target, Array):
                left, top = (float(target[n]) if len(target) > n else 0 for n in (2, 3))
                yield _Bookmark(item.title, level, numbers.get(target[0].objgen, -1), left, top)
            yield from walk(item.children, level + 1)

    with document.open_outline() as outline:
        yield from walk(outline.root, 1)


def _page_of(element: pikepdf.Object) -> tuple[int, int]:
    """The page that an element begins on, by the number of its object."""
    if "/Pg" in element:
        found: tuple[int, int] = element["/Pg"].objgen
        return found
    for kid in kids_of(element):
        if isinstance(kid, Dictionary):
            page = _page_of(kid)
            if page != (0, 0):
                return page
    return (0, 0)
