"""Illustrations: shown with their credit where they belong, in every output; without rights, or a file, not shown.

The archive is written here, and its pictures are drawn here: a small one, so that nothing in it is anybody's.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageDraw

from letopis.illustrations.copies import copy_of
from letopis.illustrations.files import Original, look_at
from letopis.model.picturefiles import read_picture_file
from letopis.model.rights import LICENCES, STATEMENTS, read_rights
from tests.building import Built, build, write

SETTINGS = """
extensions += ["letopis.book"]
html_theme = "sphinx_book_theme"
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
html_baseurl = "https://example.org/ada/"
html_title = project = "Ada"
author = copyright = epub_copyright = "The authors"
version = "1"
epub_show_urls = "no"
letopis_cards = False
"""

PORTRAIT = """\
# Portrait of Ada Lovelace

:::{illustration} portrait
:file: portrait.png
:alt: A disc above a box.
:caption: Ada Lovelace at work
:shows: ada; london
:creator: A. Painter
:date: 1840~
:holder: gallery
:rights: cc-by 4.0
:source: Roll1840
The portrait that is best known.
:::
"""

SOURCES = "@book{Roll1840,\n  title = {The Roll},\n  year = {1840},\n}\n"
PAGES = {
    "index": "# Ada\n\nSee {person}`ada`, {illustration}`portrait`.\n\n```{bibliography}\n```\n",
    "people/ada": "# Ada Lovelace\n\n:::{person} ada\n:born: 1815-12-10 [Roll1840]\n:died: 1852\nA mathematician.\n:::\n",
    "places/london": "# London\n\n:::{place} london\n:source: Roll1840\nA town.\n:::\n",
    "bodies/gallery": "# The Gallery\n\n:::{body} gallery\n:source: Roll1840\nA museum.\n:::\n",
    "illustrations/portrait": PORTRAIT,
    "illustrations/sketch": (
        "# Sketch\n\n:::{illustration} sketch\n:file: sketch.jpg\n:alt: Lines.\n:shows: ada\n:source: Roll1840\n"
        ":except: illustration-rights asked for\nA sketch whose rights nobody knows.\n:::\n"
    ),
}  # fmt: skip


def draw(path: Path, size: tuple[int, int] = (900, 1200), colour: str = "#a44") -> None:
    """A picture: a disc above a box."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.radial_gradient("L").resize(size).convert("RGB")  # tones, as a photograph has them
    pen = ImageDraw.Draw(image)
    pen.ellipse((size[0] * 0.2, size[1] * 0.2, size[0] * 0.8, size[1] * 0.6), fill=colour)
    pen.rectangle((size[0] * 0.1, size[1] * 0.8, size[0] * 0.9, size[1]), fill="#446")
    image.save(path)


def project(root: Path, portrait: str = PORTRAIT) -> Path:
    write(root, {**PAGES, "illustrations/portrait": portrait}, SOURCES, SETTINGS)
    draw(root / "illustrations/portrait.png")
    draw(root / "illustrations/sketch.jpg")
    return root


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(project(tmp_path_factory.mktemp("illustrated") / "ada"), builder="html", jobs=2)


def figures(text: str) -> list[str]:
    return re.findall(r"<figure.*?</figure>", text, re.DOTALL)


# ------------------------------------------------------------------------------------------ where it is shown
def test_it_stands_on_the_pages_of_what_it_shows_with_its_credit(html: Built) -> None:
    assert html.warnings == []
    for page in ("people/ada.html", "places/london.html"):
        (figure,) = figures(html.text(page))
        assert 'alt="A disc above a box."' in figure
        assert ">Ada Lovelace at work</a>" in figure
        words = " ".join(re.sub("<[^>]+>", "", figure).split())
        assert words.endswith("A. Painter, about 1840. The Gallery. CC BY 4.0.")
        assert 'href="https://creativecommons.org/licenses/by/4.0/"' in figure
        assert 'loading="lazy"' in figure
        assert 'width="225" height="300"' in figure
    assert figures(html.text("index.html")) == []


