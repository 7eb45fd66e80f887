"""What a build puts into the index: on the second archive, with one worker and with two, and after a change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from letopis.model.schema import Schema
from letopis.search.collect import Passage, all_passages
from letopis.search.entries import GUIDE, PAGE, SOURCE, Entry, entries_of
from letopis.search.page import FOLDER, SCRIPTS, read_script
from tests.building import COUNCIL, Built, build, changed, copy, write

INDEX = f"_static/{FOLDER}/"
OTHERS = rf"^(?!{INDEX}|search\.html)"
"""What is no part of the search."""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(COUNCIL, tmp_path_factory.mktemp("search") / "source"), builder="html")


def entry(built: Built, address: str) -> Entry:
    (found,) = [one for one in entries_of(built.app) if one.address == address]
    return found


def passages(built: Built, docname: str) -> dict[str, Passage]:
    return {passage.anchor: passage for passage in built.domain.stored["passages"][docname]}


# ------------------------------------------------------------------------------------------- what is kept of a page
PAGES = {
    "index": "# Front\n\nWelcome.\n",
    "ami": """# Ami Perrin

:::{person} perrin
:variant: Amy Perrin
:born: 1500
:source: Tripet
A captain.
:::

He danced.

## At a wedding

Twice.

```python
code = "is no text"
```
""",
    "days": """# Days

Before any section[^one].

[^one]: A note.

## Spring

- A meeting
- A supper

### In May

:::{event} riot
:name: The riot
:date: OS 1555-05-16
:source: Tripet
A supper ends in the street.
:::

After it, {person}`perrin` fled {cite:p}`Tripet`, and came back.

:::{event} year
:name: The year
:date: 1555
:source: Tripet
Much happened.
:::

### In June

| Who | How |
| --- | --- |
| Perrin | fled |

## Summer

## Autumn

