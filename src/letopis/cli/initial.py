"""``letopis init``: a new archive, small and whole, with one record of each kind to be replaced."""

from __future__ import annotations

import argparse
import uuid
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from letopis.cli.problems import CommandError
from letopis.version import VERSION

_CENTURIES: Final = range(1, 22)
_NAMES: Final = {"gitignore": ".gitignore", "dot_github": ".github"}
"""Files and folders whose own names begin with a dot, which a package had better not have."""


def init(options: argparse.Namespace) -> int:
    """Write the archive and say what to do next. Nothing that is there is written over."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"'{folder}' is there already, and not empty. Name another folder.")
    if options.century not in _CENTURIES:
        raise CommandError(f"expected a century from 1 to 21, not {options.century}.")
    title = options.title.strip() or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    words = _words(title, options.century)
    for name, text in _templates(files("letopis") / "starter"):
        for mark, word in words.items():
            text = text.replace(f"@@{mark}@@", word)  # noqa: PLW2901  one mark after the other
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"Made: {folder}, an archive of the {words['ORDINAL']} century with one record of each kind.")
    print(f"Next: cd {folder}; python3 make.py build; then open _build/html/index.html.")
    return 0


def _words(title: str, century: int) -> dict[str, str]:
    """What is put in for each mark of the templates. The same title gives the same archive."""
    ending = "th" if century in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
    return {
        "TITLE_REPR": repr(title),
        "TITLE": title,
        "ORDINAL": f"{century}{ending}",
        "Y": f"{century - 1:02}",
        # The form of a name in XML, which may hold no colon: so no `urn:uuid:`.
        "UUID": f"uuid-{uuid.uuid5(uuid.NAMESPACE_URL, f'letopis:{title}:{century}')}",
        "VERSION": VERSION,
    }


def _templates(folder: Traversable, below: str = "") -> Iterator[tuple[str, str]]:
    """Every file of the starter: where it goes, and its text."""
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _templates(entry, f"{below}{_NAMES.get(entry.name, entry.name)}/")
        elif entry.name.endswith(".txt"):
            name = entry.name.removesuffix(".txt")
            yield f"{below}{_NAMES.get(name, name)}", entry.read_text("utf-8")
