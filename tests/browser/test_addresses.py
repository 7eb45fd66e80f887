"""Former addresses in a browser, with and without a script, and the page for addresses that never were."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from letopis.addresses.ledger import Ledger, text_of
from letopis.addresses.publishing import brought_up_to_date, published_today
from letopis.addresses.whereabouts import whereabouts_of
from tests.building import build, write
from tools.static_server import hosted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

THEME = 'html_theme = "sphinx_book_theme"\n'
LONG = "\n\n".join(f"Paragraph {number} of many, so that there is something to scroll over." for number in range(60))
SOURCES = "# Sources\n\n```{bibliography}\n```\n"
BIB = "@book{S, title={One}, author={Shubin, A.}, year={1999}}\n"
BEFORE = {
    "ada": f"# Ada\n\n{LONG}\n\n## Early life\n\nShe was born.\n\n## Later\n\nShe went.\n",
    "gone": f"# Gone\n\n{LONG}\n\n## Part\n\nSome words.\n\n## Kept\n\nOther words.\n",
    "other": "# Other\n",
    "people/bob": f"# Bob\n\n{LONG}\n\n:::{{person}} bob\n:source: S\nHe came.\n:::\n",
    "sources": SOURCES,
}
AFTER = {
    "ada": f"# Ada\n\n{LONG}\n\n## Youth\n\n:::{{former}} early-life\n:::\n\nShe was born.\n",
    "other": (
        f"# Other\n\n:::{{former}} /gone\n:::\n\n{LONG}\n\n## Afterwards\n\n:::{{former}} /ada#later\n:::\n\nShe went.\n\n"
        "## A part\n\n:::{former} /gone#part\n:::\n\nSome words.\n\n## Kept\n\nOther words.\n"
    ),
    "people/robert": f"# Bob\n\n{LONG}\n\n:::{{person}} robert\n:alias: bob\n:source: S\nHe came.\n:::\n",
    "sources": SOURCES,
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder `site` on a server; its pages were published, and then moved about."""
    folder = tmp_path_factory.mktemp("moved")
    before = build(write(folder / "before", BEFORE, BIB, THEME))
    write(folder / "after", AFTER, BIB, THEME)
    ledger = Ledger(published=brought_up_to_date({}, published_today(whereabouts_of(before.app.env), 1)))
    (folder / "after" / "ledger.txt").write_text(text_of(ledger), encoding="utf-8")
    after = build(folder / "after", builder="html")
    assert not after.warnings
    shutil.copytree(after.output, folder / "host" / "site")
    # As the hosts of pages do: the 404 page of the site answers for all that is missing below it.
    shutil.copyfile(after.output / "404.html", folder / "host" / "404.html")
    with hosted(folder / "host") as address:
        yield f"{address}site"


@pytest.mark.parametrize(
    ("old", "new", "plainly"),
    [
        ("ada.html#early-life", "ada.html#early-life", "ada.html#early-life"),
        ("ada.html#later", "other.html#afterwards", "ada.html#later"),
        ("gone.html", "other.html", "other.html"),
        ("gone.html#part", "other.html#a-part", "other.html"),
        ("gone.html#kept", "other.html#kept", "other.html"),
        ("people/bob.html", "people/robert.html", "people/robert.html"),
        ("people/bob.html#person-bob", "people/robert.html#person-robert", "people/robert.html"),
        ("people/robert.html#person-bob", "people/robert.html#person-bob", "people/robert.html#person-bob"),
    ],
)
def test_a_former_address_leads_on(chromium: Browser, moved: str, old: str, new: str, plainly: str) -> None:
    for script, wanted in ((True, new), (False, plainly)):
        context = chromium.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{moved}/{old}")
        page.wait_for_url(f"{moved}/{wanted}", timeout=5000)
        if wanted == "ada.html#early-life":
            assert page.locator("h2", has_text="Youth").is_visible()
        if wanted == "ada.html#later":
            assert page.locator(".letopis-moved #later a").get_attribute("href") == "other.html#afterwards"
            assert page.locator(".letopis-moved #later").is_visible()
        context.close()


def test_a_line_about_what_has_moved_is_seen_by_nobody_else(chromium: Browser, moved: str) -> None:
    page = chromium.new_page()
    page.goto(f"{moved}/ada.html")
    assert page.locator(".letopis-moved #later").count() == 1
    assert not page.locator(".letopis-moved #later").is_visible()
    page.close()


@pytest.mark.parametrize("missing", ["nowhere.html", "deep/er/nowhere.html"])
def test_the_page_for_addresses_that_never_were_leads_home(chromium: Browser, moved: str, missing: str) -> None:
    page = chromium.new_page()
    page.goto(f"{moved}/{missing}")
    page.locator('main a[href^="/site/"]').first.wait_for(timeout=5000)
    paths = page.eval_on_selector_all("main a", "links => links.map(link => link.pathname)")
    assert {path.rpartition("/")[0] for path in paths} == {"/site", "/site/people"}
    page.locator("main a", has_text="front page").click()
    page.wait_for_url(f"{moved}/index.html")
    page.close()


@pytest.mark.parametrize("from_folder", [False, True], ids=["server", "folder"])
def test_the_address_of_one_of_thousands_of_sources_leads_to_its_part(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, from_folder: bool
) -> None:
    for limit in ("MOST_SOURCES", "MOST_LINES", "MOST_NAMES"):
        monkeypatch.setattr(f"letopis.html.divided_pages.{limit}", 3)
    bib = "".join(
        f"@book{{{letter}1, title={{One}}, author={{{letter}uthor, A.}}, year={{1999}}}}\n" for letter in "ABCDE"
    )
    pages = {"sources": "# Sources\n\n```{bibliography}\n:all:\n```\n"}
    built_site = build(write(tmp_path / "archive", pages, bib, THEME), builder="html").output
    with hosted(built_site) as address:
        base = f"{built_site.as_uri()}/" if from_folder else address
        page = chromium.new_page()
        page.goto(f"{base}sources.html#source-D1")
        page.wait_for_url(f"{base}sources-d.html#source-D1", timeout=5000)
        page.close()
