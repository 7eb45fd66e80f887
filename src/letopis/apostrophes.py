"""Apostrophes before figures and at the head of words: ’57, ’tis, rock ’n’ roll.

Sphinx and docutils turn the straight mark before ``57`` into an opening quotation mark. Here it is
turned before they see it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import is_smartquotable

from letopis.bibliography.quotes import apostrophes


class TurnApostrophes(SphinxTransform):
    """Turn leading apostrophes in running text, wherever Sphinx sets quotation marks."""

    default_priority = 740
    """Before Sphinx's own quotation marks (750)."""

    def apply(self, **_kwargs: Any) -> None:
        """Write ’ for a straight mark that is an apostrophe at the beginning of a word."""
        if not self.config.smartquotes or self.document.settings.smart_quotes is False:
            return
        for text in list(self.document.findall(nodes.Text)):
            if "'" in text and is_smartquotable(text):
                turned = apostrophes(str(text))
                if turned != text:
                    text.parent.replace(text, nodes.Text(turned))
