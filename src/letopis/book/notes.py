"""What leads elsewhere: links, notes at the foot of the page, citations, sources."""

from __future__ import annotations

import re
from itertools import count
from typing import NoReturn

from docutils import nodes

from letopis.book.diagnostics import place
from letopis.book.inline import NEAR, InlineVisitors
from letopis.book.markup import escape, string

_SCHEME = re.compile(r"^(?:https?://|mailto:)(?:www\.)?")
_CLOSING = re.compile(r"[.,;:!?…]+")
_BRACKETS = {"[": "]", "(": ")"}

_MARK = "\x02"
_MARKED = re.compile(f"{_MARK}([^{_MARK}]*){_MARK}")
"""The label a note may need, between two signs that no text has (:func:`letopis.book.markup.escape`)."""

QUIET = ("table", "caption", "title", "facts")
"""Where no address is printed after a link: there is no room, or no reader for it."""


def is_citation(node: nodes.Node) -> bool:
    """Whether a node is what sphinxcontrib-bibtex leaves of a citation in brackets (``cite:p``).

    One in running words (``cite:t``) is of the same class; its brackets, if it has any, are part of
    a link. One that opens a line, as in a list of sources, has nothing it could be a note to.
    """
    if not (isinstance(node, nodes.inline) and "bibtex-citation" in node["classes"]) or not _follows_words(node):
        return False
    first, last = node.children[0], node.children[-1]
    if not (isinstance(first, nodes.Text) and isinstance(last, nodes.Text)):
        return False
    return _BRACKETS.get(first[:1]) == last[-1:]


def _follows_words(node: nodes.Node) -> bool:
    before = node.parent.children[: node.parent.index(node)]
    return any(each.astext() for each in before)


def is_note(node: nodes.Node) -> bool:
    """Whether a node is set as the mark of a note."""
    return isinstance(node, nodes.footnote_reference) or is_citation(node)


def bare(address: str) -> str:
    """An address without what a reader leaves out when he types it."""
    return _SCHEME.sub("", address.strip()).rstrip("/").casefold()


