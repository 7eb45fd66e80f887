"""Sources from elsewhere and to elsewhere: RIS, CSL-JSON and BibTeX, and the commands that take them in."""

from __future__ import annotations

import json
import os
import re
import subprocess
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from pybtex.database import parse_string

from letopis.bibliography import read_bib, to_bibtex, to_csl, to_ris
from letopis.bibliography.doubles import Known, isbns
from letopis.bibliography.exchange import KEPT_BY_US
from letopis.bibliography.importing import form_of, read_sources
from letopis.cli import main
from tests.sources.corpus import bib, entries
from tools.compare_bibliography import words

if TYPE_CHECKING:
    from pathlib import Path

RIS = """TY  - JOUR\r
ID  - Gale1950\r
AU  - Gale, Ann\r
AU  - Hart, Tom, Jr.\r
TI  - Salt & Brine\r
T2  - Annals of the Coast\r
VL  - 4\r
IS  - 2\r
SP  - 10\r
EP  - 19\r
PY  - 1950/06/03/\r
DO  - 10.1234/abc_d\r
SN  - 1234-5679\r
ZZ  - odd\r
ER  - \r
TY  - BOOK\r
AU  - Quay Office\r
TI  - Ledgers\r
 and Accounts\r
PY  - 1951\r
SN  - 978-0-262-02619-2\r
CY  - Narrow Bay\r
ER  - \r
"""
CSL: list[dict[str, Any]] = [
    {
        "id": "Dam1941", "type": "chapter", "title": "The Fair", "container-title": "Fairs", "page": "3-9",
        "author": [{"family": "Dam", "given": "Jan", "non-dropping-particle": "van"}, {"literal": "Quay & Co"}],
        "issued": {"date-parts": [[1941, 6], [1945]]}, "narrator": [{"family": "Bo", "given": "C"}],
    },
    {"id": "Loose", "type": "book", "title": "Loose", "issued": {"date-parts": [[1850]], "circa": True}, "weird": "yes"},
    {"id": "Winter", "type": "article-journal", "title": "Ice", "container-title": "Annals",
     "issued": {"date-parts": [[1931]], "season": 4}},
]  # fmt: skip


def read(tmp_path: Path, text: str, name: str = "given") -> Any:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return read_sources(path)


# ------------------------------------------------------------------------------------------- reading
@pytest.mark.parametrize(
    ("text", "form"),
    [(RIS, "RIS"), (json.dumps(CSL), "CSL-JSON"), ("@book{a, title={TY  - x}}", "BibTeX"), ("", "BibTeX")],
)
def test_the_form_of_a_file_is_seen(text: str, form: str) -> None:
    assert form_of(text) == form


def test_ris_is_read_with_every_word(tmp_path: Path) -> None:
    got = read(tmp_path, RIS)
    assert got.reading.findings == []
    article, book = got.reading.data.entries.values()
    assert (article.key, article.type, book.type) == ("Gale1950", "article", "book")
    assert dict(article.fields) == {
        "title": r"Salt \& Brine", "journaltitle": "Annals of the Coast", "volume": "4", "number": "2",
        "pages": "10--19", "date": "1950-06-03", "doi": "10.1234/abc_d", "issn": "1234-5679", "note": "ZZ: odd",
    }  # fmt: skip
    assert [str(one) for one in article.persons["author"]] == ["Gale, Ann", "Hart, Jr., Tom"]
    assert (book.fields["title"], book.fields["isbn"]) == ("Ledgers and Accounts", "978-0-262-02619-2")
    assert str(book.persons["author"][0]) == "{Quay Office}"


def test_csl_json_is_read_with_every_word(tmp_path: Path) -> None:
    got = read(tmp_path, json.dumps(CSL, indent=1))
    assert got.reading.findings == []
    chapter, loose, winter = got.reading.data.entries.values()
    assert chapter.fields["date"] == "1941-06/1945"
    assert chapter.fields["booktitle"] == "Fairs"
    assert chapter.fields["note"] == "narrator: C Bo"
    assert [str(one) for one in chapter.persons["author"]] == ["van Dam, Jan", r"{Quay \& Co}"]
    assert (loose.fields["date"], loose.fields["note"], winter.fields["date"]) == ("1850~", "weird: yes", "1931-24")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("TY  - BOOK\nTI  - A\nPY  - 1900\n", 1, "not closed"),
        ("AU  - Gale\nTY  - BOOK\nTI  - A\nER  - \n", 1, "stands in no record"),
        ("TY  - WHAT\nTI  - A\nER  - \n", 1, "the type 'WHAT' is not known"),
        ("TY  - BOOK\nAU  - Gale, A\nER  - \n", 1, "it has no title"),
        ("TY  - BOOK\nTI  - A\nSN  - 978-0-262-02619-3\nER  - \n", 1, "check digit"),
        ('[{"id": "a", "type": "book", ]', 1, "not JSON"),
        ('[\n{"id": "a", "type": "novel", "title": "A"}]', 2, "the type 'novel' is not known"),
        ('[\n"a"]', 1, "is no entry"),
        ('[\n{"id": "a", "type": "book", "title": "A", "issued": {"date-parts": [["x"]]}}]', 2, "not made of numbers"),
        ("@book{a, title={A}\n", 1, "is not closed"),
    ],
)
def test_what_cannot_be_read_is_a_finding_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    findings = read(tmp_path, text).reading.findings
    assert any(finding.line == line and said in finding.message for finding in findings), findings


