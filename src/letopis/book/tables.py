"""Tables: a grid of cells made whole before Typst, which would silently shift them, sees it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import NoReturn

from docutils import nodes

from letopis.book.diagnostics import BookWarning, warn
from letopis.book.figures import FigureVisitors
from letopis.book.markup import arguments, array, boolean, string

_ALIGN = {
    **{f"text-{side}": side for side in ("left", "right", "center")},
    **{f"text-align:{side}": side for side in ("left", "right", "center")},
}


SHORT = 700
"""A table of fewer letters than this stands on one page. It reads better so; and Typst, which sets
a divisible block anew for every height that is left on a page, takes a third of the time."""

LINE = 79
"""About as many letters of a table's size as a line of the narrowest page holds."""

ROOM = 2.5
"""The room between two columns, in letters."""

BROAD = 1.08
"""How much broader the letters of heads are."""

MODEST = 1.15
"""A column that asks for no more than so many times its equal share gets what it asks for: such are columns of dates."""

TALL = 600
"""A row with a cell of more letters than this may be divided between two pages."""

DENSE_LINE = 96
"""About as many letters as a line holds in the smallest type, which a table of many columns is set in."""

LONGEST = 21
"""No word asks for more room than this many letters: longer ones may be divided (:func:`letopis.book.markup.escape`)."""

LABEL = 21
"""About as many letters of a label as its column holds."""


@dataclass(slots=True)
class Columns:
    """What is known of a table's columns: their shares of the line, and which of them head their rows."""

    widths: list[float]
    stubs: list[bool]
    words: list[float]
    """The room that each column's longest word takes, in letters."""

    @classmethod
    def of(cls, table: nodes.Element, group: nodes.Element) -> Columns:
        """Read a table's column specifications. Widths that its author has not chosen follow from what the cells hold.

        Typst can measure better, by setting every cell several times over.
        """
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        stubs = [bool(spec.get("stub")) for spec in specs]
        whole, word, total = _letters(group, stubs)
        if "colwidths-given" in table["classes"]:
            return cls([int(spec.get("colwidth", 1)) or 1 for spec in specs], stubs, word)
        return cls(shares(whole, word, total), stubs, word)

    def bands(self) -> list[list[int]]:
        """The columns in groups that each fit a line, every group with the first column; one group if all fit."""
        if sum(self.words) <= DENSE_LINE:
            return [list(range(len(self)))]
        bands: list[list[int]] = []
        room = 0.0
        for column in range(1, len(self)):
            room -= self.words[column]
            if room < 0:
                bands.append([0])
                room = DENSE_LINE - self.words[0] - self.words[column]
            bands[-1].append(column)
        return bands

    def __len__(self) -> int:
        return len(self.widths)

    def markup(self) -> str:
        """Typst's widths: shares of the line."""
        return array([f"{width:.3g}fr" for width in self.widths])


def _letters(group: nodes.Element, stubs: list[bool]) -> tuple[list[float], list[float], list[float]]:
    """For each column, in letters: its longest cell in one line, its longest word, and all its cells together."""
    count = len(stubs)
    whole, word, total = [1.0] * count, [1.0] * count, [1.0] * count
    for row in group.findall(nodes.row):
        column = -1
        for entry in row.children:
            span = int(entry.get("morecols", 0)) if isinstance(entry, nodes.entry) else 0
            column += 1 + span
            if span or column >= count or not isinstance(entry, nodes.entry):
                continue  # cells that span say nothing of one column
            lines = [child.astext() for child in entry.children] or [""]
            letter = BROAD if isinstance(row.parent, nodes.thead) or stubs[column] else 1
            whole[column] = max(whole[column], *(letter * len(line) for line in lines))
            words = (letter * min(len(each), LONGEST) for line in lines for each in line.split())
            word[column] = max(word[column], *words, 1)
            total[column] += letter * sum(map(len, lines))
    return [width + ROOM for width in whole], [width + ROOM for width in word], total


