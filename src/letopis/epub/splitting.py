"""Pages of the EPUB that are too long for slow readers, cut into files that follow one another.

A reading system lays out a whole file before it shows a line of it; some refuse a large one. A page is cut between the
paragraphs, items and sections of its text, never within one; links are led to the file in which their place has come to lie.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html import unescape
from typing import Final

LARGEST: Final = 180_000
"""Bytes of a file; below the 200,000 that no file should pass, since the parts get heads of their own."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_DIVISIBLE = frozenset({"div", "section", "ul", "dl", "aside", "article", "main"})
_WHOLE = frozenset({"dd", "h1", "h2", "h3", "h4", "h5", "h6"})
"""What is never the first of a file: a term's explanation; and, of what a section holds, its heading."""
_NAME = re.compile(r"\s(?:id|epub:type|role|aria-label|aria-labelledby)=\"[^\"]*\"")
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_LINK = re.compile(r"(?P<head>\s(?:href|src)=\")(?P<file>[^\"#]*)#(?P<id>[^\"]+)(?=\")")


@dataclass(frozen=True, slots=True)
class Split:
    """The files of a book after the cutting."""

    files: dict[str, str]
    parts: dict[str, list[str]]
    """For each file that was cut, the further files, in their order."""


def split(files: Mapping[str, str], largest: int = LARGEST) -> Split:
    """Cut every XHTML file of more bytes than ``largest``, and lead all links of the files to where their places are."""
    done: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    places: dict[tuple[str, str], str] = {}
    for name, text in files.items():
        pieces = _pieces(text, largest) if name.endswith(".xhtml") and len(text.encode()) > largest else [text]
        names = [name, *(f"{name.removesuffix('.xhtml')}.part{n}.xhtml" for n in range(2, len(pieces) + 1))]
        done |= dict(zip(names, pieces, strict=True))
        if len(pieces) > 1:
            parts[name] = names[1:]
            places |= {
                (name, unescape(id_)): file
                for file, piece in zip(names, pieces, strict=True)
                for id_ in _ID.findall(piece)
            }
    if not places:
        return Split(done, parts)
    origin = {file: name for name, more in parts.items() for file in more}
    return Split({name: led(name, text, places, origin.get(name, name)) for name, text in done.items()}, parts)


def led(name: str, text: str, places: Mapping[tuple[str, str], str], origin: str) -> str:
    """The text of a file with its links led to the files that hold their places; ``origin`` is the file it was cut from."""
    return _LINK.sub(partial(_lead, name, places, origin), text)


def _lead(name: str, places: Mapping[tuple[str, str], str], origin: str, link: re.Match[str]) -> str:
    folder = posixpath.dirname(name)
    target = _target(folder, link["file"]) if link["file"] else origin
    file = places.get((target, unescape(link["id"])))
    if file is None:
        return link[0]
    shown = "" if file == name else _relative(file, folder)
    return f"{link['head']}{shown}#{link['id']}"


# The pages of a folder link to the same files, again and again.
@cache
def _target(folder: str, link: str) -> str:
    """The file that a link from a page in a folder leads to."""
    return posixpath.normpath(posixpath.join(folder, unescape(link)))


@cache
def _relative(file: str, folder: str) -> str:
    """A file as seen from a folder."""
    return posixpath.relpath(file, folder or ".")


def _pieces(text: str, largest: int) -> list[str]:
    """The text as whole documents; one alone if there is no place to cut it."""
    opening = re.search(r"<body[^>]*>", text)
    if opening is None or "</body>" not in text:
        return [text]
    head, foot = text[: opening.end()], text[text.rindex("</body>") :]
    body = text[opening.end() : len(text) - len(foot)]
    pieces: list[str] = []
    start, before = 0, ""
    room = largest - len(head.encode()) - len(foot.encode())
    best: tuple[int, list[tuple[str, str]]] | None = None
    for place, open_ in _cuts(body):
        if best is not None and len(body[start:place].encode()) + len(before) > room:
            cut, around = best
            pieces.append(head + before + body[start:cut] + "".join(f"</{tag}>" for tag, _ in reversed(around)) + foot)
            start, before = cut, "".join(_NAME.sub("", tag) for _, tag in around)
        best = (place, open_)
    if best is not None and len(body[start:].encode()) > room and best[0] > start:
        cut, around = best
        pieces.append(head + before + body[start:cut] + "".join(f"</{tag}>" for tag, _ in reversed(around)) + foot)
        start, before = cut, "".join(_NAME.sub("", tag) for _, tag in around)
    return [*pieces, head + before + body[start:] + foot]


def _cuts(body: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Where a text may be cut, with the elements that are open there: the name of each, and its start tag."""
    open_: list[tuple[str, str]] = []
    last = ""
    for tag in _TAG.finditer(body):
        name = tag["name"]
        if tag["end"]:
            if open_:
                open_.pop()
            last = name
            continue
        divisible = all(each in _DIVISIBLE for each, _ in open_)
        if open_ and divisible and last and last not in _WHOLE - {"dd"} and name not in _WHOLE:
            yield tag.start(), list(open_)
        last = ""
        if not tag[0].endswith("/>"):
            open_.append((name, tag[0]))
        else:
            last = name
