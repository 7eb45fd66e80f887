"""What a finished output must be, and what the last look before publishing finds in one that is not."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from letopis.building.outputs import faults_in_book, faults_in_epub, faults_in_site

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF-1.7\n" + b"x" * 2000 + b"\n%%EOF\n"


def page(body: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><body>{body}</body></html>\n"


def site(folder: Path, **pages: str) -> list[str]:
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return list(faults_in_site(folder, list(pages)))


def test_a_whole_site_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a { color: red }")
    (tmp_path / ".nojekyll").touch()
    two = page('<h1 id="top">2</h1> <a name="n"></a>')
    one = page(
        '<a href="two.html#top">x</a> <a href="two.html?q=a%20b#n">x</a> <a href="#">x</a> <a href="#here">x</a>'
        '<p id="here"> <a href="https://example.org/none#x">x</a> <a href="mailto:a@example.org">x</a>'
        '<link href="style.css?v=3"> <img src="data:image/png;base64,AA"> <a href="./">up</a>'
        "<script>var a = ' href=\"gone.html\"';</script>"
    )
    assert site(tmp_path, index=one, two=two) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">x</a>', "leads to no file"),
        ('<img src="_images/gone.png">', "leads to no file"),
        ('<script src="gone.js"></script>', "leads to no file"),
        ('<a href="two.html#gone">x</a>', "without that place"),
        ('<a href="#gone">x</a>', "without that place"),
        ('<a href="../../etc/passwd">x</a>', "out of the site"),
        ('<a href="/two.html">x</a>', "root of the host"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, body: str, fault: str) -> None:
    (found,) = site(tmp_path, index=page(body), two=page())
    assert found.startswith("index.html: '")
    assert fault in found


def test_a_page_for_unknown_addresses_may_start_at_the_root(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(page('<a href="/index.html">home</a>'))
    assert site(tmp_path, index=page()) == []


def test_a_theme_may_keep_pieces_of_templates(tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "macros.html").write_text('<a href="{{ pathto() }}">')
    assert site(tmp_path, index=page()) == []


def test_letters_of_other_alphabets_in_addresses(tmp_path: Path) -> None:
    linking = page('<a href="two.html#%D0%9C%D0%BE%D0%BB">x</a> <a href="two.html#a&amp;b">x</a>')
    assert site(tmp_path, index=linking, two=page('<p id="Мол"> <p id="a&amp;b">')) == []


def test_what_an_interrupted_build_leaves_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body>")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "molotov.html").touch()
    assert list(faults_in_site(tmp_path, ["index", "people/molotov", "people/zhukov"])) == [
        "people/molotov.html is empty",
        "people/zhukov.html is missing, though the page was read",
        "index.html breaks off before </html>",
        "people/molotov.html breaks off before </html>",
    ]


def test_a_site_without_pages_is_a_fault(tmp_path: Path) -> None:
    assert list(faults_in_site(tmp_path, [])) == ["the site has no pages: Sphinx read nothing"]


def test_the_book(tmp_path: Path) -> None:
    assert list(faults_in_book(tmp_path)) == ["the book has no PDF"]
    (tmp_path / "whole.pdf").write_bytes(PDF)
    assert list(faults_in_book(tmp_path)) == []
    (tmp_path / "half.pdf").write_bytes(PDF[:1500])
    (tmp_path / "other.pdf").write_bytes(b"<html>" + PDF)
    assert list(faults_in_book(tmp_path)) == ["half.pdf is not a whole PDF", "other.pdf is not a whole PDF"]


def epub(path: Path, *members: str, method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as book:
        for member in members:
            book.writestr(member, "application/epub+zip")
    return path


def test_the_epub(tmp_path: Path) -> None:
    assert list(faults_in_epub(tmp_path)) == ["there should be one EPUB, and there are 0"]
    book = epub(tmp_path / "a.epub", "mimetype", "META-INF/container.xml")
    assert list(faults_in_epub(tmp_path)) == []
    data = bytearray(book.read_bytes())
    data[45] ^= 1  # within the first member's content
    book.write_bytes(data)
    assert list(faults_in_epub(tmp_path)) == ["a.epub: 'mimetype' in it is damaged"]
    book.write_bytes(b"no zip")
    assert list(faults_in_epub(tmp_path)) == ["a.epub is not a zip file"]


def test_an_epub_opens_with_its_type_and_names_its_contents(tmp_path: Path) -> None:
    epub(tmp_path / "a.epub", "content.opf", "mimetype")
    assert list(faults_in_epub(tmp_path)) == [
        "a.epub does not open with its type",
        "a.epub does not name its contents",
    ]
    epub(tmp_path / "a.epub", "mimetype", "META-INF/container.xml", method=zipfile.ZIP_DEFLATED)
    assert list(faults_in_epub(tmp_path)) == ["a.epub does not open with its type"]
