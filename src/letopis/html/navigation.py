"""Where a page stands: the tree of pages in the margin, the way to it, and the pages beside it.

The tree is made of plain strings from Sphinx's own tables, once for each section and folder, and
only the branch that leads to the page is opened. A section with many pages shows those of the page's
own group, and of a large group those near the page: a reader with a keyboard soon comes to the text,
and the work and the size of the site grow with the number of pages and no faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

MOST_LISTED: Final = 12
"""A group of more pages than this is not listed whole in the margin."""

NEAR: Final = 5
"""How many pages before and after the present one are listed then."""

MOST_CLOSED: Final = 8
"""A caption of the front page's with more pages than this shows only the first, unless the page is among them."""


class Branch:
    """Pages listed under one caption, in order, none twice."""

    def __init__(self, caption: str, docnames: Sequence[str]) -> None:
        """Note the place of each page: it is asked for while each page is written, and a section may have thousands."""
        self.caption = caption
        self.docnames = docnames
        self._places = {docname: place for place, docname in enumerate(docnames)}

    def __contains__(self, docname: str) -> bool:
        """Whether a page is listed here."""
        return docname in self._places

    def first_of(self, docnames: Iterable[str]) -> int | None:
        """The place of the first page listed here that is among some; ``None`` if none is."""
        return min((self._places[docname] for docname in docnames if docname in self._places), default=None)


class Tree:
    """The pages of the archive in reading order."""

    def __init__(self, app: Sphinx) -> None:
        """Take the order from the contents of the root page and of every page below it."""
        self._env = app.env
        self._uri = app.builder.get_target_uri
        self.root: str = app.config.root_doc
        self.branches = self._read_branches()
        self._parents: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        waiting = [self.root]
        for parent in waiting:
            for child in self.children(parent):
                if child not in self._parents and child != self.root:
                    self._parents[child] = parent
                    waiting.append(child)
        self._groups: dict[str, tuple[list[Branch], Branch]] = {}
        self._drawn: dict[tuple[str, tuple[str, ...]], str] = {}

    def _read_branches(self) -> list[Branch]:
        return [self._branch(table) for table in self._env.get_doctree(self.root).findall(addnodes.toctree)]

    def _branch(self, table: addnodes.toctree) -> Branch:
        named = [doc for _, doc in table["entries"] if doc in self._env.titles]
        return Branch(table.get("caption") or "", list(dict.fromkeys(named)))

    def children(self, docname: str) -> list[str]:
        """The pages listed in a page's own contents, in order, none twice."""
        if docname not in self._children:
            listed = dict.fromkeys(self._env.toctree_includes.get(docname, ()))
            self._children[docname] = [doc for doc in listed if doc in self._env.titles]
        return self._children[docname]

    def group_of(self, section: str, docname: str) -> Branch:
        """The pages of a section that stand under one caption with a page; without captions, all of the section."""
        if section not in self._groups:
            toc = self._env.tocs.get(section)
            tables = list(toc.findall(addnodes.toctree)) if toc is not None else []
            found = [self._branch(table) for table in tables]
            captioned = len(found) > 1 and all(group.caption for group in found)
            self._groups[section] = (found if captioned else [], Branch("", self.children(section)))
        groups, whole = self._groups[section]
        return next((group for group in groups if docname in group), whole)

    def ancestors(self, docname: str) -> list[str]:
        """The pages above a page, the topmost first, without the root."""
        found: list[str] = []
        while (parent := self._parents.get(docname)) is not None and parent != self.root:
            found.append(parent)
            docname = parent
        return found[::-1]

    def title(self, docname: str) -> str:
        """The title of a page, escaped."""
        return escape(self._env.titles[docname].astext(), quote=False)

    def link(self, start: str, target: str) -> str:
        """The address of a page as seen from another; of itself too, so that it is a link that can be copied."""
        return relative_uri(_folder(self._uri(start)), self._uri(target))

    def draw(self, docname: str) -> str:
        """The tree as HTML, open along the way to the page, which is marked."""
        opened = (*self.ancestors(docname), docname)
        # All pages of a group but those with pages of their own see the same tree; only the mark moves.
        path = opened if self.children(docname) else opened[:-1]
        steps = dict(self._steps(opened))
        crowded = any(len(group.docnames) > MOST_LISTED for group in steps.values())
        labels = tuple(group.caption for group in steps.values())
        key = (_folder(self._uri(docname)), (*path, docname) if crowded else (*path, *labels))
        if key not in self._drawn:
            self._drawn[key] = "".join(self._draw_branch(branch, opened, docname) for branch in self.branches)
        address = escape(self.link(docname, docname))
        return self._drawn[key].replace(f'<a href="{address}">', f'<a href="{address}" aria-current="page">', 1)

    def _steps(self, opened: tuple[str, ...]) -> list[tuple[str, Branch]]:
        """Each section on the way to a page, with the group that is listed below it."""
        return [(section, self.group_of(section, below)) for section, below in pairwise((*opened, ""))]

    def _draw_branch(self, branch: Branch, opened: tuple[str, ...], docname: str) -> str:
        if not branch.docnames:
            return ""
        caption = f'<p class="letopis-caption">{escape(branch.caption, quote=False)}</p>\n' if branch.caption else ""
        here = docname == self.root or branch.first_of(opened) is not None
        if not here and branch.caption and len(branch.docnames) > MOST_CLOSED:
            branch = Branch("", branch.docnames[:1])
        return caption + self._draw_list(branch, docname, opened)

    def _draw_list(self, branch: Branch, docname: str, opened: tuple[str, ...]) -> str:
        items: list[str] = []
        for entry in self._near(branch, opened):
            if entry is None:
                items.append('<li class="letopis-more" aria-hidden="true">…</li>\n')
                continue
            below = self._draw_below(entry, docname, opened) if entry in opened else ""
            items.append(f'<li><a href="{escape(self.link(docname, entry))}">{self.title(entry)}</a>{below}</li>\n')
        return f"<ul>\n{''.join(items)}</ul>\n"

    def _draw_below(self, section: str, docname: str, opened: tuple[str, ...]) -> str:
        """The pages under an open one: those beside the page. A crowded section's own page lists them itself."""
        if section == docname and len(self.children(section)) > MOST_LISTED:
            return ""
        group = dict(self._steps(opened)).get(section, Branch("", ()))
        if not group.docnames:
            return ""
        caption = f'<p class="letopis-caption">{escape(group.caption, quote=False)}</p>\n' if group.caption else ""
        return "\n" + caption + self._draw_list(group, docname, opened)

    @staticmethod
    def _near(branch: Branch, opened: tuple[str, ...]) -> list[str | None]:
        """The entries to list; ``None`` stands for those left out."""
        docnames = branch.docnames
        if len(docnames) <= MOST_LISTED:
            return list(docnames)
        here = branch.first_of(opened) or 0
        first, last = max(0, here - NEAR), min(len(docnames), here + NEAR + 1)
        shown: list[str | None] = [*docnames[first:last]]
        return [*([None] if first else []), *shown, *([None] if last < len(docnames) else [])]


