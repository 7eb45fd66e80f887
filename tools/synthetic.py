"""Makes archives of any size, of invented records about nothing: to measure how long building takes.

    python -m tools.synthetic FOLDER RECORDS [ours|stock|basic]

Each record has a page of about 350 words with twelve links to other records, six terms of the glossary, three
citations, a table and a footnote. The same number gives the same bytes. The settings are those of `conf.py`, and the
pages are read by our extension in every edition; the other two are laid out, searched and cited as they come.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
EDITIONS: Final = ("ours", "stock", "basic")
"""The edition of this archive; the theme as it comes; Sphinx's own plainest theme."""

KINDS: Final = ("person",) * 10 + ("event",) * 5 + ("place",) * 2 + ("body", "document", "book")
"""The kind of each record by its number, over and over."""

FOLDERS: Final = {
    "person": "people", "event": "events", "place": "places", "body": "bodies", "document": "documents", "book": "books",
}  # fmt: skip

LINKS, TERMS, CITATIONS, WORDS = 12, 6, 3, 350
TERMS_ON_A_PAGE: Final = 50

_SMALL: Final = "the of and to in a was that his he on with it by at for from had as not but which were is be".split()
_ONSETS: Final = "b d f g k l m n p r s t v z br dr kr st".split()
_VOWELS: Final = "a e i o u".split()
_ENDINGS: Final = ("", "s", "ed", "ing", "er", "ation", "ly", "ness")

THEME: Final = "[theme]\ninherit = sphinx_book_theme\n"
"""Another name for the theme: the edition is laid over it under its own name only."""

CONF: Final = """
# The settings of the archive in this repository, with another theme and other sources.
import runpy

_settings = runpy.run_path({root!r})
globals().update({{name: value for name, value in _settings.items() if not name.startswith("_")}})
project = html_title = "A synthetic archive"
bibtex_bibfiles = ["references.bib"]
html_static_path, letopis_downloads = [], []
letopis_item_reviewed, letopis_data_formats = "", None
"""
STOCK: Final = """
letopis_search = False

def setup(app):
    app.connect("config-inited", cite_as_it_comes)


def cite_as_it_comes(app, config):
    from sphinxcontrib.bibtex.domain import BibtexDomain

    app.add_domain(BibtexDomain, override=True)
"""
"""What the other editions do without: our search, and our way to look citations up."""

MORE: Final = {
    "ours": "",
    "stock": f'extensions = [*extensions, "sphinx_book_theme"]\nhtml_theme, html_theme_path = "stock", ["themes"]\n{STOCK}',
    "basic": f'html_theme, html_theme_options = "basic", {{}}\n{STOCK}',
}


