"""The order of the book: what the root document's toctrees say of parts and chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

_INVISIBLE = (nodes.Invisible, nodes.title, nodes.target)


@dataclass(slots=True)
class Part:
    """Chapters under one title, or, without a title, chapters that belong to no part."""

    title: str
    chapters: list[str]
    ids: list[str] = field(default_factory=list)
    """Ids of a section of the root document that the part replaces."""


def take_parts(root: nodes.document) -> list[Part]:
    """Take the toctrees out of the root document, each as a part.

    A toctree's caption names the part. A toctree without one that stands alone in a section of the
    root document takes that section's title, and the section goes.
    """
    parts: list[Part] = []
    for toctree in list(root.findall(addnodes.toctree)):
        part = Part(str(toctree.get("caption") or ""), [str(name) for name in toctree["includefiles"]])
        place = toctree.parent
        _remove(toctree)
        section = _section_around(place)
        if section is not None and not part.title and section.parent.parent is not None and not _says_anything(section):
            title = section.next_node(nodes.title)
            part.title = title.astext() if title is not None else ""
            part.ids = list(section["ids"])
            _remove(section)
        parts.append(part)
    return parts


def says_anything(root: nodes.document) -> bool:
    """Whether the root document has anything left to print beside its title."""
    return any(_says_anything(section) for section in root.findall(nodes.section)) or _says_anything(root)


def retitle(root: nodes.document, text: str) -> None:
    """Give the root document's own text a title of its own: the book's stands on the title page."""
    title = root.next_node(nodes.title)
    if title is not None:
        title.children = [nodes.Text(text)]


def documents_of(env: BuildEnvironment, omit: Sequence[str] = ()) -> set[str]:
    """Every document that the root document's toctrees reach, itself included, but for those a pattern leaves out.

    Of a page that is left out, the pages that stand in it are left out too.
    """
    found: set[str] = set()
    left_out = Matcher(omit)

    def walk(docname: str) -> Iterator[str]:
        if docname not in found and (docname == env.config.root_doc or not left_out(docname)):
            found.add(docname)
            yield docname
            for child in env.toctree_includes.get(docname, ()):
                yield from walk(child)

    return set(walk(env.config.root_doc))


def is_chapter(env: BuildEnvironment, docname: str, omit: Sequence[str] = ()) -> bool:
    """Whether a document is a chapter of the book: the root document leads to it, and no pattern leaves it out."""
    root = env.config.root_doc
    return docname != root and docname in env.toctree_includes.get(root, ()) and not Matcher(omit)(docname)


def _section_around(node: nodes.Element) -> nodes.section | None:
    around: nodes.Element | None = node
    while around is not None and not isinstance(around, nodes.section):
        around = around.parent
    return around


def _says_anything(element: nodes.Element) -> bool:
    return any(not isinstance(child, (*_INVISIBLE, nodes.section, nodes.comment)) for child in element.children)


def _remove(node: nodes.Element) -> None:
    """Remove a node, and what held nothing but it."""
    parent = node.parent
    parent.remove(node)
    if not parent.children and not isinstance(parent, nodes.section | nodes.document):
        _remove(parent)
