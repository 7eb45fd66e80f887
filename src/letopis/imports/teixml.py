"""Elements of TEI with their lines, and their text without what only lays it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

#: Elements that stand within a word or a sentence: no space is set around them.
_INLINE: Final = frozenset(
    "abbr add am c choice corr date del emph ex expan foreign g gap hi lb num orig q ref reg rs seg sic supplied term title"
    " unclear w".split()
)
#: Of two readings of one place in the text, the one that a reader is given.
_CHOSEN: Final = ("reg", "corr", "expan")
_DEEPEST: Final = 200


class Element:
    """An element with its line: its local name, attributes, and children, which are elements and texts."""

    __slots__ = ("attributes", "children", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name.rpartition(":")[2]
        self.attributes = attributes
        self.line = line
        self.children: list[Element | str] = []

    @property
    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (one for one in self.children if isinstance(one, Element))

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names, by the order of the names."""
        return (one for name in names for one in self.elements if one.name == name)

    def first(self, *names: str) -> Element | None:
        """The first child of the first of these names that there is."""
        return next(self.all(*names), None)

    def plain(self, *, without: frozenset[str] = frozenset()) -> str:
        """Its text on one line, without that of children of some names."""
        if self.name == "choice" and (chosen := self.first(*_CHOSEN)):
            return chosen.plain()
        parts = []
        for one in self.children:
            if isinstance(one, str):
                parts.append(one)
            elif one.name not in without:
                parts.append(one.plain() if one.name in _INLINE else f" {one.plain()} ")
        return " ".join("".join(parts).split()).replace(" ,", ",")


def parsed(data: bytes) -> Element:
    """The document. ``ValueError`` for what is no XML, or has a document type: entities are not read."""
    root = Element("", {}, 0)
    open_: list[Element] = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_) > _DEEPEST:
            raise ValueError(f"its elements lie in one another more than {_DEEPEST} deep.")
        one = Element(name, attributes, parser.CurrentLineNumber)
        open_[-1].children.append(one)
        open_.append(one)

    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type. Take the line <!DOCTYPE … > out: entities are not read.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = lambda text: open_[-1].children.append(text)  # noqa: PLW0108  the last one changes
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(f"not XML that can be read: {error}.") from None
    return root