def shares(whole: list[float], word: list[float], total: list[float]) -> list[float]:
    """Share a line among columns: those that need little get it; the others share the rest by what all their cells hold.

    In shares like the roots of what they hold, all columns together need the least height; the roots of the longest
    cells would give a column of one long cell and many short ones the room of its neighbours.
    """
    given: dict[int, float] = {}
    room = float(LINE)
    while left := [column for column in range(len(whole)) if column not in given]:
        modest = {column: whole[column] for column in left if whole[column] <= MODEST * room / len(left)}
        if not modest:
            roots = {column: sqrt(total[column]) for column in left}
            given |= {column: max(word[column], room * roots[column] / sum(roots.values())) for column in left}
        given |= modest
        room -= sum(modest.values())
    return [given[column] for column in range(len(whole))]


class TableVisitors(FigureVisitors):
    """Tables, and boxes of facts, which are tables of a label and a value."""

    def visit_table(self, node: nodes.table) -> NoReturn:
        self.mark_line(node)
        if "letopis-facts" in node["classes"] and all(len(row) == 2 for row in node.findall(nodes.row)):
            self._facts(node)
            raise nodes.SkipNode
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        if self.dense and is_run_in_table(node):
            self.add(f"#run-list[{self._run_in(group)}]\n\n")
            raise nodes.SkipNode
        bands = Columns.of(node, group).bands()
        if len(bands) > 1 and any("morecols" in entry or "morerows" in entry for entry in group.findall(nodes.entry)):
            message = (
                f"the table has {len(list(group.findall(nodes.colspec)))} columns, more than fit a page; divide it."
            )
            warn(BookWarning.WIDE_TABLE, message, node)
            bands = bands[:1]
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        with self.within("table"):
            caption = self.render(title) if title is not None else ""
        number = self.figure_number(node, "table")
        for band in bands:
            self._grid(node, group if len(bands) == 1 else _band(group, band), caption, number)
            caption = number = ""
        raise nodes.SkipNode

    def _grid(self, node: nodes.table, group: nodes.Element, caption: str, number: str) -> None:
        columns = Columns.of(node, group)
        with self.within("table"):
            parts = [
                self._part(part, columns) for part in group.children if isinstance(part, nodes.thead | nodes.tbody)
            ]
        head = arguments(
            columns=columns.markup(),
            landscape="true" if "landscape" in node["classes"] else None,
            whole=boolean(len(group.astext()) < SHORT and not any(group.findall(nodes.image))),
            rows=boolean(all(len(entry.astext()) < TALL for entry in group.findall(nodes.entry))),
            number=string(number),
        )
        self.add(f"#grid-table({head}, caption: [{caption}],\n{''.join(parts)})\n\n")

    def _run_in(self, group: nodes.Element) -> str:
        """Rows of a name and a date in one paragraph; a row of a name alone heads those that follow."""
        said: list[str] = []
        with self.within("facts"):
            for row in (row for body in group.findall(nodes.tbody) for row in body.findall(nodes.row)):
                name, value = (self.render(entry) for entry in row.children if isinstance(entry, nodes.entry))
                if value:
                    said.append(f"{name} \\({value}\\)")
                elif list(row.findall(nodes.strong)):
                    said.append(f"{name}\\:")
                else:
                    said.append(name)
        return "; ".join(said).replace("\\:; ", "\\: ")

    def _facts(self, table: nodes.table) -> None:
        """A table of labels and values, as a box."""
        with self.within("facts"):
            pairs = [
                self.fact(self.render(name), name.astext(), self.render(value))
                for name, value in (row.children for row in table.findall(nodes.row))
                if isinstance(name, nodes.entry) and isinstance(value, nodes.entry)
            ]
        self.add(f"#facts(\n{''.join(pairs)})\n\n")

    @staticmethod
    def fact(name: str, plain: str, value: str) -> str:
        """A label and a value of a box of facts, and whether the label is too long for its column."""
        return f"  ([{name}], [{value}]{', true' if len(plain) > LABEL else ''}),\n"

    def _part(self, part: nodes.Element, columns: Columns) -> str:
        """The rows of a table's head or body, each with as many cells as there are columns."""
        rows = [row for row in part.children if isinstance(row, nodes.row)]
        held = [0] * len(columns)  # for each column, how many rows a cell above still fills
        head = isinstance(part, nodes.thead)
        lines = [self._row(row, columns, held, head=head) for row in rows]
        if not head:
            return "".join(lines)
        once = ", repeat: false" if any(part.findall(nodes.footnote_reference)) else ""  # a note is called once
        return f"table.header({''.join(lines).strip().removesuffix(',')}{once}),\n"

    def _row(self, row: nodes.Element, columns: Columns, held: list[int], *, head: bool) -> str:
        cells: list[str] = []
        entries = [child for child in row.children if isinstance(child, nodes.entry)]
        column = 0
        total = len(columns)
        while column < total:
            if held[column]:
                held[column] -= 1
                column += 1
                continue
            if not entries:
                break
            entry = entries.pop(0)
            width = self._free_width(entry, held, column)
            held[column : column + width] = [int(entry.get("morerows", 0))] * width
            cells.append(self._cell(entry, width, "th" if head else "stub" if columns.stubs[column] else ""))
            column += width
        missing = sum(1 for rest in range(column, total) if not held[rest])
        for rest in range(column, total):
            held[rest] = max(0, held[rest] - 1)
        if missing or entries:
            self._warn_ragged(row, total, missing, len(entries))
        return "  " + "".join(cells) + "[], " * missing + "\n"

    @staticmethod
    def _free_width(entry: nodes.Element, held: list[int], column: int) -> int:
        """How many columns a cell takes: as many as it asks for and are free."""
        wanted = int(entry.get("morecols", 0)) + 1
        width = 0
        while width < wanted and column + width < len(held) and not held[column + width]:
            width += 1
        return width

    def _cell(self, entry: nodes.Element, width: int, form: str) -> str:
        named = arguments(
            colspan=str(width) if width > 1 else None,
            rowspan=str(entry["morerows"] + 1) if entry.get("morerows") else None,
            align=next((_ALIGN[name] for name in entry["classes"] if name in _ALIGN), None),
        )
        text = self.render(entry)
        text = f"#{form}[{text}]" if form else text
        return f"table.cell({named})[{text}], " if named else f"[{text}], "

    @staticmethod
    def _warn_ragged(row: nodes.Element, total: int, missing: int, left: int) -> None:
        what = (
            f"lacks {missing} of {total} cells; empty ones stand in"
            if missing
            else f"has {left} cells too many; left out"
        )
        warn(BookWarning.RAGGED_TABLE, f"a table row ({row.astext()[:40]!r}) {what}.", row)


def _band(group: nodes.Element, columns: list[int]) -> nodes.Element:
    """Some columns of a table, as a table."""
    band: nodes.Element = group.deepcopy()
    band.parent = group.parent
    groups: list[list[nodes.Element]] = [[child for child in band.children if isinstance(child, nodes.colspec)]]
    rows = band.findall(nodes.row)
    groups.extend([child for child in row.children if isinstance(child, nodes.entry)] for row in rows)
    for cells in groups:
        for number, cell in enumerate(cells):
            if number not in columns:
                cell.parent.remove(cell)
    return band


def is_run_in_table(node: nodes.Node | None) -> bool:
    """Whether a page set as an entry has this table in one paragraph: a record's many relations, each with a date."""
    if not isinstance(node, nodes.table) or "letopis-long-relation" not in node["classes"]:
        return False
    return all(len(row) == 2 for row in node.findall(nodes.row))
