"""What is learned of a page when it has been read (``doctree-read``).

Mentions of records are noted with the sentence around them, citations and long quotations are noted for the rules,
paragraphs get ids, and text in another script is marked with its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import get_node_line

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.domain import LetopisDomain, domain_of
from letopis.language import CYRILLIC, mark_language
from letopis.model.archive import Mention, Quotation, Unsourced
from letopis.model.names import has_mixed_script
from letopis.model.values import Ref
from letopis.plain_text import first_paragraph, plain_text
from letopis.report import report
from letopis.roles import MALFORMED

_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bNo)[.!?][”’\")]*\s+(?=[“‘\"(]?\x01?[A-Z\x00])")
_QUOTED = re.compile(r"[“«]([^”»]+)[”»]")
_WORD = re.compile(r"\w+")
_LEADING_WORDS = 25
"""A paragraph of fewer words leads from one to the next, and needs no source of its own."""


def read_page(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: note what the page mentions and cites; finish its structure."""
    docname = app.env.docname
    domain = domain_of(app.env)
    domain.note_summaries(docname, _summaries(document))
    _place_related(document)
    _number_paragraphs(document)
    _note_mentions(domain, document, docname)
    _note_cited(domain, document, docname)
    _report_malformed(document, app.env)
    _note_text(domain, document, app.env)
    mark_language(document, app.config.letopis_native_language)


def _summaries(document: nodes.document) -> dict[str, str]:
    """The summary of each record on a page, now that quotation marks and dashes are set."""
    boxes = [box for box in document.findall(nodes.container) if "letopis-record" in box["classes"]]
    return {str(box["ids"][0]): first_paragraph(box.children) for box in reversed(boxes)}


def _place_related(document: nodes.document) -> None:
    """Move what belongs below a record's page to the end of the section it stands in."""
    for box in list(document.findall(nodes.container)):
        after = box.attributes.pop("letopis-after", None)
        if after:
            section = box.parent
            while not isinstance(section, (nodes.section, nodes.document)):
                section = section.parent
            section += after


def _number_paragraphs(document: nodes.document) -> None:
    """Give every paragraph of running text an id of its own: ``par-1``, ``par-2``, …"""
    number = 0
    for paragraph in document.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            number += 1
            identifier = f"par-{number}"
            if not paragraph["ids"] and identifier not in document.ids:
                paragraph["ids"].append(identifier)
                document.ids[identifier] = paragraph


def _note_mentions(domain: LetopisDomain, document: nodes.document, docname: str) -> None:
    """Keep each link to a record with the sentence around it."""
    found: list[Mention] = []
    source = SourceLines(document)
    for number, node in enumerate(document.findall(addnodes.pending_xref), start=1):
        if node.get("refdomain") != "letopis":
            continue
        anchor = f"mention-{number}"
        node["letopis-anchor"] = anchor
        block = _block_of(node)
        target = Ref(node["reftype"], node["reftarget"])
        line = source.line_of(node, f"{{{target.kind}}}`", target.key)
        found.append(Mention(target, docname, anchor, _near(block), _sentence(block, node), line))
    domain.note_mentions(docname, found)


