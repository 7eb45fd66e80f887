"""Bad input gives one warning each, with file, line, value and remedy, however many workers read the pages.

The faults that take two pages (a doubled key, a circle) lie at both ends of the alphabet, so that two
workers read them. Nothing is lost: whatever is right on a page is printed.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.cmd.build import main

import letopis.html.builder
from tests.building import ROOTS, Built, Warned, build, changed, copy, write

if TYPE_CHECKING:
    from pathlib import Path


class Fault(NamedTuple):
    path: str
    line: int
    code: str
    value: str
    """What the author wrote, or the record in which it is missing."""
    remedy: str


FAULTS = [
    Fault("aa-doubled-key.md", 0, "", "", ""),
    Fault("claims.md", 5, "field-value", "'true'", "expected one of confirmed, confirmed-with-nuance"),
    Fault("claims.md", 13, "claim-one-sided", "claim 'one-sided'", "Cite one, or change the verdict."),
    Fault("date.md", 4, "date-value", "'1547-06-31'", "Write 1547-06, or 1547-06-30."),
    Fault("doubled-field.md", 6, "field-repeated", "':died:'", "Keep one"),
    Fault("empty-field.md", 4, "field-empty", "':country:'", "Give it one, or take the line out."),
    Fault("key.md", 3, "key-syntax", "'Noyon_Town'", "Write 'noyon-town'."),
    Fault("line.md", 4, "field-syntax", "':within geneva'", "Write ':within: geneva'"),
    Fault("m-circle.md", 5, "relation-circular", "event 'session': ':part-of:'", "Break the circle"),
    Fault("missing-field.md", 3, "field-missing", "':date:'", "Event records need it."),
    Fault("missing-source.md", 4, "source-unknown", "'Tripet2008'", "The nearest key is 'Tripet2009'."),
    Fault("missing-source.md", 10, "source-unknown", "'WPGruett'", "The nearest key is 'WPGruet'."),
    Fault("unknown-field.md", 4, "field-unknown", "':borne:'", "Did you mean ':born:'?"),
    Fault("unknown-key.md", 4, "ref-unknown", "'perin'", "The nearest key is 'perrin'."),
    Fault("unknown-key.md", 10, "ref-unknown", "'grouet'", "The nearest key is 'gruet'."),
    Fault("unsourced.md", 3, "record-unsourced", "person 'berthelier'", "Cite one with ':source:'"),
    Fault("views.md", 3, "ref-unknown", "question 'who'", "Add a record with this key, or mend the key."),
    Fault("views.md", 6, "view-option", "'1553-99'", "Write 1553/1599."),
    Fault("views.md", 9, "view-option", "'pope'", "Write one of person, event"),
    Fault("zz-doubled-key.md", 3, "key-duplicate", "'perrin'", "aa-doubled-key.md:3. Rename one of them"),
][1:]

RIGHT = {
    "aa-doubled-key": "the first to be read", "zz-doubled-key": "the last to be read",
    "ab-circle": "in the end, a part of it", "m-circle": "between the two ends", "zy-circle": "the far end",
    "claims": "disputed by nobody", "date": "stands all the same", "doubled-field": "the first is kept",
    "empty-field": "left open", "key": "a low line", "line": "the rest is read", "missing-field": "nobody says when",
    "missing-source": "so does this sentence", "unknown-field": "is misspelt", "unknown-key": "nor does the one",
    "unsourced": "nobody is named", "views": "stands this line",
}  # fmt: skip
"""On each faulty page some words that are right."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(ROOTS / "test-errors", tmp_path_factory.mktemp("errors") / "faults")


@pytest.fixture(scope="module", params=[1, 2, 4])
def built(request: pytest.FixtureRequest, source: Path) -> Built:
    return build(source, builder="html", jobs=request.param, into=source.parent / str(request.param))


def places(warnings: list[Warned]) -> list[tuple[str, int, str]]:
    return sorted((one.path, one.line, one.code.removeprefix("letopis.")) for one in warnings)


def test_each_fault_is_told_once_at_its_own_line(built: Built) -> None:
    assert places(built.warnings) == [(fault.path, fault.line, fault.code) for fault in FAULTS]


def test_each_warning_shows_the_value_and_the_remedy(built: Built) -> None:
    told = {(one.path, one.line): one.message for one in built.warnings}
    for fault in FAULTS:
        message = told[fault.path, fault.line]
        assert fault.value in message
        assert fault.remedy in message


def test_what_is_right_on_a_faulty_page_is_printed_whole(built: Built) -> None:
    for docname, words in RIGHT.items():
        page = built.text(f"{docname}.html")
        assert words in page.lower(), docname
        assert page.rstrip().endswith("</html>"), docname


