"""The register of claims, narrowed to one verdict."""

from __future__ import annotations

import pytest

from tests.browser.built import Visit

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
            if value:
                assert shown.locator(f".letopis-verdict-{value}").count() == counts[value]
            label = choice.locator("..").inner_text().split()
            assert int(label[-1]) == counts[value]
        assert counts.pop("") == every == sum(counts.values())


def test_a_telephone_shows_claims_below_one_another_with_whole_words(visit: Visit) -> None:
    with visit("claims.html", width=360) as page:
        row = page.locator(ROWS).first
        number, statement, verdict = (row.locator("th, td").nth(place) for place in range(3))
        line = verdict.bounding_box()
        assert line is not None
        for cell in (number, row.locator("th, td").nth(3), row.locator("th, td").nth(4)):
            box = cell.bounding_box()
            assert box is not None
            assert box["height"] <= line["height"]
        below = statement.bounding_box()
        assert below is not None
        assert below["y"] >= line["y"] + line["height"]