Again.
""",
    "letopis/roles": "# Roles\n\nHow to write a supper.\n\n## Of people\n\nA captain.\n",
    "hidden": "---\nnosearch: true\n---\n\n# Hidden\n\nNot to be found.\n",
}
BIB = "@book{Tripet, author = {Tripet, Micheline}, title = {Ami Perrin {and} \\emph{others}}, year = {2009}}\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = write(
        tmp_path_factory.mktemp("small") / "source", {**PAGES, "sources": "# Sources\n\n```{bibliography}\n```\n"}, BIB
    )
    return build(folder, builder="html")


def test_a_record_has_the_text_of_its_page(small: Built) -> None:
    assert [passage for passage in small.domain.stored["passages"]["ami"] if passage.record] == [
        Passage("person-perrin", "", record=True, text=("A captain.", "He danced.", "At a wedding", "Twice."))
    ]


def test_a_section_has_what_stands_in_it_and_a_record_in_it_its_own(small: Built) -> None:
    found = passages(small, "days")
    assert found[""] == Passage("", "Days", record=False, text=("Before any section.", "A note."))
    assert found["spring"].title == "Spring"
    assert found["spring"].text[:3] == ("A meeting", "A supper", "In May")
    assert any(text.startswith("After it, ") for text in found["spring"].text)
    assert found["spring"].text[-5:] == ("In June", "Who", "How", "Perrin", "fled")
    assert found["event-riot"] == Passage("event-riot", "", record=True, text=("A supper ends in the street.",))
    assert found["event-year"].text == ("Much happened.",)
    assert found["autumn"] == Passage("autumn", "Autumn", record=False, text=("Again.",))


def test_a_citation_leaves_no_gap(small: Built) -> None:
    assert "After it, Ami Perrin fled, and came back." in entry(small, "days.html#spring").text


def test_a_page_may_stay_out_of_the_search(small: Built) -> None:
    assert "hidden" in small.domain.stored["passages"]
    assert "hidden" not in dict(all_passages(small.app.env))
    assert not [one for one in entries_of(small.app) if one.address.startswith("hidden")]


def test_a_page_that_was_read_without_the_search_is_read_again(small: Built) -> None:
    before = dict(all_passages(small.app.env))
    taken = small.domain.stored["passages"].pop("ami")
    try:
        assert dict(all_passages(small.app.env)) == before
    finally:
        small.domain.stored["passages"]["ami"] = taken


def test_entries_stand_by_kind(small: Built) -> None:
    found = entries_of(small.app)
    order = [*Schema().kinds, SOURCE, PAGE, GUIDE]
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=order.index)
    assert {one.address for one in found} == {
        "ami.html", "days.html#event-riot", "days.html#event-year", "index.html", "days.html", "days.html#spring",
        "days.html#autumn", "letopis/roles.html", "letopis/roles.html#of-people", "sources.html", *(one.address for one in found if one.kind == "source"),
    }  # fmt: skip


def test_pages_for_contributors_are_of_a_kind_of_their_own_and_last(small: Built) -> None:
    found = entries_of(small.app)
    guides = [one.address for one in found if one.kind == GUIDE]
    assert (
        guides
        == [one.address for one in found[-len(guides) :]]
        == ["letopis/roles.html", "letopis/roles.html#of-people"]
    )
    assert {one.labels for one in found if one.kind == GUIDE} == {("Page for contributors", "For contributors")}


def test_a_project_says_which_pages_are_for_contributors(tmp_path: Path) -> None:
    folder = write(tmp_path / "source", {**PAGES, "sources": "# Sources\n"}, BIB)
    built = build(folder, builder="html", letopis_search_guides=["days"])
    assert {one.address.partition("#")[0] for one in entries_of(built.app) if one.kind == GUIDE} == {"days.html"}


def test_a_list_of_synonyms_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "source", {**PAGES, "sources": "# Sources\n"}, BIB)
    with pytest.raises(ConfigError, match=r"letopis_synonyms = 'others.toml': there is no such file beside conf.py"):
        build(folder, builder="html", letopis_synonyms="others.toml")


def test_the_archive_s_synonyms_come_beside_ours(tmp_path: Path) -> None:
    folder = write(tmp_path / "source", {**PAGES, "sources": "# Sources\n"}, BIB)
    (folder / "synonyms.toml").write_text('same = [["Geneva", "town of Calvin"]]\n', encoding="utf-8")
    manifest = build(folder, builder="html").text(INDEX + "manifest.js")
    phrases = manifest.partition('"phrases":"')[2].partition('"')[0].split("|")
    assert {"town of calvin", "prime minist"} <= {*phrases}
    assert "geneva" not in phrases


def test_a_record_among_others_says_where_it_stands(small: Built) -> None:
    assert entry(small, "days.html#event-riot").line.replace("\xa0", " ") == (
        "Event, 26 May 1555 (16 May Old Style), in “Days”"
    )
    assert entry(small, "ami.html").line == "Person, born 1500"


def test_a_source_is_found_by_title_and_author(small: Built) -> None:
    (source,) = [one for one in entries_of(small.app) if one.kind == "source"]
    assert source.title == "Ami Perrin and others"
    assert ("Tripet", 0.6) in source.names
    assert source.line == "Source, Tripet 2009"
    assert source.years == ((2009, 2009),)
    assert "{" not in source.text
    assert "<" not in source.text
    assert source.weight == 2  # pages that cite it


def test_an_archive_without_sources_has_none(tmp_path: Path) -> None:
    built = build(write(tmp_path / "bare", {"index": "# Front\n"}), builder="html")
    assert [one.kind for one in entries_of(built.app)] == ["page"]


# ------------------------------------------------------------------------------------------- records of every kind
def test_a_person_is_found_by_every_form_of_the_name(council: Built) -> None:
    names = dict(entry(council, "people/servetus.html").names)
    assert {"Michael Servetus", "Michel de Villeneuve", "Servetus", "M. Servetus"} <= names.keys()
    assert names["Servetus"] == 1
    assert entry(council, "people/servetus.html").surname == "Servetus"


def test_a_claim_is_found_by_what_it_says(council: Built) -> None:
    claim = entry(council, "trial.html#claim-unanimous")
    assert claim.title == "The council condemned Servetus unanimously."
    assert claim.line.startswith("Claim")
    assert claim.verdict == "disputed"
    assert dict(claim.names)["The judges were of one mind"] == 0.5
    assert dict(claim.names)["The council condemned Servetus unanimously."] == 0.6


APART = """# Statements of a text: the first of them

