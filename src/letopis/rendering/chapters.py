"""Chapters: pages to be read one after another, in the order in which the view ``{chapters}`` lists them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from docutils import nodes

from letopis.model.kinds import Person
from letopis.rendering.page import Content, Page, bullets, joined, paragraph
from letopis.rendering.subtitle import kind_line

if TYPE_CHECKING:
    from letopis.domain import LetopisDomain

VIEW: Final = "chapters"
"""The view that lists them."""

CHAPTER: Final = "letopis-chapter"
"""The class of the line below the title of a chapter."""

WORDS_A_MINUTE: Final = 238
"""How fast adults read English silently, where it is no fiction: the mean of 190 studies in Marc Brysbaert, "How many
words do we read per minute?", Journal of Memory and Language 109 (2019)."""


class Chapter(NamedTuple):
    """The place of a chapter: the page that lists it, its number from 1 on, and how many there are."""

    listing: str
    number: int
    of: int


class Head(NamedTuple):
    """What the head of a chapter says: its place, minutes to read, and the people who were in no chapter before."""

    chapter: Chapter
    minutes: int
    people: tuple[Person, ...]


def minutes_for(words: int) -> int:
    """Minutes to read so many words, to the nearest, and at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def pages_listed(docname: str, written: str) -> list[str]:
    """The names of the pages in the lines of a list, each once; as in a toctree, ``/`` begins at the top folder."""
    names = (line.strip().removesuffix(".md") for line in written.splitlines())
    folder = posixpath.dirname(docname)
    found = [name[1:] if name.startswith("/") else posixpath.normpath(posixpath.join(folder, name)) for name in names]
    return list(dict.fromkeys(found))


def chapters_of(domain: LetopisDomain) -> dict[str, Chapter]:
    """Every chapter that is a page, by its name; of two lists that hold it, the first counts."""
    found: dict[str, Chapter] = {}
    for docname, calls in sorted(domain.stored["views"].items()):
        for call in calls:
            if call.name == VIEW:
                pages = [name for name in pages_listed(docname, call.options["pages"]) if name in domain.env.found_docs]
                for number, name in enumerate(pages, start=1):
                    found.setdefault(name, Chapter(docname, number, len(pages)))
    return found


def head_of(domain: LetopisDomain, chapters: dict[str, Chapter], docname: str) -> Head | None:
    """What the head of a page says, if it is a chapter."""
    chapter = chapters.get(docname)
    if chapter is None:
        return None
    before = [name for name, one in chapters.items() if one.listing == chapter.listing and one.number < chapter.number]
    met = {person.key for name in before for person in _people(domain, name)}
    new = tuple(person for person in _people(domain, docname) if person.key not in met)
    return Head(chapter, domain.stored["minutes"].get(docname, 1), new)


def _people(domain: LetopisDomain, docname: str) -> list[Person]:
    """The people whom the text of a page links, in the order in which they come."""
    found = (domain.archive.resolve(mention.target) for mention in domain.mentions_on(docname))
    return list(dict.fromkeys(one for one in found if isinstance(one, Person)))


def told_of(head: Head | None) -> object:
    """All that the head of a chapter shows of other pages, to be compared with what it showed before."""
    if head is None:
        return ()
    return head.chapter, head.minutes, [(one.ref, one.name, one.role, one.born, one.died) for one in head.people]


def in_minutes(minutes: int) -> str:
    """Time to read, in words."""
    return "1 minute to read" if minutes == 1 else f"{minutes} minutes to read"


def draw_head(page: Page, head: Head, pdf: str = "") -> list[nodes.Node]:
    """The head of a chapter on a web page: one line, and a folded list of the people who are new."""
    _, number, total = head.chapter
    line: list[Content] = [f"Chapter {number} of {total}", in_minutes(head.minutes)]
    if pdf:
        line.append(nodes.reference("", "as\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}PDF", refuri=pdf, internal=True))
    made: list[nodes.Node] = [paragraph(joined(line, " · "), classes=["letopis-dateline", CHAPTER])]
    if head.people:
        items: list[Content] = [[page.link(one), f": {_who(page, one)}"] for one in head.people]
        words = "Who is new in this chapter" if number > 1 else "Who is who in this chapter"
        made += page.folded(f"{words} ({len(items)})", [bullets(items, ["letopis-who"])])
    return made


def _who(page: Page, person: Person) -> str:
    """What a person is known as; where no record says so, when he or she lived."""
    return person.role.value if person.role else ", ".join(kind_line(page.archive, person))


def render_chapters(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Chapters in the order written, one page a line; on screen each with its first paragraph and the time it takes.

    Each of these pages then says which chapter it is, of how many, how long it takes to read (238 words a minute), and
    who is in it that was in no chapter before; and the page with the list stands above it. On paper: their titles.
    """
    domain = cast("LetopisDomain", page.builder.env.get_domain("letopis"))
    items = [_listed(page, domain, name) for name in pages_listed(page.docname, options["pages"])]
    if not items:
        return []
    return [nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["letopis-chapters"])]


def _listed(page: Page, domain: LetopisDomain, name: str) -> nodes.list_item:
    item = nodes.list_item("", paragraph(page.document(name)))
    if page.on_paper or name not in domain.env.found_docs:
        return item
    opening = " ".join(page.expand(domain.stored["first_paragraphs"].get(name, "")).split())
    minutes = nodes.inline("", in_minutes(domain.stored["minutes"].get(name, 1)), classes=["letopis-minutes"])
    item += paragraph(*([opening, " "] if opening else []), minutes)
    return item
