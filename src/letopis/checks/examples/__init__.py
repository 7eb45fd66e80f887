"""Examples of every code: a text that has the fault, and the same text without it.

Each is a file of Markdown beside this one, named for its code; the page of the rules shows it, and a test runs it. The
tests keep more of them, in the same form:

    # Dead before born

    - Code: `date-order`
    - Says: before being born

    Wrong:

    ~~~markdown
    # Ada

    :::{person} ada
    :born: 1500 [Roll1540]
    :died: 1460 [Roll1540] <--
    A weaver.
    :::
    ~~~

    Right:

    ~~~markdown
    (the whole text again, with the right line)
    ~~~

The mark ``<--`` ends the line that the finding names, and is no part of the text. ``Says`` is a part of the message.
The text is a page, or the entries of a ``.bib`` file (``~~~bib``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

MARK: Final = " <--"
"""What ends the line at fault."""

_TITLE = re.compile(r"\A# (.+)\n")
_ITEM = re.compile(r"^- ([A-Z][a-z]+): (.+)$", re.MULTILINE)
_TEXT = re.compile(r"^(Wrong|Right):\n\n~~~(markdown|bib)\n(.*?\n)~~~$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """One example: ``wrong`` has one fault and ``right`` none. A near miss has no ``wrong`` text."""

    title: str
    code: str
    says: str
    """A part of the message; empty in a near miss."""
    language: str
    """``markdown`` or ``bib``."""
    wrong: str
    right: str
    line: int
    """The line of ``wrong``, from 1, that the finding names; 0 in a near miss."""
    notes: dict[str, str]
    """What else the head of the file says, by its word: for the tests."""


def read_example(text: str) -> Example:
    """Read the text of a file. Raises ``ValueError`` that says what is missing or doubled."""
    title = _TITLE.match(text)
    parts = {name: (language, body) for name, language, body in _TEXT.findall(text)}
    notes = {key: value.strip("`") for key, value in _ITEM.findall(text[: _start(text)])}
    if title is None:
        raise ValueError("the file does not begin with a title: '# Dead before born'")
    if "Right" not in parts:
        raise ValueError("there is no text under 'Right:'")
    if "Code" not in notes:
        raise ValueError("the code is missing: '- Code: `date-order`'")
    language, marked = parts.get("Wrong", (parts["Right"][0], ""))
    at = [number for number, line in enumerate(marked.splitlines(), 1) if line.endswith(MARK)]
    if "Wrong" in parts and (len(at) != 1 or "Says" not in notes):
        raise ValueError(f"a text that is wrong has one line that ends in '{MARK}', and '- Says:' part of the message")
    wrong = re.sub(rf"{MARK}$", "", marked, flags=re.MULTILINE)
    code, says = notes.pop("Code"), notes.pop("Says", "")
    return Example(title[1], code, says, language, wrong, parts["Right"][1], at[0] if at else 0, notes)


def give_example(rule: Callable[..., object], code: str, wrong: str, right: str) -> None:
    """Put an example beside a rule: a text that is wrong, in which the mark may end a line, and the same put right."""
    at = [number for number, line in enumerate(wrong.splitlines(), 1) if line.endswith(MARK)]
    text = re.sub(rf"{MARK}$", "", wrong, flags=re.MULTILINE)
    _GIVEN[rule] = Example("", code, "", "markdown", text, right, at[0] if at else 0, {})


def example_given(rule: Callable[..., object]) -> Example | None:
    """What :func:`give_example` has put beside a rule."""
    return _GIVEN.get(rule)


_GIVEN: WeakKeyDictionary[Callable[..., object], Example] = WeakKeyDictionary()


def _start(text: str) -> int:
    found = _TEXT.search(text)
    return found.start() if found else len(text)


@cache
def example_of(code: str) -> Example | None:
    """The example that the manual shows of a code; ``None`` if there is none. It is read when first asked for."""
    path = files(__name__) / f"{code}.md"
    return read_example(path.read_text(encoding="utf-8")) if path.is_file() else None
