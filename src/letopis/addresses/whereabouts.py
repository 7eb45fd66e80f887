"""Where each address that was ever published leads today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from sphinx.environment import BuildEnvironment

from letopis.addresses.former import formers_of
from letopis.addresses.ledger import Published
from letopis.addresses.ledger_file import ledger_of
from letopis.addresses.parts_of_page import ALIKE
from letopis.diagnostics import SourceLocation
from letopis.domain import app_of, domain_of
from letopis.model.ids import likeness, source_id
from letopis.model.kinds import Record
from letopis.model.parts import FIGURE, HEADING, PARAGRAPH, TABLE, Part

YIELDING: Final = frozenset({PARAGRAPH, TABLE, FIGURE})
"""Parts that may vanish: their addresses then lead to the heading they stood under."""


class Place(NamedTuple):
    """A page, and an id on it; an empty id is the page as a whole."""

    docname: str
    id: str


class Whereabouts:
    """The addresses of an archive whose pages have all been read, and the way from the former to those of today."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Nothing is worked out yet."""
        self.env = env
        self.domain = domain_of(env)
        self.ledger = ledger_of(app_of(env))

    # -- what there is today
    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """The parts of each page."""
        return dict(self.domain.stored["parts"])

    @cached_property
    def ids(self) -> dict[str, dict[str, str]]:
        """For each page its ids, each with the first of the same part."""
        found: dict[str, dict[str, str]] = {docname: {} for docname in self.env.found_docs}
        for docname, parts in self.parts.items():
            for part in parts:
                found[docname] |= dict.fromkeys((part.id, *part.others), part.id)
        for record in self.domain.archive.records:
            found[record.origin.docname][record.anchor] = record.anchor
        for name, docname in self._sources.items():
            found[docname][name] = name
        for docname, names in self.of_views.items():
            found[docname] |= {name: name for name in names}
        return found

    @cached_property
    def of_views(self) -> dict[str, list[str]]:
        """For each page the ids that its views make, such as those of days: they hang on the options alone."""
        ids = self.domain.registry.ids
        return {
            docname: [name for call in self.domain.views_on(docname) for name in ids(call.name, call.options)]
            for docname in sorted(self.domain.stored["views"])
        }

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The id of each source that is listed, and the page of the list."""
        if "cite" not in self.env.domains:
            return {}
        citations = self.env.get_domain("cite").citations  # type: ignore[attr-defined]
        return {one.citation_id: one.bibliography_key.docname for one in reversed(citations)}

    @cached_property
    def _former_sources(self) -> dict[str, str]:
        """The ids of sources under the keys that they had: those that the field ``ids`` of an entry lists."""
        found: dict[str, str] = {}
        for key, source in self.domain.archive.bibliography.items():
            for old in source.fields.get("ids", "").split(","):
                if old.strip():
                    found[source_id(old.strip())] = source_id(key)
        return found

    @cached_property
    def _paragraphs(self) -> dict[str, tuple[str, Part]]:
        """Paragraphs by id, with their pages."""
        return {
            part.id: (docname, part)
            for docname in sorted(self.parts, reverse=True)
            for part in self.parts[docname]
            if part.kind == PARAGRAPH
        }

    # -- what has moved
    @cached_property
    def moved_parts(self) -> dict[tuple[str, str], Place]:
        """Where a former address of a part leads."""
        return {(one.old_page, one.old_id): Place(one.docname, one.id) for one in formers_of(self.env) if one.old_id}

    @cached_property
    def moved_pages(self) -> dict[str, tuple[Place, SourceLocation | None]]:
        """Where the address of a page that is no more leads, and who says so (``None``: the settings)."""
        found: dict[str, tuple[Place, SourceLocation | None]] = {}
        for record in self.domain.archive.records:
            found |= {old: (Place(record.origin.docname, ""), record.origin) for old in _former_pages(record)}
        for one in formers_of(self.env):
            if not one.old_id:
                first = self.parts.get(one.docname, [Part("", "", 0)])[0].id
                found[one.old_page] = (Place(one.docname, "" if one.id == first else one.id), one.place)
        for old, new in app_of(self.env).config.letopis_redirects.items():
            docname, _, name = str(new).partition("#")
            found[str(old)] = (Place(docname, name), None)
        return found

    # -- the way
    def find(self, docname: str, name: str, beyond: frozenset[tuple[str, str]] = frozenset()) -> Place | None:
        """Where an address leads today; ``None`` if nobody has said."""
        if (docname, name) in beyond:
            return None
        if docname in self.ids and (not name or name in self.ids[docname]):
            return Place(docname, self.ids[docname].get(name, ""))
        beyond |= {(docname, name)}
        if place := self.moved_parts.get((docname, name)):
            return self.find(*place, beyond) or place
        if place := self._elsewhere(name):
            return place
        if docname in self.moved_pages and docname not in self.ids:
            new = self.moved_pages[docname][0]
            return self.find(new.docname, name or new.id, beyond)
        return None

    def _elsewhere(self, name: str) -> Place | None:
        """Records, sources and paragraphs are what they are on whatever page they stand."""
        kind, _, key = name.partition("-")
        record = self.domain.archive.named(kind, key) if kind in self.domain.archive.schema.kinds else None
        if record is not None:
            return Place(record.origin.docname, record.anchor)
        now = self._former_sources.get(name, name)
        if now in self._sources:
            return Place(self._sources[now], now)
        if name in self._paragraphs:
            return Place(self._paragraphs[name][0], name)
        return None

    def lead(self, one: Published) -> Place | None:
        """Where a published address leads: a paragraph that is gone to one that is alike, or else to its heading."""
        place = self.find(one.docname, one.id)
        if place is None and one.kind == HEADING and not one.note("under"):
            return self.find(one.docname, "")  # the title of a page
        if place is not None or one.kind not in YIELDING:
            return place
        return self._alike(one) or self.find(one.docname, one.note("under")) or self.find(one.docname, "")

    def _alike(self, one: Published) -> Place | None:
        """A new paragraph that says much the same, on any page."""
        sketch = one.note("sketch")
        found = sorted(
            (-likeness(sketch, part.sketch), docname, part.id) for docname, part in self._new_paragraphs
        ) if sketch else []  # fmt: skip
        return Place(*found[0][1:]) if found and -found[0][0] >= ALIKE else None

    @cached_property
    def _new_paragraphs(self) -> list[tuple[str, Part]]:
        return [
            (docname, part)
            for docname, parts in sorted(self.parts.items())
            for part in parts
            if part.kind == PARAGRAPH and f"{docname}#{part.id}" not in self.ledger.published
        ]

    # -- what pages must have
    @cached_property
    def led_on(self) -> dict[str, dict[str, Place]]:
        """For each page of today or of former times the ids that are not there any more, and where they lead."""
        found: defaultdict[str, dict[str, Place]] = defaultdict(dict)
        for one in self.ledger.published.values():
            if one.id and one.id not in self.ids.get(one.docname, {}) and (place := self.lead(one)):
                found[one.docname][one.id] = place
        for docname, name in self.moved_parts:
            if name not in self.ids.get(docname, {}) and (place := self.find(docname, name)):
                found[docname][name] = place
        for text in self.domain.archive.texts:
            here = text.place.docname
            found[here] |= {old: Place(here, now) for old, now in self.domain.archive.ids_by_other_keys(text)}
        return {docname: dict(sorted(some.items())) for docname, some in sorted(found.items())}

    def lost(self) -> Iterator[Published]:
        """What was published, may not vanish, and leads nowhere."""
        for one in self.ledger.published.values():
            if one.kind not in YIELDING and self.lead(one) is None:
                yield one


def _former_pages(record: Record) -> Iterator[str]:
    """The pages of a record under the keys that it had, if its page is called by its key."""
    folder, _, name = record.origin.docname.rpartition("/")
    if not record.inline and name == record.key:
        for alias in record.alias:
            yield f"{folder}/{alias.value.key}" if folder else alias.value.key


_KNOWN: WeakKeyDictionary[BuildEnvironment, Whereabouts] = WeakKeyDictionary()


def whereabouts_of(env: BuildEnvironment) -> Whereabouts:
    """Those of the build under way. Ask only when every page has been read."""
    if env not in _KNOWN:
        _KNOWN[env] = Whereabouts(env)
    return _KNOWN[env]


def forget_whereabouts(_app: object, env: BuildEnvironment, *_more: object) -> None:
    """``env-updated`` and ``env-before-read-docs``: pages are read, so what was worked out before no longer holds."""
    _KNOWN.pop(env, None)
