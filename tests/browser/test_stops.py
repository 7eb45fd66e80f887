"""How often a reader with a keyboard has to press Tab before the text begins, the link that skips it all left out."""

from __future__ import annotations

import re

from tests.browser.built import SITE, every_page

MOST = 40
STOP = re.compile(r'<a [^>]*href=|<input(?! type="hidden")|<select|<summary|<button|tabindex="0"')
ON_TELEPHONES_ALONE = re.compile(r"<button[^>]* popovertarget=")
"""What opens and closes the panels: on a wide screen, where the tree is open, they are not shown."""


def stops(page: str) -> int:
    """The stops before the text of a page on a wide screen."""
    before = page[page.index("<body") : page.index("<article")]
    return len(STOP.findall(before)) - len(ON_TELEPHONES_ALONE.findall(before)) - 1


def test_stops_are_counted() -> None:
    skip, tree = (
        '<a class="letopis-skip" href="#x">',
        '<a href="a.html"><button popovertarget="t"><input type="search">',
    )
    assert stops(f'<body>{skip}{tree}<article><a href="b.html">') == 2


def test_no_page_has_more_than_forty_stops_before_its_text() -> None:
    found = {address: (SITE / address).read_text(encoding="utf-8") for address in every_page(SITE)}
    counted = {address: stops(page) for address, page in found.items() if "<article" in page}
    assert len(counted) > 100
    assert {address: count for address, count in counted.items() if count > MOST} == {}
