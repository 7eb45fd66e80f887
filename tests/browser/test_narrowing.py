"""Lists of people and events, narrowed by fields, with and without a script, in both browsers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.built import Visit

ITEMS = ".letopis-narrowed > li:visible"
PAGES = ["everyone.html", "events/index.html"]


def check_all_answers(page: Page) -> None:
    """Every answer leaves as many items as it says, and two answers leave what fits both."""
    whole = page.locator(ITEMS).count()
    selects = page.locator(".letopis-choices select").all()
    assert len(selects) >= 3
    for select in selects:
        for option in select.locator("option").all()[1:]:
            value, words = option.get_attribute("value") or "", option.inner_text()
            select.select_option(value)
            said = re.search(r"\((\d+)\)$", words)
            assert said is not None
            assert page.locator(ITEMS).count() == int(said[1]) == page.locator(f"{ITEMS}.{value}").count()
        select.select_option("")
        assert page.locator(ITEMS).count() == whole
    first, second = (select.locator("option").nth(1).get_attribute("value") or "" for select in selects[:2])
    selects[0].select_option(first)
    selects[1].select_option(second)
    assert page.locator(ITEMS).count() == page.locator(f".letopis-narrowed > li.{first}.{second}").count()


@pytest.mark.parametrize("listed", PAGES)
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_each_answer_leaves_what_fits_it(visit: Visit, listed: str, script: bool) -> None:
    with visit(listed, script=script) as page:
        check_all_answers(page)


def test_firefox_narrows_as_chromium_does(firefox: Browser, server: str) -> None:
    page = firefox.new_page()
    page.goto(server + PAGES[0])
    check_all_answers(page)
    page.close()


def test_fields_have_labels_and_fit_a_telephone_and_are_not_printed(visit: Visit) -> None:
    with visit(PAGES[0], width=360) as page:
        fields = page.get_by_role("group", name="Narrow the list")
        for select in fields.get_by_role("combobox").all():
            assert (select.locator("..").inner_text().splitlines() or [""])[0].strip()
            box = select.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            assert box["height"] >= 24
        fields.get_by_role("combobox").first.select_option(index=1)
        assert page.locator(ITEMS).count() < page.locator(".letopis-narrowed > li").count()
        page.emulate_media(media="print")
        assert not fields.is_visible()
        assert page.locator(ITEMS).count() == page.locator(".letopis-narrowed > li").count()


def test_how_many_are_shown_is_said_above_the_list(visit: Visit) -> None:
    with visit(PAGES[0]) as page:
        said = page.locator(".letopis-shown")
        above, first = said.bounding_box(), page.locator(ITEMS).first.bounding_box()
        assert above is not None
        assert first is not None
        assert above["y"] < first["y"]
        assert re.fullmatch(r"of \d+ shown", said.inner_text().strip())
