"""Try the reader of dates on the public test sets of two other projects, from checkouts of their own.

    python -m tools.public_date_sets --python-edtf CHECKOUT --edtf-validate CHECKOUT

Prints how many phrases of ``edtf/natlang/tests.py`` get the proposal that is expected there, how many get it beside
another (what the 1800s are, the author has to say), how many name a limit (before 1928 is one of the days before it,
``[..1927]``, and not a time that lasted until 1928, ``/1928``), and how many strings of
``tests/test_valid_edtf.py`` are accepted, with every one that is not. The sets are read as text, never run.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

from letopis.model.dates import HistoricalDate, parse_date, parse_fixed_date

_TIME = re.compile(r"T[0-9]")
_LIMIT = re.compile("before|after|earlier than|later than")
_NEGATIVE_DECADE = re.compile(r"-[0-9]{3}X")


def phrases(checkout: Path) -> Iterator[tuple[str, str | None]]:
    """The phrases of python-edtf with the answers it expects."""
    tree = ast.parse((checkout / "edtf/natlang/tests.py").read_text(encoding="utf-8"))
    lists = [node for node in ast.walk(tree) if isinstance(node, ast.List)]
    for node in lists:
        if node.elts and isinstance(node.elts[0], ast.Tuple):
            yield from ast.literal_eval(node)


def levels(checkout: Path) -> dict[str, list[str]]:
    """The lists of edtf-validate by name: every string in each."""
    tree = ast.parse((checkout / "tests/test_valid_edtf.py").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            texts = [part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
            names = [part.id for part in ast.walk(node.value) if isinstance(part, ast.Name) and part.id in found]
            found[node.targets[0].id] = [str(text) for text in texts] + [one for name in names for one in found[name]]
    return found


def answer(phrase: str) -> list[str]:
    """What our reader takes a phrase for, or proposes for it; nothing if neither."""
    try:
        date = parse_date(phrase)
        return [date.edtf] if isinstance(date, HistoricalDate) else []
    except ValueError as error:
        told, offered, better = str(error).rpartition(". Write ")
        if not offered or "such as" in better or "says nothing" in told:
            return []
        return [one.strip("'.") if one.startswith("'") else one for one in better.removesuffix(".").split(" or ")]


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python-edtf", type=Path, required=True)
    parser.add_argument("--edtf-validate", type=Path, required=True)
    chosen = parser.parse_args()
    equal = offered = limits = total = 0
    for phrase, expected in phrases(chosen.python_edtf):
        total += 1
        got = answer(phrase)
        equal += got == ([expected] if expected else [])
        offered += len(got) > 1 and expected in got
        limits += bool(_LIMIT.match(phrase) and len(got) == 1 and got[0].startswith("["))
        if got != ([expected] if expected else []):
            print(f"  {phrase!r}: expected {expected}, ours {' or '.join(got) or None}")
    print(f"{equal} of {total} phrases as expected, {offered} more among two offered, {limits} limits as a choice")
    found = levels(chosen.edtf_validate)
    for name in ("Level0", "Level1", "Level2"):
        strings = [text for text in found[name] if not _TIME.search(text) and not _NEGATIVE_DECADE.fullmatch(text)]
        refused = []
        for text in strings:
            try:
                parse_fixed_date(text)
            except ValueError as error:
                refused.append(f"  {text}: {error}")
        print(f"{name}: {len(strings) - len(refused)} of {len(strings)} accepted", *refused, sep="\n")


if __name__ == "__main__":
    main()
