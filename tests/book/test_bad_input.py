"""What is wrong with a page is said with its file and line, and costs nobody the last good book."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from letopis.book import typst_client
from letopis.book.diagnostics import BookError

if TYPE_CHECKING:
    from tests.book.printing import BuildBook

DOTS = (Path(__file__).parent.parent / "roots" / "test-book" / "images" / "dots.png").read_bytes()
GOOD = "# One\n\nA good page.\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.png", DOTS[:60]),
        ("cut.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect"),
        (
            "far.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='http://x.example/y.png'/></svg>",
        ),
    ],
)
def test_a_broken_picture_keeps_the_old_book(build_book: BuildBook, name: str, data: bytes) -> None:
    before = build_book(GOOD).pdf.read_bytes()
    book = build_book(f"# One\n\nText.\n\n```{{image}} {name}\n:alt: Broken\n```\n", files={name: data})
    assert book.error is not None
    assert "the book made before, if any, is left as it was" in str(book.error)
    assert book.warnings[0].startswith(f"chapter.md:5: WARNING: Typst cannot read the picture '{name}'")
    assert book.warnings[0].endswith("[letopis.book-image]")
    assert book.pdf.read_bytes() == before
    assert [path.name for path in book.out.glob("*.pdf")] == ["a-small-book.pdf"]


def test_every_broken_picture_is_named_before_the_end(build_book: BuildBook) -> None:
    page = "# One\n\n```{image} a.png\n:alt: A\n```\n\n```{image} b.png\n:alt: B\n```\n"
    book = build_book(page, files={"a.png": b"no", "b.png": b"no"})
    assert [warning[:13] for warning in book.warnings] == ["chapter.md:3:", "chapter.md:7:"]


def test_a_missing_picture_is_a_warning_and_a_frame(build_book: BuildBook) -> None:
    book = build_book("# One\n\n```{image} none.png\n:alt: Not here\n```\n")
    assert book.error is None
    assert any("image file not readable: none.png" in warning for warning in book.warnings)
    assert "missing.svg" in book.source("chapter")


def test_a_picture_on_the_web_is_not_fetched(build_book: BuildBook) -> None:
    book = build_book("# One\n\n```{image} https://sample.example/far.png\n:alt: Far\n```\n")
    assert book.error is None
    assert book.warnings == [
        (
            "chapter.md:3: WARNING: the picture 'https://sample.example/far.png' is on the web; "
            "the book needs a copy of it. [letopis.book-image]"
        )
    ]


def test_a_picture_without_words_is_warned_of(build_book: BuildBook) -> None:
    page = "# One\n\nText.\n\n```{image} dots.png\n```\n\n![](dots.png)\n\nAn ![](dots.png) ornament.\n"
    book = build_book(page, files={"dots.png": DOTS})
    assert [warning.partition(":")[2] for warning in book.warnings] == [
        "5: WARNING: the picture 'dots.png' has no alternative text. Say in :alt: what it shows. [letopis.book-missing-alt]",
        "8: WARNING: the picture 'dots.png' has no alternative text. Say in :alt: what it shows. [letopis.book-missing-alt]",
    ]
    assert book.source("chapter").count('alt: "dots.png"') == 2
    assert "ornament(" in book.source("chapter")


RAGGED = """
from docutils import nodes
from docutils.parsers.rst import Directive

def cell(text): return nodes.entry("", nodes.paragraph("", text))

class Ragged(Directive):
    def run(self):
        rows = [["a", "b", "c"], ["d"], ["e", "f", "g", "h"], ["i", "j", "k"]]
        body = nodes.tbody("", *[nodes.row("", *map(cell, row)) for row in rows])
        specs = [nodes.colspec(colwidth=1) for _ in range(3)]
        table = nodes.table("", nodes.tgroup("", *specs, body, cols=3))
        table.source, table.line = self.state_machine.get_source_and_line(self.lineno)
        return [table]

