"""What catalogues and stores of data are told of an edition: CITATION.cff, Zenodo, DataCite; all from `conf.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sphinx.config import Config

from letopis.addresses.ledger import Change, Edition

LICENCE: Final = "CC-BY-4.0"
"""The default of ``letopis_licence``."""


def _authors(config: Config) -> list[str]:
    named = config.letopis_cite_authors or [config.author]
    return [str(name) for name in named if name and name != "unknown"]


def _version(edition: Edition) -> str:
    return f"{edition.number} ({edition.version})" if edition.version else str(edition.number)


def _summary(config: Config) -> str:
    return str(config.letopis_book_description or config.project)


def citation_file(config: Config, edition: Edition, path: Path) -> str:
    """CITATION.cff: the one that is there with the version and day of this edition, or a new one."""
    quoted = json.dumps(_version(edition), ensure_ascii=False)
    stamps = {"version": quoted, "date-released": edition.day.isoformat()}
    if config.html_baseurl:
        stamps["url"] = json.dumps(config.html_baseurl)
    if path.is_file():
        text = path.read_text(encoding="utf-8")
    else:
        names = "".join(
            f"  - name: {json.dumps(name, ensure_ascii=False)}\n" for name in _authors(config) or ["unknown"]
        )
        text = (
            'cff-version: 1.2.0\nmessage: "If you use this archive or its data, please cite it."\n'
            f"title: {json.dumps(config.project, ensure_ascii=False)}\ntype: dataset\nauthors:\n{names}"
            f"license: {config.letopis_licence}\n"
        )
    for key, value in stamps.items():
        line = f"{key}: {value}"
        there = re.search(rf"(?m)^{key}:.*$", text)
        text = f"{text[: there.start()]}{line}{text[there.end() :]}" if there else f"{text.rstrip()}\n{line}\n"
    return text


def deposit_files(config: Config, edition: Edition, changes: Iterable[Change]) -> dict[str, str]:
    """By name the files for a deposit: `zenodo.json`, `datacite.json` (schema 4.5), and `changes.md`."""
    return {
        "zenodo.json": _json(_zenodo(config, edition)),
        "datacite.json": _json(_datacite(config, edition)),
        "changes.md": changes_text(config, edition, changes),
    }


def changes_text(config: Config, edition: Edition, changes: Iterable[Change]) -> str:
    """What an edition changed, as a text for the notes of a release."""
    lines = [f"# {config.project}: edition {edition.number}, {edition.day.isoformat()}", ""]
    for change in changes:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        lines.append(f"- {change.what}: {change.of}{fields}")
    if len(lines) == 2:
        lines.append("The first edition." if edition.number == 1 else "Nothing in the records changed.")
    return "\n".join(lines) + "\n"


def _zenodo(config: Config, edition: Edition) -> dict[str, Any]:
    related = [{"identifier": config.html_baseurl, "relation": "isAlternateIdentifier"}] if config.html_baseurl else []
    return {
        "upload_type": "dataset",
        "title": config.project,
        "creators": [{"name": name} for name in _authors(config)],
        "description": _summary(config),
        "version": _version(edition),
        "publication_date": edition.day.isoformat(),
        "license": str(config.letopis_licence).lower(),
        "language": config.language or "en",
        "related_identifiers": related,
    }


def _datacite(config: Config, edition: Edition) -> dict[str, Any]:
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Archive", "resourceTypeGeneral": "Dataset"},
        "titles": [{"title": config.project}],
        "creators": [{"name": name, "nameType": "Organizational"} for name in _authors(config)],
        "publisher": {"name": next(iter(_authors(config)), config.project)},
        "publicationYear": edition.day.year,
        "dates": [{"date": edition.day.isoformat(), "dateType": "Issued"}],
        "version": _version(edition),
        "language": config.language or "en",
        "descriptions": [{"description": _summary(config), "descriptionType": "Abstract"}],
        "rightsList": [{"rightsIdentifier": config.letopis_licence, "rightsIdentifierScheme": "SPDX"}],
        **({"url": config.html_baseurl} if config.html_baseurl else {}),
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
