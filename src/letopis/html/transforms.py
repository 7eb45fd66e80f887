"""What is done to a page before it is written as HTML: headings, tables, permanent links, boxes to cite from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.domain import app_of
from letopis.html.citation_data import cite_record
from letopis.html.history import credits_of
from letopis.html.long_pages import depth_of, fold_long_page
from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of
from letopis.language import mark_language
from letopis.model.kinds import Claim, Record, Term, Vote
from letopis.page_nodes import PageNodes
from letopis.rendering.chapters import CHAPTER
from letopis.rendering.claims import claim_label
from letopis.rendering.subtitle import kind_line

HEADINGS = ("letopis-heading", "letopis-name")
"""Rubrics that head what stands below them, so that they can be found as headings."""


class ListValues(SphinxPostTransform):
    """Sets several values of one fact below one another; in print they run on."""

    default_priority = 4
    """With the views (4) and registered after them; before notes (5) draw the semicolons to themselves."""

    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Divide what consists of several dated or linked values."""
        if not uses_our_theme(app_of(self.env)):
            return
        for facts in list(self.document.findall(nodes.field_list)):
            if "letopis-facts" not in facts["classes"]:
                continue
            for paragraph in [par for field in facts for par in field.findall(nodes.paragraph)]:
                values = _divided(paragraph)
                if len(values) > 1 and len(paragraph) > 2 * len(values):
                    items = [nodes.list_item("", nodes.paragraph("", "", *value)) for value in values]
                    paragraph.replace_self(nodes.bullet_list("", *items, classes=["letopis-values"], bullet="*"))


def _divided(paragraph: nodes.Element) -> list[list[nodes.Node]]:
    """The content of a paragraph between its semicolons."""
    values: list[list[nodes.Node]] = [[]]
    for child in paragraph.children:
        if isinstance(child, nodes.Text) and str(child) == "; ":
            values.append([])
        else:
            values[-1].append(child)
    return values


class DecoratePage(SphinxPostTransform):
    """Prepares a page for the reading edition; other builders never see this."""

    default_priority = 20
    """After views (4), notes (5), lists of sources (6) and references (10) have put everything on the page."""

    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Dress the page."""
        app = app_of(self.env)
        if not uses_our_theme(app):
            return
        site = site_of(app)
        found = PageNodes(self.document)
        # The text of pages is marked when they are read; what views have put on them since, here.
        mark_language(found.of(nodes.Text), app.config.letopis_native_language)
        make_headings(found)
        if not found.with_class(nodes.container, "letopis-record"):
            name_headings(self.document, found)
        boxes = found.with_class(nodes.container, "letopis-record")
        keep_aliases(self.document, boxes, site)
        for link in found.of(nodes.reference):
            unwrap(link)
        for table in found.of(nodes.table):
            # Widths in per cent suit paper. A screen sets columns by what is in them, and the style sheet may help.
            table["classes"].append("colwidths-auto")
            name_cells(table)
        for note in found.of(nodes.footnote):
            # One way back is enough: a source cited thirty times would head its note with thirty numbers.
            del note["backrefs"][1:]
        for notes in found.with_class(nodes.container, "letopis-notes"):
            if "notes" not in self.document.ids:
                notes["ids"].append("notes")
        mark_page_record(boxes)
        add_dateline(found, site, self.env.docname)
        for box in boxes:
            add_cite_box(box, site)
        if self.env.docname not in site.divided:
            fold_long_page(found)


def unwrap(link: nodes.reference) -> None:
    """Take out the mark that Sphinx puts around the words of each link: on a long page it is a tenth of the whole."""
    inner = link[0] if len(link) == 1 else None
    if isinstance(inner, nodes.inline) and {"xref", "doc"} & set(inner["classes"]) and not inner["ids"]:
        link[:] = inner.children


MOST_CELLS = 400
"""A larger table stays a table on a narrow screen too: the words of its head in every row would weigh too much."""


def name_cells(table: nodes.table) -> None:
    """Put the head of its column into each cell but the first, for narrow screens, where a row is shown as a card."""
    rows = list(table.findall(nodes.row))
    head = rows[0].children if rows and isinstance(rows[0].parent, nodes.thead) else []
    plain = all(len(row) == len(head) for row in rows) and not list(table.findall(_spans))
    if (
        not plain
        or len(head) < FEWEST_COLUMNS
        or len(rows) * len(head) > MOST_CELLS
        or OWN_FORM & set(table["classes"])
    ):
        return
    table["classes"].append("letopis-cards")
    names = [cell.astext() for cell in head]
    for row in rows[1:]:
        for name, cell in list(zip(names, row.children, strict=True))[1:]:
            if name and isinstance(cell, nodes.Element) and cell.astext() and isinstance(cell[0], nodes.paragraph):
                cell[0].insert(0, nodes.inline("", f"{name}: ", classes=["letopis-cell-head"]))


FEWEST_COLUMNS = 3
"""Two columns fit a narrow screen as they are."""

OWN_FORM = {"letopis-timeline", "letopis-register", "letopis-matrix"}
"""Tables for which the style sheet has a form of their own."""


def _spans(node: nodes.Node) -> bool:
    return isinstance(node, nodes.entry) and bool(node.get("morecols") or node.get("morerows"))


def make_headings(found: PageNodes) -> None:
    """Give rubrics of ours, and the statements of claims, the rank that their place on the page gives them."""
    for rubric in found.of(nodes.rubric):
        if any(name in HEADINGS for name in rubric["classes"]):
            rubric["heading-level"] = min(6, depth_of(rubric) + 1)
    for statement in found.with_class(nodes.paragraph, "letopis-statement"):
        heading = nodes.rubric("", "", *_unwrapped(statement), classes=["letopis-statement"])
        heading["heading-level"] = min(6, depth_of(statement) + 1)
        statement.replace_self(heading)


def name_headings(document: nodes.document, found: PageNodes) -> None:
    """Give an id, made of its words, to each heading that a view has made: the list of what is on the page leads there."""
    for rubric in found.of(nodes.rubric):
        if "letopis-heading" in rubric["classes"] and not rubric["ids"]:
            name = nodes.make_id(rubric.astext())
            if name and name not in document.ids:
                rubric["ids"] = [name]
                document.ids[name] = rubric


def _unwrapped(paragraph: nodes.Element) -> list[nodes.Node]:
    """The content of a paragraph that is strong as a whole: as a heading it need not be."""
    inner = paragraph.children
    return list(inner[0].children) if len(inner) == 1 and isinstance(inner[0], nodes.strong) else list(inner)


def keep_aliases(document: nodes.document, boxes: Iterable[nodes.container], site: Site) -> None:
    """A record that was renamed is still found under its former id."""
    for box in boxes:
        record = record_of(box, site)
        if record is not None:
            former = [f"{record.kind}-{alias.value.key}" for alias in record.alias]
            box["ids"] += [name for name in former if name not in document.ids]


def mark_page_record(boxes: Iterable[nodes.container]) -> None:
    """Mark the record that begins its page: who follows a link to it shall see the page's heading, too."""
    for box in boxes:
        above = box.parent.children[: box.parent.index(box)]
        heading, *others = above or [None]
        if (
            isinstance(heading, nodes.title)
            and isinstance(box.parent.parent, nodes.document)
            and all(isinstance(node, nodes.Invisible | nodes.target) for node in others)
        ):
            box["classes"].append("letopis-whole")


