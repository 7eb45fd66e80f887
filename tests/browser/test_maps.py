"""Maps and illustrations in both browsers: small maps, maps that are enlarged without a script, pictures with rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.built import SITE
from tests.building import Built, build
from tests.test_illustrations import project

if TYPE_CHECKING:
    from collections.abc import Iterator

MAP = "places/map.html"
SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg.letopis-drawing")].filter(one => one.checkVisibility())
    .flatMap(svg => [...svg.querySelectorAll("text")].map(
        text => parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)))"""

needs_the_archive = pytest.mark.skipif(not (SITE / MAP).is_file(), reason="these are the pages of another archive")


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each browser in turn."""
    found: Browser = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page without a script; as wide as the test says."""
    context = browser.new_context(
        viewport={"width": getattr(request, "param", 1280), "height": 800}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@needs_the_archive
@pytest.mark.parametrize("page", [360, 1280], indirect=True)
def test_a_map_is_enlarged_and_moves_within_its_frame(page: Page, server: str) -> None:
    page.goto(server + MAP)
    drawing = page.locator(".letopis-zoom svg:visible")
    first = drawing.bounding_box()
    assert first
    for times in ("2", "3"):
        page.locator(f'.letopis-zoom input[value="{times}"]').check()
        larger = drawing.bounding_box()
        assert larger
        assert larger["width"] == pytest.approx(first["width"] * int(times), rel=0.02)
        # The page itself does not move sideways.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALLEST) >= 12
    page.locator('.letopis-zoom input[value="1"]').check()
    again = drawing.bounding_box()
    assert again
    assert again["width"] == first["width"]


@needs_the_archive
@pytest.mark.parametrize("page", [360, 1280], indirect=True)
def test_a_place_has_a_small_map_with_words_to_be_read(page: Page, server: str) -> None:
    page.goto(server + "places/vienna.html")
    expect(page.locator(".letopis-whereabouts svg:visible")).to_have_count(1)
    assert page.evaluate(SMALLEST) >= 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(project(tmp_path_factory.mktemp("pictures") / "ada"), builder="html")


@pytest.mark.parametrize("page", [360, 1440], indirect=True)
def test_an_illustration_is_shown_with_its_credit_where_it_has_rights(page: Page, illustrated: Built) -> None:
    page.goto((illustrated.output / "people/ada.html").as_uri())
    picture = page.locator(".letopis-illustrated img")
    expect(picture).to_have_attribute("alt", "A disc above a box.")
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box() == pytest.approx({**(picture.bounding_box() or {}), "width": 225, "height": 300})
    expect(page.locator(".letopis-illustrated .letopis-credit")).to_contain_text(
        "A. Painter, about 1840. The Gallery. CC BY 4.0."
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_illustration_without_rights_is_not_shown(page: Page, illustrated: Built) -> None:
    page.goto((illustrated.output / "illustrations/sketch.html").as_uri())
    expect(page.locator("article img")).to_have_count(0)
    expect(page.get_by_text("not shown: its rights are not stated")).to_be_visible()
