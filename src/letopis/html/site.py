"""What the pages of one build share: worked out once, when it is first asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.addresses.editions import Shown, shown_edition
from letopis.domain import domain_of
from letopis.html.divided_pages import Places, places_of
from letopis.html.history import Revision, histories
from letopis.html.navigation import Tree
from letopis.model.archive import Archive
from letopis.model.kinds import Record
from letopis.rendering.chapters import Chapter, chapters_of
from letopis.web_pages import lays_out


class Site:
    """The whole archive as the pages see it."""

    def __init__(self, app: Sphinx) -> None:
        """Nothing is worked out yet."""
        self.app = app
        self.env: BuildEnvironment = app.env

    @cached_property
    def archive(self) -> Archive:
        """The records."""
        return domain_of(self.env).archive

    @cached_property
    def divided(self) -> Places:
        """What stands on parts of long pages."""
        return places_of(self.env, self.app.builder) if lays_out(self.app.builder) else {}

    @cached_property
    def tree(self) -> Tree:
        """The order of the pages."""
        return Tree(self.app)

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """The pages that are read one after another."""
        return chapters_of(domain_of(self.env))

    def above(self, docname: str) -> list[str]:
        """The pages above a page, the topmost first, without the root; above a chapter, the page that lists it."""
        found = self.tree.ancestors(docname)
        listing = self.chapters[docname].listing if docname in self.chapters else ""
        if found or listing in {"", self.tree.root}:
            return found
        return [*self.tree.ancestors(listing), listing]

    @cached_property
    def _histories(self) -> dict[str, list[Revision]]:
        if not self.app.config.letopis_revised:
            return {}
        return histories(self.app.srcdir)

    def history(self, docname: str) -> list[Revision]:
        """The commits that changed a page, the last one first, if the history is at hand."""
        if docname not in self.env.all_docs:
            return []
        return self._histories.get(self.env.doc2path(docname, base=False).as_posix(), [])

    def revised(self, docname: str) -> Revision | None:
        """When a page was last changed, if the history is at hand."""
        return next(iter(self.history(docname)), None)

    @cached_property
    def edition(self) -> Shown | None:
        """The edition that the pages belong to, if one has been released."""
        return shown_edition(self.env)

    def title(self, docname: str) -> str:
        """The plain title of a page."""
        return self.env.titles[docname].astext() if docname in self.env.titles else docname

    def expand(self, text: str) -> str:
        """Stored text with the names of the records it links to put in, in one line."""
        return " ".join(self.archive.expand(text).split())

    @cached_property
    def _main_records(self) -> dict[str, Record]:
        """The record of each page that is a record's own."""
        found: dict[str, Record] = {}
        for record in sorted(self.archive.records, key=lambda rec: rec.origin.line):
            if not record.inline:
                found.setdefault(record.origin.docname, record)
        return found

    def main_record(self, docname: str) -> Record | None:
        """The record that a page is about, if it is a record's own page."""
        return self._main_records.get(docname)

    def summary(self, docname: str) -> str:
        """What a page is about, in plain text: its record's summary, or its first paragraph."""
        record = self.main_record(docname)
        own = record.summary if record else ""
        return self.expand(own or domain_of(self.env).stored["first_paragraphs"].get(docname, ""))

    @cached_property
    def _sources(self) -> Counter[str]:
        """How many sources each page cites."""
        return Counter(docname for key in self.archive.bibliography for docname in self.archive.pages_citing(key))

    def source_count(self, docname: str) -> int:
        """How many sources a page cites, in its text or in its records."""
        return self._sources[docname]

    @cached_property
    def _mentions(self) -> dict[str, dict[str, list[Record]]]:
        """For each page and kind, the records its text points at, in the order of their names."""
        found: dict[str, dict[str, dict[str, Record]]] = defaultdict(lambda: defaultdict(dict))
        for mention in self.archive.mentions:
            record = self.archive.resolve(mention.target)
            if record is not None and record.in_index and record != self.main_record(mention.docname):
                found[mention.docname][record.kind][record.key] = record
        order = {
            record.ref: place for kind in self._kinds.values() for place, record in enumerate(self.archive.all(kind))
        }
        return {
            docname: {kind: sorted(kinds[kind].values(), key=lambda rec: order[rec.ref]) for kind in kinds}
            for docname, kinds in found.items()
        }

    def mentioned_on(self, docname: str) -> list[tuple[str, list[Record]]]:
        """What a page's text points at, by kind: ``("People", [...])``."""
        kinds = self._mentions.get(docname, {})
        return [(cls.plural, kinds[kind]) for kind, cls in self._kinds.items() if kind in kinds]

    @property
    def _kinds(self) -> dict[str, type[Record]]:
        return self.archive.schema.kinds


_SITES: WeakKeyDictionary[BuildEnvironment, Site] = WeakKeyDictionary()


def site_of(app: Sphinx) -> Site:
    """The site of the build under way."""
    site = _SITES.get(app.env)
    if site is None or site.app is not app:
        site = _SITES[app.env] = Site(app)
    return site


def forget_site(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-updated``: pages have been read, so whatever was worked out before no longer holds."""
    _SITES.pop(env, None)
