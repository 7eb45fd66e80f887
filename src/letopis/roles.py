"""Roles that point at records, ``{person}`ada``` and ``{person}`the countess <ada>```, and at sources."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain
from sphinxcontrib.bibtex.roles import CiteRole

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.source_keys import key_fault
from letopis.model.values import KEY
from letopis.report import report

MALFORMED = "letopis-malformed"
"""The attribute of a citation that could not be read; its value is what the author wrote."""

REASON = "letopis-reason"
"""The attribute of such a citation that says why, in a sentence, or is empty."""

FOOTNOTE = "letopis-footnote"
"""The attribute of a citation that is a note in any case, and names its source in full; ``note`` or `NAME_ALONE`."""

NAME_ALONE = "name"
"""The value of it on the author's name that stands in the text before such a note."""

LONGEST_CITATION = 2_000
"""Characters of one citation; the reader of sphinxcontrib-bibtex takes the square of them."""

NOTES_HERE = "letopis-notes-here"
"""The class of the place where an author wants the notes of the page."""


_TARGET = re.compile(rf"(?:[a-z]+:)?(?:{KEY.pattern})")
"""The key of a record, or ``north:ada`` in another archive."""


class NotesHere(SphinxDirective):
    """``{footbibliography}``: where the notes of a page stand on the screen; without it, at its end."""

    def run(self) -> list[nodes.Node]:
        """Mark the place."""
        return [nodes.container("", classes=[NOTES_HERE])]


class RecordRole(XRefRole):
    """A link to a record; without a text of its own it shows the record's name.

    ``{person}`north:ada``` leads to a record of another archive, which ``letopis_archives`` names ``north``.
    """

    innernodeclass = nodes.inline

    def __init__(self) -> None:
        """Report unknown targets ourselves; see :func:`letopis.domain.suppress_missing_reference`."""
        super().__init__(warn_dangling=True)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link; text and key that are exchanged are reported, and the link is made as it was meant."""
        if self.has_explicit_title and not _TARGET.fullmatch(self.target) and KEY.fullmatch(self.title):
            place = SourceLocation(self.env.docname, str(self.env.doc2path(self.env.docname, base=False)), self.lineno)
            kind = self.name.rpartition(":")[2]
            message = f"the text and the key are exchanged. Write {{{kind}}}`{self.target} <{self.title}>`."
            report(Finding(Code.MARKUP, message, place))
            self.title, self.target = self.target, self.title
        return super().run()


class CitationRole(CiteRole):
    """``{cite:p}`Key{p. 12}```, which sphinxcontrib-bibtex reads; at a misplaced brace it would end the build."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave what cannot be read in the text; :mod:`letopis.reading` reports it with its line."""
        reason = citation_fault(self.text)
        if reason is not None:
            shown = nodes.inline(self.rawtext, f"[{self.text}]", classes=["letopis-unknown"])
            shown[MALFORMED] = self.text
            shown[REASON] = reason
            return [shown], []
        made: tuple[list[nodes.Node], list[nodes.system_message]] = super().run()
        return made


class FootnoteRole(CitationRole):
    """``{footcite}`Key{p. 12}```: a note with the whole source. ``{footcite:t}`` names its author in the text, too.

    sphinxcontrib-bibtex sets its own notes while a page is read; ours are numbered with all others, and go to the foot
    of a printed page (:mod:`letopis.citation_notes`).
    """

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: nodes.Element,
        is_ref: bool,  # noqa: FBT001
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The citation, marked as a note; before it, for a textual one, its author."""
        textual = node["reftype"].removesuffix("s") in {"t", "ct"}
        author = node.deepcopy() if textual else None
        long = "s" if node["reftype"].endswith("s") else ""
        node["refdomain"], node["reftype"], node[FOOTNOTE] = "cite", "p", "note"
        made, messages = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        if author is None:
            return made, messages
        name = self.name.partition(":")[2]
        author["refdomain"], author["reftype"] = "cite", ("c" if name.startswith("c") else "") + "author" + long
        author[FOOTNOTE] = NAME_ALONE
        return [author, *made], messages


def citation_fault(text: str) -> str | None:
    """What is wrong with the text of a citation; ``None`` if nothing is, ``""`` if its braces or commas are."""
    if len(text) > LONGEST_CITATION:
        return f"it has {len(text)} characters; {LONGEST_CITATION} are allowed."
    keys = re.sub(r"\{[^{}]*\}", "", text)
    if not re.search("[{}]", keys):
        for key in filter(None, map(str.strip, keys.split(","))):
            if fault := key_fault(key):
                return f"{fault} {_meant_citation(text)}".rstrip()
    try:
        list(parse_citation_targets(text))
    except ValueError:
        return ""
    return None


def _meant_citation(text: str) -> str:
    """What was meant by sources with a semicolon between them, or by a page behind a comma."""
    parts = [part.strip() for part in text.split(";")]
    meant = []
    for part in parts:
        key, comma, place = (piece.strip() for piece in part.partition(","))
        if key_fault(key) or (comma and not key_fault(place)):
            return ""
        meant.append(f"{key}{{{place}}}" if place else key)
    return f"Write {','.join(meant)}."


def setup_citations(app: Sphinx) -> None:
    """Put our reader of citations in the place of sphinxcontrib-bibtex's."""
    app.add_role("cite", CitationRole(), override=True)
    for name in BibtexDomain.roles:
        app.add_role_to_domain("cite", name, CitationRole(), override=True)
    for name in ("footcite", "footfullcite"):
        app.add_role(name, FootnoteRole(), override=True)
    for name in BibtexFootDomain.roles:
        app.add_role_to_domain("footcite", name, FootnoteRole(), override=True)
    app.add_directive("footbibliography", NotesHere, override=True)