class NoteVisitors(InlineVisitors):
    """References, footnotes, citations, targets and index marks."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.footnotes = {id_: note for note in self.document.findall(nodes.footnote) for id_ in note["ids"]}
        self.called: dict[str, str] = {}
        self.noted: dict[str, str] = {}
        """The label of each note since the numbers began anew, by its text."""
        self.notes_called_again: set[str] = set()
        self.joined: set[int] = set()
        """Marks (by ``id``) whose notes were set with that of the mark before them."""
        self.told_addresses: set[str] = set()
        self.note_numbers = count(1)
        self.endings: list[str] = []

    # -- notes that are repeated
    def restart_notes(self) -> None:
        """The numbers of notes begin anew: what was noted before is noted once more."""
        self.noted.clear()
        self.called.clear()

    def note(self, text: str) -> str:
        """A note, or the mark of the one that says the same since the numbers began anew."""
        if self.is_inside("heading"):
            return f"#title-note[{text}]"  # contents and running heads print the title without it
        known = self.noted.get(text)
        if known is not None:
            self.notes_called_again.add(known)
            return f"#footnote(label({string(known)}))"
        label = f"fn:{self.page.docname}:{next(self.note_numbers)}"
        self.noted[text] = label
        return f"#footnote[{text}]{_MARK}{label}{_MARK}"

    def astext(self) -> str:
        """All that was written; a note has a label where it is called again."""

        def labelled(match: re.Match[str]) -> str:
            return f"#label({string(match[1])})" if match[1] in self.notes_called_again else ""

        return _MARKED.sub(labelled, super().astext())

    # -- links
    def visit_reference(self, node: nodes.reference) -> None:
        label, address = self.destination(node)
        if label:
            self.add(f"{self.xref(label, node)}[")
        else:
            self.add(f"#ext({string(address)})[" if address else "#[")
        self.endings.append(self._page_after(node, label) if label else self._address_after(node, address))

    def xref(self, label: str, node: nodes.Element) -> str:
        """The call that links to a place in the book."""
        return f"#xref({self.builder.note_link(label, place(node))})"

    def depart_reference(self, node: nodes.reference) -> None:
        """The anchors stand after the words: before them, they would stay behind on a page that the words have left."""
        self.add("]", self.anchors(node), self._place_for_index(node))
        ending = self.endings.pop()
        if ending.startswith("#footnote"):
            self.add_note(node, ending)
        else:
            self.add(ending)

    def _place_for_index(self, node: nodes.Element) -> str:
        """In a box, a table or a list a link is a mention, too; in running text its author has marked it."""
        label = self.destination(node)[0] if self.is_inside("facts", "table", "list") else ""
        if not label or self.is_inside("note", "title", "caption") or "letopis-anchor" in node:
            return ""
        if self.told - self.named_at.get(label, -NEAR) < NEAR:
            return ""
        self.named_at[label] = self.told
        return self.index_place(label)

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def visit_download_reference(self, node: nodes.reference) -> None:
        """A file that lies beside the web pages; the book names it."""
        self.add("#[")

    def depart_download_reference(self, node: nodes.reference) -> None:
        self.add("]", self.anchors(node))

    def destination(self, node: nodes.Element) -> tuple[str, str]:
        """Where a link leads: a label in the book, or an address outside it, or neither."""
        uri = str(node.get("refuri", ""))
        if "refid" in node:
            return self.label(node["refid"]), ""
        if uri.startswith("#"):
            return self.label(uri[1:]), ""
        if not uri.startswith("%"):
            return "", uri
        docname, _, fragment = uri[1:].partition("#")
        if docname in self.builder.documents or docname == "genindex":
            return f"{docname}:{fragment}", ""
        return "", self.builder.web_address(f"{docname}:{fragment}")

    def _page_after(self, node: nodes.Element, label: str) -> str:
        """The page of the place, where it helps a reader of paper.

        In boxes, tables and lists that is always, in running text at the first mention in a chapter.
        """
        classes: set[str] = set()
        for near in (node, *node.findall(nodes.inline), *_ancestors(node)):
            classes.update(near.get("classes", ()))
        skip = {"std-term", "letopis-no-page", "bibtex-citation"} & classes
        if not self.book.page_refs or skip or self.is_inside("note", "caption", "title"):
            return ""
        if self.is_inside("facts", "table", "list"):
            return f"#page-number({string(label)})"
        if label in self.builder.told_pages:
            return ""
        self.builder.told_pages.add(label)
        return f"#page-ref({string(label)})"

    def _address_after(self, node: nodes.Element, address: str) -> str:
        """The address itself, once a document, unless the words already are it."""
        shown, words = bare(address), bare(node.astext())
        known = not address or shown in words or ("/" in words and words in shown) or shown in self.told_addresses
        if known or self.is_inside(*QUIET):
            return ""
        if self.is_inside("note", "bibliography"):
            note = next((up for up in _ancestors(node) if isinstance(up, nodes.footnote | nodes.citation)), node)
            return "" if shown in note.astext().casefold() else f" (#address({string(address)}))"
        self.told_addresses.add(shown)
        return f"#footnote[#address({string(address)})]"

    # -- notes
    def visit_footnote_reference(self, node: nodes.footnote_reference) -> NoReturn:
        if id(node) in self.joined:
            self.trim()
        elif node.get("refid", "") not in self.footnotes:
            self.add(self.text(node.astext()))  # docutils has said that it is written nowhere
        else:
            texts = [self._called(one) for one in self._to_be_joined(node)]
            self.add_note(node, self.note(" ".join(texts)))
        raise nodes.SkipNode

    def _called(self, node: nodes.Element) -> str:
        """The text of the note that a mark calls."""
        refid = node["refid"]
        if refid not in self.called:
            with self.within("note"):
                self.called[refid] = self.render_all(self.footnotes[refid].children)
        return self.called[refid]

    def _to_be_joined(self, node: nodes.Element) -> list[nodes.Element]:
        """A mark and those beside it, if they are one note: each of one paragraph, called here alone, not noted before."""
        chain = [node, *self._notes_after(node)]
        marks = [one for one in chain if isinstance(one, nodes.footnote_reference)]
        if len(marks) < 2 or marks != chain or not all(self._is_short(mark) for mark in marks):
            return [node]
        if any(self._called(mark) in self.noted for mark in marks):  # it has a number already
            return [node]
        self.joined.update(map(id, marks[1:]))
        return [*marks]

    def _is_short(self, mark: nodes.Element) -> bool:
        note = self.footnotes.get(mark.get("refid", ""))
        if note is None:
            return False
        told = [part for part in note.children if not isinstance(part, nodes.label)]
        return len(told) == 1 and isinstance(told[0], nodes.paragraph) and len(note["backrefs"]) < 2

    def add_note(self, node: nodes.Element, markup: str) -> None:
        """Write a mark close to the word before it, and apart from a mark that stands there already.

        Beside a citation, which authors write before the full stop, the mark goes after it.
        """
        self.trim()
        chain = [node, *self._notes_after(node)]
        if self.book.cite_notes and any(is_citation(link) for link in chain):
            self._hop(chain[-1])
        last = next((chunk for chunk in reversed(self.out) if not chunk.startswith("#anchor(")), "")
        self.add("#note-gap" if last.startswith("#footnote") else "", markup)

    @staticmethod
    def _notes_after(node: nodes.Node) -> list[nodes.Node]:
        """The marks that follow on a mark, with nothing but space between."""
        found: list[nodes.Node] = []
        for sibling in node.parent.children[node.parent.index(node) + 1 :]:
            if is_note(sibling):
                found.append(sibling)
            elif not isinstance(sibling, nodes.Text) or sibling.astext().strip():
                break
        return found

    def _hop(self, node: nodes.Node) -> None:
        """Set the stop or comma that follows a mark before it."""
        siblings = node.parent.children
        text = next(iter(siblings[siblings.index(node) + 1 :]), None)
        match = _CLOSING.match(text.astext()) if isinstance(text, nodes.Text) else None
        if match is not None and id(text) not in self.hopped:
            self.hopped[id(text)] = match.end()
            self.add(escape(match[0]))

    def visit_footnote(self, node: nodes.footnote) -> NoReturn:
        """Nothing here: a note is set where it is called."""
        raise nodes.SkipNode

    # -- citations
    def visit_inline(self, node: nodes.inline) -> None:
        if not is_citation(node):
            super().visit_inline(node)
            return
        if not self.book.cite_notes or self.is_inside("note", "bibliography", *QUIET):
            with self.within("note"):
                self.add(self.render_all(node.children))
            raise nodes.SkipNode
        first, last = node.children[0].astext(), node.children[-1].astext()
        if len(node.children) == 1:
            inner: list[nodes.Node] = [nodes.Text(first[1:-1])]
        else:
            inner = [nodes.Text(first[1:]), *node.children[1:-1], nodes.Text(last[:-1])]
        with self.within("note"):
            text = self.render_all(inner)
        self.add_note(node, self.note(text if text.endswith(".") else f"{text}."))
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.citation) -> NoReturn:
        label, children = "", node.children
        if children and isinstance(children[0], nodes.label):
            label, children = escape(children[0].astext()), children[1:]
        with self.within("bibliography"):
            self.add(f"#bibitem([{label}])[{self.render_all(children)}]\n")
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """One that Sphinx has not turned into a link."""
        self.add("\\[")

    def depart_citation_reference(self, node: nodes.citation_reference) -> None:
        self.add("\\]")

    def visit_label(self, node: nodes.label) -> NoReturn:
        raise nodes.SkipNode

    # -- places
    def visit_target(self, node: nodes.target) -> None:
        """An anchor and no more; it is set already."""

    def depart_target(self, node: nodes.target) -> None: ...

    def visit_index(self, node: nodes.Element) -> NoReturn:
        """Its places are anchors; its words are gathered in the index."""
        raise nodes.SkipNode


def _ancestors(node: nodes.Node) -> list[nodes.Element]:
    found: list[nodes.Element] = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
