"""What is learned of a page when it has been read (``doctree-read``).

Mentions of records are noted with the sentence around them, citations and long quotations are noted for the rules,
paragraphs get ids, and text in another script is marked with its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.addresses.former import note_formers
from letopis.addresses.parts_of_page import note_parts
from letopis.around_links import Around, block_of, sentences_around
from letopis.bibliography.targets import targets_of
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.domain import LetopisDomain, domain_of
from letopis.language import CYRILLIC, mark_language
from letopis.model.archive import CitedAt, Mention, Quotation, Unsourced
from letopis.model.names import has_mixed_script
from letopis.model.values import Ref
from letopis.page_nodes import PageNodes, line_of
from letopis.plain_text import first_paragraph, plain_text
from letopis.report import report
from letopis.roles import FOOTNOTE, MALFORMED, NAME_ALONE, REASON
from letopis.sentences import shortened

AroundLinks = Mapping[addnodes.pending_xref, Around]
"""The sentence around each link and citation of a page."""

_QUOTED = re.compile(r"[“«]([^”»]+)[”»]")
_WORD = re.compile(r"\w+")
_LONGEST_SENTENCE = 240
"""Characters of a sentence that are kept with a citation in it."""
_LONGEST_HEAD = 100
"""Characters of what heads the row of a table that are kept with a citation in it."""
_LEADING_WORDS = 25
"""A paragraph of fewer words leads from one to the next, and needs no source of its own."""


def read_page(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: note what the page mentions and cites; finish its structure."""
    docname = app.env.docname
    domain = domain_of(app.env)
    domain.note_summaries(docname, _summaries(document))
    _place_related(document)
    found = PageNodes(document)
    source = SourceLines(document)
    note_formers(docname, document, domain)
    note_parts(app, document, found)
    citations = _citations(found)
    around = sentences_around([*_links_to_records(found), *citations])
    domain.note_mentions(docname, _mentions(found, source, docname, around))
    domain.note_cited(docname, _cited(citations, source), _passages(citations, docname, around))
    _report_malformed(found, source, app.env)
    _note_text(domain, found, source, app.env)
    mark_language(found.of(nodes.Text), app.config.letopis_native_language)


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


def _links_to_records(found: PageNodes) -> list[addnodes.pending_xref]:
    return [node for node in found.of(addnodes.pending_xref) if node.get("refdomain") == "letopis"]


def _mentions(found: PageNodes, source: SourceLines, docname: str, around: AroundLinks) -> list[Mention]:
    """Each link to a record, with the sentence around it."""
    mentions: list[Mention] = []
    for number, node in enumerate(found.of(addnodes.pending_xref), start=1):
        if node.get("refdomain") != "letopis":
            continue
        anchor = node["letopis-anchor"] = f"mention-{number}"
        target = Ref(node["reftype"], node["reftarget"])
        line = source.line_of(node, f"{{{target.kind}}}`", target.key)
        mentions.append(Mention(target, docname, anchor, _near(block_of(node)), around[node].sentence, line))
    return mentions


