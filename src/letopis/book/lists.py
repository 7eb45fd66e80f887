"""Lists: of items, of terms, of fields, of options; and what stands in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

from letopis.book.markup import arguments, boolean, escape, string
from letopis.book.tables import TableVisitors, is_run_in_table

if TYPE_CHECKING:
    from sphinx import addnodes

_NUMBERING = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


class ListVisitors(TableVisitors):
    """Every list. Items are arguments of one call, so that Typst sees and tags one list."""

    def visit_bullet_list(self, node: nodes.bullet_list) -> NoReturn:
        self._items("list", node)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> NoReturn:
        number = _NUMBERING.get(node.get("enumtype", "arabic"), "1")
        pattern = string(f"{node.get('prefix', '')}{number}{node.get('suffix', '.')}")
        self._items("enum", node, numbering=pattern, start=str(node.get("start", 1)))

    def _items(self, function: str, node: nodes.Element, **named: str) -> NoReturn:
        # The class is for transforms that make a bibliography; sphinxcontrib-bibtex marks the items of its own.
        marked = all("docname" in item for item in node.children if isinstance(item, nodes.list_item))
        if marked or "letopis-bibliography" in node["classes"]:
            self._sources(node)
            raise nodes.SkipNode
        if self.dense and is_run_in(node):
            with self.within("facts"):
                said = "; ".join(self.render(item) for item in node.children if isinstance(item, nodes.list_item))
            self.add(f"#run-list[{said}]\n\n")
            raise nodes.SkipNode
        if "letopis-records" in node["classes"]:
            with self.within("list"):
                items = "".join(
                    f"[{self.render(item)}],\n" for item in node.children if isinstance(item, nodes.Element)
                )
            self.add(f"#name-list(\n{items})\n\n")
            raise nodes.SkipNode
        tight = all(_is_tight(item) for item in node.children if isinstance(item, nodes.Element))
        with self.within("list"):
            items = "".join(f"[{self.render(item)}],\n" for item in node.children if isinstance(item, nodes.list_item))
        if items:
            self.mark_line(node)
            call = f"#{function}({arguments(tight=boolean(tight), **named)},\n{items})"
            self.add(f"{call}\n\n" if self.is_inside("list", "table", "facts") else f"#list-block[{call}]\n\n")
        raise nodes.SkipNode

    def _sources(self, node: nodes.Element) -> None:
        """A bibliography without labels: no list to the eye, where every entry hangs."""
        with self.within("bibliography"):
            for item in node.children:
                if isinstance(item, nodes.list_item):
                    self.add(f"#bibitem([])[{self.render(item)}]\n")
        self.add("\n")

    # -- terms and their meanings
    def visit_definition_list(self, node: nodes.definition_list) -> NoReturn:
        self.mark_line(node)
        pairs = "".join(self._definition(item) for item in node.children if isinstance(item, nodes.Element))
        self.add(f"#definitions(\n{pairs})\n\n")
        raise nodes.SkipNode

    def _definition(self, item: nodes.Element) -> str:
        """One or more terms, and one or more meanings."""
        terms: list[str] = []
        meanings: list[str] = []
        for child in item.children:
            if isinstance(child, nodes.term):
                with self.within("title"):
                    terms.append(self.render(child))
            elif isinstance(child, nodes.classifier):
                terms[-1:] = [f"{terms[-1]} #classifier[{self.render(child)}]" if terms else self.render(child)]
            elif isinstance(child, nodes.Element):
                meanings.append(self.render(child))
        shown = f"{self.anchors(item)}{', '.join(terms)}"
        return f"  ([{shown}], [{'#parbreak() '.join(meanings)}]),\n"

    def visit_glossary(self, node: addnodes.glossary) -> None: ...

    def depart_glossary(self, node: addnodes.glossary) -> None: ...

    # -- fields: a list of facts
    def visit_field_list(self, node: nodes.Element) -> NoReturn:
        self.mark_line(node)
        with self.within("facts"):
            pairs = "".join(self._field(field) for field in node.children if isinstance(field, nodes.Element))
        if self.dense:
            before = node.parent.children[: node.parent.index(node)][-1:]
            opens = any(isinstance(head, nodes.rubric) and "letopis-name" in head["classes"] for head in before)
            self.add(f"#run-facts(\n{pairs})", " " if opens and self.in_columns else "\n\n")
        else:
            self.add(f"#facts(\n{pairs})\n\n")
        raise nodes.SkipNode

    visit_docinfo = visit_field_list

    def _field(self, field: nodes.Element) -> str:
        """A field, or an element of a document's head such as ``author``, which names itself."""
        if not isinstance(field, nodes.field):
            return self.fact(escape(field.tagname.capitalize()), field.tagname, self.render(field))
        name, body = (child for child in field.children[:2] if isinstance(child, nodes.Element))
        return self.fact(self.anchors(field) + self.render(name), name.astext(), self.render(body))

    # -- options of a command
    def visit_option_list(self, node: nodes.option_list) -> NoReturn:
        pairs = ""
        for item in node.children:
            if isinstance(item, nodes.option_list_item):
                group, description = item.children
                names = ", ".join(option.astext() for option in group.children)
                text = self.render(description) if isinstance(description, nodes.Element) else ""
                pairs += f"  ([#raw({string(names)})], [{text}]),\n"
        self.add(f"#definitions(\n{pairs})\n\n")
        raise nodes.SkipNode

    # -- columns
    def visit_hlist(self, node: addnodes.hlist) -> NoReturn:
        columns = "".join(f"[{self.render(column)}], " for column in node.children if isinstance(column, nodes.Element))
        self.add(f"#columns-of(({columns}))\n\n")
        raise nodes.SkipNode

    def visit_acks(self, node: addnodes.acks) -> None: ...

    def depart_acks(self, node: addnodes.acks) -> None: ...


def is_run_in(node: nodes.Node | None) -> bool:
    """Whether a page set as an entry has this in one paragraph: a box of facts, a list of sources, many relations."""
    if isinstance(node, nodes.field_list) or is_run_in_table(node):
        return True
    return isinstance(node, nodes.bullet_list) and "letopis-sources" in node["classes"]


def _is_tight(item: nodes.Element) -> bool:
    """Whether an item is one paragraph, perhaps with a list under it."""
    return len(item) < 2 or (len(item) == 2 and isinstance(item[1], nodes.bullet_list | nodes.enumerated_list))