def test_its_own_page_has_it_larger_and_what_it_shows(html: Built) -> None:
    page = html.text("illustrations/portrait.html")
    (figure,) = figures(page)
    (name,) = re.findall(r'src="\.\./_images/([^"]+)"', figure)
    with Image.open(html.output / "_images" / name) as image:
        assert image.size == (900, 1200)  # never more than the original has
    assert re.search(r"Shows<.*?Ada Lovelace</a>.*?London</a>", page, re.DOTALL)


def test_the_copy_on_other_pages_is_small(html: Built) -> None:
    (name,) = re.findall(r'src="\.\./_images/([^"]+)"', figures(html.text("people/ada.html"))[0])
    path = html.output / "_images" / name
    with Image.open(path) as image:
        assert image.size == (480, 640)
    assert path.stat().st_size < (html.source / "illustrations/portrait.png").stat().st_size


def test_without_rights_it_is_neither_shown_nor_copied(html: Built) -> None:
    assert figures(html.text("illustrations/sketch.html")) == []
    assert "not shown: its rights are not stated" in html.text("illustrations/sketch.html")
    assert [path.name for path in (html.output / "_images").iterdir() if "sketch" in path.name] == []
    # The page of the person leads to it all the same.
    assert ">Sketch</a>" in html.text("people/ada.html")


def test_whoever_holds_or_is_shown_has_a_link_back(html: Built) -> None:
    assert re.search(r"Illustrations held<.*?Portrait of Ada Lovelace</a>", html.text("bodies/gallery.html"), re.DOTALL)
    assert "illustration-portrait" in html.text("genindex.html")


def test_search_engines_are_told_whose_it_is(html: Built) -> None:
    (found,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', html.text("illustrations/portrait.html")
    )
    (image,) = [one for one in json.loads(found)["@graph"] if one["@type"] == "ImageObject"]
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["creator"] == ["A. Painter"]
    assert image["creditText"] == "A. Painter. The Gallery"
    assert [one["name"] for one in image["about"]] == ["Ada Lovelace", "London"]
    name = image["contentUrl"].removeprefix("https://example.org/ada/_images/")
    assert (html.output / "_images" / name).is_file()


def test_it_is_in_the_data(html: Built) -> None:
    records = json.loads(html.text("data/archive.json"))["records"]
    portrait = next(one for one in records if (one["kind"], one["key"]) == ("illustration", "portrait"))
    assert portrait["fields"]["rights"] == [{"value": "CC BY 4.0"}]
    assert portrait["fields"]["file"] == [{"value": "portrait.png"}]
    assert portrait["fields"]["shows"] == [{"value": ["person:ada", "place:london"]}]
    rows = html.text("data/illustrations.csv").splitlines()
    assert any("CC BY 4.0" in row for row in rows)


def test_the_book_has_it_with_its_credit(html: Built) -> None:
    built = build(html.source, builder="typst", fresh=False)
    assert built.warnings == []
    page = built.text("typst/pages/people/ada.typ")
    assert 'alt: "A disc above a box."' in page
    assert "The Gallery" in page
    assert "CC BY 4\\.0" in page
    assert [path.name for path in (built.output / "typst/images").iterdir() if "portrait" in path.name]


def test_the_ebook_has_it_with_its_credit(html: Built) -> None:
    built = build(html.source, builder="epub", fresh=False)
    assert built.warnings == []
    with ZipFile(next(built.output.glob("*.epub"))) as book:
        page = book.read(next(name for name in book.namelist() if name.endswith("people/ada.xhtml"))).decode()
        (name,) = re.findall(r'src="\.\./(_images/[^"]+)"', page)
        assert any(one.endswith(name) for one in book.namelist())
    assert 'alt="A disc above a box."' in page
    assert "CC BY 4.0" in page


