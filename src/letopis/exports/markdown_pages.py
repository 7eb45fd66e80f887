"""Each page in plain Markdown, and the list of them, ``llms.txt``: for programs that read text, and for people who do.

Made from the pages as they are written: links to records become links, records become lists of their facts. Views
(tables and drawings made from records) are named and not drawn; they stand on the web page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from letopis.exports.material import Material
from letopis.exports.page_texts import fill_page
from letopis.exports.value_text import line_of
from letopis.model.kinds import Record
from letopis.model.values import Ref

_ROLE = re.compile(r"\{(?P<role>[a-z]+(?::[a-z]+)*)\}`(?P<text>[^`]+)`")
_EXPLICIT = re.compile(r"(?P<text>[^<]*)<(?P<target>[^<>]+)>")
_LOCATOR = re.compile(r"([^,{}]+)(?:\{([^{}]*)\})?")
_BLOCK = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[a-z:-]+)\}[^\n]*\n(?P<body>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL
)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_REFERENCE = re.compile(r"\b([a-z]+):([a-z0-9]+(?:-[a-z0-9]+)*)")
_UNSAID: Final = frozenset({"except", "alias", "sort"})
"""Fields that say something to the archive alone."""
_DRAWN: Final = frozenset({"toctree"})
"""Directives of which nothing is left."""


def markdown_address(address: str) -> str:
    """Where the Markdown of a page lies: beside the page."""
    return f"{address.removesuffix('.html')}.md" if address.endswith(".html") else f"{address}index.md"


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """The address and the text of each page whose own text is at hand."""
    on_page: dict[str, list[Record]] = {}
    for record in material.archive.records:
        on_page.setdefault(record.origin.docname, []).append(record)
    for docname, page in sorted(material.pages.items()):
        if page.text is not None:
            yield markdown_address(material.page_address(docname)), _page(material, docname, on_page.get(docname, []))


def _page(material: Material, docname: str, records: list[Record]) -> str:
    text = _FRONT.sub("", material.pages[docname].text or "")
    facts = {(record.kind, record.key): _facts(material, record) for record in records}
    text = _BLOCK.sub(_block, fill_page(text, facts))
    own = material.page_address(docname)
    text = _ROLE.sub(lambda match: _role(material, own, match["role"], match["text"]), text)
    where = material.about.base + own
    return f"{text.strip()}\n\n---\nFrom {material.about.title}: {where}\n"


def _block(match: re.Match[str]) -> str:
    """A directive: what is no view keeps its text."""
    name, body = match["name"], match["body"]
    if name in _DRAWN:
        return ""
    return body.strip("\n") if body.strip() else f"*(On the web page: {name.rpartition(':')[2]})*"


def _facts(material: Material, record: Record) -> str:
    """A record as a list, and below it its text."""
    specs = material.archive.fields_of(record)
    lines = ["", *([f"**{record.name}** ({record.label.lower()})", ""] if record.inline else [])]
    for key, facts in material.record(record)["fields"].items():
        if key not in _UNSAID:
            lines += [f"- {specs[key][1].label}: {_linked(material, record, line_of(fact))}" for fact in facts]
    text = material.texts.get((record.origin.docname, record.kind, record.key), "")
    return "\n".join([*lines, "", text, ""])


def _linked(material: Material, record: Record, text: str) -> str:
    """The line of a field with links in the place of references, and a sign before each source."""

    def link(match: re.Match[str]) -> str:
        found = material.archive.resolve(Ref(match[1], match[2])) if match[1] in material.archive.schema.kinds else None
        return _link(material, material.page_address(record.origin.docname), found, "") if found else match[0]

    return _REFERENCE.sub(link, text.removeprefix('"').removesuffix('"'))


def _role(material: Material, own: str, role: str, text: str) -> str:
    """A role as Markdown: a link to a record, a citation, or its words."""
    kind = role.removeprefix("letopis:")
    explicit = _EXPLICIT.fullmatch(text)
    words, target = (explicit["text"].rstrip(), explicit["target"]) if explicit else ("", text)
    if kind in material.archive.schema.kinds:
        record = material.archive.resolve(Ref(kind, target.strip()))
        if record is None:
            return words or target
        return _link(material, own, record, words)
    if role.startswith("cite"):
        found = _LOCATOR.findall(text)
        cited = [f"@{key.strip()}{f', {place}' if place else ''}" for key, place in found]
        return f"[{'; '.join(cited)}]"
    return words or text


def _link(material: Material, own: str, record: Record, words: str) -> str:
    """A link from a page (its address) to a record."""
    page, _, anchor = material.address(record).partition("#")
    link = posixpath.relpath(markdown_address(page), posixpath.dirname(own) or ".")
    return f"[{words or record.name}]({link}#{anchor})"


def listing(material: Material) -> str:
    """``llms.txt`` (llmstxt.org): what the archive is, and a link to the Markdown of each page with its summary."""
    about = material.about
    summaries = {
        record.origin.docname: material.summary(record) for record in material.archive.records if not record.inline
    }
    lines = [f"# {about.title}", ""]
    if about.description:
        lines += [f"> {about.description}", ""]
    listed = [docname for docname, page in sorted(material.pages.items()) if page.text is not None]
    for folder, names in groupby(sorted(listed, key=lambda name: ("/" in name, name)), key=posixpath.dirname):
        lines += [f"## {folder or 'Pages'}", ""]
        for name in names:
            address = about.base + markdown_address(material.page_address(name))
            summary = summaries.get(name, "")
            lines.append(f"- [{material.pages[name].title}]({address}){f': {summary}' if summary else ''}")
        lines.append("")
    lines += ["## Data", "", f"- [Everything as JSON]({about.base}data/archive.json)", ""]
    return "\n".join(lines)
