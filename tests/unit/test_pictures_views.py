"""Views with drawings, on a page: the same data in the drawing and in its table, for every medium; slips in a call."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from docutils import nodes

from letopis.book.builder import TypstBuilder
from letopis.model.composition import composition
from letopis.model.dates import Tri, parse_date
from letopis.model.kinds import Body, Person, Vote
from letopis.nodes import picture
from letopis.queries.fates import fates
from letopis.queries.map import atlas
from letopis.queries.network import holdings, people_of
from letopis.queries.tenures import terms
from letopis.queries.timeline import events_between
from letopis.rendering.figure import short_names, split_keys
from tests.building import Built, build, write
from tests.drawn import SVG

if TYPE_CHECKING:
    from collections.abc import Iterator

BIB = "@misc{S, title={S}}\n"

RECORDS = """
:::{body} council
:name: Council
:founded: 1550
:source: S
:::

:::{office} mayor
:name: Mayor
:source: S
:::

:::{office} clerk
:name: Clerk
:source: S
:::

:::{person} ada
:name: Ada Adler
:sort: Adler, Ada
:member: council full 1550-01-01/1557-06-29 [S]
:held: mayor 1553-01-01/1557-06-29 [S]
:held: clerk 1558/1560 [S]
:held: "Envoy to Bern" 1561~/1563 [S]
:held: "Page boy" 1540/1545 [S]
:died: 1575-02-24 [S]
:source: S
:::

:::{person} bob
:name: Bob Berg
:sort: Berg, Bob
:member: council full 1552-01-01/ [S]
:held: mayor 1557-06-29/1560-01-01 [S]
:source: S
:::

:::{person} cato
:name: Cato Berg
:sort: Berg, Cato
:member: council candidate 1556/1557 [S]
:held: clerk 1551-01-01/1555-01-01 [S]
:source: S
:::

:::{person} dora
:name: Dora
:member: council member 1557-01-01/1559-01-01 [S]
:source: S
:::

:::{event} session
:name: The session
:date: 1557-06-18/1557-06-21
:place: town
:source: S
They met.
:::

:::{event} sitting
:name: The sitting
:date: 1557-06-18
:part-of: session
:source: S
:::

:::{event} speech
:name: The speech
:date: 1557-06-20?
:part-of: session
:source: S
:::

:::{event} later
:name: Later
:date: 1560
:about: ada
:source: S
:::

:::{event} nowhen
:name: Nowhen
:date: 2 days before nobody
:source: S
:::

:::{vote} it
:name: The vote
:date: 1557-06-18/1557-06-21
:body: body:council
:question: Shall it be?
:certainty: reported
:for: ada; cato
:against: bob
:absent: dora
:source: S
:::

:::{vote} undated
:name: An undated vote
:date: 3 days before nobody
:question: When?
:certainty: reported
:for: ada; cato
:against: bob
:source: S
:::

:::{vote} two
:name: A vote of two
:date: 1557
:question: Is it?
:certainty: reported
:for: ada
:against: bob
:source: S
:::

:::{place} town
:name: The town
:coordinates: 46.2, 6.15 [S]
:source: S
:::

:::{place} bern
:name: Bern
:coordinates: 46.95, -7.45 [S]
:source: S
:::

