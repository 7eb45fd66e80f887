"""What strangers sent, in a real browser that keeps nothing back: no script lives, no address is asked, no word is hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.attacks.strangers import STRANGERS, attacked, markers_of
from tests.browser.built import every_page
from tools.static_server import hosted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATTACK = "window.attack = () => { window.attacked = true; }; window.alert = window.attack;"
HIDDEN = """(markers) => markers.filter(marker => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.includes(marker)) continue;
    const parent = texts.currentNode.parentElement;
    for (let open = parent.closest('details:not([open])'); open; open = open.parentElement?.closest('details:not([open])'))
      open.open = true;
    parent.scrollIntoView({block: 'center', behavior: 'instant'});
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getClientRects()[0];
    if (!box || !parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const seen = document.elementFromPoint(box.x + Math.min(box.width, 20) / 2, box.y + box.height / 2);
    if (seen && (parent.contains(seen) || seen.contains(parent)) && !seen.contains(document.body)) return false;
  }
  return true;
})"""
"""Those of some words that nothing on the page shows, or that something lies above."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return attacked("html", tmp_path_factory.mktemp("strangers")).output


def test_nothing_lives_and_nothing_is_hidden(site: Path, chromium: Browser) -> None:
    """Without the pages' own security policy, so that what they hold is seen as it is."""
    written = {f"a/{case['name']}/index.html": case for case in STRANGERS}
    pages = every_page(site)
    assert set(written) <= set(pages)
    with hosted(site) as base:
        context = chromium.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
        context.add_init_script(ATTACK)
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("dialog", lambda dialog: asked.append(f"a dialog: {dialog.message}"))
        faults: dict[str, object] = {}
        for address in pages:
            page.goto(base + address, wait_until="load")
            strange = [url for url in asked if not url.startswith((base, "data:", "blob:"))]
            asked.clear()
            if strange or page.evaluate("window.attacked === true") or page.url != base + address:
                faults[address] = strange or "a script ran, or the page led elsewhere"
            elif case := written.get(address):
                html = (site / address).read_text(encoding="utf-8")
                markers = sorted(word for word in markers_of(case) if word in html)
                if hidden := page.evaluate(HIDDEN, markers):
                    faults[address] = hidden
        context.close()
    assert faults == {}


def test_a_script_would_be_noticed(chromium: Browser, tmp_path: Path) -> None:
    text = "<p>SENTINEL-a</p><p style='display:none'>SENTINEL-b</p><p>SENTINEL-c</p>"
    over = "<div style='position:fixed;inset:0;background:#fff'></div>"
    (tmp_path / "index.html").write_text(f"<script>attack()</script><body>{text}", encoding="utf-8")
    (tmp_path / "over.html").write_text(f"<body>{text}{over}", encoding="utf-8")
    with hosted(tmp_path) as base:
        context = chromium.new_context(bypass_csp=True)
        context.add_init_script(ATTACK)
        page = context.new_page()
        page.goto(f"{base}index.html")
        assert page.evaluate("window.attacked === true")
        assert page.evaluate(HIDDEN, ["SENTINEL-a", "SENTINEL-b", "SENTINEL-c"]) == ["SENTINEL-b"]
        page.goto(f"{base}over.html")
        assert page.evaluate(HIDDEN, ["SENTINEL-a"]) == ["SENTINEL-a"]
        context.close()