:::{claim} p1
:name: Unanimous
:statement: The council was of one mind.
:verdict: disputed
:judged: 2026-11-23
A statement of somebody.
:::

:::{term} kolkhoz
:name: kolkhoz
:native: колхоз
A farm.
:::
"""


def test_a_statement_is_told_from_an_answer(council: Built, tmp_path: Path) -> None:
    built = build(write(tmp_path / "apart", {"index": APART}), builder="html")
    assert entry(built, "index.html#claim-p1").stated
    assert not entry(council, "trial.html#claim-unanimous").stated
    assert not entry(council, "people/servetus.html").stated
    # A word travels as a name does, and leads to the one that texts use.
    term = entry(built, "index.html#term-kolkhoz")
    assert {"kolkhoz", "колхоз", "kolchos", "koljoz"} <= {name for name, _ in term.names}
    assert term.surname == "kolkhoz"
    page = entry(built, "index.html")
    assert dict(page.names)["the first of them"] == 0.8


def test_questions_and_votes_are_found_by_what_they_ask(council: Built) -> None:
    question = "Did all the judges who voted condemn Servetus, or a majority of them?"
    assert dict(entry(council, "trial.html#question-sentence").names)[question] == 0.8
    vote = "Shall Michael Servetus be burned alive?"
    assert dict(entry(council, "trial.html#vote-servetus-sentence").names)[vote] == 0.5


def test_a_record_is_found_by_the_words_of_its_fields(council: Built) -> None:
    assert "Champel" in entry(council, "people/servetus.html").facts
    assert "29 September 1511, as his monument has it" in entry(council, "people/servetus.html").facts
    assert "asked for the Two Hundred" in entry(council, "trial.html#event-servetus-condemned").facts
    assert "Serveto" not in entry(council, "people/servetus.html").facts  # a name is searched as one


def test_a_date_that_hangs_on_another_is_found(council: Built) -> None:
    condemned = entry(council, "trial.html#event-servetus-condemned")
    assert condemned.dates["1553-11-05"] == 30
    assert "5\xa0November\xa01553" in condemned.facts
    assert condemned.years == ((1553, 1553),)


def test_the_day_of_a_judgement_is_no_date_of_the_past(council: Built) -> None:
    assert not [term for term in entry(council, "trial.html#claim-unanimous").dates if "2026" in term]


def test_a_life_lasts_from_its_first_to_its_last_date(council: Built) -> None:
    assert entry(council, "people/perrin.html").years == ((1500, 1561),)
    assert entry(council, "bodies.html#body-two-hundred").years[0][0] == 1526


MORE = {
    "index": """# Front

:::{office} head
:name: Chairman of the Council (head of state)
:source: Tripet
The first.
:::

:::{event} second
:name: The Second Council
:native: II собор
:date: 1 day after first
:source: Tripet
Not the first.
:::

:::{event} first
:name: The First Council
:date: 1555-05-16
:source: Tripet
The first.
:::

:::{term} kgb
:name: KGB
:expansion: Комитет / Committee
:source: Tripet
A word.
:::

:::{body} kgb
:name: Committee
:source: Tripet
A body.
:::

