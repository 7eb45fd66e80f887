"""What a reader sees of a page or a record before following a link to it.

Made once, at the end of the build, from the records alone: a small script for each page, fetched
when a link to that page is pointed at. A script and not JSON, since a page that lies in a folder
may load scripts beside it, but no data. Nothing of it is needed to read the archive.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from pybtex.richtext import BaseMultipartText, BaseText, Tag
from sphinx.application import Sphinx

from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of
from letopis.incremental.build_stamps import needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest
from letopis.model.kinds import Claim, Person, Question, Record, Term
from letopis.other_archives import previews_elsewhere
from letopis.rendering.claims import claim_label
from letopis.rendering.subtitle import kind_line

FOLDER: Final = "letopis/previews"
"""Below the folder of static files."""

ELSEWHERE: Final = "-"
"""Before the name of another archive: no page is called so."""

Preview = dict[str, Any]


def write_previews(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the previews of every page."""
    if exception is not None or not uses_our_theme(app):
        return
    folder = Path(app.outdir) / "_static" / FOLDER
    input_digest = _made_from(site_of(app))
    if not needs_writing(app, "previews", input_digest, folder):
        return
    elsewhere = {f"{ELSEWHERE}{name}": found for name, found in _elsewhere(site_of(app)).items()}
    found = {_name_at(app, docname): previews for docname, previews in all_previews(site_of(app)).items()}
    for name, previews in sorted((found | elsewhere).items()):
        path = folder / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(previews, ensure_ascii=False, separators=(",", ":"))
        path.write_text(f"letopisPreview({json.dumps(name)},{data});\n", encoding="utf-8")
    note_written(app, "previews", input_digest)


def _name_at(app: Sphinx, docname: str) -> str:
    """What a script makes of the address of a page (`previews.js`): ``people`` of ``people/``, with ``dirhtml``."""
    return unquote(app.builder.get_target_uri(docname)).removesuffix(".html").rstrip("/") or "index"


def _made_from(site: Site) -> str:
    """A digest of all that previews show: records, titles, sources, and the first paragraphs of other pages."""
    first = [(doc, site.summary(doc)) for doc in sorted(site.env.found_docs) if not _has_own(site.main_record(doc))]
    return digest(
        archive_digest(site.env), first, sorted(_elsewhere(site).items()), site.app.config.letopis_native_language
    )


def _elsewhere(site: Site) -> dict[str, dict[str, Preview]]:
    """The records of other archives that pages link to: by the name of the archive, then by their addresses."""
    language = site.app.config.letopis_native_language
    found = previews_elsewhere(site.app, site.archive.named_elsewhere)
    return {
        name: {at: one | ({"language": language} if "native" in one else {}) for at, one in previews.items()}
        for name, previews in found.items()
    }


def _has_own(record: Record | None) -> bool:
    """Whether a page is that of a record with a summary of its own."""
    return record is not None and bool(record.summary)


def all_previews(site: Site) -> dict[str, dict[str, Preview]]:
    """By page: the page itself under the empty name, and each record under its id."""
    found: dict[str, dict[str, Preview]] = defaultdict(dict)
    for docname in site.env.found_docs:
        summary = site.summary(docname)
        if summary:
            found[docname][""] = {"title": site.title(docname), "text": summary}
    for record in site.archive.records:
        preview = preview_of(site, record)
        for name in (record.anchor, *(f"{record.kind}-{alias.value.key}" for alias in record.alias)):
            found[_page(site, record.origin.docname, name)][name] = preview
    for docname, anchor, entry in _sources(site):
        found[_page(site, docname, anchor)][anchor] = preview_of_source(entry)
    return dict(found)


def _page(site: Site, docname: str, anchor: str) -> str:
    """The page on which something stands: a part, if its page is divided."""
    place = site.divided.get(docname, {}).get(anchor)
    return place.part if place else docname


def _sources(site: Site) -> Iterator[tuple[str, str, BaseText]]:
    """The entries of the list of sources: page, id, text."""
    if "cite" in site.env.domains:
        for citation in site.env.get_domain("cite").citations:  # type: ignore[attr-defined]
            yield citation.bibliography_key.docname, citation.citation_id, citation.formatted_entry.text


def preview_of_source(entry: BaseText) -> Preview:
    """The text of an entry, and what of it is in italics, in its order."""
    italics = list(_italics(entry))
    return {"text": str(entry)} | ({"italics": italics} if italics else {})


def _italics(text: BaseText) -> Iterator[str]:
    if isinstance(text, Tag) and text.name == "em":
        yield str(text)
    elif isinstance(text, BaseMultipartText):
        for part in text.parts:
            yield from _italics(part)


def preview_of(site: Site, record: Record) -> Preview:
    """A record in a few words; what is empty is left out."""
    preview: Preview = {
        "title": record.name,
        "native": record.native.value if record.native else "",
        "language": site.app.config.letopis_native_language if record.native else "",
        "line": ", ".join(kind_line(site.archive, record)),
        "text": site.expand(record.summary),
    }
    match record:
        case Person() if record.role:
            preview["line"] += f". {record.role.value}"
        case Term() if record.expansion:
            preview["line"] += f": {record.expansion.value}"
        case Claim():
            preview["title"] = claim_label(record)
            preview["text"] = record.statement.value if record.statement else preview["text"]
            if record.verdict:
                preview["verdict"] = record.verdict.value.key
        case Question() if record.statement:
            preview["text"] = record.statement.value
    return {name: text for name, text in preview.items() if text}
