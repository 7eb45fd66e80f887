"""Numbers and paths of SVG in as few signs as will do: relative steps of a tenth, none rounded twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]


def number(value: float, places: int = 1) -> str:
    """A number without needless signs; never ``-0``."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", "0"}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path_of(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """The ``d`` of a path through points, line by line; ``closed`` leads each back to where it began.

    Every point is rounded to a tenth by itself, so that steps do not add up their errors.
    """
    made: list[str] = []
    pen: tuple[int, int] | None = None
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        start = points[0]
        if pen is None:
            made.append(f"M{_pair(start)}")
        else:
            made.append(f"m{_pair((start[0] - pen[0], start[1] - pen[1]))}")
        made += _steps(points)
        pen = points[-1]
        if closed:
            made.append("z")
            pen = start
    return "".join(made)


def _steps(points: Sequence[tuple[int, int]]) -> list[str]:
    """From point to point; a letter is written where the kind of step changes."""
    made: list[str] = []
    last = ""
    for (x0, y0), (x1, y1) in pairwise(points):
        step = (x1 - x0, y1 - y0)
        if step == (0, 0):
            continue
        kind, words = (
            ("h", _tenth(step[0])) if not step[1] else ("v", _tenth(step[1])) if not step[0] else ("l", _pair(step))
        )
        made.append(_after(words) if kind == last else kind + words)
        last = kind
    return made


def _pair(point: tuple[int, int]) -> str:
    return _tenth(point[0]) + _after(_tenth(point[1]))


def _after(words: str) -> str:
    """A number after another: a minus parts them too."""
    return words if words.startswith("-") else f" {words}"


def _tenth(tenths: int) -> str:
    return number(tenths / 10)
