from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database.input.bibtex import Parser

from letopis.bibliography import (
    label_of,
    read_bib,
    read_bib_files,
    to_bibtex,
    to_csl,
    to_ris,
)
from letopis.bibliography.reading import MOST_BYTES, MOST_FAULTS

KRAMER = """@article{Kramer1999, author={Kramer, Mark}, title={Declassified Materials from {CPSU} Plenums: Sources},
  journal={Cahiers du monde russe}, volume={40}, number={1--2}, year={1999}, pages={271--306},
  doi={10.4000/monderusse.14}, url={http://journals.openedition.org/monderusse/14}}"""


def only(text: str) -> Any:
    """The single entry of a `.bib` text that has nothing wrong with it."""
    reading = read_bib(text)
    assert reading.findings == []
    (entry,) = reading.data.entries.values()
    return entry


def faults(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in read_bib(text, "a.bib").findings]


# ------------------------------------------------------------------ reading, and what is wrong
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@book{a, title={x}}\n@book{A, title={y}}", [("bib-duplicate-key", 2)]),
        ("\n@boook{a, title={x}}", [("bib-unknown-type", 2)]),
        ("@book{a,\n author={X}}", [("bib-no-title", 1)]),
        ("@book{a, title={}}", [("bib-no-title", 1)]),
        ("@book{a, title={x}, url={javascript:alert(1)}}", [("bib-url", 1)]),
        ("@book{a, title={x}, reviewurl={gopher://x.org}}", [("bib-url", 1)]),
        ("@book{a, title={x}, doi={nothing}}", [("bib-doi", 1)]),
        ("@book{a, title={x}, isbn={0-393-05144-8}}", [("bib-isbn", 1)]),
        ("@book{a, title={x}, isbn={0-393-05144-7, 978-1-880100-72-1}}", []),
        ("@book{a, title={x},\n title={y}}", [("bib-duplicate-field", 1)]),
        ("@book{a, author={A, B, C, D}, title={x}}", [("bib-name", 1)]),
        ("@book{a,\n title={x},\n year=nineteen}", [("bib-syntax", 3)]),
        ("@book{a,\n title={x}\n year={1957}}", [("bib-syntax", 3)]),
        ("@book{a, title = x}", [("bib-syntax", 1)]),
        ("% a comment\n@comment{x}\n@preamble{ {x} }\n@string{p = {Penguin}}\n@book{a, title=p # { 2}}", []),
        ("@book{a, crossref={b}}\n@book{b, title={x}}", []),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    assert faults(text) == found


def test_a_missing_brace_costs_one_entry_and_not_the_rest_of_the_file() -> None:
    text = "@book{a, title={one}}\n\n@book{b,\n  title={two,\n  year={1957}\n}\n\n@book{c, title={three}}\n"
    reading = read_bib(text, "a.bib")
    assert [(f.code, f.line) for f in reading.findings if f.code == "bib-syntax"] == [("bib-syntax", 3)]
    assert "entry 'b' is not closed" in reading.findings[0].message
    assert {"a", "c"} <= set(reading.data.entries)


def test_an_entry_swallowed_by_a_missing_brace_is_found_again() -> None:
    text = "@book{a,\n  title={one\n@book{b, title={two}}\n\n  @book{c, title={three}}\n"
    reading = read_bib(text, "a.bib")
    assert [(f.code, f.line) for f in reading.findings if f.code == "bib-syntax"] == [("bib-syntax", 1)]
    assert {"b", "c"} <= set(reading.data.entries)


def test_messages_name_the_entry_and_say_what_would_be_right() -> None:
    (finding,) = read_bib("@book{a, title={x}}\n@book{a, title={y}}", "b.bib").findings
    assert finding.message == "entry 'a' is already in line 1. Rename one, or merge them."
    assert finding.path == "b.bib"


def test_an_abbreviation_that_doubles_forty_times_is_refused_at_once() -> None:
    lines = ['@string{a0 = "xxxxxxxxxx"}', *(f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60))]
    start = time.monotonic()
    reading = read_bib("\n".join([*lines, "@book{k, title=a59}"]))
    assert time.monotonic() - start < 5
    assert [finding.code for finding in reading.findings] == ["bib-too-large"]


def test_a_file_of_nothing_but_faults_is_given_up() -> None:
    reading = read_bib("@book{a title\n" * 2000)
    assert len([finding for finding in reading.findings if finding.code == "bib-syntax"]) == MOST_FAULTS + 1


