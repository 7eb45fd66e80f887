"""The manual of everything the checks can say, made from docstrings; the page that shows it is ``{rules}``."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import NamedTuple

from letopis.checks.examples import Example, example_given, example_of
from letopis.checks.registry import RULES, Rule
from letopis.diagnostics import MANUAL


class ManualEntry(NamedTuple):
    """What the manual says of one code: what must hold, and (of a rule) why and what to do."""

    code: str
    demand: str
    advice: str
    own: Example | None = None
    """The example that another extension has given its rule."""

    @property
    def example(self) -> Example | None:
        """A text that the code is said of, and the same put right; ``None`` for a rule that was given none."""
        return self.own or example_of(self.code)


def manual(rules: Mapping[str, Rule] = RULES) -> dict[str, list[ManualEntry]]:
    """Every code under the heading where a reader would look for it, in alphabetical order."""
    sections: dict[str, list[ManualEntry]] = {
        "Rules": [], "Reading a page": [], "Exceptions": [], "The bibliography": []
    }  # fmt: skip
    for code in sorted({*rules, *MANUAL}):
        if code in rules:
            demand, _, advice = inspect.cleandoc(rules[code].__doc__ or "").partition("\n\n")
            sections["Rules"].append(
                ManualEntry(code, _one_line(demand), _one_line(advice), example_given(rules[code]))
            )
        else:
            sections[_heading(code)].append(ManualEntry(code, MANUAL[code], ""))
    return sections


def _heading(code: str) -> str:
    group = {"bib": "The bibliography", "exception": "Exceptions"}
    return group.get(code.partition("-")[0], "Reading a page")


def _one_line(text: str) -> str:
    return " ".join(text.split())
