"""Which pages are written again although nothing changed on them: those that show what did.

Every page has a fingerprint of what it shows of the rest of the archive: its views as they are drawn,
the records it links to, the sources it cites, the titles of pages. A page whose fingerprint differs
from the one it was last written with is written again, and no other. Drawing all views of all pages
takes a while; so beside the fingerprint is kept what it was made from, and where that is the same,
the fingerprint is too. What was written lies beside the doctrees, by output folder, and is put there
only when a build has ended well: a build that was broken off leaves no page behind as fresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from letopis.domain import LetopisDomain, domain_of
from letopis.model.kinds import Record
from letopis.model.values import Ref
from letopis.nodes import view
from letopis.rendering import RENDERERS
from letopis.rendering.page import Page
from letopis.rendering.sources import uses_of

_OF_RECORDS: Final = frozenset({"facts", "related", "beneath"})
"""Views of one record, of which it is known what they show. The others may show anything."""


class Print(NamedTuple):
    """What a page shows of the archive, and from what that was worked out; empty if it may be anything."""

    made_from: str
    shown: str


Prints = dict[str, Print]
"""Page and fingerprint."""


class Refresher:
    """The fingerprints of one build: connects to Sphinx's events in the order of their methods."""

    def __init__(self) -> None:
        """Nothing has been read or written yet."""
        self._now: Prints = {}
        self._written: set[str] = set()

    def connect(self, app: Sphinx) -> None:
        """Compare after sphinxcontrib-bibtex (500) has set the sources, whose labels count too."""
        app.connect("env-updated", self.compare, priority=900)
        app.connect("doctree-resolved", self.note_written)
        app.connect("build-finished", self.keep)

    def compare(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """``env-updated``: the pages that show something new."""
        self._written.clear()
        last = _read(app).get(_output(app), {})
        self._now = dict(fingerprints(app.builder, last))
        return [doc for doc, now in self._now.items() if doc not in last or last[doc].shown != now.shown]

    def note_written(self, _app: Sphinx, _document: nodes.document, docname: str) -> None:
        """``doctree-resolved``, which Sphinx sends from the first process, however many write."""
        self._written.add(docname)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """``build-finished``: remember what the pages now show."""
        if exception is not None or not self._now:
            return
        kept = _read(app)
        last = kept.get(_output(app), {})
        kept[_output(app)] = {
            docname: now if docname in self._written else last[docname]._replace(made_from=_still(now, last[docname]))
            for docname, now in self._now.items()
            if docname in self._written or docname in last
        }
        _file(app).write_text(json.dumps(kept, indent=0, sort_keys=True), encoding="utf-8")


def _still(now: Print, last: Print) -> str:
    """What a page that was not written can be taken to be made from."""
    return now.made_from if now.shown == last.shown else last.made_from


def fingerprints(builder: Builder, last: Prints) -> Iterator[tuple[str, Print]]:
    """Every page, in order, with the fingerprint of what it shows of the others; ``last`` is what was kept."""
    env = builder.env
    domain = domain_of(env)
    records = {record.ref: _digest(_told(record)) for record in reversed(domain.archive.records)}
    sources = _sources(env)
    everywhere = _digest(sorted((doc, title.astext()) for doc, title in env.titles.items()), _order(env))
    known = _digest(everywhere, records, _as_written(domain), sources)
    listing = {key.docname for key in _cite(env).bibliographies} if "cite" in env.domains else set()
    for docname in sorted(env.found_docs):
        made_from = "" if docname in listing else _made_from(domain, known, docname)
        if made_from and docname in last and last[docname].made_from == made_from:
            yield docname, last[docname]
            continue
        drawn = _drawn(domain, builder, docname)
        linked = {Ref(link["reftype"], link["reftarget"]) for node in drawn for link in node.findall(pending_xref)}
        linked |= {mention.target for mention in domain.mentions_on(docname)}
        found = sorted({record.ref for ref in linked if (record := domain.archive.resolve(ref))})
        keys = sorted(set(sources) if docname in listing else domain.sources_on(docname))
        shown = _digest(
            everywhere,
            [list(_signature(node)) for node in drawn],
            [(ref, records[ref]) for ref in found],
            [(key, sources.get(key)) for key in keys],
            [list(_signature(node)) for node in _listed(domain, builder, docname, keys)] if docname in listing else (),
        )
        yield docname, Print(made_from, shown)


def _made_from(domain: LetopisDomain, known: str, docname: str) -> str:
    """A digest of all that the views of a page's own records can show; empty if it has others."""
    views = domain.views_on(docname)
    if any(shown.name not in _OF_RECORDS for shown in views):
        return ""
    # On which line a mention stands is not shown.
    mentions = [
        [(one.docname, one.near, one.anchor, one.sentence) for one in domain.archive.mentions_of(record)]
        for record in domain.records_of(docname)
    ]
    links = sorted({mention.target for mention in domain.mentions_on(docname)})
    return _digest(
        known, mentions, links, sorted(domain.sources_on(docname)), [(one.name, one.options) for one in views]
    )


def _as_written(domain: LetopisDomain) -> list[Ref]:
    """The records in the order in which they are written, in which some are listed."""
    written = sorted(domain.archive.records, key=lambda record: (record.place.docname, record.place.line))
    return [record.ref for record in written]


def _signature(node: nodes.Node) -> Iterator[object]:
    """All that can be seen of a node, at less cost than that of printing it."""
    if isinstance(node, nodes.Element):
        yield node.tagname
        yield node.attributes
        for child in node.children:
            yield from _signature(child)
    else:
        yield str(node)


def _drawn(domain: LetopisDomain, builder: Builder, docname: str) -> list[nodes.Node]:
    """What the views of a page show, before links are resolved."""
    drawn: list[nodes.Node] = []
    for shown in domain.views_on(docname):
        marker = view("", view=shown.name, options=shown.options, docname=docname)
        drawn += RENDERERS[shown.name](Page(domain.archive, builder, marker), shown.options)
    return drawn


def _listed(domain: LetopisDomain, builder: Builder, docname: str, keys: list[str]) -> list[nodes.Node]:
    """What a list of sources says below each of them."""
    page = Page(domain.archive, builder, view("", docname=docname))
    return [node for key in keys for node in uses_of(page, key)]


def _told(record: Record) -> object:
    """What another page may tell of a record: all of it, except on which line it stands."""
    facts = [(key, fact.value, fact.sources) for key, fact in record.facts()]
    return record.kind, record.key, record.name, record.summary, record.place.docname, facts


def _sources(env: BuildEnvironment) -> dict[str, str]:
    """The digest of each source: its entry, and its label, which depends on the other entries."""
    if "cite" not in env.domains:
        return {}
    labels = {c.key: c.formatted_entry.label for c in _cite(env).citations}
    bibliography = domain_of(env).archive.bibliography
    return {
        key: _digest(source.kind, sorted(source.fields.items()), labels.get(key))
        for key, source in bibliography.items()
    }


def _cite(env: BuildEnvironment) -> Any:
    """The domain of sphinxcontrib-bibtex, which carries no types."""
    return env.get_domain("cite")


def _order(env: BuildEnvironment) -> list[tuple[str, list[str]]]:
    """The order of pages, which navigation shows on all of them."""
    return sorted((docname, list(below)) for docname, below in env.toctree_includes.items())


def _digest(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _output(app: Sphinx) -> str:
    """Builders may share one folder of doctrees; each has its own output."""
    return f"{app.builder.name}:{app.outdir}"


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "letopis-shown.json"


def _read(app: Sphinx) -> dict[str, Prints]:
    """What was kept; a file that is missing or spoilt only means that every page is written again."""
    try:
        kept = cast("dict[str, dict[str, list[str]]]", json.loads(_file(app).read_text(encoding="utf-8")))
        return {output: {doc: Print(*one) for doc, one in prints.items()} for output, prints in kept.items()}
    except (AttributeError, OSError, TypeError, ValueError):
        return {}
