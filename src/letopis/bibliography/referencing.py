"""Citations in running text: ``(Kramer 1999, p. 3; Shubin …)`` and ``Kramer (1999, p. 3)``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pybtex.database import Entry
from pybtex.richtext import Text
from pybtex.style.template import Node
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceText

from letopis.bibliography.labels import Label, label_of

_BRACKETED: Final = frozenset({"p", "ps", "labelpar", "yearpar", "authorpar", "authorpars"})
_ROLES: Final = (
    "p", "ps", "alp", "alps", "t", "ts", "ct", "cts", "label", "labelpar", "year", "yearpar",
    "author", "authors", "authorpar", "authorpars", "cauthor", "cauthors", "empty",
)  # fmt: skip


@dataclass
class AuthorDateReferences(BaseReferenceStyle):
    """The referencing style for sphinxcontrib-bibtex; all its roles are known.

    What stands in braces after a key follows the label, what stands before it precedes it. The
    label itself is the link.
    """

    def role_names(self) -> Iterable[str]:
        return _ROLES

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join the citations of one role."""

        def joined(_children: list[Any], _data: object) -> Text:
            text = Text("; " if role_name not in {"t", "ts", "ct", "cts"} else ", ").join(filter(len, children))
            if role_name in {"ct", "cts", "cauthor", "cauthors"}:
                text = text.capfirst()
            return Text("(", text, ")") if role_name in _BRACKETED and len(text) else text

        return Node("joined", joined)

    def inner(self, role_name: str) -> Any:
        """One citation."""

        def cited(_children: list[Any], data: dict[str, Any]) -> Text:
            return _cited(role_name, data)

        return Node("cited", cited)


def _cited(role_name: str, data: dict[str, Any]) -> Text:
    info = data["reference_info"]
    label = _as_listed(_label(data["entry"]), data["formatted_entry"].label)

    def link(text: str) -> Any:
        return SphinxReferenceText(info, Text(text))

    role = role_name.removesuffix("par").removesuffix("pars").removesuffix("s")
    if role == "empty":
        return Text()
    if role == "year":
        return Text(link(label.detail or label.text))
    if role in {"author", "cauthor"}:
        return Text(link(label.name))
    before = f"{info.pre_text} " if info.pre_text else ""
    if role in {"t", "ct"}:
        aside = ", ".join(part for part in (label.detail, info.post_text) if part)
        return Text(before, link(label.name), f" ({aside})" if aside else "")
    after = f", {info.post_text}" if info.post_text and role != "label" else ""
    return Text(before, link(label.text), after)


_LABELS: dict[int, tuple[Entry, Label]] = {}
"""The label of each entry by its `id`, with the entry, so that no other can have that; a source is cited many times."""


def _label(entry: Entry) -> Label:
    known = _LABELS.get(id(entry))
    if known is None:
        known = _LABELS[id(entry)] = (entry, label_of(entry))
    return known[1]


def _as_listed(label: Label, printed: str) -> Label:
    """A label with what the list of sources puts around it to tell it from another (``S. ``, ``a``)."""
    before, found, after = printed.partition(label.text)
    if not found:
        return Label(printed)
    if label.detail:
        return Label(before + label.name, label.detail + after, label.separator)
    return Label(printed)
