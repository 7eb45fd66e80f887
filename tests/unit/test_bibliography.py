from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pybtex.plugin import find_plugin

from letopis.bibliography import (
    STYLE,
    BibReading,
    labels_of,
    read_bib,
    read_bib_files,
    register_styles,
    sort_key,
    to_bibtex,
)
from letopis.bibliography.style import ChicagoStyle
from letopis.bibliography.text import plain
from letopis.model.isbn import is_isbn

if TYPE_CHECKING:
    from collections.abc import Callable

KRAMER = """@article{Kramer1999, author={Kramer, Mark}, title={Declassified Materials from {CPSU} Plenums: Sources},
  journal={Cahiers du monde russe}, volume={40}, number={1--2}, year={1999}, pages={271--306},
  doi={10.4000/monderusse.14}, url={http://journals.openedition.org/monderusse/14}}"""


# ------------------------------------------------------------------ the archive's own sources
@pytest.fixture(scope="module")
def ours() -> BibReading:
    return read_bib_files([Path(__file__).parents[2] / "references.bib"])


def test_the_archives_sources_have_no_fault(ours: BibReading) -> None:
    assert ours.findings == []
    assert len(ours.data.entries) > 400


def test_every_isbn_of_the_archive_ends_in_its_check_digit(ours: BibReading) -> None:
    isbns = [entry.fields["isbn"] for entry in ours.data.entries.values() if "isbn" in entry.fields]
    assert len(isbns) > 20
    assert [isbn for isbn in isbns if not is_isbn(isbn)] == []


def test_sources_say_how_sure_their_details_are_and_carry_no_working_notes(ours: BibReading) -> None:
    for key, entry in ours.data.entries.items():
        assert entry.fields.get("confidence") in {"H", "M", "L"}, key
        assert entry.fields.get("quality", "weak") in {"weak", "popular", "polemical"}, key
        assert not {"annotation", "annote"} & set(entry.fields), key
        assert not re.search(r"\bmem\b|not seen|inferr", " ".join(entry.fields.values())), key


def test_copies_and_unofficial_text_libraries_are_not_linked(ours: BibReading) -> None:
    libraries = "bibliboba|rulit|readli|libking|fb2.top|docslib|studmed|militera|piglix|zxc.wiki|wikireading|readania"
    for key, entry in ours.data.entries.items():
        address = entry.fields.get("url", "")
        assert not re.search(libraries, address), key
        if entry.fields.get("note", "").startswith(("Consulted in a copy", "Consulted in an online excerpt")):
            assert not address, key
        if entry.fields.get("organization") == "Wikipedia" and address:
            assert re.match(r"https://en\.(m\.)?wikipedia\.org/wiki/", address), key


def test_citations_of_the_archive_are_short_and_all_different(ours: BibReading) -> None:
    labels = [label.text for label in labels_of(sorted(ours.data.entries.values(), key=sort_key))]
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if len(label) > 100] == []
    assert "Kramer 1999" in labels
    assert "“Anti-Party Group”, Wikipedia" in labels
    assert "Shubin, “Viacheslav Molotov”" in labels


def test_every_source_of_the_archive_is_listed_with_its_title(ours: BibReading) -> None:
    style = ChicagoStyle()
    for entry in ours.data.entries.values():
        text = plain_list_text(style, entry)
        # A full stop may stand before the quotation mark.
        title = plain(entry.fields["title"]).replace("“", "‘").replace("”", "’")[:20].rstrip("’")
        assert title in text.replace("“", "‘").replace("”", "’")
        assert "  " not in text
        assert ".." not in text.replace("…", "")


def plain_list_text(style: ChicagoStyle, entry: Any) -> str:
    text: str = style.format_entry("", entry).text.render_as("text")
    return text


def test_bibtex_of_every_source_of_the_archive_reads_back_equal(ours: BibReading) -> None:
    for key, entry in ours.data.entries.items():
        again = read_bib(to_bibtex(entry, omit=())).data.entries[key]
        assert again == entry
        assert to_bibtex(again) == to_bibtex(entry)


