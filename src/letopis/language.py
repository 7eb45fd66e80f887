"""Marks runs of Cyrillic with the archive's native language, for screen readers and hyphenation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

CYRILLIC = re.compile(r"[\u0400-\u052f][\u0400-\u052f\u0301 \u00a0,.«»—–-]*[\u0400-\u052f\u0301]|[\u0400-\u052f]")
_CYRILLIC_LANGUAGES = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_LITERAL = (nodes.literal, nodes.literal_block, nodes.raw, nodes.comment, addnodes.index)


def mark_language(texts: Iterable[nodes.Text], language: str) -> None:
    """Mark runs of Cyrillic with their language, if the archive's is written so: for voices and hyphenation."""
    for text in texts:
        if text.isascii():
            continue
        runs = list(by_language(text, language))
        if not any(other for _, other in runs) or isinstance(text.parent, _LITERAL):
            continue
        if any(name.startswith("language-") for name in text.parent.get("classes", ())):
            continue
        inline = [f"language-{language}"]
        parts = [nodes.inline("", run, classes=inline) if other else nodes.Text(run) for run, other in runs]
        text.parent.replace(text, parts)


def by_language(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """The runs of a text in order, each with whether it is in the archive's other language, if that is Cyrillic."""
    start = 0
    for match in CYRILLIC.finditer(text) if language in _CYRILLIC_LANGUAGES else ():
        if match.start() > start:
            yield text[start : match.start()], False
        yield match.group(), True
        start = match.end()
    if start < len(text):
        yield text[start:], False
