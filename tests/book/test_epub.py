"""The EPUB's finish: pages that are XML, a package file that says how they can be read, dates that stay."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.epub.xhtml import Xhtml, plain_cells, to_xhtml
from tests.book.printing import SAMPLE, build_quietly
from tools.epub_parts import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


def make(folder: Path) -> Path:
    """The sample's EPUB, made from a copy in a folder of its own."""
    shutil.copytree(SAMPLE, folder / "source")
    app = SphinxTestApp("epub", srcdir=folder / "source", builddir=folder / "build", freshenv=True)
    build_quietly(app)
    app.cleanup()
    return next(Path(app.outdir).glob("*.epub"))


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("epub"))


@pytest.fixture(scope="module")
def entries(epub: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(epub) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.fixture(scope="module")
def package(entries: Mapping[str, bytes]) -> ElementTree.Element:
    return ElementTree.fromstring(entries["content.opf"])


def metadata(package: ElementTree.Element, name: str) -> list[str]:
    return [meta.text or "" for meta in package.iter(f"{OPF}meta") if meta.get("property") == name]


def test_every_page_is_xml(entries: Mapping[str, bytes]) -> None:
    pages = [name for name in entries if name.endswith((".xhtml", ".opf", ".ncx"))]
    assert len(pages) > 10
    for name in pages:
        ElementTree.fromstring(entries[name])


def test_no_page_says_what_is_deprecated_or_the_same_id_twice(entries: Mapping[str, bytes]) -> None:
    for name, data in entries.items():
        if name.endswith(".xhtml"):
            assert b"doc-biblioentry" not in data
            ids = [element.get("id") for element in ElementTree.fromstring(data).iter() if element.get("id")]
            assert len(ids) == len(set(ids)), name


def test_the_package_says_how_it_can_be_read(package: ElementTree.Element) -> None:
    assert metadata(package, "schema:accessMode") == ["textual", "visual"]
    assert "textual" in metadata(package, "schema:accessModeSufficient")
    assert {"structuralNavigation", "tableOfContents", "alternativeText", "index"} <= set(
        metadata(package, "schema:accessibilityFeature")
    )
    assert metadata(package, "schema:accessibilityHazard") == ["none"]
    assert "Every picture has a text in its place." in metadata(package, "schema:accessibilitySummary")[0]


def test_the_package_has_a_name_a_date_and_a_description(package: ElementTree.Element) -> None:
    dc = "{http://purl.org/dc/elements/1.1/}"
    name = package.findtext(f".//{dc}identifier")
    assert name is not None
    assert name.startswith("urn:uuid:")
    assert package.get("unique-identifier") == f"uuid-{name.removeprefix('urn:uuid:')}"
    assert package.findtext(f".//{dc}date") == "2026-06-18T00:00:00Z"
    assert package.findtext(f".//{dc}description") == "A book made only to be checked."
    assert metadata(package, "dcterms:modified") == ["2026-06-18T00:00:00Z"]
    assert package.find(f".//{dc}contributor") is None


def test_both_tables_of_contents_bear_the_name_of_the_package(
    entries: Mapping[str, bytes], package: ElementTree.Element
) -> None:
    name = package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier")
    assert f'content="{name}"' in entries["toc.ncx"].decode()


def test_the_contents_lead_to_every_page_of_the_spine_once(
    entries: Mapping[str, bytes], package: ElementTree.Element
) -> None:
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    spine = [files[ref.get("idref")] or "" for ref in package.iter(f"{OPF}itemref")]
    assert all(ref.get("linear") != "no" for ref in package.iter(f"{OPF}itemref"))
    navs = list(ElementTree.fromstring(entries["nav.xhtml"]).iter(f"{XHTML}nav"))
    listed = [link.get("href") or "" for link in navs[0].iter(f"{XHTML}a")]
    assert sorted(listed) == sorted(file for file in spine if file not in {"epub-cover.xhtml", "nav.xhtml"})
    assert len(listed) > 5
    assert len(list(navs[0].iter(f"{XHTML}ol"))) > 1, "the contents are nested"
    assert {link.get(f"{EPUB}type") for link in navs[1].iter(f"{XHTML}a")} == {"bodymatter", "toc", "index"}


def test_every_page_says_its_language_and_leaves_the_window_alone(entries: Mapping[str, bytes]) -> None:
    pages = [ElementTree.fromstring(data) for name, data in entries.items() if name.endswith(".xhtml")]
    for page in pages:
        assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        assert not [meta for meta in page.iter(f"{XHTML}meta") if meta.get("name") == "viewport"]


def test_every_note_and_its_mark_say_what_they_are(entries: Mapping[str, bytes]) -> None:
    kinds = {"doc-noteref": "noteref", "doc-footnote": "footnote"}
    found = [
        (element.get("role"), element.get(f"{EPUB}type"))
        for name, data in entries.items()
        if name.endswith(".xhtml")
        for element in ElementTree.fromstring(data).iter()
        if element.get("role") in kinds
    ]
    assert {role for role, _ in found} == set(kinds)
    assert all(kinds[role or ""] == kind for role, kind in found)


def test_pages_with_drawings_say_so(package: ElementTree.Element) -> None:
    items = {item.get("href"): item.get("properties") for item in package.iter(f"{OPF}item")}
    assert items["parts/words.xhtml"] is None


def test_the_first_entry_is_the_plain_mimetype(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 6, 18)}


