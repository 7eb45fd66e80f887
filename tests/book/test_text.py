"""How a page's words reach Typst: small pages and the markup that comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letopis.book.markup import escape, length, mark_cyrillic, string

if TYPE_CHECKING:
    from tests.book.printing import BuildBook


def body(source: str) -> str:
    """A page's markup after its heading."""
    return source.partition("[One])[\n")[2].removesuffix("]\n").strip()


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("plain", "plain"),
        ("#let", "\\#let"),
        ("a_b*c", "a\\_b\\*c"),
        ("1. not a list", "1\\. not a list"),
        ("https://x", "https\\:\\/\\/x"),
        ("line\n  break", "line break"),
        ("bell\x07", "bell"),
        ("«ёлка»", "«ёлка»"),
    ],
)
def test_text_is_never_code(text: str, markup: str) -> None:
    assert escape(text) == markup


def test_a_string_holds_what_it_is_given() -> None:
    assert string('say "\\n"\nnow') == '"say \\"\\\\n\\"\\nnow"'


@pytest.mark.parametrize(
    ("css", "typst"),
    [
        ("40%", "40%"),
        ("60px", "45pt"),
        ("60", "45pt"),
        ("4cm", "4cm"),
        ("2ex", "1em"),
        ("1pc", "12pt"),
        (".5em", "0.5em"),
    ],
)
def test_lengths(css: str, typst: str) -> None:
    assert length(css) == typst


@pytest.mark.parametrize("css", ["", "wide", "-1cm", None])
def test_what_is_no_length(css: str | None) -> None:
    assert length(css) is None


def test_a_cyrillic_run_is_marked_whole_and_alone() -> None:
    marked = mark_cyrillic("On 18 June, «президиум ЦК» met; в 1957 году.", "ru")
    assert marked == 'On 18 June\\, «#lang("ru")[президиум ЦК]» met\\; #lang("ru")[в 1957 году]\\.'


@pytest.mark.parametrize(
    ("page", "markup"),
    [
        ("*a* **b** `c`", '#emph[a] #strong[b] #raw("c")'),
        ("слово", '#lang("ru")[слово]'),
        ("[slovo]{.ru}", '#lang("ru")[slovo]'),
        ("[слово]{.lang-uk}", '#lang("uk")[слово]'),
        ("{kbd}`A`", '#kbd("A")'),
        ("{abbr}`A (b c)` and {abbr}`A (b c)`", "#abbr([b c])[A] and #[A]"),
        ("**Only bold**", "#bold-line[#strong[Only bold]]"),
        ("- a\n- b", "#list-block[#list(tight: true,\n[a],\n[b],\n)]"),
        ("2. a\n3. b", '#list-block[#enum(tight: true, numbering: "1.", start: 2,\n[a],\n[b],\n)]'),
        ("> a", '#quotation(kind: "quote")[a]'),
        ("a\n\n---\n\nb", "a\n\n#divider()\n\nb"),
        ("```python\nx = 1\n```", '#code(lang: "python")("x = 1")'),
        ("```{rubric} A\n```", "#rubric[A]"),
        ("```{note}\nA.\n```", '#admonition("note", [Note])[A\\.]'),
        ("```{admonition} Own\nA.\n```", '#admonition("note", [Own])[A\\.]'),
        ("```{raw} typst\n#h(1pt)\n```", "#h(1pt)"),
        ("```{raw} html\n<b>\n```", ""),
        ("<b>x</b>", "x"),
        (
            "[x](https://sample.example/x)",
            '#ext("https://sample.example/x")[x]#footnote[#address("https://sample.example/x")]',
        ),
        ("<https://sample.example/x>", '#ext("https://sample.example/x")[https\\:\\/\\/sample\\.example\\/x]'),
        (
            "[doi:10.1000/182](https://doi.org/10.1000/182)",
            '#ext("https://doi.org/10.1000/182")[doi\\:10\\.1000\\/182]#footnote[#address("https://doi.org/10.1000/182")]',
        ),
        ("[10.1000/182](https://doi.org/10.1000/182)", '#ext("https://doi.org/10.1000/182")[10\\.1000\\/182]'),
    ],
)
def test_markup(build_book: BuildBook, page: str, markup: str) -> None:
    book = build_book(f"# One\n\n{page}\n", letopis_book_cyrillic_language="ru")
    assert book.warnings == []
    assert body(book.source("chapter")) == markup


def test_an_address_is_not_printed_twice(build_book: BuildBook) -> None:
    book = build_book("# One\n\n[x](https://a.example/1), [y](https://a.example/1/), [z](http://www.a.example/1).\n")
    assert book.source("chapter").count("#address(") == 1


def test_addresses_are_not_printed_in_tables_and_stand_inside_notes(build_book: BuildBook) -> None:
    book = build_book(
        "# One\n\n| [x](https://a.example/1) |\n|---|\n\nText[^a].\n\n[^a]: See [y](https://a.example/2).\n"
    )
    source = book.source("chapter")
    assert '#address("https://a.example/1")' not in source
    assert '#footnote[See #ext("https://a.example/2")[y] (#address("https://a.example/2"))\\.]' in source


