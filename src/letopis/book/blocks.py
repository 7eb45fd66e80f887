"""Blocks of running text: paragraphs, quotations, code, boxes and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx.locale import admonitionlabels

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.inline import language_of
from letopis.book.lists import ListVisitors, is_run_in
from letopis.book.markup import arguments, breakable, escape, string

if TYPE_CHECKING:
    from sphinx import addnodes

_PLAIN_CODE = frozenset({"", "default", "none", "text"})

_FORMS = {"letopis-claim-head": "#claim-head[", "letopis-statement": "#statement["}
"""Paragraphs of a record that are set in a form of their own, by their class."""

_NO_HEADINGS = ("list", "table", "facts", "note", "caption")
"""Where a paragraph of bold words is no heading of what follows."""


class BlockVisitors(ListVisitors):
    """Blocks, but for lists, tables and pictures."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.closings: list[str] = []

    # -- paragraphs
    def visit_paragraph(self, node: nodes.Element) -> None:
        """A paragraph. One of nothing but bold words is meant as a small heading; it keeps to what follows."""
        self.mark_line(node)
        language = language_of(node, self.book.cyrillic_language)
        self.languages.append(language or self.languages[-1])
        said = [child for child in node.children if child.astext()]  # smart quotes leave empty texts behind
        classes: list[str] = node.get("classes", [])
        form = next((_FORMS[name] for name in classes if name in _FORMS), "")
        if self.dense and "letopis-side" in classes:  # over a list of sources, which is run in too
            self.closings.append(" ")
            return
        if not form and len(said) == 1 and isinstance(said[0], nodes.strong) and not self.is_inside(*_NO_HEADINGS):
            form = "#bold-line["
        if not form and language:
            form = f"#lang({string(language)})["
        self.add(form)
        self.closings.append("]\n\n" if form else "\n\n")

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.languages.pop()
        self.add(self.closings.pop())

    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = depart_paragraph

    def visit_rubric(self, node: nodes.rubric) -> None:
        self.mark_line(node)
        following = next(iter(node.parent.children[node.parent.index(node) + 1 :]), None)
        run_in = self.dense and ("letopis-name" in node["classes"] or is_run_in(following))
        self.add("#run-head[" if run_in else "#rubric[")
        self.closings.append("] " if run_in else "]\n\n")

    def depart_rubric(self, node: nodes.rubric) -> None:
        self.add(self.closings.pop())

    def visit_centered(self, node: addnodes.centered) -> None:
        self.add("#centered[")

    def depart_centered(self, node: addnodes.centered) -> None:
        self.add("]\n\n")

    def visit_line_block(self, node: nodes.line_block) -> None:
        nested = isinstance(node.parent, nodes.line_block)
        self.add("#lines(nested: true)[" if nested else "#lines[")

    def depart_line_block(self, node: nodes.line_block) -> None:
        self.add("]\n" if isinstance(node.parent, nodes.line_block) else "]\n\n")

    def visit_line(self, node: nodes.line) -> None: ...

    def depart_line(self, node: nodes.line) -> None:
        following = node.parent.children[node.parent.index(node) + 1 :]
        self.add(" \\\n" if following and isinstance(following[0], nodes.line) else "\n")

    def visit_transition(self, node: nodes.transition) -> NoReturn:
        """A break in the text; one that nothing follows, or notes alone, is none: they go to the foot of the page."""
        following = node.parent.children[node.parent.index(node) + 1 :]
        if not all(isinstance(each, nodes.footnote | nodes.Invisible) for each in following):
            self.add("#divider()\n\n")
        raise nodes.SkipNode

    # -- quotations
    def visit_block_quote(self, node: nodes.block_quote) -> NoReturn:
        kinds = ("epigraph", "pull-quote", "highlights")
        kind = next((kind for kind in kinds if kind in node["classes"]), "quote")
        source = next(iter(node.findall(nodes.attribution)), None)
        attribution = f"[{self.render(source)}]" if source is not None else None
        body = self.render_all(child for child in node.children if child is not source)
        self.mark_line(node)
        self.add(f"#quotation({arguments(kind=string(kind), attribution=attribution)})[{body}]\n\n")
        raise nodes.SkipNode

    def visit_attribution(self, node: nodes.attribution) -> None:
        """One that stands outside a quotation."""

    def depart_attribution(self, node: nodes.attribution) -> None:
        self.add("\n\n")

    # -- code
    def visit_literal_block(self, node: nodes.Element) -> NoReturn:
        self.mark_line(node)
        if all(isinstance(child, nodes.Text) for child in node.children):
            language = str(node.get("language", "text"))
            shown = None if language in _PLAIN_CODE else string(language)
            lines = "true" if node.get("linenos") else None
            self.add(f"#code({arguments(lang=shown, lines=lines)})({string(breakable(node.astext().rstrip()))})\n\n")
        else:  # parsed-literal: words in it have a form of their own
            text = self.render_all(node.children)
            self.add(f"#parsed-code[{text}]\n\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_math_block(self, node: nodes.math_block) -> NoReturn:
        """As a formula in a line."""
        self.mark_line(node)
        warn(BookWarning.MATH, f"the formula {node.astext()!r} is printed as its source.", node)
        self.add(f"#code()({string(node.astext())})\n\n")
        raise nodes.SkipNode

    # -- boxes
    def visit_admonition(self, node: nodes.Element) -> NoReturn:
        """A box with a title: its own, or that of its kind."""
        own = next((child for child in node.children if isinstance(child, nodes.title)), None)
        kind = next((name for name in (node.tagname, *node.get("classes", ())) if name in admonitionlabels), "note")
        title = self.render(own) if own is not None else escape(str(admonitionlabels[kind]))
        body = self.render_all(child for child in node.children if child is not own)
        self.mark_line(node)
        self.add(f"#admonition({string(kind)}, [{title}])[{body}]\n\n")
        raise nodes.SkipNode

    visit_note = visit_warning = visit_tip = visit_hint = visit_important = visit_admonition
    visit_caution = visit_danger = visit_error = visit_attention = visit_seealso = visit_admonition
    visit_todo_node = visit_Admonition = visit_admonition  # the last: kinds that an extension derives

    def visit_topic(self, node: nodes.Element) -> NoReturn:
        """A topic or a sidebar. One that lists contents is left out: the book has its own."""
        if "contents" not in node["classes"]:
            own = next((child for child in node.children if isinstance(child, nodes.title)), None)
            body = self.render_all(child for child in node.children if child is not own)
            self.add(f"#aside([{self.render(own) if own is not None else ''}])[{body}]\n\n")
        raise nodes.SkipNode

    visit_sidebar = visit_topic

    def visit_versionmodified(self, node: addnodes.versionmodified) -> None:
        self.add("#version-note[")

    def depart_versionmodified(self, node: addnodes.versionmodified) -> None:
        self.add("]\n\n")

    def visit_system_message(self, node: nodes.system_message) -> NoReturn:
        """Docutils has said it already."""
        raise nodes.SkipNode

    # -- what only holds other blocks
    def visit_container(self, node: nodes.Element) -> None:
        """A listing with its caption, or a container of which nothing is seen."""
        if node.get("literal_block"):
            self._listing(node)
        if "letopis-doors" in node["classes"]:
            self._leave_out_links(node)

    def _leave_out_links(self, node: nodes.Element) -> None:
        """Of the ways into the archive, leave out those to pages that are not in the book."""
        for item in list(node.findall(nodes.list_item)):
            link = item.next_node(nodes.reference)
            if link is not None and not self.destination(link)[0] and "://" not in str(link.get("refuri", "")):
                item.parent.remove(item)

    def depart_container(self, node: nodes.Element) -> None: ...

    def _listing(self, node: nodes.Element) -> NoReturn:
        with self.within("caption"):
            caption = "".join(self.render(child) for child in node.children if isinstance(child, nodes.caption))
        code = self.render_all(child for child in node.children if not isinstance(child, nodes.caption))
        number = self.figure_number(node, "code-block")
        self.add(f"#listing({string(number)}, [{caption}])[{code}]\n\n")
        raise nodes.SkipNode

    def _visit_through(self, node: nodes.Element) -> None: ...

    def _depart_through(self, node: nodes.Element) -> None: ...

    visit_compound = visit_only = visit_decoration = _visit_through
    depart_compound = depart_only = depart_decoration = _depart_through
    visit_start_of_file = visit_bibliography = _visit_through
    depart_start_of_file = depart_bibliography = _depart_through

    def _skip(self, node: nodes.Element) -> NoReturn:
        raise nodes.SkipNode

    visit_comment = visit_meta = visit_pending = visit_substitution_definition = visit_header = visit_footer = _skip
    visit_highlightlang = visit_tabular_col_spec = visit_raw_latex = _skip
