"""The content policy of a page: what it may load and run. Everything is its own, nothing is foreign.

It stands in a `meta` element, so it holds wherever the page lies: on a server whose headers we
cannot set, and in a folder.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import unescape
from typing import Final

OWN: Final = ("'self'", "file:")
"""The page's own host. Firefox gives pages in a folder no host, so their neighbours are named by scheme;
on a server `file:` allows nothing, since no page from a server can load from the reader's disk."""

_STYLE = re.compile(r"\sstyle=\"([^\"]*)\"")
_STYLE_ELEMENT = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)

_BASE: Final[Mapping[str, Sequence[str]]] = {
    "default-src": ("'none'",),
    "script-src": OWN,
    "style-src": OWN,
    "img-src": (*OWN, "data:"),
    "font-src": OWN,
    "connect-src": OWN,
    "form-action": OWN,
    "base-uri": ("'none'",),
}


def content_policy(body: str, scripts: Iterable[str] = (), more: Mapping[str, Iterable[str]] | None = None) -> str:
    """The policy for a page with this body and these scripts in its head.

    A script in the body is never allowed: pages are written by many hands. A style attribute in it
    (a picture's width, a drawing) is allowed by its hash, so that no other can be slipped in.
    """
    allowed = {directive: list(sources) for directive, sources in _BASE.items()}
    allowed["script-src"] += sorted({fingerprint(script) for script in scripts})
    attributes = sorted({fingerprint(unescape(style)) for style in _STYLE.findall(body)})
    if attributes:
        allowed["style-src"] += ["'unsafe-hashes'", *attributes]
    allowed["style-src"] += sorted({fingerprint(style) for style in _STYLE_ELEMENT.findall(body)})
    for directive, sources in (more or {}).items():
        present = allowed.setdefault(directive, [])
        present += [source for source in sources if source not in present]
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in allowed.items())


def fingerprint(text: str) -> str:
    """The hash by which a piece of script or style is allowed."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
