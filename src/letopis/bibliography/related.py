"""The works that an entry names as related, and the members of a set (biblatex manual, section 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from letopis.bibliography.contributors import Form, capital
from letopis.bibliography.entries import Source, names_in_text
from letopis.bibliography.text import emphasised, unmarked

_MOST: Final = 20


def related_works(source: Source, form: Form) -> Iterator[str]:
    """``Reprint of Holm, *Fairs*, 1962``; each member of a set as a short entry."""
    source.used.update({"related", "relatedtype", "relatedstring", "entryset"})
    related = getattr(source.entry, "related", ())
    named = source.plain("related")
    if not related and not named:
        yield from (source.text("relatedtype"), source.text("relatedstring"))
        return
    works = [_briefly(Source(entry, source.terms)) for entry in related[:_MOST]]
    if source.has("entryset"):
        yield from works
        return
    listed = source.terms.listed(works) if works else named
    kind = source.plain("relatedtype").lower()
    kind = {"bytranslator": "translationas", "default": ""}.get(kind, kind)
    string = source.text("relatedstring")
    if string:
        text = f"{string} {listed}" if source.terms.has(kind) or not kind else f"{string} {listed} ({kind})"
    elif source.terms.has(kind):
        text = source.terms.say(kind, listed)
    else:
        text = f"{unmarked(source.text('relatedtype'))} {listed}" if kind else source.terms.say("related", listed)
    yield text if form is Form.NOTE else capital(text)


def _briefly(source: Source) -> str:
    """Author, title and year of a related work."""
    title = source.title()
    names = names_in_text(source.makers(), source.terms) if source.makers() else ""
    return ", ".join(part for part in (names, emphasised(title) if title else source.key, source.date().year) if part)
