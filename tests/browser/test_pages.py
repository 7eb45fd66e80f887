"""What holds for every kind of page: readable by everyone, on every width, with and without a script or a server."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.built import SITE, Visit, every_page, longest

# Up to level AA of WCAG 2.2, and what is good practice beyond. An automatic scan finds perhaps half of what keeps people out: it cannot tell whether the
# order of reading makes sense, or whether the text in place of a drawing says what the drawing says.
# Without preloading: axe would fetch style sheets again, from places where they are not.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCAN = {"preload": False, "runOnly": RULES, "resultTypes": ["violations"]}

WIDTHS = [1280, 360]  # a screen and a telephone
NARROW = [640, 320]  # a screen at twice and at four times the size

FOLDERS = sorted({page.rpartition("/")[0] for page in every_page(SITE)})
RECORDS = [longest(folder) for folder in ("bodies", "events", "people", "places", "questions", "story")]

HEAVIEST = [*RECORDS, "index.html", "sources.html", "sources-t.html", "glossary.html", "glossary-p.html", "post.html"]

# Text that is wider than its box, and would be cut off there; and text beyond the edge of the screen.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((node) => {
    const style = getComputedStyle(node);
    const hides = ["hidden", "clip"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    return hides && style.clipPath === "none" && node.checkVisibility();
}).map((node) => node.outerHTML.slice(0, 200))"""

# Russian that does not say it is: it would be spoken as English. What an author types is quoted as it is typed.
UNMARKED = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (parentElement.closest("pre, code, script")) continue;
        const language = parentElement.closest("[lang]")?.lang || "";
        if (/\\p{Script=Cyrillic}{2}/u.test(data) && language.startsWith("en")) found.push(data.trim());
    }
    return found;
}"""

# What the keyboard should stop at, one stop for a group of choices; and where it has stopped: the place in the page,
# the width of the line around it, and whether it can be seen.
STOPS = """() => {
    window.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((node) => node.checkVisibility({ visibilityProperty: true }) && (node.type !== "radio" || node.checked));
    return window.stops.length;
}"""
WHERE = """() => {
    const node = document.activeElement;
    const style = getComputedStyle(node.type === "radio" ? node.closest("label") || node : node);
    const box = node.getBoundingClientRect();
    return {
        html: node.outerHTML.slice(0, 150),
        place: window.stops.indexOf(node),
        outline: Math.max(parseFloat(style.outlineWidth), parseFloat(getComputedStyle(node).outlineWidth)),
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def test_everyone_can_read_it(visit: Visit, address: str) -> None:
    with visit(address) as page:
        for dark in (False, True):
            page.emulate_media(color_scheme="dark" if dark else "light")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                found = Axe().run(page, options=SCAN)
                assert not found.violations_count, f"{width} pixels, {dark=}: {found.generate_report()}"


def test_nothing_is_lost_on_a_narrow_screen(visit: Visit, address: str) -> None:
    with visit(address) as page:
        for width in [*WIDTHS, *NARROW]:
            page.set_viewport_size({"width": width, "height": 800})
            assert_all_in_sight(page, width)
        # Letters of twice the size on the same screen.
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate(
            "document.documentElement.style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`"
        )
        assert_all_in_sight(page, 1280)


def assert_all_in_sight(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"scrolls sideways at {width} pixels"
    assert page.evaluate(CUT_OFF) == [], f"cut off at {width} pixels"


def test_the_page_is_complete_without_a_script(visit: Visit, address: str) -> None:
    if address == "search.html":
        return  # searching needs a script, and the page says so: see test_search.py
    with visit(address) as page:
        expected = page.locator("main").inner_text()
    with visit(address, script=False) as page:
        assert page.locator("main").inner_text() == expected


def test_the_page_works_from_a_folder(visit: Visit, address: str) -> None:
    with visit(address, base=SITE.as_uri() + "/") as page:
        assert page.locator("h1:visible").first.inner_text()


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_page_breaks_its_policy_or_asks_for_anything_elsewhere(visit: Visit, server: str, folder: str) -> None:
    """Every page. A breach of its policy is told on the console, where `visit` hears it."""
    pages = [page for page in every_page(SITE) if page.rpartition("/")[0] == folder]
    with visit(pages[0]) as page:
        for address in pages:
            page.goto(server + address)
            assert page.evaluate(UNMARKED) == [], f"{address} has Russian that is not marked"


@pytest.mark.parametrize("page_looked_at", HEAVIEST)
def test_the_first_view_weighs_little(chromium: Browser, server: str, page_looked_at: str) -> None:
    """As it goes over the wire, compressed, the fonts with it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        weights: list[float] = []
        network.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
        page.goto(server + page_looked_at, wait_until="networkidle")
        assert 3 <= len(weights) <= 12
        assert sum(weights) <= 120_000, weights
    finally:
        context.close()


def test_an_address_that_leads_nowhere_is_told_so(chromium: Browser, server: str) -> None:
    page = chromium.new_page()
    try:
        answer = page.goto(server + "people/nobody-at-all.html")
        assert answer is not None
        assert answer.status == 404
        assert page.locator("h1").inner_text() == "There is no page at this address"
    finally:
        page.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Visit) -> None:
    """Every link, button and field of a page, in the order of reading, each with a line around it."""
    with visit("claims.html") as page:
        wanted = page.evaluate(STOPS)
        reached: list[int] = []
        for _ in range(2 * wanted):
            page.keyboard.press("Tab")
            stop = page.evaluate(WHERE)
            if "letopis-cite-par" in stop["html"]:  # comes with the mark of a paragraph, when that is reached
                continue
            if len(reached) == wanted:
                break
            assert stop["outline"] >= 2, stop
            assert stop["seen"], stop
            reached.append(stop["place"])
        assert reached == sorted(set(reached))


def test_nothing_moves_for_a_reader_who_wants_no_motion(visit: Visit) -> None:
    with visit(RECORDS[2]) as page:
        moving = """() => [...document.querySelectorAll("*")].filter((node) => {
            const style = getComputedStyle(node);
            return style.animationName !== "none" || style.transitionDuration !== "0s" || style.scrollBehavior === "smooth";
        }).length"""
        assert page.evaluate(moving) == 0
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving) > 0


def test_a_reader_s_own_colours_are_kept(visit: Visit, address: str) -> None:
    """Forced colours: whatever is told by a ground or a colour is told by a line or a word as well."""
    with visit(address) as page:
        page.emulate_media(forced_colors="active")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        bare = """() => [...document.querySelectorAll(".letopis-verdict, .letopis-preview, dl.letopis-facts")].filter(
            (node) => node.checkVisibility() && parseFloat(getComputedStyle(node).borderTopWidth) < 1
            && !node.closest(".letopis-term, .letopis-claim, .letopis-vote")).length"""
        assert page.evaluate(bare) == 0
        # A drawing takes the system's colours, not fixed ones: black on black would be nothing.
        own = """() => { const probe = document.createElement("i"); probe.style.color = "CanvasText"; document.body.append(probe);
            const ink = getComputedStyle(probe).color; probe.remove();
            return [...document.querySelectorAll(".letopis-drawing text")].filter((node) => node.checkVisibility()
            && getComputedStyle(node).fill !== ink && getComputedStyle(node).fill !== LINK).length }"""
        own = own.replace("LINK", "(node.closest('a') ? getComputedStyle(node.closest('a')).color : ink)")
        assert page.evaluate(own) == 0
