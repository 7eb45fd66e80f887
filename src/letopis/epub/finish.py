"""The EPUB's finish: Sphinx's builder makes the file, and this makes it one that a checker passes.

Names and dates that stay the same, pages that are XML, and a package file that says how the book
can be read.
"""

from __future__ import annotations

import re
import time
import uuid
import zipfile
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.display import progress_message

from letopis.book.settings import BookSettings
from letopis.epub.contents import contents, navigation, with_parts
from letopis.epub.pages import marked, page_breaks, page_list, printed_pages
from letopis.epub.splitting import split
from letopis.epub.xhtml import plain_cells, to_xhtml
from letopis.sphinx_internals import fill_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

_EARLIEST = 315532800  # the first second of 1980; a zip file knows none before it
_SAYS_NOTHING = re.compile(
    r"(?:(?<!\s)\s++)?(?:<meta property=\"[^\"]*\"></meta>|<dc:contributor>unknown</dc:contributor>)"
)
_DATES = re.compile(r"(<dc:date>|<meta property=\"dcterms:modified\">)[^<]*")
_COVER = re.compile(r"<meta name=\"cover\" content=\"([^\"]*)\"")
_INDEX = re.compile(r"genindex\.xhtml|index-of-[^/]*\.xhtml")
_UUID = re.compile(r"(<dc:identifier [^>]*>|<meta name=\"dtb:uid\" content=\")uuid-([0-9a-f-]{36})(?=[<\"])")
_THEME = frozenset(
    f"_static/{name}"
    for name in ("basic.css", "epub.css", "pygments.css", "sphinx-design.min.css", "file.png", "minus.png", "plus.png")
)
"""What Sphinx's theme and others' extensions add, and our own style sheet does without."""
_THEME_LINK = re.compile(r"<link rel=\"stylesheet\"[^>]*/(?:epub|basic|pygments|sphinx-design\.min)\.css[^>]*/>\n?")
_LINK = re.compile(r'href="([^"#:]+)#([^"]*)"')
_ITEMREF = re.compile(r'<itemref idref="([^"]*)"[^>]*/>')
_ITEM = re.compile(r"<item (id=\"[^\"]*\" href=\"(?P<href>[^\"]*)\" media-type=\"application/xhtml\+xml\") />")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what is done to an EPUB: ``extensions = ["letopis.book", "letopis.epub.finish"]``."""
    app.setup_extension("letopis.book")  # its settings are the EPUB's, too
    app.add_config_value(
        "letopis_epub_conforms_to", "", "", frozenset({str}),
        "What the EPUB's package says that it conforms to, such as ``EPUB Accessibility 1.1 - WCAG 2.1 Level AA``. Say it "
        "only of what has been checked: nothing here checks all of it.",
    )  # fmt: skip
    app.connect("config-inited", name_epub)
    app.connect("build-finished", finish_epub, priority=900)  # after whatever else adds to the file
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def name_epub(app: Sphinx, config: Config) -> None:
    """Give the EPUB an identifier, if the project gives it none.

    It is made from the book's address, so that it is the same for every edition. Package file and
    table of contents must bear the same one, and it must be an XML name: hence no colon.
    """
    made = f"uuid-{uuid.uuid5(uuid.NAMESPACE_URL, config.html_baseurl or config.project)}"
    given = next((one for one in (config.epub_identifier, config.epub_uid) if one != "unknown"), made)
    fill_in(config, "epub_identifier", given, theirs="unknown")
    fill_in(config, "epub_uid", given, theirs="unknown")
    fill_in(config, "epub_tocscope", "includehidden", theirs="default")  # for readers that know only toc.ncx
    fill_in(config, "epub_description", config.letopis_book_description or config.project, theirs="unknown")


def finish_epub(app: Sphinx, exception: Exception | None) -> None:
    """Rewrite the file that Sphinx has made. Its entries keep their order: ``mimetype`` must be first."""
    if exception is not None or app.builder.name != "epub":
        return
    path = Path(app.outdir) / f"{app.config.epub_basename}.epub"
    seconds = max(BookSettings.read(app.config).timestamp, _EARLIEST)
    with progress_message("finishing the EPUB"):
        with zipfile.ZipFile(path) as archive:
            entries = {info.filename: archive.read(info) for info in archive.infolist()}
        done = finished(
            entries,
            seconds,
            app.config.epub_language,
            pages=printed_pages(app.env),
            navigation=partial(_contents, app.env),
            claims=_claims(app.config),
        )
        draft = path.with_suffix(".part")
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in done.items():
                info = zipfile.ZipInfo(name, time.gmtime(seconds)[:6])
                info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, data)
        draft.replace(path)


def _claims(config: Config) -> list[tuple[str, str]]:
    """What the project says that the EPUB conforms to, and who says so (EPUB Accessibility 1.1, 4.3)."""
    claim = config.letopis_epub_conforms_to
    return [("dcterms:conformsTo", claim), ("a11y:certifiedBy", config.epub_publisher)] if claim else []


def _contents(env: BuildEnvironment, entries: dict[str, bytes], pages: str) -> str:
    """The contents, the landmarks and the list of pages of the file."""
    indexes = [(name, _title(entries[name])) for name in sorted(entries) if _INDEX.fullmatch(name)]
    root = f"{env.config.root_doc}.xhtml"
    marks = [("bodymatter", root, env.titles[env.config.root_doc].astext()), ("toc", "#toc", "Contents")]
    marks += [("index", name, title) for name, title in indexes[:1]]
    return navigation(contents(env, entries.keys(), indexes), env.config.epub_language, marks, pages)


def _title(page: bytes) -> str:
    found = re.search(r"<title>(.*?)</title>", page.decode(), re.DOTALL)
    return unescape(found[1]).strip() if found else ""


def finished(
    entries: dict[str, bytes],
    seconds: int,
    language: str = "en",
    *,
    pages: list[tuple[str, list[str]]] | None = None,
    navigation: Callable[[dict[str, bytes], str], str] | None = None,
    claims: Sequence[tuple[str, str]] = (),
) -> dict[str, bytes]:
    """The entries of the file, put right: with our style sheet, that of Sphinx's theme goes.

    ``pages`` are those of the printed book, ``navigation`` makes ``nav.xhtml`` from the entries and the list of pages,
    and ``claims`` are further metadata of the package, each a property and its value.
    """
    own_style = "_static/letopis-ebook.css" in entries
    done = {name: data for name, data in entries.items() if not (own_style and name in _THEME)}
    read = {name: to_xhtml(data.decode()) for name, data in done.items() if name.endswith(".xhtml")}
    texts = {name: _page(page.astext(), language, own_style=own_style) for name, page in read.items()}
    ids = {name: page.ids for name, page in read.items()}
    for name in filter(_INDEX.fullmatch, texts):
        texts[name] = _LINK.sub(partial(_checked, ids), texts[name])
    breaks = page_breaks(pages or [], texts)
    texts |= {name: marked(texts[name], found) for name, found in breaks.items()}
    if navigation and "nav.xhtml" in texts:
        texts["nav.xhtml"] = navigation(done, page_list(breaks, pages or []))
    texts |= {name: _urn(data.decode()) for name, data in done.items() if name.endswith(".ncx")}
    cut = split(texts)
    if "nav.xhtml" in cut.files:
        cut.files["nav.xhtml"] = with_parts(cut.files["nav.xhtml"], cut.parts)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += [] if any(page.lacks_alt for page in read.values()) else ["alternativeText"]
    features += ["index"] if any(_INDEX.fullmatch(name) for name in read) else []
    features += ["pageBreakMarkers", "pageNavigation"] if breaks else []
    with_svg = {name for name, text in cut.files.items() if "<svg" in text}
    made: dict[str, bytes] = {}
    for name, data in done.items():
        made[name] = cut.files[name].encode() if name in cut.files else data
        made |= {part: cut.files[part].encode() for part in cut.parts.get(name, ())}
        if name.endswith(".opf"):
            text = with_files(_without(data.decode(), _THEME if own_style else ()), cut.parts)
            made[name] = _urn(_package(text, features, with_svg, seconds, claims)).encode()
    return made


def _page(text: str, language: str, *, own_style: bool) -> str:
    """The text of a page, which says its language, has simple tables and no style sheet but ours, if we have one."""
    text = plain_cells(text)
    if "<html" in text and not re.search(r"<html[^>]*\slang=", text):
        text = text.replace("<html", f'<html lang="{language}" xml:lang="{language}"', 1)
    return _THEME_LINK.sub("", text) if own_style else text


def with_files(package: str, parts: Mapping[str, Sequence[str]]) -> str:
    """The package file with the further files of pages that were cut, each read after the one before."""
    for name, files in parts.items():
        item = re.search(rf'<item id="([^"]*)" href="{re.escape(escape(name))}" media-type="[^"]*"[^>]*/>', package)
        if item is None:
            continue
        ids = [f"{item[1]}-{number}" for number in range(2, len(files) + 2)]
        more = "".join(
            f'\n    <item id="{id_}" href="{escape(file)}" media-type="application/xhtml+xml" />'
            for id_, file in zip(ids, files, strict=True)
        )
        package = package.replace(item[0], item[0] + more, 1)
        reference = re.search(rf'<itemref idref="{re.escape(item[1])}"[^>]*/>', package)
        if reference is not None:
            follow = "".join(f'\n    <itemref idref="{id_}" />' for id_ in ids)
            package = package.replace(reference[0], reference[0] + follow, 1)
    return package


def _checked(ids: dict[str, set[str]], link: re.Match[str]) -> str:
    """A link of an index: to its place, or to the page where the page has no such place."""
    return link[0] if link[2] in ids.get(link[1], ()) else f'href="{link[1]}"'


def _without(package: str, files: Collection[str]) -> str:
    """The package file without files that are no longer there; the indexes are read in their turn."""
    for file in files:
        package = re.sub(rf'\s*<item [^>]*href="{re.escape(file)}"[^>]*/>', "", package)
    first = '<itemref idref="nav" />\n    <itemref'  # the contents are a page of the book, too
    package = package.replace(' linear="no"', "").replace("<itemref", first, 1)
    seen: set[str] = set()

    def once(item: re.Match[str]) -> str:
        known = item[1] in seen
        seen.add(item[1])
        return "" if known else item[0]

    return _ITEMREF.sub(once, package)  # a page that links to itself in its toctree is listed twice


def _urn(text: str) -> str:
    """A UUID as a URN where it is the book's name; as an id in the file it stays an XML name, which has no colon."""
    return _UUID.sub(r"\g<1>urn:uuid:\g<2>", text)


