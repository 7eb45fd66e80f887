"""What a project as a whole lets pass: exceptions named in ``conf.py``, and the baseline of data brought in.

An exception of a project says which rule, for which record or for all, why, and who says so. A baseline is a file of
the faults that were there when data was brought in. It may only shrink: what is not in it is a finding, and what is
in it and no longer found is one too, until ``letopis baseline`` takes it out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from letopis.diagnostics import Code, Finding, SourceLocation

_KEYS: Final = ("rule", "record", "reason", "by")
_LINE = re.compile(r"\bline \d+|(?<=:)\d+(?=\))")
"""Lines named in a message: they move when something is written above them."""


class ProjectException(NamedTuple):
    """An exception for a record and whatever concerns it (``office:mayor``), or for a whole rule (``""``)."""

    rule: str
    record: str
    reason: str
    by: str


def read_exceptions(setting: Iterable[Any], rules: Collection[str]) -> list[ProjectException]:
    """The exceptions of ``letopis_exceptions``. ``ValueError`` says which entry is wrong and what would be right."""
    found: list[ProjectException] = []
    for number, entry in enumerate(setting, start=1):
        where = f"letopis_exceptions, entry {number}"
        if not isinstance(entry, Mapping) or not set(entry) <= set(_KEYS):
            raise ValueError(f"{where}: expected a dictionary with {', '.join(_KEYS)}, not {entry!r}.")
        missing = [key for key in ("rule", "reason", "by") if not str(entry.get(key, "")).strip()]
        if missing:
            raise ValueError(f"{where} has no {' and no '.join(missing)}. An exception says which rule, why, and who.")
        if entry["rule"] not in rules:
            raise ValueError(f"{where}: there is no rule {entry['rule']!r}. The rules are: {', '.join(sorted(rules))}.")
        record = str(entry.get("record", ""))
        if record and not re.fullmatch(r"[a-z]+:[a-z0-9-]+", record):
            raise ValueError(f"{where}: expected a record such as 'office:mayor', not {record!r}.")
        found.append(ProjectException(entry["rule"], record, entry["reason"], entry["by"]))
    return found


def let_pass(findings: list[Finding], exceptions: Iterable[ProjectException]) -> list[Finding]:
    """The findings that no exception silences; of an exception that silences none there is a finding too."""
    left = findings
    for exception in exceptions:
        anchor = exception.record.replace(":", "-", 1)
        remaining = [
            one for one in left if one.code != exception.rule or (anchor and anchor not in {one.subject, one.concerns})
        ]
        if len(remaining) == len(left):
            what = f" for '{exception.record}'" if exception.record else ""
            message = f"letopis_exceptions: the exception to '{exception.rule}'{what} is no longer needed. Take it out."
            remaining = [*left, Finding(Code.EXCEPTION_UNUSED, message, SourceLocation("", "conf.py", 1))]
        left = remaining
    return left


class Baseline(NamedTuple):
    """The faults that were there when data was brought in, and who says why they stay."""

    by: str
    reason: str
    known: Counter[tuple[str, str, str]]
    """Code, record and message of each, without numbers of lines, and how often it is found."""


def signature_of(finding: Finding) -> tuple[str, str, str]:
    """What a finding is recognised by, wherever its line has moved to."""
    return finding.code, finding.subject or finding.place.docname, _LINE.sub("…", finding.message)


def write_baseline(by: str, reason: str, known: Counter[tuple[str, str, str]]) -> str:
    """The text of a baseline: sorted, and sealed against lines put in by hand."""
    faults = [list(one) for one in sorted(known.elements())]
    sealed = _seal(by, reason, faults)
    return json.dumps(
        {"format": 1, "by": by, "reason": reason, "seal": sealed, "faults": faults}, ensure_ascii=False, indent=1
    ) + "\n"  # fmt: skip


def read_baseline(text: str) -> Baseline:
    """The baseline in a file. ``ValueError`` says what is wrong with it."""
    try:
        found = json.loads(text)
        by, reason, faults = found["by"], found["reason"], found["faults"]
        known = Counter((str(code), str(record), str(message)) for code, record, message in faults)
    except (ValueError, KeyError, TypeError):
        raise ValueError("it is not a baseline. Take it out, and let 'letopis baseline' write one.") from None
    if found.get("seal") != _seal(by, reason, faults):
        raise ValueError(
            "it was changed by hand. A baseline may only shrink: take back the change, and let 'letopis baseline' "
            "take out what has gone."
        )
    return Baseline(by, reason, known)


def _seal(by: str, reason: str, faults: list[list[str]]) -> str:
    return hashlib.sha256(json.dumps([by, reason, faults], ensure_ascii=False).encode()).hexdigest()


class Compared(NamedTuple):
    """Findings against a baseline."""

    new: list[Finding]
    known: Counter[tuple[str, str, str]]
    """What is in the baseline and still found."""
    gone: Counter[tuple[str, str, str]]
    """What is in the baseline and no longer found."""


def compare(findings: Iterable[Finding], baseline: Baseline) -> Compared:
    """Which findings are new, which known, and what has gone."""
    left = baseline.known.copy()
    new: list[Finding] = []
    known: Counter[tuple[str, str, str]] = Counter()
    for one in sorted(set(findings), key=lambda one: (one.place.path, one.place.line, one.code, one.message)):
        signature = signature_of(one)
        if left[signature]:
            left[signature] -= 1
            known[signature] += 1
        else:
            new.append(one)
    return Compared(new, known, +left)


def gone_finding(gone: Counter[tuple[str, str, str]], path: str) -> Finding:
    """What to say of faults that were mended: the baseline is to shrink."""
    (_, record, message), *_ = sorted(gone.elements())
    count = gone.total()
    words = (
        f"{count} fault{'' if count == 1 else 's'} of the baseline {'has' if count == 1 else 'have'} gone (the first, of "
        f"'{record}': {message}). Run 'letopis baseline' to take {'it' if count == 1 else 'them'} out."
    )
    return Finding(Code.BASELINE, words, SourceLocation("", path, 1))