def test_a_file_that_is_too_large_missing_or_not_text_is_a_finding(tmp_path: Path) -> None:
    large, garbled, missing = tmp_path / "l.bib", tmp_path / "g.bib", tmp_path / "m.bib"
    large.write_text("%" * (MOST_BYTES + 1))
    garbled.write_bytes(b"@book{a, title={\xff\xfe}}")
    good = tmp_path / "good.bib"
    good.write_text("\ufeff@book{a, title={x}}", encoding="utf-8")
    reading = read_bib_files([large, garbled, missing, good])
    assert [finding.code for finding in reading.findings] == ["bib-too-large", "bib-encoding", "bib-missing-file"]
    assert reading.keys[good] == ["a"]
    assert reading.keys[missing] == []


def test_a_key_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    for name in ("a.bib", "b.bib"):
        (tmp_path / name).write_text("\n@book{k, title={x}}")
    (finding,) = read_bib_files([tmp_path / "a.bib", tmp_path / "b.bib"]).findings
    assert "a.bib:2" in finding.message
    assert finding.path.endswith("b.bib")


@given(st.text(alphabet=st.sampled_from('@{}",=#ab1 \n\\%()'), max_size=60))
def test_any_file_can_be_read(text: str) -> None:
    for entry in read_bib(text).data.entries.values():
        assert label_of(entry).text


def test_pybtex_reads_the_same_from_a_file_without_fault() -> None:
    text = (
        KRAMER + "\n@string{x = {Norton}}\n@book{b, author={{A and B} and C, D}, title={T \\& U}, publisher=x # { Co}}"
    )
    theirs = Parser().parse_string(text)
    assert read_bib(text).data == theirs


# ------------------------------------------------------------------ handed on
def test_bibtex_keeps_every_value_as_it_was_written() -> None:
    entry = only(r"@Book{k, year=1957, author={{A \& B} and C, D}, title={T \& {U} 50\%}, quality={weak}, month=jan}")
    assert to_bibtex(entry) == (
        "@Book{k,\n  author = {{A \\& B} and C, D},\n  title = {T \\& {U} 50\\%},\n"
        "  year = {1957},\n  month = {January},\n}\n"
    )


def test_ris() -> None:
    entry = only(KRAMER)
    assert to_ris(entry).split("\r\n") == [
        "TY  - JOUR", "ID  - Kramer1999", "AU  - Kramer, Mark",
        "TI  - Declassified Materials from CPSU Plenums: Sources", "T2  - Cahiers du monde russe", "VL  - 40",
        "IS  - 1–2", "SP  - 271", "EP  - 306", "PY  - 1999", "DA  - 1999", "DO  - 10.4000/monderusse.14",
        "UR  - http://journals.openedition.org/monderusse/14", "ER  - ", "",
    ]  # fmt: skip


def test_ris_has_one_line_a_value() -> None:
    entry = only("@misc{k, title={T}}")
    entry.fields["note"] = "one\r\nTY  - BOOK"
    assert "N1  - one TY - BOOK\r\n" in to_ris(entry)


def test_csl_json() -> None:
    entry = only(
        "@book{k, author={von Geldern, Jr., James and {Central Committee} and others}, title={T}, address={Moscow},"
        " publisher={P \\& Q}, year=1957, month=jun, day=29, isbn={0-393-05144-7}, url={https://x.org/a\\_b}}"
    )
    assert to_csl(entry) == {
        "id": "k",
        "type": "book",
        "author": [
            {"family": "Geldern", "given": "James", "non-dropping-particle": "von", "suffix": "Jr."},
            {"literal": "Central Committee"},
        ],
        "issued": {"date-parts": [[1957, 6, 29]]},
        "title": "T",
        "publisher": "P & Q",
        "publisher-place": "Moscow",
        "ISBN": "0-393-05144-7",
        "URL": "https://x.org/a_b",
    }


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@article{k, title={T}, journal={Time}, year=1958, month=1, day=6}",
         {"type": "article-magazine", "container-title": "Time", "issued": {"date-parts": [[1958, 1, 6]]}}),
        ("@misc{k, title={T}, year={1996--1997}}", {"type": "document", "issued": {"date-parts": [[1996], [1997]]}}),
        ("@misc{k, title={T}, year={ca. 1957}}", {"type": "document", "issued": {"literal": "ca. 1957"}}),
        ("@online{k, title={T}, organization={Wikipedia}}", {"type": "webpage", "container-title": "Wikipedia"}),
        ("@techreport{k, title={T}, institution={CIA}, number={1608}}", {"type": "report", "number": "1608"}),
        ("@incollection{k, title={T}, booktitle={B}}", {"type": "chapter", "container-title": "B"}),
        ("@phdthesis{k, title={T}}", {"type": "thesis"}),
    ],
)  # fmt: skip
def test_csl_json_of_other_types(entry: str, expected: dict[str, Any]) -> None:
    item = to_csl(only(entry))
    assert {name: item[name] for name in expected} == expected
