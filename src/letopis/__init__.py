"""Letopis: archives of history in Sphinx. Records, uncertain dates, claims, votes, and rules."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from letopis.addresses import setup_addresses
from letopis.addresses.changes_view import CHANGES
from letopis.addresses.deposit import LICENCE
from letopis.addresses.ledger_file import LEDGER
from letopis.api import add_view
from letopis.apostrophes import TurnApostrophes
from letopis.bibliography import setup_bibliography
from letopis.citation_notes import NotesFromCitations
from letopis.content_policy import setup_content_policy
from letopis.declarations import check_kinds_named, declare_relations
from letopis.directives.record import record_directive
from letopis.directives.texts import QuotationDirective, TextDirective
from letopis.directives.views import view_directive
from letopis.domain import (
    LetopisDomain,
    check_suppressed,
    domain_of,
    suppress_missing_reference,
)
from letopis.epub import setup_ebook
from letopis.exports import setup_exports
from letopis.frontispiece import book_frontispiece
from letopis.html import setup_html
from letopis.html.recent import RECENT
from letopis.illustrations import setup_illustrations
from letopis.incremental.build_stamps import note_pages
from letopis.incremental.elsewhere import note_elsewhere, read_again_elsewhere
from letopis.incremental.extension_code import read_again_after_changes
from letopis.incremental.numbering import setup_numbering
from letopis.incremental.outdated import Refresher
from letopis.incremental.worker_pages import note_process, set_aside
from letopis.nodes import folded, magnified, picture, view
from letopis.other_archives import check_archives, check_published
from letopis.printindex import book_indexes, book_names
from letopis.reading import read_page
from letopis.reference import REFERENCE
from letopis.registry import check_exceptions, registry_of
from letopis.rendering.figure import PrintPictures, depart_magnified, visit_magnified, visit_picture
from letopis.rendering.page import depart_folded, visit_folded
from letopis.rendering.views import VIEWS
from letopis.restating import setup_restating
from letopis.roles import RecordRole, setup_citations
from letopis.search import setup_search
from letopis.stored import ENV_VERSION
from letopis.transforms import ListSources, ResolveViews
from letopis.version import VERSION
from letopis.volumes import setup_volumes

__version__ = VERSION

logger = logging.getLogger(__name__)


SETTINGS: tuple[tuple[str, Any, Any, frozenset[type], str], ...] = (
    (
        "letopis_downloads", [], "html", frozenset({list}),
        "Files offered for download where ``{downloads}`` stands: pairs of a label and an address.",
    ),
    (
        "letopis_quotation_words", 30, "env", frozenset({int}),
        "The most words that a quotation may have; 0: as many as you like.",
    ),
    (
        "letopis_edition", "", "env", frozenset({str}),
        "The date of the edition (ISO 8601); verdicts older than five years are then listed by the audit.",
    ),
    (
        "letopis_source_classes", {}, "env", frozenset({dict}),
        (
            "Classes of source, each with its patterns (``field: text``, the field by any of its names); the audit gives "
            "each class's share of the citations."
        ),
    ),
    (
        "letopis_native_language", "", "env", frozenset({str}),
        (
            "The language of native names, as a BCP 47 code such as ``fi``; if it is written in Cyrillic, runs of Cyrillic "
            "in the text are marked with it. No language is taken for granted."
        ),
    ),
    (
        "letopis_incremental", True, "env", frozenset({bool}),
        "Find out which pages show something new; without it, all pages are written whenever one was read.",
    ),
    (
        "letopis_preview", False, "", frozenset({bool}),
        "Set by the live preview: what nobody looks at while writing is made later.",
    ),
    (
        "letopis_report_address", "", "env", frozenset({str}),
        (
            "An address (mailto: or https://) for readers who report a mistake; shown where ``{contact}`` stands, and at "
            "the foot of each web page."
        ),
    ),
    (
        "letopis_exceptions", [], "env", frozenset({list}),
        "Exceptions of the project: dictionaries with ``rule``, ``reason``, ``by``, and ``record`` where one is meant.",
    ),
    (
        "letopis_relations", {}, "env", frozenset({dict}),
        "Kinds of relation between records, such as ``married``: each with ``label``, and ``inverse`` or ``symmetric``.",
    ),
    (
        "letopis_baseline", "", "env", frozenset({str}),
        "A file beside ``conf.py`` with the faults of data that was brought in; ``letopis baseline`` writes it.",
    ),
    (
        "letopis_ledger", LEDGER, "env", frozenset({str}),
        "The file beside ``conf.py`` with every address that was ever published; ``letopis release`` writes it.",
    ),
    (
        "letopis_licence", LICENCE, "env", frozenset({str}),
        "The licence of the archive as an SPDX identifier, for CITATION.cff and deposits.",
    ),
    (
        "letopis_archived_links", {}, "env", frozenset({dict}),
        "Dead address to that of its archived copy, for links that are in no source; a source has ``urlstatus``.",
    ),
    (
        "letopis_archives", {}, "env", frozenset({dict}),
        (
            "Other archives whose records are linked as ``{person}`north:ada```: name to a pair of the address of the "
            "site and a folder, seen from ``conf.py``, with its ``objects.inv`` and, for previews, its data."
        ),
    ),
    (
        "letopis_style", {}, "", frozenset({dict}),
        "Words and signs that the style guide would not have, each with what is better; ``doctor --suggest`` points at them.",
    ),
    ("letopis_notes", True, "env", frozenset({bool}), "Set citations as numbered notes."),
    (
        "letopis_short_names", True, "env", frozenset({bool, list}),
        "Views are ``{map}`` as well as ``{letopis:map}``; false, or a list of the short names that are wanted.",
    ),
)  # fmt: skip
"""Name, default, what is made anew after a change, types, purpose: as ``app.add_config_value`` takes them."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; this is the table of contents."""
    registry_of(app).begun = True
    setup_restating(app)
    setup_content_policy(app)
    setup_bibliography(app)
    setup_citations(app)
    app.setup_extension("letopis.epub.finish")  # and the book with it
    setup_ebook(app)
    for setting in SETTINGS:
        app.add_config_value(*setting)
    app.add_node(view)
    app.add_node(picture, html=(visit_picture, None))
    app.add_node(magnified, html=(visit_magnified, depart_magnified))
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_domain(LetopisDomain)
    setup_numbering(app)
    for shown in (*VIEWS, *CHANGES, RECENT, REFERENCE):
        add_view(app, shown)
    # After the setup of every extension, and before the domain is made.
    app.connect("config-inited", close_registry, priority=900)
    app.connect("config-inited", check_exceptions, priority=950)
    app.connect("config-inited", check_suppressed)
    app.connect("config-inited", check_archives, priority=950)
    app.connect("env-get-outdated", read_again_after_changes)
    app.connect("env-get-outdated", read_again_elsewhere)
    app.connect("env-updated", note_elsewhere)
    app.connect("env-check-consistency", check_published)
    app.connect("env-before-read-docs", note_pages)
    app.connect("env-before-read-docs", note_process)
    app.connect("source-read", set_aside, priority=1)
    app.connect("doctree-read", read_page)
    Refresher().connect(app)
    app.connect("warn-missing-reference", suppress_missing_reference)
    app.connect("env-check-consistency", ask_for_native_language)
    app.connect("letopis-book-indexes", book_indexes)
    app.connect("letopis-book-names", book_names)
    app.connect("letopis-book-frontispiece", book_frontispiece)
    setup_exports(app)
    setup_illustrations(app)
    app.add_transform(TurnApostrophes)
    app.add_post_transform(ResolveViews)
    app.add_post_transform(PrintPictures)
    setup_html(app)  # its first transform comes right after the views
    setup_search(app)
    setup_addresses(app)
    setup_volumes(app)
    app.add_post_transform(NotesFromCitations)
    app.add_post_transform(ListSources)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def ask_for_native_language(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: say once that the language of the names in ``:native:`` is not set.

    Up to version 0.1 it was taken to be Russian.
    """
    if app.config.letopis_native_language:
        return
    named = [record for record in domain_of(env).archive.records if record.native]
    if named:
        logger.warning(
            "letopis_native_language: %s '%s' has a name in its own language (':native:'), and conf.py does not say which "
            "language that is. Write there letopis_native_language = 'ru', or the code of another.",
            named[0].kind,
            named[0].key,
            type="letopis",
            subtype="setting",
        )


def close_registry(app: Sphinx, config: Config) -> None:
    """``config-inited``: make the directive and role of every kind, and the directive of every view.

    A view is always ``{letopis:map}``; it is ``{map}`` too, unless ``letopis_short_names`` is false or a list of
    other names: other extensions may have a directive of that name.
    """
    registry = registry_of(app)
    registry.closed = True
    try:
        declare_relations(registry, config.letopis_relations)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    check_kinds_named(registry)
    for kind, record_class in registry.schema.kinds.items():
        app.add_directive_to_domain("letopis", kind, record_directive(record_class))
        app.add_role_to_domain("letopis", kind, RecordRole())
    short: bool | list[str] = config.letopis_short_names
    for name, of_text in (("text", TextDirective), ("quotation", QuotationDirective)):
        app.add_directive_to_domain("letopis", name, of_text)
        if short is True or (short and name in short):
            app.add_directive(name, of_text)
    for shown in registry.views.values():
        if shown.directive:
            directive = view_directive(shown)
            app.add_directive_to_domain("letopis", shown.name, directive)
            if short is True or (short and shown.name in short):
                app.add_directive(shown.name, directive)
