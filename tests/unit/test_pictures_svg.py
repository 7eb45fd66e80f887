"""How drawings are written: numbers, paths, inks, words, and what is said of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.drawings.paths import number, path_of
from letopis.drawings.shapes import SCREEN, Area, Box, Colour, Dot, Drawing, Item, Line, Shape, Strokes, Text
from letopis.drawings.svg import PAPER, READER, WEB, escape, to_svg
from letopis.drawings.text_metrics import width_of, wrapped
from tests.drawn import SVG, parse, person

if TYPE_CHECKING:
    from pathlib import Path

POINTS = st.lists(st.tuples(st.floats(-999, 999), st.floats(-999, 999)), min_size=1, max_size=12)


def drawing(*shapes: Shape, title: str = "Title", description: str = "What it shows.") -> Drawing:
    return Drawing(100, 50, title, description, shapes)


# ------------------------------------------------------------------------------------------- numbers
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.04, "0"),
        (1, "1"),
        (1.25, "1.2"),
        (0.5, ".5"),
        (-0.5, "-.5"),
        (10.0, "10"),
        (-12.34, "-12.3"),
        (100, "100"),
    ],
)
def test_a_number_has_no_needless_signs(value: float, text: str) -> None:
    assert number(value) == text


def test_a_number_may_have_more_places() -> None:
    assert number(0.25, 2) == ".25"


# --------------------------------------------------------------------------------------------- paths
def walk(path: str) -> list[list[tuple[float, float]]]:
    """The points of a path, by line: a reader of the few commands that we write."""
    lines: list[list[tuple[float, float]]] = []
    x = y = 0.0
    for letter, rest in re.findall(r"([Mmhvlz])([^Mmhvlz]*)", path):
        numbers = [float(found) for found in re.findall(r"-?\d*\.?\d+", rest)]
        if letter == "z":
            x, y = lines[-1][0]
            continue
        while numbers:
            step = numbers.pop(0)
            match letter:
                case "M":
                    x, y = step, numbers.pop(0)
                case "h":
                    x += step
                case "v":
                    y += step
                case _:
                    x, y = x + step, y + numbers.pop(0)
            if letter in "Mm":
                lines.append([])
            lines[-1].append((x, y))
    return lines


@given(st.lists(POINTS, min_size=1, max_size=5), st.booleans())
def test_a_path_passes_every_point(lines: list[list[tuple[float, float]]], closed: bool) -> None:
    found = walk(path_of(lines, closed=closed))
    assert len(found) == len(lines)
    for line, points in zip(lines, found, strict=True):
        rounded = [(round(x * 10) / 10, round(y * 10) / 10) for x, y in line]
        kept = [point for number, point in enumerate(rounded) if number == 0 or point != rounded[number - 1]]
        assert points == [pytest.approx(point, abs=1e-6) for point in kept]


def test_a_path_is_written_in_few_signs() -> None:
    assert path_of([[(0, 0), (10, 0), (10, 5), (12.5, 4), (13, 5)]]) == "M0 0h10v5l2.5-1 .5 1"
    assert path_of([[(0, 0), (4, 0)], [(0, 2), (4, 2)]]) == "M0 0h4m-4 2h4"
    assert path_of([[(1, 1), (3, 1), (3, 3)], [(5, 5), (6, 6)]], closed=True) == "M1 1h2v2zm4 4l1 1z"


# ----------------------------------------------------------------------------------------- the media
def test_the_web_has_classes_and_no_colours() -> None:
    text = to_svg(
        drawing(
            Box(0, 0, 9, 9, Colour.BLUE, Colour.INK, opacity=0.3, line=0.8, dash=(2, 1.5)),
            Line(((0, 0), (1, 1)), Colour.HAIR, 0.6),
            Text(1, 2, "a", 13),
            Text(1, 2, "b", 13, ink=Colour.RED, halo=Colour.PAPER),
        ),
        WEB,
    )
    assert (
        '<rect x="0" y="0" width="9" height="9" fill-opacity=".3" class="f-blue s-ink" stroke-width=".8" stroke-dasharray="2 1.5"/>'
        in text
    )
    assert '<path d="M0 0l1 1" class="s-hair" stroke-width=".6"/>' in text
    assert '<text x="1" y="2">a</text><text x="1" y="2" class="f-red h-paper">b</text>' in text
    assert "#" not in text


def test_every_class_has_its_colour_in_the_style_sheet(repository: Path) -> None:
    sheet = (repository / "src/letopis/html/styles/45-pictures.css").read_text(encoding="utf-8")
    plain, _, forced = sheet.partition("@media (forced-colors: active)")
    for ink in Colour:
        assert f".f-{ink.value} {{ fill: var(--picture-{ink.value}); }}" in plain
        assert f".s-{ink.value} {{ fill: none; stroke: var(--picture-{ink.value}); }}" in plain
        assert f"--picture-{ink.value}:" in plain
        assert f"--picture-{ink.value}:" in forced
    for halo in (Colour.PAPER, Colour.WASH, Colour.LAND):
        assert f".h-{halo.value} {{ stroke: var(--picture-{halo.value}); }}" in plain


def test_paper_has_colours_and_the_weight_of_its_font() -> None:
    root = parse(to_svg(found := drawing(Text(1, 2, "a", 13, bold=True), Dot(1, 1, 2, None, Colour.RED)), PAPER), found)
    words, dot = root.find(f"{SVG}text"), root.find(f"{SVG}circle")
    assert words is not None
    assert dot is not None
    assert root.get("style") == "font-variation-settings: 'wght' 400"
    assert (words.get("style"), words.get("font-weight")) == ("font-variation-settings: 'wght' 600", "600")
    assert (words.get("fill"), dot.get("fill"), dot.get("stroke")) == ("#1a1a1a", "none", "#9b2226")


def test_only_a_book_reader_has_coloured_halos() -> None:
    """Typst would draw the halo of a letter over the letter before; a reader's paper may be black."""
    words = drawing(Text(1, 2, "a", 13, halo=Colour.LAND), Text(1, 2, "a", 13, halo=Colour.PAPER))
    assert "paint-order" not in to_svg(words, PAPER)
    assert to_svg(words, READER).count('paint-order="stroke"') == 1