:::{place} nowhere
:name: Nowhere
:source: S
:::
"""

VIEWS = {
    "timeline": "```{timeline}\n```",
    "june": "```{timeline}\n:from: 1557-06-19\n:to: 1557-12-31\n```",
    "some": "```{timeline}\n:about: ada\n```",
    "none": "```{timeline}\n:from: 1700\n```",
    "composition": "```{composition} council 1557-06-18\n```",
    "early": "```{composition} council 1551-01-01\n```",
    "tenures": "```{tenures} council\n:mark: session; nowhen\n```",
    "office": "```{tenures} mayor\n```",
    "undrawn": "```{tenures} mayor\n:picture: no\n```",
    "fates": "```{fates} it\n```",
    "undated": "```{fates} undated\n```",
    "network": "```{network}\n:posts: mayor; clerk, council\n```",
    "all": "```{network}\n:posts: mayor\n:least: 1\n```",
    "empty": "```{network}\n:posts: clerk\n:least: 3\n```",
    "map": "```{map}\ntown\nada: town; bern\nbob: bern; nowhere\n```",
    "places": "```{map}\n```",
    "about": "```{map}\n:about: session\n```",
    "unmapped": "```{map}\n:about: later\n```",
}


def built_as(tmp_path: Path, builder: str) -> Built:
    pages = {
        "records": f"# Records\n\n{RECORDS}",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
        **{name: f"# {name.title()}\n\n{view}\n" for name, view in VIEWS.items()},
    }
    return build(write(tmp_path / builder, pages, BIB), builder=builder)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_as(tmp_path_factory.mktemp("pictures"), "html")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_as(tmp_path_factory.mktemp("pictures"), "typst")


def pictures(built: Built, page: str) -> list[picture]:
    return list(built.resolved[page].findall(picture))


def drawn(built: Built, page: str) -> ElementTree.Element:
    """The only drawing of a page."""
    (only,) = pictures(built, page)
    return ElementTree.fromstring(only["svg"])


def words(root: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def links(root: ElementTree.Element) -> list[str]:
    return [link.attrib["href"] for link in root.iter(f"{SVG}a")]


def rows(built: Built, page: str) -> list[list[str]]:
    """The rows of a page's table below its head, without the numbers of notes."""
    found = next(iter(built.resolved[page].findall(nodes.table))).deepcopy()
    for reference in list(found.findall(nodes.footnote_reference)):
        reference.parent.remove(reference)
    body = next(iter(found.findall(nodes.tbody)))
    return [
        [re.sub(r"\s+", " ", entry.astext()).strip() for entry in row.findall(nodes.entry)]
        for row in body.findall(nodes.row)
    ]


# ------------------------------------------------------------------------------------- the same data
def test_the_timeline_and_its_table_have_the_same_events(web: Built) -> None:
    root = drawn(web, "timeline")
    named = [row[1] for row in rows(web, "timeline")]
    assert named == ["The session", "The sitting", "The speech", "Later"]
    assert [name for name in named if words(root).count(name) != 1] == []
    assert links(root) == [f"records.html#event-{key}" for key in ("session", "sitting", "speech", "later")]
    assert "4 events on a line of time" in root.findtext(f".//{SVG}desc", "")
    assert rows(web, "timeline")[0] == ["18–21 June 1557", "The session", "They met."]


def test_an_event_that_cannot_be_dated_is_in_no_timeline(web: Built) -> None:
    assert "Nowhen" not in [event.name for event in events_between(web.archive, None, None)]


def test_a_timeline_is_bounded_and_narrowed(web: Built) -> None:
    assert [row[1] for row in rows(web, "june")] == ["The session", "The speech"]
    assert [row[1] for row in rows(web, "some")] == ["Later"]
    assert pictures(web, "june") == [], "two events are no picture"
    assert not list(web.resolved["none"].findall(nodes.table))
    assert [event.key for event in events_between(web.archive, "1557-06-22", "1560-06")] == [
        "speech", "later",
    ], "what is only perhaps over is kept"  # fmt: skip


def test_an_uncertain_day_is_marked_in_the_drawing_and_said_in_the_table(web: Built) -> None:
    assert "?" in words(drawn(web, "timeline"))
    assert rows(web, "timeline")[2][0] == "perhaps 20 June 1557"


