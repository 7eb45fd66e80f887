"""Drawings of places, posts and seats: each once, within the frame, names apart, sides and ranks told by form."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letopis.drawings.geometry import Frame, Point, cut_line, cut_ring
from letopis.drawings.labels import Label, frame_of, place_labels
from letopis.drawings.land import Projection, land, rings
from letopis.drawings.maps import Spotted, draw_map, draw_surroundings
from letopis.drawings.network import Node, Tie, draw_network, untangled
from letopis.drawings.seats import Group, Look, Seat, draw_seats
from letopis.drawings.shapes import NARROW, PAGE, SCREEN, Area, Colour, Dot, Line, Measure, Strokes, Text
from letopis.drawings.svg import WEB, to_svg
from letopis.model.values import Ref
from tests.drawn import (
    check,
    check_frame,
    check_words,
    items_of,
    measures,
    names,
    person,
    plain,
    said,
    targets,
    words_of,
)

FRAME = Frame(0, 0, 100, 60)
points = st.tuples(st.floats(-200, 300), st.floats(-200, 300))


def post(key: str) -> Ref:
    return Ref("office", key)


def place(key: str) -> Ref:
    return Ref("place", key)


# ------------------------------------------------------------------------------------------- geometry
@given(st.lists(points, min_size=3, max_size=9))
def test_a_ring_is_cut_to_the_frame(ring: list[Point]) -> None:
    wide = Frame(FRAME.left - 1e-6, FRAME.top - 1e-6, FRAME.right + 1e-6, FRAME.bottom + 1e-6)
    assert all(wide.holds(point) for point in cut_ring(ring, FRAME))


@given(st.lists(points, min_size=2, max_size=9))
def test_a_line_is_cut_to_the_frame_and_keeps_what_lies_inside(line: list[Point]) -> None:
    wide = Frame(FRAME.left - 1e-6, FRAME.top - 1e-6, FRAME.right + 1e-6, FRAME.bottom + 1e-6)
    pieces = list(cut_line(line, FRAME))
    assert all(wide.holds(point) for piece in pieces for point in piece)
    assert all(point in [kept for piece in pieces for kept in piece] for point in line if FRAME.holds(point))


def test_a_ring_inside_stays_and_one_outside_goes() -> None:
    inside = [(1.0, 1.0), (5.0, 1.0), (5.0, 5.0)]
    assert cut_ring(inside, FRAME) == inside
    assert cut_ring([(x + 500, y) for x, y in inside], FRAME) == []
    assert sorted(cut_ring([(-10, 10), (10, 10), (10, 20), (-10, 20)], FRAME)) == [(0, 10), (0, 20), (10, 10), (10, 20)]


def test_a_line_that_leaves_and_comes_back_is_in_pieces() -> None:
    assert list(cut_line([(10, 10), (10, -10), (20, -10), (20, 10)], FRAME)) == [
        [(10, 10), (10, 0)],
        [(20, 0), (20, 10)],
    ]
    assert list(cut_line([(-10, 10), (-5, 10), (5, 10), (9, 10)], FRAME)) == [[(0, 10), (5, 10), (9, 10)]]
    assert list(cut_line([(10, 10), (200, 10), (10, 20)], FRAME)) == [
        [(10, 10), (100, 10)],
        [(100, pytest.approx(15.2632, abs=1e-3)), (10, 20)],
    ]


# --------------------------------------------------------------------------------------------- labels
spots = st.lists(
    st.tuples(st.tuples(st.floats(0, 400), st.floats(0, 300)), st.floats(10, 120), st.floats(10, 30)), max_size=25
)


@settings(max_examples=40)
@given(spots)
def test_labels_stand_in_the_frame_and_apart_or_nowhere(found: list[tuple[Point, float, float]]) -> None:
    frame = Frame(0, 0, 400, 300)
    degrees = Frame(0, 280, 60, 300)
    placed = place_labels([Label(*label) for label in found], frame, 3.6, (), [degrees])
    frames = [spot.frame for spot in placed if spot is not None]
    assert len(placed) == len(found)
    assert all(one.within(frame) and not one.meets(degrees) for one in frames)
    assert not [1 for number, one in enumerate(frames) for other in frames[:number] if one.meets(other)]


def test_a_label_goes_further_off_where_it_must_with_a_line_to_its_point() -> None:
    crowd = [Label((200 + 12 * column, 150 + 12 * row), 60, 14) for column in range(3) for row in range(3)]
    placed = place_labels(crowd, Frame(0, 0, 400, 300), 3.6)
    assert any(spot is not None and spot.led for spot in placed)
    lonely = place_labels(crowd[:1], Frame(0, 0, 400, 300), 3.6)[0]
    assert lonely is not None
    assert (lonely.led, lonely.anchor) == (False, "start")


def test_a_label_keeps_off_the_lines_it_is_told_of() -> None:
    free = place_labels([Label((200, 150), 60, 14)], Frame(0, 0, 400, 300), 3.6)[0]
    moved = place_labels([Label((200, 150), 60, 14)], Frame(0, 0, 400, 300), 3.6, [(230, 150)])[0]
    assert free is not None
    assert moved is not None
    assert free.frame.holds((230, 150))
    assert not moved.frame.holds((230, 150))


def test_a_label_without_any_room_has_no_spot() -> None:
    assert place_labels([Label((20, 10), 500, 14)], Frame(0, 0, 400, 300), 3.6) == [None]


def test_an_endless_search_ends() -> None:
    crowd = [Label((100 + number % 8, 100 + number // 8), 90, 20) for number in range(64)]
    placed = place_labels(crowd, Frame(0, 0, 300, 300), 3.6)
    assert 0 < sum(spot is not None for spot in placed) < 64


# ----------------------------------------------------------------------------------------------- land
def test_the_coasts_of_the_world_are_where_they_are() -> None:
    """Inside a ring an odd number of times: land; the sea is not."""

    def is_land(longitude: float, latitude: float) -> bool:
        inside = False
        for ring in (tuple((x + shift, y) for x, y in ring.points) for ring in rings() for shift in (-360, 0, 360)):
            for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside

    assert all(is_land(*spot) for spot in [(37.6, 55.75), (-100, 40), (134, -25), (20, 0), (106.9, 47.9)])
    assert not any(is_land(*spot) for spot in [(-30, 40), (-150, 0), (80, -30), (51, 42), (20, 57.5)])
    assert all(-90 <= y <= 90 for ring in rings() for _, y in ring.points)


@pytest.mark.parametrize(
    ("places", "is_cone"),
    [
        ([(20, 50), (100, 60)], True), ([(-70, -40), (-60, -30)], True), ([(0, 5), (20, 10)], False),
        ([(10, 40), (10, -40)], False), ([(-120, 40), (140, 40)], False),
    ],
)  # fmt: skip
def test_one_region_is_laid_on_a_cone_and_the_world_on_a_grid(places: list[Point], is_cone: bool) -> None:
    projection = Projection.of(places)
    assert bool(projection.cone) == is_cone
    (x1, y1), (x2, y2) = projection.place(projection.middle, 0), projection.place(projection.middle, 10)
    assert x1 == pytest.approx(x2)
    assert y1 - y2 == pytest.approx(math.radians(10)), "distances from north to south are true"
    assert projection.place(projection.middle + 5, 30)[0] > 0
    assert all(len(ring.points) > 2 for ring in land(projection))


def test_the_world_goes_on_across_the_date_line() -> None:
    xs = [x for ring in land(Projection(180, 0)) for x, _ in ring.points]
    assert min(xs) == pytest.approx(-math.pi, abs=0.05)
    assert max(xs) == pytest.approx(math.pi, abs=0.05)


# ----------------------------------------------------------------------------------------------- maps
LOSERS = [
    Spotted(place("moscow"), "Moscow", 37.62, 55.75),
    Spotted(place("asbest"), "Asbest", 61.467, 57, "Kaganovich", "Asbest: Lazar Kaganovich (57° N, 61.5° E)"),
    Spotted(place("ulan-bator"), "Ulan Bator", 106.88, 47.91, "Molotov"),
    Spotted(place("vienna"), "Vienna", 16.37, 48.21, "Molotov"),
    Spotted(place("east-berlin"), "East Berlin", 13.41, 52.52, "Pervukhin"),
]
somewhere = st.lists(
    st.tuples(names, st.floats(-180, 180), st.floats(-75, 80), st.just("") | names), min_size=1, max_size=12
)


@settings(max_examples=30)
@given(somewhere, measures)
def test_a_map_has_every_place_and_names_that_do_not_touch(
    found: list[tuple[str, float, float, str]], measure: Measure
) -> None:
    spotted = [Spotted(place(f"p{n}"), name, x, y, note) for n, (name, x, y, note) in enumerate(found)]
    drawing = draw_map(spotted, [], "Title", measure)
    check(drawing)
    assert targets(drawing) == [one.ref for one in spotted]
    nameless = sum(not words_of(item.shapes) for item in items_of(drawing.shapes))
    assert ("There was no room for the names of" in drawing.description) == bool(nameless)
    assert draw_map(spotted, [], "Title", measure) == drawing


@pytest.mark.parametrize("measure", [SCREEN, PAGE])
def test_every_place_of_a_map_has_its_name_and_note(measure: Measure) -> None:
    drawing = draw_map(LOSERS, [("Molotov", [place("ulan-bator"), place("vienna")])], "Where", measure)
    check(drawing)
    for spot in LOSERS:
        item = next(item for item in items_of(drawing.shapes) if item.target == spot.ref)
        assert words_of(item.shapes) == [spot.name, *([spot.note] if spot.note else [])]
        assert item.words == (spot.words or spot.name)
    assert drawing.description == "5 places on an outline of the land, from 48°N to 57°N and 13°E to 107°E."


def test_east_is_right_and_north_is_up() -> None:
    drawing = draw_map(LOSERS, [], "Where", SCREEN)
    at = {item.target: shape for item in items_of(drawing.shapes) for shape in item.shapes if isinstance(shape, Dot)}
    moscow, vienna, asbest = at[place("moscow")], at[place("vienna")], at[place("asbest")]
    assert vienna.x < moscow.x < asbest.x
    assert moscow.y < vienna.y


def test_land_has_a_coast_and_degrees_stand_at_the_edge() -> None:
    drawing = draw_map(LOSERS, [], "Where", SCREEN)
    (ground,) = [shape for shape in drawing.shapes if isinstance(shape, Area)]
    assert (ground.fill, ground.stroke) == (Colour.LAND, Colour.COAST)
    assert {"60°E", "90°E"} <= set(words_of(drawing))
    assert [words for words in words_of(drawing) if words.endswith("°N")]


def test_a_way_is_a_bent_broken_line_with_a_head_towards_its_end() -> None:
    drawing = draw_map(LOSERS, [("Molotov", [place("ulan-bator"), place("vienna")])], "Where", SCREEN)
    (way,) = [item for item in items_of(drawing.shapes) if item.words == "Molotov"]
    line, head = way.shapes
    assert isinstance(line, Line)
    assert isinstance(head, Line)
    assert line.dash
    at = {item.target: shape for item in items_of(drawing.shapes) for shape in item.shapes if isinstance(shape, Dot)}
    vienna, ulan_bator = at[place("vienna")], at[place("ulan-bator")]
    assert head.points[1] == line.points[-1]
    assert (
        math.dist(head.points[1], (vienna.x, vienna.y)) < 10 < math.dist(head.points[1], (ulan_bator.x, ulan_bator.y))
    )
    assert min(y for _, y in line.points) < min(vienna.y, ulan_bator.y)


def test_a_way_between_two_places_at_one_spot_is_not_drawn() -> None:
    near = [Spotted(place("a"), "A", 30, 50), Spotted(place("b"), "B", 30.01, 50)]
    drawing = draw_map(near, [("Ada", [place("a"), place("b")])], "Where", SCREEN)
    (way,) = [item for item in items_of(drawing.shapes) if item.words == "Ada"]
    assert way.shapes == ()


@pytest.mark.parametrize(
    "spot",
    [(0, 0), (-179, 10), (151, -34), (-60, -50), (37, 56)],
    ids=["gulf", "date line", "sydney", "south", "moscow"],
)
def test_one_place_anywhere_makes_a_map(spot: Point) -> None:
    drawing = draw_map([Spotted(place("a"), "A place", *spot)], [], "Where", SCREEN)
    check(drawing)
    assert drawing.height >= SCREEN.width * 0.4


@pytest.mark.parametrize(
    "spot", [(37.6, 55.8), (75.3, 51.7), (-0.1, 51.5), (179.9, -17), (-179, 66), (0, 89.9), (15, -80)]
)
def test_the_surroundings_of_a_place_have_it_in_their_middle_and_are_light(spot: Point) -> None:
    near = [Spotted(place(f"n{n}"), f"Near {n}", spot[0] + n, spot[1] + n / 2) for n in range(1, 6)]
    far = Spotted(place("far"), "Far away", (spot[0] + 360) % 360 - 180, -spot[1])
    drawing = draw_surroundings(Spotted(place("a"), "A place", *spot), [*near, far], "Where", NARROW)
    check(drawing)
    (dot,) = [one for one in plain(drawing.shapes) if isinstance(one, Dot) and one.fill is Colour.RED]
    assert (dot.x, dot.y) == (NARROW.width / 2, drawing.height / 2)
    assert all(text.size >= 12 for text in plain(drawing.shapes) if isinstance(text, Text))
    assert "Far away" not in drawing.description
    assert len(to_svg(drawing, WEB)) < 14_000


def test_the_surroundings_name_no_more_than_there_is_room_for() -> None:
    near = [Spotted(place(f"n{n}"), f"A name of some length {n}", 10 + n / 5, 50) for n in range(1, 40)]
    drawing = draw_surroundings(Spotted(place("a"), "A place", 10, 50), near, "Where", NARROW)
    check(drawing)
    assert "A place" in words_of(drawing)


def test_degrees_south_and_west_have_their_letters() -> None:
    drawing = draw_map([Spotted(place("a"), "A", -60, -30), Spotted(place("b"), "B", -50, -20)], [], "Where", SCREEN)
    assert drawing.description.endswith("from 30°S to 20°S and 60°W to 50°W.")


def test_where_there_is_no_room_the_dot_stays_and_the_map_says_so() -> None:
    crowd = [Spotted(place(f"p{n}"), "A town with a long name", 30 + n / 50, 50, "Somebody") for n in range(60)]
    drawing = draw_map(crowd, [], "Where", PAGE)
    check_words(drawing)
    check_frame(drawing)
    assert len(targets(drawing)) == 60
    assert "There was no room for the names of" in drawing.description


# -------------------------------------------------------------------------------------------- network
webs = st.tuples(st.lists(names, min_size=1, max_size=7), st.lists(names, min_size=1, max_size=9)).flatmap(
    lambda found: st.tuples(
        st.just(found[0]), st.just(found[1]),
        st.lists(st.tuples(st.integers(0, len(found[0]) - 1), st.integers(0, len(found[1]) - 1), st.booleans()), max_size=20, unique_by=lambda tie: tie[:2]),
    )
)  # fmt: skip


@settings(max_examples=60)
@given(webs, measures)
def test_a_network_names_every_post_and_person_once(
    found: tuple[list[str], list[str], list[tuple[int, int, bool]]], measure: Measure
) -> None:
    posts = [Node(post(f"o{n}"), name) for n, name in enumerate(found[0])]
    people = [Node(person(f"p{n}"), name) for n, name in enumerate(found[1])]
    ties = [Tie(posts[o].ref, people[p].ref, f"{people[p].name}: {posts[o].name}", faint) for o, p, faint in found[2]]
    drawing = draw_network(posts, people, ties, "Title", measure)
    check(drawing)
    assert sorted(targets(drawing)) == sorted(node.ref for node in (*posts, *people))
    for node in (*posts, *people):
        item = next(item for item in items_of(drawing.shapes) if item.target == node.ref)
        assert " ".join(words_of(item.shapes)) == node.name
    assert len([shape for item in items_of(drawing.shapes) for shape in item.shapes if isinstance(shape, Line)]) == len(
        ties
    )


OFFICES = [Node(post("premier"), "Premier"), Node(post("minister"), "Minister")]
HOLDERS = [Node(person("ada"), "Ada"), Node(person("bob"), "Bob")]


def test_a_tie_leads_from_its_post_to_its_person_and_a_candidate_has_dashes() -> None:
    ties = [
        Tie(post("premier"), person("bob"), "Bob: premier"),
        Tie(post("minister"), person("bob"), "Bob: minister", faint=True),
    ]
    drawing = draw_network(OFFICES, HOLDERS, ties, "Web", SCREEN)
    dots = {item.target: shape for item in items_of(drawing.shapes) for shape in item.shapes if isinstance(shape, Dot)}
    lines = {item.words: item.shapes[0] for item in items_of(drawing.shapes) if isinstance(item.shapes[0], Line)}
    first, second = lines["Bob: premier"], lines["Bob: minister"]
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert first.points == (
        (dots[post("premier")].x, dots[post("premier")].y),
        (dots[person("bob")].x, dots[person("bob")].y),
    )
    assert (first.dash, bool(second.dash)) == ((), True)
    assert {"office, or full member", "candidate member"} <= set(words_of(drawing))
    assert (
        next(item.words for item in items_of(drawing.shapes) if item.target == person("bob"))
        == "Bob: premier; Bob: minister"
    )
    assert drawing.description == "2 posts on the left and 2 people on the right, joined by 2 lines."
    assert "candidate member" not in words_of(draw_network(OFFICES, HOLDERS, ties[:1], "Web", SCREEN))


def crossings(order: list[Ref], ties: list[Tie], posts: list[Ref]) -> int:
    ends = [(posts.index(tie.post), order.index(tie.person)) for tie in ties]
    return sum((a < c) != (b < d) for n, (a, b) in enumerate(ends) for c, d in ends[:n] if a != c and b != d)


@given(webs)
def test_no_two_neighbours_would_cross_less_the_other_way_round(
    found: tuple[list[str], list[str], list[tuple[int, int, bool]]],
) -> None:
    posts = [post(f"o{n}") for n in range(len(found[0]))]
    people = [person(f"p{n}") for n in range(len(found[1]))]
    ties = [Tie(posts[o], people[p], "") for o, p, _ in found[2]]
    order = untangled(posts, people, ties)
    assert sorted(order) == sorted(people)
    for number in range(len(order) - 1):
        swapped = [*order[:number], order[number + 1], order[number], *order[number + 2 :]]
        assert crossings(order, ties, posts) <= crossings(swapped, ties, posts)


# ---------------------------------------------------------------------------------------------- seats
looks: st.SearchStrategy[Look] = st.sampled_from(["full", "hatched", "ring", "broken"])
groups = st.lists(
    st.tuples(names, st.lists(st.tuples(names, st.booleans()), min_size=1, max_size=14), looks), min_size=1, max_size=4
)


@settings(max_examples=60)
@given(groups, measures)
def test_seats_name_everyone_once(found: list[tuple[str, list[tuple[str, bool]], Look]], measure: Measure) -> None:
    made = [
        Group(
            heading,
            tuple(Seat(person(f"p{n}-{m}"), name, "words", doubtful) for m, (name, doubtful) in enumerate(people)),
            look,
        )
        for n, (heading, people, look) in enumerate(found)
    ]
    drawing = draw_seats(made, "Title", measure)
    check(drawing)
    assert targets(drawing) == [seat.ref for group in made for seat in group.seats]
    for item in items_of(drawing.shapes):
        assert said_by(item.shapes).removeprefix("? ") == item.words.removesuffix(": words")
    assert ("the dates cannot tell" in words_of(drawing)) == any(
        seat.doubtful for group in made for seat in group.seats
    )


def said_by(shapes: tuple[object, ...]) -> str:
    return " ".join(words_of(shapes))  # type: ignore[arg-type]


def test_sides_differ_in_form_and_not_in_colour_alone() -> None:
    drawn: dict[Look, list[tuple[type, object, object, object]]] = {}
    for look in ("full", "hatched", "ring", "broken"):
        group = Group("Side", (Seat(person("a"), "A", "words"),), look)
        item = next(items_of(draw_seats([group], "T", SCREEN).shapes))
        drawn[look] = [
            (
                type(shape),
                getattr(shape, "fill", None),
                bool(getattr(shape, "stroke", None)),
                bool(getattr(shape, "dash", ())),
            )
            for shape in item.shapes
            if not isinstance(shape, Text)
        ]
    assert len({str(form) for form in drawn.values()}) == 4
    assert drawn["hatched"][1][0] is Strokes


def test_a_seat_that_may_not_be_theirs_is_a_broken_ring_with_a_question_mark() -> None:
    group = Group(
        "Full members, 2",
        (Seat(person("a"), "Ada", "full member"), Seat(person("b"), "Bob", "full member", doubtful=True)),
    )
    drawing = draw_seats([group], "T", SCREEN)
    ada, bob = items_of(drawing.shapes)
    assert (words_of(ada.shapes), words_of(bob.shapes)) == (["Ada"], ["?", "Bob"])
    assert next(shape for shape in bob.shapes if isinstance(shape, Dot)).dash
    assert bob.words == "Bob: full member"
    assert drawing.description == "Full members, 2."
    assert said(drawing).startswith("Full members, 2 Ada")


def test_rows_are_as_few_as_they_can_be_and_of_one_length() -> None:
    eleven = Group("Full", tuple(Seat(person(f"p{n}"), "Somebody", "w") for n in range(11)))
    seven = Group("Candidates", tuple(Seat(person(f"c{n}"), "Somebody", "w") for n in range(7)))
    drawing = draw_seats([eleven, seven], "T", SCREEN)
    rows: dict[float, int] = {}
    for shape in plain(drawing.shapes):
        if isinstance(shape, Dot):
            rows[shape.y] = rows.get(shape.y, 0) + 1
    assert list(rows.values()) == [7, 4, 7]


@pytest.mark.parametrize("measure", [SCREEN, NARROW])
def test_degrees_stand_off_dots_and_names(measure: Measure) -> None:
    """A number beside 40°N must not be read as part of it."""
    kept = 0
    for north in range(40, 60):
        towns = [
            Spotted(place("a"), "5", 14, north),
            Spotted(place("b"), "6", 40, 47),
            Spotted(place("c"), "7", 107, 48),
        ]
        drawing = draw_map(towns, [], "Where", measure)
        degrees = [frame_of(shape) for shape in drawing.shapes if isinstance(shape, Text)]
        kept += len(degrees)
        for shape in (shape for item in items_of(drawing.shapes) for shape in item.shapes):
            if isinstance(shape, Dot):
                box = Frame(shape.x - 9, shape.y - 9, shape.x + 9, shape.y + 9)
            else:
                assert isinstance(shape, Text)
                box = frame_of(shape)
            assert not any(box.meets(one) for one in degrees), (north, shape)
    assert kept > 20
