"""Citations in running text: ``(Kramer 1999, p. 3; Shubin …)`` and ``Kramer (1999, p. 3)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from pybtex.database import Entry
from pybtex.richtext import Text
from pybtex.style.template import Node
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceText

from letopis.bibliography.entries import Source
from letopis.bibliography.labels import Label, label_of
from letopis.bibliography.style import format_note, format_short_note
from letopis.bibliography.terms import terms_of

_BRACKETED: Final = frozenset({"p", "ps", "labelpar", "yearpar", "authorpar", "authorpars"})
_ROLES: Final = (
    "p", "ps", "alp", "alps", "t", "ts", "ct", "cts", "label", "labelpar", "year", "yearpar",
    "author", "authors", "authorpar", "authorpars", "cauthor", "cauthors", "empty", "whole", "again",
)  # fmt: skip

_PAGE = re.compile(r"^pp?\.\s*(?=\d)")
"""``p.`` before a figure, which notes do without (Chicago 17, 14.147)."""

WHOLE: Final = "whole"
"""The role of a source that is named in full, as in a note."""

AGAIN: Final = "again"
"""The role of a source that a note before has named in full: last names, short title, place."""

NOTED: Final = "|noted"
"""At the end of a role: what of it stands in no list of sources is named in full in a note beside it."""


@dataclass
class AuthorDateReferences(BaseReferenceStyle):
    """The referencing style for sphinxcontrib-bibtex; all its roles are known.

    What stands in braces after a key follows the label, what stands before it precedes it. The
    label itself is the link. ``language`` is that of "edited by" and the like.
    """

    language: str = "en"

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
            return _cited(role_name, data, self.language)

        return Node("cited", cited)


def _cited(role_name: str, data: dict[str, Any], language: str) -> Text:
    info, entry = data["reference_info"], data["entry"]
    noted = role_name.endswith(NOTED)
    role = role_name.removesuffix(NOTED).removesuffix("par").removesuffix("pars").removesuffix("s")
    if role == WHOLE:
        return _whole(info, entry, language)
    if role == AGAIN:
        short = format_short_note(entry, "", language)
        linked = SphinxReferenceText(info, short) if info.citation_id else short
        return Text(
            f"{info.pre_text} " if info.pre_text else "",
            linked,
            f", {_PAGE.sub('', info.post_text)}" if info.post_text else "",
        )
    label = _as_listed(_label(entry, language), data["formatted_entry"].label)
    if info.citation_id:
        return _short(role, label, info, lambda text: SphinxReferenceText(info, Text(text)))
    # It stands in no list: here is the only place where it can be printed.
    if role in {"p", "alp", "label"}:
        return _whole(info, entry, language)
    short = _short(role, label, info, Text)
    return short if noted or role == "empty" else Text(short, " (", _whole(info, entry, language), ")")


def _whole(info: Any, entry: Entry, language: str) -> Text:
    """The citation by all that a note says of its source."""
    return Text(f"{info.pre_text} " if info.pre_text else "", format_note(entry, info.post_text, language))


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


_LABELS: dict[tuple[int, str], tuple[Entry, Label]] = {}
"""The label of each entry by its `id`, with the entry, so that no other can have that; a source is cited many times."""


def _label(entry: Entry, language: str) -> Label:
    known = _LABELS.get((id(entry), language))
    if known is None:
        known = _LABELS[id(entry), language] = (entry, label_of(Source(entry, terms_of(language))))
    return known[1]


def _as_listed(label: Label, printed: str) -> Label:
    """A label with what the list of sources puts around it to tell it from another (``S. ``, ``a``)."""
    before, found, after = printed.partition(label.text)
    if not found:
        return Label(printed)
    if label.detail:
        return Label(before + label.name, label.detail + after, label.separator)
    return Label(printed)
