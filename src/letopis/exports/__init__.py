"""The archive as data: files beside the web pages in many formats, all from the same records, each with its schema.

Sorted, without a time of making, so that the same pages give the same bytes. What is exported as JSON can be
imported again: the same comes out, byte for byte.
"""

from __future__ import annotations

from letopis.exports.writing import setup_exports

__all__ = ["setup_exports"]
