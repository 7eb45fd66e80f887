"""The directive ``{former}``: says that the section it stands in was once found under another address."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.domain import LetopisDomain, domain_of
from letopis.report import report


class Former(NamedTuple):
    """A former address, the page and id where it leads, and the line that says so; an empty ``old_id`` is a page."""

    old_page: str
    old_id: str
    docname: str
    id: str
    place: SourceLocation


class FormerDirective(SphinxDirective):
    """Former addresses of the section that this stands in, with spaces between them.

    ``early-life`` is an id that a heading of this page had; ``/people/ada#early-life`` is a part of another page, and
    ``/people/ada`` a page that is now part of this one, or has become it.
    """

    required_arguments = 1
    optional_arguments = 50
    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Note each address; an id of this page is at once one more id of the section."""
        section = self._section()
        path = str(self.env.doc2path(self.env.docname, base=False))
        place = SourceLocation(self.env.docname, path, self.lineno)
        if section is None:
            report(Finding(Code.FORMER, "a former address stands below the heading that it leads to now.", place))
            return []
        for written in self.arguments:
            page, _, old_id = (
                written.lstrip("/").partition("#") if "#" in written or written[0] == "/" else ("", "", written)
            )
            former = Former(page or self.env.docname, old_id, self.env.docname, "", place)
            section["letopis-former"] = [*section.get("letopis-former", ()), former]
        return []

    def _section(self) -> nodes.section | None:
        node: nodes.Node | None = self.state_machine.node
        while node is not None and not isinstance(node, nodes.section):
            node = node.parent
        return node


def note_formers(docname: str, document: nodes.document, domain: LetopisDomain) -> None:
    """Keep the former addresses of a page that has been read, each with the id of its section as it is now."""
    found: list[Former] = []
    for section in document.findall(nodes.section):
        for former in section.attributes.pop("letopis-former", ()):
            now = former._replace(id=str(section["ids"][0]) if section["ids"] else "")
            if former.old_page == docname and former.old_id:
                if former.old_id in document.ids:
                    message = f"'{former.old_id}' is an id of this page today, so the address leads there. Take it out."
                    report(Finding(Code.FORMER, message, former.place))
                    continue
                section["ids"].append(former.old_id)
                document.ids[former.old_id] = section
            found.append(now)
    if found:
        domain.stored["formers"][docname] = found


def formers_of(env: Any) -> list[Former]:
    """All former addresses, page by page."""
    stored = cast("dict[str, list[Former]]", domain_of(env).stored["formers"])
    return [former for docname in sorted(stored) for former in stored[docname]]
