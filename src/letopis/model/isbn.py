"""International Standard Book Numbers (ISO 2108). A right check digit does not prove that a number belongs to a book."""

from __future__ import annotations

import re


def is_isbn(text: str) -> bool:
    """Whether ten or thirteen digits end in the right check digit; hyphens and spaces do not count."""
    digits = _digits(text)
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return bool(re.fullmatch(r"97[89][0-9]{10}", digits)) and digits[-1] == _check_digit(digits[:12])


def in_thirteen_digits(isbn: str) -> str:
    """An ISBN as thirteen digits without hyphens, whichever of its two forms it has."""
    digits = _digits(isbn)
    if len(digits) == 13:
        return digits
    body = "978" + digits[:9]
    return body + _check_digit(body)


def _digits(text: str) -> str:
    return re.sub(r"[-\s]", "", text).upper()


def _check_digit(twelve: str) -> str:
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10)
