"""The joint indexes of persons, places and institutions, and subjects: from the data of the volumes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from letopis.model.kinds import Record
from letopis.model.names import collation_key, fold
from letopis.printindex import inverted
from letopis.volumes.parts import Part

Data = Mapping[str, Any]


class Name(NamedTuple):
    """A record wherever it is referred to: the volume it stands in, kind, key."""

    volume: str
    kind: str
    key: str


class Place(NamedTuple):
    """A place that an entry leads to: the volume's title, the title of the page, the address in the joint site."""

    volume: str
    title: str
    address: str


class Line(NamedTuple):
    """An entry: what it is called, its own record, the pages that name it; or another form, and what to look under."""

    label: str
    own: tuple[Place, ...] = ()
    named: tuple[Place, ...] = ()
    see: tuple[str, ...] = ()


class JointIndex:
    """The records of all volumes and the pages that name them, gathered volume by volume."""

    def __init__(self, kinds: Mapping[str, type[Record]], parts: Iterable[Part]) -> None:
        """``kinds`` are those of the cover; a record of a kind that it does not know is a subject."""
        self._kinds = kinds
        self._forms: dict[Name, tuple[str, tuple[str, ...]]] = {}
        self._own: dict[Name, Place] = {}
        self._former: dict[Name, Name] = {}
        self._named: dict[Name, dict[str, Place]] = defaultdict(dict)
        for part in parts:
            self._add(part)

    def _add(self, part: Part) -> None:
        for record in part.data.get("records", ()):
            name = Name(part.name, record["kind"], record["key"])
            fields = record["fields"]
            self._forms[name] = (_first(fields, "sort") or record["name"], tuple(_forms(fields)))
            self._own[name] = Place(part.title, record["name"], f"{part.name}/{record['address']}")
            for alias in fields.get("alias", ()):
                self._former[name._replace(key=alias["value"])] = name
        titles = {page["name"]: page["title"] for page in part.data.get("pages", ())}
        for mention in part.data.get("mentions", ()):
            *volume, kind, key = mention["target"].split(":")
            name = Name(volume[0] if volume else part.name, kind, key)
            page = f"{part.name}/{mention['address'].partition('#')[0]}"
            near = f"#{mention['paragraph']}" if mention["paragraph"] else ""
            place = Place(part.title, titles[mention["page"]], page + near)
            self._named[name].setdefault(page, place)

    def lines(self, index: str) -> list[Line]:
        """The entries of one index by name, in the order of the alphabet, with references from other forms."""
        own = [name for name in self._own if self._index_of(name) == index]
        shared: dict[str, list[Name]] = defaultdict(list)
        for name in own:
            shared[inverted(self._forms[name][0])].append(name)
        named: dict[Name, list[Place]] = defaultdict(list)
        for name, pages in self._named.items():
            named[self._former.get(name, name)] += [*pages.values()]
        found: list[Line] = []
        see: dict[str, set[str]] = defaultdict(set)
        for heading, names in shared.items():
            for name in names:
                label = heading if len(names) == 1 else f"{heading} ({self._own[name].volume}, {name.key})"
                found.append(Line(label, (self._own[name],), tuple(sorted(set(named[name])))))
                for form in self._forms[name][1]:
                    see[form].add(label)
        taken = {fold(heading) for heading in shared}
        found += [Line(form, see=tuple(sorted(labels))) for form, labels in see.items() if fold(form) not in taken]
        return sorted(found, key=lambda line: (collation_key(line.label), line))

    def _index_of(self, name: Name) -> str:
        kind = self._kinds.get(name.kind)
        return kind.print_index if kind else "subjects"


def _first(fields: Data, key: str) -> str:
    return str(fields[key][0]["value"]) if fields.get(key) else ""


def _forms(fields: Data) -> Iterator[str]:
    """The other forms of a name."""
    for key in ("native", "variant", "abbreviation"):
        for fact in fields.get(key, ()):
            if isinstance(fact["value"], str):
                yield fact["value"]
