"""Former ids stay on the pages: as one more id of what they lead to, or as a link to the page where that is now."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from letopis.addresses.whereabouts import Place, whereabouts_of
from letopis.domain import builder_of


class KeepAddresses(SphinxPostTransform):
    """Gives the parts of a page the ids that lead to them, and what has left the page a link."""

    default_priority = 19
    """After lists of sources are set (6), before the web page is dressed (20)."""

    def run(self, **_kwargs: Any) -> None:
        """Add the ids and links of the page."""
        led_on = whereabouts_of(self.env).led_on.get(self.env.docname)
        if not led_on:
            return
        here = {name for node in self.document.findall(nodes.Element) for name in node["ids"]}
        wanted = {name: place for name, place in led_on.items() if name not in here}
        self._add_ids({name: place.id for name, place in wanted.items() if place.docname == self.env.docname})
        away = {name: place for name, place in wanted.items() if place.docname != self.env.docname}
        if away and builder_of(self.env).format == "html":
            self._add_links(away)

    def _add_ids(self, wanted: dict[str, str]) -> None:
        """One more id for each part; the page as a whole is its first heading."""
        by_id: dict[str, nodes.Element] = {}
        for node in self.document.findall(nodes.Element):
            for name in node["ids"]:
                by_id.setdefault(str(name), node)
        first = next(iter(self.document.findall(nodes.section)), None)
        for name, target in wanted.items():
            part = by_id.get(target, first)
            if part is not None:
                part["ids"].append(name)
                self.document.ids[name] = part

    def _add_links(self, away: dict[str, Place]) -> None:
        """At the end of the page, seen only by who comes by the old address: `static/letopis/moved.js` leads on."""
        box = nodes.bullet_list("", classes=["letopis-moved"], bullet="*")
        for name, (docname, target) in away.items():
            title = self.env.titles[docname].astext() if docname in self.env.titles else docname
            link = make_refnode(builder_of(self.env), self.env.docname, docname, target, nodes.Text(title))
            said = nodes.paragraph("", "What stood here is now part of ", link, nodes.Text("."))
            box += nodes.list_item("", said, ids=[name])
        (next(iter(self.document.findall(nodes.section)), None) or self.document).append(box)
