"""Citations in a browser: where the site has no address, it is the one at which the page is read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.built import SITE
from tests.browser.test_reading import STORY

if TYPE_CHECKING:
    from tests.browser.built import Visit

HAS_ADDRESS = 'rel="canonical"' in (SITE / STORY).read_text(encoding="utf-8")


@pytest.mark.skipif(HAS_ADDRESS, reason="these pages have an address of their own")
def test_every_citation_has_the_address_at_which_the_page_is_read(visit: Visit) -> None:
    with visit(STORY) as page:
        here = page.url.partition("#")[0]
        box = page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report)")
        box.locator("summary").click()
        texts = box.locator("dd").all_inner_texts()
        assert len(texts) == 7
        assert all(text.count(here) == 1 for text in texts), texts
        for style, end in enumerate((f", {here}.", f". {here}.", f", {here}.", f". {here}")):
            assert texts[style].endswith(end), texts[style]
        item = json.loads(texts[-1])[0]
        assert item["URL"] == here


@pytest.mark.skipif(HAS_ADDRESS, reason="these pages have an address of their own")
def test_a_file_for_a_reference_manager_has_it_too(visit: Visit) -> None:
    with visit(STORY) as page:
        here = page.url.partition("#")[0]
        links = page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report) a[download]")
        expect(links).to_have_count(3)
        for link in links.all():
            assert here in unquote(link.get_attribute("href") or "")
            assert (link.get_attribute("download") or "").endswith((".bib", ".ris", ".csl.json"))


@pytest.mark.skipif(HAS_ADDRESS, reason="these pages have an address of their own")
def test_the_citation_of_a_claim_has_the_claim_s_address_when_it_is_opened(visit: Visit) -> None:
    with visit("post.html") as page:
        claim = page.locator(".letopis-claim:visible").first
        address = f"{page.url.partition('#')[0]}#{claim.get_attribute('id')}"
        claim.locator(".letopis-cite summary").click()
        first = claim.locator(".letopis-cite dd").first
        expect(first).to_contain_text(f", {address}.")
        claim.locator(".letopis-cite summary").click(click_count=2)  # closed and opened: it is not filled again
        expect(first).to_be_visible()
        assert first.inner_text().count(address) == 1


def test_a_file_can_be_taken_without_a_script(visit: Visit) -> None:
    with visit(STORY, script=False) as page:
        page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report) summary").click()
        link = page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report) a[download]").first
        with page.expect_download() as taken:
            link.click()
        assert taken.value.path().read_text(encoding="utf-8").startswith("@online{")


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_a_paragraph_is_cited_by_its_mark(visit: Visit, by: str) -> None:
    with visit(STORY) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        mark = page.locator("article p > a.letopis-par").nth(1)
        if by == "pointer":
            mark.locator("xpath=..").hover()
        else:
            mark.focus()
        button = page.locator(".letopis-cite-par")
        named = (mark.get_attribute("title") or "").removeprefix("Link to ")
        expect(button).to_have_attribute("aria-label", f"Copy a citation of {named}")
        if by == "pointer":
            button.click()
        else:
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        expect(button).to_have_text(f"copied: a citation of {named}, with its address")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert f"{named}, " in copied
        assert copied.endswith(f"{STORY}{mark.get_attribute('href')}.")


def test_a_tap_in_a_paragraph_offers_its_citation(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button = page.locator(".letopis-cite-par")
        expect(button).to_have_count(0)
        page.locator("article p", has=page.locator("a.letopis-par")).nth(1).tap(position={"x": 3, "y": 3})
        expect(button).to_be_visible()
        button.tap()
        expect(button).to_contain_text("copied: a citation of paragraph")


def test_whoever_comes_by_the_address_of_a_paragraph_finds_its_citation(visit: Visit) -> None:
    with visit(STORY) as page:
        address = page.locator("article p > a.letopis-par").nth(2).get_attribute("href")
    with visit(f"{STORY}{address}", width=360, touch=True) as page:
        button = page.locator(f"p{address} > .letopis-cite-par")
        expect(button).to_be_visible()
        expect(button).to_have_attribute("aria-label", re.compile("^Copy a citation of paragraph"))


def test_the_box_says_how_a_paragraph_is_cited(visit: Visit) -> None:
    with visit(STORY, width=360) as page:
        box = page.locator(".letopis-page-footer .letopis-cite")
        box.locator("summary").first.click()
        expect(box.locator(".letopis-cite-hint")).to_contain_text("choose “cite”")


def test_the_lines_of_a_report_name_the_page(visit: Visit) -> None:
    with visit(STORY) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        box = page.locator(".letopis-report")
        box.get_by_text("Report a mistake on this page").click()
        box.get_by_role("button").click()
        expect(box.get_by_role("button")).to_contain_text("Copied")
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert lines[0].startswith("Page: ")
        assert lines[0].endswith(page.url)
