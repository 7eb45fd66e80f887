"""Folders and contents of imported pages: long ones are divided by letter, so that no list grows beyond measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from letopis.model.names import collation_key, fold

LONGEST: Final = 200
"""How many pages a folder holds before it is divided; the same as the length of a list on one page."""

_OTHER: Final = "other"
_TREE = re.compile(r"^(?P<fence>`{3,}|:{3,})\{toctree\}\n(?:.*\n)*?(?P=fence)[ \t]*$", re.MULTILINE)


def folders(names: Mapping[str, str]) -> dict[str, str]:
    """The folder of each key below that of its kind: ``""`` if there are few, else one or two letters of its name."""
    if len(names) <= LONGEST:
        return dict.fromkeys(names, "")
    letters = {key: _letters(name) for key, name in names.items()}
    counts = Counter(two[:1] for two in letters.values())
    return {key: two if counts[two[:1]] > LONGEST or two == _OTHER else two[:1] for key, two in letters.items()}


def _letters(name: str) -> str:
    plain = re.sub(r"[^a-z]", "", fold(name).replace(" ", ""))
    return plain[:2] or _OTHER


def contents(source: Path, made: Mapping[Path, str], titles: Mapping[str, str], root: str) -> dict[Path, str]:
    """The pages of contents that change so that every page made is in one.

    ``made`` gives the name under which each new page is filed, ``titles`` that of each folder of a kind.
    """
    wanted: dict[Path, list[tuple[str, str]]] = defaultdict(list)
    for path, name in made.items():
        wanted[path.parent].append((path.stem, name))
    for folder in list(wanted):
        while source not in {folder.parent, folder}:
            wanted[folder.parent].append((f"{folder.name}/index", folder.name))
            folder = folder.parent  # noqa: PLW2901  from the folder of a letter up to that of the kind
    changed: dict[Path, str] = {}
    for folder, entries in wanted.items():
        path = folder / "index.md"
        names = [name for name, _ in sorted(set(entries), key=lambda entry: (collation_key(entry[1]), entry[0]))]
        changed[path] = _with_entries(path, names, _title(folder, source, titles))
        if folder != source and folder.parent == source:
            start = source / f"{root}.md"
            changed[start] = _with_entries(start, [f"{folder.name}/index"], "Contents", changed.get(start))
    return {path: text for path, text in changed.items() if not path.is_file() or path.read_text("utf-8") != text}


def _title(folder: Path, source: Path, titles: Mapping[str, str]) -> str:
    first, *letters = folder.relative_to(source).parts or ("",)
    return ": ".join([titles.get(first, first.title()), *(part.title() for part in letters)])


def _with_entries(path: Path, names: Iterable[str], title: str, text: str | None = None) -> str:
    """A page of contents with these names at the end of its last list, where they are not in one already."""
    if text is None:
        text = path.read_text("utf-8") if path.is_file() else f"# {title}\n"
    trees = list(_TREE.finditer(text))
    there = {line.strip() for tree in trees for line in tree[0].split("\n")}
    missing = [name for name in names if name not in there and not _globbed(trees)]
    if not missing:
        return text
    listed = "\n".join(missing)
    if not trees:
        return f"{text.rstrip()}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    last = trees[-1]
    closing = text.rindex("\n", 0, last.end()) + 1
    return text[:closing] + listed + "\n" + text[closing:]


def _globbed(trees: Iterable[re.Match[str]]) -> bool:
    return any(":glob:" in tree[0] for tree in trees)