@dataclass
class Invention:
    """An archive of ``size`` records, each made when its turn comes."""

    size: int
    random: Random = field(default_factory=lambda: Random(1957))  # noqa: S311  nothing here is secret

    def __post_init__(self) -> None:
        """Settle what there is before anything refers to it."""
        self.records = [(KINDS[number % len(KINDS)], f"r{number}") for number in range(self.size)]
        self.by_kind = {kind: [key for known, key in self.records if known == kind] for kind in FOLDERS}
        self.terms = [f"t{number}" for number in range(max(TERMS, self.size // 10))]
        self.sources = [f"Source{number}" for number in range(max(CITATIONS, self.size // 4))]
        self.vocabulary = [self._word() for _ in range(4000)]
        # A few words are very common, most are rare, as in any language.
        self.weights = [*accumulate(1 / (rank + 20) for rank in range(len(self.vocabulary)))]

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every file of the archive: its path and its text."""
        glossaries = range(0, len(self.terms), TERMS_ON_A_PAGE)
        tops = [f"{FOLDERS[kind]}/index" for kind, keys in self.by_kind.items() if keys]
        others = [f"glossary-{start}" for start in glossaries]
        yield "index.md", "# A synthetic archive\n\n" + _contents([*tops, *others, "timeline", "sources"])
        for kind, keys in self.by_kind.items():
            if keys:
                yield f"{FOLDERS[kind]}/index.md", f"# All of the {FOLDERS[kind]}\n\n{_contents(keys)}"
        for number, (kind, key) in enumerate(self.records):
            yield f"{FOLDERS[kind]}/{key}.md", self.page(number, kind, key)
        for start in glossaries:
            listed = self.terms[start : start + TERMS_ON_A_PAGE]
            yield f"glossary-{start}.md", f"# Terms {start}\n\n" + "\n".join(self._term(term) for term in listed)
        yield "timeline.md", "# Timeline\n\n```{timeline}\n```\n"
        yield "sources.md", "# Sources\n\n```{bibliography}\n```\n"
        yield "references.bib", "\n".join(self._source(number) for number in range(len(self.sources)))

    def page(self, number: int, kind: str, key: str) -> str:
        """The page of one record: its facts, four sections, a table and a footnote."""
        facts = "\n".join([*self._facts(number, kind), f":source: {self._cited(number)} | {self._words(4)}"])
        links = [f"{{{kind}}}`{key}`" for kind, key in self.random.choices(self.records, k=LINKS)]
        links += [f"{{term}}`{self._phrase()} <{key}>`" for key in self.random.choices(self.terms, k=TERMS)]
        self.random.shuffle(links)
        sections = [self._text(links[part::4], WORDS // 4, self._cited(number + part)) for part in range(CITATIONS)]
        sections.append(self._text(links[CITATIONS::4], WORDS // 4).replace(".", ".[^a]", 1))
        headings = [f"## {self._phrase().capitalize()}\n\n{text}\n" for text in sections[1:]]
        return (
            f"# {_name(number)}\n\n:::{{{kind}}} {key}\n{facts}\n{self._sentence([], 14)}\n:::\n\n{sections[0]}\n\n"
            + "\n".join(headings)
            + f"\n{self._table()}\n\n[^a]: {self._sentence([], 12)}\n"
        )

    def _facts(self, number: int, kind: str) -> list[str]:
        """Fields that the rules of the archive find no fault with."""
        year, source = 1920 + number % 35, self._cited(number)
        match kind:
            case "person":
                body = self._one_of("body")
                born = f":born: 18{70 + number % 25}-0{1 + number % 9}-1{number % 10} [{source}]"
                seat = [f":member: {body} full {year}-03-05/{year + 3}-10-16 [{source}]"] if body else []
                return [born, f":died: 19{60 + number % 25} [{source}]", *seat]
            case "event":
                who = [f":participant: {person} | {self._words(2)}" for person in self._some_of("person", 3)]
                where = [f":place: {place}" for place in self._some_of("place", 1)]
                return [f":date: {year}-0{1 + number % 9}-1{number % 10} [{source}]", *where, *who]
            case "body":
                return [f":founded: 19{number % 15:02} [{source}]"]
            case "document" | "book":
                return [f":date: {year} [{source}]", *[f":author: {one}" for one in self._some_of("person", 1)]]
        return [f":country: {self._phrase()}"]

    def _text(self, links: list[str], words: int, source: str = "") -> str:
        """A paragraph of ``words`` words, the links spread over its sentences."""
        length = 14
        count = max(1, words // length)
        sentences = [self._sentence(links[part::count], length) for part in range(count)]
        if source:
            sentences[-1] = f"{sentences[-1][:-1]} {{cite:p}}`{source}`."
        return " ".join(sentences)

    def _sentence(self, links: list[str], words: int) -> str:
        text = self._words(words - 2 * len(links)).split()
        for link in links:
            text.insert(self.random.randrange(1, len(text)), link)
        return " ".join([text[0].capitalize(), *text[1:]]) + "."

    def _words(self, count: int) -> str:
        rare = self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)
        return " ".join(
            self.random.choice(_SMALL) if number % 5 in {1, 3} else word for number, word in enumerate(rare)
        )

    def _phrase(self) -> str:
        return " ".join(self.random.choices(self.vocabulary, cum_weights=self.weights, k=2))

    def _word(self) -> str:
        syllables = [
            self.random.choice(_ONSETS) + self.random.choice(_VOWELS) for _ in range(self.random.randint(1, 3))
        ]
        return "".join(syllables) + self.random.choice(_ONSETS)[0] + self.random.choice(_ENDINGS)

    def _table(self) -> str:
        rows = [" | ".join([self._phrase(), str(1900 + row), self._words(3)]) for row in range(5)]
        return "\n".join(f"| {row} |" for row in [f"{self._phrase()} | year | {self._phrase()}", "-- | -- | --", *rows])

    def _term(self, key: str) -> str:
        source = self._cited(int(key[1:]))
        return f"## The {_name(int(key[1:]) + 100_000)}\n\n:::{{term}} {key}\n:source: {source}\n{self._text([], 25)}\n:::\n"

    def _source(self, number: int) -> str:
        author, title = _name(number + 200_000), self._words(5).capitalize()
        return (
            f"@book{{{self.sources[number]},\n  author = {{{author}}},\n  title = {{{title}}},\n"
            f"  publisher = {{{self._phrase().title()}}},\n  year = {{{1960 + number % 60}}},\n}}\n"
        )

    def _cited(self, number: int) -> str:
        return self.sources[number % len(self.sources)]

    def _one_of(self, kind: str) -> str:
        return next(iter(self._some_of(kind, 1)), "")

    def _some_of(self, kind: str, count: int) -> list[str]:
        keys = self.by_kind[kind]
        return self.random.sample(keys, min(count, len(keys)))


def write_archive(folder: Path, size: int, edition: str = "ours") -> Path:
    """Write an archive of ``size`` records into ``folder``, with the settings of an edition."""
    for name, text in Invention(size).pages():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return write_conf(folder, edition)


def write_conf(folder: Path, edition: str) -> Path:
    """Give an archive the settings of an edition; its pages stay as they are."""
    conf = CONF.format(root=str(ROOT / "conf.py")) + MORE[edition]
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    if edition == "stock":
        theme = folder / "themes" / "stock" / "theme.conf"
        theme.parent.mkdir(parents=True, exist_ok=True)
        theme.write_text(THEME, encoding="utf-8")
    return folder


def _name(number: int) -> str:
    """A name for each number; two of them differ in two syllables at least, so that none is taken for another."""
    syllables = len(_ONSETS) * len(_VOWELS)
    parts = [number % syllables, number // syllables % syllables, number // syllables**2]
    letters = [
        _ONSETS[part % len(_ONSETS)] + _VOWELS[part // len(_ONSETS) % len(_VOWELS)] for part in [*parts, sum(parts)]
    ]
    return f"{letters[3]}n {letters[0]}{letters[1]}{letters[2]}v".title()


def _contents(pages: list[str]) -> str:
    return "```{toctree}\n" + "\n".join(pages) + "\n```\n"


if __name__ == "__main__":
    write_archive(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4])
