"""What is looked at before a page is read, and after: signs nobody sees, and where links and pictures lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from letopis.content_policy.files import content_fault, place_fault
from letopis.content_policy.refusing import LOST, lists_of, refuse
from letopis.content_policy.vocabulary import words_of
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.invisible import invisible_signs, without_invisible
from letopis.model.values import LONGEST_ADDRESS
from letopis.page_nodes import line_of, put_in_place
from letopis.report import report
from letopis.slips.fences import Page

MOST: dict[str, tuple[int, str]] = {
    "|": (40_000, "bars of tables"),
    "[^": (4_000, "notes"),
    "[": (40_000, "brackets"),
    "`": (60_000, "backticks"),
    ":::": (4_000, "boxes and records"),
    "```": (4_000, "fences"),
}
"""Signs that cost a parser more than their length, how many a page may have, and what they are for."""

LARGEST = 400_000
"""Characters in one page; a larger one is no page for a reader."""

LARGEST_SIZE = 4_000
"""The largest number that the size of a picture may have, in whatever unit."""

LONGEST_CODE = 10_000
"""Characters of code that are shown in colours: the time that Pygments takes can grow with the square of the length."""


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """``source-read``: take out of a page what it may not hold, and say so."""
    path = str(app.env.doc2path(docname, base=False))
    text = content[0]
    for line, message in _offences(text):
        report(Finding(Code.POLICY, message, SourceLocation(docname, path, line)))
    if len(text) > LARGEST or any(_count(text, sign) > most for sign, (most, _) in MOST.items()):
        text = "# Too large\n"
    page = Page(text.split("\n"), words_of(app.env, lists_of(app.config)))
    page.look()
    for slip in page.slips:
        report(Finding(slip.code, slip.message, SourceLocation(docname, path, slip.line + 1)))
    content[0] = "\n".join(without_invisible(line, LOST) for line in page.lines)


def _count(text: str, sign: str) -> int:
    """How often a sign stands in a text; a row of colons or backticks is one, however long."""
    return len(re.findall(f"{re.escape(sign[0])}{{3,}}", text)) if len(set(sign)) < len(sign) else text.count(sign)


def _offences(text: str) -> Iterator[tuple[int, str]]:
    if len(text) > LARGEST:
        yield 1, f"the page has {len(text)} characters; {LARGEST} are allowed. Divide it."
    many = next(((sign, *of) for sign, of in MOST.items() if _count(text, sign) > of[0]), None)
    if many is not None and len(text) <= LARGEST:
        sign, most, what = many
        yield 1, f"the page has {_count(text, sign)} signs '{sign}' ({what}); {most} are allowed. Divide it."
    for number, line_text in enumerate(text.split("\n"), start=1):
        if found := next(invisible_signs(line_text), None):
            yield number, found.message


def check_page(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: links, pictures and downloads hold what they may."""
    look = _Look(app)
    _show_long_code_plain(document)
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, nodes.image):
            node.line = node.line or line_of(node)  # Sphinx says at this line that there is no such file
        if message := look.fault(node):
            refuse(app.env, line_of(node), message)
            _drop(node)


def _show_long_code_plain(document: nodes.document) -> None:
    """Long code is no fault, and is shown whole, but without colours."""
    for node in document.findall(lambda one: isinstance(one, nodes.literal_block | nodes.literal)):
        if isinstance(node, nodes.Element) and "language" in node and len(node.astext()) > LONGEST_CODE:
            node["language"] = "text"


class _Look:
    """A look at one page that was read."""

    def __init__(self, app: Sphinx) -> None:
        self.env, self.allowed = app.env, lists_of(app.config)
        self.source = Path(app.srcdir)

    def fault(self, node: nodes.Element) -> str:
        """What a node holds that it may not."""
        match node:
            case nodes.meta() if "http-equiv" in node:
                return "a page may not set HTTP headers. Take the line out."
            case nodes.image():
                return _too_large(node) or self._picture(str(node["uri"]))
            case addnodes.download_reference():
                return self._download(str(node["reftarget"]))
            case nodes.reference() if "refuri" in node:
                return self._link(str(node["refuri"]))
            case addnodes.toctree():
                return next(filter(None, (self._link(str(target)) for _, target in node["entries"])), "")
            case nodes.math() | nodes.math_block():
                return (
                    f"the formula {node.astext()[:40]!r} (math): neither the web pages nor the book show formulas. "
                    "Write it in words, or as a picture."
                )
        return ""

    def _link(self, address: str) -> str:
        if len(address) > LONGEST_ADDRESS:
            return (
                f"the link '{address[:80]}…' has {len(address):,} characters; {LONGEST_ADDRESS:,} are allowed. Link to a "
                "shorter address."
            )
        if scheme_of(address) in self.allowed.schemes:
            return ""
        return f"the link {address[:80]!r} is not http, https or mailto. Link to a page."

    def _picture(self, address: str) -> str:
        if scheme_of(address) or address.startswith(("//", "\\")):
            return f"the picture {address[:80]!r} lies on another site. Put it below the source folder."
        return self._file("picture", address)

    def _download(self, address: str) -> str:
        if "://" in address:
            return self._link(address)
        return self._file("file", address)

    def _file(self, what: str, name: str) -> str:
        """A file that a page names; ``name.*`` is whichever there is of one name."""
        _, found = self.env.relfn2path(name, self.env.docname)
        path = Path(found)
        many = sorted(path.parent.glob(path.name)) if path.name.endswith(".*") else [path]
        for each in many:
            if each.is_dir():
                return f"the {what} {name[:80]!r} is a folder. Write the name of a file in it."
            fault = place_fault(each, (self.source,)) or (
                content_fault(each, self.allowed.file_types) if each.is_file() else ""
            )
            if fault:
                return f"the {what} {name[:80]!r} {fault}"
        return ""


def _too_large(node: nodes.image) -> str:
    """A size in figures with which a picture would cover the page, or push its text out of sight."""
    for option in ("width", "height", "scale"):
        size = re.match(r"[\d.]+", str(node.get(option, "")))
        if size and float(size[0].rstrip(".") or 0) > LARGEST_SIZE:
            return f"the picture has the {option} {node[option]}; {LARGEST_SIZE:,} are allowed. Write a smaller one."
    return ""


def scheme_of(address: str) -> str:
    """The scheme of an address, as a browser would find it: spaces and control characters are not seen."""
    plain = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+", "", unquote(unescape(address))).lower()
    match = re.match(r"([a-z][a-z0-9+.-]*):", plain)
    return match[1] if match else ""


def _drop(node: nodes.Element) -> None:
    """Take a node out; a link leaves its text and its picture behind, a figure its words."""
    if isinstance(node, nodes.reference | addnodes.download_reference):
        put_in_place(node, [*node.children] or [nodes.inline("", node.astext())])
        return
    figure = next((above for above in (node.parent, node.parent.parent) if isinstance(above, nodes.figure)), None)
    if figure is not None:
        captions = [nodes.paragraph("", "", *caption.children) for caption in figure.findall(nodes.caption)]
        legends = [child for legend in figure.findall(nodes.legend) for child in legend.children]
        put_in_place(figure, [*captions, *legends])
    elif isinstance(node.parent, nodes.reference | addnodes.download_reference) and len(node.parent.children) == 1:
        put_in_place(node.parent, [])  # a link with nothing to press on
    else:
        node.parent.remove(node)
