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
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.addnodes import pending_xref, toctree
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from letopis.addresses.editions import shown_edition
from letopis.addresses.whereabouts import whereabouts_of
from letopis.bibliography.targets import targets_of
from letopis.domain import LetopisDomain, domain_of
from letopis.illustrations.files import original_of
from letopis.incremental.build_stamps import in_view, nothing_was_read, pages_read
from letopis.model.kinds import Illustration, Record
from letopis.model.values import Ref
from letopis.nodes import view
from letopis.rendering.chapters import chapters_of, head_of, told_of
from letopis.rendering.page import Page
from letopis.rendering.sources import UsesShown
from letopis.rendering.views import OF_ONE_RECORD
from letopis.stored import PageDigest

_NOT_SHOWN: Final = frozenset({"told", "numbered", "passages", "parts", "formers"})
"""What is stored of a page and shown in no view on another."""


class Fingerprint(NamedTuple):
    """What a page shows of the archive, and from what that was worked out."""

    input_digest: str
    shown: str


Fingerprints = dict[str, Fingerprint]
"""Page and fingerprint."""

_KNOWN: WeakKeyDictionary[BuildEnvironment, str] = WeakKeyDictionary()

_CHANGED: WeakKeyDictionary[BuildEnvironment, set[str]] = WeakKeyDictionary()
"""The pages that were read in the build under way, or that show something new."""