def _folder(uri: str) -> str:
    """An address in the same folder, for working out relative ones; never that of a page."""
    return uri.rpartition("/")[0] + "/" if "/" in uri else ""


def page_contents(toc: nodes.Node | None, document: nodes.Node | None = None) -> str:
    """The headings of a page as a nested list of links; empty where there are fewer than two.

    Where a page has fewer of its own, those that its views have made (of ``document``, the page as it is written).
    """
    drawn = _own_headings(toc) if toc is not None else ""
    return drawn or (_made_headings(document) if document is not None else "")


def _made_headings(document: nodes.Node) -> str:
    """The headings below the title of a page, those of views among them, each with a place that an address names."""
    inner = [node for node in document.findall(nodes.section) if not isinstance(node.parent, nodes.document)]
    rubrics = [node for node in document.findall(nodes.rubric) if "letopis-heading" in node["classes"] and node["ids"]]
    if len(inner) + len(rubrics) < 2 or not rubrics:
        return ""
    items = []
    wanted: set[nodes.Element] = {*inner, *rubrics}
    for node in document.findall(nodes.Element):
        if node not in wanted:
            continue
        title = node[0] if isinstance(node, nodes.section) else node
        words = escape(title.astext(), quote=False)
        items.append(f'<li><a href="#{escape(node["ids"][0])}">{words}</a></li>\n')
    return f"<ul>\n{''.join(items)}</ul>\n"


def _own_headings(toc: nodes.Node) -> str:
    entries = [item for item in toc.children if isinstance(item, nodes.list_item)]
    below = [child for item in entries for child in item.children[1:] if isinstance(child, nodes.bullet_list)]
    drawn = "".join(_draw_headings(child) for child in below)
    return drawn if drawn.count("<a ") > 1 else ""


def _draw_headings(headings: nodes.bullet_list) -> str:
    items: list[str] = []
    for item in headings.children:
        link = next(iter(item.findall(nodes.reference)), None) if isinstance(item, nodes.list_item) else None
        if link is None or not link.get("anchorname"):
            continue
        inner = "".join(_draw_headings(child) for child in item.children[1:] if isinstance(child, nodes.bullet_list))
        words = escape(link.astext(), quote=False)
        items.append(f'<li><a href="{escape(link["anchorname"])}">{words}</a>{inner}</li>\n')
    return f"<ul>\n{''.join(items)}</ul>\n" if items else ""