def test_notes_whose_marks_stand_side_by_side_are_one(build_book: BuildBook) -> None:
    """But not a note that is called elsewhere, nor one that has a number already, nor one of two paragraphs."""
    book = build_book(
        "# One\n\nFirst[^a] [^b], then[^c][^d]. Alone[^e]. Again[^d], beside[^e][^f], and long[^g][^h]. End.\n\n"
        "[^a]: It is a.\n[^b]: It is b.\n[^c]: It is c.\n[^d]: It is d.\n[^e]: It is e.\n[^f]: It is f.\n"
        "[^g]: It is g.\n[^h]: It is h.\n\n    And more.\n"
    )
    assert book.warnings == []
    text = book.reader.pages[-1].extract_text()
    source = book.source("chapter")
    assert "First#footnote[It is a\\. It is b\\.]\\, then#footnote[It is c\\.]#note-gap#footnote[It is d\\.]" in source
    assert source.count("#note-gap") == 3
    assert [source.count(f"It is {letter}\\.") for letter in "abcdefgh"] == [1] * 8
    assert "First1, then2,3. Alone4. Again3, beside4,5, and long6,7. End." in text


def test_the_imprint_names_the_family_of_code_where_there_is_code(build_book: BuildBook) -> None:
    plain = "Set in Libertinus Serif and Source Sans 3."
    assert any(plain in page for page in build_book("# One\n\nText, and no \\#mono.\n").pages)
    coded = "Set in Libertinus Serif, Source Sans 3 and DejaVu Sans Mono."
    assert any(coded in page for page in build_book("# One\n\nText and `code`.\n").pages)


def test_a_mention_with_an_anchor_can_be_found_by_an_index(build_book: BuildBook) -> None:
    conf = """
def mark(app, doctree, docname):
    from docutils import nodes
    for number, node in enumerate(doctree.findall(nodes.reference)):
        node["letopis-anchor"] = f"mention-{number}"

def indexes(app, builder):
    from letopis.book.bookindex import BookIndex, IndexEntry, Mention
    return [BookIndex(title="Index", entries=[IndexEntry(label="One", mentions=[Mention("chapter:mention-0")])])]

def setup(app):
    app.connect("doctree-resolved", mark)
    app.connect("letopis-book-indexes", indexes)
"""
    book = build_book("# One\n\nTo [itself](#one).\n\n(one)=\n## Two\n", conf=conf)
    assert '[itself]#anchor("chapter:mention-0")' in book.source("chapter")


def test_pages_of_links_can_be_left_out(build_book: BuildBook) -> None:
    pages = {"a": "# A\n\nTo [B](b.md).\n", "b": "# B\n"}
    assert "#page-ref(" in build_book(pages).source("a")
    assert "#page-ref(" not in build_book(pages, letopis_book_page_refs=False).source("a")


def test_a_book_in_russian_says_so_and_marks_no_russian(build_book: BuildBook) -> None:
    book = build_book({"a": "# Глава\n\nСм. [другую](c.md).\n", "b": "# Вторая\n", "c": "# Другая\n"}, language="ru")
    assert book.reader.trailer["/Root"].get_object().get("/Lang") == "ru"  # type: ignore[union-attr]
    assert "#lang(" not in book.source("a")
    assert "Содержание" in " ".join(book.pages)
    assert "(с. 3)" in " ".join(book.pages)


def test_a_page_outside_the_book_is_linked_on_the_web(build_book: BuildBook) -> None:
    pages = {
        "index": "# Book\n\n```{toctree}\na\n```\n",
        "a": "# A\n\nSee [the other](b.md).\n",
        "b": "---\norphan: true\n---\n\n# B\n",
    }
    book = build_book(pages, letopis_book_address="https://sample.example")
    assert '#ext("https://sample.example/b.html' in book.source("a")
    plain = build_book(pages)
    assert "See #[" in plain.source("a")


def test_a_link_to_a_place_that_no_page_has_leads_to_the_page(build_book: BuildBook) -> None:
    conf = """
def lead_astray(app, doctree, docname):
    from docutils import nodes
    for node in doctree.findall(nodes.reference):
        node["refuri"] = "%b#nowhere"

def setup(app): app.connect("doctree-resolved", lead_astray)
"""
    book = build_book({"a": "# A\n\nTo [B](b.md).\n", "a2": "# A 2\n", "b": "# B\n"}, conf=conf)
    assert book.warnings == [
        "a.md:3: WARNING: the book has no place 'b:nowhere'; the link leads to the page 'b'. [letopis.book-link]"
    ]
    assert "To B (p. 3)." in " ".join(book.pages)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_other_papers(build_book: BuildBook, paper: str) -> None:
    book = build_book("# One\n\nText.\n", letopis_book_paper=paper)
    width, height = book.reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == {"a4": (595, 842), "us-letter": (612, 792)}[paper]


def test_a_bibliography_in_bullets_is_set_without_them(build_book: BuildBook) -> None:
    conf = 'extensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["r.bib"]\n'
    page = "# One\n\n```{bibliography}\n:all:\n:list: bullet\n```\n\n- a list\n"
    bib = "@book{A, author = {Tschichold, Jan}, title = {The Form of the Book}, year = 1991, publisher = {Hartley}}"
    book = build_book({"chapter": page, "r.bib": bib}, conf=conf)
    assert book.warnings == []
    source = book.source("chapter")
    assert source.count("#bibitem([])[") == 1
    assert source.count("#list(") == 1
