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
