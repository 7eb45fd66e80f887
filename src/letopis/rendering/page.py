"""The page a view is drawn on: makes links, citations, dates and tables for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.citation_target import CitationTarget

from letopis.bibliography.targets import as_text, give_targets
from letopis.model.archive import Archive
from letopis.model.dates import RelativeDate
from letopis.model.datewords import in_words
from letopis.model.records import Record
from letopis.model.values import Citation, Fact, Ref, When
from letopis.nodes import folded
from letopis.other_archives import link_elsewhere
from letopis.registry import registry_of
from letopis.web_pages import lays_out

Content = str | nodes.Node | Sequence["Content"]


class Page:
    """The page that a view stands on; it makes links, notes and dates.

    ``page.archive`` holds all records, ``page.docname`` is the name of the page.
    """

    def __init__(self, archive: Archive, builder: Builder, source: nodes.Element) -> None:
        """``source`` is the marker being replaced: its place is given to what is made."""
        self.archive = archive
        self.docname: str = source["docname"]
        self.marker = source
        self.builder = builder
        self.on_web = builder.name in {"html", "dirhtml"}
        self.is_laid_out = lays_out(builder)
        self.on_screen = builder.format == "html"
        self.on_paper = builder.format in {"typst", "latex"}
        self.edition: str = builder.config.letopis_edition
        self.registry = registry_of(builder._app)  # noqa: SLF001  as :func:`letopis.domain.app_of`
        self.downloads: list[tuple[str, str]] = builder.config.letopis_downloads

    def link(self, record: Record, text: str = "") -> nodes.Node:
        """A link to a record, showing its name or ``text``."""
        return self._xref("letopis", record.kind, record.key, text or record.name)

    def _xref(self, domain: str, kind: str, target: str, text: str) -> pending_xref:
        node = pending_xref(
            "",
            nodes.inline("", text, classes=["xref"]),
            refdomain=domain,
            reftype=kind,
            reftarget=target,
            refdoc=self.docname,
            refexplicit=True,
            refwarn=True,
        )
        node.source, node.line = self.marker.source, self.marker.line
        return node

    def document(self, docname: str, near: str = "") -> nodes.Node:
        """A link to a page by its title, or to a paragraph of it."""
        title = self.builder.env.titles[docname].astext() if docname in self.builder.env.titles else docname
        if self.on_screen and near:
            address = self.builder.get_relative_uri(self.docname, docname)
            return nodes.reference("", title, refuri=f"{address}#{near}", internal=True)
        return self._xref("std", "doc", f"/{docname}", title)

    def ref(self, value: Ref | str, kinds: tuple[str, ...] = ()) -> nodes.Node:
        """A link where the value names a record, here or in another archive, else its text."""
        if isinstance(value, str):
            return nodes.inline("", value)
        record = self.archive.resolve(value, kinds)
        if record:
            return self.link(record)
        found = self.archive.elsewhere(value, kinds)
        return link_elsewhere(found) if found else nodes.inline("", value.key)

    def cite(self, sources: Sequence[Citation]) -> list[nodes.Node]:
        """The sources of a fact, as a note; nothing where there are none."""
        found = self._citation(sources, "p")
        return [nodes.Text(" "), *found] if found else []

    def source(self, citation: Citation) -> list[nodes.Node]:
        """One source by its short title, where sources are what is listed."""
        return self._citation([citation], "alp")

    def _citation(self, sources: Sequence[Citation], role: str) -> list[nodes.Node]:
        if not sources:
            return []
        targets = [CitationTarget(one.key, "", one.locator) for one in sources]
        text = as_text(targets)
        made = self._xref("cite", role, text, text)
        give_targets(made, targets)
        return [made]

    def date(self, when: When | None) -> nodes.Node:
        """A date in words; a relative one with the day it comes to."""
        resolved = self.archive.when(when)
        if resolved is None:
            return nodes.inline("", when.written if when else "", classes=["letopis-date"])
        words = in_words(resolved)
        if isinstance(when, RelativeDate):
            base = self.archive.base_record_of(when)
            counted = when.written.removesuffix(str(Ref(when.kind, when.key)))
            words = f"{words} ({counted}{base.name if base else when.key})"
        return nodes.inline("", words, classes=["letopis-date"])

    def statement(self, fact: Fact[str]) -> nodes.paragraph:
        """What is asked, claimed or put to the vote, set apart, with its sources."""
        return paragraph(nodes.strong("", fact.value), self.cite(fact.sources), classes=["letopis-statement"])

    def folded(self, summary: str, content: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Blocks behind a line to choose, on a web page; elsewhere the blocks themselves."""
        return [folded("", *content, summary=summary)] if self.on_web else list(content)

    def shortened(self, label: str, block: nodes.Node) -> list[nodes.Node]:
        """A block of which a narrow screen shows the beginning until ``label`` is chosen, on a web page."""
        return [folded("", block, summary=label, narrow="shortened")] if self.is_laid_out else [block]

    def expand(self, text: str) -> str:
        """Stored plain text with the names of linked records put in."""
        return self.archive.expand(text)

    def sentence(self, text: str) -> list[nodes.Node]:
        """Stored text with its implicit links as plain names."""
        return [nodes.Text(self.expand(text))]

    def native(self, text: str) -> nodes.Node:
        """Text in the archive's other language, marked as such."""
        language = self.builder.config.letopis_native_language
        return nodes.inline("", text, classes=[f"language-{language}"] if language else [])


