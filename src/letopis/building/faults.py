"""From an error to the one line that an author needs: which line of which file, and what is wrong with it.

Sphinx answers an error with some thirty lines: versions, extensions, and the end of a traceback. For a mistake in the
``conf.py`` or in an extension of a project, one line is enough: ``FILE:LINE: message``, of the last line of their own
that was being run.
"""

from __future__ import annotations

import re
import sysconfig
import traceback
from itertools import pairwise
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent
"""Where Letopis lies."""
_STANDARD_LIBRARY: Final = Path(sysconfig.get_paths()["stdlib"]).resolve()
_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})
_OF_OTHERS: Final = frozenset(
    {
        "babel", "docutils", "jinja2", "latexcodec", "letopis", "markdown_it", "mdit_py_plugins", "myst_parser",
        "pikepdf", "pybtex", "pybtex_docutils", "pygments", "sphinx", "sphinxcontrib", "typst", "yaml",
    }
)  # fmt: skip
"""Installed packages that are no extension of a project: a mistake is not looked for in them."""

_FRAME = re.compile(r'  File "(?P<file>[^"]+)", line (?P<line>\d+)')
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_KNOWN_TO_SPHINX = re.compile(r"(?:sphinx\.errors|letopis(?:\.\w+)*)\.\w+: ")
_TYPE = re.compile(r"[A-Za-z_][\w.]*: ")
_ADVICE: Final = {
    "cannot inherit non-frozen dataclass from a frozen one": (
        "Write '@dataclass(frozen=True, slots=True, kw_only=True)' above the class"
    ),
}
"""What would be right, for messages of Python that do not say it."""


def fault_of(error: BaseException) -> str:
    """An error in one line; ``""`` if no code of the project took part in it and Sphinx does not know it either."""
    return fault_in_traceback("".join(traceback.format_exception(error)))


def fault_in_traceback(text: str) -> str:
    """The same, from what Python prints of an error."""
    lines = text.rstrip().splitlines()
    frames = [(number, match) for number, line in enumerate(lines) if (match := _FRAME.match(line))]
    if not frames:
        return ""
    said = _message(lines[frames[-1][0] + 1 :])
    own = next((match for _, match in reversed(frames) if _is_own(match["file"])), None)
    if own is None:
        return _KNOWN_TO_SPHINX.sub("", said, count=1) if _KNOWN_TO_SPHINX.match(said) else ""
    named = own["file"] in said
    said = (_TYPE if named else _KNOWN_TO_SPHINX).sub("", said, count=1)
    return said if named else f"{own['file']}:{own['line']}: {said}"


def own_line(error: BaseException) -> str:
    """``FILE:LINE`` of the last line of the project's own that was being run, or else of the last of all."""
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((one for one in reversed(frames) if _is_own(one.filename)), frames[-1])
    return f"{frame.filename}:{frame.lineno}"


def fault_in_output(said: str) -> tuple[str, str]:
    """What a failed ``sphinx-build`` wrote to standard error: all that stands before an error, and that in one line.

    The second is ``""`` if it did not end with an error, or with one of its own; the first is then the whole. The file
    in which Sphinx has saved the traceback is read, and removed if nobody needs it.
    """
    lines = _COLOUR.sub("", said).splitlines()
    start = next((number for number, pair in enumerate(pairwise(lines)) if _is_head(*pair)), None)
    log = next((Path(line.strip()) for line in lines if "sphinx-err-" in line), None)
    if start is None or log is None:
        return said, ""
    try:
        saved = log.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        saved = "\n".join(lines)
    indented = saved.partition("\nTraceback\n=")[2].splitlines()[1:]
    fault = fault_in_traceback("\n".join(line.removeprefix("    ") for line in indented if _before_end(line)))
    if not fault:
        return said, ""
    log.unlink(missing_ok=True)
    # Above the head, after an empty line, Sphinx names the sort of error: "Extension error!"
    while start and (not lines[start - 1].strip() or lines[start - 1].endswith("!")):
        start -= 1
    return "".join(said.splitlines(keepends=True)[:start]), fault


def ends_with_error(said: str) -> bool:
    """Whether what a failed ``sphinx-build`` wrote ends with an error, and not with warnings alone."""
    return "sphinx-err-" in said


def _is_head(line: str, below: str) -> bool:
    return line.strip() == "Versions" and set(below.strip()) == {"="}


def _before_end(line: str) -> bool:
    """Whether a line is one of a traceback, which Sphinx indents."""
    return not line.strip() or line.startswith("    ")


def _message(lines: list[str]) -> str:
    """What is said below the last frame of a traceback, without the line of code that is shown there."""
    while lines and (lines[0].startswith("  ") or not lines[0].strip()):
        lines = lines[1:]
    said = " ".join(line.strip() for line in lines if line.strip())
    advice = next((advice for words, advice in _ADVICE.items() if words in said), "")
    return f"{said}. {advice}." if advice else said


def _is_own(file: str) -> bool:
    """Whether a file is the project's own, or of an extension that it has installed."""
    path = Path(file)
    if file.startswith("<") or path.is_relative_to(PACKAGE):
        return False
    for number, part in enumerate(path.parts[:-1]):
        if part in _INSTALLED:
            return path.parts[number + 1].removesuffix(".py") not in _OF_OTHERS
    return not path.is_relative_to(_STANDARD_LIBRARY)
