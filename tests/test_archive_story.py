"""The story: each paragraph has a source, each chapter its length, each day of the affair something told of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from markdown_it import MarkdownIt

from letopis.bibliography.entries import container, corporate_author, makers
from letopis.bibliography.reading import read_bib_files

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
STORY = REPOSITORY / "docs" / "story"
CHAPTERS = sorted(STORY.glob("[0-9]*.md"))
BRIEF = STORY / "in-brief.md"
PAGES = [*CHAPTERS, STORY / "cast.md", BRIEF]

LONGEST_TRANSITION = 45
"""A transition has at most so many words, no figure, and the first or the last place in its section."""

CITATION = re.compile(r"\{cite:[pt]\}`([^`]+)`")
NOTE = re.compile(r"\[\^[\w-]+\](?!:)")
ROLE = re.compile(r"\{[a-z:]+\}`([^`]*)`")


class Paragraph(NamedTuple):
    """One paragraph as it is written, and where it stands in its section."""

    text: str
    lead: bool
    """The first of the page, below its title."""

    edge: bool
    """The first or the last of its section, notes left out."""

    listed: bool
    """In a list whose introduction ends in a colon and names the source for all of it."""


def paragraphs(page: str) -> list[Paragraph]:
    """Every paragraph and point of a list on a page."""
    sections: list[list[tuple[str, bool]]] = [[]]
    tokens = MarkdownIt().parse(page)
    depth, introduced = 0, False
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "heading_open":
            sections.append([])
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            last = sections[-1][-1][0] if sections[-1] else ""
            depth, introduced = depth + 1, last.endswith(":") and CITATION.search(last) is not None
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type == "inline" and before is not None and before.type == "paragraph_open":
            sections[-1].append((token.content, bool(depth) and introduced))
    found: list[Paragraph] = []
    for section in sections:
        body = [text for text, _ in section if not re.match(r"\[\^[\w-]+\]:", text)]
        for text, listed in section:
            edge = bool(body) and text in {body[0], body[-1]}
            found.append(Paragraph(text, lead=not found, edge=edge, listed=listed))
    return found


def words(text: str) -> list[str]:
    """The words a reader sees: no citations, of a link only what it says."""
    shown = ROLE.sub(lambda role: role[1].partition(" <")[0], CITATION.sub("", NOTE.sub("", text)))
    return re.findall(r"\w[\w’'.,-]*", shown)


def is_transition(paragraph: Paragraph) -> bool:
    shown = words(paragraph.text)
    return paragraph.edge and len(shown) <= LONGEST_TRANSITION and not any(word[0].isdigit() for word in shown)


def without_source(page: str) -> list[str]:
    """The paragraphs that should name a source and do not, by their first words."""
    return [
        paragraph.text[:60]
        for paragraph in paragraphs(page)
        if not (
            paragraph.lead
            or paragraph.listed
            or CITATION.search(paragraph.text)
            or (NOTE.search(paragraph.text) and not paragraph.text.startswith("[^"))
            or is_transition(paragraph)
        )
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_paragraph_has_a_source_or_is_a_lead_or_a_transition(path: Path) -> None:
    assert without_source(path.read_text(encoding="utf-8")) == []


TITLE = "# A chapter\n\nIts lead needs no source.\n\n## A section\n\n"
SOURCED = "They met {cite:p}`Spitsyn`.\n\n"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (SOURCED + "They met on 18 June.\n\n" + SOURCED, ["They met on 18 June."]),
        (SOURCED + "They met.\n\n" + SOURCED, ["They met."]),
        (SOURCED + "They met on 18 June.", ["They met on 18 June."]),
        (SOURCED + "word " * (LONGEST_TRANSITION + 1), [("word " * 12).strip()[:60]]),
        (SOURCED + "What came next was worse.", []),
        (SOURCED + "They met again.[^hour]\n\n[^hour]: At four {cite:p}`Spitsyn`.", []),
        (SOURCED + "[^hour]: At four.", ["[^hour]: At four."]),
        (SOURCED + "Two charges {cite:p}`Spitsyn`:\n\n- In 1955 he lied.\n- In 1956 again.\n\n" + SOURCED, []),
        (SOURCED + "Two charges:\n\n- In 1955 he lied.\n\n" + SOURCED, ["Two charges:", "In 1955 he lied."]),
    ],
)
def test_what_the_rule_flags_and_what_it_does_not(text: str, flagged: list[str]) -> None:
    assert [found.strip() for found in without_source(TITLE + text)] == flagged


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_between_1200_and_2200_words(path: Path) -> None:
    count = sum(len(words(paragraph.text)) for paragraph in paragraphs(path.read_text(encoding="utf-8")))
    assert 1200 <= count <= 2200


def test_the_story_in_brief_has_a_page_and_a_source_for_every_paragraph() -> None:
    found = paragraphs(BRIEF.read_text(encoding="utf-8"))
    assert [one.text[:60] for one in found if not CITATION.search(one.text)] == []
    assert 300 <= sum(len(words(one.text)) for one in found) <= 450


def test_the_story_in_brief_cites_what_the_chapters_cite() -> None:
    told = {
        key
        for path in CHAPTERS
        for cluster in CITATION.findall(path.read_text(encoding="utf-8"))
        for key in cluster.split(",")
    }
    brief = {key for cluster in CITATION.findall(BRIEF.read_text(encoding="utf-8")) for key in cluster.split(",")}
    assert brief <= told


def test_every_chapter_is_listed_once_and_in_order() -> None:
    index = (STORY / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"^(\d\d-[\w-]+)$", index, re.MULTILINE) == [path.stem for path in CHAPTERS]


@pytest.mark.parametrize("day", range(18, 30))
def test_each_day_from_the_session_to_the_resolution_is_told(day: int) -> None:
    told = " ".join(path.read_text(encoding="utf-8") for path in CHAPTERS[3:5])
    assert re.search(rf"\b{day}(?:st|nd|rd|th| June)\b", told)


def test_the_cast_names_the_eleven() -> None:
    cast = (STORY / "cast.md").read_text(encoding="utf-8")
    four, seven = (re.findall(r"^- \{person\}`([a-z]+)`", part, re.MULTILINE) for part in cast.split("\n## ")[1:3])
    assert (len(four), len(seven)) == (4, 7)


def disputed() -> Iterator[tuple[str, list[str]]]:
    """Paragraphs that lead to a question or a claim, with the keys they cite."""
    for path in CHAPTERS:
        for paragraph in paragraphs(path.read_text(encoding="utf-8")):
            if "{question}`" in paragraph.text or "{claim}`" in paragraph.text:
                yield paragraph.text[:60], ",".join(CITATION.findall(paragraph.text)).split(",")


def test_no_disputed_point_rests_on_an_anonymous_page_alone() -> None:
    entries = read_bib_files([REPOSITORY / "references.bib"]).data.entries
    named = {key for key, entry in entries.items() if makers(entry) or corporate_author(entry) or container(entry)}
    assert named < set(entries)
    assert [start for start, keys in disputed() if named.isdisjoint(keys)] == []


def test_no_work_of_reference_is_cited_before_a_work_of_history() -> None:
    entries = read_bib_files([REPOSITORY / "references.bib"]).data.entries
    kinds = {key: set(re.split(r",\s*", entry.fields.get("keywords", ""))) for key, entry in entries.items()}
    ahead = []
    for path in PAGES:
        for cluster in CITATION.findall(path.read_text(encoding="utf-8")):
            keys = cluster.split(",")
            history = [at for at, key in enumerate(keys) if kinds.get(key, set()) & {"scholarly", "primary"}]
            reference = [at for at, key in enumerate(keys) if key.startswith("WP") or "reference" in kinds.get(key, ())]
            if history and reference and reference[0] < history[-1]:
                ahead.append(cluster)
    assert ahead == []
