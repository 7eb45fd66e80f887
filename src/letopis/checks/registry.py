"""Where rules are registered and run. A rule is a function from the archive to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive

Rule = Callable[[Archive], Iterator[Finding]]

RULES: dict[Code, Rule] = {}
"""Every rule under its code. The rule's docstring is its entry in the manual."""


def rule(code: Code) -> Callable[[Rule], Rule]:
    """Register the function below as the rule with this code."""

    def register(function: Rule) -> Rule:
        RULES[code] = function
        return function

    return register


def run_checks(archive: Archive) -> list[Finding]:
    """Run every rule over the archive."""
    return [finding for function in RULES.values() for finding in function(archive)]
