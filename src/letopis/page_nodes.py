"""The nodes of a page by class, found in one walk: a page is large, and much is asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from docutils import nodes

N = TypeVar("N", bound=nodes.Node)


class PageNodes:
    """What stands on a page at the time of the walk, in the order of the page."""

    def __init__(self, document: nodes.document) -> None:
        """Walk through the page once."""
        self._by_class: dict[type[nodes.Node], list[tuple[int, nodes.Node]]] = defaultdict(list)
        waiting: list[nodes.Node] = [document]
        place = 0
        while waiting:
            node = waiting.pop()
            self._by_class[type(node)].append((place, node))
            waiting += reversed(node.children)
            place += 1

    def of(self, kind: type[N]) -> Iterator[N]:
        """The nodes of a class or of classes derived from it."""
        classes = [found for known, found in self._by_class.items() if issubclass(known, kind)]
        found = classes[0] if len(classes) == 1 else sorted((one for some in classes for one in some), key=_place)
        return (node for _, node in found if isinstance(node, kind))

    def with_class(self, kind: type[N], name: str) -> list[N]:
        """The nodes of a class that have a name among their ``classes``."""
        return [node for node in self.of(kind) if isinstance(node, nodes.Element) and name in node["classes"]]


def _place(found: tuple[int, nodes.Node]) -> int:
    return found[0]


def line_of(node: nodes.Node) -> int:
    """The line of a node, or of the nearest around it that has one; 1 if none has."""
    around: nodes.Node | None = node
    while around is not None:
        if around.line:
            return around.line
        around = around.parent
    return 1


def put_in_place(node: nodes.Element, made: Sequence[nodes.Node]) -> None:
    """Put what was made in the place of a node, whose address stays even if nothing was made that could bear it."""
    kept = list(made)
    if not (kept and isinstance(kept[0], nodes.Element)) and any(node[name] for name in ("ids", "names", "classes")):
        kept.insert(0, nodes.target("", ""))
    node.replace_self(kept)
