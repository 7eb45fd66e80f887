"""Which pages of the book the picture in README shows: needs no browser, but what `tools.pictures` imports."""

from __future__ import annotations

import pytest

from tools.pictures import left_page

CONTENTS = "Contents\nThe fair . . . . . . 3\n"
HEAD = "The fair                 3\nIt rained."


@pytest.mark.parametrize(
    ("before", "left"),
    [([CONTENTS], 2), ([CONTENTS, "A map"], 4)],
    ids=["it opens on the left", "it opens on the right"],
)
def test_the_chapter_is_found_by_its_heading(before: list[str], left: int) -> None:
    assert left_page([*before, "   The fair\n\nIt began.", HEAD, HEAD], "The fair") == left


def test_a_chapter_that_is_not_there_is_said() -> None:
    with pytest.raises(SystemExit, match="No page of the book has the heading 'The fair'"):
        left_page([CONTENTS, HEAD], "The fair")
