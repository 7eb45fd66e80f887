"""Where in the code of an extension something is declared, and words of a declaration that mean nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from letopis.model.spelling import nearest

_DECLARING: Final = frozenset(
    {"letopis.api", "letopis.declarations", "letopis.model.declared", "letopis.model.fields", "letopis.registry"}
)
"""Modules through which declarations go: the line that is meant is above theirs."""


def caller() -> str:
    """The file and the line, ``FILE:LINE``, of the code that is just declaring something."""
    frame = sys._getframe(1)  # noqa: SLF001  the only way to the file and line of the caller
    while frame.f_back and frame.f_globals.get("__name__") in _DECLARING:
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def refuse_unknown(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Raise ``TypeError`` for the first word that is not known, with the place of the caller and the nearest words."""
    words = [*known]
    for word in given:
        if word not in words:
            near = nearest(word, words)
            hint = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"There are: {', '.join(words)}."
            raise TypeError(f"{caller()}: {what} has no '{word}'. {hint}")
