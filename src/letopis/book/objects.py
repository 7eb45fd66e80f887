"""Objects of a manual: the signatures and descriptions that Sphinx's code domains make."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

from letopis.book.blocks import BlockVisitors

if TYPE_CHECKING:
    from sphinx import addnodes


class ObjectVisitors(BlockVisitors):
    """Sphinx's ``desc`` nodes and production lists."""

    def visit_desc(self, node: addnodes.desc) -> NoReturn:
        """All signatures of an object, then what is said of it, set in."""
        signatures = [
            child for child in node.children if isinstance(child, nodes.Element) and "sig" in child["classes"]
        ]
        with self.within("signature"):
            heads = "".join(f"[{self.render(signature)}], " for signature in signatures)
        body = self.render_all(child for child in node.children if child not in signatures)
        self.mark_line(node)
        self.add(f"#object(({heads}))[{body}]\n\n")
        raise nodes.SkipNode

    def visit_desc_signature(self, node: nodes.Element) -> None: ...

    def depart_desc_signature(self, node: nodes.Element) -> None: ...

    visit_desc_content = visit_desc_inline = visit_desc_type = visit_desc_signature
    depart_desc_content = depart_desc_inline = depart_desc_type = depart_desc_signature

    def visit_desc_signature_line(self, node: nodes.Element) -> None: ...

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        self.add("#linebreak()")

    def visit_desc_name(self, node: nodes.Element) -> None:
        self.add("#strong[")

    def depart_desc_name(self, node: nodes.Element) -> None:
        self.add("]")

    visit_desc_addname = visit_desc_signature
    depart_desc_addname = depart_desc_signature

    def visit_desc_annotation(self, node: nodes.Element) -> None:
        self.add("#emph[")

    depart_desc_annotation = depart_desc_name

    def visit_desc_returns(self, node: nodes.Element) -> None:
        self.add(" → ")

    def depart_desc_returns(self, node: nodes.Element) -> None: ...

    # -- parameters
    def visit_desc_parameterlist(self, node: nodes.Element) -> NoReturn:
        self._list(node, "\\(", "\\)")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> NoReturn:
        self._list(node, "\\[", "\\]")

    def visit_desc_optional(self, node: nodes.Element) -> NoReturn:
        self._list(node, "\\[", "\\]")

    def _list(self, node: nodes.Element, opening: str, closing: str) -> NoReturn:
        self.add(opening)
        for number, child in enumerate(node.children):
            self.add(", " if number else "")
            child.walkabout(self)
        self.add(closing)
        raise nodes.SkipNode

    def visit_desc_parameter(self, node: nodes.Element) -> None: ...

    def depart_desc_parameter(self, node: nodes.Element) -> None: ...

    visit_desc_type_parameter = visit_desc_sig_element = visit_desc_parameter
    depart_desc_type_parameter = depart_desc_sig_element = depart_desc_parameter

    # -- grammars
    def visit_productionlist(self, node: addnodes.productionlist) -> NoReturn:
        lines = [self.render(child) for child in node.children if isinstance(child, nodes.Element)]
        self.add(f"#parsed-code[{' #linebreak() '.join(lines)}]\n\n")
        raise nodes.SkipNode
