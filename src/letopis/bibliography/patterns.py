r"""Patterns for the filters of lists of sources, matched in time that grows with the text and no faster.

Python's own regular expressions go back and try again, and some of them never end (``(a+)+$``). Here all ways to
match are followed side by side, as Ken Thompson described in "Regular Expression Search Algorithm" (1968): each
character of the text is looked at once.

Read are letters, ``.``, ``[abc]``, ``[^a-z]``, ``\d \w \s \D \W \S \b``, ``^``, ``$``, ``|``, ``( )``, and after any of
them ``*``, ``+``, ``?`` or ``{2,5}``. Case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

MOST_STEPS: Final = 1_000
"""Steps that a pattern may come to, once what is repeated is written out."""
MOST_DEPTH: Final = 40

_REPEAT = re.compile(r"\{(\d{1,4})(?:(,)(\d{0,4}))?\}")
_SET_ITEM = re.compile(r"\\(?P<escaped>.)|(?P<low>[^\]\\])-(?P<high>[^\]\\])|(?P<one>[^\]\\])", re.DOTALL)
_CLASSES: Final[dict[str, Callable[[str], bool]]] = {
    "d": str.isdecimal,
    "w": lambda sign: sign.isalnum() or sign == "_",
    "s": str.isspace,
    "D": lambda sign: not sign.isdecimal(),
    "W": lambda sign: not (sign.isalnum() or sign == "_"),
    "S": lambda sign: not sign.isspace(),
}
_PLACES: Final = {"^": "start", "$": "end"}


class PatternError(ValueError):
    """A pattern that cannot be read; its text says what to write."""


class Step(NamedTuple):
    """One step: a test of a sign, a place in the text, or a fork to two other steps. With none of them: the end."""

    test: Callable[[str], bool] | None = None
    place: str = ""
    fork: tuple[int, int] | None = None


class _Reader:
    """Turns the text of a pattern into steps; a fork counts from itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def either(self) -> list[Step]:
        """Alternatives, up to a closing bracket or the end."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise PatternError(f"has brackets more than {MOST_DEPTH} deep")
        steps = self.row()
        while self.text.startswith("|", self.at):
            self.at += 1
            other = self.row()
            steps = [Step(fork=(1, len(steps) + 2)), *steps, Step(fork=(len(other) + 1, len(other) + 1)), *other]
        self.depth -= 1
        return self._measured(steps)

    def row(self) -> list[Step]:
        """Pieces one after another."""
        steps: list[Step] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            steps += self.repeated(self.piece())
            self._measured(steps)
        return steps

    def piece(self) -> list[Step]:
        """One sign, set, place or bracket."""
        sign = self.text[self.at]
        self.at += 1
        if sign == "(":
            if self.text.startswith("?:", self.at):
                self.at += 2
            elif self.text.startswith("?", self.at):
                raise PatternError(f"has '({self.text[self.at : self.at + 2]}', which is not read here")
            inside = self.either()
            if not self.text.startswith(")", self.at):
                raise PatternError("has a bracket '(' that is not closed")
            self.at += 1
            return inside
        if sign in "*+?":
            raise PatternError(f"has '{sign}' with nothing before it to repeat")
        if sign in _PLACES:
            return [Step(place=_PLACES[sign])]
        if sign == "[":
            return [Step(test=self._set())]
        if sign == "\\":
            return [self._escaped()]
        return [Step(test=_any if sign == "." else _equal_to(sign))]

    def repeated(self, piece: list[Step]) -> list[Step]:
        """A piece as often as the sign after it says; a second ``?`` (as few as will do) changes nothing here."""
        if self.at >= len(self.text):
            return piece
        sign = self.text[self.at]
        counted = _REPEAT.match(self.text, self.at)
        if sign in "*+?":
            self.at += 1
            steps = {"*": _any_number, "+": _at_least_one, "?": _perhaps}[sign](piece)
        elif counted:
            self.at = counted.end()
            least = int(counted[1])
            most = int(counted[3]) if counted[3] else None if counted[2] else least
            if max(least, most or 0) * len(piece) > MOST_STEPS:
                raise PatternError(f"repeats too much: '{counted[0]}'")
            rest = _any_number(piece) if most is None else _perhaps(piece) * max(0, most - least)
            steps = piece * least + rest
        else:
            return piece
        if self.text.startswith("?", self.at):
            self.at += 1
        if self.text[self.at : self.at + 1] in {*"*+?"} or _REPEAT.match(self.text, self.at):
            raise PatternError(f"repeats what is repeated, at '{self.text[self.at :]}'")
        return self._measured(steps)

    def _set(self) -> Callable[[str], bool]:
        negated = self.text.startswith("^", self.at)
        self.at += negated
        tests: list[Callable[[str], bool]] = []
        if self.text.startswith("]", self.at):  # first of all, it is a sign of the set
            self.at += 1
            tests.append(_equal_to("]"))
        while not self.text.startswith("]", self.at):
            item = _SET_ITEM.match(self.text, self.at)
            if item is None:
                raise PatternError("has a set '[' that is not closed")
            self.at = item.end()
            if item["escaped"]:
                tests.append(_CLASSES.get(item["escaped"], _equal_to(item["escaped"])))
            elif item["low"]:
                tests.append(_between(item["low"].casefold(), item["high"].casefold()))
            else:
                tests.append(_equal_to(item["one"]))
        self.at += 1
        return lambda sign: any(test(sign) for test in tests) is not negated

    def _escaped(self) -> Step:
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in {"b", "B"}:
            return Step(place=sign)
        if sign in _CLASSES:
            return Step(test=_CLASSES[sign])
        if not sign or sign.isalnum():
            raise PatternError(f"has '\\{sign}', which is not read here")
        return Step(test=_equal_to(sign))

    @staticmethod
    def _measured(steps: list[Step]) -> list[Step]:
        if len(steps) > MOST_STEPS:
            raise PatternError(f"comes to more than {MOST_STEPS} steps")
        return steps


def _any(_sign: str) -> bool:
    return True


def _equal_to(sign: str) -> Callable[[str], bool]:
    folded = sign.casefold()
    return lambda other: other == folded


def _between(low: str, high: str) -> Callable[[str], bool]:
    return lambda other: low <= other <= high


def _any_number(piece: list[Step]) -> list[Step]:
    return [Step(fork=(1, len(piece) + 2)), *piece, Step(fork=(-len(piece) - 1, 1))]


def _at_least_one(piece: list[Step]) -> list[Step]:
    return [*piece, Step(fork=(-len(piece), 1))]


def _perhaps(piece: list[Step]) -> list[Step]:
    return [Step(fork=(1, len(piece) + 1)), *piece]


@lru_cache(maxsize=256)
def compiled(pattern: str) -> tuple[Step, ...]:
    """The steps of a pattern. Raises `PatternError`."""
    reader = _Reader(pattern)
    steps = reader.either()
    if reader.at < len(pattern):
        raise PatternError("has a bracket ')' that was not opened")
    return (*steps, Step())


def found_in(pattern: str, text: str) -> bool:
    """Whether a pattern matches somewhere in a text, whatever the case. Raises `PatternError`.

    Takes time in proportion to the length of the text times that of the pattern.
    """
    steps = compiled(pattern)
    folded = text.casefold()
    current: set[int] = set()
    for at in range(len(folded) + 1):
        current.add(0)
        waiting, ended = _reached(steps, current, folded, at)
        if ended:
            return True
        if at < len(folded):
            sign = folded[at]
            current = {number + 1 for number in waiting if (test := steps[number].test) and test(sign)}
    return False


def _reached(steps: tuple[Step, ...], start: set[int], text: str, at: int) -> tuple[set[int], bool]:
    """The tests that stand next, by way of forks and places; and whether the end of the pattern is reached."""
    seen: set[int] = set()
    waiting: set[int] = set()
    stack = [*start]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        step = steps[number]
        if step.test:
            waiting.add(number)
        elif step.fork:
            stack += [number + step.fork[0], number + step.fork[1]]
        elif step.place:
            if _is_at(step.place, text, at):
                stack.append(number + 1)
        else:
            return waiting, True
    return waiting, False


def _is_at(place: str, text: str, at: int) -> bool:
    if place == "start":
        return at == 0
    if place == "end":
        return at == len(text)
    word = _CLASSES["w"]
    border = (at > 0 and word(text[at - 1])) is not (at < len(text) and word(text[at]))
    return border is (place == "b")