class Refresher:
    """The fingerprints of one build: connects to Sphinx's events in the order of their methods."""

    def __init__(self) -> None:
        """Nothing has been read or written yet."""
        self._now: Fingerprints = {}
        self._written: set[str] = set()

    def connect(self, app: Sphinx) -> None:
        """Compare after sphinxcontrib-bibtex (500) has set the sources, whose labels count too."""
        # Last of all: what is stored of a page is then complete.
        app.connect("doctree-read", note_digest, priority=950)
        app.connect("env-updated", self.compare, priority=900)
        app.connect("doctree-resolved", self.note_written)
        app.connect("build-finished", self.keep)

    def compare(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """``env-updated``: the pages that show something new; all of them, if no fingerprints are made."""
        self._written.clear()
        if not app.config.letopis_incremental:
            return [] if nothing_was_read(app) else sorted(env.found_docs)
        last = _read(app).get(_output(app), {})
        self._now = dict(fingerprints(app.builder, last, in_view(app)))
        changed = [doc for doc, now in self._now.items() if doc not in last or last[doc].shown != now.shown]
        _CHANGED[env] = {*changed, *pages_read(app)}
        return changed

    def note_written(self, _app: Sphinx, _document: nodes.document, docname: str) -> None:
        """``doctree-resolved``, which Sphinx sends from the first process, however many write."""
        self._written.add(docname)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """``build-finished``: remember what the pages now show."""
        if exception is not None or not self._now:
            return
        kept = _read(app)
        last = kept.get(_output(app), {})
        others = {} if in_view(app) is None else {doc: one for doc, one in last.items() if doc in app.env.found_docs}
        kept[_output(app)] = others | {
            docname: now
            if docname in self._written
            else last[docname]._replace(input_digest=_still(now, last[docname]))
            for docname, now in self._now.items()
            if docname in self._written or docname in last
        }
        _file(app).write_text(json.dumps(kept, indent=0, sort_keys=True), encoding="utf-8")


def pages_to_write(env: BuildEnvironment, docnames: AbstractSet[str], outdated: AbstractSet[str]) -> AbstractSet[str]:
    """Of the pages that Sphinx would write, those that are outdated or show something new.

    Sphinx also writes a page again whenever one that it lists was edited. Without fingerprints, all are written.
    """
    changed = _CHANGED.get(env)
    return docnames if changed is None else docnames & (changed | outdated)


def _still(now: Fingerprint, last: Fingerprint) -> str:
    """What a page that was not written can be taken to be made from."""
    return now.input_digest if now.shown == last.shown else last.input_digest


def note_digest(app: Sphinx, _document: nodes.document) -> None:
    """``doctree-read``: make the digests of a page once, so that no later build has to."""
    if not app.config.letopis_incremental:
        return
    docname = app.env.docname
    domain = domain_of(app.env)
    mentions = [(one.target, one.near, one.anchor, one.sentence) for one in domain.mentions_on(docname)]
    stored = [
        (name, by_page.get(docname))
        for name, by_page in sorted(domain.data.items())
        if isinstance(by_page, Mapping) and name not in _NOT_SHOWN
    ]
    told = PageDigest(
        tuple(digest(_told(app.env, record)) for record in domain.records_of(docname)),
        digest(mentions),
        digest(list(_signature(app.env.tocs[docname]))),
        digest(stored),
    )
    domain.note_digest(docname, told)


def fingerprints(
    builder: Builder, last: Fingerprints, wanted: AbstractSet[str] | None = None
) -> Iterator[tuple[str, Fingerprint]]:
    """Every page (or those wanted), in order, with the fingerprint of what it shows of the others.

    ``last`` is what was kept.
    """
    env = builder.env
    domain = domain_of(env)
    told = domain.stored["told"]
    records = _records(domain)
    sources = _sources(env)
    everywhere = digest(
        sorted((doc, title.astext()) for doc, title in env.titles.items()), _order(env), shown_edition(env)
    )
    known = _KNOWN[env] = digest(everywhere, records, _as_written(domain), sources)
    mentioned = _mentioned_from(domain)
    everything = digest(known, sorted((doc, one.all_) for doc, one in told.items()))
    led_on = whereabouts_of(env).led_on
    chapters = chapters_of(domain)
    listing = {key.docname for key in _cite(env).bibliographies} if "cite" in env.domains else set()
    for docname in sorted(env.found_docs if wanted is None else wanted & env.found_docs):
        below = [(doc, told[doc].contents) for doc in _below(env, docname) if doc in told]
        if docname in listing or any(shown.name not in OF_ONE_RECORD for shown in domain.views_on(docname)):
            input_digest = digest(everything)
        else:
            input_digest = _made_from(domain, known, docname, mentioned, below)
        besides = led_on.get(docname, {}), told_of(head_of(domain, chapters, docname))
        input_digest = digest(input_digest, besides) if any(besides) else input_digest
        if docname in last and last[docname].input_digest == input_digest:
            yield docname, last[docname]
            continue
        drawn = _drawn(domain, builder, docname)
        links = [link for node in drawn for link in node.findall(pending_xref)]
        linked = {Ref(link["reftype"], link["reftarget"]) for link in links if link["refdomain"] == "letopis"}
        linked |= {mention.target for mention in domain.mentions_on(docname)}
        found = sorted({record.ref for ref in linked if (record := domain.archive.resolve(ref))})
        cited = domain.sources_on(docname) | {
            target.key for link in links if link["refdomain"] == "cite" for target in targets_of(link)
        }
        keys = sorted(set(sources) if docname in listing else cited)
        shown = digest(
            everywhere,
            [list(_signature(node)) for node in drawn],
            [(ref, records[ref]) for ref in found],
            [(key, sources.get(key)) for key in keys],
            _listed(domain, builder, docname, keys) if docname in listing else (),
            below,
            besides,
        )
        yield docname, Fingerprint(input_digest, shown)


def _made_from(
    domain: LetopisDomain, known: str, docname: str, mentioned: dict[Ref, set[str]], below: list[tuple[str, str]]
) -> str:
    """A digest of all that the views of a page's own records can show, and its lists of contents."""
    told = domain.stored["told"]
    where = {doc for record in domain.records_of(docname) for doc in mentioned.get(record.ref, ())}
    own = told[docname].all_ if docname in told else ""
    return digest(known, [(doc, told[doc].mentions) for doc in sorted(where)], own, below)


def archive_digest(env: BuildEnvironment) -> str:
    """A digest of all records, sources, titles, and the order of pages, once they are compared (`KeyError` before).

    Empty in a build that makes no fingerprints.
    """
    return _KNOWN[env] if env.config.letopis_incremental else ""


def _records(domain: LetopisDomain) -> dict[Ref, str]:
    """The digest of each record; of two with one key, that of the first."""
    found: dict[Ref, str] = {}
    for docname, told in sorted(domain.stored["told"].items()):
        for record, digest in zip(domain.records_of(docname), told.records, strict=True):
            found.setdefault(record.ref, digest)
    return found


def _mentioned_from(domain: LetopisDomain) -> dict[Ref, set[str]]:
    """The pages whose text points at each record."""
    found: dict[Ref, set[str]] = defaultdict(set)
    for docname, mentions in domain.stored["mentions"].items():
        for mention in mentions:
            found[mention.target].add(docname)
    for target in [*found]:
        # Its former key, or none at all.
        record = domain.archive.resolve(target)
        if record is not None and record.ref != target:
            found[record.ref] |= found[target]
    return found


def _below(env: BuildEnvironment, docname: str) -> list[str]:
    """The pages that a page's lists of contents show, at any depth."""
    found: dict[str, None] = {}
    waiting = [*env.toctree_includes.get(docname, ())]
    for doc in waiting:
        if doc not in found:
            found[doc] = None
            waiting += env.toctree_includes.get(doc, ())
    return [*found]


def _as_written(domain: LetopisDomain) -> list[Ref]:
    """The records in the order in which they are written, in which some are listed."""
    written = sorted(domain.archive.records, key=lambda record: (record.origin.docname, record.origin.line))
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
        drawn += domain.registry.draw(Page(domain.archive, builder, marker), shown.name, shown.options)
    return drawn


def _listed(domain: LetopisDomain, builder: Builder, docname: str, keys: list[str]) -> object:
    """What a list of sources says below each of them."""
    shown = UsesShown(Page(domain.archive, builder, view("", docname=docname)))
    return [
        (
            [list(_signature(node)) for node in shown.lines(key)],
            shown.pages(key),
            [
                (use.docname, use.words, use.near, use.record and (use.record.ref, use.record.name))
                for use in shown.words(key)
            ],
        )
        for key in keys
    ]


def _told(env: BuildEnvironment, record: Record) -> object:
    """What another page may tell of a record: all of it, except on which line it stands; and what its file shows."""
    facts = [(key, fact.value, fact.sources, fact.rivals) for key, fact in record.facts()]
    shown = original_of(env, record) if isinstance(record, Illustration) else None
    return record.kind, record.key, record.name, record.summary, record.origin.docname, facts, shown and shown.digest


def _sources(env: BuildEnvironment) -> dict[str, str]:
    """The digest of each source: its entry, and its label, which depends on the other entries."""
    if "cite" not in env.domains:
        return {}
    labels = {c.key: c.formatted_entry.label for c in _cite(env).citations}
    bibliography = domain_of(env).archive.bibliography
    return {
        key: digest(source.kind, sorted(source.fields.items()), labels.get(key)) for key, source in bibliography.items()
    }


def _cite(env: BuildEnvironment) -> Any:
    """The domain of sphinxcontrib-bibtex, which carries no types."""
    return env.get_domain("cite")


def _order(env: BuildEnvironment) -> list[tuple[str, list[str], list[str]]]:
    """The order of pages and the captions over them, which navigation shows on all of them."""
    return sorted((docname, list(below), _captions(env, docname)) for docname, below in env.toctree_includes.items())


def _captions(env: BuildEnvironment, docname: str) -> list[str]:
    toc = env.tocs.get(docname)
    return [str(table.get("caption") or "") for table in toc.findall(toctree)] if toc is not None else []


def digest(*parts: object) -> str:
    """What is the same for the same values, and for no others."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _output(app: Sphinx) -> str:
    """Builders may share one folder of doctrees; each has its own output."""
    return f"{app.builder.name}:{app.outdir}"


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "letopis-shown.json"


def _read(app: Sphinx) -> dict[str, Fingerprints]:
    """What was kept; a file that is missing or spoilt only means that every page is written again."""
    try:
        kept = cast("dict[str, dict[str, list[str]]]", json.loads(_file(app).read_text(encoding="utf-8")))
        return {output: {doc: Fingerprint(*one) for doc, one in prints.items()} for output, prints in kept.items()}
    except (AttributeError, OSError, TypeError, ValueError):
        return {}
