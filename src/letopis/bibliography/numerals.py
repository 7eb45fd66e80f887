r"""Numbers that a LaTeX command prints in another way: ``XVII`` for ``\RN{17}``, ``9th`` for ``\mkbibordinal{9}``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_ROMAN: Final = tuple(
    zip(
        "M CM D CD C XC L XL X IX V IV I".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_MOST: Final = 4000


_MOST_DIGITS: Final = 12


def is_number(text: str) -> bool:
    """Whether a field is a number in plain digits, at most twelve of them; what is longer is printed as it is written."""
    return len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit()


def roman(number: str) -> str:
    """``XVII`` for ``17``; what is no number between 1 and 3999 stays as it is."""
    if not (is_number(number) and 0 < int(number) < _MOST):
        return number
    rest, made = int(number), ""
    for sign, worth in _ROMAN:
        made += sign * (rest // worth)
        rest %= worth
    return made


def _small_roman(number: str) -> str:
    return roman(number).lower() if number.isdigit() else number


def ordinal(number: str) -> str:
    """``9th`` for ``9``, as English has it; what is no number stays as it is."""
    if not is_number(number):
        return number
    teens = int(number) % 100 in range(11, 14)
    return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


NUMBERS: Final[Mapping[str, Callable[[str], str]]] = {
    **dict.fromkeys(("mkbibordinal", "mkbibmascord", "mkbibfemord", "mkbibneutord"), ordinal),
    **dict.fromkeys(("RN", "Rn", "Romannum"), roman),
    **dict.fromkeys(("rn", "romannum", "romannumeral"), _small_roman),
}
"""The commands, and what each makes of the number in its braces."""
