"""The comforts that need a script: previews, the choice of colours, copying a citation, the contents on a telephone."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.built import SITE, Visit, every_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator

STORY = next((path.relative_to(SITE).as_posix() for path in sorted(SITE.glob("story/[0-9]*.html"))), "index.html")


def first_record(page: Page) -> Locator:
    """The first link to a record in the running text."""
    return page.locator("article p a.letopis-ref:visible").first


def test_pointing_at_a_link_shows_what_it_leads_to(visit: Visit) -> None:
    with visit(STORY) as page:
        link = first_record(page)
        link.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        expect(box).to_have_role("tooltip")
        assert len(box.inner_text()) > 40
        # The pointer may go into it, and Escape closes it.
        box.hover()
        page.wait_for_timeout(500)
        expect(box).to_be_visible()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()


def test_it_goes_when_the_pointer_goes(visit: Visit) -> None:
    with visit(STORY) as page:
        first_record(page).hover()
        expect(page.locator("#letopis-preview")).to_be_visible()
        page.mouse.move(5, 5)
        expect(page.locator("#letopis-preview")).to_be_hidden()


def test_it_stays_while_the_pointer_comes_back_to_its_link(visit: Visit) -> None:
    with visit(STORY) as page:
        link, box = first_record(page), page.locator("#letopis-preview")
        link.hover()
        expect(box).to_be_visible()
        page.mouse.move(5, 5)
        page.wait_for_timeout(50)
        link.hover()
        page.wait_for_timeout(800)
        expect(box).to_be_visible()


def test_a_query_in_the_address_stops_no_preview(visit: Visit) -> None:
    with visit("glossary-p.html?from=elsewhere") as page:
        page.locator('article a.letopis-ref[href^="#"]:visible').first.hover()
        expect(page.locator("#letopis-preview")).to_be_visible()


def test_a_paragraph_that_is_copied_has_no_word_of_its_button(visit: Visit) -> None:
    with visit(STORY) as page:
        paragraph = page.locator("article p:has(> .letopis-par)").first
        paragraph.hover()
        expect(page.locator(".letopis-cite-par")).to_be_visible()
        marked = """(paragraph) => {
            getSelection().selectAllChildren(paragraph);
            return getSelection().toString();
        }"""
        assert "cite" not in paragraph.evaluate(marked)


def test_the_keyboard_shows_it_too_and_it_is_spoken(visit: Visit) -> None:
    with visit(STORY) as page:
        link = first_record(page)
        page.locator("main").focus()
        for _ in range(60):
            page.keyboard.press("Tab")
            if link.evaluate("node => node === document.activeElement"):
                break
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        expect(link).to_have_attribute("aria-describedby", "letopis-preview")
        spoken = page.locator("body > [role=status]").text_content() or ""
        assert spoken == box.text_content()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        assert link.evaluate("node => node === document.activeElement")


def test_a_note_is_shown_where_its_number_stands(visit: Visit) -> None:
    with visit(STORY) as page:
        page.locator("article p a.footnote-reference").first.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        note = page.locator("aside.footnote").first
        expect(box.locator(".letopis-reference")).to_have_count(note.locator(".bibtex-citation a").count())
        assert len(box.inner_text()) > len(note.inner_text())


@pytest.mark.parametrize("width", [1440, 1920])
def test_notes_stand_beside_the_text_where_there_is_room(visit: Visit, width: int) -> None:
    with visit(STORY, width=width) as page:
        notes = page.locator(".letopis-side-note")
        expect(notes.first).to_be_visible()
        # What the notes are set in may come after them, and they find their places again.
        page.wait_for_function("document.fonts.status === 'loaded'")
        boxes = page.evaluate("""() => [...document.querySelectorAll('.letopis-side-note')]
            .map(one => one.getBoundingClientRect()).map(one => [one.left, one.right, one.top, one.bottom])""")
        text = page.evaluate("document.querySelector('article p').getBoundingClientRect().right")
        assert all(left >= text and right <= width for left, right, _, _ in boxes)
        tops = [top for _, _, top, _ in boxes]
        ends = [bottom for _, _, _, bottom in boxes]
        assert all(end <= top for end, top in zip(ends[:-1], tops[1:], strict=True)), "no note lies over another"
        number = page.locator("article p a.footnote-reference").first.bounding_box()
        assert number
        assert abs(number["y"] - tops[0]) < 30
        expect(notes.first.locator(".letopis-reference").first).to_be_visible()
        expect(notes.locator(".letopis-reference em").first).to_be_visible()  # the title of a book
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_notes_stand_at_the_end_where_there_is_no_room(visit: Visit) -> None:
    with visit(STORY) as page:
        expect(page.locator("aside.footnote").first).to_be_attached()
        expect(page.locator(".letopis-side-note")).to_have_count(0)


def test_a_source_is_shown_in_full(visit: Visit) -> None:
    with visit(STORY) as page:
        link = page.locator("aside.footnote .bibtex-citation a").first
        link.hover()
        box = page.locator("#letopis-preview")
        expect(box).to_be_visible()
        assert len(box.inner_text()) > len(link.inner_text())


def test_previews_come_from_a_folder_as_well(visit: Visit) -> None:
    with visit(STORY, base=SITE.as_uri() + "/") as page:
        first_record(page).hover()
        expect(page.locator("#letopis-preview")).to_be_visible()


def hold(page: Page, link: Locator) -> None:
    """A finger on a link for as long as a preview takes to come."""
    link.scroll_into_view_if_needed()
    place = link.bounding_box()
    assert place
    point = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
    wire = page.context.new_cdp_session(page)
    wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(page.get_by_role("dialog", name="Preview")).to_be_visible()
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_touch_follows_a_link(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        link = first_record(page)
        leads = (link.get_attribute("href") or "").removeprefix("..")
        link.tap()
        page.wait_for_url(lambda url: url.endswith(leads))


def test_a_held_finger_shows_what_a_link_leads_to(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        before = page.url
        hold(page, first_record(page))
        box = page.get_by_role("dialog", name="Preview")
        expect(box).to_be_visible()
        assert page.url == before
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator("h1").tap()
        expect(box).to_be_hidden()
        hold(page, first_record(page))
        box.get_by_role("link", name="Open").tap()
        page.wait_for_url(lambda url: url != before)


def test_a_touched_number_shows_its_note(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        number = page.locator("article p a.footnote-reference").first
        number.scroll_into_view_if_needed()
        number.tap()
        box = page.get_by_role("dialog", name="Preview")
        expect(box).to_be_visible()
        box.get_by_role("link", name="Go to the note").tap()
        expect(page.locator("aside.footnote").first).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_bar_stays_and_opens_what_is_on_the_page(visit: Visit, script: bool) -> None:
    with visit(STORY, width=360, script=script) as page:
        page.mouse.wheel(0, 3000)
        opens = page.get_by_role("button", name="On this page")
        expect(opens).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("searchbox", name="Search")).to_be_in_viewport(ratio=1)
        opens.click()
        link = page.locator(".letopis-contents a").nth(1)
        expect(link).to_be_visible()
        target = page.locator(link.get_attribute("href") or "")
        link.click()
        expect(target).to_be_in_viewport()
        if script:
            expect(link).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_long_box_of_facts_is_shortened_on_a_telephone(visit: Visit, script: bool) -> None:
    record = next(path for path in every_page(SITE) if "letopis-shortened" in (SITE / path).read_text("utf-8"))
    with visit(record, width=360, script=script) as page:
        box = page.locator(".letopis-shortened dl").first
        short = box.evaluate("node => node.clientHeight")
        page.get_by_label("All facts").check()
        assert box.evaluate("node => node.clientHeight") > short
    with visit(record) as page:
        expect(page.get_by_label("All facts")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("whole", ["glossary", "sources"])
def test_the_address_of_an_entry_leads_to_its_part_of_a_long_page(visit: Visit, script: bool, whole: str) -> None:
    with visit(f"{whole}.html", width=360, script=script) as page:
        place = page.locator(".letopis-away > li").last.get_attribute("id")
    with visit(f"{whole}.html#{place}", width=360, script=script) as page:
        if not script:
            page.locator(f"[id='{place}'] a").click()
        page.wait_for_url(f"**/{whole}-*.html#{place}")
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


def test_no_word_of_a_drawing_is_too_small(visit: Visit) -> None:
    drawn = [path for path in every_page(SITE) if "letopis-picture" in (SITE / path).read_text("utf-8")]
    smallest = """() => [...document.querySelectorAll('svg.letopis-drawing text')]
        .filter(word => word.getClientRects().length)
        .map(word => parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a)"""
    for path in drawn[:: max(1, len(drawn) // 6)]:
        for width in (360, 1280):
            with visit(path, width=width) as page:
                assert all(size >= 11.95 for size in page.evaluate(smallest)), (path, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_comes_soon_to_the_text(visit: Visit) -> None:
    stops = """() => { const text = document.querySelector('article, main');
        return [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
        .filter(one => one.checkVisibility() && (one.compareDocumentPosition(text) & 4)).length - 1; }"""
    for path in every_page(SITE)[::9]:
        with visit(path) as page:
            assert page.evaluate(stops) <= 40, path


def test_the_colours_chosen_are_kept(visit: Visit) -> None:
    with visit("index.html") as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        button = page.locator("#letopis-mode")
        expect(button).to_have_accessible_name("Colours: as the system")
        button.click()
        expect(button).to_have_accessible_name("Colours: dark")
        dark = page.evaluate(ground)
        assert dark != light
        page.reload()
        assert page.evaluate(ground) == dark
        for name in ("light", "as the system"):
            button.click()
            expect(button).to_have_accessible_name(f"Colours: {name}")
            assert page.evaluate(ground) == light


def test_the_first_choice_of_colours_is_seen_in_the_dark_too(visit: Visit) -> None:
    with visit("index.html", dark=True) as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        seen = [page.evaluate(ground)]
        for _ in range(3):
            page.locator("#letopis-mode").click()
            seen.append(page.evaluate(ground))
        assert seen[0] == seen[2] == seen[3] != seen[1]


def test_without_a_choice_the_system_decides(visit: Visit) -> None:
    with visit("index.html", dark=True) as page:
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with visit("index.html", dark=True, script=False) as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_citation_is_copied(visit: Visit) -> None:
    with visit(STORY) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_text("Cite this page").click()
        box = page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report)")
        button = box.locator("[data-letopis-copy]").first
        button.click()
        expect(button).to_contain_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == box.locator("dd").first.inner_text().strip()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_telephone_opens_the_contents_over_the_page(visit: Visit, script: bool) -> None:
    with visit(STORY, width=360, script=script) as page:
        tree = page.get_by_role("navigation", name="Archive")
        expect(tree).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
        expect(tree).to_be_visible()
        expect(tree.locator("[aria-current=page]")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(tree).to_be_hidden()


def test_a_screen_shows_the_contents_beside_the_text(visit: Visit) -> None:
    with visit(STORY) as page:
        expect(page.get_by_role("navigation", name="Archive")).to_be_visible()
        expect(page.get_by_role("button", name="Contents")).to_be_hidden()


def test_the_first_stop_of_the_keyboard_leads_past_the_head(visit: Visit) -> None:
    with visit(STORY) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"


def test_a_citation_can_be_read_without_a_script(visit: Visit) -> None:
    with visit(STORY, script=False) as page:
        page.get_by_text("Cite this page").click()
        expect(page.locator(".letopis-page-footer .letopis-cite:not(.letopis-report) dd").first).to_be_visible()
        expect(page.locator("[data-letopis-copy]").first).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_reader_goes_from_the_front_page_to_the_sources(visit: Visit, script: bool) -> None:
    """From page to page by links alone: a chapter, the next one, a person, a note and back, a source."""
    with visit("index.html", script=script) as page:
        page.get_by_role("navigation", name="Archive").get_by_role("link", name=title_of(STORY)).click()
        expect(page.locator("h1")).to_contain_text(title_of(STORY))
        page.get_by_role("navigation", name="Previous and next page").locator("[rel=next]").click()
        expect(page.locator("h1")).not_to_contain_text(title_of(STORY))

        link = page.locator("article p a.letopis-ref[href*='people/']:visible").first
        person = link.get_attribute("href") or ""
        link.click()
        page.wait_for_url(lambda url: url.endswith(person.removeprefix("..")))
        expect(page.locator("dl.letopis-facts").first).to_be_visible()

        number = page.locator("article a.footnote-reference").first
        note = page.locator(number.get_attribute("href") or "")
        number.click()
        expect(note).to_be_in_viewport()
        note.locator("[role=doc-backlink]").first.click()
        expect(number).to_be_in_viewport()

        note.locator(".bibtex-citation a").first.click()
        place = page.url.partition("#")[2]
        assert place
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_is_folded_unfolds(visit: Visit, script: bool) -> None:
    with visit("index.html", script=script) as page:
        folded = page.locator("article details:has(table)").first
        expect(folded.locator("table").first).to_be_hidden()
        folded.locator("summary").first.click()
        expect(folded.locator("table").first).to_be_visible()


def title_of(address: str) -> str:
    """The title of a page, as its head has it."""
    text = (SITE / address).read_text(encoding="utf-8")
    return unescape(text.partition("<title>")[2].partition(" – ")[0])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_link_to_the_record_of_a_page_shows_its_heading(visit: Visit, script: bool) -> None:
    with visit("people/mikoyan.html#person-mikoyan", width=360, touch=True, script=script) as page:
        expect(page.locator("h1")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("navigation", name="Breadcrumb")).to_be_in_viewport()


def test_the_field_of_the_search_widens_for_whoever_types(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        field = page.locator("#letopis-q")
        field.tap()
        assert field.evaluate("node => node.offsetWidth") > 280
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="On this page")).to_be_focused()
        assert field.evaluate("node => node.offsetWidth") < 280


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_that_is_read_is_in_sight_in_the_tree_of_pages(visit: Visit, width: int) -> None:
    with visit("people/zhukov.html", width=width, touch=width < 1000) as page:
        if width < 1000:
            page.get_by_role("button", name="Contents").tap()
        expect(page.locator('#letopis-tree [aria-current="page"]')).to_be_in_viewport()


def test_only_a_table_that_scrolls_is_a_stop_of_the_keyboard(visit: Visit) -> None:
    with visit("alignment.html") as page:
        boxes = page.locator(".letopis-scroll")
        wide = "box => box.scrollWidth > box.clientWidth"
        for width in (1280, 700, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(200)
            for box in boxes.all():
                assert (box.get_attribute("tabindex") == "0") == box.evaluate(wide)
        assert boxes.count() > 0


def test_the_page_behind_an_open_panel_stays_where_it_is(visit: Visit) -> None:
    with visit(STORY, width=360, touch=True) as page:
        page.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
        page.get_by_role("button", name="Contents").evaluate("button => button.click()")
        expect(page.locator("#letopis-tree")).to_be_visible()
        page.mouse.move(10, 400)  # beside the panel
        page.mouse.wheel(0, 400)
        page.mouse.move(250, 400)  # in the panel, past its end
        for _ in range(12):
            page.mouse.wheel(0, 2000)
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") == 300
        page.keyboard.press("Escape")
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") > 300


@pytest.mark.parametrize("crowded", ["differences.html", "audit.html", "corrections.html"])
def test_a_page_of_long_lists_says_what_is_on_it(visit: Visit, crowded: str) -> None:
    with visit(crowded, width=360, touch=True) as page:
        page.get_by_role("button", name="On this page").tap()
        links = page.locator(".letopis-contents a")
        assert links.count() > 2
        links.nth(1).tap()
        expect(page.locator(links.nth(1).get_attribute("href") or "")).to_be_in_viewport()


def test_a_day_that_is_asked_for_heads_its_answer(visit: Visit) -> None:
    with visit("sittings.html", width=360, touch=True) as page:
        field = page.get_by_label("Who sat on this day")
        field.focus()
        assert field.input_value().startswith("19"), "the calendar opens in the time of the table"
        field.fill("1956-01-01")
        answer = page.locator("output")
        expect(answer).to_have_text("On 1 January 1956 (unchanged since 12 July 1955)")
        row = page.locator(".letopis-sittings tbody tr:visible")
        expect(row).to_have_count(1)
        tops = [cell.bounding_box()["y"] for cell in row.locator("> *").all() if cell.is_visible()]  # type: ignore[index]
        assert min(tops) == tops[-1], "who sat is the first that is read"
        field.fill("1956-10-20")
        expect(answer).to_contain_text("On 20 October 1956")


def test_a_day_of_which_nothing_is_recorded_says_which_days_are(visit: Visit) -> None:
    with visit("sittings.html") as page:
        field = page.get_by_label("Who sat on this day")
        rows = page.locator(".letopis-sittings tbody tr:visible")
        many = rows.count()
        for day, words in (("1970-01-01", "1 January 1970"), ("1950-12-31", "31 December 1950")):
            field.fill(day)
            expect(page.locator("output")).to_have_text(
                f"{words} is not recorded. The days from 16 October 1952 to 8 April 1966 are recorded."
            )
            expect(rows).to_have_count(many)
        field.evaluate("field => { field.value = '1953-01-01'; field.focus(); }")
        field.press("Home")
        page.keyboard.type("01/01/11956")
        assert len(field.input_value().split("-")[0]) == 4, "a year has four figures"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_ground_of_a_source_that_a_link_leads_to_covers_its_first_word(visit: Visit, width: int) -> None:
    first = """() => { const line = document.querySelector('.letopis-bibliography > :target > p');
        const range = document.createRange(); range.setStart(line.firstChild, 0); range.setEnd(line.firstChild, 3);
        return [range.getBoundingClientRect().left, line.getBoundingClientRect().left]; }"""
    with visit("sources-t.html#source-TaubmanCHR", width=width) as page:
        letters, ground = page.evaluate(first)
        assert ground - 0.5 <= letters <= ground + 1


def test_no_kind_that_narrows_a_search_is_cut_off_on_a_telephone(visit: Visit) -> None:
    with visit("search.html?q=Mongolia", width=360, touch=True) as page:
        page.locator(".letopis-refine > summary").tap()
        kinds = page.locator(".letopis-kinds label:visible")
        expect(kinds.nth(2)).to_be_visible()
        for kind in kinds.all():
            box = kind.bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= box["x"] + box["width"] <= 360, kind.inner_text()