def setup(app): app.add_directive("ragged", Ragged)
"""


def test_a_ragged_table_is_made_whole(build_book: BuildBook) -> None:
    book = build_book("# One\n\n```{ragged}\n```\n", conf=RAGGED)
    assert book.warnings == [
        "chapter.md:3: WARNING: a table row ('d') lacks 2 of 3 cells; empty ones stand in. [letopis.book-ragged-table]",
        "chapter.md:3: WARNING: a table row ('e\\n\\nf\\n\\ng\\n\\nh') has 1 cells too many; left out. [letopis.book-ragged-table]",
    ]
    assert "[d], [], [],\n" in book.source("chapter").replace(", \n", ",\n")
    assert "a b c d e f g i j k" in " ".join(book.pages)


def test_a_skipped_heading_level_is_warned_of_and_closed(build_book: BuildBook) -> None:
    book = build_book("# One\n\n### Three\n\nText.\n")
    assert [warning.partition(" [")[0] for warning in book.warnings] == [
        "chapter.md:3: WARNING: Non-consecutive header level increase; H1 to H3"
    ]
    assert '#head(2, "", ("chapter:three", ), "section-1")[Three]' in book.source("chapter")


def test_a_page_without_a_title_gets_its_name(build_book: BuildBook) -> None:
    book = build_book("Only text.\n")
    assert any(w.startswith("chapter.md: WARNING: the page 'chapter' has no title") for w in book.warnings), (
        book.warnings
    )
    assert "chapter Only text." in " ".join(book.pages)


def test_a_sign_no_font_has_is_printed_as_its_number(build_book: BuildBook) -> None:
    book = build_book("# One\n\nText.\n\nA sign: 漢 and a flag: 🏳.\n")
    assert book.warnings[0].startswith(
        "chapter.md:5: WARNING: no font of the book has the sign '漢'; U+6F22 is printed"
    )
    assert "A sign: U+6F22 and a flag: U+1F3F3." in " ".join(book.pages)


def test_a_font_that_is_not_there_stops_the_book(build_book: BuildBook) -> None:
    book = build_book(GOOD, letopis_book_sans="Nowhere Sans")
    assert "the font family 'Nowhere Sans' is not installed" in str(book.error)
    assert "pip install fontpkg-nowhere-sans" in str(book.error)


def test_a_paper_nobody_sells_stops_the_book(build_book: BuildBook) -> None:
    with pytest.raises(BookError, match="letopis_book_paper is 'a7'; write one of a4, a5, us-letter"):
        build_book(GOOD, letopis_book_paper="a7")


def test_a_fault_in_raw_typst_is_led_back_to_its_line(build_book: BuildBook) -> None:
    book = build_book("# One\n\nText.\n\n```{raw} typst\n#nonsense()\n```\n")
    first = str(book.error).splitlines()[0]
    assert "chapter.md:5: Typst cannot set the book: unknown variable: nonsense" in first


def test_a_full_disk_keeps_the_old_book(build_book: BuildBook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build_book(GOOD).pdf.read_bytes()

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("letopis.book.compile.os.fdopen", full)
    book = build_book("# One\n\nAnother page.\n")
    assert str(book.error) == "the book cannot be written: [Errno 28] No space left on device"
    assert book.pdf.read_bytes() == before
    assert sorted(path.name for path in book.out.iterdir()) == ["a-small-book.pdf", "typst"]


def test_a_typst_that_dies_keeps_the_old_book(build_book: BuildBook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build_book(GOOD).pdf.read_bytes()
    setter = build_book(GOOD).out / "dies.py"
    setter.write_text("import sys\nsys.stdin.readline()\nsys.exit(9)\n", encoding="utf-8")
    monkeypatch.setattr("letopis.book.typst_client.WORKER", setter)
    book = build_book("# One\n\nAnother page.\n")
    assert "Typst has ended before its time, with the code 9. Was there too little memory?" in str(book.error)
    assert book.pdf.read_bytes() == before
    setter.write_text("import sys\nsys.stdin.readline()\nimport no_such_typst\n", encoding="utf-8")
    book = build_book("# One\n\nAnother page.\n")
    assert "with the code 1. ModuleNotFoundError: No module named 'no_such_typst'" in str(book.error)


PANICS = """
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
import typst
import typst_worker
PanicException = type("PanicException", (BaseException,), {{}})
class Breaks:
    made = 0
    def __init__(self, *given, **named):
        Breaks.made += 1
        self.breaks, self.real = Breaks.made <= {times}, real(*given, **named)
    def compile_with_warnings(self, **named):
        if self.breaks:
            print("thread panicked", file=sys.stderr)
            raise PanicException("slice index starts at 109 but ends at 106")
        return self.real.compile_with_warnings(**named)
    def eval(self, *given, **named):
        return self.real.eval(*given, **named)
real, typst.Compiler = typst.Compiler, Breaks
typst_worker.main()
"""


@pytest.mark.parametrize("times", [1, 9])
def test_a_typst_that_panics_is_begun_anew(
    times: int, build_book: BuildBook, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    setter = build_book(GOOD).out / "panics.py"
    folder = str(Path(typst_client.__file__).parent)
    setter.write_text(PANICS.format(folder=folder, times=times), encoding="utf-8")
    monkeypatch.setattr("letopis.book.typst_client.WORKER", setter)
    book = build_book("# One\n\nAnother page.\n")
    if times == 1:
        assert book.error is None
        assert "Another page." in " ".join(book.pages)
    else:
        assert "Typst has broken down: slice index starts at 109 but ends at 106" in str(book.error)
    assert "panicked" not in capfd.readouterr().err


def test_formulas_are_printed_as_their_source_with_a_warning(build_book: BuildBook) -> None:
    book = build_book("# One\n\nInline $a^2$.\n\n$$\nb^2\n$$\n")
    assert [line.partition(": WARNING: ")[0] for line in book.warnings] == ["chapter.md:3", "chapter.md:5"]
    assert all("printed as its source" in line for line in book.warnings)
    assert "a^2" in " ".join(book.pages)
    assert "b^2" in " ".join(book.pages)
