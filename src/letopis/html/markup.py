"""How single nodes are written on the web pages, where Sphinx's own way shuts somebody out.

Every pair here steps aside for other builders, and for other themes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any, Final, NoReturn, TypeAlias
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from letopis.language import by_language
from letopis.web_pages import lays_out

Handler: TypeAlias = Callable[[HTML5Translator, Any], None]


_NAMED: WeakKeyDictionary[HTML5Translator, Counter[str]] = WeakKeyDictionary()
"""How many tables of each name the writer of a page has met."""


def _undressed(writer: HTML5Translator) -> bool:
    return not lays_out(writer.builder)


def visit_paragraph(self: HTML5Translator, node: nodes.paragraph) -> None:
    """As ever."""
    type(self).visit_paragraph(self, node)


def depart_paragraph(self: HTML5Translator, node: nodes.paragraph) -> None:
    """A numbered paragraph ends with a link to itself. Its sign is drawn by the style sheet, so that it is not copied."""
    number = next((name.removeprefix("par-") for name in node["ids"] if name.startswith("par-")), "")
    if number and not _undressed(self):
        label = f"Link to paragraph {number}"
        self.body.append(f'<a class="letopis-par" href="#par-{number}" aria-label="{label}" title="{label}"></a>')
    type(self).depart_paragraph(self, node)


def visit_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """A link within the archive, without two classes that nothing asks for: a long page has a thousand of them."""
    type(self).visit_reference(self, node)
    if node.get("internal") and not _undressed(self):
        self.body[-1] = (
            self.body[-1].replace(' class="reference internal"', "", 1).replace(' reference internal"', '"', 1)
        )


def depart_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """As ever."""
    type(self).depart_reference(self, node)


_BRACKETS: Final = re.compile(r'<span class="fn-bracket">.</span>')


def visit_number(self: HTML5Translator, node: nodes.footnote_reference | nodes.label) -> None:
    """The number of a note, where it is called and before the note itself."""
    node["written-from"] = len(self.body)
    getattr(type(self), f"visit_{type(node).__name__}")(self, node)


def depart_number(self: HTML5Translator, node: nodes.footnote_reference | nodes.label) -> None:
    """Without the brackets that our style sheet would hide: a page has hundreds of them."""
    getattr(type(self), f"depart_{type(node).__name__}")(self, node)
    if not _undressed(self):
        start = node["written-from"]
        self.body[start:] = [_BRACKETS.sub("", part) for part in self.body[start:]]


def visit_title(self: HTML5Translator, node: nodes.title) -> None:
    """A heading is named by its words alone: read aloud, it does not end with what its link is called."""
    type(self).visit_title(self, node)
    section = node.parent
    linked = self.config.html_permalinks and self.builder.add_permalinks
    if _undressed(self) or not linked or not isinstance(section, nodes.section) or not section["ids"]:
        return
    # The number of a section, if it has one, comes behind the tag.
    opening = next((place for place in (-1, -2) if self.body[place].startswith("<h")), None)
    if opening is not None:
        node["words"] = f"{section['ids'][0]}--words"
        named = f' aria-labelledby="{node["words"]}"><span id="{node["words"]}">'
        self.body[opening] = self.body[opening].replace(">", named, 1)


def depart_title(self: HTML5Translator, node: nodes.title) -> None:
    """The end of the words; what follows is the link."""
    if "words" in node:
        self.body.append("</span>")
    type(self).depart_title(self, node)


def visit_table(self: HTML5Translator, node: nodes.table) -> None:
    """A table stands in a region that scrolls by itself, that the keyboard reaches, and that has a name."""
    if _undressed(self):
        type(self).visit_table(self, node)
        return
    HTML5Translator.visit_table(self, node)
    table = self.body.pop()
    label = escape(_table_name(self, node))
    self.body.append(f'<div class="letopis-scroll" role="region" aria-label="{label}" tabindex="0">\n{table}')


def depart_table(self: HTML5Translator, node: nodes.table) -> None:
    """The end of the table and its region."""
    if _undressed(self):
        type(self).depart_table(self, node)
        return
    HTML5Translator.depart_table(self, node)
    self.body.append("</div>\n")


def _table_name(writer: HTML5Translator, table: nodes.Element) -> str:
    """The table's caption, or the heading it stands under; numbered where that has several."""
    caption = next((child.astext() for child in table.children if isinstance(child, nodes.title)), "")
    before = table.previous_sibling()
    if not caption and isinstance(before, nodes.rubric):
        caption = before.astext()
    above = table.parent
    while not caption and above is not None:
        if isinstance(above, nodes.section) and isinstance(above[0], nodes.title):
            caption = above[0].astext()
        above = above.parent
    seen = _NAMED.setdefault(writer, Counter())
    seen[caption] += 1
    number = f" ({seen[caption]})" if seen[caption] > 1 else ""
    return f"Table: {caption}{number}" if caption else f"Table{number}"


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """A heading in a table says whether it heads a column or a row."""
    type(self).visit_entry(self, node)
    cell = self.body[-1]
    if cell.startswith("<th") and not _undressed(self):
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        self.body[-1] = f'<th scope="{scope}"{cell[3:]}'


