"""No regular expression of ours costs more than a little over its text: each is tried on texts made to hurt it.

Every pattern of every module is found, compiled ones and those written in a call. Of its own letters and classes texts
are made that repeat one or two of them and then end in what does not fit, in two sizes; the steps are counted in time.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import letopis

SIZE = 1_500
GROWTH = 4
"""The larger text is so many times as long; a quadratic pattern takes the square of that."""
LEAST = 0.02
"""Seconds below which nothing is said: a page has 400,000 characters, and a line of it seldom as many as tried here."""
SEARCHING = r"\.(?:search|finditer|findall|sub|subn|split)\("
SRC = Path(str(letopis.__file__)).parent


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Each pattern, with its place, and whether it is looked for anywhere in a text."""
    for found in pkgutil.walk_packages(letopis.__path__, "letopis."):
        module = importlib.import_module(found.name)
        path = Path(str(module.__file__))
        code = path.read_text(encoding="utf-8")
        seen: set[int] = set()
        for name, value in vars(module).items():
            for number, pattern in enumerate(_compiled(value)):
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                used = rf"\b{re.escape(name)}\b[\w\[\]. ]*"
                searched = bool(re.search(used + SEARCHING, code)) or (number > 0 and ".fullmatch(" not in code)
                yield f"{found.name}.{name}", pattern, searched
        for place, pattern, searched in _written(ast.parse(code)):
            yield f"{found.name}:{place}", pattern, searched


def _compiled(value: Any) -> Iterator[re.Pattern[str]]:
    match value:
        case re.Pattern() if isinstance(value.pattern, str):
            yield value
        case tuple() | list() | frozenset() | set():
            for one in value:
                yield from _compiled(one)
        case dict():
            for one in value.values():
                yield from _compiled(one)


def _written(tree: ast.AST) -> Iterator[tuple[int, re.Pattern[str], bool]]:
    """``re.search("…", text)`` with a pattern that is written there."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(text)), *_]
            ) if name not in {"escape", "compile"}:
                yield node.lineno, re.compile(text), name not in {"match", "fullmatch"}


def letters_of(pattern: re.Pattern[str]) -> list[str]:
    """Signs that the pattern can take: its own, and one of each class."""
    signs = dict.fromkeys(re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?[:=!<]+", "", pattern.pattern))
    own = [sign for sign in signs if sign not in "()|?+*.^$\\"]
    classes = {r"\s": " ", r"\d": "1", r"\w": "a", r"[^": "b", ".": "c"}
    return [*dict.fromkeys([*(sign for key, sign in classes.items() if key in pattern.pattern), *own])][:6]


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Ends a pattern that would run for hours: Python's engine looks for signals while it searches."""

    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def cost(pattern: re.Pattern[str], text: str, *, searched: bool) -> float:
    """Seconds of the processor, the least of two: what else the machine does is not in them."""
    best = 9.0
    for _ in range(2):
        began = time.thread_time()
        if searched:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.fullmatch(text)
        best = min(best, time.thread_time() - began)
    return best


def texts_for(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    letters = letters_of(pattern)
    for first in letters:
        yield first * size + "\x00"
        for other in letters[:4]:
            if first != other:
                yield other + first * size + "\x00"
                yield (first + other) * (size // 2) + "\x00"


def slow_on(pattern: re.Pattern[str], *, searched: bool) -> str:
    """The beginning of a text whose square a pattern takes; empty if there is none."""
    for text in texts_for(pattern, SIZE):
        try:
            with no_longer_than(20):
                before = cost(pattern, text, searched=searched)
                if before < LEAST / GROWTH**2:
                    continue
                longer = text[:-1] * GROWTH + text[-1]
                after = cost(pattern, longer, searched=searched)
                if after > LEAST:  # other work on the machine may have held it up
                    before = max(before, cost(pattern, text, searched=searched))
                    after = min(after, *(cost(pattern, longer, searched=searched) for _ in range(3)))
        except TimeoutError:
            return f"{text[:6]!r} without end"
        if after > LEAST and after > before * GROWTH * 2:
            return f"{text[:6]!r}: {before:.4f}, {after:.4f}"
    return ""


GUARDED = {
    "letopis.reading._QUOTED": "the text that it is given ends in a closing sign",
}
"""Patterns that are slow on some texts, which they are never given, and why."""

FOUND = [one for one in patterns() if one[0] not in GUARDED]


def module_of(place: str) -> str:
    return place.rpartition(".")[0].partition(":")[0]


@pytest.mark.parametrize("module", sorted({module_of(place) for place, _, _ in FOUND}))
def test_no_pattern_takes_the_square_of_its_text(module: str) -> None:
    tried = [
        (place, one, slow_on(one, searched=searched)) for place, one, searched in FOUND if module_of(place) == module
    ]
    assert [f"{place} {one.pattern[:80]!r} on {slow}" for place, one, slow in tried if slow] == []


@pytest.mark.parametrize("slow", [r"\s*x$", r"(a+)+b", r"a*a*b", r"[^y]*y"])
def test_a_slow_one_is_found(slow: str) -> None:
    assert slow_on(re.compile(slow), searched=True)