def _package(
    text: str, features: list[str], with_svg: set[str], seconds: int, claims: Sequence[tuple[str, str]] = ()
) -> str:
    """The package file with dates that stay, marks on the cover and on pages that hold SVG, and what the book offers."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    text = _DATES.sub(rf"\g<1>{stamp}", _SAYS_NOTHING.sub("", text))

    def mark(item: re.Match[str]) -> str:
        return f'<item {item[1]} properties="svg" />' if item["href"] in with_svg else item[0]

    text = _ITEM.sub(mark, text)
    if cover := _COVER.search(text):
        text = text.replace(f'<item id="{cover[1]}" ', f'<item id="{cover[1]}" properties="cover-image" ', 1)
    properties = [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        *([("accessModeSufficient", "textual")] if "alternativeText" in features else []),
        ("accessModeSufficient", "textual,visual"),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", _summary(features)),
    ]
    title = re.search(r"<dc:title>(.*?)</dc:title>", text)
    if "pageNavigation" in features and title:
        claims = [*claims, ("pageBreakSource", f"{unescape(title[1])}, PDF")]
    lines = "".join(f'    <meta property="schema:{name}">{value}</meta>\n' for name, value in properties)
    lines += "".join(f'    <meta property="{name}">{escape(value)}</meta>\n' for name, value in claims)
    return text.replace("  </metadata>", f"{lines}  </metadata>", 1)


def _summary(features: list[str]) -> str:
    pictures = "Every picture has a text in its place" if "alternativeText" in features else "Some pictures lack a text"
    index = "; an index leads to its places" if "index" in features else ""
    return (
        f"The text can be enlarged and read aloud; headings and a table of contents lead through it{index}. {pictures}."
    )
