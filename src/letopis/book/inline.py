"""Words in a line: emphasis, code, languages, and the raw HTML that MyST leaves in place of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.markup import breakable, string
from letopis.book.writer import Writer

if TYPE_CHECKING:
    from sphinx import addnodes

_LANGUAGE = re.compile(r"lang-([a-z]{2,3})(?:-[a-z]{2})?")
_FORMS = {"letopis-number": "#number[", "letopis-verdict": "#verdict["}
"""Words of a record that are set in a form of their own, by their class."""
_NO_PLACES = ("note", "title", "caption", "bibliography", "signature")
"""Where no place for the index is set: a note is printed where Typst finds room, a title in the contents too."""
NEAR = 500
"""A thing that is named again within so many letters is most likely named on the same page."""
_STRIKE = {"<s>": "#strike[", "</s>": "]", "<del>": "#strike[", "</del>": "]"}


def language_of(node: nodes.Element, cyrillic: str) -> str | None:
    """The language a node's ``lang`` attribute or ``lang-xx`` class names; a bare class ``ru`` will do for Cyrillic's."""
    if isinstance(node.get("lang"), str):
        return str(node["lang"])
    classes: list[str] = node.get("classes", [])
    if cyrillic and cyrillic in classes:
        return cyrillic
    matches = (_LANGUAGE.fullmatch(name) for name in classes)
    return next((match[1] for match in matches if match), None)


class InlineVisitors(Writer):
    """Inline nodes of docutils, Sphinx and MyST, but for links and notes."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.hopped: dict[int, int] = {}
        """By the id of a Text: how many signs at its head were already set before a note's mark."""
        self.told = 0
        """How many letters of the page have been written."""
        self.named_at: dict[str, int] = {}
        """For each thing in an index, after how many letters it was named last."""
        self.explained: set[str] = set()
        self.brackets: list[int] = []
        """How many are to be closed after each inline node that is open, the innermost last."""

    # -- text
    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext()[self.hopped.get(id(node), 0) :]
        self.add(self._named(text) if self.builder.names.pattern else self.text(text))

    def _named(self, text: str) -> str:
        """Markup of a text with a place for the index after what it names, unless there is one a little before."""
        names = self.builder.names
        made, position = "", 0
        for match in names.pattern.finditer(text) if names.pattern and not self.is_inside(*_NO_PLACES) else ():
            label = names.labels[match[0]]
            here = self.told + match.end()
            if here - self.named_at.get(label, -NEAR) >= NEAR:
                self.named_at[label] = here
                made += self.text(text[position : match.end()]) + self.index_place(label)
                position = match.end()
        self.told += len(text)
        return made + self.text(text[position:])

    def index_place(self, label: str) -> str:
        """An anchor to which the index leads for the thing with this label."""
        places = self.builder.link_places.setdefault(label, [])
        place = self.label(f"place-{len(places) + 1}-of-{label}")
        places.append(place)
        self.builder.labels.add(place)
        return f"#anchor({string(place)})"

    def depart_Text(self, node: nodes.Text) -> None: ...

    # -- plain wrappers
    def _visit_emph(self, node: nodes.Element) -> None:
        self.add("#emph[")

    def _visit_strong(self, node: nodes.Element) -> None:
        self.add("#strong[")

    def _visit_mono(self, node: nodes.Element) -> None:
        self.add("#mono[")

    def _depart_bracket(self, node: nodes.Element) -> None:
        self.add("]")

    visit_emphasis = visit_title_reference = _visit_emph
    depart_emphasis = depart_title_reference = _depart_bracket
    visit_strong = _visit_strong
    depart_strong = _depart_bracket
    visit_literal_emphasis = visit_manpage = _visit_emph
    depart_literal_emphasis = depart_manpage = _depart_bracket
    visit_literal_strong = _visit_strong
    depart_literal_strong = _depart_bracket

    def visit_subscript(self, node: nodes.subscript) -> None:
        self.add("#sub[")

    def visit_superscript(self, node: nodes.superscript) -> None:
        self.add("#super[")

    depart_subscript = depart_superscript = _depart_bracket

    def visit_inline(self, node: nodes.inline) -> None:
        language = language_of(node, self.book.cyrillic_language)
        form = next((_FORMS[name] for name in node["classes"] if name in _FORMS), "")
        self.add(form, f"#lang({string(language)})[" if language else "")
        self.brackets.append(bool(form) + bool(language))
        self.languages.append(language or self.languages[-1])

    def depart_inline(self, node: nodes.inline) -> None:
        self.languages.pop()
        self.add("]" * self.brackets.pop())

    def visit_generated(self, node: nodes.generated) -> None: ...

    def depart_generated(self, node: nodes.generated) -> None: ...

    def visit_pending_xref(self, node: addnodes.pending_xref) -> None:
        """One that nothing resolved: Sphinx has warned of it, its words remain."""

    def depart_pending_xref(self, node: addnodes.pending_xref) -> None: ...

    visit_pending_xref_condition = visit_pending_xref
    depart_pending_xref_condition = depart_pending_xref

    # -- code
    def visit_literal(self, node: nodes.literal) -> None:
        if not all(isinstance(child, nodes.Text) for child in node.children):
            self._visit_mono(node)  # :samp: and its like, with emphasis within
            return
        self.add(f"#{'kbd' if 'kbd' in node['classes'] else 'raw'}({string(breakable(node.astext()))})")
        raise nodes.SkipNode

    depart_literal = _depart_bracket

    def visit_math(self, node: nodes.Element) -> NoReturn:
        """A formula: the book sets none; its source is printed, with a warning."""
        warn(BookWarning.MATH, f"the formula {node.astext()!r} is printed as its source.", node)
        self.add(f"#raw({string(node.astext())})")
        raise nodes.SkipNode

    # -- short forms, problems
    def visit_abbreviation(self, node: nodes.abbreviation) -> None:
        """A short form, explained once a document."""
        explanation = str(node.get("explanation", ""))
        known = explanation in self.explained or self.is_inside("signature", "title")
        self.add("#[" if known or not explanation else f"#abbr([{self.text(explanation)}])[")
        self.explained.add(explanation)

    depart_abbreviation = _depart_bracket

    def visit_acronym(self, node: nodes.acronym) -> None:
        self.add("#[")

    depart_acronym = _depart_bracket

    def visit_problematic(self, node: nodes.problematic) -> None:
        """What docutils could not read: it has warned of it, the source remains."""
        self.add("#[")

    depart_problematic = _depart_bracket

    def visit_substitution_reference(self, node: nodes.substitution_reference) -> None:
        self.add("#[")

    depart_substitution_reference = _depart_bracket

    def visit_raw(self, node: nodes.raw) -> NoReturn:
        """Raw Typst is copied. Of raw HTML, that which MyST writes for its own syntax is understood."""
        source = node.astext()
        formats = node.get("format", "").split()
        if "typst" in formats:
            self.mark_line(node)
            self.add(source if isinstance(node.parent, nodes.TextElement) else f"{source}\n\n")
        elif "html" in formats:
            self.add(self._strike(node, source) or self._checkbox(source))
        raise nodes.SkipNode

    def _strike(self, node: nodes.raw, source: str) -> str:
        """``<s>`` and ``</s>``, if both stand among the same siblings; a lone one would unbalance the page."""
        tags = [child.astext() for child in node.parent.children if isinstance(child, nodes.raw)]
        opened, closed = sum(tag in {"<s>", "<del>"} for tag in tags), sum(tag in {"</s>", "</del>"} for tag in tags)
        return _STRIKE.get(source, "") if opened == closed else ""

    @staticmethod
    def _checkbox(source: str) -> str:
        """The box of a task list."""
        if "task-list-item-checkbox" not in source:
            return ""
        return "#checkbox(true) " if "checked=" in source else "#checkbox(false) "