def flatten(content: Content) -> list[nodes.Node]:
    """Strings, nodes and lists of them as one list of inline nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    if isinstance(content, nodes.Node):
        return [content]
    return [node for part in content for node in flatten(part)]


def paragraph(*parts: Content, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of texts and nodes."""
    return nodes.paragraph("", "", *flatten(parts), classes=list(classes))


def joined(items: Iterable[Content], separator: str = ", ") -> list[nodes.Node]:
    """Texts and nodes as one list, with a separator between them."""
    made: list[nodes.Node] = []
    for item in items:
        if made:
            made.append(nodes.Text(separator))
        made += flatten(item)
    return made


def bullets(items: Iterable[Content], classes: Sequence[str] = ()) -> nodes.bullet_list:
    """A bullet list, one paragraph an item."""
    made = nodes.bullet_list("", classes=list(classes), bullet="*")
    for item in items:
        made += nodes.list_item("", paragraph(item))
    return made


def fields(rows: Iterable[tuple[str, Content]], classes: Sequence[str] = ()) -> nodes.field_list:
    """A list of labels and values. A value that is a list of block nodes is taken as it is."""
    made = nodes.field_list("", classes=list(classes))
    for label, content in rows:
        body = nodes.field_body()
        if isinstance(content, nodes.Element) and not isinstance(content, nodes.Inline):
            body += content
        else:
            body += paragraph(content)
        made += nodes.field("", nodes.field_name("", label), body)
    return made


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[Content]],
    widths: Sequence[int],
    classes: Sequence[str] = (),
    title: str = "",
) -> nodes.table:
    """A table. ``widths`` has a number for each column, relative; ``classes`` are for style sheets.

    A cell is a text, a node, or a list of them. The first column heads its row. Raises ``ValueError`` if a row, or
    ``widths``, has not one for each head.
    """
    rows = [*rows]
    for what, found in [("widths", widths), *((f"row {number}", row) for number, row in enumerate(rows, start=1))]:
        if len(found) != len(head):
            raise ValueError(f"a table of {len(head)} columns ({', '.join(head)}): {what} has {len(found)}")
    made = nodes.table("", classes=["letopis-table", *classes])
    if title:
        made += nodes.title("", title)
    group = nodes.tgroup("", cols=len(head))
    for number, width in enumerate(widths):
        spec = nodes.colspec("", colwidth=width)
        if number == 0:
            spec["stub"] = 1
        group += spec
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *[_row(row) for row in rows])
    made += group
    return made


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def visit_folded(self: HTML5Translator, node: nodes.Element) -> None:
    """Blocks to unfold, without a script: by a disclosure, or on narrow screens alone, by a box to tick."""
    if node.get("narrow"):
        words = escape(node["summary"])
        self.body.append(f'<div class="letopis-{node["narrow"]}"><label><input type="checkbox"> {words}</label>\n')
        return
    self.body.append(f'<details class="letopis-folded"><summary>{escape(node["summary"])}</summary>\n')


def depart_folded(self: HTML5Translator, node: nodes.Element) -> None:
    """The end of the blocks."""
    self.body.append("</div>\n" if node.get("narrow") else "</details>\n")
