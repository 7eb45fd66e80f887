"""Editions: what a release freezes, what it changed since the one before, and which of them a build shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sphinx.environment import BuildEnvironment

from letopis.addresses.ledger import Change, Edition, Published
from letopis.addresses.ledger_file import ledger_of
from letopis.addresses.publishing import DIGESTS
from letopis.domain import app_of
from letopis.model.archive import Archive
from letopis.model.months import MONTHS


class Shown(NamedTuple):
    """The edition that a build shows; ``exactly`` is false if the sources were changed since it was made."""

    edition: Edition
    exactly: bool

    @property
    def words(self) -> str:
        """``edition 2 of 1 December 2026``, or ``edition 2 of 1 December 2026, changed since``."""
        day = self.edition.day
        name = f"edition {self.edition.number} of {day.day} {MONTHS[day.month - 1]} {day.year}"
        return name if self.exactly else f"{name}, changed since"


def shown_edition(env: BuildEnvironment) -> Shown | None:
    """The last edition in the ledger, if there is one."""
    latest = ledger_of(app_of(env)).latest
    return Shown(latest, latest.digest == content_digest(env)) if latest else None


def content_digest(env: BuildEnvironment) -> str:
    """A digest of every page and every file of sources, as they are written; line ends of Windows count for none."""
    app = app_of(env)
    files = {docname: Path(str(env.doc2path(docname))) for docname in env.found_docs}
    files |= {
        f"sources {name}": Path(app.confdir) / name for name in getattr(app.config, "bibtex_bibfiles", None) or ()
    }
    digest = blake2b(digest_size=10)
    for name, path in sorted(files.items()):
        text = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def changes_between(
    before: Mapping[str, Published], now: Mapping[str, Published], edition: int, renamed: Mapping[str, str]
) -> list[Change]:
    """What an edition adds, changes and removes: records and sources with the fields that changed, and texts of pages.

    ``renamed`` leads from the former name of a record (``person:ada``) to that of today; its key then counts as changed.
    """
    old, new = dict(_told(before)), dict(_told(now))
    for former, name in renamed.items():
        if former in old and former not in new and name in new and name not in old:
            old[name] = _with_other_key(old.pop(former))
    found = [Change(edition, "added", name) for name in new.keys() - old.keys()]
    found += [Change(edition, "removed", name) for name in old.keys() - new.keys()]
    for name in old.keys() & new.keys():
        was, is_now = _fields(old[name]), _fields(new[name])
        if was != is_now:
            fields = sorted(field for field in was.keys() | is_now.keys() if was.get(field) != is_now.get(field))
            found.append(Change(edition, "changed", name, tuple(fields)))
    return sorted(found)


def _told(published: Mapping[str, Published]) -> Iterator[tuple[str, Published]]:
    """What a list of changes names: ``person:ada``, ``source:Shubin``, ``page:people/ada``."""
    for one in published.values():
        if not one.note(DIGESTS):
            continue  # an address of earlier editions: what it stood for has gone, or has another
        match one.kind:
            case "record":
                yield one.id.replace("-", ":", 1), one
            case "source":
                yield f"source:{one.note('key')}", one
            case "page":
                yield f"page:{one.docname}", one


def _with_other_key(one: Published) -> Published:
    notes = tuple((name, f"key=former,{value}" if name == DIGESTS else value) for name, value in one.notes)
    return one._replace(notes=notes)


def former_names(archive: Archive) -> dict[str, str]:
    """From the former name of each renamed record (``person:ada``) to that of today."""
    return {
        f"{record.kind}:{alias.value.key}": f"{record.kind}:{record.key}"
        for record in archive.records
        for alias in record.alias
    }


def _fields(one: Published) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in one.note(DIGESTS).split(",") if pair)
