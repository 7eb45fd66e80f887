"""Constructs that break a page: each gives a good page or one finding, and nothing leaves the sheet.

All of them stand in one book, which is set once.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.book.markup import breakable, escape
from tests.book.printing import CONF, Book, build_quietly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.book.printing import BuildBook

PICTURES = Path(__file__).parent / "pictures"
FORMATS = ("png", "jpg", "gif", "webp", "svg")
LONG = ("donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 2)[:130]
LEVELS = 9
LINE = 105
"""More letters than any line of the page holds that was not meant to run over its edge."""


def _row(count: int, text: str) -> str:
    return "| " + " | ".join(text.format(n) for n in range(count)) + " |\n"


NOTES = """# Title[^title]

## Section[^section]

Text.[^paragraph]

### Third[^third]

| Head[^head] | b |
|---|---|
| cell[^cell] | 2 |

```{table} Caption[^caption]

| a | b |
|---|---|
| 1 | 2 |
```

```{figure} wide.png
:alt: wide

Caption[^figure]
```

> Quoted.[^quotation]

- item[^item]
  - inner[^inner]

1. numbered[^numbered]

Term[^term]
: meaning[^meaning]

```{note}
Boxed[^boxed]
```

**Bold[^bold]**

"""
NOTED = re.findall(r"\[\^(\w+)\]", NOTES)

TABLES = (
    "# Tables\n\n## Sixty columns\n\n"
    + _row(60, "Head{}") + "|" + "---|" * 60 + "\n" + _row(60, "first{}") + _row(60, "second{}")
    + "\n## Four hundred rows\n\n| No | Name |\n|---|---|\n" + "".join(f"| {n} | Name of row {n} |\n" for n in range(400))
    + f"\n## Long words\n\n| a | b |\n|---|---|\n| {LONG} | {LONG} |\n"
    + "\n## A cell higher than a page\n\n| a | b |\n|---|---|\n| " + "Many words. " * 600 + "The last. | x |\n"
)  # fmt: skip

WORDS = (
    f"# Words {LONG}\n\n## Section {LONG}\n\nOne {LONG}, `{LONG}`, **{LONG}**.\n\n- {LONG}\n\n> {LONG}\n\n"
    f"```\n{LONG}\n```\n\nA note.[^w]\n\nTerm {LONG}\n: Meaning {LONG}\n\n[^w]: {LONG}\n"
)

SIZED = "".join(
    f"```{{figure}} {name}\n:alt: {name}\n{option}\n\nCaption of {name}\n```\n\n"
    for name, option in (
        ("wide.png", ":width: 4000px"), ("wide.svg", ":width: 300%"),
        ("high.png", ":height: 4000px"), ("high.svg", ":width: 90%"),
    )
)  # fmt: skip
SHOWN = (
    "# Pictures\n\n"
    + "".join(f"```{{image}} {kind}.{form}\n:alt: {kind}\n```\n\n" for form in FORMATS for kind in ("wide", "high"))
    + SIZED
    + "- ```{image} wide.png\n  :alt: in a list\n  ```\n\n| a | b |\n|---|---|\n| ![cell](wide.png) | ![cell](high.png) |\n\n"
    "In ![line](wide.png) a line ![line](high.png) here.\n"
)

LISTS = (
    "# Lists\n\n"
    + "".join("  " * n + f"- bullet {n + 1}\n" for n in range(LEVELS)) + "\nText.\n\n"
    + "".join("   " * n + f"1. number {n + 1}\n" for n in range(LEVELS))
    + "\n- [ ] open\n- [x] done\n\n- a\n\n  > quoted in a list\n\n  ```\n  code in a list\n  ```\n\n"
    "  | a | b |\n  |---|---|\n  | cell in a list | 2 |\n\nTerm\n: - item in a meaning\n"
)  # fmt: skip

FLOAT = (
    "# Floating\n\n## Room\n\n" + "Words fill a line and a half of the page. " * 30 + "\n\nBEFORE\n\n"
    "```{figure} high.png\n:alt: high\n\nHigh picture\n```\n\nAFTER\n\n"
    + "More words follow it. " * 60
    + "\n\n## Tied\n\n```{figure} high.png\n:alt: high\n\nBelow its heading\n```\n"
)

SCRIPTS = """# Scripts

