"""Gives the parts of a page ids that do not depend on where they stand, while the page is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from letopis.addresses.ledger_file import ledger_of
from letopis.domain import app_of
from letopis.model.ids import short_id, slug
from letopis.model.parts import HEADING
from letopis.registry import registry_of

_KEPT: Final = frozenset({"main-content", "notes", "search", "genindex"})
"""Ids that the layout of web pages uses; see the templates and :mod:`letopis.html.transforms`."""

_PREFIXES: Final = (
    "par-",
    "source-",
    "table-",
    "text-",
    "figure-",
    "letopis-",
    "note-",
    "cite-",
    "mention-",
    "sources-",
    "term-",
)
"""How the ids of other things begin."""

_NOT_LABELLED: Final = (nodes.footnote, nodes.citation, nodes.footnote_reference, nodes.citation_reference)


class NameParts(SphinxTransform):
    """Ids of headings, labels, tables and figures, made from their words.

    Docutils leaves out figures and letters of other scripts, and calls what is left without a name, or with the name
    of another, ``id1``, ``id2`` in the order of the page.
    """

    default_priority = 205
    """Before tables and figures are given numbers for ids (210), and before anything leads to an id (260)."""

    def apply(self, **_kwargs: Any) -> None:
        """Rename the ids of the page."""
        kinds = tuple(f"{kind}-" for kind in registry_of(app_of(self.env)).schema.kinds)
        self._of_others = (*_PREFIXES, *kinds)
        self._renamed: dict[str, str] = {}
        sections = list(self.document.findall(nodes.section))
        ours = {id(section): section["ids"][0] for section in sections if section["ids"]}
        self._name_labels(set(ours.values()))
        for section, name in self._heading_ids(sections):
            self._rename(section, ours.get(id(section), ""), name)
        self._name_captioned()
        self._tell_others()

    # -- headings
    def _heading_ids(self, sections: list[nodes.section]) -> Iterator[tuple[nodes.section, str]]:
        """Each heading with its id: its words, after those of the headings above it where two have the same."""
        published = {one.id: one.note("under") for one in ledger_of(app_of(self.env)).on(self.env.docname, HEADING)}
        words = {id(section): _words(section) for section in sections}
        found: dict[int, str] = {}
        same: defaultdict[str, list[nodes.section]] = defaultdict(list)
        for section in sections:
            same[words[id(section)]].append(section)
        for name, some in same.items():
            if len(some) == 1:
                found[id(some[0])] = name
                continue
            first = _published_one(some, name, published, found)
            if first is not None:
                found[id(first)] = name
            rest = [section for section in some if section is not first]
            found |= told_apart(rest, words, taken={*same})
        for section in sections:
            name = found[id(section)]
            yield section, f"{name}-section" if name in _KEPT or name.startswith(self._of_others) else name

    # -- labels
    def _name_labels(self, of_headings: set[str]) -> None:
        """A label is an id as it is written, with its figures and in its script."""
        for name, explicit in list(self.document.nametypes.items()):
            old = self.document.nameids.get(name)
            node = self.document.ids.get(old) if old and explicit else None
            if node is None or old in of_headings or isinstance(node, _NOT_LABELLED) or "refuri" in node:
                continue
            wanted = slug(name)
            if wanted and wanted != nodes.make_id(name):
                self._rename(node, cast("str", old), wanted)

    # -- tables and figures
    def _name_captioned(self) -> None:
        """A table, figure or listing without a label has an id from its caption, or a table from its head."""
        seen: Counter[str] = Counter()
        for node in self.document.findall(lambda one: isinstance(one, nodes.table | nodes.figure | nodes.container)):
            element = cast("nodes.Element", node)
            if element["ids"] or (isinstance(element, nodes.container) and not element.get("literal_block")):
                continue
            if not (words := _caption(element)):
                continue
            kind = "table" if isinstance(element, nodes.table) else "figure"
            name = f"{kind}-{slug(words) or short_id(words)}"
            seen[name] += 1
            if seen[name] > 1:
                name = f"{name}-{short_id(element.astext())}"
            if name not in self.document.ids:
                element["ids"].append(name)
                self.document.ids[name] = element

    # -- the document's own books
    def _rename(self, node: nodes.Element, old: str, new: str) -> None:
        """Give a node another id, unless something else has it."""
        ids = self.document.ids
        if new == old or (ids.get(new) is not None and ids[new] is not node and new not in self._renamed):
            return
        if old in node["ids"]:
            node["ids"][node["ids"].index(old)] = new
            if ids.get(old) is node:
                del ids[old]
        else:
            node["ids"].insert(0, new)
        self._renamed[old] = new
        ids[new] = node

    def _tell_others(self) -> None:
        """Names and MyST's anchors lead to the new ids."""
        names = self.document.nameids
        for name, old in list(names.items()):
            if old in self._renamed:
                names[name] = self._renamed[old]
        slugs: dict[str, tuple[int, str, str]] = getattr(self.document, "myst_slugs", {})
        for anchor, (line, old, title) in list(slugs.items()):
            slugs[anchor] = (line, self._renamed.get(old, old), title)


def _words(section: nodes.section) -> str:
    """The words of a heading as an id."""
    text = section[0].astext() if section.children and isinstance(section[0], nodes.title) else ""
    return slug(text) or f"heading-{short_id(text)}"


def _published_one(
    some: list[nodes.section], name: str, published: Mapping[str, str], found: Mapping[int, str]
) -> nodes.section | None:
    """Of several headings with the same words the one that was published under them: the one below the same heading."""
    if name not in published:
        return None
    under = {id(section): found.get(id(section.parent), "") for section in some}
    return next((section for section in some if under[id(section)] == published[name]), some[0])


def told_apart(some: list[nodes.section], words: Mapping[int, str], taken: set[str]) -> dict[int, str]:
    """An id for each of several headings with the same words: theirs after those above, as many as it takes.

    Two that stand below the same headings are told apart by what stands first below each of them, and if that is the
    same as well, by their order. No id in ``taken`` is given.
    """
    longer = {id(section): _longer_names(section, words) for section in some}
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for section in some:
        others = {name for one in some if one is not section for name in longer[id(one)]} | taken
        last = f"{words[id(section)]}-{short_id(_opening(section))}"
        name = next((name for name in longer[id(section)] if name not in others), last)
        seen[name] += 1
        found[id(section)] = f"{name}-{seen[name]}" if seen[name] > 1 else name
    return found


def _longer_names(section: nodes.section, words: Mapping[int, str]) -> list[str]:
    """The words of a heading after those of the one above it, of the two above it, and so on."""
    names = [words[id(section)]]
    for above in _above(section):
        names.append(f"{words[id(above)]}-{names[-1]}")
    return names[1:]


def _above(section: nodes.section) -> Iterator[nodes.section]:
    node = section.parent
    while node is not None:
        if isinstance(node, nodes.section):
            yield node
        node = node.parent


def _opening(section: nodes.section) -> str:
    """The first text below a heading."""
    return next((one.astext() for one in section.findall(nodes.paragraph)), "")


def _caption(element: nodes.Element) -> str:
    """The words of a caption; of a table without one, those of its head."""
    for child in element.children:
        if isinstance(child, nodes.title | nodes.caption):
            return child.astext()
    head = next(iter(element.findall(nodes.thead)), None) if isinstance(element, nodes.table) else None
    return " ".join(entry.astext() for entry in head.findall(nodes.entry)) if head is not None else ""
