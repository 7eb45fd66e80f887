"""Twenty things that a reader with a telephone wants: each in three taps at most, and within one screen of scrolling.

A search is one tap, and what is typed. Counted from the front page; what an address scrolls of itself costs nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

    from tests.browser.built import Visit

MOST_TAPS = 3
BOTTOM = """(node) => { const box = node.getBoundingClientRect(); return Math.max(0, Math.min(box.bottom, box.top + 48) - innerHeight); }"""
"""How far a reader must scroll until the beginning of a thing is in sight; nothing, if it is higher up."""


class Reader:
    """Somebody with a telephone: what was tapped, and how far was scrolled."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.scrolled = 0.0

    def look(self, thing: Locator) -> Locator:
        """Scrolls no further than needed to see a thing."""
        expect(thing).to_be_visible()
        self.page.wait_for_timeout(50)  # an address may still be scrolled to
        panel = thing.evaluate("node => Boolean(node.closest(':popover-open'))")
        if not panel:
            far = thing.evaluate(BOTTOM)
            if far:
                self.page.evaluate("far => scrollBy({ top: far, behavior: 'instant' })", far)
                self.scrolled += far
            above = thing.evaluate("node => Math.max(0, -node.getBoundingClientRect().bottom)")
            if above:
                self.page.evaluate("far => scrollBy({ top: -far - 120, behavior: 'instant' })", above)
                self.scrolled += above
        else:
            thing.scroll_into_view_if_needed()
        return thing

    def tap(self, thing: Locator) -> None:
        """Taps a thing once it is in sight."""
        self.look(thing).tap()
        self.taps += 1
        self.page.wait_for_load_state()

    def link(self, name: str) -> Locator:
        """A link that can be seen, by its words."""
        return self.page.get_by_role("link", name=name, exact=True).locator("visible=true").first

    def search(self, words: str) -> None:
        """Types into the field at the top, and sends it."""
        field = self.page.get_by_role("banner").get_by_role("searchbox")
        field.tap()
        self.taps += 1
        field.fill(words)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#letopis-status")).to_contain_text(f"for “{words}”")

    def found(self, title: str) -> None:
        """Taps a result by its title."""
        self.tap(self.page.locator("#letopis-results").get_by_role("link", name=title, exact=True).first)

    def contents(self, name: str) -> None:
        """Opens the contents of the site and taps a page there."""
        self.tap(self.page.get_by_role("button", name="Contents"))
        self.tap(self.page.get_by_role("navigation", name="Archive").get_by_role("link", name=name, exact=True).first)

    def reads(self, text: str) -> None:
        """Sees a text on the page, in the part that is shown."""
        self.look(self.page.locator("main").get_by_text(text).locator("visible=true").first)


@contextmanager
def reader(visit: Visit) -> Iterator[Reader]:
    """A reader on the front page."""
    with visit("index.html", width=360, touch=True) as page:
        one = Reader(page)
        yield one
        assert one.taps <= MOST_TAPS, f"{one.taps} taps"
        screen = page.evaluate("innerHeight")
        assert one.scrolled <= screen, f"{one.scrolled} pixels of scrolling, of {screen}"


def votes(one: Reader) -> None:
    one.search("who voted for Khrushchev on 18 June")
    one.found("The alignment of the Presidium, June 1957")
    one.reads("Against, 4")


def shepilov(one: Reader) -> None:
    one.search("Shepilov")
    one.found("Dmitri Shepilov")
    one.tap(one.page.get_by_role("button", name="On this page"))
    one.page.locator(".letopis-contents").get_by_role("link", name="Afterwards").tap()
    one.reads("He was sent to the Institute of Economics")


def mongolia(one: Reader) -> None:
    one.search("Molotov ambassador Mongolia")
    one.found("Molotov became ambassador to Mongolia.")
    one.look(one.page.locator("#claim-p22 .letopis-verdict").first)


def obkom(one: Reader) -> None:
    one.search("obkom")
    one.reads("committee")


def pdf(one: Reader) -> None:
    link = one.look(one.link("PDF"))
    assert (link.get_attribute("href") or "").endswith(".pdf")


