"""Citations as notes: a number in the text, the source below, in every output.

A page that cites every statement cannot be read with the sources in the running text. So each
``{cite:p}`` becomes a numbered note of its page: at the end of a web page or EPUB chapter, at the
foot of a printed one. What an author writes as a footnote is numbered with them.
"""

from __future__ import annotations

from typing import Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.domain import builder_of, domain_of

E = TypeVar("E", bound=nodes.Element)

_NO_NOTES = (nodes.footnote, nodes.citation, nodes.title, nodes.caption, nodes.term)
"""Where a citation stays in the text: inside a note or a list of sources, and in headings."""


class NotesFromCitations(SphinxPostTransform):
    """Turn parenthetical citations into footnotes, page by page."""

    default_priority = 5
    """After views are drawn (4), whose citations count too; before references (10)."""

    def run(self, **_kwargs: Any) -> None:
        """Number the notes of each page anew, the author's own among them."""
        if "cite" in self.env.domains:
            self._show_unknown()
        if not self.env.config.letopis_notes:
            return
        on_screen = builder_of(self.env).format == "html"
        heading = builder_of(self.env).format in {"html", "text"}
        for part in self.document.findall(addnodes.start_of_file):
            _Notes(part, part["docname"], shared=on_screen, heading=heading).make()
        _Notes(self.document, self.env.docname, shared=on_screen, heading=heading).make()

    def _show_unknown(self) -> None:
        """Leave the key of a source that nobody has entered in sight: sphinxcontrib-bibtex prints nothing for it."""
        # Imported here: an archive without sphinxcontrib-bibtex must still build.
        from sphinxcontrib.bibtex.citation_target import parse_citation_targets  # noqa: PLC0415

        known = domain_of(self.env).archive.bibliography
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("refdomain") != "cite":
                continue
            targets = list(parse_citation_targets(node["reftarget"]))
            unknown = [target.key for target in targets if target.key not in known]
            if unknown:
                keys = nodes.inline("", f"[{', '.join(unknown)}]", classes=["letopis-unknown"])
                node.replace_self([node, keys] if len(unknown) < len(targets) else keys)


class _Notes:
    """The notes of one page."""

    def __init__(self, page: nodes.Element, docname: str, *, shared: bool, heading: bool) -> None:
        """``shared``: the same sources cited again get the same number; ``heading``: give one."""
        self.heading = heading
        self.page = page
        self.docname = docname
        self.shared = shared
        self.made: list[nodes.footnote] = []
        self.by_target: dict[str, nodes.footnote] = {}
        self.number = 0

    def make(self) -> None:
        """Replace the citations, renumber the author's own notes, and put the list at the end."""
        own = {identifier: note for note in self._within(nodes.footnote) for identifier in note["ids"]}
        numbers: dict[int, str] = {}
        for node in [*self._within(addnodes.pending_xref, nodes.footnote_reference)]:
            if isinstance(node, nodes.footnote_reference):
                note = own.get(node.get("refid", ""))
                if note is not None:
                    number = numbers.setdefault(id(note), "") or self._next()
                    numbers[id(note)] = number
                    node.children = [nodes.Text(number)]
                    note[0] = nodes.label("", number)
                    if note not in self.made:
                        self.made.append(note)
            elif isinstance(node, addnodes.pending_xref) and _is_citation(node):
                self._cite(node)
        for note in own.values():
            if note in self.made and note.parent is not None:
                note.parent.remove(note)
        if self.made:
            home = next(iter(self.page.findall(nodes.section)), self.page)
            # On paper a note stands at the foot of its page, and a heading would stand alone.
            heading = [nodes.rubric("", "Notes", classes=["letopis-heading"])] if self.heading else []
            home += nodes.container("", *heading, *self.made, classes=["letopis-notes"])

    def _within(self, *kinds: type[E]) -> list[E]:
        """The nodes of these kinds on this page, those of pages inside it left out."""
        found: list[E] = []
        stack: list[nodes.Node] = list(reversed(self.page.children))
        while stack:
            node = stack.pop()
            if isinstance(node, addnodes.start_of_file):
                continue
            if isinstance(node, kinds):
                found.append(node)
            if isinstance(node, nodes.Element):
                stack.extend(reversed(node.children))
        return found

    def _next(self) -> str:
        self.number += 1
        return str(self.number)

    def _cite(self, node: addnodes.pending_xref) -> None:
        note = self.by_target.get(node["reftarget"]) if self.shared else None
        if note is None:
            note = self._note(node)
            self.by_target[node["reftarget"]] = note
        number = note[0].astext()
        reference = nodes.footnote_reference(
            "", number, refid=note["ids"][0], docname=self.docname, auto=1,
            ids=[f"cite-{number}-{len(note['backrefs']) + 1}"],
        )  # fmt: skip
        note["backrefs"] += reference["ids"]
        _close_up(node)
        node.replace_self(reference)

    def _note(self, node: addnodes.pending_xref) -> nodes.footnote:
        number = self._next()
        source = node.deepcopy()
        source["reftype"] = "alp"
        source["ids"] = []
        note = nodes.footnote(
            "", nodes.label("", number), nodes.paragraph("", "", source, nodes.Text(".")),
            ids=[f"note-{number}"], names=[number], backrefs=[], auto=1, docname=self.docname,
        )  # fmt: skip
        self.made.append(note)
        return note


def _is_citation(node: nodes.Element) -> bool:
    if node.get("refdomain") != "cite" or node.get("reftype") != "p":
        return False
    above = node.parent
    while above is not None:
        if isinstance(above, _NO_NOTES):
            return False
        above = above.parent
    return True


def _close_up(node: nodes.Element) -> None:
    """Let no space stand before the number, and put a stop or comma before it, not after."""
    parent = node.parent
    # By place, not by value: equal pieces of text are equal nodes to docutils.
    place = next(number for number, child in enumerate(parent) if child is node)
    if not place or not isinstance(parent[place - 1], nodes.Text):
        return
    before = str(parent[place - 1]).rstrip()
    if place + 1 < len(parent) and isinstance(parent[place + 1], nodes.Text):
        after = str(parent[place + 1])
        if after[:1] in {".", ",", ";", ":"}:
            before += after[0]
            parent[place + 1] = nodes.Text(after[1:])
    parent[place - 1] = nodes.Text(before)
