"""Lists of records, and the files a reader can take away."""

from __future__ import annotations

from docutils import nodes

from letopis.model.kinds import Event
from letopis.rendering.page import Content, Page, bullets, joined


def render_records(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Every record of the kind KEY (``person``) with its summary; ``about`` narrows it to what touches a record."""
    kind = page.archive.schema.kinds.get(options["key"])
    if kind is None:
        return []  # said in the check of the view
    found = page.archive.timeline if kind is Event else page.archive.all(kind)
    items: list[Content] = []
    for record in found:
        if "about" in options and not page.archive.touches(record, options["about"]):
            continue
        # In the printed book a record's summary stands once, at its head.
        summary = "" if page.builder.format == "typst" else page.expand(record.summary)
        items.append([page.link(record), f": {summary}" if summary else ""])
    return [bullets(items, ["letopis-records"])] if items else []


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