@lru_cache(maxsize=8192)
def _whole(key: str) -> re.Pattern[str]:
    """Finds a key that is no part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")


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
        start = line_of(node)
        first = max(start, self._next.get((role, key), 0))
        whole = _whole(key)
        for number in range(first, min(len(self._lines), start + 400) + 1):
            line = self._lines[number - 1]
            if role in line and whole.search(line):
                if line.count(role) < 2 or len(whole.findall(line)) < 2:
                    self._next[role, key] = number + 1
                return number
        return start


def _near(block: nodes.Element) -> str:
    """The nearest id at or above a block, for a link to the place of a mention."""
    node: nodes.Element | None = block
    while node is not None and not isinstance(node, nodes.document):
        if node.get("ids"):
            return str(node["ids"][0])
        node = node.parent
    return ""


def _citations(found: PageNodes) -> list[addnodes.pending_xref]:
    """The citations of sources in running text (record fields note their own); none of a name before a note."""
    return [
        node
        for node in found.of(addnodes.pending_xref)
        if node.get("refdomain") == "cite" and node.get(FOOTNOTE) != NAME_ALONE
    ]


def _cited(citations: Iterable[addnodes.pending_xref], source: SourceLines) -> list[tuple[str, int]]:
    """The sources cited in running text, with their lines."""
    return [(target.key, source.line_of(node, "cite", target.key)) for node in citations for target in targets_of(node)]


def _passages(citations: Iterable[addnodes.pending_xref], docname: str, around: AroundLinks) -> list[CitedAt]:
    """For each source that is cited the sentences that cite it, none twice; in a table below what heads the row."""
    passages: dict[CitedAt, None] = {}
    heads: dict[int, str] = {}
    for node in citations:
        sentence, place = around[node]
        block = block_of(node)
        head = _head_of_row(block, heads)
        words = shortened(f"{head}{sentence}", len(head) + place, _LONGEST_SENTENCE) if sentence else head.rstrip(": ")
        if _WORD.search(words):
            near = _near(block)
            passages |= dict.fromkeys(CitedAt(target.key, docname, near, words) for target in targets_of(node))
    return list(passages)


def _head_of_row(block: nodes.Element, known: dict[int, str]) -> str:
    """The text of the first cell of the row in which a block stands, and a colon; nothing in that cell itself."""
    cell = block.parent
    first = cell.parent[0] if isinstance(cell, nodes.entry) else cell
    if first is cell or not isinstance(first, nodes.entry):
        return ""
    if id(first) not in known:
        head = shortened(plain_text(first), 0, _LONGEST_HEAD).rstrip(" .:")
        known[id(first)] = f"{head}: " if head else ""
    return known[id(first)]


def _report_malformed(found: PageNodes, source: SourceLines, env: BuildEnvironment) -> None:
    """Citations with a brace or a comma out of place."""
    for node in found.of(nodes.inline):
        if written := node.get(MALFORMED):
            place = SourceLocation(
                env.docname, str(env.doc2path(env.docname, base=False)), source.line_of(node, "cite", written)
            )
            reason = f": {node[REASON]}" if node[REASON] else "."
            instead = "" if "Write " in reason else " Write 'Key', 'Key{p. 12}' or 'Key,Other'."
            message = f"the citation '{written}' cannot be read{reason}{instead}"
            report(Finding(Code.CITATION_SYNTAX, message, place))


def _note_text(domain: LetopisDomain, found: PageNodes, source: SourceLines, env: BuildEnvironment) -> None:
    """Keep long quotations, words in two alphabets, and paragraphs without a source, for the rules about them."""
    path = str(env.doc2path(env.docname, base=False))
    limit: int = env.config.letopis_quotation_words
    quotations: list[Quotation] = []
    mixed: list[tuple[SourceLocation, str]] = []
    unsourced: list[Unsourced] = []
    for block in found.of(nodes.paragraph):
        text = plain_text(block)
        place = SourceLocation(env.docname, path, line_of(block))
        # Up to the last closing sign: what opens after it is compared with all that follows, each time.
        for match in _QUOTED.finditer(text[: max(text.rfind("”"), text.rfind("»")) + 1]):
            words = len(match[1].split())
            if words > limit:
                quotations.append(Quotation(place, match[1], words))
        if CYRILLIC.search(text):
            for word in _WORD.findall(text):
                if has_mixed_script(word):
                    place = place._replace(line=source.line_of(block, "", word))
                    mixed.append((place, word))
        if isinstance(block.parent, nodes.section) and _lacks_source(block, text):
            near = block["ids"][0] if block["ids"] else ""
            unsourced.append(Unsourced(env.docname, near, " ".join(text.split()[:12])))
    domain.note_text(env.docname, quotations, mixed, unsourced)


def _lacks_source(paragraph: nodes.paragraph, text: str) -> bool:
    """Whether a paragraph of running text cites nothing; a short one leads on and needs no source."""
    if len(text.split()) < _LEADING_WORDS:
        return False
    return not any(link.get("refdomain") == "cite" for link in paragraph.findall(addnodes.pending_xref))