def test_who_sat_is_drawn_by_rank_and_those_whose_dates_cannot_tell_are_marked(web: Built) -> None:
    root = drawn(web, "composition")
    assert [row[:2] for row in rows(web, "composition")] == [
        ["Ada Adler", "full member"],
        ["Bob Berg", "full member (dates cannot tell)"],
        ["Dora", "member"],
        ["Cato Berg", "candidate member (dates cannot tell)"],
    ]
    assert [found for found in words(root) if found != "?"] == [
        "Full members, 2", "Adler", "Bob Berg", "Member, 1", "Dora", "Candidate member, 1", "Cato Berg",
        "the dates cannot tell",
    ]  # fmt: skip
    assert words(root).count("?") == 3, "two seats, and the legend"
    assert pictures(web, "early") == [], "two people need no picture"


def test_the_view_keeps_who_may_have_sat_and_drops_who_had_gone(web: Built) -> None:
    council = web.archive.find(Body, "council")
    assert council is not None
    found = composition(web.archive, council, parse_date("1558-06-01"), closing=True)
    assert [(seat.person.key, seat.rank, seat.sure) for seat in found] == [
        ("bob", "full", Tri.CANNOT_TELL), ("dora", "member", Tri.YES),
    ]  # fmt: skip
    assert composition(web.archive, council, parse_date("3 days before nobody")) == []
    # Of several days, who came or went on one of them sat for a part: that is more than no, and less than yes.
    days = composition(web.archive, council, parse_date("1557-06-20/1557-07-10"))
    assert {seat.person.key: seat.sure for seat in days}["ada"] is Tri.CANNOT_TELL


def test_terms_are_drawn_and_listed_alike(web: Built) -> None:
    root = drawn(web, "tenures")
    assert [row[:2] for row in rows(web, "tenures")] == [
        ["Ada Adler", "full member"], ["Bob Berg", "full member"], ["Cato Berg", "candidate member"], ["Dora", "member"],
    ]  # fmt: skip
    assert [name for name in words(root) if name in {"Ada Adler", "Bob Berg", "Cato Berg", "Dora"}] == [
        row[0] for row in rows(web, "tenures")
    ]
    assert "The session" in words(root)
    assert "Nowhen" not in words(root), "a day that is not known has no place on the line"
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "Bob Berg: full member, from 1\u00a0January\u00a01552, end not recorded here" in titles


def test_an_office_is_drawn_with_the_dates_of_its_holders(web: Built) -> None:
    assert "29\u00a0June\u00a01557 – 1\u00a0Jan\u00a01560" in words(drawn(web, "office"))
    assert [row[0] for row in rows(web, "office")] == ["Ada Adler", "Bob Berg"]
    assert pictures(web, "undrawn") == []
    assert rows(web, "undrawn") == rows(web, "office")


def test_terms_of_nothing_are_none(web: Built) -> None:
    assert terms(web.archive, "nobody") == (None, [])
    office, held = terms(web.archive, "mayor")
    assert office is not None
    assert [(term.person.key, term.rank) for term in held] == [("ada", ""), ("bob", "")]
    assert [term.rank for term in terms(web.archive, "council")[1]] == ["full", "full", "candidate", "member"]


def test_fates_begin_with_what_was_held_on_the_day(web: Built) -> None:
    ada, cato, bob, dora = rows(web, "fates")
    assert ada[:2] == ["Ada Adler", "For"]
    assert ada[2].startswith("Council, full member, 1 January 1550 to 29 June 1557; Mayor, ")
    assert ada[2].index("Clerk") < ada[2].index("Envoy to Bern")
    assert "Page boy" not in ada[2], "what was over before the vote is left out"
    assert ada[3] == "24 February 1575"
    assert [row[1] for row in (cato, bob, dora)] == ["For", "Against", "Absent"]
    root = drawn(web, "fates")
    assert {
        "For, 2",
        "Against, 1",
        "Absent, 1",
        "Full member",
        "Mayor",
        "Envoy to Bern",
        "† 24\u00a0Feb\u00a01575",
    } <= set(re.split(r" · ", " · ".join(words(root))))
    assert (pictures(web, "fates")[0]["caption"]) == (
        "“Shall it be?”: the sides, and the posts of each then and after, to their deaths. “Full member” and the "
        "like are of the Council. The table below has the same."
    )


