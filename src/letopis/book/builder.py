"""The Sphinx builder "typst": from a project's documents to one PDF."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.matching import Matcher

from letopis.book.bookindex import SetIndex, collect_indexes, names_of, set_index
from letopis.book.compile import BookCompiler
from letopis.book.diagnostics import BookError, BookWarning, place, warn
from letopis.book.frontmatter import (
    FRONTISPIECE,
    INDEXES,
    ShownPicture,
    book_source,
    frontispiece_of,
    heads_source,
    pictures_source,
    shows_code,
)
from letopis.book.markup import ANCHOR, array, string
from letopis.book.outline import Part, documents_of, retitle, says_anything, take_parts
from letopis.book.settings import PAPERS, BookSettings
from letopis.book.translator import TypstTranslator
from letopis.book.writer import Page

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

logger = logging.getLogger(__name__)

Head = tuple[str, str] | str
"""A section with its label and its title, or a page whose own sections stand in this place."""

TEMPLATES = Path(__file__).parent / "typst"
MISSING_PICTURE = "/letopis/missing.svg"


class TypstBuilder(Builder):
    """Writes the project as Typst, and has Typst set it as a PDF.

    Each document becomes a ``.typ`` file of its own under ``typst/`` in the output folder; they
    include one another as their toctrees do. ``typst/book.typ`` holds the front,
    ``typst/indexes.typ`` the indexes.
    """

    name = "typst"
    format = "typst"
    epilog = "The book is in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif",
    ]  # fmt: skip
    supported_remote_images = True  # so that Sphinx does not fetch them; see `picture_file`
    versioning_method = "none"

    def init(self) -> None:
        """Read the settings. What a run collects, `write_documents` sets up."""
        self.settings = BookSettings.read(self.config)
        if self.settings.paper not in PAPERS:
            raise BookError(f"letopis_book_paper is {self.settings.paper!r}; write one of {', '.join(sorted(PAPERS))}.")

    def get_outdated_docs(self) -> str:
        """A book is made whole: a page moved in one chapter moves the index of all."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A sign that the translator knows again; the label is ``docname:id``."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: there is one file."""
        return self.get_target_uri(to, typ)

    # -- one run
    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write every page as Typst, check what only the whole book can show, and print it."""
        self.labels: set[str] = set()
        self.links: dict[str, int] = {}
        self.linked_from: list[str] = []
        self.placed: set[str] = {self.config.root_doc}
        self.pictures: dict[str, str] = {}
        self.figures: list[ShownPicture] = []
        self.images = {}
        self.headings = 0
        self.chapters: list[tuple[Page, set[str]]] = []
        self.sources: dict[str, str] = {}
        self.indexes: list[SetIndex] = []
        self.aliases: dict[str, str] = {}
        """For each label that no page has, the one that links to it lead to."""
        self.documents = documents_of(self.env, self.settings.omit)
        self.is_entry = Matcher(self.settings.entries)
        self.is_in_columns = Matcher(self.settings.columns)
        self.heads: dict[str, list[Head]] = {}
        self.part_title = ""
        self.part_titles: set[str] = set()
        self.link_places: dict[str, list[str]] = {}
        """For each label, the places at which a box, a table or a list links to it, or a text names it."""
        self.names = names_of(self)
        self.work = Path(self.outdir) / "typst"
        try:
            shutil.rmtree(self.work, ignore_errors=True)
            shutil.copytree(TEMPLATES, self.work / "letopis")
            with progress_message("writing Typst"):
                self._write_book()
            BookCompiler(self).print_book()
        except OSError as error:
            raise BookError(f"the book cannot be written: {error}") from error

    def _write_book(self) -> None:
        root = self._resolved(self.config.root_doc)
        root_ids = [id_ for section in root.findall(nodes.section) for id_ in section["ids"]]
        parts = take_parts(root)
        matter: list[str] = []
        if self.settings.preface and says_anything(root):
            retitle(root, self.settings.preface)
            page = Page(docname=self.config.root_doc, level=1, chapter=True)
            self._write_page(page, root)
            matter.append(self.include(page.docname))
        matter += [self._write_part(part) for part in parts]
        indexes = collect_indexes(self)
        self.part_title = ""
        self.indexes = [set_index(self, index) for index in indexes]
        if self.indexes:
            matter.append(f"#include {string(f'/{INDEXES}')}")
        front = [f"{self.config.root_doc}:{id_}" for id_ in ["", *root_ids]]
        anchors = array([string(label) for label in front if label not in self.labels])
        self.labels.update(front)
        for page, _ in self.chapters if self.settings.chapters else ():
            self.note_link(f"{page.docname}:", "")
        for docname, source in self.sources.items():
            self.write_source(f"pages/{docname}.typ", self._needed(source))
        self._write_aliases()
        self.write_source(
            "letopis/heads.typ",
            heads_source({f"{page.docname}:": self._heads_of(page.docname) for page, _ in self.chapters}),
        )
        frontispiece = frontispiece_of(self)
        if frontispiece is not None:
            self.write_source(FRONTISPIECE, frontispiece.svg)
        pictures = pictures_source(self.figures, self.settings)
        with_code = shows_code(self.sources.values())
        self.write_source("book.typ", book_source(anchors, matter, frontispiece, pictures, with_code=with_code))

    def _write_part(self, part: Part) -> str:
        """A part and its chapters; chapters without a part lie on the level of parts."""
        root = self.config.root_doc
        chapters = [docname for docname in part.chapters if self.place_once(docname)]
        markup = ""
        if part.title and chapters:
            labels = [f"{root}:{id_}" for id_ in part.ids if f"{root}:{id_}" not in self.labels]
            self.labels.update(labels)
            self.headings += 1
            self.part_titles.add(part.title)
            title = self.settings.marked(part.title)
            markup = f"#part({array([string(label) for label in labels])}, [{title}])\n"
        self.part_title = part.title
        level = 2 if part.title else 1
        for docname in chapters:
            self._write_page(Page(docname=docname, level=level, chapter=True))
            markup += f"{self.include(docname)}\n"
        return markup

    def _write_page(self, page: Page, doctree: nodes.document | None = None) -> None:
        """Write a page and, after it, the pages that stand in it."""
        doctree = doctree or self._resolved(page.docname)
        if page.chapter:
            self.chapters.append((page, set()))
            self.told_pages: set[str] = set()
        self.chapters[-1][1].add(page.docname)
        translator = cast("TypstTranslator", self.create_translator(doctree, self, page))
        doctree.walkabout(translator)
        self.sources[page.docname] = translator.astext()
        for child in translator.children:
            self._write_page(child)

    def _heads_of(self, docname: str) -> list[tuple[str, str]]:
        """The running heads of a page and of the pages that stand in it, in the order of the book."""
        found: list[tuple[str, str]] = []
        for head in self.heads.get(docname, ()):
            found += self._heads_of(head) if isinstance(head, str) else [head]
        return found

    def _resolved(self, docname: str) -> nodes.document:
        doctree = self.env.get_doctree(docname)
        self.env.resolve_references(doctree, docname, self)
        self.post_process_images(doctree)
        return doctree

    # -- what the translator asks
    def place_once(self, docname: str) -> bool:
        """Whether a document of the book has no place in it yet; it then has one. Its first place counts."""
        if docname in self.placed or docname not in self.documents:
            return False
        self.placed.add(docname)
        return True

    def include(self, docname: str) -> str:
        """Markup that includes a page."""
        return f"#include {string(f'/pages/{docname}.typ')}"

    def note_link(self, label: str, where: str) -> int:
        """The number of the links to a place; at the end it is seen whether the place exists."""
        if label not in self.links:
            self.links[label] = len(self.links)
            self.linked_from.append(where)
        return self.links[label]

    def web_address(self, label: str) -> str:
        """Where a place is on the web; empty if the book knows no web edition of it."""
        docname, _, fragment = label.partition(":")
        if not self.settings.address or docname not in {*self.env.found_docs, "genindex"}:
            return ""
        return f"{self.settings.address.rstrip('/')}/{docname}.html" + (f"#{fragment}" if fragment else "")

    def picture_file(self, node: nodes.image) -> str:
        """Typst's path of a picture; one that is not here is a placeholder, and a warning."""
        source = str(node["uri"])
        name = self.images.get(source)
        if name is None:
            if "://" in source:  # Sphinx itself warns of a missing file, not of one on the web
                warn(BookWarning.IMAGE, f"the picture {source!r} is on the web; the book needs a copy of it.", node)
            return MISSING_PICTURE
        self.pictures.setdefault(name, place(node))
        target = self.work / "images" / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / source, target)
        return f"/images/{name}"

    # -- files
    def write_source(self, name: str, text: str) -> None:
        """Write a file of the Typst project."""
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _needed(self, source: str) -> str:
        """A page without the anchors that nothing leads to: each costs Typst time and memory in every run."""
        return ANCHOR.sub(lambda anchor: anchor[0] if anchor[1] in self.links else "", source)

    def _write_aliases(self) -> None:
        """Lead links to a place that no page has to the page it should have been on."""
        for label, where in zip(self.links, self.linked_from, strict=True):
            if label in self.labels:
                continue
            docname = label.partition(":")[0]
            known = f"{docname}:" in self.labels
            target = f"{docname}:" if known else f"{self.config.root_doc}:"
            instead = f"the page {docname!r}" if known else "the title page"
            warn(BookWarning.LINK, f"the book has no place {label!r}; the link leads to {instead}.", where)
            self.aliases[label] = target
        pairs = [f"{string(label)}: {string(target)}" for label, target in self.aliases.items()]
        self.write_source("letopis/aliases.typ", f"#let aliases = ({', '.join(pairs) or ':'})\n")
