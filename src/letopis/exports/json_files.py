"""The archive as JSON: the whole in one file, and a file for each record beside its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letopis.exports.material import FORMAT, Material, as_lines
from letopis.model.kinds import Record
from letopis.model.references import Mention

WHOLE = "data/archive.json"
"""Where the whole archive lies, relative to the site."""


def whole(material: Material) -> str:
    """Everything: records, sources, pages, mentions. ``letopis import`` makes an archive of it again."""
    about = material.about
    return as_lines(
        {
            "format": FORMAT,
            "title": about.title,
            "project": about.project,
            "author": about.author,
            "authors": list(about.authors),
            "description": about.description,
            "edition": about.edition,
            "version": about.version,
            "language": about.language,
            "nativeLanguage": about.native_language,
            "homepage": about.base,
            "licences": [licence._asdict() for licence in about.licences],
            "downloads": [{"label": label, "address": address} for label, address in about.downloads],
            "itemReviewed": str(material.reviewed) if material.reviewed else "",
            "relations": [{"key": key} | dict(entry) for key, entry in about.relations.items()],
            "records": [material.record(record) for record in material.archive.records],
            "sources": list(material.sources.values()),
            "pages": [_page(material, docname) for docname in sorted(material.pages)],
            "mentions": [_mention(material, mention) for mention in material.archive.mentions],
        }
    )


def _page(material: Material, docname: str) -> dict[str, Any]:
    page = material.pages[docname]
    made = {"name": docname, "title": page.title, "address": material.page_address(docname)}
    return made if page.text is None else made | {"text": page.text}


def _mention(material: Material, mention: Mention) -> dict[str, str]:
    found = material.archive.resolve(mention.target)
    return {
        "target": str(found.ref if found else material.archive.elsewhere(mention.target) or mention.target),
        "page": mention.docname,
        "address": f"{material.page_address(mention.docname)}#{mention.anchor}",
        "paragraph": mention.near,
        "sentence": material.archive.expand(mention.sentence),
    }


def record_files(material: Material) -> Iterator[tuple[str, str]]:
    """The address and the text of a file for each record: the record, its sources, and what refers to it."""
    archive = material.archive
    for record in archive.records:
        yield material.data_address(record), as_lines(_alone(material, record))


def _alone(material: Material, record: Record) -> dict[str, Any]:
    archive = material.archive
    cited = sorted({citation.key for citation, _ in record.citations()})
    referring = sorted(
        {
            (one.record.ref, one.field, archive.fields_of(one.record)[one.field][1].inverse)
            for one in archive.relations_to(record)
        }
    )
    return {
        "format": FORMAT,
        "archive": material.about.title,
        "edition": material.about.edition,
        "homepage": material.about.base,
        "record": material.record(record),
        "sources": [material.sources[key] for key in cited if key in material.sources],
        "referredToBy": [
            {"record": str(ref), "field": field} | ({"label": label} if label else {})
            for ref, field, label in referring
        ],
        "mentions": [_mention(material, mention) for mention in archive.mentions_of(record)],
    }
