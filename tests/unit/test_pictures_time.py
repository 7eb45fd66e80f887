"""Drawings over time: every record once, doubt to be seen, ends that are open or not known, words apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letopis.drawings.bars import avoid_overlap, bar, bar_edges, dot, fading, is_point, is_sliver, marks
from letopis.drawings.fates import Life, Side, Span, draw_fates
from letopis.drawings.legend import Sample, legend, of_ends, of_marks
from letopis.drawings.shapes import PAGE, SCREEN, Area, Box, Colour, Dot, Drawing, Line, Measure, Strokes, Text
from letopis.drawings.tenures import Rule, Term, draw_tenures, rows_of
from letopis.drawings.timeline import Entry, draw_timeline
from letopis.drawings.timescale import Scale, Stretch, axis, stretch_of
from letopis.model.calendars import to_day
from letopis.model.dates import HistoricalDate
from letopis.model.values import Ref
from tests.drawn import check, date, dates, extent, items_of, measures, names, person, plain, said, targets, words_of

YEARS = Scale(to_day(1950, 1, 1), to_day(1969, 12, 31), 0, 700)


def event(key: str) -> Ref:
    return Ref("event", key)


def stretch(edtf: str) -> Stretch:
    return stretch_of(date(edtf))


# -------------------------------------------------------------------------------------------- a stretch
@pytest.mark.parametrize(
    ("edtf", "starts", "ends", "sure", "single"),
    [
        ("1957-06-18", "", "", True, True),
        ("1957-06", "", "", False, True),
        ("1957-06-18?", "", "?", True, True),
        ("1953~", "", "c.", False, True),
        ("1953%", "", "c.?", False, True),
        ("[1961,1962]", "", "?", False, True),
        ("1957-06-18/1957-06-21", "", "", True, False),
        ("1957~/1960?", "c.", "?", True, False),
        ("1957/", "", "?", True, False),
        ("/1957", "?", "", True, False),
        ("1957/..", "", "→", True, False),
        ("../1957", "←", "", True, False),
        ("1957/1957", "", "", False, False),
    ],
)
def test_what_of_a_date_is_sure(edtf: str, starts: str, ends: str, sure: bool, single: bool) -> None:
    found = stretch(edtf)
    assert (found.starts, found.ends, found.sure_from is not None, found.single) == (starts, ends, sure, single)


@given(dates)
def test_what_is_sure_lies_within_what_is_possible(when: HistoricalDate) -> None:
    found = stretch_of(when)
    assert found.days == sorted(found.days)
    assert found.days


# ------------------------------------------------------------------------------------------------ bars
def test_a_sure_bar_is_one_full_box() -> None:
    (only,) = bar(YEARS, stretch("1953-09-07/1964-10-14"), 10, 8)
    assert isinstance(only, Box)
    assert (only.fill, only.opacity, only.stroke) == (Colour.BLUE, 1, None)


def test_a_possible_part_is_pale_and_has_a_broken_edge() -> None:
    ground, edge, sure = bar(YEARS, stretch("1953/1960-01-01"), 10, 8)
    assert isinstance(ground, Box)
    assert isinstance(edge, Box)
    assert isinstance(sure, Box)
    assert ground.opacity < 1
    assert edge.dash
    assert ground.x + ground.width == pytest.approx(sure.x)


def test_an_end_not_known_runs_out_in_slats_and_not_to_the_end_of_time() -> None:
    found, sure = bar(YEARS, stretch("1955-01-01/"), 10, 8)
    assert isinstance(found, Area)
    assert isinstance(sure, Box)
    widths = [ring[1][0] - ring[0][0] for ring in found.rings]
    assert len(widths) > 5
    assert widths == sorted(widths, reverse=True)
    assert extent(found).right < YEARS.right - 300


def test_a_start_not_known_runs_out_to_the_left() -> None:
    found, sure = bar(YEARS, stretch("/1960-01-01"), 10, 8)
    assert extent(found).right <= extent(sure).left + 0.1  # type: ignore[arg-type]
    assert extent(found).left > 250  # type: ignore[arg-type]


@pytest.mark.parametrize(("edtf", "end"), [("1955-01-01/..", 700), ("../1955-01-01", 0)])
def test_what_is_open_is_sure_to_the_edge(edtf: str, end: float) -> None:
    (only,) = bar(YEARS, stretch(edtf), 10, 8)
    assert isinstance(only, Box)
    assert only.opacity == 1
    assert end in {only.x, round(only.x + only.width, 6)}


def test_a_candidate_is_hatched_also_where_it_is_only_possible() -> None:
    shapes = bar(YEARS, stretch("1953/1960-01-01"), 10, 8, fill="hatched")
    assert sum(isinstance(shape, Strokes) for shape in shapes) == 2
    thin = fading(0, 54, 0, 8, "hatched")[0]
    full = fading(0, 54, 0, 8)[0]
    assert isinstance(thin, Area)
    assert isinstance(full, Area)
    assert thin.rings[0][1][0] < full.rings[0][1][0]


def test_a_short_possible_part_has_no_edge() -> None:
    assert not [shape for shape in bar(YEARS, stretch("1953-09/1960-01-01"), 10, 8) if getattr(shape, "dash", ())]


def test_a_sliver_within_what_is_possible_is_not_drawn_as_sure() -> None:
    century = Scale(to_day(1900, 1, 1), to_day(1999, 12, 31), 0, 700)
    thin = stretch("1950/1951-01-10")
    assert is_sliver(century, thin)
    assert not is_sliver(century, stretch("1950/"))
    assert all(getattr(shape, "opacity", 1) < 1 or getattr(shape, "dash", ()) for shape in bar(century, thin, 10, 8))


def test_one_day_at_the_end_of_time_is_still_seen() -> None:
    left, right = bar_edges(YEARS, stretch("1969-12-31"))
    assert right - left == pytest.approx(3)
    assert right <= 700


@pytest.mark.parametrize(
    ("edtf", "fill", "stroke"),
    [("1957-06-18", Colour.INK, None), ("1957-06-18/1957-06-21", Colour.BLUE, None), ("1957-06", Colour.PAPER, Colour.INK),
     ("1957-06-18?", Colour.PAPER, Colour.INK)],
)  # fmt: skip
def test_a_short_date_is_a_dot_and_a_ring_if_its_day_is_not_sure(
    edtf: str, fill: Colour, stroke: Colour | None
) -> None:
    assert is_point(YEARS, stretch(edtf))
    made = dot(YEARS, stretch(edtf), 10)
    assert isinstance(made, Dot)
    assert (made.fill, made.stroke) == (fill, stroke)


def test_a_date_without_an_end_is_no_dot() -> None:
    assert not is_point(YEARS, stretch("1957-06-18/"))


def test_signs_stand_outside_their_bar() -> None:
    found = marks(YEARS, stretch("1953~/1960?"), 10, SCREEN)
    left, right = bar_edges(YEARS, stretch("1953~/1960?"))
    about, doubt = (extent(sign) for sign in found.signs)
    assert found.left <= about.left < about.right < left < right < doubt.left < doubt.right <= found.right


@pytest.mark.parametrize(("one", "other", "words"), [("?", "?", ["?"]), ("c.", "?", ["c. ?"]), ("c. ?", "?", ["c. ?"])])
def test_signs_that_would_meet_become_one(one: str, other: str, words: list[str]) -> None:
    signs = [
        Text(100, 10, one, 13, "start", Colour.RED, bold=True),
        Text(104, 10, other, 13, "end", Colour.RED, bold=True),
    ]
    merged = avoid_overlap(signs, SCREEN)
    assert [sign.words for sign in merged] == words
    far = [signs[0], Text(200, 10, other, 13, "end", Colour.RED, bold=True)]
    assert avoid_overlap(far, SCREEN) == far


def test_a_joined_sign_meets_no_third_one() -> None:
    def signs(*marks: tuple[float, str]) -> list[Text]:
        return [Text(x, 10, words, 13, "middle", Colour.RED, bold=True) for x, words in marks]

    (joined,) = avoid_overlap(signs((120, "?"), (100, "?"), (106, "c."), (114, "\N{LEFTWARDS ARROW}")), SCREEN)
    assert joined.words == "? c. \N{LEFTWARDS ARROW}"
    # Signs of later terms may stand before those of others.
    assert [sign.x for sign in avoid_overlap(signs((200, "?"), (100, "?"), (150, "?")), SCREEN)] == [100, 150, 200]


# -------------------------------------------------------------------------------------------- the scale
@given(dates, dates, measures)
def test_ticks_are_in_order_and_their_words_do_not_touch(
    one: HistoricalDate, two: HistoricalDate, measure: Measure
) -> None:
    days = [*stretch_of(one).days, *stretch_of(two).days]
    scale = Scale(min(days), max(days), 4, measure.width - 4)
    ticks = scale.ticks(measure.small)
    assert all(a.day < b.day for a, b in pairwise(ticks))
    assert all(scale.first <= tick.day <= scale.last for tick in ticks)
    height, shapes = axis(scale, 100, measure)
    check(Drawing(measure.width, 100, "t", "d", tuple(shapes)))
    assert height > 0


@pytest.mark.parametrize(
    ("first", "last", "some"),
    [
        ((1957, 6, 15), (1957, 7, 4), ["June 1957", "July", "15", "30", "1"]),
        ((1957, 6, 30), (1957, 7, 20), ["June 1957", "July", "30"]),
        ((1957, 3, 1), (1958, 2, 1), ["1957", "1958", "June", "Jan"]),
        ((1950, 1, 1), (1966, 1, 1), ["1951", "1965"]),
        ((1800, 1, 1), (2000, 1, 1), ["1800", "1900"]),
    ],
)
def test_ticks_are_days_months_or_years(
    first: tuple[int, int, int], last: tuple[int, int, int], some: list[str]
) -> None:
    _, shapes = axis(Scale(to_day(*first), to_day(*last), 4, 686), 50, SCREEN)
    found = words_of(shapes)
    assert [words for words in some if words not in found] == []


def test_time_without_end_has_no_ticks() -> None:
    assert Scale(to_day(1, 1, 1), to_day(9999, 1, 1), 0, 20).ticks(12) == []


def test_days_outside_are_at_the_edge() -> None:
    assert (YEARS.x(YEARS.first - 999), YEARS.x(YEARS.last + 999)) == (0, 700)


# ------------------------------------------------------------------------------------------- the legend
def test_a_legend_says_only_what_is_there() -> None:
    assert legend([], 0, 10, SCREEN) == ([], 0)
    assert of_marks([stretch("1957")]) == []
    assert of_ends([stretch("1957-01-01/1958-01-01")]) == []
    assert [sample.words for sample in of_ends([stretch("1957/")])] == ["possibly", "start or end not known"]
    found = of_marks([stretch("1957~"), stretch("1957-01-01?/.."), stretch("../1957-01-01")])
    assert [(sample.text, sample.words) for sample in found] == [
        ("c.", "about"), ("?", "in doubt"), ("←", "since before"), ("→", "still so"),
    ]  # fmt: skip
    assert of_marks([stretch("1957-01-01/")]) == [], "the fading tells"


def test_a_long_legend_goes_on_in_the_next_row() -> None:
    samples = [Sample("full", "a bar of some kind"), Sample("hatched", "another"), Sample("faint", "a third"),
               Sample("fading", "a fourth"), Sample("ground", "a fifth"), Sample("dots", "a sixth"), Sample("line", "7"),
               Sample("dashes", "8"), Sample("dot", "9"), Sample("ring", "10"), Sample("written", "11", Colour.RED, "?")]  # fmt: skip
    for measure in (SCREEN, PAGE):
        shapes, height = legend(samples, 0, measure.line, measure)
        check(Drawing(measure.width, height, "t", "d", tuple(shapes)))
        assert [words for words in words_of(shapes) if words != "?"] == [sample.words for sample in samples]


# ----------------------------------------------------------------------------------------- the timeline
entries = st.lists(st.tuples(names, dates), min_size=1, max_size=14).flatmap(
    lambda found: st.tuples(st.just(found), st.lists(st.integers(-9, 13), min_size=len(found), max_size=len(found)))
)


def make_entries(found: tuple[list[tuple[str, HistoricalDate]], list[int]]) -> list[Entry]:
    events = zip(*found, strict=True)
    return [
        Entry(event(f"e{number}"), name, when, event(f"e{part}") if 0 <= part < number else None)
        for number, ((name, when), part) in enumerate(events)
    ]


@settings(max_examples=60)
@given(entries, measures)
def test_a_timeline_names_every_event_once_and_keeps_names_apart(
    found: tuple[list[tuple[str, HistoricalDate]], list[int]], measure: Measure
) -> None:
    made = make_entries(found)
    drawing = draw_timeline(made, "Title", measure)
    check(drawing)
    assert sorted(targets(drawing)) == sorted(entry.ref for entry in made)
    assert draw_timeline(made, "Title", measure) == drawing
    for item in items_of(drawing.shapes):
        entry = next(entry for entry in made if entry.ref == item.target)
        assert said(Drawing(0, 0, "", "", item.shapes)).endswith(entry.name)


JUNE = [
    Entry(event("session"), "The session", date("1957-06-18/1957-06-21")),
    Entry(event("sitting"), "The sitting", date("1957-06-18"), event("session")),
    Entry(event("hall"), "The meeting in the hall", date("1957-06-21?"), event("session")),
    Entry(event("speech"), "The speech", date("1957-06-22/1957-06-29")),
]


def test_the_parts_of_a_whole_stand_on_its_ground() -> None:
    drawing = draw_timeline(JUNE, "June", SCREEN)
    ground, _ = [shape for shape in plain(drawing.shapes) if isinstance(shape, Box) and shape.fill is Colour.WASH]
    for item in list(items_of(drawing.shapes))[1:3]:
        mark = next(shape for shape in item.shapes if isinstance(shape, Dot))
        assert ground.x <= mark.x <= ground.x + ground.width
        assert ground.y <= mark.y <= ground.y + ground.height
    assert "its parts, below it" in words_of(drawing)
    assert "its parts, below it" not in words_of(draw_timeline([*JUNE[:1], *JUNE[3:]], "June", SCREEN))


def test_a_ground_too_narrow_to_be_seen_is_not_drawn() -> None:
    drawing = draw_timeline([*JUNE, Entry(event("later"), "Later", date("1999"))], "Long", SCREEN)
    assert not [shape for shape in plain(drawing.shapes) if isinstance(shape, Box) and shape.fill is Colour.WASH]


def test_an_uncertain_day_is_a_ring_with_a_question_mark_and_both_are_explained() -> None:
    drawing = draw_timeline(JUNE, "June", SCREEN)
    hall = next(item for item in items_of(drawing.shapes) if item.target == event("hall"))
    (ring,) = [shape for shape in hall.shapes if isinstance(shape, Dot)]
    assert ring.fill is Colour.PAPER
    assert words_of(hall.shapes) == ["?", "The meeting in the hall"]
    assert {"one day", "several days", "day not certain", "in doubt"} <= set(words_of(drawing))
    assert hall.words == "The meeting in the hall, perhaps 21\u00a0June\u00a01957"


@pytest.mark.parametrize(
    ("edtf", "meaning"),
    [("1900/1960", "some time within"), ("1900-01-01/", "start or end not known"), ("1900-01-01/..", "still so"),
     ("1900-01-01/1960-01-01", "several days"), ("1900-01-01/1900-02-01", "several days")],
)  # fmt: skip
def test_what_a_bar_means_is_explained(edtf: str, meaning: str) -> None:
    found = [Entry(event("a"), "A", date(edtf)), Entry(event("b"), "B", date("1999-12-31"))]
    assert meaning in words_of(draw_timeline(found, "T", SCREEN))


def test_what_lasts_longer_than_several_days_is_told_from_it() -> None:
    found = [
        Entry(event("a"), "A", date("1900-01-01/1960-01-01")),
        Entry(event("b"), "B", date("1999-01-01/1999-02-01")),
    ]
    assert {"several days", "longer"} <= set(words_of(draw_timeline(found, "T", SCREEN)))


def test_what_goes_on_beyond_the_picture_says_so() -> None:
    bounds = (to_day(1957, 6, 15), to_day(1957, 7, 4))
    found = [*JUNE, Entry(event("long"), "The long affair", date("1957-01-01/1958-01-01"))]
    drawing = draw_timeline(found, "June", SCREEN, bounds)
    check(drawing)
    affair = next(item for item in items_of(drawing.shapes) if item.target == event("long"))
    assert words_of(affair.shapes) == ["…", "…", "The long affair"]
    assert "goes on" in words_of(drawing)
    assert "15" in words_of(drawing)


def test_a_name_beside_a_bar_as_wide_as_the_picture_stands_below_it() -> None:
    drawing = draw_timeline([Entry(event("a"), "A long name " * 4, date("1900-01-01/1999-12-31"))], "T", PAGE)
    check(drawing)
    item = next(items_of(drawing.shapes))
    box = next(shape for shape in item.shapes if isinstance(shape, Box))
    assert all(extent(text).top > box.y + box.height for text in item.shapes if isinstance(text, Text))


def test_a_timeline_is_told_in_a_sentence() -> None:
    assert draw_timeline(JUNE, "June", SCREEN).description == (
        "4 events on a line of time, from “The session” (18–21\u00a0June\u00a01957) to “The speech” (22–29\u00a0June\u00a01957)."
    )


# ------------------------------------------------------------------------------------------------ terms
ranks = st.sampled_from(["full", "candidate", "member", ""])
rows = st.lists(st.tuples(names, st.lists(st.tuples(dates, ranks), min_size=1, max_size=3)), min_size=1, max_size=9)
rules = st.lists(st.tuples(names, dates), max_size=5)


@settings(max_examples=60)
@given(rows, rules, measures)
def test_terms_have_a_row_a_person_and_keep_words_apart(
    found: list[tuple[str, list[tuple[HistoricalDate, str]]]], days: list[tuple[str, HistoricalDate]], measure: Measure
) -> None:
    terms = [
        [
            Term(person(f"p{number}"), name, when, rank)
            for when, rank in sorted(held, key=lambda it: stretch_of(it[0]).days)
        ]
        for number, (name, held) in enumerate(found)
    ]
    drawing = draw_tenures(terms, "Title", measure, [Rule(name, when) for name, when in days])
    check(drawing)
    assert targets(drawing) == [row[0].ref for row in terms]
    for row in terms:
        item = next(item for item in items_of(drawing.shapes) if item.target == row[0].ref)
        assert said(Drawing(0, 0, "", "", item.shapes)).startswith(row[0].name)
        assert len([inner for inner in items_of(item.shapes) if inner.words.startswith(f"{row[0].name}: ")]) == len(row)


def terms(*found: tuple[str, str, str]) -> list[list[Term]]:
    return rows_of([Term(person(name), name.title(), date(when), rank) for name, when, rank in found])


def test_rows_stand_where_the_first_term_does() -> None:
    found = terms(("a", "1950", ""), ("b", "1951", ""), ("a", "1952", ""))
    assert [[term.name for term in row] for row in found] == [["A", "A"], ["B"]]


def test_full_members_and_candidates_differ_in_form() -> None:
    drawing = draw_tenures(
        terms(("a", "1950-01-01/1952-01-01", "candidate"), ("a", "1952-01-01/1957-01-01", "full")), "T", SCREEN
    )
    candidate, full = [item for item in items_of(drawing.shapes) if item.words]
    assert candidate.words == "A: candidate member, 1\u00a0January\u00a01950 to 1\u00a0January\u00a01952"
    assert any(isinstance(shape, Strokes) for shape in candidate.shapes)
    assert not any(isinstance(shape, Strokes) for shape in full.shapes)
    assert {"full member", "candidate member"} <= set(words_of(drawing))
    assert drawing.description == "1 people in rows, with a bar for each of 2 terms."


def test_one_term_each_has_its_date_in_figures() -> None:
    drawing = draw_tenures(terms(("a", "1950-01-01/1952-01-01", ""), ("b", "1952-01-01/", "")), "T", SCREEN)
    assert "1\u00a0Jan\u00a01950 – 1\u00a0Jan\u00a01952" in words_of(drawing)
    assert "start or end not known" in words_of(drawing)
    twice = draw_tenures(terms(("a", "1950-01-01/1951-01-01", ""), ("a", "1952-01-01/1953-01-01", "")), "T", SCREEN)
    assert [words for words in words_of(twice) if "Jan" in words and " – " in words] == []


@pytest.mark.parametrize("edtf", ["1900-01-01/1999-12-31", "1900-01-01/1930-12-31", "1970-01-01/1999-12-31"])
def test_a_date_stands_right_left_or_below_and_never_on_its_bar(edtf: str) -> None:
    drawing = draw_tenures(terms(("a", edtf, ""), ("b", "1900-01-01/1999-12-31", "")), "T", PAGE)
    check(drawing)
    row = next(item for item in items_of(drawing.shapes) if item.target == person("a"))
    box = next(extent(shape) for shape in plain(row.shapes) if isinstance(shape, Box))
    (words,) = [extent(shape) for shape in row.shapes if isinstance(shape, Text) and shape.words != "A"]
    assert not words.meets(box)


def test_signs_between_two_terms_lie_over_their_bars() -> None:
    drawing = draw_tenures(
        terms(("a", "1950-01-01/1952-01-01?", "full"), ("a", "1952-01-02?/1957-01-01", "full")), "T", SCREEN
    )
    row = next(item for item in items_of(drawing.shapes) if item.target)
    assert words_of(row.shapes) == ["A", "?"]
    assert isinstance(row.shapes[-1], Text)


def test_days_to_be_marked_are_named_and_those_outside_are_not() -> None:
    found = terms(("a", "1950-01-01/1960-01-01", ""), ("b", "1953-01-01/1957-01-01", ""))
    days = [Rule("The plenum", date("1957-06-22")), Rule("The death", date("1953-03-05")), Rule("Far", date("1999"))]
    drawing = draw_tenures(found, "T", SCREEN, days)
    check(drawing)
    assert [words for words in words_of(drawing) if words.startswith("The")] == ["The death", "The plenum"]
    lines = [item for item in items_of(drawing.shapes) if item.words.startswith("The plenum, ")]
    assert [type(shape) for shape in lines[0].shapes] == [Line]
    assert "Far" not in said(drawing)


def test_names_of_days_near_each_other_stand_in_rows() -> None:
    found = terms(("a", "1950-01-01/1960-01-01", ""))
    near = draw_tenures(
        found, "T", PAGE, [Rule("The first of the days", date("1957-06-01")), Rule("The second", date("1957-06-22"))]
    )
    check(near)
    first, second = (text for text in plain(near.shapes) if isinstance(text, Text) and text.words.startswith("The "))
    assert first.y < second.y


def test_a_body_has_no_time_before_it_was_founded() -> None:
    found = terms(("a", "1950-07-01/1960-01-01", ""), ("b", "/1952-01-01", ""))
    bounds = (to_day(1950, 7, 1), to_day(1960, 1, 1))
    assert "1950" not in words_of(draw_tenures(found, "T", SCREEN, (), bounds))
    assert "1950" in words_of(draw_tenures(found, "T", SCREEN))


def test_parts_of_a_drawing_share_one_scale() -> None:
    found = terms(("a", "1950-01-01/1960-01-01", ""), ("b", "1980-01-01/1990-01-01", ""))
    first, second = (draw_tenures([row], "T", PAGE, among=found) for row in found)
    ticks = [[words for words in words_of(part) if words.isdigit()] for part in (first, second)]
    assert ticks[0] == ticks[1]


# ------------------------------------------------------------------------------------------------ fates
SIDES = [
    Side("For, 7", "full", Colour.RED),
    Side("Against, 4", "ring", Colour.BLUE),
    Side("Absent, 1", "broken", Colour.INK),
]
lives = st.lists(
    st.tuples(names, st.integers(0, 2), st.lists(st.tuples(names, dates), max_size=4), st.none() | dates),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60)
@given(lives, dates, measures)
def test_fates_name_everyone_and_every_post(
    found: list[tuple[str, int, list[tuple[str, HistoricalDate]], HistoricalDate | None]],
    day: HistoricalDate,
    measure: Measure,
) -> None:
    if day.earliest is None:
        return
    people = [
        Life(person(f"p{number}"), name[:20], SIDES[side], tuple(Span(post, when) for post, when in posts), died)
        for number, (name, side, posts, died) in enumerate(sorted(found, key=lambda it: it[1]))
    ]
    drawing = draw_fates(people, day, "Title", measure)
    check(drawing)
    assert targets(drawing) == [life.ref for life in people]
    for life in people:
        item = next(item for item in items_of(drawing.shapes) if item.target == life.ref)
        shown = said(Drawing(0, 0, "", "", item.shapes)).replace(" · ", " ")
        assert shown.startswith(life.name)
        assert all(all(word in shown for word in span.name.split()) for span in life.spans)
        assert shown.count("†") == int(life.died is not None and life.died.latest is not None)


ADA = Life(
    person("ada"),
    "Ada",
    SIDES[0],
    (Span("Full member", date("1952-10-16/1957-06-29")), Span("Premier", date("1955-02-08/1957-06-29"))),
    date("1975-02-24"),
)
BOB = Life(
    person("bob"),
    "Bob",
    SIDES[1],
    (Span("Ambassador", date("1957-08~/1960")), Span("Director of a works", date("1960-01-01/"))),
    None,
)
JUNE_1957 = date("1957-06-18/1957-06-21")


def test_a_side_has_a_sign_and_so_has_everyone_on_it() -> None:
    drawing = draw_fates([ADA, BOB], JUNE_1957, "T", SCREEN)
    check(drawing)
    signs = [shape for shape in plain(drawing.shapes) if isinstance(shape, Dot) and shape.radius > 3]
    assert [(sign.fill, sign.stroke) for sign in signs] == [(Colour.RED, None)] * 2 + [(Colour.PAPER, Colour.BLUE)] * 2
    assert [words for words in words_of(drawing) if words in {"For, 7", "Against, 4"}] == ["For, 7", "Against, 4"]


def test_posts_that_look_alike_share_a_row() -> None:
    assert "Full member · Premier" in words_of(draw_fates([ADA, BOB], JUNE_1957, "T", SCREEN))


def test_a_life_ends_in_a_cross_with_its_date() -> None:
    drawing = draw_fates([ADA, BOB], JUNE_1957, "T", SCREEN)
    (death,) = [item for item in items_of(drawing.shapes) if item.words == "Ada: died 24\u00a0February\u00a01975"]
    line, dot_, words = death.shapes
    assert isinstance(words, Text)
    assert words.words == "† 24\u00a0Feb\u00a01975"
    assert extent(line).right <= extent(words).left, "the line does not run through the words"  # type: ignore[arg-type]
    assert "to the death, †" in words_of(drawing)
    assert "to the death, †" not in words_of(draw_fates([BOB], JUNE_1957, "T", SCREEN))
    assert isinstance(dot_, Dot)


def test_a_post_from_end_to_end_is_named_below_its_bar() -> None:
    life = Life(person("a"), "Ada", SIDES[0], (Span("Secretary of the committee", date("1957-01-01/1999-12-31")),))
    drawing = draw_fates([life], JUNE_1957, "T", PAGE)
    check(drawing)
    box = next(shape for shape in plain(drawing.shapes) if isinstance(shape, Box) and shape.fill is Colour.BLUE)
    name = next(
        shape for shape in plain(drawing.shapes) if isinstance(shape, Text) and shape.words.startswith("Secretary")
    )
    assert name.y - name.size > box.y


def test_doubt_in_a_post_is_drawn_and_explained() -> None:
    drawing = draw_fates([ADA, BOB], JUNE_1957, "T", SCREEN)
    assert {"c.", "?", "possibly", "start or end not known", "about"} <= set(words_of(drawing))
    assert drawing.description == "2 people in rows, with a bar for each post from 18–21\u00a0June\u00a01957 on."
