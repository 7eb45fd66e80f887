"""Pages that are too long for one web page, such as a list of many sources, divided into pages by letter.

Only the web pages are divided. Ids, the inventory, the data, the book and the EPUB know the page as a whole, and links
lead to the right part at once. The page itself keeps a line with each id that has gone to a part, so that whoever
comes by the address of the whole page is led on by `static/letopis/moved.js`, or by the link in that line.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from docutils import nodes
from docutils.utils import new_document
from sphinx.util.osutil import relative_uri

from letopis.domain import domain_of
from letopis.html.long_pages import counted, depth_of, first_letter
from letopis.html.markup import marked
from letopis.html.page_parts import Part, drop_notes, free_name, may_be_divided, notes_called
from letopis.nodes import folded, uses
from letopis.rendering.sources import MOST_SHOWN

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from letopis.model.archive import Archive

MOST_SOURCES: Final = 120
"""A list of more sources than this is divided into a page for each letter."""

MOST_RECORDS: Final = 100
"""A page that holds more records than this in its sections is divided into a page for each section."""

MOST_IN_PART: Final = 80
"""Sources of one part at most. A letter of more has several parts."""

MOST_BYTES: Final = 100_000
"""About what the sources of one part may make, with the words that rest on them."""

OF_A_SOURCE, OF_A_CITING_PAGE = 600, 280
"""The bytes of an entry, and of what stands below it for each page that cites it."""


class Place(NamedTuple):
    """Where something stands that was moved to a part: the part, how the part is called, and what leads there."""

    part: str
    letter: str
    label: str
    number: int = 0

    @property
    def called(self) -> str:
        """``S``, and the second part of that letter ``S 2``."""
        return f"{self.letter} {self.number + 1}" if self.number else self.letter


AUTOMATIC: Final = re.compile(r"id\d+")
"""Ids that docutils gives by number, which nothing leads to."""

MOST_LINES: Final = 1000
"""A list of more sources than this leaves no line for each on its page, only the letters, and the ids as data."""

MOST_NAMES: Final = 3000
"""A page of more ids than this does not hold them: they lie in a file that is read for an address of one of them."""

FOLDER: Final = "_static/letopis/away"
"""Where these files lie, each called as its page."""

NOTHING: Final[Mapping[str, Place]] = {}

Places = dict[str, dict[str, Place]]
"""By page and id. Pages that are not divided are not in it."""


# ---------------------------------------------------------------------------------------- what goes where
def places_of(env: BuildEnvironment, builder: Builder) -> Places:
    """Where everything is that is moved to a part. The same pages give the same parts, in whatever order they are written."""
    found: Places = {}
    for docname, by_id in (*_sources(env), *_records(env)):
        if may_be_divided(builder, docname):
            found.setdefault(docname, {}).update(by_id)
    return found


def _sources(env: BuildEnvironment) -> Iterator[tuple[str, dict[str, Place]]]:
    """The entries of each long list of sources."""
    if "cite" not in env.domains:
        return
    domain = env.get_domain("cite")
    lists = defaultdict(list)
    for citation in domain.citations:  # type: ignore[attr-defined]
        lists[citation.bibliography_key].append(citation)
    for place, citations in lists.items():
        if len(citations) <= MOST_SOURCES:
            continue
        letters = defaultdict(list)
        for citation in citations:
            letters[first_letter(str(citation.formatted_entry.text))].append(citation)
        archive = domain_of(env).archive
        yield (
            place.docname,
            {
                citation.citation_id: Place(
                    _name(env, place.docname, letter, number),
                    letter,
                    citation.formatted_entry.label or citation.key,
                    number,
                )
                for letter, some in letters.items()
                for number, citation in _numbered(archive, some)
            },
        )


def _numbered(archive: Archive, citations: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The sources of a letter, each with the number of its part, from 0: as many as fit on a page stand together."""
    number, count, weight = 0, 0, 0
    for citation in citations:
        more = OF_A_SOURCE + OF_A_CITING_PAGE * min(len(archive.pages_citing(citation.key)), MOST_SHOWN)
        if count == MOST_IN_PART or (count and weight + more > MOST_BYTES):
            number, count, weight = number + 1, 0, 0
        yield number, citation
        count, weight = count + 1, weight + more


def _name(env: BuildEnvironment, docname: str, letter: str, number: int = 0) -> str:
    """The address of a part: ``sources-t``, ``sources-t-2``."""
    name = f"{docname}-{'figures' if letter == '#' else letter.lower()}" + (f"-{number + 1}" if number else "")
    return free_name(name, env.all_docs)


