"""Reading, searching, previews, the choice of colours and citing: in Chromium and in Firefox, wherever the pages lie."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.built import SITE, sample
from tests.browser.test_reading import STORY, first_record

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page that breaks its policy is told so, and so are we: by the page, since a console is not read in every browser.
BROKEN = """window.broken = [];
document.addEventListener("securitypolicyviolation", (told) => broken.push(`${told.violatedDirective} ${told.blockedURI}`));"""
# NS_BINDING_ABORTED: Firefox calls it a failed download if the reader goes on to the next page before a face has come.
LEFT = "status=2152398850"
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each browser in turn."""
    found: Browser = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["server", "sub-folder", "disk"])
def place(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    """Each place where the pages may lie, in turn."""
    return places[request.param]


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a window that has seen nothing before; it may not have broken its policy, nor failed."""
    # Firefox leaves colours and motion to its own settings.
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        failed: list[str] = []
        page.on("pageerror", lambda error: failed.append(str(error)) if LEFT not in str(error) else None)
        page.add_init_script(BROKEN)
        page.goto(address)
        yield page
        assert page.evaluate("window.broken") == []
        assert failed == []
    finally:
        context.close()


def test_a_note_is_read_and_left(browser: Browser, place: str) -> None:
    with opened(browser, place + STORY) as page:
        number = page.locator("article p a.footnote-reference").first
        note = page.locator(number.get_attribute("href") or "")
        number.click()
        expect(note).to_be_in_viewport()
        note.locator("[role=doc-backlink]").first.click()
        expect(number).to_be_in_viewport()


def test_a_name_is_searched_and_found(browser: Browser, place: str) -> None:
    with opened(browser, place + "index.html") as page:
        page.get_by_role("banner").get_by_role("searchbox").fill("Хрущёва")
        page.keyboard.press("Enter")
        found = page.locator("#letopis-results a").first
        expect(found).to_have_text("Nikita Khrushchev")
        found.click()
        expect(page.locator("h1:visible").first).to_contain_text("Khrushchev")


def test_a_link_is_previewed(browser: Browser, place: str) -> None:
    with opened(browser, place + STORY) as page:
        first_record(page).hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        assert len(box.inner_text()) > 40
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()


def test_the_colours_chosen_go_with_the_reader(browser: Browser, place: str) -> None:
    with opened(browser, place + "index.html") as page:
        light = page.evaluate(GROUND)
        button = page.locator("#letopis-mode")
        button.click()  # from what a light system shows, away from it at once
        expect(button).to_have_accessible_name("Colours: dark")
        dark = page.evaluate(GROUND)
        assert dark != light
        for _ in range(2):  # a page, and the one after it
            page.locator(".right-next").click() if page.locator(".right-next").count() else first_record(page).click()
            page.wait_for_load_state()
            expect(page.locator("#letopis-mode")).to_have_accessible_name("Colours: dark")
            assert page.evaluate(GROUND) == dark
            assert "letopis-mode" not in page.url
        page.get_by_role("banner").get_by_role("searchbox").fill("sauna")
        page.keyboard.press("Enter")
        expect(page.locator("#letopis-results a").first).to_be_visible()
        assert page.evaluate(GROUND) == dark
        assert "letopis-mode" not in page.url


def test_a_page_is_cited(browser: Browser, place: str) -> None:
    with opened(browser, place + STORY) as page:
        page.get_by_text("Cite this page").click()
        box = page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report)")
        expect(box.locator("dd").first).to_contain_text("Letopis")
        button = box.locator("[data-letopis-copy]").first
        button.click()
        expect(button).to_contain_text(re.compile("Copied"))


def test_no_page_breaks_its_policy(browser: Browser, server: str) -> None:
    """Firefox fetches ahead what a page names as the next one, and its policy forbids that."""
    with opened(browser, server + "index.html") as page:
        for address in sample(SITE)[::3]:
            page.goto(server + address)
            page.wait_for_timeout(100)
            assert page.evaluate("window.broken") == [], address