def test_every_record_is_kept_though_part_of_it_could_not_be_read(built: Built) -> None:
    keys = sorted(record.key for record in built.archive.records)
    assert keys == sorted([
        "perrin", "perrin", "arrest", "session", "trial", "verdict", "one-sided", "note", "gruet", "geneva",
        "noyon-town", "champel", "dance", "sermon", "vandel", "favre", "berthelier",
    ])  # fmt: skip
    gruet = next(record for record in built.archive.records if record.key == "gruet")
    assert dict(gruet.facts())["died"].value.julian == "1547-07-26"


def test_the_page_of_faults_cites_no_page_that_is_not_there(built: Built) -> None:
    """A citation of a source nobody entered leaves its key behind, in sight."""
    assert "WPGruett" in built.text("missing-source.html")


@pytest.mark.parametrize("builder", ["dummy", "text", "latex", "epub", "typst"])
def test_every_builder_tells_the_same_faults(source: Path, builder: str) -> None:
    built = build(source, builder=builder, jobs=2, into=source.parent / builder)
    ours = [
        one for one in built.warnings if one.code.startswith("letopis.") and not one.code.startswith("letopis.book")
    ]
    assert places(ours) == [(fault.path, fault.line, fault.code) for fault in FAULTS]


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_the_build_that_counts_fails_and_leaves_every_page_behind(source: Path, tmp_path: Path, jobs: str) -> None:
    command = ["-q", "-E", "-n", "-W", "--keep-going", "-j", jobs, "-b", "html", "-d", f"{tmp_path}/doctrees"]
    assert main([*command, str(source), str(tmp_path / "out")]) == 1
    for docname in RIGHT:
        assert (tmp_path / "out" / f"{docname}.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_an_archive_without_a_fault_passes_the_same_build(tmp_path: Path) -> None:
    source = copy(ROOTS / "test-council", tmp_path / "council")
    assert main(["-q", "-E", "-n", "-W", "--keep-going", "-j", "2", str(source), str(tmp_path / "out")]) == 0


@pytest.mark.parametrize("builder", ["html", "text"])
def test_two_workers_write_what_one_writes(source: Path, builder: str) -> None:
    one = build(source, builder=builder, jobs=1, into=source.parent / f"{builder}-one")
    four = build(source, builder=builder, jobs=4, into=source.parent / f"{builder}-four")
    assert changed(one.files(), four.files()) == []


def test_many_pages_are_written_some_at_a_time_and_none_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path, {f"p{number:02}": f"# Page {number}\n\nSee {{doc}}`p00`.\n" for number in range(11)})
    whole = build(source, builder="html", jobs=3, into=tmp_path / "whole")
    written: list[int] = []
    write_some = StandaloneHTMLBuilder.write_documents

    def note(self: StandaloneHTMLBuilder, docnames: set[str]) -> None:
        written.append(len(docnames))
        write_some(self, docnames)

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_documents", note)
    monkeypatch.setattr(letopis.html.builder, "PAGES_AT_A_TIME", 5)
    some = build(source, builder="html", jobs=3, into=tmp_path / "some")
    assert changed(whole.files(), some.files()) == []
    assert written == [5, 5, len(some.app.env.all_docs) - 10]


def test_only_a_process_that_builds_leaves_garbage_alone() -> None:
    code = """
import gc, os
from letopis.garbage import collect_seldom, looking_once

def makes_garbage():
    for _ in range(1000):
        one = []
        one.append(one)

before = gc.get_freeze_count()
with looking_once():
    assert gc.isenabled()
assert gc.get_freeze_count() == before
collect_seldom()
known, pages = gc.get_freeze_count(), [[] for _ in range(5000)]
makes_garbage()
with looking_once():
    # What is in use is left alone; what nobody uses has gone before.
    assert known + 5000 <= gc.get_freeze_count() < known + 6000
    assert not gc.isenabled()
    if worker := os.fork():
        assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0
    else:
        os._exit(not gc.isenabled())
assert gc.isenabled()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_equal_keys_read_by_two_workers_stay_two(tmp_path: Path) -> None:
    """A dictionary by key would lose one of them, and the warning with it."""
    record = "# Perrin\n\n:::{person} perrin\n:source: S\nOne man.\n:::\n"
    pages = {f"p{number:02}": "# Nothing\n" for number in range(12)}
    pages |= {"a": record, "z": record, "sources": "# Sources\n\n```{bibliography}\n```\n"}
    source = write(tmp_path, pages, bib="@misc{S, title={A}}")
    built = build(source, jobs=4)
    assert [(one.path, one.line) for one in built.warnings if one.code == "letopis.key-duplicate"] == [("z.md", 3)]
    assert len(built.archive.records) == 2