:::{vote} vote
:name: The vote
:date: 1555-05-16
:body: kgb
:question: Who shall go?
:reported: 6-5
:source: Tripet
They voted.
:::
""",
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(write(tmp_path_factory.mktemp("more") / "source", MORE, BIB), builder="html")


def test_a_shorter_name_in_brackets_is_one(more: Built) -> None:
    names = dict(entry(more, "index.html#office-head").names)
    assert names["head of state"] == names["Chairman of the Council"] == 0.95


def test_an_ordinal_in_a_name_is_found_as_figures(more: Built) -> None:
    assert {"The 2nd Council", "2 собор", "II собор"} <= dict(entry(more, "index.html#event-second").names).keys()


def test_a_word_explained_under_the_same_key_is_a_name_of_the_thing(more: Built) -> None:
    assert {"Committee", "KGB"} <= dict(entry(more, "index.html#body-kgb").names).keys()
    assert {("Комитет ", 0.7), (" Committee", 0.7)} <= set(entry(more, "index.html#term-kgb").names)


def test_a_tally_is_found_as_it_is_spoken_of(more: Built) -> None:
    assert "6–5" in entry(more, "index.html#vote-vote").facts


# ------------------------------------------------------------------------------------------- what is written
def test_the_page_of_the_search_is_written_and_sphinx_s_index_is_not(council: Built) -> None:
    page = council.text("search.html")
    for name in ("search.js", "search.css"):
        assert re.search(rf'"_static/letopis-search/{re.escape(name)}\?v=[0-9a-f]{{8}}"', page), name
        assert council.text(INDEX + name)
    script = council.text(INDEX + "search.js")
    for name in SCRIPTS:
        assert read_script(name) in script
    assert '<a href="genindex.html">index</a>' in page
    assert 'data-native="fr"' in page
    assert not (council.output / "searchindex.js").exists()
    assert 'action="search.html"' in council.text("index.html")


def test_comments_stay_at_home() -> None:
    for name in SCRIPTS:
        assert not re.search(r"^\s*(//|/\*\*[^*]*$|\*)", read_script(name), re.MULTILINE), name
        assert read_script(name).startswith('"use strict";')


@pytest.mark.parametrize("builder", ["dummy", "epub"])
def test_only_web_pages_have_a_search(council: Built, tmp_path: Path, builder: str) -> None:
    built = build(copy(council.source, tmp_path / "source"), builder=builder)
    assert not [name for name in built.files() if FOLDER in name or name.endswith("search.html")]


def test_pages_in_folders_have_addresses_of_their_kind(council: Built, tmp_path: Path) -> None:
    built = build(copy(council.source, tmp_path / "source"), builder="dirhtml")
    assert {one.address for one in entries_of(built.app)} >= {"people/perrin/", "trial/#event-servetus-burned"}
    assert 'href="../genindex/"' in built.text("search/index.html")


def test_two_workers_write_what_one_writes(council: Built, tmp_path: Path) -> None:
    built = build(copy(council.source, tmp_path / "source"), builder="html", jobs=2)
    assert changed(council.files(without=OTHERS), built.files(without=OTHERS)) == []
    assert any(name.startswith(INDEX) for name in built.files())


def test_after_a_change_the_index_is_what_it_would_be_from_nothing(council: Built, tmp_path: Path) -> None:
    source = copy(council.source, tmp_path / "source")
    build(source, builder="html")
    page = source / "people" / "gruet.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nHe wrote on a ~~wall~~ gravestone.\n", encoding="utf-8")
    (source / "about.md").unlink()
    index = source / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\nabout\n", "\n"), encoding="utf-8")
    build(source, builder="html", fresh=False)
    # A build that reads little may leave the index to the next one.
    again = build(source, builder="html", fresh=False)
    assert "gravestone" in entry(again, "people/gruet.html").text
    assert "about" not in again.domain.stored["passages"]
    fresh = build(source, builder="html", into=tmp_path / "fresh")
    assert changed(fresh.files(without=OTHERS), again.files(without=OTHERS)) == []


def test_every_address_is_that_of_a_place_on_a_page(council: Built) -> None:
    cards: list[Any] = []
    for path in sorted((council.output / INDEX).glob("c*.js")):
        cards += json.loads(path.read_text(encoding="utf-8").partition(",")[2].removesuffix(");\n"))
    assert len(cards) == len(entries_of(council.app))
    for title, address, *_ in cards:
        page, _, place = address.partition("#")
        assert title
        assert not place or f'id="{place}"' in council.text(page), address