def test_the_fates_of_a_vote_without_a_day_have_no_posts_and_no_drawing(web: Built) -> None:
    vote = web.archive.find(Vote, "undated")
    assert vote is not None
    assert [(fate.person.key, fate.posts) for fate in fates(web.archive, vote)] == [
        ("ada", ()),
        ("cato", ()),
        ("bob", ()),
    ]
    assert pictures(web, "undated") == []
    assert [row[0] for row in rows(web, "undated")] == ["Ada Adler", "Cato Berg", "Bob Berg"]


def test_a_roll_call_is_drawn_by_side(web: Built) -> None:
    (first, second) = pictures(web, "records")
    root = ElementTree.fromstring(first["svg"])
    assert words(root) == ["For, 2", "Adler", "Cato Berg", "Against, 1", "Bob Berg", "Absent, 1", "Dora"]
    assert first["caption"] == "The vote: the sides. The table below has the same names."
    assert second["caption"].startswith("An undated vote"), "and the vote of two people is not drawn"


def test_the_network_says_who_is_left_out(web: Built) -> None:
    heads = {name: next(web.resolved[name].findall(nodes.thead)).astext() for name in ("network", "all")}
    assert heads["network"].endswith("Held by (only those who held two or more of these posts)")
    assert heads["all"].endswith("Held by")


def test_the_network_has_those_who_held_two_posts(web: Built) -> None:
    assert [row[0] for row in rows(web, "network")] == ["Mayor", "Clerk", "Council"]
    assert "Dora" not in rows(web, "network")[2][1]
    assert rows(web, "network")[2][1].startswith("Ada Adler (full member, 1 January 1550 to 29 June 1557)")
    root = drawn(web, "network")
    assert {"Mayor", "Clerk", "Council", "Ada Adler", "Bob Berg", "Cato Berg", "candidate member"} <= set(words(root))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "Cato Berg: Council, candidate member, 1556–1557" in titles
    assert [row[1].count("(") for row in rows(web, "all")] == [2]
    assert not list(web.resolved["empty"].findall(nodes.table))


def test_the_people_of_a_web_are_in_the_order_of_names(web: Built) -> None:
    found = holdings(web.archive, ["council", "nothing"], 1)
    assert [person.key for person in people_of(found)] == ["ada", "bob", "cato", "dora"]
    assert holdings(web.archive, ["council"]) == []


def test_a_map_has_the_places_named_with_people_and_coordinates(web: Built) -> None:
    assert rows(web, "map") == [
        ["The town", "Ada Adler", "46.2° N, 6.15° E"], ["Bern", "Ada Adler, Bob Berg", "46.95° N, 7.45° W"],
    ]  # fmt: skip
    root = drawn(web, "map")
    assert {"The town", "Adler", "Bern", "Adler, Berg"} <= set(words(root))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "Ada Adler" in titles, "the way from the town to Bern"
    assert "Bern: Ada Adler, Bob Berg (46.95°\u00a0N, 7.45°\u00a0W)" in titles
    assert pictures(web, "map")[0]["caption"].startswith("The places on an outline of the land. A broken line leads")
    assert pictures(web, "places")[0]["caption"].startswith("The places on an outline of the land. The table")


def test_a_map_without_a_list_has_all_places_or_those_of_a_record(web: Built) -> None:
    assert [row[0] for row in rows(web, "places")] == ["Bern", "The town"]
    assert [row[0] for row in rows(web, "about")] == ["The town"]
    assert not list(web.resolved["unmapped"].findall(nodes.table))
    assert atlas(web.archive, ["not: a line"]).spots == [], "such a line was reported where it stands"


