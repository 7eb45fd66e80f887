"""Long pages of the EPUB are cut; the pages of the printed book are marked and listed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from letopis.epub.contents import with_parts
from letopis.epub.finish import with_files
from letopis.epub.pages import MARK, marked, page_breaks, page_list
from letopis.epub.splitting import split

HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body>'
ITEMS = ["".join(f'<li id="i{n}-{m}">Item</li>' for m in range(9)) for n in range(40)]
LONG = (
    f'{HEAD}<section id="all" class="c"><h1>Long</h1>'
    + "".join(f'<h2 id="h{n}">Head {n}</h2><ul>{items}</ul>' for n, items in enumerate(ITEMS))
    + '<p id="last">To <a href="#i0-0">the first</a></p></section></body></html>'
)
OTHER = (
    f'{HEAD}<p><a href="../long.xhtml#last">last</a> <a href="../long.xhtml#i0-0">first</a> '
    '<a href="../long.xhtml">x</a></p></body></html>'
)


def test_a_long_page_is_cut_and_nothing_is_lost() -> None:
    done = split({"long.xhtml": LONG, "a/other.xhtml": OTHER}, 3000)
    parts = ["long.xhtml", *done.parts["long.xhtml"]]
    assert len(parts) > 3
    for name in parts:
        ElementTree.fromstring(done.files[name])
        assert len(done.files[name].encode()) <= 3200
        assert not re.search(r"<h2[^>]*>[^<]*</h2>\s*(?:</ul>)?</section></body>", done.files[name]), (
            "no heading is last"
        )
    ids = [id_ for name in parts for id_ in re.findall(r'\sid="([^"]*)"', done.files[name])]
    assert sorted(ids) == sorted(re.findall(r'\sid="([^"]*)"', LONG))
    assert sum(done.files[name].count("<li") for name in parts) == 360


def test_links_lead_to_the_part_that_holds_their_place() -> None:
    done = split({"long.xhtml": LONG, "a/other.xhtml": OTHER}, 3000)
    last = done.parts["long.xhtml"][-1]
    assert f'href="../{last}#last"' in done.files["a/other.xhtml"]
    assert 'href="../long.xhtml#i0-0"' in done.files["a/other.xhtml"]
    assert 'href="../long.xhtml"' in done.files["a/other.xhtml"]
    assert 'href="long.xhtml#i0-0"' in done.files[last]


def test_a_short_page_stays_as_it_is() -> None:
    assert split({"long.xhtml": LONG}).files == {"long.xhtml": LONG}


def test_the_package_and_the_contents_name_every_part() -> None:
    parts = {"long.xhtml": ["long.part2.xhtml", "long.part3.xhtml"]}
    package = (
        '<item id="x" href="long.xhtml" media-type="application/xhtml+xml" /><itemref idref="x" /><itemref idref="y" />'
    )
    made = with_files(package, parts)
    assert re.findall(r'idref="([^"]*)"', made) == ["x", "x-2", "x-3", "y"]
    assert re.findall(r'href="([^"]*)"', made) == ["long.xhtml", "long.part2.xhtml", "long.part3.xhtml"]
    flat = with_parts('<li><a href="long.xhtml">Long</a></li>', parts)
    nested = with_parts('<li><a href="long.xhtml">Long</a><ol>\n<li>x</li>\n</ol></li>', parts)
    for contents in (flat, nested):
        ElementTree.fromstring(contents)
        assert contents.count(".part") == 2


def test_a_page_begins_at_the_first_of_its_places_that_the_epub_has() -> None:
    pages = [("1", ["a:", "a:none", "a:p1"]), ("2", ["a:p1", "a:p2"]), ("3", ["b:x"])]
    files = {"a.xhtml": '<p id="p1">One</p><p class="c" id="p2">Two</p><a id="none"></a>'}
    breaks = page_breaks(pages, files)
    assert breaks == {"a.xhtml": {"p1": "1", "p2": "2"}}
    text = marked(files["a.xhtml"], breaks["a.xhtml"])
    assert text.index(f'id="{MARK}1"') < text.index("One") < text.index(f'id="{MARK}2"') < text.index("Two")
    listed = page_list(breaks, pages)
    assert re.findall(r'href="([^"]*)"', listed) == [f"a.xhtml#{MARK}1", f"a.xhtml#{MARK}2"]
    assert page_list({}, pages) == ""
