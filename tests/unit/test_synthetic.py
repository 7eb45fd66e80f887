"""The archives that building is measured with: as large as asked, the same every time, and without a fault."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tools.synthetic import CITATIONS, EDITIONS, KINDS, LINKS, TERMS, WORDS, Invention, write_archive, write_conf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(Invention(60).pages())


def records(pages: dict[str, str]) -> list[str]:
    return [text for name, text in pages.items() if re.search(r"/r\d+\.md$", name)]


def test_there_are_as_many_records_as_asked_of_several_kinds(pages: dict[str, str]) -> None:
    assert len(records(pages)) == 60
    kinds = Counter(
        match[1] for text in records(pages) if (match := re.search(r"^:::\{(\w+)\} r\d", text, re.MULTILINE))
    )
    assert kinds == {kind: 3 * KINDS.count(kind) for kind in KINDS}


def test_each_page_has_what_is_promised(pages: dict[str, str]) -> None:
    for text in records(pages):
        running = text.split("\n:::\n", 1)[1]
        links = Counter(re.findall(r"\{(\w+)\}`", running))
        assert links.pop("term") == TERMS
        assert sum(links[kind] for kind in set(KINDS)) == LINKS
        assert len(re.findall(r"\{cite:p\}`", running)) == CITATIONS
        assert len(re.findall(r"^\| -- ", running, re.MULTILINE)) == 1
        assert (running.count("[^a]"), running.count("[^a]: ")) == (2, 1)
        prose = re.sub(r"^(\||## |\[\^a\]: ).*$", "", running, flags=re.MULTILINE)
        assert 0.9 * WORDS < len(prose.split()) < 1.1 * WORDS


def test_no_link_leads_nowhere(pages: dict[str, str]) -> None:
    there = {match for text in pages.values() for match in re.findall(r"^:::\{(\w+)\} (\w+)$", text, re.MULTILINE)}
    for text in pages.values():
        for kind, shown in re.findall(r"\{(\w+)\}`([^`]*)`", text):
            if not kind.startswith("cite"):
                assert (kind, shown.rpartition("<")[2].rstrip(">")) in there


def test_names_are_all_different() -> None:
    titles = [text.partition("\n")[0] for text in records(dict(Invention(3000).pages()))]
    assert len(set(titles)) == 3000


def test_the_same_number_gives_the_same_bytes(pages: dict[str, str]) -> None:
    assert dict(Invention(60).pages()) == pages


@pytest.mark.parametrize("size", [1, 7])
def test_a_small_one_lacks_kinds_but_not_its_index(size: int) -> None:
    assert len(records(dict(Invention(size).pages()))) == size


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_changes_the_settings_and_no_page(edition: str, tmp_path: Path) -> None:
    folder = write_archive(tmp_path, 20)
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    write_conf(folder, edition)
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    settings = (folder / "conf.py").read_text(encoding="utf-8")
    compile(settings, "conf.py", "exec")
    assert ("html_theme" in settings) is (edition != "ours")
