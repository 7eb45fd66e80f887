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
_LENGTH = r"\d{1,5}(?:\.\d{1,4})?(?:px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|vh|%)?"
_SIZES = re.compile(
    rf"(?:\s*(?:(?:max-)?width|height)\s*:\s*{_LENGTH}\s*(?:;|$))+|\s*text-align\s*:\s*(?:left|right|center)\s*;?\s*"
)
"""The only styles that a page's text may have: how large a picture or a column is, and on which side a cell stands.
Whatever could lift, move, cover or hide is not among them."""

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


def content_policy(
    body: str,
    scripts: Iterable[str] = (),
    more: Mapping[str, Iterable[str]] | None = None,
    styles: Iterable[str] = (),
) -> str:
    """The policy for a page with this body, and with these scripts and style sheets in its head.

    A script or a style sheet in the body is never allowed: pages are written by many hands. A style attribute in it is
    allowed by its hash if it only says how large something is.
    """
    allowed = {directive: list(sources) for directive, sources in _BASE.items()}
    allowed["script-src"] += sorted({fingerprint(script) for script in scripts})
    sizes = sorted({fingerprint(style) for style in map(unescape, _STYLE.findall(body)) if _SIZES.fullmatch(style)})
    if sizes:
        allowed["style-src"] += ["'unsafe-hashes'", *sizes]
    allowed["style-src"] += sorted({fingerprint(style) for style in styles})
    for directive, sources in (more or {}).items():
        present = allowed.setdefault(directive, [])
        present += [source for source in sources if source not in present]
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in allowed.items())


def fingerprint(text: str) -> str:
    """The hash by which a piece of script or style is allowed."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
