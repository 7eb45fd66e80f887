"""No word of an entry is lost: each field of each type carries a marker word, which must be printed or complained of."""

from __future__ import annotations

import pytest

from letopis.bibliography import read_bib
from letopis.bibliography.contributors import Form
from letopis.bibliography.data_model import (
    CITING,
    NAMES,
    PRINTED,
    PROCESSING,
    TYPES,
)
from letopis.bibliography.style import format_entry, format_note
from letopis.model.source_fields import FIELD_ALIASES

#: Fields whose content is a figure or an address; the marker is what must be seen in print.
FIGURES = {
    "date": ("1642-11-05", "5 November 1642"), "eventdate": ("1643-11-05", "5 November 1643"),
    "origdate": ("1644", "1644"), "urldate": ("2019-11-06", "6 November 2019"),
    "year": ("1645", "1645"), "isbn": ("978-0-262-02619-2", "978-0-262-02619-2"), "issn": ("0378-5955", "0378-5955"),
    "doi": ("10.1000/zqmark", "10.1000/zqmark"), "url": ("https://example.org/zqmark", "https://example.org/zqmark"),
    "archivedurl": ("https://archive.example.org/zqmark", "https://archive.example.org/zqmark"),
    "eprint": ("zqmark", "zqmark"), "edition": ("7", "7th ed."), "volume": ("77", "77"), "number": ("78", "78"),
    "pages": ("771--779", "771–779"), "volumes": ("76", "76"),
}  # fmt: skip
PARTS_OF_DATES = {
    name for name in PRINTED if name.endswith(("month", "day", "hour", "minute", "second", "timezone", "yeardivision"))
} | {name for name in PRINTED if name.endswith("year") and name != "year"}
FIELDS = [name for name in dict.fromkeys((*PRINTED, *FIELD_ALIASES)) if name not in PARTS_OF_DATES]
KINDS = sorted(TYPES - {"xdata", "bibnote", "set"})
BASE = {"author": "Holm, Ture", "title": "A Fair", "year": "1601", "journaltitle": "Annals", "booktitle": "Book"}


def printed(text: str) -> tuple[dict[str, str], str]:
    reading = read_bib(text)
    (entry,) = reading.data.entries.values()
    forms = {form.name: str(format_entry(entry, form=form)) for form in (Form.LIST, Form.BIBLIOGRAPHY)}
    forms["NOTE"] = str(format_note(entry))
    return forms, " ".join(finding.message for finding in reading.findings)


def entry_with(kind: str, field: str, value: str) -> str:
    fields = {**BASE, field: value}
    if field in {"date", *FIELD_ALIASES} and field == "date":
        del fields["year"]
    if kind not in {"article", "review", "suppperiodical"} and field not in {"journaltitle", "journal"}:
        del fields["journaltitle"]
    target = FIELD_ALIASES.get(field)
    if target:
        fields.pop(target, None)
    body = ", ".join(f"{name} = {{{text}}}" for name, text in fields.items())
    return f"@{kind}{{k, {body}}}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_type_is_printed(kind: str) -> None:
    lost = []
    for field in FIELDS:
        own = FIELD_ALIASES.get(field, field)
        if is_kept(own) or own in PROCESSING:
            continue
        value, seen = FIGURES.get(own, ("Zqmark", "zqmark"))
        if own in NAMES:
            value, seen = "Zqmark, Qz", "zqmark"
        forms, faults = printed(entry_with(kind, field, value))
        for form, text in forms.items():
            if seen.lower() not in text.lower() and seen not in faults and value not in faults:
                lost.append((field, form, text))
    assert lost == []


def is_kept(field: str) -> bool:
    return field in {"annotation", "file"} or field in CITING
