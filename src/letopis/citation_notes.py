"""Citations as notes: a number in the text, the source below, in every output.

A page that cites every statement cannot be read with the sources in the running text. So each
``{cite:p}`` becomes a numbered note of its page: at the end of a web page or EPUB chapter, at the
foot of a printed one. What an author writes as a footnote is numbered with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.bibliography.citation_index import CitationDomain
from letopis.bibliography.referencing import AGAIN, NOTED, WHOLE
from letopis.bibliography.targets import Targets, give_targets, targets_of
from letopis.domain import builder_of, domain_of
from letopis.roles import FOOTNOTE, NAME_ALONE, NOTES_HERE

_NO_NOTES = (nodes.footnote, nodes.citation, nodes.title, nodes.caption, nodes.term)
"""Where a citation stays in the text: inside a note or a list of sources, and in headings."""


class NotesFromCitations(SphinxPostTransform):
    """Turn parenthetical citations into footnotes, page by page."""

    default_priority = 5
    """After views are drawn (4), whose citations count too; before references (10)."""

    def run(self, **_kwargs: Any) -> None:
        """Number the notes of each page anew, the author's own among them."""
        if "cite" not in self.env.domains:
            return
        self._show_unknown()
        on_screen = builder_of(self.env).format == "html"
        layout = _Layout(
            shared=on_screen,
            heading=builder_of(self.env).format in {"html", "text"},
            footnotes_alone=not self.env.config.letopis_notes,
            in_full=self.env.config.letopis_sources_style == "notes-bibliography",
            unlisted=self._unlisted(),
        )
        for part in self.document.findall(addnodes.start_of_file):
            _Notes(part, part["docname"], layout).make()
        _Notes(self.document, self.env.docname, layout).make()

    def _show_unknown(self) -> None:
        """Leave the key of a source that nobody has entered in sight: sphinxcontrib-bibtex prints nothing for it."""
        known = domain_of(self.env).archive.bibliography
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("refdomain") != "cite":
                continue
            targets = targets_of(node)
            unknown = [target.key for target in targets if target.key not in known]
            if unknown:
                left = [node] if len(unknown) < len(targets) else []
                keys = nodes.inline("", f"[{', '.join(unknown)}]", classes=["letopis-unknown"])
                # The name before a note would say the same once more.
                node.replace_self(left if node.get(FOOTNOTE) == NAME_ALONE else [*left, keys])

    def _unlisted(self) -> Callable[[Targets], Targets]:
        """Finds, among the targets of a citation, those whose sources stand in no list."""
        domain = self.env.get_domain("cite")
        if not isinstance(domain, CitationDomain):
            return lambda _targets: ()
        return lambda targets: tuple(one for one in targets if not domain.is_listed(one.key))


@dataclass(frozen=True)
class _Layout:
    """How notes are made for an output."""

    shared: bool
    """The same sources cited again get the same number."""
    heading: bool
    """The notes stand below a heading."""
    footnotes_alone: bool
    """A citation stays in the text; a note is what was written as one."""
    in_full: bool
    """The first note of a page on a source names it in full, and those after it in short."""
    unlisted: Callable[[Targets], Targets]
    """Those of the targets of a citation whose sources stand in no list."""


