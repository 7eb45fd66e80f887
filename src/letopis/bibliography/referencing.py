"""Citations in running text: ``(Kramer 1999, p. 3; Shubin …)`` and ``Kramer (1999, p. 3)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from pybtex.richtext import Text
from pybtex.style.template import Node
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceText

from letopis.bibliography.labels import Label, label_of
from letopis.bibliography.style import format_note

_BRACKETED: Final = frozenset({"p", "ps", "labelpar", "yearpar", "authorpar", "authorpars"})
_ROLES: Final = (
    "p", "ps", "alp", "alps", "t", "ts", "ct", "cts", "label", "labelpar", "year", "yearpar",
    "author", "authors", "authorpar", "authorpars", "cauthor", "cauthors", "empty", "whole",
)  # fmt: skip

WHOLE: Final = "whole"
"""The role of a source that is named in full, as in a note."""

NOTED: Final = "|noted"
"""At the end of a role: what of it stands in no list of sources is named in full in a note beside it."""


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
        role = role_name.removesuffix(NOTED)

        def joined(_children: list[Any], _data: object) -> Text:
            text = Text("; " if role not in {"t", "ts", "ct", "cts"} else ", ").join(filter(len, children))
            if role in {"ct", "cts", "cauthor", "cauthors"}:
                text = text.capfirst()
            return Text("(", text, ")") if role in _BRACKETED and len(text) else text

        return Node("joined", joined)

    def inner(self, role_name: str) -> Any:
        """One citation."""

        def cited(_children: list[Any], data: dict[str, Any]) -> Text:
            return _cited(role_name, data)

        return Node("cited", cited)


def _cited(role_name: str, data: dict[str, Any]) -> Text:
    info = data["reference_info"]
    noted = role_name.endswith(NOTED)
    role = role_name.removesuffix(NOTED).removesuffix("par").removesuffix("pars").removesuffix("s")
    if role == WHOLE:
        return _whole(data)
    label = _as_listed(label_of(data["entry"]), data["formatted_entry"].label)
    if info.citation_id:
        return _short(role, label, info, lambda text: SphinxReferenceText(info, Text(text)))
    # It stands in no list: here is the only place where it can be printed.
    if role in {"p", "alp", "label"}:
        return _whole(data)
    short = _short(role, label, info, Text)
    return short if noted or role == "empty" else Text(short, " (", _whole(data), ")")


def _whole(data: dict[str, Any]) -> Text:
    """All that is known of the source, without a stop at its end, as one more sign may follow."""
    info = data["reference_info"]
    whole = format_note(data["entry"], info.post_text)
    return Text(f"{info.pre_text} " if info.pre_text else "", whole)


def _short(role: str, label: Label, info: Any, link: Callable[[str], Any]) -> Text:
    """The citation by its label, which is the link."""
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


def _as_listed(label: Label, printed: str) -> Label:
    """A label with what the list of sources puts around it to tell it from another (``S. ``, ``a``)."""
    before, found, after = printed.partition(label.text)
    if not found:
        return Label(printed)
    if label.detail:
        return Label(before + label.name, label.detail + after, label.separator)
    return Label(printed)
