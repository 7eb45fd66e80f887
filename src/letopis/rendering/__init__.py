"""What views show, as docutils nodes: the same for HTML, PDF, EPUB and plain text."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from letopis.rendering import audit, claims, facts, fates, lists, maps, network, related, time, votes
from letopis.rendering.page import Page

Renderer = Callable[[Page, dict[str, str]], list[nodes.Node]]

RENDERERS: dict[str, Renderer] = {
    "facts": facts.render,
    "related": related.render,
    "beneath": related.render_beneath,
    "timeline": time.render_timeline,
    "composition": time.render_composition,
    "tenures": time.render_tenures,
    "votes": votes.render_list,
    "fates": fates.render_fates,
    "network": network.render_network,
    "map": maps.render_map,
    "matrix": claims.render_matrix,
    "claims": claims.render_register,
    "recordlist": lists.render_records,
    "audit": audit.render_audit,
    "rules": audit.render_rules,
    "downloads": lists.render_downloads,
}
"""Each view's name and what draws it."""
