"""Puts a new page into the table of contents where its neighbours stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from letopis.cli.editing import bare, line_end, read_lines, write_text

_OPENING = re.compile(r"(?P<fence>`{3,}|:{3,})\{toctree\}.*")
_DATE = re.compile(r":date:\s+(?:OS\s+)?(?P<date>-?\d{4}(?:-\d\d)?(?:-\d\d)?)")


class Toctree(NamedTuple):
    """A table of contents: its file, and its entries with the numbers of their lines (from 0); where one may be added."""

    path: Path
    entries: list[tuple[int, str]]
    end: int
    globbed: bool


def toctrees_in(path: Path) -> Iterator[Toctree]:
    """The tables of contents of a page. An entry is a page as it is written there."""
    fence, entries, globbed = "", list[tuple[int, str]](), False
    for number, raw in enumerate(read_lines(path)):
        line = bare(raw).strip()
        if not fence:
            if match := _OPENING.fullmatch(line):
                fence, entries, globbed = match["fence"], [], False
        elif line.startswith(fence) and not line.strip(fence[0]):
            yield Toctree(path, entries, number, globbed)
            fence = ""
        elif line.startswith(":"):
            globbed = globbed or line.startswith(":glob:")
        elif line:
            entries.append((number, line))


def put_into_index(source: Path, page: Path, date: str, alike: Collection[Path] = ()) -> Path | None:
    """Name a page in the table of contents of its neighbours; the file that changed, or ``None`` if none had to.

    A dated page goes behind the last of its neighbours that is not later; another one among those that stand in
    alphabetical order, or at the end; ``alike`` are the pages with records of its kind, whose table is preferred. A folder
    without neighbours goes into the last table of ``index.md``.
    """
    docname = page.relative_to(source).with_suffix("").as_posix()
    folder = docname.rpartition("/")[0]
    best = _best(source, folder, page.stem, date, alike)
    if best is None:
        best = _last_table(source / "index.md")
        if best is None:
            return None
    tree, place = best
    if tree.globbed:
        return None
    lines = read_lines(tree.path)
    here = tree.path.parent.relative_to(source).as_posix()
    name = docname.removeprefix(f"{here}/") if here != "." and docname.startswith(f"{here}/") else docname
    if here != "." and name == docname:
        name = f"/{docname}"
    lines.insert(place, name + line_end(lines))
    write_text(tree.path, "".join(lines))
    return tree.path


def _best(source: Path, folder: str, name: str, date: str, alike: Collection[Path]) -> tuple[Toctree, int] | None:
    """The table with neighbours in a folder, and the line before which the page belongs."""
    found: list[tuple[Toctree, list[tuple[int, Path]]]] = []
    for path in sorted(source.rglob("*.md")):
        for tree in toctrees_in(path):
            neighbours = [(number, target) for number, target in _targets(source, tree) if _in(source, target, folder)]
            if tree.globbed and path.parent == source / folder:
                return tree, tree.end
            if neighbours:
                found.append((tree, neighbours))
    if not found:
        return None
    if date:
        earlier = [
            (other, tree, number)
            for tree, neighbours in found
            for number, target in neighbours
            if (other := _date_of(target)) and other[: len(date)] <= date[: len(other)]
        ]
        if earlier:
            _, tree, number = max(earlier, key=lambda item: (item[0], item[2]))
            return tree, number + 1
    of_its_kind = [item for item in found if any(target in alike for _, target in item[1])]
    tree, neighbours = (of_its_kind or found)[-1]
    return tree, _among(tree, neighbours, name)


def _among(tree: Toctree, neighbours: list[tuple[int, Path]], name: str) -> int:
    """The line before which a name belongs: in the alphabet, if its neighbours stand so; else behind them."""
    names = [target.stem for _, target in neighbours]
    if names == sorted(names):
        return next((number for number, target in neighbours if target.stem > name), neighbours[-1][0] + 1)
    return neighbours[-1][0] + 1


def _targets(source: Path, tree: Toctree) -> Iterator[tuple[int, Path]]:
    for number, entry in tree.entries:
        name = entry.rpartition("<")[2].removesuffix(">").removesuffix(".md")
        base = source if name.startswith("/") else tree.path.parent
        yield number, (base / f"{name.lstrip('/')}.md")


def _in(source: Path, target: Path, folder: str) -> bool:
    return target.parent == source / folder and target.stem != "index"


def _date_of(path: Path) -> str:
    if not path.is_file():
        return ""
    for line in read_lines(path):
        if match := _DATE.match(line):
            return match["date"]
    return ""


def _last_table(path: Path) -> tuple[Toctree, int] | None:
    """The last table of ``index.md``; if it has none, one is written at its end."""
    if not path.is_file():
        return None
    if not (trees := list(toctrees_in(path))):
        lines = read_lines(path)
        end = line_end(lines)
        write_text(path, f"{''.join(lines).rstrip()}{end}{end}```{{toctree}}{end}:hidden:{end}{end}```{end}")
        trees = list(toctrees_in(path))
    return trees[-1], trees[-1].end


def place_in_page(path: Path, text: str, after: int) -> None:
    """Put a record into a page behind the line ``after`` (from 1; 0: at the beginning)."""
    lines = read_lines(path)
    end = line_end(lines)
    before = "".join(lines[:after]).rstrip("\r\n")
    rest = "".join(lines[after:]).lstrip("\r\n")
    block = text.strip("\n").replace("\n", end)
    write_text(path, f"{before}{end}{end}{block}{end}{end + rest if rest else ''}")
