"""From the field lines of a directive to the attributes of a record.

A record class declares its fields with :func:`one` and :func:`many`; each carries the reader
that turns text into a value. :func:`split_fields` cuts the lines; :func:`read_fields` reads
them, gathering every fault instead of stopping at the first.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, NamedTuple

from letopis.diagnostics import Code
from letopis.model.values import Citation, DateError, Fact, Ref, split_sources

_LINE = re.compile(r":(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:\s+(?P<value>.*))?\s*")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,}).*")

Reader = Callable[[str], object]


class FieldSpec(NamedTuple):
    """How one field is read and shown. ``sourced``: may end in ``[sources]``."""

    read: Reader
    label: str
    repeat: bool
    required: bool
    sourced: bool
    kinds: tuple[str, ...]


class FieldLine(NamedTuple):
    """One field as written: its key, its text and its line (from 1)."""

    key: str
    text: str
    line: int


class Fault(NamedTuple):
    """What is wrong with a field line, without the name of the record."""

    code: Code
    message: str
    line: int


def one(
    read: Reader,
    label: str,
    *,
    required: bool = False,
    sourced: bool = True,
    kinds: tuple[str, ...] = (),
) -> Any:
    """A field that holds one value: ``Fact[T] | None`` in the record."""
    spec = FieldSpec(read, label, repeat=False, required=required, sourced=sourced, kinds=kinds)
    return dataclasses.field(default=None, metadata={"spec": spec})


def many(read: Reader, label: str, *, sourced: bool = True, kinds: tuple[str, ...] = ()) -> Any:
    """A field that may stand on several lines: ``tuple[Fact[T], ...]`` in the record."""
    spec = FieldSpec(read, label, repeat=True, required=False, sourced=sourced, kinds=kinds)
    return dataclasses.field(default=(), metadata={"spec": spec})


def _written(attribute: str) -> str:
    """The key an author writes: ``for_`` is ``for``, ``part_of`` is ``part-of``."""
    return attribute.rstrip("_").replace("_", "-")


_SPECS: dict[type, dict[str, tuple[str, FieldSpec]]] = {}
"""Asked for once a record by nearly every rule; reading the declarations each time took half of their time."""


def field_specs(record_class: type) -> dict[str, tuple[str, FieldSpec]]:
    """The fields of a record class: ``{key as written: (attribute, spec)}``. Not to be changed."""
    if record_class not in _SPECS:
        _SPECS[record_class] = {
            _written(field.name): (field.name, field.metadata["spec"])
            for field in dataclasses.fields(record_class)
            if "spec" in field.metadata
        }
    return _SPECS[record_class]


def split_fields(lines: Sequence[str], first_line: int) -> tuple[list[FieldLine], list[Fault], int]:
    """Cut off the leading field lines of a directive.

    ``first_line`` is the line number of ``lines[0]``. Returns the fields, the faults in their
    form, and how many lines were used up (blank lines among and after the fields included). A
    field below the text would be printed as text, and is a fault.
    """
    fields: list[FieldLine] = []
    faults: list[Fault] = []
    used = 0
    for offset, line in enumerate(lines):
        text = line.strip()
        if not text:
            used = offset + 1
            continue
        if not text.startswith(":") or text.startswith(":::"):
            break
        used = offset + 1
        match = _LINE.fullmatch(text)
        number = first_line + offset
        if match is None:
            faults.append(
                Fault(
                    Code.FIELD_SYNTAX,
                    f"the line {text!r} is not a field. Write ':name: value', "
                    "or leave a blank line and begin the text without a colon.",
                    number,
                )
            )
        elif not match["value"]:
            faults.append(
                Fault(
                    Code.FIELD_EMPTY,
                    f"the field ':{match['key']}:' has no value. Give it one, or take the line out.",
                    number,
                )
            )
        else:
            fields.append(FieldLine(match["key"], match["value"].strip(), number))
    faults.extend(
        Fault(
            Code.FIELD_SYNTAX,
            f"the field {line!r} stands below the text. Move it up, to the other fields; a value is one line, "
            "however long.",
            first_line + used + offset,
        )
        for offset, line in _strays(lines[used:])
    )
    return fields, faults, used


def _strays(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines of a record's text that were meant as fields; those inside a fence belong to it."""
    fence = ""
    for offset, line in enumerate(lines):
        text = line.strip()
        opened = _FENCE.fullmatch(text)
        if fence:
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
        elif opened is not None:
            fence = opened["fence"]
        elif _LINE.fullmatch(text):
            yield offset, text


def read_fields(record_class: type, fields: Sequence[FieldLine], line: int) -> tuple[dict[str, Any], list[Fault]]:
    """Read the fields of one record; ``line`` is where the record begins.

    Returns ``{attribute: value}`` of all that could be read, and a fault for each that could
    not: an unknown or doubled key, an unreadable value, a required field that is absent.
    """
    specs = field_specs(record_class)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for field in fields:
        if field.key not in specs:
            faults.append(_unknown(field, list(specs)))
            continue
        name, spec = specs[field.key]
        first = seen.setdefault(field.key, field.line)
        if not spec.repeat and first != field.line:
            faults.append(
                Fault(
                    Code.FIELD_REPEATED,
                    f"the field ':{field.key}:' stands twice: {field.text!r} here, and another "
                    f"in line {first}. Keep one; a rival version goes into ':disputed:'.",
                    field.line,
                )
            )
            continue
        fact, fault = _read_one(spec, field)
        if fault is not None:
            faults.append(fault)
        elif spec.repeat:
            values[name] = (*values.get(name, ()), fact)
        else:
            values[name] = fact
    faults.extend(
        Fault(
            Code.FIELD_MISSING,
            f"the field ':{key}:' is missing. {record_class.__name__} records need it.",
            line,
        )
        for key, (_, spec) in specs.items()
        if spec.required and key not in seen
    )
    return values, faults


def _unknown(field: FieldLine, known: list[str]) -> Fault:
    near = get_close_matches(field.key, known, 1)
    hint = f"Did you mean ':{near[0]}:'?" if near else "The fields are: " + ", ".join(known) + "."
    return Fault(Code.FIELD_UNKNOWN, f"there is no field ':{field.key}:'. {hint}", field.line)


def _read_one(spec: FieldSpec, field: FieldLine) -> tuple[Fact[Any] | None, Fault | None]:
    try:
        text, sources = split_sources(field.text) if spec.sourced else (field.text, ())
        if not text.strip('" '):
            return None, Fault(
                Code.FIELD_EMPTY,
                f"the field ':{field.key}:' has no value, only {field.text!r}. Give it one, or take the line out.",
                field.line,
            )
        return Fact(spec.read(text), sources, field.line), None
    except DateError as error:
        return None, Fault(Code.DATE_VALUE, f"field ':{field.key}:': {error}", field.line)
    except ValueError as error:
        return None, Fault(Code.FIELD_VALUE, f"field ':{field.key}:': {error}.", field.line)


def refs_in(value: object) -> Iterator[Ref]:
    """Every reference inside a field's value, however deep (tuples are searched)."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from refs_in(part)


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a field's value, however deep; keys, dates, codes and citations are none."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple) and not isinstance(value, Ref | Citation):
        for part in value:
            yield from texts_in(part)
