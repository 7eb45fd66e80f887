"""Each case of the checks, read without Sphinx: one finding in the wrong text, at its line; none in the right one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from letopis.checks import RULES, manual
from letopis.checks.examples import example_of, read_example
from letopis.diagnostics import MANUAL, Code
from letopis.model.archive import Archive
from tests.building import build, write
from tests.planting import CASES, SHOWN, SOURCES, Case, read_cases
from tests.records import QUOTATION_WORDS, SCHEMA, findings_in, read_page, read_sources

FAULTS = [*read_cases(SHOWN), *read_cases(CASES)]
NEAR_MISSES = read_cases(CASES / "clean")
UNBUILT = [case for case in FAULTS if not case.built]
RIGHT = [*UNBUILT, *(case for case in NEAR_MISSES if not case.built)]

#: What cannot be shown as a few lines of text, and where it is tested instead.
ELSEWHERE = {
    Code.ADDRESS_LOST: "addresses/test_ledger.py",
    Code.BASELINE: "unit/test_waivers.py",
    Code.BIB_ENCODING: "unit/test_bibliography_reading.py",
    Code.BIB_MISSING_FILE: "unit/test_bibliography_reading.py",
    Code.BIB_TOO_LARGE: "unit/test_bibliography_reading.py",
    Code.DIRECTIVE_FAILED: "slips/test_failures.py",
    Code.PAGE_ENCODING: "slips/test_failures.py",
    Code.FORMER: "addresses/test_ledger.py",
    Code.ILLUSTRATION_FILE: "test_illustrations.py",
    Code.LEDGER: "addresses/test_ledger.py",
    Code.OLD_SPELLING: "test_extension.py",
    Code.REDIRECT: "test_edition.py",
}

CODES = sorted({*RULES, *MANUAL})


def named(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("case", UNBUILT, ids=named(UNBUILT))
def test_a_fault_is_found_at_its_line_and_nothing_else_is(case: Case) -> None:
    page, bib = case.texts(wrong=True)
    found = list(findings_in(page, SOURCES + bib, case.cited))
    offset = SOURCES.count("\n") if bib else 0
    assert [(one.code, one.place.line - offset) for one in found] == [(case.code, case.example.line)], found
    assert case.example.says in found[0].message.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", RIGHT, ids=named(RIGHT))
def test_of_a_right_text_nothing_is_said(case: Case) -> None:
    page, bib = case.texts(wrong=False)
    assert list(findings_in(page, SOURCES + bib, case.cited)) == []


OF_RULES = [case for case in UNBUILT if case.code in RULES]


@pytest.mark.parametrize("case", OF_RULES, ids=named(OF_RULES))
def test_the_one_rule_finds_it_by_itself(case: Case) -> None:
    page, bib = case.texts(wrong=True)
    records, faults = read_page(page)
    sources, _ = read_sources(SOURCES + bib)
    found = list(
        RULES[case.code](Archive(records, bibliography=sources, quotation_words=QUOTATION_WORDS, schema=SCHEMA))
    )
    assert faults == []
    assert [one.code for one in found] == [case.code]


# ------------------------------------------------------------------------------- nothing is left out
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_an_example(code: str) -> None:
    example = example_of(code)
    if code in ELSEWHERE:
        assert example is None
        assert code in (Path(__file__).parent.parent / ELSEWHERE[code]).read_text(encoding="utf-8")
    else:
        assert example is not None
        assert example.code == code
        assert example.wrong
        assert example.right


def test_every_case_has_a_code_and_its_file_is_named_for_it() -> None:
    for case in [*FAULTS, *NEAR_MISSES]:
        assert case.code in CODES, case.name
    for case in FAULTS:
        assert case.name == case.code or case.name.startswith(f"{case.code}-"), case.name


def test_no_two_cases_have_one_name() -> None:
    names = named(FAULTS) + named(NEAR_MISSES)
    assert sorted(set(names)) == sorted(names)


def test_there_are_at_least_as_many_cases_as_ever() -> None:
    assert len(FAULTS) >= 100
    assert len(NEAR_MISSES) >= 40


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_an_entry_in_the_manual(code: str) -> None:
    entries = [entry for section in manual().values() for entry in section if entry.code == code]
    assert len(entries) == 1
    assert entries[0].demand.endswith((".", ".)"))
    # A rule says what must hold, and then why or what to do about it.
    assert (code in RULES) == bool(entries[0].advice)
    assert (code in RULES) != (code in MANUAL)


def test_every_rule_says_in_one_line_what_must_hold() -> None:
    for function in RULES.values():
        first = (function.__doc__ or "").splitlines()[0]
        assert first.endswith("."), f"{function.__name__}: {first!r}"


# ---------------------------------------------------------------------------- the files themselves
WHOLE = """\
# Dead before born

- Code: `date-order`
- Says: before being born

Wrong:

~~~markdown
:died: 1460 <--
~~~

Right:

~~~markdown
:died: 1560
~~~
"""


def test_an_example_is_read() -> None:
    example = read_example(WHOLE)
    assert (example.title, example.code, example.says) == ("Dead before born", "date-order", "before being born")
    assert (example.wrong, example.right, example.line) == (":died: 1460\n", ":died: 1560\n", 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# Dead", "Dead", "title"),
        ("Right:", "Correct:", "Right:"),
        ("- Code", "- Rule", "code"),
        (" <--", "", "<--"),
        ("- Says", "- Message", "Says"),
    ],
)
def test_an_example_that_lacks_something_is_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_example(WHOLE.replace(old, new))


# ------------------------------------------------------------------------------- the page of the rules
def test_the_page_of_the_rules_shows_both_texts_of_every_example(tmp_path: Path) -> None:
    built = build(write(tmp_path / "source", {"checks": "# Checks\n\n```{rules}\n```\n"}), builder="html")
    assert built.warnings == []
    shown = [node.astext() for node in built.resolved["checks"].findall(nodes.literal_block)]
    examples = [example for section in manual().values() for entry in section if (example := entry.example)]
    assert shown == [text.rstrip("\n") for example in examples for text in (example.wrong, example.right)]
    assert len(examples) == len(CODES) - len(ELSEWHERE)
    html = re.sub(r"<[^>]+>", "", built.text("checks.html"))
    assert f"Wrong, at line {examples[0].line}:" in html
    assert examples[0].right.splitlines()[-2] in html