def test_most_words_need_not_say_their_size() -> None:
    text = to_svg(drawing(Text(0, 9, "a", 11.2), Item((Text(0, 9, "b", 11.2), Text(0, 9, "c", 13)))), WEB)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="letopis-drawing" viewBox="0 0 100 50"' in text
    assert text.count("font-size") == 2
    assert 'height="50" font-size="11.2"' in text
    assert '<text x="0" y="9" font-size="13">c</text>' in text
    assert 'font-size="13"' in to_svg(drawing(), WEB)


def test_words_may_be_set_in_many_ways() -> None:
    text = to_svg(drawing(Text(0, 9, "a", 13, "middle", italic=True, bold=True)), WEB)
    assert '<text x="0" y="9" text-anchor="middle" font-weight="600" font-style="italic">a</text>' in text


def test_lines_areas_and_hatchings_are_paths() -> None:
    text = to_svg(
        drawing(
            Line(((0, 0), (10, 8)), Colour.BLUE, curved=True),
            Strokes((((0, 0), (1, 1)), ((2, 0), (3, 1))), Colour.BLUE),
            Area((((0, 0), (4, 0), (4, 4)),)),
            Area((((0, 0), (4, 0), (4, 4)), ((1, 1), (2, 1), (2, 2))), Colour.LAND, Colour.COAST),
        ),
        WEB,
    )
    assert 'd="M0 0C5 0 5 8 10 8" class="s-blue"' in text
    assert 'd="M0 0l1 1m1-1l1 1"' in text
    assert text.count("fill-rule") == 1
    assert 'class="f-land s-coast"' in text


# ------------------------------------------------------------------------------------- names and links
def test_with_links_the_image_stands_beside_them() -> None:
    found = drawing(
        Item((Text(1, 9, "Ada", 13),), "Ada Lovelace", person("ada")), Item((Text(1, 9, "B", 13),), "", person("b"))
    )
    linked = to_svg(found, WEB, lambda ref: f'../people/{ref.key}.html?"&' if ref.key == "ada" else "")
    root = parse(linked, found)
    link = root.find(f".//{SVG}a")
    assert link is not None
    assert (link.get("href"), link.get("tabindex")) == ('../people/ada.html?"&', "-1")
    assert [title.text for title in root.iter(f"{SVG}title")] == ["Title", "Ada Lovelace"]
    assert len(list(root.iter(f"{SVG}a"))) == 1, "a record that cannot be reached has no link"
    hidden = root.find(f"{SVG}g[@aria-hidden='true']")
    assert hidden is not None
    assert link in list(hidden)


def test_without_links_the_drawing_is_the_image() -> None:
    root = parse(to_svg(found := drawing(Item((Text(1, 9, "Ada", 13),), "", person("ada"))), READER), found)
    assert root.get("role") == "img"
    assert not list(root.iter(f"{SVG}a"))


@given(st.text())
def test_any_words_make_xml(words: str) -> None:
    root = ElementTree.fromstring(f"<a b='{escape(words).replace(chr(39), '&#39;')}'>{escape(words)}</a>")
    kept = "".join(
        sign
        for sign in words
        if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")
    )
    assert (root.text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_the_same_drawing_gives_the_same_text() -> None:
    assert len({to_svg(drawing(Dot(1 / 3, 2 / 3, 1)), WEB) for _ in range(3)}) == 1


# -------------------------------------------------------------------------------------------- letters
@pytest.mark.parametrize(("narrow", "wide"), [("iii", "mmm"), ("abc", "abcd"), ("a", "Ж"), ("a", "書"), ("-", "—")])
def test_wide_letters_are_wider(narrow: str, wide: str) -> None:
    assert width_of(narrow, 13) < width_of(wide, 13)


def test_an_accent_has_no_width_and_a_space_that_does_not_break_that_of_one() -> None:
    assert width_of("e\u0301", 10) == width_of("é", 10) == width_of("e", 10)
    assert width_of("1 May", 10) == width_of("1\u00a0May", 10)
    assert width_of("\u2603", 10) > 0


def test_bold_is_wider_and_size_is_a_factor() -> None:
    assert width_of("abc", 10, bold=True) > width_of("abc", 10)
    assert width_of("abc", 20) == pytest.approx(2 * width_of("abc", 10))


@given(st.text("abc dM", min_size=1, max_size=60), st.floats(10, 200))
def test_lines_keep_all_words_and_only_a_long_word_is_too_wide(text: str, room: float) -> None:
    lines = wrapped(text, SCREEN.size, room)
    assert " ".join(lines) == text
    assert all(width_of(line, SCREEN.size) <= room or " " not in line for line in lines)