Hindi हिन्दी here.

A family 👨‍👩‍👧 and a circle A⃝ here.

## Heading 日本語

| a | b |
|---|---|
| cell ภาษา | 2 |

Note.[^n] Arabic العربية and Hebrew עִבְרִית need no font of their own.

[^n]: In a note தமிழ்.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("constructs")
    source = folder / "source"
    shutil.copytree(PICTURES, source)
    notes = "".join(f"[^{name}]: On the {name}.\n" for name in NOTED)
    pages = {
        "notes": NOTES + notes, "tables": TABLES, "words": WORDS, "pictures": SHOWN, "floats": FLOAT, "lists": LISTS,
        "scripts": SCRIPTS,
    }  # fmt: skip
    pages["index"] = "# Constructs\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    more = "myst_enable_extensions += ['deflist', 'tasklist']\nnumfig = True\n"
    (source / "conf.py").write_text(CONF + more, encoding="utf-8")
    app = SphinxTestApp("typst", srcdir=source, builddir=folder / "build", freshenv=True)
    build_quietly(app)
    app.cleanup()
    return Book(app)


@pytest.fixture(scope="module")
def text(book: Book) -> str:
    return " ".join(book.pages).replace("\u00ad", "").replace("\u200b", "")


def test_only_signs_without_a_font_are_findings_one_for_each_word(book: Book) -> None:
    found = [re.fullmatch(r"scripts\.md:(\d+): WARNING: .* signs? '(.+?)'; .*", each) for each in book.warnings]
    assert [(int(each[1]), each[2]) for each in found if each] == [
        (3, "हिन्दी"), (5, "👨\\u200d👩\\u200d👧"), (5, "⃝"), (7, "日本語"), (9, "ภาษา"), (13, "தமிழ்"),
    ]  # fmt: skip
    assert all(found), book.warnings


def test_a_word_no_font_has_is_printed_as_numbers(text: str) -> None:
    assert "Hindi [U+0939 U+093F U+0928 U+094D U+0926 U+0940] here" in text
    assert "A family [U+1F468 U+1F469 U+1F467] and a circle A U+20DD here".replace("A U", "AU") in text


@pytest.mark.parametrize("name", NOTED)
def test_a_note_is_printed_once_wherever_it_is_called(text: str, name: str) -> None:
    assert text.count(f"On the {name}.") == 1


def test_a_note_in_a_title_stays_out_of_the_contents(book: Book) -> None:
    contents = next(page for page in book.pages if page.startswith("Contents"))
    assert "On the" not in contents


def test_a_table_of_sixty_columns_is_divided_and_repeats_its_first(book: Book, text: str) -> None:
    for number in range(60):
        assert f"Head{number} " in text
        assert f"second{number} " in text
    source = book.source("tables").partition("Four hundred")[0]
    bands = source.count("#grid-table(")
    assert 4 <= bands <= 12
    assert source.count("[Head0]") == bands


def test_a_table_of_four_hundred_rows_is_whole_and_repeats_its_head(book: Book, text: str) -> None:
    assert all(f"Name of row {number} " in text for number in range(400))
    held = [page for page in book.pages if "Name of row" in page]
    assert len(held) > 5
    assert all("No Name" in page for page in held)


def test_a_cell_higher_than_a_page_goes_on(text: str) -> None:
    assert text.count("Many words.") == 600
    assert "The last." in text


