"""The register of claims, narrowed to one verdict."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.built import SITE, Visit

ROWS = ".letopis-register tbody tr:visible"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_claims_of_one_verdict_are_shown_alone(visit: Visit, script: bool) -> None:
    with visit("claims.html", script=script) as page:
        every = page.locator(ROWS).count()
        counts = {}
        for choice in page.locator(".letopis-choose input").all():
            choice.check()
            shown = page.locator(ROWS)
            value = choice.get_attribute("value") or ""
            counts[value] = shown.count()
            groups = page.locator(".letopis-claims:visible")
            assert page.locator(".letopis-claims > .letopis-heading:visible").count() == groups.count()
            assert all(group.locator("tbody tr:visible").count() for group in groups.all())
            if value:
                assert shown.locator(f".letopis-verdict-{value}").count() == counts[value]
            label = choice.locator("..").inner_text().split()
            assert int(label[-1]) == counts[value]
        assert counts.pop("") == every == sum(counts.values())


def test_a_telephone_shows_claims_below_one_another_with_whole_words(visit: Visit) -> None:
    with visit("claims.html", width=360) as page:
        row = page.locator(ROWS).first
        code, statement, verdict = (row.locator("th, td").nth(place) for place in range(3))
        line = verdict.bounding_box()
        assert line is not None
        for cell in (code, row.locator("th, td").nth(3), row.locator("th, td").nth(4)):
            box = cell.bounding_box()
            assert box is not None
            assert box["height"] <= line["height"]
        below = statement.bounding_box()
        assert below is not None
        assert below["y"] >= line["y"] + line["height"]


def test_the_columns_stand_below_one_another_in_all_groups_and_no_verdict_leaves_its_own(visit: Visit) -> None:
    with visit("claims.html", width=1280) as page:
        places = [
            [round(cell.bounding_box()["x"]) for cell in head.locator("th").all()]  # type: ignore[index]
            for head in page.locator(".letopis-register thead").all()
        ]
        assert len(places) > 10
        assert all(one == places[0] for one in places)
        for verdict in page.locator(".letopis-register .letopis-verdict").all():
            box = verdict.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] < places[0][3]


@pytest.mark.parametrize("claimed", ["post.html#claim-p7", "questions/who-sat-on-18-june.html#claim-present-mikoyan"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_claim_opens_at_its_address_without_a_script_and_is_marked(visit: Visit, claimed: str, width: int) -> None:
    with visit(claimed, script=False, width=width) as page:
        claim = page.locator(f"#{claimed.partition('#')[2]}")
        for part in (".letopis-claim-head", ".letopis-statement"):
            expect(claim.locator(part).first).to_be_in_viewport()
            ground = claim.locator(part).first.evaluate("node => getComputedStyle(node).backgroundColor")
            assert ground not in {"rgba(0, 0, 0, 0)", "transparent"}


def test_a_source_shows_the_words_that_cite_it_and_leads_to_their_paragraph(visit: Visit) -> None:
    part = next(path.name for path in SITE.glob("sources-s*.html") if 'id="source-Spitsyn"' in path.read_text("utf-8"))
    with visit(f"{part}#source-Spitsyn", script=False) as page:
        source = page.locator("#source-Spitsyn")
        assert not source.locator(".letopis-uses").is_visible()
        source.get_by_text("what is said there").click()
        assert source.locator(".letopis-uses > li:visible").count() > 50
        item = source.locator(".letopis-uses > li", has_text="There were seven candidates by one count").first
        item.get_by_role("link").click()
        assert "/alignment.html#par-" in page.url
        expect(page.locator("p:target")).to_be_in_viewport()
