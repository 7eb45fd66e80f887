"""The text of a document: pages and lines with addresses, the translation beside it, and quotations compared with it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from letopis.diagnostics import SourceLocation
from letopis.model.texts import DocumentText, QuotedText, TextLine, difference, read_passages, read_place
from letopis.model.values import Ref
from tests.building import Built, build, write

TEXT = """
:::{text} letter
:language: de
:translation: en

[p. 1]
Liebe {person}`Ada <ada>`,
ich bin in der Stadt ange-
kommen und habe „alles“ gesehen.
= Dear Ada,
= I have arrived in the town and have seen “everything”.

Der Rat tagte am {event}`18. Juni <session>`.

[p. 2]
Leb wohl.
= Farewell.
:::
"""
RECORDS = """
:::{document} letter
:name: A letter
:date: 1557-06-20 [S]
:source: S
A letter.
:::

:::{person} ada
:name: Ada Adler
:source: S
A weaver.
:::

:::{event} session
:name: The session
:date: 1557-06-18 [S]
:source: S
They met.
:::
"""
RIGHT = """
:::{quotation} letter p. 1, l. 2
ich bin in der Stadt angekommen
und habe "alles" […] Der Rat tagte am 18. Juni. Leb wohl.
:::
"""
WRONG = RIGHT.replace("Rat tagte", "Rath tagte")
BIB = "@book{S,\n title = {Source},\n year = {1999},\n author = {Roe, Jane},\n}\n"


def built(folder: Path, builder: str = "dummy", quotation: str = RIGHT, text: str = TEXT) -> Built:
    pages = {
        "letter": f"# Letter\n{RECORDS}\n{text}",
        "quoting": f"# Quoting\n\nAs it says:\n{quotation}",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
    }
    return build(write(folder, pages, BIB), builder=builder)


# ------------------------------------------------------------------------------------------ quotations
def test_a_quotation_that_is_right_is_no_finding(tmp_path: Path) -> None:
    assert built(tmp_path).warnings == []


def test_one_that_is_wrong_by_a_letter_is_a_finding_at_its_line(tmp_path: Path) -> None:
    (found,) = built(tmp_path, quotation=WRONG).warnings
    assert (found.path, found.line, found.code) == ("quoting.md", 7, "letopis.quotation-text")
    assert "the quotation has “Rath”, and 'letter', p. 1, l. 4, has “Rat”" in found.message


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        (
            ":::{quotation} leter\nLeb wohl.\n:::",
            "document 'leter' is not in the archive. The nearest key is 'letter'.",
        ),
        (":::{quotation} letter p. 9\nLeb wohl.\n:::", "the text of 'letter' has no page 9"),
        (":::{quotation} letter p. 1, l. 1\nich bin in der\n:::", "begin at p. 1, l. 2 of 'letter', not in line 1"),
        (":::{quotation} letter\nGanz anderes Zeug\n:::", "'letter'"),
        (":::{quotation} letter\n:::", "there are no words"),
        (":::{quotation} A letter\nLeb wohl.\n:::", "expected a document and a place in it"),
    ],
)
def test_what_is_wrong_with_a_quotation_is_said_once(tmp_path: Path, quotation: str, said: str) -> None:
    (found,) = built(tmp_path, quotation=f"\n{quotation}\n").warnings
    assert said in found.message
    assert found.path == "quoting.md"


def test_a_document_without_a_text_cannot_be_quoted_so(tmp_path: Path) -> None:
    (found,) = built(tmp_path, text="").warnings
    assert "document 'letter' has no text here. Write it below ':::{text} letter'" in found.message


def test_a_text_of_no_document_is_a_finding(tmp_path: Path) -> None:
    found = built(tmp_path, text=TEXT.replace("{text} letter", "{text} ada"))
    assert [one.message.split(".")[0] for one in found.warnings if one.path == "letter.md"] == [
        "text: document 'ada' is not in the archive"
    ]


LINES = (TextLine("1", 1, "The right of citi-"), TextLine("1", 2, "zens to vote"), TextLine("2", 1, "shall be kept."))


def quoted(words: str, page: str = "", line: int = 0) -> QuotedText:
    rows = tuple(enumerate(words.split("\n"), start=10))
    return QuotedText(Ref("", "act"), page, line, SourceLocation("page", "page.md", 9), rows)


@pytest.mark.parametrize(
    "words",
    [
        "The right of citizens to vote shall be kept.", "citi-zens to vote", "of\ncitizens", "The right […] shall be kept",
        "The right of [all] citizens", "zens to vote",
    ],
)  # fmt: skip
def test_what_is_the_same(words: str) -> None:
    assert difference(LINES, quoted(words)) == (0, "")


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("The rights of citizens", 10, "has “rights”, and 'act', p. 1, l. 1, has “right”"),
        ("The right of\ncitizens to vot shall", 11, "has “vot”, and 'act', p. 1, l. 2, has “vote”"),
        ("shall be kept. […] The right", 10, "“The right” stands at p. 1, l. 1, before what is quoted first"),
        ("Shall be kept", 10, "has “Shall”, and 'act', p. 2, l. 1, has “shall”"),
    ],
)
def test_what_differs_and_where(words: str, line: int, said: str) -> None:
    at, found = difference(LINES, quoted(words))
    assert at == line
    assert said in found


def test_a_page_and_a_line_are_where_it_begins() -> None:
    assert difference(LINES, quoted("zens to vote shall", "1", 2)) == (0, "")
    assert "not in line 1" in difference(LINES, quoted("zens to vote", "1", 1))[1]
    assert "has no page 3" in difference(LINES, quoted("zens", "3"))[1]


# --------------------------------------------------------------------------------------------- the text
def test_every_page_and_line_has_an_address_and_the_translation_stands_beside(tmp_path: Path) -> None:
    web = built(tmp_path, "html")
    page = web.text("letter.html")
    for anchor in ("text-letter-p1", "text-letter-p1-l1", "text-letter-p1-l4", "text-letter-p2", "text-letter-p2-l1"):
        assert page.count(f'id="{anchor}"') == 1
    assert re.search(r'<div class="letopis-beside[^>]*>\s*<div class="letopis-original line-block" lang="de"', page)
    assert 'lang="en"' in page
    assert re.search(r'href="#person-ada".*?>Ada<', page)
    assert re.search(r'href="#event-session".*?>18. Juni<', page)
    assert 'href="letter.html#text-letter-p1-l2"' in web.text("quoting.html")
    assert [mention.docname for mention in web.archive.mentions_of(web.archive.records[0])] == []


def test_the_book_and_the_ebook_have_both(tmp_path: Path) -> None:
    book = built(tmp_path / "book", "typst")
    assert book.warnings == []
    (path,) = book.output.glob("*.pdf")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))
    assert text.index("ich bin in der Stadt ange") < text.index("I have arrived in the town") < text.index("Leb wohl")
    ebook = built(tmp_path / "epub", "epub")
    (epub,) = ebook.output.glob("*.epub")
    with zipfile.ZipFile(epub) as packed:
        assert 'id="text-letter-p1-l2"' in packed.read("letter.xhtml").decode()


@pytest.mark.parametrize("jobs", [1, 2])
def test_with_several_workers_and_again(tmp_path: Path, jobs: int) -> None:
    source = built(tmp_path, quotation=WRONG).source
    assert build(source, jobs=jobs).codes == ["quotation-text"]
    letter = source / "letter.md"
    letter.write_text(letter.read_text(encoding="utf-8").replace("Der Rat", "Der Rath"), encoding="utf-8")
    assert build(source, jobs=jobs, fresh=False).warnings == []


@pytest.mark.parametrize(
    ("text", "quotation", "present"),
    [
        ("long-letter", "long-letter", "long-letter"),
        ("long-letter", "letter", "long-letter"),
        ("letter", "long-letter", "letter"),
    ],
)
def test_a_renamed_document_has_the_addresses_of_its_lines_under_each_of_its_keys(
    tmp_path: Path, text: str, quotation: str, present: str
) -> None:
    """Whichever key the text and the quotation name it by; a second build, after the first, knows it too."""
    source = built(tmp_path, "html").source
    for name, old, new in (
        ("letter.md", "{document} letter\n", "{document} long-letter\n:alias: letter\n"),
        ("letter.md", "{text} letter\n", f"{{text}} {text}\n"),
        ("quoting.md", "{quotation} letter ", f"{{quotation}} {quotation} "),
    ):
        path = source / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    again = build(source, builder="html", fresh=False)
    assert again.warnings == []
    assert f'href="letter.html#text-{present}-p1-l2"' in again.text("quoting.html")
    page = again.text("letter.html")
    for key in ("letter", "long-letter"):
        for place in ("p1", "p1-l2", "p2-l1"):
            assert page.count(f'id="text-{key}-{place}"') == 1


def test_a_text_on_another_page_is_written_again_when_its_document_is_renamed(tmp_path: Path) -> None:
    pages = {
        "records": f"# Records\n{RECORDS}",
        "text": f"# Text\n{TEXT}",
        "sources": "# S\n\n```{bibliography}\n```\n",
    }
    source = write(tmp_path, pages, BIB)
    assert build(source, builder="html").warnings == []
    path = source / "records.md"
    renamed = "{document} long-letter\n:alias: letter\n"
    path.write_text(path.read_text(encoding="utf-8").replace("{document} letter\n", renamed), encoding="utf-8")
    assert 'id="text-long-letter-p2-l1"' in build(source, builder="html", fresh=False).text("text.html")


def test_passages_are_read() -> None:
    first, second = read_passages(["[p. 1]", "a", "b", "= c", "", "[p. 2r]", "d"], 5)
    assert (first.page, first.lines, first.translation) == ("1", [(6, "a"), (7, "b")], [(8, "c")])
    assert (second.page, second.lines) == ("2r", [(11, "d")])
    with pytest.raises(ValueError, match="line 5: a translation stands below"):
        read_passages(["= c"], 5)


def test_places_are_read() -> None:
    assert read_place("letter") == (Ref("", "letter"), "", 0)
    assert read_place("document:letter, p. 2r, l. 13") == (Ref("document", "letter"), "2r", 13)
    with pytest.raises(ValueError, match="expected a document"):
        read_place("the letter")


def test_a_text_is_one_text() -> None:
    assert DocumentText(Ref("", "act"), SourceLocation("p", "p.md", 1), LINES).lines[1].place() == "p. 1, l. 2"