# ---------------------------------------------------------------------------------------- the media
def test_a_web_page_has_the_drawing_above_its_table(web: Built) -> None:
    page = web.text("timeline.html")
    caption = "The events on a line of time. The table below has the same ones, with what happened."
    assert '<figure class="letopis-picture letopis-wide-only"><div class="letopis-wide"><svg ' in page
    assert f"<figcaption>{caption}</figcaption></figure>" in page
    assert page.index("</figure>") < page.index("<table")


def test_drawings_are_the_same_in_a_second_build(tmp_path: Path, web: Built) -> None:
    again = built_as(tmp_path, "html")
    for page in VIEWS:
        assert [node["svg"] for node in pictures(again, page)] == [node["svg"] for node in pictures(web, page)]


def test_an_e_book_has_drawings_without_links_or_word_of_screens(tmp_path: Path) -> None:
    built = built_as(tmp_path, "epub")
    root = drawn(built, "timeline")
    assert links(root) == []
    assert root.get("role") == "img"
    assert root.get("width") == "480"
    assert "wider than this screen" not in built.text("timeline.xhtml")


def test_plain_text_has_the_table_alone(tmp_path: Path) -> None:
    built = built_as(tmp_path, "text")
    assert all(pictures(built, page) == [] for page in VIEWS)
    assert len(rows(built, "timeline")) == 4


def images(built: Built, page: str) -> Iterator[nodes.image]:
    return built.resolved[page].findall(nodes.image)


def test_the_book_has_drawings_as_files_with_a_text_in_their_place(book: Built) -> None:
    (image,) = images(book, "timeline")
    root = ElementTree.fromstring(Path(image["uri"]).read_text(encoding="utf-8"))
    assert words(root).count("The session") == 1
    assert image["alt"].startswith("The events on a line of time. 4 events on a line of time")
    assert "table below" not in image["alt"]
    assert "4 events on a line of time, from “The session”" in image["alt"]
    assert "var(" not in Path(image["uri"]).read_text(encoding="utf-8")
    figure = image.parent
    assert isinstance(figure, nodes.figure)
    assert figure[1].astext().startswith("The events on a line of time.")
    assert root.attrib["font-family"].startswith("'Source Sans 3', ")
    assert not pictures(book, "timeline")


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("timeline", ["event-session", "event-sitting", "event-speech", "event-later"]),
        ("composition", ["body-council", "person-ada", "person-bob", "person-cato", "person-dora"]),
        ("fates", ["body-council", "person-ada", "person-bob", "person-cato", "person-dora"]),
        ("network", ["body-council", "office-clerk", "office-mayor", "person-ada", "person-bob", "person-cato"]),
        ("map", ["person-ada", "person-bob", "place-bern", "place-town"]),
        ("undrawn", []),
    ],
)
def test_the_printed_indexes_lead_to_a_drawing_that_names_a_record(book: Built, page: str, named: list[str]) -> None:
    """By the name in its words: the book has a place in the figure, which only an index leads to."""
    figures = list(book.resolved[page].findall(nodes.figure))
    found = [label for figure in figures for label in figure["named"]]
    assert sorted(found) == sorted(f"records:{anchor}" for anchor in named)
    assert isinstance(book.app.builder, TypstBuilder)
    source, links = book.text(f"typst/pages/{page}.typ"), book.app.builder.links
    for label in found:
        places = re.findall(rf'#anchor\("({page}:place-\d+-of-{label})"\)', source)
        assert places
        assert set(places) & set(links), label


def test_a_record_that_a_drawing_does_not_name_enters_no_index_by_it(book: Built) -> None:
    (figure,) = book.resolved["tenures"].findall(nodes.figure)
    assert "records:event-session" in figure["named"]  # its name stands at the line that marks it
    assert "records:event-nowhen" not in figure["named"]  # without a date it is not drawn


