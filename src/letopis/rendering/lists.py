"""Lists of records, and the files a reader can take away."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from letopis.model.kinds import Event, Record
from letopis.queries.narrowing import Question, by_field, by_group, by_period, by_side
from letopis.rendering.narrowing import add_marks, marks_of, narrowed
from letopis.rendering.page import Content, Page, bullets, joined

GROUP = "group"
"""Written among the fields to narrow by: the caption under which a record's page is listed."""


def render_records(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Every record of the kind KEY (``person``) with its summary; ``about`` narrows it to what touches a record.

    With ``narrow``, ``side`` or ``periods`` a web page has fields above the list, with which its reader narrows it.
    """
    kind = page.archive.schema.kinds.get(options["key"])
    if kind is None:
        return []  # said in the check of the view
    found: Sequence[Record] = page.archive.timeline if kind is Event else page.archive.all(kind)
    if "about" in options:
        found = [record for record in found if page.archive.touches(record, options["about"])]
    if not found:
        return []
    items: list[Content] = []
    for record in found:
        # In the printed book a record's summary stands once, at its head.
        summary = "" if page.builder.format == "typst" else page.expand(record.summary)
        items.append([page.link(record), f": {summary}" if summary else ""])
    made = bullets(items, ["letopis-records"])
    questions = _questions(page, found, options) if page.is_laid_out else []
    if not questions:
        return [made]
    made["classes"].append("letopis-narrowed")
    marks = marks_of(questions)
    for record, item in zip(found, made.children, strict=True):
        if isinstance(item, nodes.Element):
            add_marks(item, record.ref, marks)
    return [narrowed(questions, made, len(found))]


def _questions(page: Page, records: Sequence[Record], options: dict[str, str]) -> list[Question]:
    """What can be asked of a list; a question with one answer for all of them is left out."""
    asked: list[Question] = []
    if "side" in options:
        asked.append(by_side(page.archive, records, options["side"]))
    for key in options.get("narrow", "").split():
        if key == GROUP:
            asked.append(by_group(records, captions(page.builder.env)))
        else:
            asked.append(by_field(page.archive, records, key))
    if "periods" in options:
        asked.append(by_period(page.archive, records, options["periods"].split()))
    return [one for one in asked if any(len(choice.records) < len(records) for choice in one.choices)]


def captions(env: BuildEnvironment) -> dict[str, str]:
    """For each page the caption under which it is listed by a page that is not the front page, in the order written."""
    found: dict[str, str] = {}
    for docname in sorted(env.toctree_includes):
        if docname == env.config.root_doc or docname not in env.tocs:
            continue
        for table in env.tocs[docname].findall(addnodes.toctree):
            if caption := str(table.get("caption") or ""):
                for _, listed in table["entries"]:
                    found.setdefault(listed, caption)
    return found


def render_downloads(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Links to the printed book and the EPUB, on the web pages only."""
    if not page.on_web:
        return []
    links = [
        nodes.reference("", label, refuri=address, classes=["letopis-download"], internal=True)
        for label, address in page.downloads
    ]
    return [nodes.paragraph("", "", *joined(links, " "), classes=["letopis-downloads"])] if links else []


def render_contact(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """How to report a mistake without an account on the forge; it says so if the project names no address at all."""
    config = page.builder.config
    address: str = config.letopis_report_address
    if not address:
        if config.html_theme_options.get("repository_url"):
            return []
        foot = " The lines at the foot of each page say what a report needs." if page.is_laid_out else ""
        said = f"This copy names no address for reports: give them to whoever published it.{foot}"
        return [nodes.paragraph("", said, classes=["letopis-contact"])]
    link = nodes.reference("", address.removeprefix("mailto:"), refuri=address)
    words = "Mistakes can also be reported, without an account anywhere, to "
    return [nodes.paragraph("", "", nodes.Text(words), link, nodes.Text("."), classes=["letopis-contact"])]
