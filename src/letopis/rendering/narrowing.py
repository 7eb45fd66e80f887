"""Fields to narrow a list by, without a script: what does not fit the choices is hidden by a style sheet.

Each answer has a mark, a letter for the question and a number (``b3``): it is the value of the choice, and a class of
every item that fits. :func:`rules_for` gives the rules that a written page needs, and no others. Only web pages have
the fields; on paper the list is whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from string import ascii_lowercase
from typing import Final

from docutils import nodes

from letopis.model.values import Ref
from letopis.queries.narrowing import Question

FIELDS: Final = re.compile(r'<fieldset class="letopis-choices">.*?</fieldset>', re.DOTALL)
_MARK: Final = re.compile(r'value="([a-z]\d{1,4})"')

MARKED: Final = ":is(.letopis-narrowed > li, tbody > tr)"
"""What is hidden: items of a marked list, rows of a table. A row may have its marks on what stands in it."""


def marks_of(questions: Sequence[Question]) -> dict[Ref, list[str]]:
    """The marks of each record that fits an answer."""
    found: dict[Ref, list[str]] = {}
    for letter, question in zip(ascii_lowercase, questions, strict=False):
        for number, choice in enumerate(question.choices, start=1):
            for ref in choice.records:
                found.setdefault(ref, []).append(f"{letter}{number}")
    return found


def narrowed(questions: Sequence[Question], made: nodes.Element, count: int) -> nodes.container:
    """A list or table of ``count`` items that have their marks, with the fields before it."""
    shown = f'<p class="letopis-shown"> of {count} shown</p>'
    parts = [nodes.raw("", _fields(questions), format="html"), made, nodes.raw("", shown, format="html")]
    return nodes.container("", *parts, classes=["letopis-narrowing"])


def _fields(questions: Sequence[Question]) -> str:
    """The fields, each with its label. They stand in no form: nothing is sent."""
    written: list[str] = []
    for letter, question in zip(ascii_lowercase, questions, strict=False):
        options = "".join(
            f'<option value="{letter}{number}">{escape(words, quote=False)} ({len(records)})</option>'
            for number, (words, records) in enumerate(question.choices, start=1)
        )
        label = escape(question.label, quote=False)
        written.append(f'<label>{label} <select><option value="">all</option>{options}</select></label>')
    return f'<fieldset class="letopis-choices"><legend>Narrow the list</legend>{"".join(written)}</fieldset>'


def rules_for(body: str) -> str:
    """The style sheet that hides what does not fit, for a written page; empty if nothing on it can be narrowed."""
    marks = sorted({mark for fields in FIELDS.findall(body) for mark in _MARK.findall(fields)})
    rules = (
        f'.letopis-choices:has([value="{mark}"]:checked) + * {MARKED}:not(.{mark}, :has(.{mark}))' for mark in marks
    )
    joined = ",\n".join(rules)
    return f"@media screen {{\n{joined} {{ display: none; }}\n}}" if joined else ""


def add_marks(item: nodes.Element, ref: Ref, marks: Mapping[Ref, list[str]]) -> None:
    """Give an item of the list the marks of its record."""
    item["classes"] += marks.get(ref, [])