def cite(one: Reader) -> None:
    one.search("aeroplanes")
    one.found("Zhukov brought the members in by military aircraft.")
    one.tap(one.page.locator("#claim-members-zhukov summary", has_text="Cite this claim"))
    one.look(one.page.locator("details[open] dd", has_text="claim-members-zhukov").first)


def taubman(one: Reader) -> None:
    one.search("Taubman")
    one.found("The Khrushchev Period, 1953–1964")
    one.look(one.page.locator("#source-TaubmanCHR").get_by_text("For the claims").first)


def day(one: Reader) -> None:
    one.contents("Day by day, June 1957")
    one.tap(one.page.locator(".letopis-day-leap").get_by_role("link", name="22", exact=True))
    expect(one.page.get_by_text("Saturday, 22 June 1957")).to_be_in_viewport()


def town(one: Reader) -> None:
    one.search("where is Ust-Kamenogorsk")
    one.found("Ust-Kamenogorsk")
    one.reads("Kazakhstan")


def sat(one: Reader) -> None:
    one.contents("Who sat in the Presidium, and when")
    field = one.page.get_by_label("Who sat on this day")
    one.tap(field)
    field.fill("1956-01-01")
    one.reads("12 July 1955")
    expect(one.page.locator(".letopis-sittings tbody tr:visible")).to_have_count(1)
    one.reads("11 full members")


def differ(one: Reader) -> None:
    one.contents("Where sources differ")
    one.reads("day of death")


def mistake(one: Reader) -> None:
    one.search("report a mistake")
    one.found("Errors and corrections")
    one.reads("correct")


def changed(one: Reader) -> None:
    one.contents("Recent changes")
    one.look(one.page.locator("main .letopis-recent").first)


def woman(one: Reader) -> None:
    one.search("only woman in the Presidium")
    one.found("Yekaterina Furtseva")
    one.reads("woman")


def premier(one: Reader) -> None:
    one.search("premier")
    one.found("Chairman of the Council of Ministers (premier)")
    one.reads("Bulganin")


def chapter(one: Reader) -> None:
    one.contents("Four days in June 1957")
    expect(one.page.locator("h1")).to_contain_text("Four days in June 1957")
    one.look(one.page.locator("article section > p").nth(1))


def epub(one: Reader) -> None:
    link = one.look(one.link("EPUB"))
    assert (link.get_attribute("href") or "").endswith(".epub")


def member(one: Reader) -> None:
    one.tap(one.page.locator("article").get_by_role("link", name="Anastas Mikoyan", exact=True).first)
    one.reads("Mikoyan")


def losers(one: Reader) -> None:
    one.contents("Places")
    one.look(one.page.locator(".letopis-picture").locator("visible=true").first)


def wrong(one: Reader) -> None:
    one.contents("Register of claims")
    one.tap(one.page.locator(".letopis-choose label", has_text="inaccurate"))
    expect(one.page.locator(".letopis-register tbody tr:visible .letopis-verdict-inaccurate").first).to_be_visible()
    one.look(one.page.locator(".letopis-register tbody tr:visible", has_text="P17").first)


TASKS: dict[str, Callable[[Reader], None]] = {
    "who voted for Khrushchev on 18 June": votes,
    "what became of Shepilov": shepilov,
    "was the post right about Mongolia": mongolia,
    "what does obkom mean": obkom,
    "the chapter as PDF": pdf,
    "cite the paragraph about the aeroplanes with its address": cite,
    "what rests on Taubman": taubman,
    "what happened on 22 June 1957": day,
    "where is Ust-Kamenogorsk": town,
    "who sat on 1 January 1956": sat,
    "what do sources disagree on": differ,
    "report a mistake": mistake,
    "what changed lately": changed,
    # Seven of our own.
    "who was the only woman among them": woman,
    "who were the premiers": premier,
    "read the chapter about the four days": chapter,
    "take it along as an EPUB": epub,
    "who was Mikoyan": member,
    "where were the losers sent": losers,
    "which statements of the post are wrong": wrong,
}


@pytest.mark.parametrize("task", TASKS)
def test_a_reader_comes_to_it(visit: Visit, task: str) -> None:
    with reader(visit) as one:
        TASKS[task](one)