class SourceLines:
    """Finds the line of an inline role: the parser only knows where its paragraph begins."""

    def __init__(self, document: nodes.document) -> None:
        """Read the page as it stands on disk; an unreadable one leaves the parser's lines."""
        try:
            text = Path(document["source"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""
        self._lines = text.splitlines()
        self._next: dict[tuple[str, str], int] = {}

    def line_of(self, node: nodes.Element, role: str, key: str) -> int:
        """The line (from 1) of the next use of ``key`` in ``role`` at or below the paragraph."""
        start = get_node_line(node) or 1
        first = max(start, self._next.get((role, key), 0))
        whole = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        for number in range(first, min(len(self._lines), start + 400) + 1):
            line = self._lines[number - 1]
            if role in line and whole.search(line):
                if line.count(role) < 2 or len(whole.findall(line)) < 2:
                    self._next[role, key] = number + 1
                return number
        return start


def _block_of(node: nodes.Node) -> nodes.Element:
    """The paragraph, title or other block a link stands in."""
    block = cast("nodes.Element", node.parent)
    while isinstance(block, nodes.Inline):
        block = cast("nodes.Element", block).parent
    return block


def _near(block: nodes.Element) -> str:
    """The nearest id at or above a block, for a link to the place of a mention."""
    node: nodes.Element | None = block
    while node is not None and not isinstance(node, nodes.document):
        if node.get("ids"):
            return str(node["ids"][0])
        node = node.parent
    return ""


def _sentence(block: nodes.Element, node: addnodes.pending_xref) -> str:
    """The sentence of a block that holds a link."""
    marker = "\x01"
    parent = cast("nodes.Element", node.parent)
    place = next(number for number, child in enumerate(parent) if child is node)
    parent.insert(place, nodes.Text(marker))
    text = plain_text(block)
    parent.pop(place)
    found = next((sentence for sentence in _sentences(text) if marker in sentence), text)
    return found.replace(marker, "").strip()


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _note_cited(domain: LetopisDomain, document: nodes.document, docname: str) -> None:
    """Keep the sources cited in running text (record fields note their own)."""
    source = SourceLines(document)
    cited = [
        (match[1], source.line_of(node, "{cite:", match[1]))
        for node in document.findall(addnodes.pending_xref)
        if node.get("refdomain") == "cite"
        for match in re.finditer(r"(?:^|,)\s*(?:\{[^{}]*\})?\s*([^{}\s,]+)", node["reftarget"])
    ]
    domain.note_cited(docname, cited)


def _report_malformed(document: nodes.document, env: BuildEnvironment) -> None:
    """Citations with a brace or a comma out of place."""
    source = SourceLines(document)
    for node in document.findall(nodes.inline):
        if written := node.get(MALFORMED):
            place = SourceLocation(
                env.docname, str(env.doc2path(env.docname, base=False)), source.line_of(node, "{cite", written)
            )
            message = f"the citation '{written}' cannot be read. Write 'Key', 'Key{{p. 12}}' or 'Key,Other'."
            report(Finding(Code.CITATION_SYNTAX, message, place))


def _note_text(domain: LetopisDomain, document: nodes.document, env: BuildEnvironment) -> None:
    """Keep long quotations and words in two alphabets, for the rules about them."""
    path = str(env.doc2path(env.docname, base=False))
    limit: int = env.config.letopis_quotation_words
    quotations: list[Quotation] = []
    mixed: list[tuple[SourceLocation, str]] = []
    source = SourceLines(document)
    for block in document.findall(nodes.paragraph):
        text = plain_text(block)
        place = SourceLocation(env.docname, path, get_node_line(block) or 1)
        for match in _QUOTED.finditer(text):
            words = len(match[1].split())
            if words > limit:
                quotations.append(Quotation(place, match[1], words))
        if CYRILLIC.search(text):
            for word in _WORD.findall(text):
                if has_mixed_script(word):
                    place = place._replace(line=source.line_of(block, "", word))
                    mixed.append((place, word))
    domain.note_text(env.docname, quotations, mixed, list(_unsourced(document, env.docname)))


def _unsourced(document: nodes.document, docname: str) -> Iterator[Unsourced]:
    """Paragraphs of running text that cite nothing; short ones lead on and are left out."""
    for paragraph in document.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section):
            continue
        cites = any(n.get("refdomain") == "cite" for n in paragraph.findall(addnodes.pending_xref))
        words = plain_text(paragraph).split()
        if not cites and len(words) >= _LEADING_WORDS:
            near = paragraph["ids"][0] if paragraph["ids"] else ""
            yield Unsourced(docname, near, " ".join(words[:12]))