# ------------------------------------------------------------------------------------------ building again
def test_another_picture_in_the_file_is_shown_by_the_next_build(tmp_path: Path) -> None:
    source = project(tmp_path / "ada")
    first = build(source, builder="html")
    (before,) = re.findall(r'src="\.\./_images/([^"]+)"', first.text("people/ada.html"))
    draw(source / "illustrations/portrait.png", colour="#4a4")
    second = build(source, builder="html", fresh=False)
    (after,) = re.findall(r'src="\.\./_images/([^"]+)"', second.text("people/ada.html"))
    assert before != after
    assert (second.output / "_images" / after).is_file()
    third = build(source, builder="html", fresh=False)
    assert third.app.env.get_doctree("people/ada")
    assert third.text("people/ada.html") == second.text("people/ada.html")


def test_an_archive_without_any_makes_none(tmp_path: Path) -> None:
    text = "# A\n\n:::{place} a\n:except: record-unsourced none\nA.\n:::\n"
    built = build(write(tmp_path / "a", {"index": "# Index\n", "a": text}), builder="html")
    assert built.warnings == []
    assert not (built.output / "_images").exists()
    assert "letopis-illustrated" not in built.text("a.html")


# ------------------------------------------------------------------------------------------ what is wrong
def found(
    tmp_path: Path, page: str, name: str = "portrait.png", content: bytes | None = None
) -> list[tuple[int, str, str]]:
    source = project(tmp_path / "ada", page)
    if content is not None:
        (source / "illustrations" / name).write_bytes(content)
    built = build(source)
    assert all(one.path.endswith("illustrations/portrait.md") for one in built.warnings), built.warnings
    return [(one.line, one.code.removeprefix("letopis."), one.message) for one in built.warnings]


def test_a_right_is_missing(tmp_path: Path) -> None:
    ((line, code, message),) = found(tmp_path, PORTRAIT.replace(":rights: cc-by 4.0\n", ""))
    assert (line, code) == (3, "illustration-rights")
    assert "Write ':rights: CC BY 4.0'" in message


def test_words_are_missing_or_the_caption_again(tmp_path: Path) -> None:
    ((line, code, message),) = found(tmp_path, PORTRAIT.replace(":alt: A disc above a box.\n", ""))
    assert (line, code) == (3, "illustration-words")
    assert "':alt:'" in message
    ((line, code, _),) = found(tmp_path / "again", PORTRAIT.replace("A disc above a box.", "Ada Lovelace at work"))
    assert (line, code) == (5, "illustration-words")


def test_a_licence_that_nobody_knows(tmp_path: Path) -> None:
    ((line, code, message),) = found(tmp_path, PORTRAIT.replace("cc-by 4.0", "CC BI 4.0"))
    assert (line, code) == (11, "field-value")
    assert message.endswith("Write 'CC BY 4.0'.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n", "cannot be opened as a picture"),
        (b"GIF89a", "is not what its ending '.png' says"),
    ],
)
def test_a_file_that_is_no_picture(tmp_path: Path, content: bytes, says: str) -> None:
    ((line, code, message),) = found(tmp_path, PORTRAIT, content=content)
    assert (line, code) == (4, "illustration-file" if "opened" in says else "policy")
    assert says in message


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("portrat.png", "image.not_readable", "The nearest file is"),
        ("../../secret.png", "policy", "lies outside the source folder"),
        ("https://example.org/a.png", "field-value", "below the source folder"),
        ("portrait.svg", "field-value", "that ends in"),
    ],
)
def test_a_file_that_may_not_be_shown(tmp_path: Path, name: str, code: str, says: str) -> None:
    draw(tmp_path / "secret.png")
    ((line, given, message),) = found(tmp_path, PORTRAIT.replace("portrait.png", name))
    assert (line, given) == (4, code)
    assert says in message


