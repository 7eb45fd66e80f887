"""Roles that point at records: ``{person}`ada``` and ``{person}`the countess <ada>```."""

from __future__ import annotations

from docutils import nodes
from sphinx.roles import XRefRole


class RecordRole(XRefRole):
    """A link to a record; without a text of its own it shows the record's name."""

    innernodeclass = nodes.inline

    def __init__(self) -> None:
        """Report unknown targets ourselves; see :func:`letopis.domain.is_ours`."""
        super().__init__(warn_dangling=True)
