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
from letopis.search.romanizations import TABLES, press_forms
from letopis.search.words import Words, prepared
from tests.browser.built import SITE, Visit
from tests.browser.test_pages import SCAN, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route

FOLDER = Path(__file__).parent.parent / "search"
LEAST = 99
"""Of a hundred queries so many must give the expected page first."""

MOST_BYTES, MOST_REQUESTS = 90_000, 10
"""What may be loaded before the first result is seen, without the page of the search itself."""

FIRST = """async (queries) => {
    const found = [];
    for (const query of queries) {
        const { entries } = await letopisSearch.search(query, { kinds: new Set(), from: null, to: null });
        found.push(entries.length ? (await letopisSearch.card(entries[0]))[1] : "");
    }
    return found;
}"""
"""The address of the first result of each query, asked of the script that the page itself uses."""

DATES = """async (query) => {
    const { entries } = await letopisSearch.search(query, { kinds: new Set(["event"]), from: null, to: null });
    return (await Promise.all(entries.slice(0, 5).map(letopisSearch.card))).map((card) => card[2]);
}"""
"""The lines below the first five events that a query finds: their dates."""


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


@pytest.mark.parametrize("language", TABLES)
def test_every_spelling_of_the_press_abroad_leads_to_the_same_person(visit: Visit, language: str) -> None:
    place = list(TABLES).index(language)
    names = {
        list(press_forms(record["fields"]["native"][0]["value"]))[place]: record["address"]
        for record in people()
        if "native" in record["fields"]
    }
    forms = [*names, *(fold(name) for name in names)]
    found = first_for(visit, forms)
    wanted = [without_ending(address.partition("#")[0]) for address in names.values()] * 2
    assert [row for row in zip(forms, found, wanted, strict=True) if row[1] != row[2]] == []


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
        page.evaluate("letopisSearch.alphabets()")
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
        field = page.get_by_role("combobox", name="What are you looking for?")
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
        assert set(kinds[-3:-1]) == {"Sources", "Pages"}
        assert kinds[-1] == "For"  # contributors


def test_a_passage_is_shown_where_the_summary_has_less_of_the_words(visit: Visit) -> None:
    with searching(visit, "Molotov ambassador Mongolia") as page:
        person = page.locator(
            "#letopis-results li", has=page.get_by_role("link", name="Vyacheslav Molotov", exact=True)
        )
        person.scroll_into_view_if_needed()
        expect(person.locator(".letopis-excerpt mark", has_text="Mongolia")).not_to_have_count(0)


def test_a_passage_can_be_gone_to(visit: Visit) -> None:
    with visit("search.html?q=sauna+Finland") as page:
        found = page.locator("#letopis-results li", has=page.locator(".letopis-passage")).first
        words = found.locator(".letopis-excerpt mark").first.inner_text()
        title = found.locator("> a").inner_text()
        link = found.locator(".letopis-passage")
        expect(link).to_have_attribute("aria-label", f"Go to these words: {title}")
        link.click()
        page.wait_for_load_state()
        target = page.locator("p:target")
        expect(target).to_contain_text(words)
        expect(target).to_be_in_viewport()
        # The paragraph can be cited at once.
        expect(target.locator(".letopis-cite-par")).to_be_visible()


def test_a_season_is_its_name_or_its_months(visit: Visit) -> None:
    with visit("search.html") as page:
        page.evaluate("letopisSearch.start()")
        for query in ("spring 1957", "spring of 1957", "in the spring of 1957"):
            first, *_ = page.evaluate(FIRST, [query])
            assert re.fullmatch(r"events/.*\.html|story/03-spring-1957\.html.*", first), query
        assert page.evaluate(FIRST, ["late 1950s"]) == page.evaluate(FIRST, ["1950s late"])  # no season of 1950
        days = page.evaluate(DATES, "late 1956")
        assert days
        assert all(re.search(r"1956|December|November|October", line) for line in days), days


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
        # The best result is shown before the others of its kind: only when these are there is the list as long as it stays.
        expect(page.locator("#letopis-results section")).not_to_have_count(1)
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


