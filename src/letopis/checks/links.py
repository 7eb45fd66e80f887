"""Rules about keys and references between records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from letopis.checks.registry import finding, rule
from letopis.diagnostics import Code, Finding
from letopis.model.archive import Archive
from letopis.model.dates import RelativeDate
from letopis.model.elsewhere import fault_elsewhere
from letopis.model.fields import refs_in
from letopis.model.kinds import Record
from letopis.model.names import fold, named, nearest
from letopis.model.terms import NOTHING
from letopis.model.values import DatedRelation, Nomination, Participation, Ref, Tenure


@rule(Code.KEY_DUPLICATE)
def keys_are_unique(archive: Archive) -> Iterator[Finding]:
    """No two records of one kind have the same key, and no former key is in use again.

    Keys are for ever: links, citations and other people's data rest on them.
    """
    first: dict[Ref, Record] = {}
    for record in archive.records:
        other = first.setdefault(record.ref, record)
        if other is not record:
            yield _taken(record, record.origin.line, record.key, other)
    for record in archive.records:
        for alias in record.alias:
            other = first.setdefault(Ref(record.kind, alias.value.key), record)
            if other is not record:
                yield _taken(record, alias.line, alias.value.key, other)


def _taken(record: Record, line: int, key: str, other: Record) -> Finding:
    message = (
        f"the key '{key}' is already defined in {other.origin.path}:{other.origin.line}. "
        "Rename one of them, or merge the two records."
    )
    return finding(Code.KEY_DUPLICATE, record, line, message)


@rule(Code.ALIAS_IDLE)
def aliases_are_former_keys(archive: Archive) -> Iterator[Finding]:
    """An alias is a key that the record once had: bare, not its present key, and given once.

    Other spellings of a name are no keys; write them with ``:variant:``.
    """
    for record in archive.records:
        seen: set[str] = set()
        for alias in record.alias:
            key = alias.value.key
            if alias.value.kind not in {"", record.kind}:
                message = f"the alias '{alias.value}' is of another kind. Write '{key}', or take the line out."
            elif key == record.key:
                message = f"the alias '{key}' is the record's own key. Take the line out."
            elif key in seen:
                message = f"the alias '{key}' stands twice. Take one out."
            else:
                seen.add(key)
                continue
            yield finding(Code.ALIAS_IDLE, record, alias.line, message)


@rule(Code.REF_UNKNOWN)
def references_lead_somewhere(archive: Archive) -> Iterator[Finding]:
    """Every reference in a field names a record of the archive, and only one.

    A bare key is enough where one kind uses it; otherwise write ``kind:key``. A record of another archive is written
    with the name that ``letopis_archives`` gives the archive: ``north:ada``.
    """
    for record in archive.records:
        specs = archive.fields_of(record)
        for key, fact in record.facts():
            if key == "alias":
                continue
            for ref in refs_in((fact.value, *(rival.value for rival in fact.rivals))):
                yield from _reference(archive, record, key, ref, fact.line, specs[key][1].kinds)


def _reference(
    archive: Archive, record: Record, key: str, ref: Ref, line: int, kinds: tuple[str, ...]
) -> Iterator[Finding]:
    if archive.leads_elsewhere(ref):
        if message := fault_elsewhere(archive.others, ref, kinds, archive.schema.kinds):
            yield finding(Code.REF_UNKNOWN, record, line, f"field ':{key}:': {message}")
        return
    found = archive.candidates(ref, kinds)
    if len(found) == 1 and (not kinds or found[0].kind in kinds):
        return
    anywhere = archive.candidates(ref)
    if len(found) > 1:
        choices = " or ".join(f"'{rec.kind}:{rec.key}'" for rec in found)
        code, text = Code.REF_AMBIGUOUS, f"'{ref}' is more than one record. Write {choices}."
    elif anywhere:
        code, text = Code.REF_KIND, other_kind(ref, anywhere[0], kinds)
    elif ref.key in archive.lost:
        return
    else:
        code, text = Code.REF_UNKNOWN, f"'{ref}' is not in the archive. {unknown_key(archive, ref.key, kinds)}"
    yield finding(code, record, line, f"field ':{key}:': {text}")


@rule(Code.SOURCE_UNKNOWN)
def sources_are_in_the_bibliography(archive: Archive) -> Iterator[Finding]:
    """Every source a record cites has an entry in the bibliography.

    Add the entry to the ``.bib`` file, or mend the key.
    """
    if not archive.has_bibliography:
        return
    for record in archive.records:
        for citation, line in record.citations():
            if archive.is_unknown_source(citation.key):
                message = unknown_source(archive.bibliography, citation.key)
                yield finding(Code.SOURCE_UNKNOWN, record, line, message)
            elif citation.locator in archive.bibliography:
                message = (
                    f"'{citation.locator}' is a source, and stands where a page is expected. Between two sources stands a "
                    f"semicolon: [{citation.key}; {citation.locator}]."
                )
                yield finding(Code.SOURCE_UNKNOWN, record, line, message)


def unknown_source(known: Iterable[str], key: str) -> str:
    """The message for a source that is not in the bibliography, with the nearest keys."""
    if key in PLACEHOLDERS:
        return f"the source '{key}' is a placeholder. Write the key of the source that you have seen, or take it out."
    if "://" in key or key.startswith("www."):
        hint = "A page of the web is a source like others: give it an entry in the .bib file, and cite its key."
    else:
        hint = named(nearest(key, known)) or "Add its entry to the .bib file, or mend the key."
    return f"the source '{key}' is not in the bibliography. {hint}"


PLACEHOLDERS: Final = frozenset({"Source1999", "Smith1999", "Jones2001"})
"""Keys of the examples in pages that ``letopis new`` makes, and in messages."""


def other_kind(ref: Ref, found: Record, kinds: tuple[str, ...]) -> str:
    """What to say of a reference that leads to a record of another kind than may stand there."""
    return f"'{ref}' is a {found.kind}. Give the key of a {' or '.join(kinds)}."


def unknown_key(archive: Archive, text: str, kinds: tuple[str, ...] = ()) -> str:
    """What to write for the key of a record that there is none of: by its name, by its letters, or what to add."""
    same = [record for record in archive.by_name.get(fold(text), ()) if not kinds or record.kind in kinds]
    if len(same) == 1:
        return f"It is the name of {same[0].kind} '{same[0].key}'. Write {same[0].key}."
    if same:
        choices = " or ".join(f"'{record.key}'" for record in same)
        return f"It is the name of several: write {choices}."
    pool = [record.key for record in archive.records if not kinds or record.kind in kinds]
    return named(nearest(text, pool)) or "Add a record with this key, or mend the key."


@rule(Code.NAME_AS_TEXT)
def records_are_named_by_their_keys(archive: Archive) -> Iterator[Finding]:
    """In a field that can lead to a record, a record of the archive is named by its key, and one on each line.

    A name is printed as it stands: it becomes no link, and no rule sees who is meant. Write the key.
    """
    for record in archive.records:
        for key, fact in record.facts():
            kinds = archive.fields_of(record)[key][1].kinds
            if not kinds:
                continue
            for text in _texts_for_keys(fact.value):
                if message := _name_as_text(archive, text, kinds):
                    yield finding(Code.NAME_AS_TEXT, record, fact.line, f"field ':{key}:': {message}")


def _texts_for_keys(value: object) -> Iterator[str]:
    """The text that stands where a key could."""
    match value:
        case str():
            yield value
        case (
            Participation(person=str(text))
            | Tenure(post=str(text))
            | Nomination(post=str(text))
            | DatedRelation(to=str(text))
        ):
            yield text


def _name_as_text(archive: Archive, text: str, kinds: tuple[str, ...]) -> str:
    def meant(name: str) -> list[Record]:
        found = [*archive.by_name.get(fold(name), ()), *archive.candidates(Ref("", name.strip()))]
        return [one for one in found if one.kind in kinds]

    if whole := meant(text):
        return f"'{text}' is the name of {whole[0].kind} '{whole[0].key}'. Write {whole[0].key}, and it becomes a link."
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    found = [meant(part) for part in parts]
    if len(parts) > 1 and all(found):
        keys = ", ".join(f"'{one[0].key}'" for one in found)
        return f"{text!r} names several. Write {keys}, each on a line of its own."
    return ""


_BETWEEN: Final = re.compile(r"[,;&]| and ")


@rule(Code.RELATION_CIRCULAR)
def relations_do_not_turn_in_a_circle(archive: Archive) -> Iterator[Finding]:
    """No record is a part, cause, predecessor or successor of itself, however far round.

    Break the circle where it is wrong: here, or at one of the records it passes through.
    """
    onward: dict[str, dict[Ref, list[tuple[Ref, int]]]] = {}
    for relation in archive.relations:
        if archive.fields_of(relation.record)[relation.field][1].acyclic:
            step = (relation.target, relation.fact.line)
            onward.setdefault(relation.field, {}).setdefault(relation.record.ref, []).append(step)
    for name, steps in onward.items():
        for start, line in _circles(steps):
            record = archive.resolve(start)
            if record is not None:
                message = f"':{name}:' leads back to this record. Break the circle here or beyond."
                yield finding(Code.RELATION_CIRCULAR, record, line, message)


def _circles(steps: dict[Ref, list[tuple[Ref, int]]]) -> Iterator[tuple[Ref, int]]:
    """One record and line for each circle: the first, in order of reference, that closes it."""
    done: set[Ref] = set()
    for start in sorted(steps):
        path: dict[Ref, None] = {}
        stack: list[tuple[Ref, Iterator[tuple[Ref, int]]]] = [(start, iter(steps.get(start, [])))]
        if start in done:
            continue
        path[start] = None
        while stack:
            here, rest = stack[-1]
            for target, line in rest:
                if target in path:
                    yield here, line
                elif target not in done:
                    path[target] = None
                    stack.append((target, iter(steps.get(target, []))))
                    break
            else:
                done.add(here)
                path.pop(here)
                stack.pop()


@rule(Code.DATE_UNRESOLVED)
def relative_dates_can_be_worked_out(archive: Archive) -> Iterator[Finding]:
    """A date that counts from another record leads to a record with a date of its own.

    Give that record a date, or write the date itself.
    """
    for record in archive.records:
        for key, fact in record.facts():
            steps = getattr(fact.value, "details", NOTHING).steps
            for when in (getattr(fact.value, "when", fact.value), *(step.when for step in steps)):
                if isinstance(when, RelativeDate) and archive.when(when) is None and when.key not in archive.lost:
                    there = archive.candidates(Ref("", when.key))
                    near = "" if there else named(nearest(when.key, [other.key for other in archive.records]))
                    hint = near or f"Give '{when.key}' a date, or write the date itself."
                    message = f"field ':{key}:': '{when.written}' cannot be worked out. {hint}"
                    yield finding(Code.DATE_UNRESOLVED, record, fact.line, message)
