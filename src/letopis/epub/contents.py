"""The EPUB's way in: contents nested as the parts, chapters and pages are, and landmarks.

Sphinx lists in ``nav.xhtml`` only what the root document shows of its toctrees; an archive hides them all.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from letopis.book.outline import documents_of, take_parts
from letopis.book.settings import WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

Entry = tuple[str, str, "Sequence[Entry]"]
"""A title, the file it leads to (empty for a part, which has none), and what stands under it."""


def contents(env: BuildEnvironment, files: Collection[str], more: Sequence[tuple[str, str]] = ()) -> list[Entry]:
    """The contents of the book: each document once, at its first place. ``more`` are files made beside, with titles."""
    placed: set[str] = set()

    def page(docname: str) -> Iterator[Entry]:
        file = f"{docname}.xhtml"
        if docname in placed or file not in files:
            return
        placed.add(docname)
        inner = [entry for child in env.toctree_includes.get(docname, ()) for entry in page(child)]
        yield env.titles[docname].astext(), file, inner

    root = env.config.root_doc
    placed.add(root)
    made: list[Entry] = [(env.titles[root].astext(), f"{root}.xhtml", [])]
    for part in take_parts(env.get_doctree(root)):
        chapters = [entry for docname in part.chapters for entry in page(docname)]
        made += [(part.title, "", chapters)] if part.title and chapters else chapters
    left = sorted(documents_of(env) - placed)
    made += [entry for docname in left for entry in page(docname)]
    return [*made, *((title, file, []) for file, title in more)]


def navigation(
    entries: Sequence[Entry], language: str, landmarks: Sequence[tuple[str, str, str]], pages: str = ""
) -> str:
    """``nav.xhtml``. A landmark is its kind (``bodymatter``, ``index`` …), its file and its title; ``pages`` is a list."""
    word = escape(WORDS.get(language.partition("-")[0], WORDS["en"])["contents"])
    lang = escape(language)
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{escape(file)}">{escape(title)}</a></li>\n' for kind, file, title in landmarks
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}">\n<head><title>{word}</title></head>\n<body>\n'
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-label="{word}">\n<h1>{word}</h1>\n{_list(entries)}</nav>\n'
        f'<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<ol>\n{marks}</ol>\n</nav>\n'
        f"{pages}</body>\n</html>\n"
    )


def with_parts(navigation: str, parts: Mapping[str, Sequence[str]]) -> str:
    """The contents with the further files of a page that was cut below the page."""
    for name, files in parts.items():

        def below(link: re.Match[str], files: Sequence[str] = files) -> str:
            items = "".join(
                f'<li><a href="{escape(file)}">{link[2]} ({number})</a></li>\n' for number, file in enumerate(files, 2)
            )
            return f"{link[1]}<ol>\n{items}" + ("" if link[3] else "</ol>\n")

        pattern = rf'(<a href="{re.escape(escape(name))}">(.*?)</a>)(<ol>\n)?'
        navigation = re.sub(pattern, below, navigation, count=1)
    return navigation


def _list(entries: Sequence[Entry]) -> str:
    items = ""
    for title, file, inner in entries:
        head = f'<a href="{escape(file)}">{escape(title)}</a>' if file else f"<span>{escape(title)}</span>"
        items += f"<li>{head}{_list(inner) if inner else ''}</li>\n"
    return f"<ol>\n{items}</ol>\n"