class _Notes:
    """The notes of one page."""

    def __init__(self, page: nodes.Element, docname: str, layout: _Layout) -> None:
        self.page = page
        self.docname = docname
        self.layout = layout
        self.made: list[nodes.footnote] = []
        self.by_target: dict[tuple[Targets, str], nodes.footnote] = {}
        self.named: set[str] = set()
        self.number = 0

    def make(self) -> None:
        """Replace the citations, renumber the author's own notes, and put the list at the end."""
        found = self._within(nodes.footnote, addnodes.pending_xref, nodes.footnote_reference, nodes.container)
        own = {name: note for note in found if isinstance(note, nodes.footnote) for name in note["ids"]}
        numbers: dict[int, str] = {}
        for node in found:
            if isinstance(node, nodes.footnote_reference):
                note = own.get(node.get("refid", ""))
                if note is not None:
                    number = numbers.setdefault(id(note), "") or self._next()
                    numbers[id(note)] = number
                    node.children = [nodes.Text(number)]
                    note[0] = nodes.label("", number)
                    if note not in self.made:
                        self.made.append(note)
            elif isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
                self._cite(node)
        for note in own.values():
            if note in self.made and note.parent is not None:
                note.parent.remove(note)
        wanted = [node for node in found if isinstance(node, nodes.container) and NOTES_HERE in node["classes"]]
        if self.made:
            # On paper a note stands at the foot of its page, and a heading would stand alone.
            heading = self.layout.heading and not wanted
            title = [nodes.rubric("", "Notes", classes=["letopis-heading"])] if heading else []
            notes = nodes.container("", *title, *self.made, classes=["letopis-notes"])
            if wanted:
                wanted.pop().replace_self(notes)
            else:
                home = next(iter(self.page.findall(nodes.section)), self.page)
                home += notes
        for node in wanted:
            node.parent.remove(node)

    def _within(self, *kinds: type[nodes.Element]) -> list[nodes.Element]:
        """The nodes of these kinds on this page, those of pages inside it left out."""
        found: list[nodes.Element] = []
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
        """Put a note in the place of a citation, or beside it what no list of sources says of it."""
        footnote = node.get(FOOTNOTE, "")
        targets = targets_of(node)
        unlisted = self.layout.unlisted(targets)
        if _can_be_a_note(node) and footnote != NAME_ALONE:
            if footnote:
                self._put(node, targets, WHOLE, in_place=True)
                return
            if node["reftype"] == "p" and not self.layout.footnotes_alone:
                self._put(node, targets, "alp", in_place=True)
                return
            if unlisted and not self.layout.footnotes_alone and node["reftype"] not in _WHOLE_IN_THE_TEXT:
                self._put(node, unlisted, WHOLE, in_place=False)
                node["reftype"] += NOTED
        elif footnote == NAME_ALONE:
            node["reftype"] += NOTED
        elif footnote:
            node["reftype"] = WHOLE

    def _put(self, node: addnodes.pending_xref, targets: Targets, role: str, *, in_place: bool) -> None:
        """Set the number of a note, new or there already, in the place of a citation or after it."""
        note = self.by_target.get((targets, role)) if self.layout.shared else None
        if note is None:
            note = self._note(node, targets, role)
            self.by_target[targets, role] = note
        number = note[0].astext()
        reference = nodes.footnote_reference(
            "", number, refid=note["ids"][0], docname=self.docname, auto=1,
            ids=[f"cite-{number}-{len(note['backrefs']) + 1}"],
        )  # fmt: skip
        note["backrefs"] += reference["ids"]
        if in_place:
            _close_up(node)
        node.replace_self(reference if in_place else [node, reference])

    def _note(self, node: addnodes.pending_xref, targets: Targets, role: str) -> nodes.footnote:
        number = self._next()
        text = nodes.paragraph()
        for part, kind in self._parts(targets, role):
            source = node.deepcopy()
            source["reftype"] = kind
            give_targets(source, part)
            source["ids"] = []
            text += [nodes.Text("; "), source] if text.children else [source]
        text += nodes.Text(".")
        note = nodes.footnote(
            "", nodes.label("", number), text,
            ids=[f"note-{number}"], names=[number], backrefs=[], auto=1, docname=self.docname,
        )  # fmt: skip
        self.made.append(note)
        return note

    def _parts(self, targets: Targets, role: str) -> Iterator[tuple[Targets, str]]:
        """The citations in a note: one, or in notes in full one for each source, each with its role."""
        if not self.layout.in_full:
            yield targets, role
            return
        for one in targets:
            yield (one,), AGAIN if one.key in self.named else WHOLE
            self.named.add(one.key)


_WHOLE_IN_THE_TEXT = frozenset({"p", "ps", "alp", "alps", "label", "labelpar", "empty"})
"""Citations that print a source in full themselves where it stands in no list (`empty` prints nothing, as asked)."""


def _can_be_a_note(node: nodes.Element) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, _NO_NOTES):
            return False
        above = above.parent
    return True


def _close_up(node: nodes.Element) -> None:
    """Let no space stand before the number, and put the sign that closes a sentence or a part of it before, not after.

    The number follows all punctuation but the dash (Chicago Manual of Style, 17th edition, 14.26).
    """
    parent = node.parent
    # By place, not by value: equal pieces of text are equal nodes to docutils.
    place = next(number for number, child in enumerate(parent) if child is node)
    if not place or not isinstance(parent[place - 1], nodes.Text):
        return
    before = str(parent[place - 1]).rstrip()
    if place + 1 < len(parent) and isinstance(parent[place + 1], nodes.Text):
        after = str(parent[place + 1])
        if after[:1] in {".", ",", ";", ":", "?", "!"}:
            before += after[0]
            parent[place + 1] = nodes.Text(after[1:])
    parent[place - 1] = nodes.Text(before)