def test_a_drawing_too_tall_for_a_printed_page_is_drawn_in_parts(tmp_path: Path) -> None:
    people = "".join(
        f":::{{person}} p{n}\n:name: Member {n:02}\n:member: council full {1500 + n}/{1505 + n}\n:source: S\n:::\n\n"
        for n in range(50)
    )
    pages = {
        "page": f"# Page\n\n:::{{body}} council\n:name: Council\n:source: S\n:::\n\n{people}\n```{{tenures}} council\n```\n",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
    }
    built = build(write(tmp_path / "paper", pages, BIB), builder="typst")
    figures = list(built.resolved["page"].findall(nodes.figure))
    assert len(figures) == 2
    assert [figure[1].astext()[-8:] for figure in figures] == ["(1 of 2)", "(2 of 2)"]
    drawings = [ElementTree.parse(image["uri"]).getroot() for image in images(built, "page")]
    named = [word for root in drawings for word in words(root) if word.startswith("Member ")]
    assert named == [f"Member {n:02}" for n in range(50)]
    assert all(float(root.attrib["height"]) <= 640 for root in drawings)
    assert len(pictures(build(write(tmp_path / "web", pages, BIB), builder="html"), "page")) == 1


# ------------------------------------------------------------------------------------------ the pieces
def test_surnames_shared_by_two_are_written_out(web: Built) -> None:
    names = short_names(web.archive.all(Person))
    assert sorted(names.values()) == ["Adler", "Bob Berg", "Cato Berg", "Dora"]


@pytest.mark.parametrize("text", ["a; b; c", "a,b,c", "a b c", " a;b ;c; "])
def test_keys_of_an_option_may_be_separated_as_one_likes(text: str) -> None:
    assert split_keys(text) == ["a", "b", "c"]


# -------------------------------------------------------------------------------------- slips in a call
@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        ("```{tenures} nobody\n```", "letopis.ref-unknown", "office or body 'nobody' is not in the archive. Add a record"),
        ("```{tenures} council\n:mark: nothing\n```", "letopis.ref-unknown", "event 'nothing' is not in the archive."),
        ("```{network}\n:posts: council; none\n```", "letopis.ref-unknown", "office or body 'none' is not in the archive"),
        ("```{network}\n```", "letopis.view-option", "expected ':posts:' with the keys of offices or bodies, such as"),
        ("```{network}\n:posts: council\n:least: 0\n```", "myst.directive_option", "the option ':least:' has the value '0'"),
        ("```{map}\nada: atlantis\n```", "letopis.ref-unknown", "person or place 'atlantis' is not in the archive."),
        ("```{map}\nTwo words\n```", "letopis.view-option", "expected a place, or 'person: place; place', not 'Two words'."),
        ("```{timeline}\n:from: 31-12-1557\n```", "myst.directive_option", "'31-12-1557' does not begin with the year. Write 1557-12-31."),
        ("```{timeline}\n:about: nobody\n```", "letopis.ref-unknown", "record 'nobody' is not in the archive."),
        ("```{fates} nobody\n```", "letopis.ref-unknown", "vote 'nobody' is not in the archive."),
        ("```{composition} nobody 1557\n```", "letopis.ref-unknown", "body 'nobody' is not in the archive."),
        ("```{tenures} council\n:picture: maybe\n```", "myst.directive_option", "expected one of yes, no, not 'maybe'"),
        ("```{timeline}\n:table: shut\n```", "myst.directive_option", "expected one of open, folded, not 'shut'"),
    ],
)  # fmt: skip
def test_a_slip_gets_one_message_at_its_line(tmp_path: Path, call: str, code: str, says: str) -> None:
    records = ":::{body} council\n:name: Council\n:source: S\n:::\n\n:::{person} ada\n:name: Ada\n:source: S\n:::\n"
    pages = {
        "records": f"# R\n\n{records}",
        "page": f"# P\n\nText.\n\n{call}\n",
        "s": "# S\n\n```{bibliography}\n```\n",
    }
    built = build(write(tmp_path, pages, BIB))
    (only,) = built.warnings
    assert (only.path, only.code) == ("page.md", code)
    assert 5 <= only.line <= 7
    assert says in only.message
    assert not list(built.resolved["page"].findall(picture))
