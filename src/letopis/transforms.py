"""What is done to a page before it is written, when all pages are known: views and lists of sources become nodes."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.domain import builder_of, domain_of
from letopis.nodes import view
from letopis.page_nodes import put_in_place
from letopis.rendering.page import Page
from letopis.rendering.sources import UsesShown


class ResolveViews(SphinxPostTransform):
    """Replace each view marker by what it shows."""

    default_priority = 4
    """Before references (10) and bibliographies (5): views leave links and citations behind."""

    def run(self, **_kwargs: Any) -> None:
        """Draw every view of the page."""
        for node in list(self.document.findall(view)):
            domain = domain_of(self.env)
            page = Page(domain.archive, builder_of(self.env), node)
            put_in_place(node, domain.registry.draw(page, node["view"], node["options"]))


class ListSources(SphinxPostTransform):
    """Make each bibliography a plain list, with the pages that cite an entry below it.

    sphinxcontrib-bibtex leaves citation nodes: a label before each entry, which an author-date
    list does not have, and roles in HTML that no reader of it understands.
    """

    default_priority = 6
    """After sphinxcontrib-bibtex has set the entries (5), before references are resolved (10)."""

    def run(self, **_kwargs: Any) -> None:
        """Replace the entries of each list."""
        entries = list(self.document.findall(nodes.citation))
        if not entries:
            return
        keys = {c.citation_id: c.key for c in self.env.get_domain("cite").citations}  # type: ignore[attr-defined]
        archive = domain_of(self.env).archive
        shown: dict[str, UsesShown] = {}
        for entry in entries:
            key = next((keys[name] for name in entry["ids"] if name in keys), "")
            entry["docname"] = entry.get("docname", self.env.docname)
            item = self._item(entry)
            if entry["docname"] not in shown:
                shown[entry["docname"]] = UsesShown(Page(archive, builder_of(self.env), entry))
            item += shown[entry["docname"]].nodes_of(key)
            sources = entry.parent
            if not isinstance(sources, nodes.bullet_list):
                sources = nodes.bullet_list("", classes=["letopis-bibliography"], bullet="*")
                entry.parent.replace_self(sources)
                sources.extend(entry.parent.children)
            place = next(n for n, child in enumerate(sources) if child is entry)
            sources[place] = item

    def _item(self, entry: nodes.citation) -> nodes.list_item:
        """The entry without its label. On paper the id goes into the text, where it can be met."""
        item = nodes.list_item("", *[c for c in entry if not isinstance(c, nodes.label)])
        if builder_of(self.env).format == "html":
            item["ids"] = entry["ids"]
        elif item.children and isinstance(item[0], nodes.Element):
            item[0].insert(0, nodes.target("", "", ids=entry["ids"]))
        return item
