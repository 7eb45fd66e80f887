"""No record's page is so short that a reader who follows a link to it has gained nothing.

Read from the sources of the pages, so that it needs no build.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
FOLDERS = ("people", "places", "bodies", "books", "events", "documents", "questions")
LEAST = 90
"""How many words of its own a page has: about as many as a short paragraph."""
EXCEPTIONS = {"places/map": "the drawing of all places says it; each has a page of its own"}
"""A page that may be shorter, and why: its sources say no more, and no other page needs what it has."""

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
MARKUP = re.compile(r"^(?::::.*|:[a-z-]+:.*|#.*|\([a-z-]+\)=)$", re.MULTILINE)
CITATION = re.compile(r"\{cite:[a-z]+\}`[^`]*`")
ROLE = re.compile(r"\{\w+\}`(?:([^`<]*?)\s*<[^`]*>|([^`]*))`")
WORD = re.compile(r"\w[\w’'–-]*")


def own_words(page: str) -> int:
    """How many words of running text a page has: no headings, fields, lists made by the program, or citations."""
    text = CITATION.sub("", MARKUP.sub("", FENCE.sub("", page)))
    return len(WORD.findall(ROLE.sub(lambda role: role[1] or role[2], text)))


def pages() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (DOCS / folder).glob("*.md") if path.stem != "index")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("# A title\n\n:::{person} key\n:born: 1900 [Source]\nOne two.\n:::\n\nThree {cite:p}`Source` four.\n", 4),
        ("{person}`Ann Lee <lee>` met {place}`rome`.\n", 4),
        ("```{timeline}\n:from: 1957\n```\nFive.\n", 1),
    ],
)
def test_only_running_text_is_counted(page: str, words: int) -> None:
    assert own_words(page) == words


def test_no_page_is_a_stub() -> None:
    counted = {f"{path.parent.name}/{path.stem}": own_words(path.read_text(encoding="utf-8")) for path in pages()}
    assert len(counted) > 100
    assert {name: words for name, words in counted.items() if words < LEAST and name not in EXCEPTIONS} == {}
    assert [name for name in EXCEPTIONS if counted.get(name, LEAST) >= LEAST] == [], "an exception that is idle"