def test_a_long_word_runs_over_no_edge(book: Book) -> None:
    lines = [line for page in book.reader.pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if len(line) > LINE and ". . ." not in line] == []
    assert "".join(lines).replace("\u00ad", "").replace("\u200b", "").replace("-", "").count(LONG[:60]) > 8


def _pictures(page: pikepdf.Page) -> Iterator[tuple[float, float, float, float]]:
    """Where the pictures of a page lie: left, bottom, right, top."""
    stack: list[pikepdf.Matrix] = []
    now = pikepdf.Matrix()
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                stack.append(now)
            case "Q":
                now = stack.pop()
            case "cm":
                now = pikepdf.Matrix(*(float(str(each)) for each in operands)) @ now
            case "Do":
                form: Any = page.resources.XObject[str(operands[0])]
                box = [0, 0, 1, 1] if form.Subtype == "/Image" else [float(each) for each in form.BBox.as_list()]
                found = now.transform(pikepdf.Rectangle(*box))
                yield found.llx, found.lly, found.urx, found.ury


def _last_page(book: Book, words: str) -> int:
    """The last page with some words: the first may be the list of drawings."""
    return max(number for number, page in enumerate(book.pages) if words in page)


def test_text_goes_on_where_a_picture_has_no_room(book: Book) -> None:
    before = _last_page(book, "BEFORE")
    assert _last_page(book, "AFTER") == before
    assert _last_page(book, "High picture") == before + 1


def test_a_picture_below_a_heading_stays_there(book: Book) -> None:
    page = book.pages[_last_page(book, "Below its heading")]
    assert page.index("Tied") < page.index("Below its heading")


def test_a_picture_of_any_format_stays_within_the_margins(book: Book) -> None:
    with pikepdf.open(book.pdf) as document:
        found = [(place, page.mediabox.as_list()) for page in document.pages for place in _pictures(page)]
    assert len(found) >= 2 * (len(FORMATS) - 1) + 6  # SVG is drawn on the page itself
    for (left, bottom, right, top), sheet in found:
        assert left > 40
        assert right < float(sheet[2]) - 40
        assert bottom > 40
        assert top < float(sheet[3]) - 40


@pytest.mark.parametrize("kind", ["bullet", "number"])
def test_every_level_of_a_list_is_printed(text: str, kind: str) -> None:
    assert all(f"{kind} {level + 1}" in text for level in range(LEVELS))


@pytest.mark.parametrize("words", ["quoted in a list", "code in a list", "cell in a list", "item in a meaning"])
def test_what_stands_in_a_list_is_printed(text: str, words: str) -> None:
    assert words in text


def test_a_wide_table_with_spans_is_a_finding(build_book: BuildBook) -> None:
    cells = "".join(f"\n     - Heading{n}" for n in range(20))
    page = f"# One\n\n```{{eval-rst}}\n.. list-table::\n\n   * {cells.strip()}\n```\n"
    spanned = """
from docutils import nodes
def span(app, doctree):
    for entry in list(doctree.findall(nodes.entry))[:1]:
        entry["morecols"] = 1
        entry.parent.remove(entry.parent[1])
def setup(app): app.connect("doctree-read", span)
"""
    book = build_book(page, conf=spanned)
    assert [each.partition(": WARNING: ")[2] for each in book.warnings] == [
        "the table has 20 columns, more than fit a page; divide it. [letopis.book-wide-table]"
    ]


@pytest.mark.parametrize("word", ["a" * 39, "short words", "x" * 20 + "-" + "y" * 20])
def test_no_word_of_usual_length_is_divided(word: str) -> None:
    assert "\u00ad" not in escape(word)
    assert "\u200b" not in escape(word)


def test_a_long_word_may_be_divided_with_a_hyphen_and_a_long_number_without() -> None:
    assert escape("a" * 50).count("\u00ad") == 2
    assert escape("1a" * 25).count("\u200b") == 2
    assert breakable("a.b/" * 12).count("\u200b") == 2
    assert breakable("a few words " * 12) == "a few words " * 12