# ------------------------------------------------------------------------------------------ rights
@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("CC BY 4.0", "CC BY 4.0"),
        ("cc-by-sa-3.0", "CC BY-SA 3.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/deed.de", "CC BY-SA 3.0"),
        ("CC0", "CC0 1.0"),
        ("public domain mark", "Public Domain Mark 1.0"),
        ("https://rightsstatements.org/vocab/NoC-OKLR/1.0", "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"),
    ],
)
def test_rights_are_read(written: str, means: str) -> None:
    assert read_rights(written) == means
    assert read_rights(written).address.startswith("http")


def test_all_that_is_known_is_read_as_itself() -> None:
    assert len(STATEMENTS) == 12
    for name in (*LICENCES, *STATEMENTS):
        assert read_rights(name) == name
        assert read_rights(read_rights(name).address) == name
    assert read_rights("http://rightsstatements.org/vocab/InC/1.0/").words == "In Copyright"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("In Copyright", "Write 'http://rightsstatements.org/vocab/InC/1.0/'"),
        (
            "https://rightsstatements.org/page/CNE/1.0/?language=en",
            "Write 'http://rightsstatements.org/vocab/CNE/1.0/'",
        ),
        ("CC BY", "Write 'CC BY 3.0' or 'CC BY 4.0'"),
        ("public domain", "Write 'Public Domain Mark' or 'CC0'"),
        ("© 1957 somebody", "Write one such as 'CC BY 4.0'"),
    ],
)
def test_other_rights_are_refused_with_what_is_near(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        read_rights(written)


def test_names_of_files_are_read() -> None:
    assert read_picture_file("pictures/Ada 1840.JPG") == "pictures/Ada 1840.JPG"
    for wrong in ("ada", "ada.tiff", "//example.org/a.png", "a\\b.png"):
        with pytest.raises(ValueError, match="expected the name of a file"):
            read_picture_file(wrong)


# ------------------------------------------------------------------------------------------ copies
def opened(path: Path) -> Original:
    found = look_at(path, path.parent)
    assert isinstance(found, Original), found
    return found


def test_copies_are_the_same_bytes_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    draw(path, (700, 300))
    one, other = (copy_of(opened(path), "a", 480, tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    assert one.name == other.name
    with Image.open(copy_of(opened(path), "a", 2000, tmp_path / "one")) as image:
        assert image.size == (700, 300)


def test_a_copy_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    draw(path)
    made = copy_of(opened(path), "a", 480, tmp_path / "copies")
    made.write_bytes(b"kept")
    assert copy_of(opened(path), "a", 480, tmp_path / "copies").read_bytes() == b"kept"


def test_a_photograph_loses_what_the_camera_wrote_and_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    image = Image.new("RGB", (600, 400), "#a44")
    exif = Image.Exif()
    exif[274] = 6  # held upright, stored lying
    exif[271] = "A camera"
    image.save(path, exif=exif)
    original = opened(path)
    assert (original.width, original.height) == (400, 600)
    with Image.open(copy_of(original, "a", 480, tmp_path / "copies")) as copy:
        assert copy.size == (400, 600)
        assert dict(copy.getexif()) == {}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_way_to_store_colours_that_is_let_pass_can_be_copied(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (600, 300), "#a448").convert(mode).save(path)
    made = copy_of(opened(path), "a", 480, tmp_path / "copies")
    with Image.open(made) as copy:
        assert copy.width == (600 if mode == "1" else 480)  # of two colours, more points take less room
        assert copy.has_transparency_data == (mode in {"LA", "P", "RGBA"})


def test_what_cannot_be_made_smaller_is_said(tmp_path: Path) -> None:
    deep = tmp_path / "deep.png"
    Image.new("I;16", (60, 30)).save(deep)
    assert "8 bits for each colour" in str(look_at(deep, tmp_path))
    large = tmp_path / "large.png"
    Image.new("1", (10_000, 9_000)).save(large)
    assert "points; 80,000,000" in str(look_at(large, tmp_path))