def test_the_same_bytes_twice(epub: Path, tmp_path: Path) -> None:
    assert make(tmp_path).read_bytes() == epub.read_bytes()


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ('<input type="radio">x', '<input type="radio" />x'),
        ("<br><hr />", "<br /><hr />"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<figure></figcaption></figure>", "<figure></figure>"),
        ("<div><span>a</div>", "<div><span>a</span></div>"),
        ("<input checked disabled='disabled'>", "<input checked=\"checked\" disabled='disabled' />"),
        (
            '<svg viewBox="0 0 1 1"><path d="M0"/></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0"/></svg>',
        ),
        ('<a id="x"></a><b id="x">b</b>', '<a id="x"></a><b>b</b>'),
        ('<i id="equation-0724e130-d661-4621-9786-43d1c8361178"></i>', "<i></i>"),
        ('<div role="doc-biblioentry" class="c">', '<div class="c"></div>'),
        (
            "<?xml version='1.0'?><!DOCTYPE html><!-- &lt; -->&amp;&#38;",
            "<?xml version='1.0'?><!DOCTYPE html><!-- &lt; -->&amp;&#38;",
        ),
    ],
)
def test_html_becomes_xhtml(html: str, xhtml: str) -> None:
    assert to_xhtml(html).astext() == xhtml


@pytest.mark.parametrize(
    "page",
    [
        '<html><meta charset="utf-8" /><meta name="viewport" content="width" /><p id="a">b</p></html>',
        '<p><a href="#n" id="r" role="doc-noteref">1</a></p>',
        '<div><a role="doc-backlink" href="#r">1</a><aside id="n" role="doc-footnote">x role="doc-footnote"</aside></div>',
        '<div><p role="doc-endnote" id="a"> role="doc-endnote" in words</p></div>',
        '<div><aside title="a > b" role="doc-footnote">c</aside></div>',
        '<div><a epub:type="noteref" role="doc-noteref" href="#n">1</a></div>',
        '<div><svg viewBox="0 0 1 1"><path d="M0"/></svg><svg xmlns="http://www.w3.org/2000/svg"></svg></div>',
        '<div><svg viewBox="0 0 1 1"><linearGradient id="g"/></svg></div>',
        '<div><i id="a"></i><b id="a">c</b><br></br><img src="a" /><p ></p ></div>',
        "<ul><li>a<li>b</li></li></ul>",
        "<div><script>if (a &lt; b) { c(); }</script><![CDATA[d]]></div>",
    ],
)
def test_a_page_of_xml_comes_out_as_if_copied_tag_by_tag(page: str) -> None:
    copied = Xhtml()
    copied.feed(page)
    copied.close()
    made = to_xhtml(page)
    assert made.astext() == copied.astext()
    assert (made.ids, made.lacks_alt) == (copied.ids, copied.lacks_alt)


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        ("<td><p>a <b>b</b></p></td>", "<td>a <b>b</b></td>"),
        ('<th class="stub">\n<p>a</p>\n</th>', '<th class="stub">a</th>'),
        ("<td><p>a</p><p>b</p></td>", "<td><p>a</p><p>b</p></td>"),
        ('<th class="head stub"><p></p></th><th>a</th>', '<td class="head stub"></td><th>a</th>'),
        ('<th scope="col"></th>', "<td></td>"),
        ('<td><p class="c">a</p></td>', '<td><p class="c">a</p></td>'),
        ("<td><p>a</p><ul><li>b</li></ul></td>", "<td><p>a</p><ul><li>b</li></ul></td>"),
    ],
)
def test_a_cell_is_no_more_than_it_holds(cells: str, made: str) -> None:
    assert plain_cells(f"<table><tr>{cells}</tr></table>") == f"<table><tr>{made}</tr></table>"


def test_the_parts_for_a_checker_hold_every_file_with_its_contents(epub: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        package = ElementTree.fromstring(archive.read("content.opf"))
        every = {name for name in archive.namelist() if name.endswith(".xhtml")}
    spine = len(list(package.iter(f"{OPF}itemref")))
    found: list[str] = []
    for file in parts(epub, tmp_path, size=4):
        with zipfile.ZipFile(file) as archive:
            names = {name for name in archive.namelist() if name.endswith(".xhtml")}
            contents = ElementTree.fromstring(archive.read("nav.xhtml"))
            part = ElementTree.fromstring(archive.read("content.opf"))
        assert {item.get("href") for item in part.iter(f"{OPF}item")} & every == names
        assert len(list(part.iter(f"{OPF}itemref"))) == len(names)
        assert metadata(part, "schema:accessMode") == metadata(package, "schema:accessMode")
        led_to = {link.get("href", "").partition("#")[0] for link in contents.iter(f"{XHTML}a")} - {""}
        assert led_to <= names
        found += names - {"nav.xhtml"}
    assert sorted(found) == sorted(every - {"nav.xhtml"})
    assert len(found) == spine - 1
    assert len(list(parts(epub, tmp_path, every=3, size=4))) < len(list(parts(epub, tmp_path, size=4)))


def test_a_picture_without_words_is_seen() -> None:
    assert to_xhtml('<img src="a">').lacks_alt
    assert not to_xhtml('<img src="a" alt="">').lacks_alt