@pytest.mark.parametrize(
    ("slip", "meant"), [("Molatov", "molotov"), ("unanimus", "unanimous"), ("hydroelectic", "hydroelectric")]
)
def test_a_slip_asks_what_was_meant(visit: Visit, slip: str, meant: str) -> None:
    with searching(visit, slip) as page:
        expect(page.locator("#letopis-status")).to_contain_text(
            f"Nothing found for “{slip}” as it is written. Did you mean"
        )
        expect(page.locator("#letopis-results li")).not_to_have_count(0)
        page.locator("#letopis-status").get_by_role("link", name=f"“{meant}”").click()
        expect(page.locator("#letopis-status")).to_contain_text(f"found for “{meant}”.")
        expect(page).to_have_url(re.compile(f"q={meant}"))


@pytest.mark.parametrize("word", ["wages", "fates", "assent", "sixth", "drunk", "planes"])
def test_an_exact_word_is_never_put_aside_for_a_guess(visit: Visit, word: str) -> None:
    with searching(visit, word) as page:
        expect(page.locator("#letopis-status")).to_have_text(re.compile(rf"^\d+ found for “{word}”\.$"))
        answer = page.evaluate(ANSWER, word)
        assert answer["corrected"] == []
        # Every result has the word, or one that means the same.
        assert answer["terms"]


ANSWER = """async (query) => {
    const answer = await letopisSearch.search(query, { kinds: new Set(), from: null, to: null });
    const texts = await Promise.all(answer.entries.map((entry) => letopisSearch.text(entry)));
    return { ...answer, terms: [...answer.terms], counts: [...answer.counts], texts };
}"""
"""The whole answer, with the text of every result."""


def test_a_phrase_stands_as_it_is_written(visit: Visit) -> None:
    with searching(visit) as page:
        loose, phrase = page.evaluate(ANSWER, "severe reprimand"), page.evaluate(ANSWER, '"severe reprimand"')
        turned = page.evaluate(ANSWER, "“reprimand severe”")
    assert 0 < len(phrase["entries"]) <= len(loose["entries"])
    assert all("severe reprimand" in text.casefold() for text in phrase["texts"])
    assert turned["entries"] == []


def test_a_long_phrase_is_looked_up_by_its_telling_words(visit: Visit) -> None:
    with visit("search.html") as page:
        page.evaluate("letopisSearch.start()")
        right, wrong = page.evaluate(FIRST, ["“a vote of seven to four”", "“a vote of seven to nine”"])
        assert right
        assert wrong != right


def test_a_word_after_a_minus_is_left_out(visit: Visit) -> None:
    with searching(visit) as page:
        every, some = page.evaluate(ANSWER, "sauna"), page.evaluate(ANSWER, "sauna -Finland")
        joined = page.evaluate(ANSWER, "anti-party")
    assert 0 < len(some["entries"]) < len(every["entries"])
    assert not [text for text in some["texts"] if "Finland" in text]
    # A hyphen within a word leaves nothing out.
    assert joined["entries"]


def test_one_or_the_other(visit: Visit) -> None:
    with searching(visit) as page:
        found = [
            set(page.evaluate(ANSWER, query)["entries"])
            for query in ("sauna", "Zhukov", "sauna OR Zhukov", "sauna Zhukov")
        ]
    assert found[2] == found[0] | found[1]
    assert found[3] < found[2]


def test_words_that_say_nothing_find_nothing_silly(visit: Visit) -> None:
    with searching(visit, "to be or not to be") as page:
        expect(page.locator("#letopis-status")).to_contain_text("These words stand everywhere")
        expect(page.locator("#letopis-results li")).to_have_count(0)


def test_pages_for_contributors_come_last_and_have_a_filter(visit: Visit) -> None:
    with searching(visit, "date") as page:
        expect(page.locator("#letopis-results h2").last).to_contain_text("contributors")
        kinds = [text.split(maxsplit=1)[0] for text in page.locator("#letopis-results h2").all_inner_texts()]
        assert kinds.index("For") == len(kinds) - 1
        page.get_by_role("checkbox", name=re.compile("^For contributors")).check()
        expect(page.locator("#letopis-results h2")).to_have_count(1)


def test_the_query_stands_in_the_title_and_in_the_address(visit: Visit) -> None:
    with searching(visit, "sauna") as page:
        assert page.title().startswith("sauna – Search")
        page.locator("#letopis-q").fill("mausoleum")
        expect(page).to_have_title(re.compile("^mausoleum – Search"))
        expect(page).to_have_url(re.compile("q=mausoleum"))
        page.locator("#letopis-q").fill("")
        expect(page).to_have_title(re.compile("^Search"))


