"""The values of fields as plain text, as marked text (:mod:`letopis.bibliography.latex`) and as pybtex's rich text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urlsplit

from pybtex.richtext import HRef, Tag, Text

from letopis.bibliography.latex import (
    ANY_MARK,
    CLOSE,
    EM,
    LINK,
    STRONG,
    SUB,
    SUP,
    TARGET_END,
    is_simple,
    read_latex,
)
from letopis.model.values import LONGEST_ADDRESS

Rich: TypeAlias = Any
"""A pybtex rich text; pybtex carries no types."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_UNSORTED = re.compile(r"[^\w\s]|[ʹʺʻʼʽ_]")
_UNDECOMPOSED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_TAGS: Final = {EM: "em", STRONG: "strong", SUP: "sup", SUB: "sub"}
_SPLIT = re.compile(f"([{EM}{STRONG}{SUP}{SUB}{CLOSE}]|{LINK}[^{LINK}{TARGET_END}]*{TARGET_END})")


@lru_cache(maxsize=16384)  # sorting, citing and listing ask for the same values again and again
def _read(value: str) -> str:
    return read_latex(value)


def marked(value: str) -> str:
    """A field's value as marked text, without space at its ends."""
    return value.strip() if is_simple(value) else _read(value).strip()


def unmarked(text: str) -> str:
    """Marked text as plain text."""
    return text if text.isascii() else ANY_MARK.sub("", text)


def plain(value: str) -> str:
    r"""A field's value as plain text: ``{CPSU} \& \emph{x}`` gives ``CPSU & x``."""
    return unmarked(marked(value)).strip()


def emphasised(text: str) -> str:
    """Marked text in italics; what stands in italics within it is set upright."""
    if not text:
        return ""
    return f"{EM}{text}{CLOSE}" if EM not in text else EM + _upright(text) + CLOSE


def _upright(text: str) -> str:
    """Close the italics around each inner run of italics, and open them again after it."""
    made, stack = [], []
    for piece in _SPLIT.split(text):
        if piece == EM:
            stack.append(EM)
            made.append(CLOSE)
        elif piece == CLOSE:
            made.append(EM if stack and stack.pop() == EM else CLOSE)
        else:
            if piece and (piece in _TAGS or piece[0] == LINK):
                stack.append(piece)
            made.append(piece)
    return "".join(made)


def single_quotes(text: str) -> str:
    """Text to stand between double quotation marks: those inside become single."""
    return text.replace("“", "‘").replace("”", "’").replace('"', "’")


def to_rich(text: str) -> Rich:
    """Marked text as pybtex's rich text. An address that is not safe to link is printed as text."""
    if text.isascii() or ANY_MARK.search(text) is None:
        return Text(text)
    stack: list[tuple[str, list[Any]]] = [("", [])]
    for piece in _SPLIT.split(text):
        if not piece:
            continue
        if piece == CLOSE:
            if len(stack) > 1:
                kind, parts = stack.pop()
                stack[-1][1].append(_closed(kind, parts))
        elif piece in _TAGS or piece[0] == LINK:
            stack.append((piece, []))
        else:
            stack[-1][1].append(piece)
    while len(stack) > 1:
        kind, parts = stack.pop()
        stack[-1][1].append(_closed(kind, parts))
    return Text(*stack[0][1])


def _closed(kind: str, parts: list[Any]) -> Rich:
    if kind in _TAGS:
        return Tag(_TAGS[kind], *parts) if parts else ""
    address = web_address(kind[1:-1])
    return HRef(address, *parts) if address else Text(*parts)


def rich(value: str, *, quoted: bool = False) -> Rich:
    """A field's value as rich text; ``quoted`` makes double quotation marks inside it single."""
    text = marked(value)
    return to_rich(single_quotes(text) if quoted else text)


def linked(address: str, shown: str = "") -> str:
    """A link as marked text."""
    return f"{LINK}{address}{TARGET_END}{shown or address}{CLOSE}"


def is_supplied(title: str) -> bool:
    """Whether a title stands in square brackets: supplied by the archive, for want of one that was seen."""
    return title.startswith("[")


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Text for alphabetical order: no case, accents, punctuation or leading English article."""
    text = text.casefold()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
        text = "".join(c for c in letters if not unicodedata.combining(c))
    return _ARTICLE.sub("", " ".join(_UNSORTED.sub("", text).split()))


def web_address(value: str) -> str | None:
    """A ``url`` field as an address safe to link: http, https or ftp, with a host, and not too long; else ``None``.

    What begins with ``www.`` is an address to which ``http://`` is added.
    """
    address = value.strip()
    if len(address) > LONGEST_ADDRESS:
        return None
    if "\\" in address:
        command = re.fullmatch(r"\\(?:url|nolinkurl|path)\s*\{(.*)\}", address)
        address = re.sub(r"\\([_%&#~{}])", r"\1", command[1] if command else address)
    if any(c.isspace() or not c.isprintable() or c in '<>"' for c in address):
        return None
    if address[:4].lower() == "www.":
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https", "ftp"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if known else None


def doi_address(value: str) -> str | None:
    """A ``doi`` field as a link, or ``None``: ``10.4000/x``, alone or at the end of any address, with or without spaces."""
    doi = "".join(value.replace("\\_", "_").split())
    if not doi.startswith("10."):
        start = _DOI.search(doi.replace("%2F", "/").replace("%2f", "/"))
        doi = start[0].partition("?")[0] if start else doi
    elif "/" not in doi:
        doi = doi.replace("%2F", "/").replace("%2f", "/")
    address = "https://doi.org/" + quote(doi, safe="/:;()._-<>")
    return address if _DOI.fullmatch(doi) and len(address) <= LONGEST_ADDRESS else None
