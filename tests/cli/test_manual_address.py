"""A finding names the page of the manual by its address only where the site has that page; else by its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("published", [False, True])
def test_the_address_of_the_manual_is_one_that_the_site_has(archive: Path, run: Run, published: bool) -> None:
    with (archive / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nhtml_baseurl = "https://example.org/"\n')
    if published:
        (archive / "ledger.txt").write_text("about page 1\n", encoding="utf-8")
    page = "---\norphan: true\n---\n\n# Eve\n\n:::{person} eve\nShe.\n:::\n"
    (archive / "people" / "eve.md").write_text(page, encoding="utf-8")
    said = run("doctor").out
    assert ("https://example.org/about.html#rule-record-unsourced" in said) is published
    assert ("about.md, under “record-unsourced”" in said) is not published
