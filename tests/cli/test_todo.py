"""``letopis todo``, and records that name who has looked them over."""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis.model.values import read_review
from tests.cli.conftest import Run


def test_what_is_left_to_do(archive: Path, run: Run) -> None:
    page = archive / "people" / "gruet.md"
    before = run("todo").out
    assert "## Look it over" not in before
    assert "claim `" not in before.partition("## Write more")[2]
    assert "person `gruet` (Jacques Gruet), people/gruet.md:3, " in before.partition("## Write more than a stub")[2]
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Poet,", ":reviewed: A. Reader 2026-11-27\nPoet,", 1), encoding="utf-8")
    assert run("new", "person", "Ada Lovelace").code == 0
    after = run("todo").out
    unreviewed = after.partition("## Look it over")[2]
    assert "person `calvin`" in unreviewed
    assert "person `gruet`" not in unreviewed
    assert "## Find a source (1)\n\n- [ ] person `lovelace` (Ada Lovelace), people/lovelace.md:3\n" in after


@pytest.mark.parametrize("text", ["A. Reader 2026-11-27", "A. Reader, 2026-11-27", "A. Reader | 2026-11-27"])
def test_a_review_names_who_and_when(text: str) -> None:
    review = read_review(text)
    assert (review.who, str(review.when)[:1] != "") == ("A. Reader", True)


@pytest.mark.parametrize("text", ["A. Reader", "2026-11-27", "A. Reader 2026", "A. Reader 2026-13-01", ""])
def test_what_is_no_review(text: str) -> None:
    with pytest.raises(ValueError):
        read_review(text)