def record_of(box: nodes.Element, site: Site) -> Record | None:
    """The record a box shows."""
    for name in box["ids"]:
        kind, _, key = name.partition("-")
        if (record := site.archive.named(kind, key)) is not None:
            return record
    return None


def add_dateline(found: PageNodes, site: Site, docname: str) -> None:
    """Under the title: what the page is about and when that was, how many sources it cites, when it was changed."""
    section = next(found.of(nodes.section), None)
    if section is None or docname == site.tree.root:
        return
    parts = list(_dateline(found, site, docname))
    if not parts:
        return
    line = next((one for one in section[1:2] if isinstance(one, nodes.paragraph) and CHAPTER in one["classes"]), None)
    if line is None:  # else what is said of the page as a chapter begins the line
        line = nodes.paragraph("", "", classes=["letopis-dateline"])
        section.insert(1, line)
    for part in parts:
        line += [nodes.Text(" · "), part] if len(line) else [part]


def _dateline(found: PageNodes, site: Site, docname: str) -> Iterator[nodes.Node]:
    record = site.main_record(docname)
    if record is not None:
        for words in kind_line(site.archive, record):
            yield nodes.inline("", words, classes=["letopis-date"])
    count = site.source_count(docname)
    listed = found.with_class(nodes.bullet_list, "letopis-bibliography")
    if count and not listed:  # the page that lists the sources is not to be counted by the few it cites
        words = "1 source" if count == 1 else f"{count} sources"
        has_notes = any("notes" in box["ids"] for box in found.of(nodes.container))
        yield nodes.reference("", words, refuri="#notes", internal=True) if has_notes else nodes.inline("", words)
    revised = site.revised(docname)
    if revised:
        yield nodes.inline("", f"revised {revised.words}", classes=["letopis-date"])
        named = credits_of(site.history(docname)).words if site.app.config.letopis_credits else ""
        if named:
            yield nodes.inline("", named, classes=["letopis-credits"])


def add_cite_box(box: nodes.Element, site: Site) -> None:
    """A record that shares its page, such as a claim, is cited by itself, and linked to by itself.

    Entries of a glossary are many and short: they are cited with their page and its paragraph.
    """
    record = record_of(box, site)
    if record is None or isinstance(record, Term) or not (record.inline or isinstance(record, Claim | Vote)):
        return
    label = claim_label(record) if isinstance(record, Claim) else record.name
    name = escape(f"Link to {label}")
    link = f'<a class="headerlink" href="#{record.anchor}" aria-label="{name}" title="{name}">#</a>'
    heads = [child for child in box.children if isinstance(child, nodes.TextElement)]
    if heads:
        heads[0] += nodes.raw("", link, format="html")
    box += nodes.raw("", cite_record(site, record, label), format="html")
