"""The general index of a large archive is divided; a small one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis.html import builder, long_index
from letopis.html.long_index import IN_A_PART, index_parts
from tests.building import build, write


def entry(name: str) -> tuple[str, tuple[list[tuple[str, str]], list[object], None]]:
    return name, ([("main", "a.html#b")], [], None)


def test_a_letter_of_many_entries_has_several_parts() -> None:
    many = [entry(f"Smith {number:04}") for number in range(IN_A_PART * 2 + 1)]
    parts = index_parts([("A", [entry("Ada")]), ("S", many), ("Ж", [entry("Жуков")])])
    assert [part.docname for part in parts] == [
        "genindex-a-1", "genindex-s-1", "genindex-s-2", "genindex-s-3", "genindex-x3-1",
    ]  # fmt: skip
    assert [part.label for part in parts][:2] == ["A", "S: Smith 0000 to Smith 0266"]
    assert [one for part in parts[1:4] for one in part.entries] == many


@pytest.mark.parametrize("most", [5, 1000])
def test_every_entry_is_on_a_page_of_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(builder, "ON_ONE_PAGE", most)
    monkeypatch.setattr(long_index, "IN_A_PART", 3)
    people = "".join(f":::{{person}} p{n}\n:name: Smith the {n}\n:source: none\nOne.\n:::\n\n" for n in range(9))
    built = build(write(tmp_path, {"people": f"# People\n\n{people}"}), builder="html", html_theme="sphinx_book_theme")
    pages = sorted(path.name for path in built.output.glob("genindex*.html"))
    front = built.text("genindex.html")
    if most == 1000:
        assert pages == ["genindex.html"]
        assert "Smith the 8" in front
    else:
        assert pages == ["genindex-s-1.html", "genindex-s-2.html", "genindex-s-3.html", "genindex.html"]
        assert [name for name in pages if f'href="{name}"' in front] == pages[:3]
        assert "people.html#person-p8" in built.text("genindex-s-3.html")
        assert 'aria-current="page"' in built.text("genindex-s-2.html")
