"""Splits a field of names at ``and``, outside braces."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)


def split_names(text: str) -> list[str]:
    """``A, B and {C and D}`` gives ``["A, B", "{C and D}"]``; empty names are left out."""
    names, depth, start = [], 0, 0
    for match in _TOKEN.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            names.append(text[start : match.start()])
            start = match.end()
    names.append(text[start:])
    return [name.strip() for name in names if name.strip()]
