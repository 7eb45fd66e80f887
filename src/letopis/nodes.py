"""The one node of ours: a marker that becomes a table, list or box for every builder."""

from __future__ import annotations

from docutils import nodes


class view(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """Where a view goes. Attributes: ``view`` (its name), ``options`` (dict of str), ``docname``.

    Replaced in :class:`letopis.transforms.ResolveViews`; no writer ever sees one.
    """
