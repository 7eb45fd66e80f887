"""The manual of everything the checks can say, made from docstrings; the page that shows it is ``{rules}``."""

from __future__ import annotations

import inspect
from typing import NamedTuple

from letopis.checks.registry import RULES
from letopis.diagnostics import Code


class Entry(NamedTuple):
    """What the manual says of one code: what must hold, and (of a rule) why and what to do."""

    code: Code
    demand: str
    advice: str


def manual() -> dict[str, list[Entry]]:
    """Every code under the heading where a reader would look for it, in alphabetical order."""
    sections: dict[str, list[Entry]] = {"Rules": [], "Reading a page": [], "Exceptions": [], "The bibliography": []}
    for code in sorted(Code):
        if code in RULES:
            demand, _, advice = inspect.cleandoc(RULES[code].__doc__ or "").partition("\n\n")
            sections["Rules"].append(Entry(code, _one_line(demand), _one_line(advice)))
        else:
            sections[_heading(code)].append(Entry(code, code.entry, ""))
    return sections


def _heading(code: Code) -> str:
    group = {"bib": "The bibliography", "exception": "Exceptions"}
    return group.get(code.value.partition("-")[0], "Reading a page")


def _one_line(text: str) -> str:
    return " ".join(text.split())
