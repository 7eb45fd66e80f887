"""The comforts that need a script: previews, the choice of colours, copying a citation, the contents on a telephone."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.built import SITE, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

STORY = next((path.relative_to(SITE).as_posix() for path in sorted(SITE.glob("story/[0-9]*.html"))), "index.html")


def first_record(page: Page) -> Locator:
    """The first link to a record in the running text."""
    return page.locator("article p a.letopis-ref").first


def test_pointing_at_a_link_shows_what_it_leads_to(visit: Visit) -> None:
    with visit(STORY) as page:
        link = first_record(page)
        link.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        expect(box).to_have_role("tooltip")
        assert len(box.inner_text()) > 40
        # The pointer may go into it, and Escape closes it.
        box.hover()
        page.wait_for_timeout(500)
        expect(box).to_be_visible()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()


def test_it_goes_when_the_pointer_goes(visit: Visit) -> None:
    with visit(STORY) as page:
        first_record(page).hover()
        expect(page.locator("#letopis-preview")).to_be_visible()
        page.mouse.move(5, 5)
        expect(page.locator("#letopis-preview")).to_be_hidden()


def test_the_keyboard_shows_it_too_and_it_is_spoken(visit: Visit) -> None:
    with visit(STORY) as page:
        link = first_record(page)
        page.locator("main").focus()
        for _ in range(60):
            page.keyboard.press("Tab")
            if link.evaluate("node => node === document.activeElement"):
                break
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        expect(link).to_have_attribute("aria-describedby", "letopis-preview")
        spoken = page.locator("body > [role=status]").text_content() or ""
        assert spoken == box.text_content()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        assert link.evaluate("node => node === document.activeElement")


def test_a_note_is_shown_where_its_number_stands(visit: Visit) -> None:
    with visit(STORY) as page:
        page.locator("article p a.footnote-reference").first.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        assert box.inner_text().strip() in page.locator("aside.footnote").first.inner_text()


def test_a_source_is_shown_in_full(visit: Visit) -> None:
    with visit(STORY) as page:
        link = page.locator("aside.footnote .bibtex-citation a").first
        link.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        assert len(box.inner_text()) > len(link.inner_text())


def test_previews_come_from_a_folder_as_well(visit: Visit) -> None:
    with visit(STORY, base=SITE.as_uri() + "/") as page:
        first_record(page).hover()
        expect(page.locator("#letopis-preview")).to_be_visible()


def test_the_first_touch_shows_and_the_second_goes(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    try:
        page = context.new_page()
        page.goto(server + STORY)
        first_record(page).tap()
        box = page.get_by_role("dialog", name="Preview")
        expect(box).to_be_visible()
        assert page.url == server + STORY
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        box.get_by_role("link", name="Open").tap()
        page.wait_for_url(lambda url: url != server + STORY)
    finally:
        context.close()


def test_a_touch_elsewhere_closes_it(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    try:
        page = context.new_page()
        page.goto(server + STORY)
        first_record(page).tap()
        expect(page.locator("#letopis-preview")).to_be_visible()
        page.locator("h1").tap()
        expect(page.locator("#letopis-preview")).to_be_hidden()
    finally:
        context.close()


def test_the_colours_chosen_are_kept(visit: Visit) -> None:
    with visit("index.html") as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        button = page.locator("#letopis-mode")
        expect(button).to_have_accessible_name("Colours: as the system")
        button.click()
        button.click()
        expect(button).to_have_accessible_name("Colours: dark")
        dark = page.evaluate(ground)
        assert dark != light
        page.reload()
        assert page.evaluate(ground) == dark
        button.click()
        assert page.evaluate(ground) == light


def test_without_a_choice_the_system_decides(visit: Visit) -> None:
    with visit("index.html", dark=True) as page:
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with visit("index.html", dark=True, script=False) as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_citation_is_copied(visit: Visit) -> None:
    with visit(STORY) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_text("Cite this page").click()
        box = page.locator(".letopis-page-footer .letopis-cite")
        button = box.locator("[data-letopis-copy]").first
        button.click()
        expect(button).to_contain_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == box.locator("dd").first.inner_text().strip()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_telephone_opens_the_contents_over_the_page(visit: Visit, script: bool) -> None:
    with visit(STORY, width=360, script=script) as page:
        tree = page.get_by_role("navigation", name="Archive")
        expect(tree).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
        expect(tree).to_be_visible()
        expect(tree.locator("[aria-current=page]")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(tree).to_be_hidden()


def test_a_screen_shows_the_contents_beside_the_text(visit: Visit) -> None:
    with visit(STORY) as page:
        expect(page.get_by_role("navigation", name="Archive")).to_be_visible()
        expect(page.get_by_role("button", name="Contents")).to_be_hidden()


def test_the_first_stop_of_the_keyboard_leads_past_the_head(visit: Visit) -> None:
    with visit(STORY) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"


def test_a_citation_can_be_read_without_a_script(visit: Visit) -> None:
    with visit(STORY, script=False) as page:
        page.get_by_text("Cite this page").click()
        expect(page.locator(".letopis-page-footer .letopis-cite dd").first).to_be_visible()
        expect(page.locator("[data-letopis-copy]").first).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_reader_goes_from_the_front_page_to_the_sources(visit: Visit, script: bool) -> None:
    """From page to page by links alone: a chapter, the next one, a person, a note and back, a source."""
    with visit("index.html", script=script) as page:
        page.get_by_role("navigation", name="Archive").get_by_role("link", name=title_of(STORY)).click()
        expect(page.locator("h1")).to_contain_text(title_of(STORY))
        page.get_by_role("navigation", name="Previous and next page").locator("[rel=next]").click()
        expect(page.locator("h1")).not_to_contain_text(title_of(STORY))

        link = page.locator("article p a.letopis-ref[href*='people/']").first
        person = link.get_attribute("href") or ""
        link.click()
        page.wait_for_url(lambda url: url.endswith(person.removeprefix("..")))
        expect(page.locator("dl.letopis-facts").first).to_be_visible()

        number = page.locator("article a.footnote-reference").first
        note = page.locator(number.get_attribute("href") or "")
        number.click()
        expect(note).to_be_in_viewport()
        note.locator("[role=doc-backlink]").first.click()
        expect(number).to_be_in_viewport()

        note.locator(".bibtex-citation a").first.click()
        place = page.url.partition("#")[2]
        assert place
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_is_folded_unfolds(visit: Visit, script: bool) -> None:
    with visit("index.html", script=script) as page:
        folded = page.locator("article details:has(table)").first
        expect(folded.locator("table").first).to_be_hidden()
        folded.locator("summary").first.click()
        expect(folded.locator("table").first).to_be_visible()


def title_of(address: str) -> str:
    """The title of a page, as its head has it."""
    text = (SITE / address).read_text(encoding="utf-8")
    return unescape(text.partition("<title>")[2].partition(" – ")[0])
