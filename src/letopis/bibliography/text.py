"""The values of BibTeX fields, which may hold LaTeX, as plain text and as pybtex's rich text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

import latexcodec  # noqa: F401 - registers the codec "ulatex"
from pybtex.richtext import Tag, Text

_BARE_PERCENT = re.compile(r"(?<!\\)%")
_TOKEN = re.compile(r"\\(?P<command>[a-zA-Z]+)\s*(?P<opens>\{)?|(?P<brace>[{}])|(?P<text>[^\\{}]+|\\.?)")
_EMPHASIS: Final = frozenset({"emph", "textit", "textsl", "it"})
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_UNSORTED = re.compile(r"[^\w\s]|[ʹʺʻʼʽ_]")
_UNDECOMPOSED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def _decoded(value: str) -> str:
    """LaTeX's accents, dashes, quotes and escapes as the characters they stand for."""
    # To LaTeX a bare per cent sign begins a comment; to whoever typed it in a `.bib` file it does not.
    value = _BARE_PERCENT.sub(r"\\%", value)
    try:
        decoded: str = codecs.decode(value, "ulatex")  # type: ignore[call-overload]  # from text to text
    except (ValueError, UnicodeError):
        decoded = value
    return decoded.replace("`", "‘").replace("'", "’")


@lru_cache(maxsize=8192)  # sorting, citing and listing ask for the same values again and again
def _pieces(value: str) -> tuple[tuple[bool, str], ...]:
    """Runs of text, each with whether it is emphasised. Unknown commands and all braces go; text stays."""
    return tuple(_read_pieces(value))


def _read_pieces(value: str) -> Iterator[tuple[bool, str]]:
    groups: list[bool] = []
    for match in _TOKEN.finditer(_decoded(value)):
        emphasised = groups[-1] if groups else False
        if match["text"]:
            yield emphasised, match["text"]
        elif match["brace"] == "}":
            del groups[-1:]
        elif match["brace"] or match["opens"]:
            groups.append(emphasised or match["command"] in _EMPHASIS)


def plain(value: str) -> str:
    r"""A field's value as plain text: ``{CPSU} \& \emph{x}`` gives ``CPSU & x``."""
    return "".join(text for _, text in _pieces(value)).strip()


def rich(value: str, *, quoted: bool = False) -> Text:
    """A field's value as rich text; ``quoted`` makes double quotation marks inside it single."""
    parts = [
        Tag("em", inner) if emphasised else inner
        for emphasised, text in _pieces(value)
        if (inner := single_quotes(text) if quoted else text)
    ]
    return Text(*parts)


def single_quotes(text: str) -> str:
    """Text to stand between double quotation marks: those inside become single."""
    return text.replace("“", "‘").replace("”", "’").replace('"', "’")


def is_supplied(title: str) -> bool:
    """Whether a title stands in square brackets: supplied by the archive, for want of one that was seen."""
    return title.startswith("[")


def folded(text: str) -> str:
    """Text for alphabetical order: no case, accents, punctuation or leading English article."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    base = "".join(c for c in letters if not unicodedata.combining(c))
    return _ARTICLE.sub("", " ".join(_UNSORTED.sub("", base).split()))


def web_address(value: str) -> str | None:
    """A ``url`` field as an address safe to link: http or https, with a host; else ``None``."""
    address = re.sub(r"\\([_%&#~{}])", r"\1", value.strip())
    if any(c.isspace() or not c.isprintable() or c in '<>"' for c in address):
        return None
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if known else None


def doi_address(value: str) -> str | None:
    """A ``doi`` field (``10.4000/x``, or with ``https://doi.org/`` before it) as a link; else ``None``."""
    doi = re.sub(
        r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value.strip().replace("\\_", "_"), flags=re.IGNORECASE
    )
    return "https://doi.org/" + quote(doi, safe="/:;()._-<>") if _DOI.fullmatch(doi) else None