def depart_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """As ever."""
    type(self).depart_entry(self, node)


def visit_footnote(self: HTML5Translator, node: nodes.footnote) -> None:
    """Notes stand in a plain list of notes; as an `aside` the list would be one more landmark on each page."""
    if _undressed(self):
        type(self).visit_footnote(self, node)
        return
    if not isinstance(node.previous_sibling(), nodes.footnote):
        self.body.append('<div class="footnote-list">\n')
    self.body.append(self.starttag(node, "aside", classes=["footnote"], role="doc-footnote"))


def depart_footnote(self: HTML5Translator, node: nodes.footnote) -> None:
    """The end of a note, and of the list after the last."""
    if _undressed(self):
        type(self).depart_footnote(self, node)
        return
    self.body.append("</aside>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
        self.body.append("</div>\n")


def marked(text: str, language: str) -> str:
    """Plain text as HTML, its runs in the archive's other language marked as such."""
    runs = ((escape(run, quote=False), other) for run, other in by_language(text, language))
    return "".join(f'<span lang="{language}">{run}</span>' if other else run for run, other in runs)


def visit_uses(self: HTML5Translator, node: nodes.Element) -> NoReturn:
    """A list of what rests on a source: words, and a link to the place where they stand."""
    language = self.config.letopis_native_language
    items = [
        f'<li>{marked(one.words, language)} — <a href="{escape(one.address)}">{marked(one.title, language)}</a></li>\n'
        for one in node["quoted"]
    ]
    self.body.append(f'<ul class="letopis-uses">\n{"".join(items)}</ul>\n')
    raise nodes.SkipNode


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """A picture whose height is known is given its room before it has come, so that nothing below it moves."""
    type(self).visit_image(self, node)
    if "shown-height" in node and not _undressed(self):
        width, height = str(node["width"]).removesuffix("px"), node["shown-height"]
        self.body[-1] = self.body[-1].replace(f'style="width: {width}px;"', f'width="{width}" height="{height}"', 1)


def depart_image(self: HTML5Translator, node: nodes.image) -> None:
    """As ever."""
    type(self).depart_image(self, node)


HANDLERS: Final[dict[type[nodes.Element], tuple[Handler, Handler]]] = {
    nodes.paragraph: (visit_paragraph, depart_paragraph),
    nodes.reference: (visit_reference, depart_reference),
    nodes.footnote_reference: (visit_number, depart_number),
    nodes.label: (visit_number, depart_number),
    nodes.title: (visit_title, depart_title),
    nodes.image: (visit_image, depart_image),
    nodes.table: (visit_table, depart_table),
    nodes.entry: (visit_entry, depart_entry),
    nodes.footnote: (visit_footnote, depart_footnote),
}
"""What is written differently: node -> how it begins and ends."""
