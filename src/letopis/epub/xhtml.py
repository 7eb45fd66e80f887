"""HTML made into XHTML: what browsers forgive and EPUB readers do not.

Extensions write HTML, where ``<input>`` needs no end and a stray ``</figcaption>`` is passed over.
An EPUB is XML. The text is copied tag by tag; only what would be refused is changed. A page that is XML as it was
written, as nearly all are, is read by Expat, and only the tags that need something are touched: that takes a tenth of
the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias
from xml.parsers import expat

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_IMPLIED_END = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "p": {"p"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
}
_ID = re.compile(r"\sid=(\"[^\"]*\"|'[^']*')")
_DEPRECATED_ROLE = re.compile(r"\srole=\"doc-(?:biblioentry|endnote)\"")
_NOTES = {"doc-noteref": "noteref", "doc-footnote": "footnote", "doc-backlink": "backlink"}
"""By its role: what a reading system must know of an element to show a note where it is called."""
_RANDOM_ID = re.compile(r"equation-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_ALT = re.compile(r"\salt=")


_LONE_PARAGRAPH = re.compile(r"(<t[dh]\b[^>]*>)\s*<p>((?:(?!</?(?:p|td|th|table)\b).)*+)</p>\s*(?=</t[dh]>)", re.DOTALL)
_EMPTY_HEAD = re.compile(r"<th((?:\s(?!scope=)[\w:-]+=\"[^\"]*\")*)(?:\sscope=\"\w+\")?>\s*</th>")


def plain_cells(text: str) -> str:
    """A page whose table cells hold their words themselves where they held one plain paragraph; no empty cell is a head.

    MuPDF 1.21, which Debian 12 has, gives such a paragraph no height, and sets the rows over one another. A head without
    words is read aloud as one (axe: ``empty-table-header``).
    """
    return _EMPTY_HEAD.sub(r"<td\1></td>", _LONE_PARAGRAPH.sub(r"\1\2", text))


class Xhtml(HTMLParser):
    """One page, as it is copied."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.lacks_alt = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a start tag; end it where HTML leaves that to the reader."""
        text = self._repaired(tag, dict(attrs))
        if tag == "meta" and ("name", "viewport") in attrs:
            return  # the reading system knows its own window
        if tag in VOID:
            self.out.append(f"{text.removesuffix('>').removesuffix('/').rstrip()} />")
            return
        if self.open and self.open[-1] in _IMPLIED_END.get(tag, ()):
            self.out.append(f"</{self.open.pop()}>")
        self.open.append(tag)
        self.out.append(text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy an element that has its end with it."""
        if tag != "meta" or ("name", "viewport") not in attrs:
            self.out.append(self._repaired(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Copy an end tag, after those it implies; leave out one that ends nothing."""
        if tag not in self.open:
            return
        while True:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                return

    def _repaired(self, tag: str, attrs: dict[str, str | None]) -> str:
        text = self.get_starttag_text() or ""
        id_ = attrs.get("id")
        if id_ is not None:
            # A link leads to the first of two equal ids anyhow; MyST's number for a formula is new each time.
            if id_ in self.ids or _RANDOM_ID.fullmatch(id_):
                text = _ID.sub("", text, count=1)
            self.ids.add(id_)
        text = _DEPRECATED_ROLE.sub("", text)
        kind = _NOTES.get(attrs.get("role") or "")
        if kind and "epub:type" not in attrs:
            text = text.replace(f"<{tag}", f'<{tag} epub:type="{kind}"', 1)
        if tag == "svg" and "xmlns" not in attrs:
            text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        self.lacks_alt |= tag == "img" and not _ALT.search(text)
        for name, value in attrs.items():
            if value is None:  # <input checked>
                text = re.sub(rf"(\s{re.escape(name)})(?=[\s/>])", rf'\1="{name}"', text, count=1)
        return text

    # -- everything else is copied
    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.out.append(f"<?{data}>")

    def astext(self) -> str:
        """The page, with whatever was left open closed."""
        return "".join([*self.out, *(f"</{tag}>" for tag in reversed(self.open))])


_VIEWPORT = re.compile(r"<meta\s(?:[^<>]*\s)?name=\"viewport\"[^<>]*>")
_NOTE = re.compile(rf"<([a-z]+)(?=\s(?:[^<>]*\s)?role=\"({'|'.join(_NOTES)})\")")
_SVG = re.compile(r"<svg(?=[\s/>])")
_NOT_PLAIN = re.compile(rf"<!\[CDATA\[|<!ENTITY|<(?:script|style)\b|</(?:{'|'.join(sorted(VOID))})>|</[^<>\s]+\s+>")
"""What XML allows and a reader of HTML takes in another way."""


@dataclass
class Plain:
    """A page that is XML as it stands; ``is_plain`` says whether anything in it needs the slow way."""

    ids: set[str] = field(default_factory=set)
    lacks_alt: bool = False
    is_plain: bool = True
    open: list[str] = field(default_factory=list)
    text: str = ""
    viewports: int = 0
    roles: int = 0
    notes: int = 0
    bare_svgs: int = 0
    svgs: int = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Note what an element asks for."""
        above = self.open[-1] if self.open else ""
        self.open.append(tag)
        id_, role = attrs.get("id"), attrs.get("role")
        if id_ is not None:
            self.is_plain &= id_ not in self.ids and not _RANDOM_ID.fullmatch(id_)
            self.ids.add(id_)
        if role in _NOTES:
            self.notes += 1
            self.is_plain &= "epub:type" not in attrs
        elif role in {"doc-biblioentry", "doc-endnote"}:
            self.roles += 1
        if tag == "svg":
            self.svgs += 1
            self.bare_svgs += "xmlns" not in attrs
        self.viewports += tag == "meta" and attrs.get("name") == "viewport"
        self.lacks_alt |= tag == "img" and "alt" not in attrs
        self.is_plain &= tag == tag.lower() and above not in _IMPLIED_END.get(tag, ())

    def end(self, _tag: str) -> None:
        """Note the end of an element."""
        self.open.pop()

    def put_right(self, text: str) -> bool:
        """Change the tags that need it; whether that was done, and nothing else changed."""
        text, viewports = _VIEWPORT.subn("", text)
        text, roles = _DEPRECATED_ROLE.subn("", text)
        text, notes = _NOTE.subn(lambda tag: f'{tag[0]} epub:type="{_NOTES[tag[2]]}"', text)
        if self.bare_svgs:
            text = _SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', text)
        self.text = text
        counted = (viewports, roles, notes) == (self.viewports, self.roles, self.notes)
        return self.is_plain and counted and self.bare_svgs in {0, self.svgs}

    def astext(self) -> str:
        """The page."""
        return self.text


Page: TypeAlias = Xhtml | Plain
"""A page that was read: its text, its ids, whether it holds SVG, and a picture without words."""


def _as_it_stands(text: str) -> Plain | None:
    """A page that is XML already; ``None`` if it has to be copied tag by tag."""
    if _NOT_PLAIN.search(text):
        return None
    page = Plain()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = page.start
    parser.EndElementHandler = page.end
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return None
    return page if page.put_right(text) else None


def to_xhtml(text: str) -> Page:
    """Read a page."""
    if (plain := _as_it_stands(text)) is not None:
        return plain
    page = Xhtml()
    page.feed(text)
    page.close()
    return page