# ------------------------------------------------------------------ in a Sphinx build
PAGE = """# Page {n}

He said so {{cite:p}}`Kramer1999{{p. 3}},Zubok1996`. As {{cite:t}}`Kramer1999` says; as {{cite:t}}`Kramer1999{{p. 9}}` says.
Undated {{cite:p}}`Shubin{{p. 7}}`, and {{cite:t}}`Shubin`; a page {{cite:p}}`WP`; and {{cite:p}}`{{see}}Zubok1996{{ch. 2}}`.
Bare {{cite:alp}}`Kramer1999`; year {{cite:year}}`Kramer1999`; author {{cite:author}}`Kramer1999`; none{{cite:empty}}`Unquoted`.
"""
SOURCES = (
    KRAMER
    + r"""
@book{Zubok1996, author={Zubok, Vladislav and Pleshakov, Constantine}, title={Inside <b>\&</b>}, year={1996}}
@book{Shubin, author={Shubin, A.}, title={Viacheslav Molotov: Ot revoliutsii}, note={Consulted in an excerpt}}
@online{WP, title={Anti-Party Group}, organization={Wikipedia}, url={https://en.wikipedia.org/wiki/Anti-Party_Group}}
@misc{Unquoted, title={Zzz}}
"""
)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small project that uses only this part of the extension."""

    def make(sources: str = SOURCES, pages: int = 7, settings: str = "") -> Path:
        folder = tmp_path / "project"
        folder.mkdir()
        (folder / "conf.py").write_text(
            "extensions = ['myst_parser', 'only_sources']\nbibtex_bibfiles = ['sources.bib']\n"
            f"html_theme = 'basic'\nbibtex_tooltips = False\n{settings}\n"
            "import sys; sys.path.insert(0, '.')\n",
            encoding="utf-8",
        )
        (folder / "only_sources.py").write_text(
            "from letopis.bibliography import setup_bibliography\n"
            "def setup(app):\n    setup_bibliography(app)\n"
            "    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n",
            encoding="utf-8",
        )
        toctree = "".join(f"page{n}\n" for n in range(pages))
        (folder / "index.md").write_text(f"# Home\n\n```{{toctree}}\n{toctree}sources\n```\n", encoding="utf-8")
        (folder / "sources.md").write_text("# Sources\n\n```{bibliography}\n:all:\n```\n", encoding="utf-8")
        for n in range(pages):
            (folder / f"page{n}.md").write_text(PAGE.format(n=n), encoding="utf-8")
        (folder / "sources.bib").write_text(sources, encoding="utf-8")
        return folder

    return make


def build(folder: Path, *options: str) -> tuple[int, str]:
    """Build in a process of its own, as an author does; gives the exit code and the warnings."""
    source = Path(__file__).parents[2] / "src"
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-n", "-T", *options, ".", "out"]
    shutil.rmtree(folder / "out", ignore_errors=True)
    environment = {"PYTHONPATH": f"{source}:{folder}", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def article(folder: Path, page: str) -> str:
    return (folder / "out" / f"{page}.html").read_text(encoding="utf-8")


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_citations_and_list_are_the_same_with_any_number_of_workers(project: Callable[..., Path]) -> None:
    folder = project()
    code, warnings = build(folder, "-W", "-j", "1")
    assert (code, warnings) == (0, "")
    serial = {page: article(folder, page) for page in ("sources", "page0", "page6")}
    code, warnings = build(folder, "-W", "-j", "2")
    assert (code, warnings) == (0, "")
    assert {page: article(folder, page) for page in serial} == serial

    text = text_of(serial["page0"])
    assert "He said so (Kramer 1999, p. 3; Zubok and Pleshakov 1996)." in text
    assert "As Kramer (1999) says; as Kramer (1999, p. 9) says." in text
    assert "Undated (Shubin, “Viacheslav Molotov”, p. 7), and Shubin (“Viacheslav Molotov”);" in text
    assert "a page (“Anti-Party Group”, Wikipedia); and (see Zubok and Pleshakov 1996, ch. 2)." in text
    assert "Bare Kramer 1999; year 1999; author Kramer; none." in text
    links = re.findall(r'<a [^>]*href="sources\.html#([^"]+)"[^>]*>(.*?)</a>', serial["page0"])
    assert "Kramer 1999" in [re.sub("<[^>]+>", "", label) for _, label in links]
    assert all(f'id="{anchor}"' in serial["sources"] for anchor, _ in links)

    listing = text_of(serial["sources"])
    places = [
        listing.index(start)
        for start in ("“Anti-Party Group.”", "Kramer, Mark.", "Shubin, A.", "Zubok, Vlad", "“Zzz.”")
    ]
    assert places == sorted(places)
    assert "<em>Inside <strong>&amp;</strong></em>" in serial["sources"]
    assert 'href="https://doi.org/10.4000/monderusse.14"' in serial["sources"]


def test_a_faulty_file_is_warned_of_once_with_file_and_line_and_the_build_goes_on(project: Callable[..., Path]) -> None:
    broken = (
        SOURCES + "\n@strange{X1, title={x}}\n@book{X2, title={y}, url={javascript:alert(1)}}\n@book{X3, title={z\n"
    )
    folder = project(broken, pages=1)
    code, warnings = build(folder)
    assert code == 0
    assert "Traceback" not in warnings
    lines = [line for line in warnings.splitlines() if "letopis.bib-" in line]
    start = SOURCES.count("\n") + 2
    assert [re.sub(r"WARNING: .*\[", "[", line) for line in lines] == [
        f"sources.bib:{start}: [letopis.bib-unknown-type]",
        f"sources.bib:{start + 1}: [letopis.bib-url]",
        f"sources.bib:{start + 2}: [letopis.bib-syntax]",
    ]
    assert "javascript" not in article(folder, "sources")
    assert "Kramer, Mark." in text_of(article(folder, "sources"))


def test_a_missing_file_is_a_warning(project: Callable[..., Path]) -> None:
    folder = project(pages=0)
    (folder / "sources.bib").unlink()
    code, warnings = build(folder)
    assert code == 0
    assert "sources.bib:1: WARNING: the file cannot be opened" in warnings
    assert "Traceback" not in warnings


def test_a_project_may_choose_other_styles(project: Callable[..., Path]) -> None:
    folder = project(pages=1, settings="bibtex_default_style = 'plain'\nbibtex_reference_style = 'label'")
    code, _ = build(folder)
    assert code == 0
    assert "Mark Kramer. Declassified" in text_of(article(folder, "sources"))
    assert "Kramer (1999" not in text_of(article(folder, "page0"))


def test_a_project_without_sources_builds(project: Callable[..., Path]) -> None:
    folder = project(pages=0, settings="del bibtex_bibfiles")
    assert build(folder) == (0, "")


def test_the_style_is_known_to_pybtex_by_its_name() -> None:
    register_styles()
    register_styles()
    assert find_plugin("pybtex.style.formatting", STYLE) is ChicagoStyle