def test_what_is_typed_can_be_ended(visit: Visit) -> None:
    with searching(visit) as page:
        page.locator("#letopis-q").press_sequentially("arrest of khru", delay=20)
        expect(page.locator("#letopis-endings option[value='arrest of khrushchev']")).to_have_count(1)


@pytest.mark.parametrize("key", ["/", "Control+k"])
@pytest.mark.parametrize("start", ["index.html", "search.html?q=sauna"])
def test_keys_lead_to_the_field(visit: Visit, start: str, key: str) -> None:
    with visit(start) as page:
        page.locator("body").evaluate("(body) => document.activeElement.blur()")
        page.keyboard.press(key)
        expect(page.locator("#letopis-q")).to_be_focused()
        # In the field, a slash is a slash.
        page.keyboard.press("/")
        expect(page.locator("#letopis-q")).to_have_value("/")


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
        page.locator("#letopis-unsearched").get_by_role("link", name="index").click()
        expect(page).to_have_url(re.compile("genindex"))


@pytest.mark.parametrize("query", ['"resolution (no. 2"', '"1) Molotov"', '"C{"', '"[a-"'])
def test_signs_within_a_phrase_are_no_fault(visit: Visit, query: str) -> None:
    with searching(visit, query) as page:
        expect(page.locator("#letopis-status")).to_have_text(re.compile("found for|Nothing found|^$"))


@pytest.mark.parametrize("signs", ['"', "-", "(", "???", "\N{GRINNING FACE}"])
def test_signs_alone_ask_for_nothing(visit: Visit, signs: str) -> None:
    with searching(visit, "Molotov") as page:
        page.fill("#letopis-q", signs)
        expect(page.locator("#letopis-results")).to_be_empty()
        expect(page.locator("#letopis-status")).to_have_text("")


@pytest.mark.parametrize("slip", ["Ignateff", "Ignat'eff", "Ignat\N{MODIFIER LETTER PRIME}eff", "Igna\u0301teff"])
def test_a_guess_is_said_to_be_one_whatever_signs_the_word_has(visit: Visit, slip: str) -> None:
    with searching(visit, slip) as page:
        expect(page.locator("#letopis-status")).to_contain_text("Did you mean “ignatev”?")


def test_what_is_typed_before_the_index_is_there_stays(visit: Visit) -> None:
    with visit("about.html") as page:
        waiting: list[Route] = []

        def wait(route: Route) -> None:
            waiting.append(route)

        page.route("**/manifest.js*", wait)
        page.goto(page.url.replace("about.html", "search.html?q=plenum"), wait_until="domcontentloaded")
        field = page.locator("#letopis-q")
        expect(field).to_have_value("plenum")
        field.fill("Molotov and Kaganovich")
        page.wait_for_timeout(300)
        for one in waiting:
            one.continue_()
        expect(page.locator("#letopis-results a").first).to_be_visible()
        expect(field).to_have_value("Molotov and Kaganovich")


def test_more_that_could_not_be_read_can_be_asked_for_again(chromium: Browser, server: str) -> None:
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto(f"{server}search.html?q=1957")
        expect(page.locator("#letopis-status")).to_contain_text("for “1957”")
        page.wait_for_load_state("networkidle")
        group = page.locator("#letopis-results .letopis-found").first
        button = group.locator(".letopis-show-more")
        before = group.locator("li").count()
        page.route("**/letopis-search/c*.js*", lambda route: route.abort())
        button.click()
        expect(page.locator("#letopis-status")).to_contain_text("More could not be read")
        assert group.locator("li").count() == before
        page.unroute("**/letopis-search/c*.js*")
        button.dblclick()
        expect(group.locator("li")).to_have_count(before + 40)
    finally:
        context.close()


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
    "query",
    [
        "1957",
        "Khrushchev",
        "Krushchev",
        "18 June 1957",
        "who brought the members to Moscow",
        "planes",
        "unanimus",
        "“arithmetic majority”",
        "“a vote of seven to four”",
        "Hungarian uprising 1956",
        "why did they want to get rid of Khrushchev in 1957?",
        "антипартийная группа",
    ],
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
    loaded = sum((SITE / name).stat().st_size for name in files)
    assert loaded <= MOST_BYTES, f"{loaded} bytes"
    assert len(files) <= MOST_REQUESTS, sorted(files)


def test_no_other_page_loads_it(visit: Visit) -> None:
    with visit("index.html") as page:
        loaded: list[str] = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [address for address in loaded if "letopis-search" in address]
