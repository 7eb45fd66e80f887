"""What a page may not do while it is built: run code, read or publish other files, hide text.

A page from a stranger is untrusted input. Settings close most doors (``docutils.conf`` forbids
inclusion and raw text); these are the ones a page can open again by itself, or that no setting
closes. Each offence is one finding with its line, and what offends does not reach the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.nodes import get_node_line

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.report import report

FRONT_MATTER = {"orphan", "tocdepth", "nosearch", "title", "description"}
"""Keys a page may set at its head. ``myst`` would let it switch on a template language that runs code."""

SCHEMES = {"", "http", "https", "mailto"}
LARGEST = 400_000
"""Characters in one page; a larger one is no page for a reader."""

_HEAD = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^(?P<key>[^\s#:][^:]*):")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text behind the reader's back."""


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """``source-read``: take out of a page what it may not hold, and say so."""
    path = str(app.env.doc2path(docname, base=False))
    text = content[0]
    for line, message in _offences(text):
        report(Finding(Code.POLICY, message, SourceLocation(docname, path, line)))
    if len(text) > LARGEST:
        text = "# Too large\n"
    match = _HEAD.match(text)
    if match and any(key not in FRONT_MATTER for _, key in _keys(match["body"])):
        text = "\n" * match.group().count("\n") + text[match.end() :]
    content[0] = _HIDDEN.sub("\ufffd", text)


def _offences(text: str) -> Iterator[tuple[int, str]]:
    if len(text) > LARGEST:
        yield 1, f"the page has {len(text)} characters; {LARGEST} are allowed. Divide it."
    match = _HEAD.match(text)
    if match:
        for line, key in _keys(match["body"]):
            if key not in FRONT_MATTER:
                allowed = ", ".join(sorted(FRONT_MATTER))
                yield line, f"a page may not set '{key}' at its head. It may set {allowed}."
    for number, line_text in enumerate(text.split("\n"), start=1):
        if found := _HIDDEN.search(line_text):
            yield number, f"the invisible character U+{ord(found.group()):04X} stands here. Take it out."


def _keys(head: str) -> Iterator[tuple[int, str]]:
    """The keys at the head of a page with their lines; the first line of it is line 2."""
    for number, line in enumerate(head.split("\n"), start=2):
        if match := _KEY.match(line):
            yield number, match["key"].strip().strip("\"'")


def check_page(app: Sphinx, document: nodes.document) -> None:
    """``doctree-read``: links, pictures and downloads lead where they may."""
    docname = app.env.docname
    path = str(app.env.doc2path(docname, base=False))
    for node in list(document.findall(nodes.Element)):
        message = _refused(app, docname, node)
        if message:
            report(Finding(Code.POLICY, message, SourceLocation(docname, path, get_node_line(node) or 1)))
            _drop(node)


def _refused(app: Sphinx, docname: str, node: nodes.Element) -> str:
    match node:
        case nodes.raw():
            return "raw text for one output is not allowed. Write it in Markdown."
        case nodes.meta() if "http-equiv" in node:
            return "a page may not set HTTP headers. Take the line out."
        case nodes.image() if urlsplit(str(node["uri"])).netloc or str(node["uri"]).startswith("data:"):
            return f"the picture '{node['uri']}' lies on another site. Put it below the source folder."
        case nodes.image() if not _inside(app, docname, str(node["uri"])):
            return f"the picture '{node['uri']}' lies outside the source folder. Move it there."
        case addnodes.download_reference() if not _inside(app, docname, str(node["reftarget"])):
            return f"the file '{node['reftarget']}' lies outside the source folder. Move it there."
        case nodes.reference() if _scheme(str(node.get("refuri", ""))) not in SCHEMES:
            return f"the link '{node['refuri']}' is not http, https or mailto. Link to a page."
    return ""


def _scheme(address: str) -> str:
    plain = re.sub(r"[\x00-\x20]+", "", unquote(address)).lower()
    match = re.match(r"([a-z][a-z0-9+.-]*):", plain)
    return match[1] if match else ""


def _inside(app: Sphinx, docname: str, target: str) -> bool:
    """Whether a path written on a page leads, links followed, to a file below the source folder."""
    _, path = app.env.relfn2path(target, docname)
    return Path(path).resolve().is_relative_to(Path(app.srcdir).resolve())


def _drop(node: nodes.Element) -> None:
    """Take a node out; a link leaves its text behind."""
    if isinstance(node, nodes.reference):
        node.replace_self(nodes.inline("", node.astext()))
    elif node.parent is not None:
        node.parent.remove(node)