# ------------------------------------------------------------------------------------------- writing
def test_what_is_handed_on_as_ris_and_csl_loses_no_word(tmp_path: Path) -> None:
    reading = read_bib(bib())
    own = reading.data.entries
    ris = read(tmp_path, "".join(to_ris(entry) for entry in own.values()), "a.ris").reading.data.entries
    csl = read(tmp_path, json.dumps([to_csl(entry) for entry in own.values()]), "a.json").reading.data.entries
    assert (list(ris), list(csl)) == (list(own), list(own))
    lost = []
    for opening, fields in entries():
        key = opening.partition("{")[2]
        for form, entry in (("RIS", ris[key]), ("CSL-JSON", csl[key])):
            again = words(
                " ".join([*entry.fields.values(), *(str(one) for all_ in entry.persons.values() for one in all_)])
            )
            lost += [
                (key, form, name) for name, text in fields.items() if name not in KEPT_BY_US and words(text) - again
            ]
    assert lost == []


def test_what_is_handed_on_as_bibtex_is_read_by_pybtex() -> None:
    own = read_bib(bib()).data.entries
    text = "\n".join(to_bibtex(entry) for entry in own.values())
    assert list(parse_string(text, "bibtex").entries) == list(own)
    again = read_bib(text).data.entries
    assert all(
        dict(again[key].fields) == {n: t for n, t in own[key].fields.items() if n not in KEPT_BY_US} for key in own
    )


@pytest.mark.parametrize(("form", "made"), [("ris", to_ris), ("csljson", to_csl), ("biblatex", to_bibtex)])
def test_pandoc_and_a_second_reader_read_it(tmp_path: Path, form: str, made: Any) -> None:
    if "LETOPIS_PANDOC" not in os.environ:  # the session `pandoc` may not leave it out
        pytest.importorskip("pypandoc", reason="pandoc comes with the group `pandoc` alone")
        pytest.importorskip("rispy", reason="comes with the group `pandoc` alone")
    pypandoc, rispy = import_module("pypandoc"), import_module("rispy")
    own = read_bib(bib()).data.entries
    text = (
        json.dumps([made(e) for e in own.values()]) if form == "csljson" else "\n".join(made(e) for e in own.values())
    )
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", form, "-t", "csljson"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    assert len(theirs) == len(own)
    seconds = rispy.loads(re.sub(r"\r?\n\r?\n?", "\n", text)) if form == "ris" else theirs
    assert len(seconds) == len(own)
    if form == "biblatex":  # pandoc leaves out the fields that CSL has no name for
        return
    by_key = {opening.partition("{")[2]: fields for opening, fields in entries()}
    lost = []
    for key, one, two in zip(own, theirs, seconds, strict=True):
        for name, value in by_key.get(key, {}).items():
            for reader, item in (("pandoc", one), ("second", two)):
                if words(value) - words(json.dumps(item, ensure_ascii=False)):
                    lost.append((key, reader, name))
    assert lost == []


# ------------------------------------------------------------------------------------------- doubles
DOUBLES = [
    (
        "@book{a, title={Salt}, author={Gale, A}, year=1950}",
        "@book{b, title={{Salt}}, author={Gale, Ann}, date={1950}}",
        True,
    ),
    ("@book{a, title={Salt}, isbn={0-262-02619-0}}", "@book{b, title={Brine}, isbn={978-0-262-02619-2 (pbk)}}", False),
    ("@book{a, title={Salt}, isbn={0-306-40615-2}}", "@book{b, title={Salt!}, isbn={978-0-306-40615-7 (pbk)}}", True),
    ("@book{a, title={S}, doi={10.1234/AB}}", "@book{b, title={T}, doi={https://doi.org/10.1234/ab}}", True),
    (
        "@book{a, title={Introduction}, author={Gale, A}, year=1950}",
        "@book{b, title={Introduction}, author={Hart, T}, year=1950}",
        False,
    ),
    (
        "@book{a, title={Salt}, author={Gale, A}, year=1950}",
        "@book{b, title={Salt}, author={Gale, A}, year=1951}",
        False,
    ),
    (
        "@incollection{a, title={One}, booktitle={B}, isbn={0-306-40615-2}, doi={10.1234/x}}",
        "@incollection{b, title={Two}, booktitle={B}, isbn={0-306-40615-2}, doi={10.1234/x}}",
        False,
    ),
    (
        "@book{a, title={All}, volume=1, isbn={0-306-40615-2}}",
        "@book{b, title={All}, volume=2, isbn={0-306-40615-2}}",
        False,
    ),
    (
        "@article{a, title={News}, journaltitle={Daily}, date={1950-02-03}}",
        "@article{b, title={News}, journaltitle={Daily}, date={1950-02-04}}",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "same"), DOUBLES)
