"""``{text}``: the text of a document, line by line; ``{quotation}``: words from it, which are compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.texts import (
    DocumentText,
    Passage,
    QuotedText,
    TextLine,
    anchor_of,
    read_passages,
    read_place,
)
from letopis.model.values import Ref
from letopis.nodes import view
from letopis.plain_text import plain_text
from letopis.report import report

if TYPE_CHECKING:
    from letopis.domain import LetopisDomain

COUNTED = 5
"""Every so manieth line shows its number."""


class _OfDocument(SphinxDirective):
    """What both have in common: the document on the opening line, and lines of their own."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def _document(self) -> tuple[Ref, str, int]:
        """The document and the place in it; ``ValueError`` if it cannot be read."""
        return read_place(self.arguments[0] if self.arguments else "")

    def _first_line(self) -> int:
        """The line of the first content line. MyST counts its offset from the opening line."""
        relative = type(self.state).__module__.startswith("myst_parser")
        return (self.lineno if relative else 0) + self.content_offset + 1

    def _location(self) -> SourceLocation:
        return SourceLocation(self.env.docname, str(self.env.doc2path(self.env.docname, base=False)), self.lineno)

    def _refuse(self, message: str) -> list[nodes.Node]:
        report(Finding(Code.VIEW_OPTION, f"{self.name}: {message}", self._location()))
        return []

    def _words(self, line: int, text: str) -> list[nodes.Node]:
        found, messages = self.parse_inline(text, lineno=line)
        return [*found, *messages]

    @property
    def _domain(self) -> LetopisDomain:
        return cast("LetopisDomain", self.env.get_domain("letopis"))


class TextDirective(_OfDocument):
    """The text of a document, a line for each of its lines.

    ``[p. 2]`` on a line of its own begins a page, an empty line a paragraph; lines that begin with ``= `` are the
    translation of the lines above them, and stand beside them.
    """

    option_spec: ClassVar[dict[str, Any]] = {"language": directives.unchanged, "translation": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Note the lines, and leave line blocks that every builder can print."""
        try:
            document, page, line = self._document()
            passages = read_passages(list(self.content), self._first_line())
        except ValueError as error:
            return self._refuse(f"{str(error).rstrip('.')}.")
        if page or line or not passages:
            return self._refuse("expected the key of a document, '{text} letter', and the lines of its text below it.")
        box = nodes.container("", classes=["letopis-text"])
        self.set_source_info(box)
        self._lines: list[TextLine] = []
        shown = ""
        for passage in passages:
            if passage.page != shown:
                shown = passage.page
                mark = nodes.line("", "", nodes.emphasis("", f"p. {shown}"), ids=[anchor_of(document.key, shown)])
                box += nodes.line_block("", mark, classes=["letopis-page-mark"])
            box += self._passage(document, passage)
        self._domain.note_document_text(DocumentText(document, self._location(), tuple(self._lines)))
        return [box]

    def _passage(self, document: Ref, passage: Passage) -> nodes.Element:
        original = self._block("letopis-original", self.options.get("language", ""))
        for number, text in passage.lines:
            line = nodes.line("", "", *self._words(number, text))
            words = plain_text(line)
            count = 1 + sum(one.page == passage.page for one in self._lines)
            self._lines.append(TextLine(passage.page, count, words))
            line["ids"].append(anchor_of(document.key, passage.page, count))
            if count % COUNTED == 0:
                line[:0] = [nodes.superscript("", str(count), classes=["letopis-line-number"]), nodes.Text("\u2002")]
            line.line = number
            original += line
        if not passage.translation:
            return original
        translation = self._block("letopis-translation", self.options.get("translation", ""))
        for number, text in passage.translation:
            translation += nodes.line("", "", *self._words(number, text))
        return nodes.container("", original, translation, classes=["letopis-beside"])

    def _block(self, name: str, language: str) -> nodes.line_block:
        block = nodes.line_block("", classes=[name])
        if language:
            block["classes"].append(f"language-{language}")
        self.set_source_info(block)
        return block


class QuotationDirective(_OfDocument):
    """Words from a document whose text the archive holds: they are compared with it, letter by letter.

    The opening line names the document, and where in it they stand: ``{quotation} letter p. 2, l. 3``. What stands in
    square brackets is the editor's: ``[…]`` for what is left out.
    """

    def run(self) -> list[nodes.Node]:
        """Note the words, and leave a quotation with its place below it."""
        try:
            document, page, line = self._document()
        except ValueError as error:
            return self._refuse(f"{error}.")
        written = [(number, text.strip()) for number, text in enumerate(self.content, start=self._first_line())]
        written = [(number, text) for number, text in written if text]
        if not written:
            return self._refuse("there are no words. Write them below the opening line.")
        block = nodes.line_block("")
        words: list[tuple[int, str]] = []
        for number, text in written:
            shown = nodes.line("", "", *self._words(number, text))
            words.append((number, plain_text(shown)))
            block += shown
        place = self._location()
        self._domain.note_quoted(QuotedText(document, page, line, place, tuple(words)))
        options = {"document": str(document), "page": page, "line": str(line or "")}
        marker = view("", view="quoted-from", options=options, docname=self.env.docname)
        self._domain.note_view("quoted-from", options, place)
        self.set_source_info(marker)
        quote = nodes.block_quote("", block, marker, classes=["letopis-quotation"])
        self.set_source_info(quote)
        return [quote]
