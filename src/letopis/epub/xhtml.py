"""HTML made into XHTML: what browsers forgive and EPUB readers do not.

Extensions write HTML, where ``<input>`` needs no end and a stray ``</figcaption>`` is passed over.
An EPUB is XML. The text is copied tag by tag; only what would be refused is changed.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

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


class Xhtml(HTMLParser):
    """One page, as it is copied."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.has_svg = False
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
        if tag == "svg":
            self.has_svg = True
            if "xmlns" not in attrs:
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


def to_xhtml(text: str) -> Xhtml:
    """Read a page."""
    page = Xhtml()
    page.feed(text)
    page.close()
    return page
