"""Where Sphinx has another shape than the one leaned on, it goes its own way, and one warning says so."""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.collectors.toctree import TocTreeCollector

from letopis import sphinx_internals
from letopis.domain import LetopisDomain
from letopis.preview import process as preview
from tests.building import Built, build, write

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

NUMBERED = "numfig = True\n"
PAGES = {
    "one": "# One\n\n:::{table} First\n| a |\n|---|\n| b |\n:::\n",
    "two": "# Two\n\n:::{table} Second\n| a |\n|---|\n| b |\n:::\n",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "archive", PAGES, conf=NUMBERED)


def numbers(built: Built) -> list[tuple[int, ...]]:
    """The numbers of all tables, in the order of the pages."""
    return [number for _, kinds in sorted(built.app.env.toc_fignumbers.items()) for number in kinds["table"].values()]


def internal(built: Built) -> list[str]:
    return [warning.message for warning in built.warnings if warning.code == "letopis.sphinx-internals"]


def collectors(built: Built) -> list[str]:
    listeners = built.app.events.listeners["env-get-updated"]
    found = [type(getattr(listener.handler, "__self__", None)) for listener in listeners]
    return [one.__name__ for one in found if issubclass(one, TocTreeCollector)]


def test_tables_are_numbered_by_our_collector_alone(source: Path) -> None:
    built = build(source)
    assert collectors(built) == ["NumberedCollector"]
    assert numbers(built) == [(1,), (2,)]
    assert internal(built) == []


def test_a_collector_that_is_not_found_leaves_sphinx_to_its_own(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sphinx_internals, "TocTreeCollector", type("Another", (), {}))
    built = build(source)
    assert collectors(built) == ["TocTreeCollector"]
    assert numbers(built) == [(1,), (2,)]
    (message,) = internal(built)
    assert "collector of contents" in message


def test_numbering_that_asks_for_more_gets_the_whole(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = TocTreeCollector.assign_figure_numbers

    def ask_for_more(self: TocTreeCollector, env: Any) -> list[str]:
        env.titles.keys()
        return known(self, env)

    monkeypatch.setattr(TocTreeCollector, "assign_figure_numbers", ask_for_more)
    built = build(source)
    assert numbers(built) == [(1,), (2,)]
    (message,) = internal(built)
    assert "'titles'" in message


def test_pages_that_were_opened_are_forgotten() -> None:
    env = SimpleNamespace(_pickled_doctree_cache={"a": b"1"})
    assert sphinx_internals.forget_read_pages(env)  # type: ignore[arg-type]
    assert env._pickled_doctree_cache == {}
    assert not sphinx_internals.forget_read_pages(SimpleNamespace())  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [True, False])
def test_a_preview_shows_what_was_edited(source: Path, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    if not known:
        monkeypatch.setattr(preview, "forget_read_pages", lambda _: False)
    shown = preview.Preview(source, source, source / "_read", source / "_out", source / "_state.json")
    for words in ("Before.", "Between.", "After."):
        (source / "one.md").write_text(f"# One\n\n{words}\n", encoding="utf-8")
        shown.build(preview.Request(1, [source / "one.md"], "one"))
        assert words in (source / "_out" / "one.html").read_text(encoding="utf-8")


class Settings(dict[str, Any]):
    """As Sphinx's `Config`: settings are items and attributes."""

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def test_only_what_a_project_has_not_set_is_filled_in() -> None:
    config: Any = Settings(epub_uid="unknown", epub_cover=("mine.png", ""))
    sphinx_internals.fill_in(config, "epub_uid", "ours", theirs="unknown")
    sphinx_internals.fill_in(config, "epub_cover", ("ours.png", ""), theirs=())
    sphinx_internals.fill_in(config, "not_a_setting", 1, theirs=0)
    assert config == {"epub_uid": "ours", "epub_cover": ("mine.png", "")}


def test_another_extensions_builder_is_left_alone(source: Path) -> None:
    """Its pages are Sphinx's own, laid out by the theme, and searched by Sphinx's index."""
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "html_theme = 'sphinx_book_theme'\n\ndef setup(app):\n"
            "    from sphinx.builders.html import StandaloneHTMLBuilder\n"
            "    app.add_builder(StandaloneHTMLBuilder, override=True)\n"
        )
    built = build(source, builder="html", html_context={"default_mode": "auto"})
    assert type(built.app.builder) is StandaloneHTMLBuilder
    assert "letopis/letopis.css" not in built.text("one.html")
    assert (built.output / "searchindex.js").is_file()


def test_a_page_is_left_out_of_one_list() -> None:
    env: Any = SimpleNamespace(toctree_includes={"a": ["b", "c"], "b": ["a"]})
    sphinx_internals.leave_out_of_list(env, "a", "c")
    sphinx_internals.leave_out_of_list(env, "b", "x")
    assert env.toctree_includes == {"a": ["b"], "b": ["a"]}


def test_pages_of_others_are_set_aside() -> None:
    kept: dict[str, Any] = {
        name: defaultdict(set) if name == "dependencies" else {"a": 1} for name in sphinx_internals.BY_PAGE
    }
    env: Any = SimpleNamespace(**kept, domaindata={"index": {"entries": {"a": []}}, "cite": {"citation_refs": ["a"]}})
    aside = sphinx_internals.set_other_pages_aside(env)
    assert {"a": 1} in aside
    assert all(getattr(env, name) == {} for name in sphinx_internals.BY_PAGE)
    env.dependencies["b"].add("c")
    assert env.domaindata == {"index": {"entries": {}}, "cite": {"citation_refs": []}}


def test_pages_kept_elsewhere_are_sent_back_as_before() -> None:
    env = SimpleNamespace(tocs={"a": 1}, domaindata={})
    assert sphinx_internals.set_other_pages_aside(env) == []  # type: ignore[arg-type]
    assert env.tocs == {"a": 1}


def test_a_process_sends_back_no_more_than_it_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many pages as make several processes one after the other, each of which says what it packs."""
    sent: list[tuple[int, list[int]]] = []
    merge = LetopisDomain.merge_domaindata

    def note(self: LetopisDomain, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        sent.append((len(docnames), [len(otherdata[name]) for name in ("records", "told")]))
        merge(self, docnames, otherdata)

    monkeypatch.setattr(LetopisDomain, "merge_domaindata", note)
    pages = {f"p{n:02}": f"# Page {n}\n\n:::{{place}} p{n}\n:country: X\nA place.\n:::\n" for n in range(60)}
    built = build(write(tmp_path / "archive", pages), jobs=2)
    assert len(sent) > 2
    assert all(len(pages) > count and set(lengths) <= {count, count - 1} for count, lengths in sent)
    assert len(built.archive.records) == len(pages)