def _records(env: BuildEnvironment) -> Iterator[tuple[str, dict[str, Place]]]:
    """The records of each long page, by its sections."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for record in domain_of(env).archive.records:
        if record.inline:
            names[record.origin.docname][record.anchor] = record.name
    for docname in sorted(name for name, some in names.items() if len(some) > MOST_RECORDS):
        found: dict[str, Place] = {}
        for box in env.get_doctree(docname).findall(nodes.container):
            section = box.parent
            if _is_record(box) and isinstance(section, nodes.section) and isinstance(section.parent, nodes.section):
                label = next((names[docname][name] for name in box["ids"] if name in names[docname]), box["ids"][0])
                place = Place(_name(env, docname, section["ids"][0]), section[0].astext(), label)
                found |= dict.fromkeys(_kept_ids(box), place)
        if len(found) > MOST_RECORDS:
            yield docname, found


def _in_order(place: Place) -> tuple[str, int, str]:
    """By letter, figures first, and within a letter by number."""
    return place.letter, len(place.part), place.part


def _is_record(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "letopis-record" in node["classes"]


def _kept_ids(box: nodes.Element) -> list[str]:
    """The ids of a box and in it by which others may lead here; not those of the calls of its notes."""
    return [
        name
        for node in box.findall(nodes.Element)
        if not isinstance(node, nodes.footnote_reference)
        for name in node["ids"]
    ]


# ---------------------------------------------------------------------------------------- dividing a page
class PageDivider:
    """Divides one page as it is written."""

    def __init__(self, builder: Builder, places: Places, docname: str) -> None:
        """Of the page ``docname``; ``places`` is of the whole archive."""
        self.builder, self.places, self.docname = builder, places, docname
        self.here = places.get(docname, NOTHING)

    def parts(self, document: nodes.document) -> list[Part]:
        """Take what is moved to parts from a page, leave links there, and make every link of it lead to the right part."""
        taken: dict[str, list[nodes.Element]] = defaultdict(list)
        if self.here:
            for node in [each for each in document.findall(nodes.Element) if self._is_moved(each)]:
                taken[self._place(node).part].append(node)
            for node in list(document.findall(nodes.bullet_list)):
                if any(self._is_moved(item) for item in node.children):
                    self._leave_sources(node)
            for node in [box for some in taken.values() for box in some if not isinstance(box, nodes.list_item)]:
                self._leave_record(node)
        names = self._names()
        made = [self._part(document, name, taken[name], names) for name in names if taken.get(name)]
        if made:
            drop_notes(document)
        self._lead(document, self.docname, frozenset())
        return made

    def _names(self) -> list[str]:
        return list(dict.fromkeys(place.part for place in sorted(self.here.values(), key=_in_order)))

    def _data(self, here: str, places: Iterable[tuple[str, Place]]) -> nodes.raw:
        """By the address of each part the ids that it holds, for the script that leads on from the page ``here``."""
        ids: dict[str, list[str]] = defaultdict(list)
        for name, place in places:
            ids[self._uri(here, place.part, "")].append(name)
        data, file = json.dumps(ids, separators=(",", ":")), ""
        if sum(map(len, ids.values())) > MOST_NAMES:
            path = f"{FOLDER}/{here}.js"
            target = Path(self.builder.outdir, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"letopisAway({data});\n", encoding="utf-8")
            data, file = "{}", relative_uri(self.builder.get_target_uri(here), quote(path))
        data = data.replace("<", "\\u003c")
        given = f' data-file="{escape(file)}"' if file else ""
        return nodes.raw(
            "", f'<script type="application/json" class="letopis-away"{given}>{data}</script>', format="html"
        )

    def _is_moved(self, node: nodes.Node) -> bool:
        if not isinstance(node, nodes.list_item | nodes.container) or "letopis-away" in node["classes"]:
            return False
        is_one = isinstance(node, nodes.list_item) or _is_record(node)
        return is_one and any(name in self.here for name in node["ids"])

    def _place(self, node: nodes.Element) -> Place:
        return next(self.here[name] for name in node["ids"] if name in self.here)

    def _leave_sources(self, made: nodes.bullet_list) -> None:
        """In the place of a list: the letters, and below each the short names of its sources, unless they are many."""
        if len(made) > MOST_LINES:
            moved = ((name, self._place(item)) for item in made.children for name in item["ids"])  # type: ignore[arg-type, index]
            made.replace_self([self._links(self.docname, "", self._names()), self._data(self.docname, moved)])
            return
        by_letter: dict[str, list[nodes.Element]] = defaultdict(list)
        for item in made.children:
            by_letter[self._place(item).letter].append(item)  # type: ignore[arg-type]
        links = nodes.container("", classes=["letopis-letters"])
        left: list[nodes.Node] = [links]
        for letter, items in sorted(by_letter.items()):
            name = f"letter-{'figures' if letter == '#' else letter.lower()}"
            links += nodes.inline("", "", nodes.reference("", letter, refuri=f"#{name}", internal=True))
            heading = nodes.rubric("", letter, ids=[name], classes=["letopis-heading", "letopis-letter"])
            heading["heading-level"] = min(6, depth_of(made) + 1)
            left += [heading, folded("", self._short_lines(items), summary=counted(items), narrow="hidden")]
        made.replace_self(left)

    def _leave_record(self, box: nodes.Element) -> None:
        """In the place of a record: a line that leads to it, in one list with those beside it."""
        section = box.parent
        above = reversed(section.children[: section.index(box)])
        before = next((node for node in above if not isinstance(node, nodes.Invisible | nodes.target)), None)
        line = self._lines([box])
        if isinstance(before, nodes.bullet_list) and "letopis-away" in before["classes"]:
            before += line.children
            section.remove(box)
        else:
            section.replace(box, line)

    def _short_lines(self, given: list[nodes.Element]) -> nodes.raw:
        """The same as `_lines` in as few bytes as they can be: of sources there may be thousands."""
        lines = []
        for node in given:
            place, (name, *others) = self._place(node), node["ids"]
            marks = "".join(f'<span id="{escape(other)}"></span>' for other in others)
            label = marked(place.label, self.builder.config.letopis_native_language)
            uri = escape(self._uri(self.docname, place.part, name))
            lines.append(f'<li id="{escape(name)}"><a href="{uri}">{label}</a>{marks}')
        return nodes.raw("", '<ul class="letopis-away">' + "\n".join(lines) + "</ul>", format="html")

    def _lines(self, given: list[nodes.Element]) -> nodes.bullet_list:
        made = nodes.bullet_list("", classes=["letopis-away"], bullet="*")
        for node in given:
            place = self._place(node)
            link = nodes.reference("", place.label, refuri=self._uri(self.docname, place.part, node["ids"][0]))
            link["internal"] = True
            inner = [name for name in _kept_ids(node) if name not in node["ids"] and not AUTOMATIC.fullmatch(name)]
            marks = [nodes.inline("", "", ids=[name]) for name in inner]
            item = nodes.list_item("", nodes.paragraph("", "", link, *marks), classes=["letopis-away"])
            item["ids"] = list(node["ids"])
            made += item
        return made

    def _part(self, whole: nodes.document, name: str, given: list[nodes.Element], names: list[str]) -> Part:
        """The page of one part: its title, links to the others, what it holds, and the notes to that."""
        place = self._place(given[0])
        title = next(whole.findall(nodes.title)).astext()
        document = new_document(name, whole.settings)
        section = nodes.section("", nodes.title("", f"{title}: {place.called}"), ids=["part"])
        section += self._links(name, title, names)
        if isinstance(given[0], nodes.list_item):
            section += nodes.bullet_list("", *given, classes=["letopis-bibliography"], bullet="*")
            # Where a letter has several parts, an entry goes from one to the next as the list grows.
            if beside := [
                (id_, one) for id_, one in self.here.items() if one.letter == place.letter and one.part != name
            ]:
                section += self._data(name, beside)
        else:
            section += given
            for heading in section.findall(nodes.rubric):  # the section that they stood in is no more
                if heading.get("heading-level", 0) > 2:
                    heading["heading-level"] -= 1
        document += section
        if notes := list(notes_called(whole, section)):
            section += nodes.container("", *notes, ids=["notes"], classes=["letopis-notes"])
        self._lead(document, name, frozenset(_ids(document)))
        return Part(name, f"{title}: {place.called}", document)

    def _links(self, name: str, title: str, names: list[str]) -> nodes.container:
        links = nodes.container("", classes=["letopis-letters"])
        if name != self.docname:
            whole = self._uri(name, self.docname, "").rstrip("#")
            links += nodes.inline("", "", nodes.reference("", title, refuri=whole, internal=True))
        places = {place.part: place for place in self.here.values()}
        near = places[name].letter if name in places else ""
        for other in names:
            place = places[other]
            if other == name:
                links += nodes.inline("", "", nodes.strong("", place.called))
            elif not place.number or place.letter == near:  # the other parts of a letter are linked from its first
                uri = self._uri(name, other, "").rstrip("#")
                links += nodes.inline("", "", nodes.reference("", place.called, refuri=uri, internal=True))
        return links

    # -- links
    def _uri(self, here: str, page: str, name: str) -> str:
        return f"{self.builder.get_relative_uri(here, page)}#{name}"

    def _lead(self, document: nodes.document, here: str, own: frozenset[str]) -> None:
        """Make the links of a page, or of a part whose ids are ``own``, lead to the right part."""
        bases = {self.builder.get_relative_uri(self.docname, page): page for page in self.places}
        for link in document.findall(nodes.reference):
            if led := self._led(str(link.get("refuri") or f"#{link.get('refid', '')}"), bases, here, own):
                link["refuri"] = led
                link.attributes.pop("refid", None)
        for made in document.findall(uses):
            made["quoted"] = [
                one._replace(address=self._led(one.address, bases, here, own) or one.address) for one in made["quoted"]
            ]

    def _led(self, address: str, bases: Mapping[str, str], here: str, own: frozenset[str]) -> str:
        """The address of the part where an address leads now; empty if it leads where it did."""
        base, sign, name = address.partition("#")
        if not sign or not name or name in own:
            return ""
        page = bases.get(base) if base else self.docname
        if page is None or (page == self.docname and not self.here):
            return ""
        place = self.places[page].get(name)
        target = place.part if place else page
        leads_elsewhere = target != here and (place or (not base and here != self.docname))
        return self._uri(here, target, name) if leads_elsewhere else ""


def _ids(document: nodes.Element) -> Iterator[str]:
    return (name for node in document.findall(nodes.Element) for name in node["ids"])
