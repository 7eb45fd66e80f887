"""The domain: the only module that touches what is stored between reading and writing.

Everything lies by page, ``{docname: [...]}``: forgetting a page is one ``pop``, merging the
data of a worker is a union, and no two workers can overwrite each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from letopis.checks import run_checks
from letopis.checks.links import other_kind, unknown_key, unknown_source
from letopis.checks.waivers import let_pass, read_exceptions
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.archive import Archive, CitedAt, Mention, Quotation, Unsourced
from letopis.model.elsewhere import fault_elsewhere
from letopis.model.kinds import Record
from letopis.model.names import fold
from letopis.model.texts import DocumentText, QuotedText
from letopis.model.values import KEY, Ref
from letopis.other_archives import link_elsewhere, other_archives
from letopis.page_store import PickledDict
from letopis.registry import registry_of
from letopis.report import beyond_baseline, forbid_suppressed_checks, report_all
from letopis.source_entries import lost_sources, source_entries, source_name
from letopis.stored import ENV_VERSION, NOTHING_YET, Data, PageDigest, ViewCall

T = TypeVar("T")
_REF = re.compile(rf"(?:(?P<kind>[a-z]+):)?(?P<key>{KEY.pattern})")


class LetopisDomain(Domain):
    """Records, mentions of records, and the views that show them."""

    name = "letopis"
    label = "Letopis"
    data_version = ENV_VERSION
    initial_data: ClassVar[dict[str, Any]] = {**NOTHING_YET}
    # Directives and roles come from the registry: see :func:`letopis.setup_registry`.

    def __init__(self, env: BuildEnvironment) -> None:
        """Take the kinds of record from the registry of the application."""
        super().__init__(env)
        self.registry = registry_of(app_of(env))
        for kind, cls in self.registry.schema.kinds.items():
            self.add_object_type(kind, ObjType(cls.label, kind))

    @property
    def stored(self) -> Data:
        """The stored data, typed."""
        return cast("Data", self.data)

    def note_record(self, record: Record) -> None:
        """Keep a record of the page being read."""
        self.stored["records"].setdefault(record.origin.docname, []).append(record)

    def note_summaries(self, docname: str, summaries: Mapping[str, str]) -> None:
        """Give the records of a page, by anchor, the summaries that its finished text has."""
        if records := self.records_of(docname):
            self.stored["records"][docname] = [
                replace(record, summary=summaries.get(record.anchor, record.summary)) for record in records
            ]

    def note_mentions(self, docname: str, mentions: list[Mention]) -> None:
        """Keep what the running text of a page points at."""
        if mentions:
            self.stored["mentions"][docname] = mentions

    def note_view(self, name: str, options: dict[str, str], place: SourceLocation) -> None:
        """Remember that a page shows records kept elsewhere."""
        self.stored["views"].setdefault(place.docname, []).append(ViewCall(name, options, place))

    def note_cited(self, docname: str, cited: list[tuple[str, int]], passages: list[CitedAt]) -> None:
        """Keep the BibTeX keys cited in the running text of a page, with their lines, and the sentences around them."""
        if cited:
            self.stored["cited"][docname] = cited
        if passages:
            self.stored["cited_at"][docname] = passages

    def note_text(
        self,
        docname: str,
        quotations: list[Quotation],
        mixed_words: list[tuple[SourceLocation, str]],
        unsourced: list[Unsourced],
    ) -> None:
        """Keep what rules need to know of the running text of a page."""
        if quotations:
            self.stored["quotations"][docname] = quotations
        if mixed_words:
            self.stored["mixed_words"][docname] = mixed_words
        if unsourced:
            self.stored["unsourced"][docname] = unsourced

    def note_document_text(self, text: DocumentText) -> None:
        """Keep the text of a document, for the quotations from it."""
        self.stored["texts"].setdefault(text.place.docname, []).append(text)

    def note_quoted(self, quoted: QuotedText) -> None:
        """Keep a quotation from the text of a document."""
        self.stored["quoted"].setdefault(quoted.place.docname, []).append(quoted)

    def note_broken(self, record: Record) -> None:
        """Keep that something of a record on the page being read could not be read."""
        self.stored["broken"].setdefault(record.origin.docname, []).append(record.anchor)

    def note_lost(self, docname: str, key: str) -> None:
        """Keep the key of a record that could not be read at all: links to it are no findings of their own."""
        self.stored["lost"].setdefault(docname, []).append(key)

    def note_unnamed(self, found: Finding, name: str, kinds: tuple[str, ...]) -> None:
        """Keep a finding about a text that should be a key; which key is said when all records are known."""
        self.stored["unnamed"].setdefault(found.place.docname, []).append((found, name, kinds))

    def note_digest(self, docname: str, told: PageDigest) -> None:
        """Keep the digests of a page."""
        self.stored["told"][docname] = told

    def records_of(self, docname: str) -> list[Record]:
        """The records written on a page, in order."""
        return self.stored["records"].get(docname, [])

    def views_on(self, docname: str) -> list[ViewCall]:
        """The views of a page, those of its records among them, in order."""
        return self.stored["views"].get(docname, [])

    def mentions_on(self, docname: str) -> list[Mention]:
        """The links to records in the running text of a page."""
        return self.stored["mentions"].get(docname, [])

    def sources_on(self, docname: str) -> set[str]:
        """The BibTeX keys that a page cites, in its text and in its records."""
        fields = {citation.key for record in self.records_of(docname) for citation, _ in record.citations()}
        return fields | {key for key, _ in self.stored["cited"].get(docname, [])}

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        for by_page in self.data.values():
            if isinstance(by_page, MutableMapping):
                by_page.pop(docname, None)
        self._forget_archive()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that a worker has read."""
        for name, by_page in otherdata.items():
            if isinstance(by_page, PickledDict):
                self.data[name].take(by_page, docnames)
            elif isinstance(by_page, MutableMapping):
                self.data[name].update({doc: found for doc, found in by_page.items() if doc in docnames})
        self._forget_archive()

    def _forget_archive(self) -> None:
        self.__dict__.pop("_archive", None)

    @property
    def archive(self) -> Archive:
        """The archive of all pages. Ask for it only when every page has been read."""
        if "_archive" not in self.__dict__:
            stored = self.stored
            self.__dict__["_archive"] = Archive(
                _all(stored["records"]),
                _all(stored["mentions"]),
                source_entries(self.env, app_of(self.env).confdir),
                ((key, doc) for doc, cited in stored["cited"].items() for key, _ in cited),
                _all(stored["quotations"]),
                self.env.config.letopis_quotation_words,
                _all(stored["mixed_words"]),
                _all(stored["unsourced"]),
                self.registry.schema,
                _all(stored["broken"]),
                (*_all(stored["lost"]), *lost_sources(self.env)),
                other_archives(app_of(self.env)),
                _all(stored["texts"]),
                _all(stored["quoted"]),
                _all(stored["cited_at"]),
                partial(source_name, self.env),
            )
        archive: Archive = self.__dict__["_archive"]
        return archive

    def check_consistency(self) -> None:
        """Run every rule and report what it finds, beyond what the baseline of the project has."""
        report_all(beyond_baseline(self.findings(), app_of(self.env)))

    def findings(self) -> list[Finding]:
        """What every rule finds, without what exceptions let pass."""
        found = [*self._reference_findings(), *run_checks(self.archive, self.registry.rules)]
        return let_pass(found, read_exceptions(self.env.config.letopis_exceptions, self.registry.rules))

    def _reference_findings(self) -> Iterable[Finding]:
        """Roles and views that point at nothing, and citations of sources nobody has entered."""
        for found, name, kinds in _all(self.stored["unnamed"]):
            yield found._replace(message=f"{found.message} {unknown_key(self.archive, name, kinds)}")
        for mention in self.archive.mentions:
            if mention.target.key in self.archive.lost:
                continue
            if message := unknown_mention(self.archive, mention.target):
                place = SourceLocation(
                    mention.docname, str(self.env.doc2path(mention.docname, base=False)), mention.line
                )
                yield Finding(Code.REF_UNKNOWN, message, place)
        for docname, cited in self.stored["cited"].items():
            for key, line in cited:
                if self.archive.is_unknown_source(key):
                    place = SourceLocation(docname, str(self.env.doc2path(docname, base=False)), line)
                    message = unknown_source(self.archive.bibliography, key)
                    yield Finding(Code.SOURCE_UNKNOWN, message, place)
        for call in _all(self.stored["views"]):
            yield from self._view_findings(call)

    def _view_findings(self, call: ViewCall) -> Iterable[Finding]:
        """Keys in the options of a view that lead nowhere, or to another kind, and whatever else its own check finds."""
        shown = self.registry.views[call.name]
        for option, kinds in shown.keys.items():
            for ref in self._refs(call.options.get(option, "")):
                found = self.archive.candidates(ref, kinds)
                if not found:
                    message = unknown_record(self.archive, ref, kinds)
                    yield Finding(Code.REF_UNKNOWN, f"view '{call.name}': {message}", call.place)
                elif kinds and found[0].kind not in kinds:
                    message = other_kind(ref, found[0], kinds)
                    yield Finding(Code.REF_KIND, f"view '{call.name}': {message}", call.place)
        for message in self.registry.objections(self.archive, call.name, call.options):
            yield Finding(Code.VIEW_OPTION, f"view '{call.name}': {message}", call.place)

    def _refs(self, text: str) -> Iterable[Ref]:
        """The keys in the option of a view, each with its kind where the author wrote it (``office:mayor``)."""
        for match in _REF.finditer(text):
            if match["kind"] and match["kind"] not in self.archive.schema.kinds:
                yield Ref("", match["kind"])
                yield Ref("", match["key"])
            else:
                yield Ref(match["kind"] or "", match["key"])

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Make the link; the record's name stands in unless the author gave a text."""
        record = self.archive.resolve(Ref(typ, target))
        if record is None:
            found = self.archive.elsewhere(Ref(typ, target))
            return link_elsewhere(found, contnode.astext() if node["refexplicit"] else "") if found else None
        if not node["refexplicit"]:
            contnode = nodes.inline("", record.name, classes=contnode["classes"])
        link = make_refnode(builder, fromdocname, record.origin.docname, record.anchor, contnode, None)
        link["classes"] += ["letopis-ref", f"letopis-ref-{record.kind}"]
        link["letopis-record"] = record.anchor
        if node.get("letopis-anchor"):
            link["letopis-anchor"] = node["letopis-anchor"]
        return link

    def resolve_any_xref(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        """Take no part in the ``any`` role: our roles name the kind."""
        return []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Every record, for the inventory and Sphinx's own search."""
        for record in self.archive.records:
            yield record.key, record.name, record.kind, record.origin.docname, record.anchor, 1
            # Former keys: other archives may refer to them. -1: no search shows them.
            for alias in record.alias:
                former = f"{record.kind}-{alias.value.key}"
                yield alias.value.key, record.name, record.kind, record.origin.docname, former, -1


def unknown_mention(archive: Archive, ref: Ref) -> str:
    """What is wrong with a link in running text; ``""`` if it leads to a record, here or in another archive."""
    if archive.leads_elsewhere(ref):
        return fault_elsewhere(archive.others, ref)
    return "" if archive.resolve(ref) else unknown_record(archive, ref)


def unknown_record(archive: Archive, ref: Ref, kinds: tuple[str, ...] = ()) -> str:
    """The message for a reference that leads nowhere, with what to write."""
    kinds = (ref.kind,) if ref.kind else kinds
    said = f"{' or '.join(kinds) or 'record'} '{ref.key}' is not in the archive."
    others = archive.candidates(Ref("", ref.key)) if ref.kind else []
    if others:
        return f"{said} It is a {others[0].kind}. Write {{{others[0].kind}}}`{ref.key}`."
    if ref.kind and len(same := [one for one in archive.by_name.get(fold(ref.key), ()) if one.kind in kinds]) == 1:
        return f"{said} It is the name of {{{ref.kind}}}`{same[0].key}`. Write that."
    return f"{said} {unknown_key(archive, ref.key, kinds)}"


def _all(by_page: Mapping[str, list[T]]) -> Iterable[T]:
    """Everything kept of every page, by page."""
    return (item for docname in sorted(by_page) for item in by_page[docname])


def builder_of(env: BuildEnvironment) -> Builder:
    """The builder that asks for the pages."""
    return app_of(env).builder


def app_of(env: BuildEnvironment) -> Sphinx:
    """The application that reads and writes the pages."""
    return env._app  # noqa: SLF001  `env.app` is on its way out, and nothing has come in its place


def domain_of(env: BuildEnvironment) -> LetopisDomain:
    """The domain, typed."""
    return cast("LetopisDomain", env.get_domain("letopis"))


def suppress_missing_reference(_app: Sphinx, domain: Domain | None, _node: pending_xref) -> bool | None:
    """``warn-missing-reference``: an unknown record has been reported with its line already."""
    return True if domain is not None and domain.name == "letopis" else None


def check_suppressed(_app: Sphinx, config: Config) -> None:
    """``config-inited``: refuse settings that would silence checks."""
    forbid_suppressed_checks(config.suppress_warnings)