def test_doubles(one: str, other: str, *, same: bool) -> None:
    known = Known(read_bib(one).data.entries.values())
    (entry,) = read_bib(other).data.entries.values()
    assert (known.double_of(entry) is not None) is same


def test_the_isbns_of_a_field() -> None:
    assert list(isbns("0-306-40615-2 (cloth); 9780804778053 and 12")) == ["9780306406157", "9780804778053"]


# ------------------------------------------------------------------------------------------- the commands
@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "conf.py").write_text("", encoding="utf-8")
    (folder / "references.bib").write_text(
        "@book{Gale1950, author={Gale, Ann}, title={Tides}, year={1950}}", encoding="utf-8"
    )
    (tmp_path / "new.ris").write_text(RIS, encoding="utf-8", newline="")
    return folder


def run(archive: Path, *arguments: str) -> int:
    return main(["-c", str(archive), "sources", *arguments])


def test_check_is_silent_about_a_sound_file(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "check", str(tmp_path / "new.ris")) == 0
    out = capsys.readouterr().out
    assert out.endswith("new.ris: RIS, 2 entries; 0 would lose something, 0 refused, 0 double, 0 to mend.\n")


def test_check_names_what_would_be_lost_refused_or_doubled(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.bib"
    path.write_text(
        "@book{a, title={Salt}, strange={Zq}}\n@book{b, title={Tides}, author={Gale, Ann}, year=1950}\n@book{c, title={Open}\n",
        encoding="utf-8",
    )
    assert run(archive, "check", str(path)) == 1
    out = capsys.readouterr().out
    assert "new.bib:1: entry 'a': the field 'strange' (Zq) is printed nowhere" in out
    assert "new.bib:2: entry 'b': it is 'Gale1950' again (the same title, author and year). [double]" in out
    assert "new.bib:3: entry 'c' is not closed" in out
    assert "1 would lose something, 1 refused, 1 double" in out


def test_a_field_that_the_project_keeps_is_no_finding(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.bib"
    path.write_text("@book{a, title={Salt}, author={Gale, A}, year=1950, shelf={B 12}}", encoding="utf-8")
    assert run(archive, "check", str(path)) == 1
    settings = 'extensions = ["letopis"]\nletopis_sources_kept_fields = ["shelf"]\n'
    (archive / "conf.py").write_text(settings, encoding="utf-8")
    assert run(archive, "check", str(path)) == 0
    assert run(archive, "add", str(path)) == 0


def test_add_keeps_what_is_there_and_takes_each_source_once(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = archive / "references.bib"
    before = target.read_text(encoding="utf-8")
    assert run(archive, "add", str(tmp_path / "new.ris"), "--dry-run") == 0
    assert "Would add: 'Gale1950a' (in the file: 'Gale1950')." in capsys.readouterr().out
    assert target.read_text(encoding="utf-8") == before
    assert run(archive, "add", str(tmp_path / "new.ris")) == 0
    after = target.read_text(encoding="utf-8")
    assert after.startswith(before)
    entries_now = read_bib(after)
    assert entries_now.findings == []
    assert list(entries_now.data.entries) == ["Gale1950", "Gale1950a", "Office1951"]
    capsys.readouterr()
    assert run(archive, "add", str(tmp_path / "new.ris")) == 0
    out = capsys.readouterr().out
    assert "Here already: 'Gale1950', as 'Gale1950a' (the same DOI 10.1234/abc_d)." in out
    assert "0 of 2 entries went into" in out
    assert target.read_text(encoding="utf-8") == after


def test_add_says_which_file_it_needs(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "references.bib").unlink()
    assert run(archive, "add", str(tmp_path / "new.ris")) == 2
    assert "there is no .bib file" in capsys.readouterr().err
    (archive / "a.bib").touch()
    (archive / "b.bib").touch()
    assert run(archive, "add", str(tmp_path / "new.ris")) == 2
    assert "--to FILE" in capsys.readouterr().err
    assert run(archive, "add", str(tmp_path / "new.ris"), "--to", str(archive / "b.bib")) == 0
    assert len(read_bib((archive / "b.bib").read_text(encoding="utf-8")).data.entries) == 2
