"""Pictures and figures, and the numbers Sphinx gives to figures, tables and listings."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NoReturn

from docutils import nodes

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.frontmatter import ShownPicture
from letopis.book.markup import arguments, length, string
from letopis.book.notes import NoteVisitors, is_note

_ALIGN = {"left", "center", "right"}


def _floats(figure: nodes.figure) -> bool:
    """Whether a figure may stand some lines away from its place: one in running text, not right below a heading."""
    parent = figure.parent
    before = parent.children[: parent.index(figure)] if parent is not None else []
    text = [node for node in before if not isinstance(node, nodes.Invisible | nodes.title)]
    return isinstance(parent, nodes.section) and bool(text) and not isinstance(text[-1], nodes.figure | nodes.section)


class FigureVisitors(NoteVisitors):
    """Images, alone, in a line, or in a figure."""

    def figure_number(self, node: nodes.Element, kind: str) -> str:
        """A figure's number as the web pages print it, such as ``Table 2.1``; empty if it has none."""
        digits = self.digits(node, kind)
        if not digits:
            return ""
        pattern = str(self.config.numfig_format.get(kind, "%s"))
        return pattern % digits if "%s" in pattern else pattern.replace("{number}", digits).replace("{name}", "")

    def digits(self, node: nodes.Element, kind: str) -> str:
        """The bare number Sphinx has given a node among its kind."""
        numbers = self.builder.env.toc_fignumbers.get(self.page.docname, {}).get(kind, {})
        number = next((numbers[id_] for id_ in node["ids"] if id_ in numbers), ()) if self.config.numfig else ()
        return ".".join(map(str, number))

    def visit_image(self, node: nodes.image) -> NoReturn:
        in_line = isinstance(node.parent, nodes.TextElement)
        alone = not in_line or not any(
            isinstance(sibling, nodes.Text) and sibling.strip() for sibling in node.parent.children
        )
        picture = self.picture(node, standing_alone=alone)
        if in_line and not alone:
            self.add(f"#box({picture})")
        else:
            side = node.get("align") if node.get("align") in _ALIGN else "center"
            self.add(f"#picture({side}, {picture})", "" if in_line else "\n\n")
        raise nodes.SkipNode

    def picture(self, node: nodes.image, *, standing_alone: bool) -> str:
        """The call that sets a picture, with its alternative text; an ornament is kept from the reader's voice.

        An empty text says that a picture is an ornament. That is believed of one in a line of
        words; one that stands alone shows something, and Markdown's ``![](…)`` is a slip.
        """
        file = self.builder.picture_file(node)
        scale = node.get("scale")
        named = arguments(
            width=length(node.get("width")) or (f"{scale}%" if scale else None),
            height=length(node.get("height")),
        )
        alt = node.get("alt")
        if alt == "" and not standing_alone:
            return f"ornament({string(file)}, {named})"
        if not alt:
            name = PurePosixPath(node["uri"]).name
            warn(
                BookWarning.MISSING_ALT,
                f"the picture {name!r} has no alternative text. Say in :alt: what it shows.",
                node,
            )
            alt = name
        return f"sized-image({string(file)}, alt: {string(alt)}, {named})"

    def visit_figure(self, node: nodes.figure) -> NoReturn:
        """Its attribute ``named`` has the labels of what it names and an index holds."""
        self.mark_line(node)
        image = next(iter(node.findall(nodes.image)), None)
        body = "#" + self.picture(image, standing_alone=True) if image is not None else ""
        link = next((child for child in node.children if isinstance(child, nodes.reference)), None)
        if link is not None:
            label, address = self.destination(link)
            body = f"{self.xref(label, link)}[{body}]" if label else f"#ext({string(address)})[{body}]"
        if image is None:
            body = self.render_all(c for c in node.children if not isinstance(c, nodes.caption | nodes.legend))
        with self.within("caption"):
            caption, legend = (
                "".join(self.render(child) for child in node.children if isinstance(child, kind))
                for kind in (nodes.caption, nodes.legend)
            )
        number = self.figure_number(node, "figure")
        place = self._listed(node, number)
        body = "".join(map(self.index_place, node.get("named", ()))) + body
        floats = ", floats: true" if _floats(node) else ""
        self.add(f"#picture-figure({string(number)}, [{caption}], [{legend}], at: {string(place)}{floats})[{body}]\n\n")
        raise nodes.SkipNode

    def _listed(self, node: nodes.figure, number: str) -> str:
        """Enter a figure in the list of them, and give the place that the list leads to; none without a caption."""
        caption = node.next_node(nodes.caption)
        if caption is None:
            return ""
        words = "".join(part.astext() for part in caption.children if not is_note(part)).strip()
        place = self.label(f"figure-{len(self.builder.figures) + 1}")
        self.builder.labels.add(place)
        title = self.builder.env.titles[self.page.docname].astext()
        self.builder.figures.append(ShownPicture(place, f"{number} {words}".strip(), title))
        return place

    def visit_caption(self, node: nodes.caption) -> None:
        """One that stands outside a figure, as a toctree's in a page does."""
        self.add("#rubric[")

    def depart_caption(self, node: nodes.caption) -> None:
        self.add("]\n\n")

    def visit_legend(self, node: nodes.legend) -> None: ...

    def depart_legend(self, node: nodes.legend) -> None: ...
