"""The EPUB that was built with the pages, as a reading system on a telephone lays it out."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.browser.built import EVERY_PAGE, SITE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

EPUBS = sorted((SITE.parent / "epub").glob("*.epub"))
WIDTHS = (400, 320)
WIDE = (b"<table", b"<pre", b"<svg")
"""What may be wider than a telephone."""

MOST = 60
"""Of the files with such things the longest; all of them where every page is asked for."""

BEYOND = """(width) => [...document.querySelectorAll("body *")].filter(
    (node) => node.getBoundingClientRect().right > width + 1).map((node) => node.outerHTML.slice(0, 120))"""


@pytest.mark.skipif(not EPUBS, reason="LETOPIS_SITE names pages without an EPUB beside them")
def test_nothing_in_the_epub_is_wider_than_a_telephone(chromium: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(EPUBS[0]) as archive:
        archive.extractall(tmp_path)
    files = [path for path in tmp_path.rglob("*.xhtml") if any(mark in path.read_bytes() for mark in WIDE)]
    files.sort(key=lambda path: -path.stat().st_size)
    assert len(files) > 10
    page = chromium.new_page(viewport={"width": WIDTHS[0], "height": 800})
    wide: list[str] = []
    for path in files if EVERY_PAGE else files[:MOST]:
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                first = next(iter(page.evaluate(BEYOND, width)), "")
                wide.append(f"{path.relative_to(tmp_path)} at {width}: {first}")
    page.close()
    assert wide == []
