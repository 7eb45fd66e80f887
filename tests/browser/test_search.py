"""The search: what comes first for several hundred queries, how it behaves, and what it loads.

The queries stand in tests/search/queries.txt. What a build must put into the index is tested in tests/unit.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from letopis.model.names import SCHEMES, fold, romanize
from letopis.search.dating import dates_in
from letopis.search.words import Words, prepared
from tests.browser.built import SITE, Visit
from tests.browser.test_pages import SCAN, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent.parent / "search"
LEAST = 98
"""Of a hundred queries so many must give the expected page first."""

MOST_BYTES = 150_000
"""What may be loaded before the first result is seen, the page of the search with it."""

FIRST = """async (queries) => {
    const found = [];
    for (const query of queries) {
        const { entries } = await letopisSearch.search(query, { kinds: new Set(), from: null, to: null });
        found.push(entries.length ? (await letopisSearch.card(entries[0]))[1] : "");
    }
    return found;
}"""
"""The address of the first result of each query, asked of the script that the page itself uses."""


def queries() -> list[tuple[str, str]]:
    """Each query with the address that must come first."""
    lines = (FOLDER / "queries.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.rpartition("|") for line in lines if line and not line.startswith("#")]
    return [(query.strip(), page.strip()) for query, _, page in rows]


def without_ending(address: str) -> str:
    """An address as the queries give it: ``people/calvin``, whatever the files are called."""
    page, number, place = address.partition("#")
    return page.removesuffix(".html") + number + place


def first_for(visit: Visit, asked: list[str]) -> list[str]:
    """What comes first for each query."""
    with visit("search.html") as page:
        found: list[str] = page.evaluate(FIRST, asked)
    return [without_ending(address) for address in found]


@cache
def people() -> list[dict[str, Any]]:
    """The people of the archive, from its published data."""
    data = json.loads((SITE / "data" / "archive.json").read_text(encoding="utf-8"))
    return [record for record in data["records"] if record["kind"] == "person"]


@contextmanager
def searching(visit: Visit, query: str = "", **settings: Any) -> Iterator[Page]:
    """The page of the search, with what was found for a query."""
    with visit(f"search.html{f'?q={query}' if query else ''}", **settings) as page:
        if query:
            expect(page.locator("#letopis-status")).to_contain_text(f"for “{query}”")
        yield page


# ------------------------------------------------------------------------------------------- what comes first
def test_what_is_looked_for_comes_first(visit: Visit) -> None:
    asked = queries()
    assert len(asked) >= 150
    found = first_for(visit, [query for query, _ in asked])
    wrong = [
        f"{query}: {one or 'nothing'}, not {page}"
        for (query, page), one in zip(asked, found, strict=True)
        if one != page
    ]
    assert 100 * len(wrong) <= (100 - LEAST) * len(asked), f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong)


def test_the_queries_ask_for_pages_that_are_there() -> None:
    for query, address in queries():
        page, _, place = address.partition("#")
        text = (SITE / f"{page}.html").read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in text, query


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_romanization_leads_to_the_same_person(visit: Visit, scheme: Any) -> None:
    names = {
        romanize(record["fields"]["native"][0]["value"], scheme): record["address"]
        for record in people()
        if "native" in record["fields"]
    }
    forms = [*names, *(fold(name) for name in names)]
    found = first_for(visit, forms)
    wanted = [without_ending(address.partition("#")[0]) for address in names.values()] * 2
    assert [pair for pair in zip(forms, found, wanted, strict=True) if pair[1] != pair[2]] == []


def test_every_variant_in_a_record_leads_to_it(visit: Visit) -> None:
    names = [(fact["value"], record["address"]) for record in people() for fact in record["fields"].get("variant", [])]
    found = first_for(visit, [name for name, _ in names])
    wanted = [without_ending(address.partition("#")[0]) for _, address in names]
    assert [(*name, one) for name, one, page in zip(names, found, wanted, strict=True) if one != page] == []


# ------------------------------------------------------------------------------------------- the two twins
def texts() -> list[str]:
    """What stands in the index for excerpts: the whole text of the archive."""
    folder = SITE / "_static" / "letopis-search"
    pieces = (
        re.fullmatch(r"[^,]*,(.*)\);\n", path.read_text(encoding="utf-8")) for path in sorted(folder.glob("x*.js"))
    )
    return [text for piece in pieces if piece for text in json.loads(piece[1])]


def test_the_browser_cuts_words_as_the_build_does(visit: Visit) -> None:
    words = Words(["en", "ru"])
    asked = [*texts(), *(query for query, _ in queries()), "Ольга́ ЁЛКИ-палки co‑op Straße Łódź Æthel’s Þór ½ x² Iı İ"]
    ours = sorted({part for text in asked for word in words.split(text) for part in word.parts})
    with searching(visit) as page:
        page.evaluate("letopisSearch.start()")
        theirs = page.evaluate(
            "texts => [...new Set(texts.flatMap((text) => letopisSearch.words().split(text)))]", asked
        )
        assert sorted(theirs) == ours
        terms = page.evaluate("words => words.map(letopisSearch.words().term)", ours)
    assert [(word, term) for word, term in zip(ours, terms, strict=True) if term != words.term(word)] == []


def test_the_browser_finds_dates_as_the_build_does(visit: Visit) -> None:
    asked = [prepared(text) for text in [*texts(), *(query for query, _ in queries())]]
    with searching(visit) as page:
        page.evaluate("letopisSearch.start()")
        theirs = page.evaluate(
            "texts => texts.map((text) => letopisSearch.words().dates(text).map((date) => date.terms))", asked
        )
    assert theirs == [[list(date.terms) for date in dates_in(text)] for text in asked]


# ------------------------------------------------------------------------------------------- how it behaves
def test_typing_shows_results_with_excerpts(visit: Visit) -> None:
    with searching(visit) as page:
        field = page.get_by_role("searchbox", name="What are you looking for?")
        expect(field).to_be_focused()
        field.press_sequentially("sauna", delay=20)
        expect(page.locator("#letopis-status")).to_contain_text("for “sauna”")
        result = page.locator("#letopis-results li").first
        expect(result.locator("mark").first).to_have_text(re.compile("sauna", re.IGNORECASE))
        expect(result.locator(".letopis-line")).not_to_be_empty()
        assert "q=sauna" in page.url


def test_results_stand_by_kind_and_records_come_before_pages(visit: Visit) -> None:
    with searching(visit, "1957") as page:
        expect(page.locator("#letopis-results section")).not_to_have_count(1)
        kinds = [text.split()[0] for text in page.locator("#letopis-results h2").all_inner_texts()]
        assert len(set(kinds)) == len(kinds)
        assert set(kinds[-2:]) == {"Sources", "Pages"}


def test_a_passage_is_shown_where_the_summary_has_less_of_the_words(visit: Visit) -> None:
    with searching(visit, "Molotov ambassador Mongolia") as page:
        person = page.locator(
            "#letopis-results li", has=page.get_by_role("link", name="Vyacheslav Molotov", exact=True)
        )
        person.scroll_into_view_if_needed()
        expect(person.locator(".letopis-excerpt mark", has_text="Mongolia")).not_to_have_count(0)


def test_only_one_kind(visit: Visit) -> None:
    with searching(visit, "Molotov") as page:
        box = page.get_by_role("checkbox", name=re.compile("^Events"))
        count = int(box.locator("xpath=..").locator(".letopis-count").inner_text())
        assert count > 0
        box.check()
        expect(page.locator("#letopis-status")).to_have_text(f"{count} found for “Molotov”.")
        expect(page.locator("#letopis-results h2")).to_have_text([f"Events {count}"])
        # The others still say how many they are, and the address holds what was chosen.
        expect(page.get_by_role("checkbox", name=re.compile("^People"))).to_be_visible()
        page.reload()
        expect(page.get_by_role("checkbox", name=re.compile("^Events"))).to_be_checked()
        expect(page.locator("#letopis-results h2")).to_have_text([f"Events {count}"])


def test_only_some_years(visit: Visit) -> None:
    with searching(visit, "Molotov") as page:
        page.get_by_role("textbox", name="from").fill("1961")
        page.get_by_role("textbox", name="to").fill("1962")
        page.get_by_role("checkbox", name=re.compile("^Events")).check()
        expect(page.locator("#letopis-results h2")).to_have_count(1)
        lines = page.locator("#letopis-results .letopis-line")
        expect(lines.first).to_contain_text(re.compile("196[12]"))
        assert all(re.search("196[12]", line) for line in lines.all_inner_texts())
        page.get_by_role("textbox", name="from").fill("300")
        page.get_by_role("textbox", name="to").fill("400")
        expect(page.locator("#letopis-status")).to_contain_text("Nothing found")


def test_years_and_kinds_alone(visit: Visit) -> None:
    with visit("search.html?kind=vote&from=1957&to=1957") as page:
        expect(page.locator("#letopis-results h2")).to_have_text(re.compile(r"^Votes? \d+$"))


def test_the_keyboard_is_enough(visit: Visit) -> None:
    with searching(visit) as page:
        page.keyboard.type("1957")
        page.keyboard.press("Enter")
        expect(page.locator("#letopis-results li")).not_to_have_count(0)
        more = page.locator(".letopis-show-more:visible").first
        shown = page.locator("#letopis-results section").first.locator("li")
        before = shown.count()
        more.focus()
        page.keyboard.press("Enter")
        expect(shown.nth(before).get_by_role("link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile("search"))


def test_nothing_found(visit: Visit) -> None:
    with searching(visit, "qwrtzplm") as page:
        expect(page.locator("#letopis-status")).to_have_text("Nothing found for “qwrtzplm”.")
        page.locator("#letopis-results").get_by_role("link", name="index").click()
        expect(page).to_have_url(re.compile("genindex"))


def test_two_letters_are_not_said_to_be_found_nowhere(visit: Visit) -> None:
    with searching(visit, "Molotov") as page:
        page.locator("#letopis-q").fill("qw")
        expect(page.locator("#letopis-results")).to_be_empty()
        expect(page.locator("#letopis-status")).to_be_empty()


def test_a_misspelt_name_says_what_was_looked_for(visit: Visit) -> None:
    with searching(visit, "Molatov") as page:
        expect(page.locator("#letopis-status")).to_contain_text("“molotov”")


def test_a_day_of_which_nothing_is_known_gives_its_month(visit: Visit) -> None:
    with searching(visit, "11 October 2011") as page:
        expect(page.locator("#letopis-status")).to_contain_text("Not in the archive: “11 october 2011”.")
        expect(page.locator("#letopis-results .letopis-line").first).to_contain_text("October 2011")


@pytest.mark.parametrize("start", ["index.html", "genindex.html", "people/index.html", "events/june-plenum.html"])
def test_the_field_at_the_top_of_a_page_leads_here(visit: Visit, start: str) -> None:
    with visit(start) as page:
        page.get_by_role("banner").get_by_role("searchbox").fill("Хрущёва")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("search"))
        expect(page.locator("#letopis-results a").first).to_have_text("Nikita Khrushchev")


def test_it_works_from_a_folder(visit: Visit) -> None:
    with searching(visit, "Furceva", base=SITE.as_uri() + "/") as page:
        link = page.locator("#letopis-results a").first
        expect(link).to_have_text("Yekaterina Furtseva")
        link.click()
        expect(page.locator("h1:visible")).to_have_text(re.compile("Furtseva"))


def test_without_a_script_it_leads_to_the_index(visit: Visit) -> None:
    with visit("search.html", script=False) as page:
        expect(page.locator("#letopis-find")).to_be_hidden()
        page.locator("main noscript").get_by_role("link", name="index").click()
        expect(page).to_have_url(re.compile("genindex"))


def test_an_index_that_cannot_be_read_is_said_to_be_so(chromium: Browser, server: str) -> None:
    context = chromium.new_context()
    try:
        context.route(re.compile(r"letopis-search/t\d+\.js"), lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{server}search.html?q=Molotov")
        expect(page.locator("#letopis-status")).to_contain_text("The index could not be read")
        # As soon as it can be, the same words find what they should.
        context.unroute_all()
        page.get_by_role("button", name="Search").click()
        expect(page.locator("#letopis-results a").first).to_have_text("Vyacheslav Molotov")
    finally:
        context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everyone_can_read_the_results(visit: Visit, dark: bool) -> None:
    with searching(visit, "Krushchev", dark=dark) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page, options=SCAN)
            assert not found.violations_count, f"at {width} pixels: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            page.locator("#letopis-results [lang=ru]").count()
            == page.locator("#letopis-results :is(a, p, mark) > span").count()
        )


# ------------------------------------------------------------------------------------------- what it loads
SEEN = """new MutationObserver(() => {
    if (!window.seen && document.querySelector("#letopis-results li"))
        window.seen = performance.getEntriesByType("resource").map((entry) => entry.name);
}).observe(document, { childList: true, subtree: true });"""


@pytest.mark.parametrize(
    "query", ["1957", "Khrushchev", "Krushchev", "18 June 1957", "who brought the members to Moscow"]
)
def test_little_is_loaded_before_the_first_result(chromium: Browser, server: str, query: str) -> None:
    context = chromium.new_context()
    try:
        context.add_init_script(SEEN)
        page = context.new_page()
        page.goto(f"{server}search.html?q={query}")
        page.wait_for_function("window.seen")
        seen: list[str] = page.evaluate("window.seen")
    finally:
        context.close()
    files = {unquote(address.removeprefix(server).partition("?")[0]) for address in seen if "letopis-search" in address}
    loaded = sum((SITE / name).stat().st_size for name in [*files, "search.html"])
    assert loaded <= MOST_BYTES


def test_no_other_page_loads_it(visit: Visit) -> None:
    with visit("index.html") as page:
        loaded: list[str] = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [address for address in loaded if "letopis-search" in address]
