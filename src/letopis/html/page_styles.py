"""The style sheet in the head of a page that shows what few pages have: a list to narrow, a register, an illustration."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from letopis.html.assets import compact
from letopis.rendering.narrowing import rules_for

_CHOICES: Final = re.compile(r'<fieldset class="letopis-choose">.*?</fieldset>', re.DOTALL)
"""The buttons of a register of claims."""
_ILLUSTRATED: Final = re.compile(r'class="[^"]*\bletopis-(?:illustrated|not-shown)\b')
_REGISTER: Final = re.compile(r'<table class="[^"]*\bletopis-register\b')
_VERDICT: Final = re.compile(r'value="([a-z][a-z-]*)"')


def page_style(body: str) -> str:
    """The style sheet for a written page; empty for most."""
    found = [("narrowing.css", rules_for(body)), ("choosing.css", verdict_rules(body))]
    made = [f"{_sheet(name)}\n{rules}" for name, rules in found if rules]
    if _REGISTER.search(body):
        made.append(_sheet("register.css"))
    if _ILLUSTRATED.search(body):
        made.append(_sheet("illustrations.css"))
    return "\n".join(made)


def verdict_rules(body: str) -> str:
    """The rules that show the claims of one verdict alone, for the verdicts that can be chosen on a page."""
    verdicts = sorted({verdict for choices in _CHOICES.findall(body) for verdict in _VERDICT.findall(choices)})
    rules = (
        f'.letopis-choose:has([value="{verdict}"]:checked) + * :is(tbody tr, .letopis-claims)'
        f":not(:has(.letopis-verdict-{verdict}))"
        for verdict in verdicts
    )
    joined = ",\n".join(rules)
    return f"{joined} {{ display: none; }}" if joined else ""


@cache
def _sheet(name: str) -> str:
    return compact((Path(__file__).parent / name).read_text(encoding="utf-8"))
