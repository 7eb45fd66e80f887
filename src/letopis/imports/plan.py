"""Compares what the tables say with the pages that are there: what would be made, changed, left and refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from letopis.imports.drafts import Draft, Drafting, Remark, field_order
from letopis.imports.indexes import contents, folders
from letopis.imports.kept import Kept, Written, kept_path, kept_text, read_kept
from letopis.imports.mapping import Table
from letopis.imports.pages import HEADING, Archive, Change, changed, heading, heading_above, new_page, scan, text_lines
from letopis.model.schema import Schema


@dataclass
class Plan:
    """All that an import would write, and what it has to say. Nothing is written before it is whole."""

    files: dict[Path, str] = field(default_factory=dict)
    made: list[Path] = field(default_factory=list)
    changed: list[Path] = field(default_factory=list)
    same: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def count(self, what: str) -> int:
        """How many remarks of one sort there are."""
        return sum(remark.what == what for remark in self.remarks)


def plan_import(mapping: Path, tables: list[Table], schema: Schema, source: Path, root: str = "index") -> Plan:
    """What an import of these tables would do to the pages in ``source``.

    Raises :class:`letopis.imports.tables.ImportFault` for what stops it as a whole.
    """
    return _Planning(kept_path(mapping), schema, source, root).run(tables)


class _Planning:
    def __init__(self, path: Path, schema: Schema, source: Path, root: str) -> None:
        self.path, self.schema, self.source, self.root = path, schema, source, root
        self.archive: Archive = scan(source, schema.kinds)
        self.kept: Kept = read_kept(path)
        self.plan = Plan()

    def run(self, tables: list[Table]) -> Plan:
        there: dict[str, set[str]] = {kind: set() for kind in self.schema.kinds}
        for kind, key in self.archive.records:
            there[kind].add(key)
        drafting = Drafting(self.schema, self._known, there, self.archive.identified)
        drafting.run(tables)
        self.plan.remarks = drafting.remarks
        drafts = [draft for draft in drafting.drafts.values() if draft.key]
        new: list[Draft] = []
        for draft in drafts:
            (self._change if (draft.kind, draft.key) in self.archive.records else new.append)(draft)
        self._make(new, drafts)
        self._tell_of_the_gone({(draft.kind, draft.identity) for draft in drafting.drafts.values()})
        self.plan.files[self.path] = kept_text(self.kept)
        return self.plan

    def _known(self, kind: str, identity: str) -> str | None:
        written = self.kept.records.get((kind, identity))
        if written is None:
            return self.archive.by_other.get((kind, identity))
        if (kind, written.key) in self.archive.records:
            return written.key
        return self.archive.by_other.get((kind, written.key), written.key)  # renamed since: the old key is an alias

    def _change(self, draft: Draft) -> None:
        """A record that has a page: the lines of the last import become those of this one."""
        found = self.archive.records[draft.kind, draft.key]
        before = self.kept.records.get((draft.kind, draft.identity))
        # A page that people wrote keeps its text.
        text = text_lines(draft.text) if before and draft.name else []
        before = before or Written(draft.key, [], [])
        page = self.plan.files.get(found.path) or found.path.read_text("utf-8")
        opening = _opening(page, draft, found.line)
        lines = [*_heading(draft, before, page.split("\n"), opening), *draft.field_lines]
        old = Counter(before.lines)
        change = Change(
            [one for one in before.lines if one not in lines], [one for one in lines if not old[one]],
            before.text, text,
        )  # fmt: skip
        specs = self.schema.fields(self.schema.kinds[draft.kind])
        once = [key for key, (_, spec) in specs.items() if not spec.repeat]
        made, missed, doubled = changed(page, opening, change, field_order(specs), once)
        for one in missed:
            words = f"{draft.kind} '{draft.key}': changed by hand since, and left as it is: {one}"
            self.plan.remarks.append(Remark("left as it is", str(found.path), words))
        for one, there in doubled:
            words = f"{draft.kind} '{draft.key}': {one}: the page has '{there}', and the field has one value."
            self.plan.remarks.append(Remark("refused", draft.place, words))
        if made != page:
            self.plan.files[found.path] = made
            self.plan.changed.append(found.path)
        else:
            self.plan.same += 1
        self.kept.records[draft.kind, draft.identity] = Written(draft.key, lines, list(change.new_text))

    def _make(self, new: list[Draft], drafts: list[Draft]) -> None:
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for draft in drafts:
            names[draft.kind][draft.key] = draft.sort
        places = {kind: folders(found) for kind, found in names.items()}
        filed: dict[Path, str] = {}
        for draft in new:
            if (draft.kind, draft.identity) in self.kept.records:
                words = f"{draft.kind} '{draft.key}': its page was taken out since the last import, and stays out."
                self.plan.remarks.append(Remark("left as it is", draft.place, words))
                continue
            folder = self.schema.kinds[draft.kind].folder or f"{draft.kind}s"
            path = self.source / folder / places[draft.kind][draft.key] / f"{draft.key}.md"
            if path.exists() or path in self.plan.files:
                words = f"{draft.kind} '{draft.key}': there is a page '{path}' already. Give the record another key."
                self.plan.remarks.append(Remark("refused", draft.place, words))
                continue
            self.plan.files[path] = new_page(draft)
            self.plan.made.append(path)
            filed[path] = draft.sort
            written = Written(draft.key, [heading(draft.name), *draft.field_lines], text_lines(draft.text))
            self.kept.records[draft.kind, draft.identity] = written
        titles: dict[str, list[str]] = defaultdict(list)
        for record_class in self.schema.kinds.values():
            if record_class.kind in names:
                titles[record_class.folder or f"{record_class.kind}s"].append(record_class.plural)
        titled = {
            folder: " and ".join([first, *(one.lower() for one in more)]) for folder, (first, *more) in titles.items()
        }
        self.plan.files |= contents(self.source, filed, titled, self.root)

    def _tell_of_the_gone(self, found: set[tuple[str, str]]) -> None:
        for kind, identity in self.kept.records:
            if (kind, identity) not in found:
                words = f"{kind} '{identity}': no longer in the tables. Its page stays; take it out if it is wrong."
                self.plan.remarks.append(Remark("left as it is", str(self.path), words))


def _heading(draft: Draft, before: Written, page: list[str], opening: int) -> list[str]:
    """The heading that an import keeps: its own, and one of a person that says the same; no other is changed."""
    was = [one for one in before.lines if one.startswith(HEADING)]
    if not draft.name:
        return was
    now = heading(draft.name)
    head = heading_above(page, opening)
    return [now] if was or (head is not None and page[head] == now) else []


def _opening(page: str, draft: Draft, line: int) -> int:
    """The line in which the record opens: another record on this page may have grown since it was looked for."""
    lines = page.split("\n")
    wanted = f"}} {draft.key}"
    if line < len(lines) and lines[line].rstrip().endswith(wanted):
        return line
    return next(n for n, one in enumerate(lines) if one.rstrip().endswith(wanted) and f"{draft.kind}}}" in one)
