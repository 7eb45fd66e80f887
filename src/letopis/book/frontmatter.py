"""``book.typ``: what stands before the first page, and the order of what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letopis.book.markup import array, boolean, string

if TYPE_CHECKING:
    from letopis.book.settings import BookSettings

_STRINGS = ("title", "subtitle", "edition", "licence", "cite", "address", "description", "paper", "language")


def book_source(anchors: str, matter: list[str], linked: list[str]) -> str:
    """The main file of the Typst project."""
    head = '#import "letopis/template.typ": *\n'
    return (
        f"{head}#show: book.with(..book-facts, anchors: {anchors})\n\n"
        + "\n".join(matter)
        + f"\n#places({array([string(label) for label in linked])})\n"
    )


def heads_source(heads: dict[str, list[tuple[str, str]]]) -> str:
    """The running heads: for each chapter, by its label, the sections and entries in it, each with label and title.

    They stand in the order of their pages, so that a page finds its own by halving.
    """
    lines = [
        f"  {string(chapter)}: {array([f'({string(label)}, [{title}])' for label, title in inner])},\n"
        for chapter, inner in heads.items()
    ]
    return f'#import "inline.typ": lang\n#let heads = ({"".join(lines) or ":"})\n'


def facts_source(settings: BookSettings, *, always_pages: bool) -> str:
    """What the template must know: the settings, as one Typst dictionary."""
    values = {name.replace("_", "-"): string(getattr(settings, name)) for name in _STRINGS}
    values |= {
        "date": string(settings.long_date),
        "authors": array([string(name) for name in settings.authors]),
        "imprint": array([string(line) for line in settings.imprint]),
        "contents-depth": str(settings.contents_depth),
        "words": "(" + ", ".join(f"{name}: {string(word)}" for name, word in settings.words.items()) + ")",
    }
    head = f"#let always-pages = {boolean(always_pages)}\n"
    return head + "#let book-facts = (\n" + "".join(f"  {name}: {value},\n" for name, value in values.items()) + ")\n"
