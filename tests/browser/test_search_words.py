"""Queries in running words: what comes first, and what is among the first three.

They stand in tests/search/words.tsv, written before the search was made to answer them. `tests/search/ask.js` asks the
same of a built site in Node, in two seconds.
"""

from __future__ import annotations

from pathlib import Path

from tests.browser.built import SITE, Visit

FILE = Path(__file__).parent.parent / "search" / "words.tsv"
LEAST_FIRST, LEAST_AMONG_THREE = 90, 97
"""Of a hundred queries so many must have the page first, and so many among three."""

NOTHING = "-"
THREE = """async (queries) => {
    const found = [];
    for (const query of queries) {
        const { entries } = await letopisSearch.search(query, { kinds: new Set(), from: null, to: null });
        found.push((await Promise.all(entries.slice(0, 3).map(letopisSearch.card))).map((card) => card[1]));
    }
    return found;
}"""


def queries() -> list[tuple[str, list[str]]]:
    """Each query with the pages that answer it."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(query, pages.split(", ")) for query, pages in rows]


def answers(address: str, pages: list[str]) -> bool:
    """Whether an address is one of the pages; a page without a place stands for every place on it."""
    page, _, place = address.partition("#")
    page = page.removesuffix(".html")
    return page in pages or f"{page}#{place}" in pages


def test_there_are_enough_and_their_pages_are_there() -> None:
    asked = queries()
    assert len({query for query, _ in asked}) == len(asked) >= 200
    for query, pages in asked:
        for page, _, place in (one.partition("#") for one in pages if one != NOTHING):
            text = (SITE / f"{page}.html").read_text(encoding="utf-8")
            assert not place or f'id="{place}"' in text, query


def test_running_words_find_their_page(visit: Visit) -> None:
    asked = queries()
    with visit("search.html") as page:
        page.evaluate("letopisSearch.start()")
        found: list[list[str]] = page.evaluate(THREE, [query for query, _ in asked])
    first, among, wrong = 0, 0, []
    for (query, pages), addresses in zip(asked, found, strict=True):
        right = [answers(address, pages) for address in addresses] if pages != [NOTHING] else [not addresses]
        first += bool(right and right[0])
        among += any(right)
        if not (right and right[0]):
            wrong.append(f"{query}: {addresses}, not {pages}")
    said = "\n".join(wrong)
    assert 100 * first >= LEAST_FIRST * len(asked), said
    assert 100 * among >= LEAST_AMONG_THREE * len(asked), said
