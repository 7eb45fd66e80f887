"""Building what an attacker sends, and looking for what came of it.

Every attack leaves a trace if it succeeds: code makes a file (``CANARY``), a file from outside brings a word into the
output (``SECRET``), a script calls ``attack()``.
"""

from __future__ import annotations

import base64
import io
import os
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.content_policy.pages import scheme_of
from tests.building import Warned, read_warnings

HERE = Path(__file__).parent
SECRET = "a-word-from-outside"

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One red point."""

CONF = """
extensions = ["letopis", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
html_theme = "sphinx_book_theme"
html_copy_source = False
nitpicky = True
"""

OPEN = """
myst_enable_extensions = [
    "amsmath", "attrs_inline", "attrs_block", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "replacements", "strikethrough", "substitution", "tasklist",
]
myst_fence_as_directive = ["mermaid", "include"]
myst_substitutions = {"sample": "a *sample*"}

from docutils import nodes
from docutils.parsers.rst import Directive, directives

class Box(Directive):
    has_content = True
    names = ("style", "class", "class-card", "link", "picture")
    option_spec = {name: directives.unchanged for name in names}
    def run(self):
        box = nodes.container("", classes=self.options.get("class-card", "").split())
        if "style" in self.options:
            box["style"] = self.options["style"]
        if "link" in self.options:
            box += nodes.paragraph("", "", nodes.reference("", "words", refuri=self.options["link"]))
        if "picture" in self.options:
            box += nodes.image("", uri=self.options["picture"], alt="words")
        for made in box.findall():
            made.source, made.line = self.state_machine.get_source_and_line(self.lineno)
        return [box]

def setup(app):
    app.add_directive("box", Box)
"""
"""As much of Markdown as a project can switch on, and an extension that does what it is told: nothing of it is a way in."""

DOCUTILS = "[general]\nfile_insertion_enabled: no\nraw_enabled: no\n"


@dataclass
class Attack:
    """A project on disk: `docs/` with the pages, `conf.py` beside it, and the secret outside both."""

    folder: Path
    conf: str = CONF
    docutils: str = DOCUTILS
    warnings: list[Warned] = field(default_factory=list)
    stopped: str = ""

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def docs(self) -> Path:
        return self.project / "docs"

    @property
    def output(self) -> Path:
        return self.folder / "out"

    @property
    def canary(self) -> Path:
        return self.folder / "canary"

    def filled(self, text: str) -> str:
        return text.replace("CANARY", str(self.canary)).replace("OUTSIDE", str(self.folder / "outside"))

    def unfilled(self, message: str) -> str:
        """What was said, without the places of this run."""
        return message.replace(str(self.docs), "DOCS").replace(str(self.folder), "FOLDER")

    def write(self, path: str, text: str) -> None:
        file = self.project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.filled(text).encode("utf-8", "surrogateescape"))

    def prepare(self) -> None:
        outside = self.folder / "outside"
        outside.mkdir(parents=True)
        for name in ("secret.txt", "secret.md", "secret.png", "secret.svg", "secret.bib", "secret.css"):
            (outside / name).write_text(f"# {SECRET}\n", encoding="utf-8")
        self.docs.mkdir(parents=True)
        (self.docs / "picture.png").write_bytes(PICTURE)
        self.write("conf.py", self.conf)
        self.write("docutils.conf", self.docutils)

    def link(self, path: str, target: str) -> None:
        link = self.project / path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(self.filled(target))

    def pipe(self, path: str) -> None:
        os.mkfifo(self.project / path)

    def socket(self, path: str) -> None:
        here = Path.cwd()
        os.chdir((self.project / path).parent)  # the name of a socket is short
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(Path(path).name)
        finally:
            os.chdir(here)

    def build(self, builder: str = "html", **settings: Any) -> None:
        """One build in this process, with `docutils.conf` in force as on the command line."""
        log = io.StringIO()
        with patch_docutils(self.project), docutils_namespace():
            try:
                app = Sphinx(
                    self.docs, self.project, self.output, self.folder / "read", builder, settings, None, log, True,
                )  # fmt: skip
                app.build()
            except SphinxError as error:
                self.stopped = str(error)
        self.warnings = list(read_warnings(log.getvalue(), self.docs))

    def traces(self) -> Iterator[str]:
        """What an attack has left that succeeded."""
        if self.canary.exists():
            yield "code ran"
        for path in self.output.rglob("*"):
            if path.is_symlink():
                yield f"{path.name} is a link in the output"
            elif path.is_file():
                content = path.read_bytes()
                if SECRET.encode() in content:
                    yield f"{path.name} holds a word from outside"
                if path.suffix in {".html", ".xhtml", ".svg"} and path.stem != "genindex":
                    yield from (f"{path.name}: {live}" for live in live_parts(content.decode("utf-8", "replace")))


class Elements(HTMLParser):
    """The elements of a page with their attributes, the text of its scripts, and of its data, which no browser runs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.data: list[str] = []
        self._open = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._open = tag
        self._is_data = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in {"script", "style"}:
            (self.data if self._is_data else self.scripts).append(data)


HIDING = re.compile(r"(?:^|[\s-])(?:d-none|fixed-top|fixed-bottom|sticky-top|position-\w+|visually-hidden|sr-only|invisible)(?:\s|$)")  # fmt: skip
SIZE = re.compile(r"\s*(?:width|height|text-align): ?[\w.%]+;?(?: height: ?[\w.%]+;?)?\s*")
FRAMES = {"iframe", "object", "embed", "base", "frame", "applet", "foreignobject", "form"}
LOADED = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset", "background", "cite")


def live_parts(text: str) -> Iterator[str]:
    """What of a page runs, covers, hides, or leads where it may not."""
    page = Elements()
    page.feed(text)
    if any("attack" in script for script in page.scripts):
        yield "a script or style of the attacker's"
    for tag, attributes in page.found:
        if tag in FRAMES and "search" not in str(attributes):
            yield f"<{tag}>"
        if HIDING.search(attributes.get("class", "")):
            yield f"a class that hides: {attributes['class']}"
        if attributes.get("http-equiv", "").lower() == "refresh":
            yield "a refresh"
        if attributes.get("rel") != "icon":
            for name, value in attributes.items():
                yield from live_attribute(tag, name, value)


def live_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    """What one attribute does that it may not."""
    if name.startswith("on") or name in {"srcdoc", "ping"}:
        yield f"the attribute {name}"
    if name == "style" and not SIZE.fullmatch(value):
        yield f"the style {value}"
    if name in LOADED and scheme_of(value) not in {"", "http", "https", "mailto"}:
        yield f"{tag} leads to {value[:60]}"
    if name in LOADED and tag not in {"a", "link"} and value.startswith(("http", "//")):
        yield f"{tag} loads {value[:60]}"
