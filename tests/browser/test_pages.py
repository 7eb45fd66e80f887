"""What holds for every kind of page: readable by everyone, on every width, with and without a script or a server."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.built import SITE, Visit

# Up to level AA of WCAG 2.2. An automatic scan finds perhaps half of what keeps people out: it cannot tell whether the
# order of reading makes sense, or whether the text in place of a drawing says what the drawing says.
# Without preloading: axe would fetch style sheets again, from places where they are not.
SCAN = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


WIDTHS = [1280, 360, 320]  # a screen, a telephone, and a screen at four times the size of letters


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everyone_can_read_it(visit: Visit, address: str, dark: bool) -> None:
    with visit(address, dark=dark) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page, options=SCAN)
            assert not found.violations_count, f"at {width} pixels: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"scrolls sideways at {width} pixels"


def test_the_page_is_complete_without_a_script(visit: Visit, address: str) -> None:
    if address == "search.html":
        pytest.skip("searching needs a script, and the page says so")
    with visit(address) as page:
        expected = page.locator("main").inner_text()
    with visit(address, script=False) as page:
        assert page.locator("main").inner_text() == expected


def test_the_page_works_from_a_folder(visit: Visit, address: str) -> None:
    with visit(address, base=SITE.as_uri() + "/") as page:
        assert page.locator("h1:visible").first.inner_text()
