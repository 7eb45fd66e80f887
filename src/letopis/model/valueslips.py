"""What is wrong in the text of a field before its reader sees it: markup that belongs into running text, brackets."""

from __future__ import annotations

import re
from typing import Final

_ROLE: Final = re.compile(r"\{(?P<role>[a-z]+(?::[a-z]+)?)\}`(?P<text>[^`]*)`")
_LINK: Final = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]+)\)")
_SOURCE: Final = re.compile(r"[^\W\d_][\w-]*\d{4}[a-z]?")
_TARGET: Final = re.compile(r"<([^<>]*)>$")
_PLACE: Final = re.compile(r"\{([^{}]*)\}$")


def markup_fault(text: str) -> str | None:
    """Why a field cannot hold this text: it holds a role or a link, which are for running text."""
    if role := _ROLE.search(text):
        inner = role["text"].strip()
        if role["role"].startswith(("cite", "footcite")):
            place = _PLACE.search(inner)
            key = inner[: place.start()].strip() if place else inner
            cited = f"[{key}, {place[1]}]" if place else f"[{key}]"
            written = f"{text[: role.start()].rstrip()} {cited}{text[role.end() :]}".strip()
            return f"a field takes a source in brackets, without a role. Write {written}"
        target = _TARGET.search(inner)
        key = target[1] if target else inner
        return f"a field takes the key alone, without a role. Write {text[: role.start()]}{key}{text[role.end() :]}"
    if link := _LINK.search(text):
        key = link["target"].rpartition("/")[2].removesuffix(".md").lstrip("#")
        return f"a field takes the key alone, not a link. Write {text[: link.start()]}{key}{text[link.end() :]}"
    return None


def bracket_fault(text: str) -> str | None:
    """Why the sources of a value cannot be told from it: a bracket stands alone."""
    opened, closed = text.count("["), text.count("]")
    if opened == closed:
        return None
    if closed < opened and text.rstrip().endswith("["):
        return f"behind the '[' no source is named. Write {text.rstrip(' [')}, or name one: [Smith1999]"
    if closed < opened:
        return f"a ']' is missing. Write {text}]"
    head, _, last = text.rpartition(" ")
    if "[" in text or not head:
        return "a '[' is missing, or a ']' too many"
    return f"a '[' is missing. Write {head} [{last}"


def unbracketed(text: str) -> str | None:
    """What should be written where a source stands without square brackets: ``1890 (Smith1999)``; else nothing."""
    head, _, last = text.rstrip().rpartition(" ")
    if last.startswith("(") != last.endswith(")"):
        return None
    key = last.removeprefix("(").removesuffix(")")
    return f"{head} [{key}]" if head and _SOURCE.fullmatch(key) else None
