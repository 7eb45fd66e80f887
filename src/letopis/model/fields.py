"""From the field lines of a directive to the attributes of a record.

A record class declares its fields with :func:`one` and :func:`many`; each carries the reader
that turns text into a value. :mod:`letopis.model.fieldlines` cuts the lines; :func:`read_fields` reads
them, gathering every fault instead of stopping at the first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

from letopis.diagnostics import Code
from letopis.model.declared import refuse_unknown
from letopis.model.fieldlines import Fault, FieldLine
from letopis.model.fieldnames import advice, meant_fields
from letopis.model.terms import DateError
from letopis.model.values import WITH_DETAILS, AsPrinted, Citation, Fact, NoKeyError, Ref, Waiver, When, split_sources
from letopis.model.valueslips import bracket_fault, markup_fault, unbracketed
from letopis.model.variants import AS_PRINTED, BETWEEN, read_as_printed, read_rival, split_head_sources

Reader = Callable[[str], object]


class Youngest(NamedTuple):
    """Years below which nobody is in a relation: at its own end, on whose record it stands, and at the other."""

    own: int
    other: int


class RelationKind(NamedTuple):
    """What a declared relation says of its two ends (:mod:`letopis.model.relation_kinds`)."""

    symmetric: bool
    """Whether it reads the same from both ends."""
    alive: Literal["both", "own", "none"]
    """Who lives, or exists, while it lasts: both ends, the record's own alone, neither."""
    youngest: Youngest


Times = Literal["", "date", "begin", "end", "valid"]
"""What a date says of its record: when it happened, began or ended, or while it was in force (``""``: none of these)."""
Shown = Literal["box", "last", "head", "elsewhere"]
"""Where a field stands on the page: in the box of facts, at its end, above it, or at another place."""
Searched = Literal["text", "no"]
"""Whether the words of a field are searched as text. Names are found through the record's names."""


class Meaning(TypedDict, total=False):
    """What else a field may say of itself; each key is explained at the attribute of :class:`FieldSpec`."""

    required: bool
    sourced: bool
    kinds: tuple[str, ...]
    inverse: str
    acts: str
    posthumous: bool
    existing: str
    acyclic: bool
    times: Times
    shown: Shown
    searched: Searched
    schema: str
    example: str
    former: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """All that is particular to one field: how it is read, what it means to the rules, where it is shown."""

    read: Reader
    """Turns the text of the field into its value, or raises :class:`ValueError` that says what would be right."""
    label: str
    """What the field is called on the page."""
    repeat: bool
    """Whether it may stand on several lines."""
    required: bool = False
    """Whether a record without it is a finding."""
    sourced: bool = True
    """Whether the line may end in ``[sources]``."""
    kinds: tuple[str, ...] = ()
    """The kinds of record that a reference in it may mean; none: any."""
    inverse: str = ""
    """How the relation is called on the page of the record it leads to; empty: it is not shown there."""
    acts: str = ""
    """A verb (``takes part``): whoever is named does this at the time of the value or of the record. A value
    that has a time of its own (a tenure, a membership) and stands on a person says it of that person."""
    posthumous: bool = False
    """Whether that may happen after a death, as a book may be published."""
    existing: str = ""
    """A verb (``names``): a body that is named must exist at the time of the value or of the record."""
    acyclic: bool = False
    """Whether the relation must not lead back to where it began."""
    times: Times = ""
    """What a date says of its record."""
    shown: Shown = "box"
    """Where it is shown."""
    searched: Searched = "text"
    """Whether a reader's search looks into it."""
    schema: str = ""
    """Its property in linked data (schema.org); two with a space between are the start and the end of a date."""
    example: str = ""
    """The hint that ``letopis new`` shows where it asks for the field, and a placeholder that no page may keep. Where it
    is empty, ``letopis new`` does not ask for the field, unless it is required."""
    former: tuple[str, ...] = ()
    """Earlier spellings of its key: still read, with a finding that names the new one."""
    relation: RelationKind | None = None
    """Of a relation that the project declares: what it says of its two ends."""


class ReaderError(Exception):
    """The reader of a field does what none may: it raises something else than ``ValueError``, or returns nothing."""


def one(read: Reader, label: str, **meaning: Unpack[Meaning]) -> Any:
    """Declare a field that may stand once. In the record it is a ``Fact``, or ``None`` if it is not written.

    Raises ``TypeError`` for a word that fields do not have, with the nearest that they have.
    """
    refuse_unknown("a field", meaning, Meaning.__annotations__)
    spec = FieldSpec(read=read, label=label, repeat=False, **meaning)
    return dataclasses.field(default=None, metadata={"spec": spec})


def many(read: Reader, label: str, **meaning: Unpack[Meaning]) -> Any:
    """Declare a field that may stand on several lines. In the record it is a tuple of ``Fact``, empty if there is none.

    Raises ``TypeError`` as :func:`one` does.
    """
    refuse_unknown("a field", meaning, Meaning.__annotations__)
    spec = FieldSpec(read=read, label=label, repeat=True, **meaning)
    return dataclasses.field(default=(), metadata={"spec": spec})


def spec_of(declaration: Any) -> FieldSpec:
    """The spec inside what :func:`one` or :func:`many` returns. Raises ``TypeError`` for anything else."""
    spec = declaration.metadata.get("spec") if isinstance(declaration, dataclasses.Field) else None
    if not isinstance(spec, FieldSpec):
        raise TypeError(f"expected a field declared with one() or many(), not {declaration!r}")
    return spec


def _written(attribute: str) -> str:
    """The key an author writes: ``for_`` is ``for``, ``part_of`` is ``part-of``."""
    return attribute.rstrip("_").replace("_", "-")


FieldSpecs = dict[str, tuple[str, FieldSpec]]
"""The fields of a kind in order: ``{key as written: (attribute, spec)}``; of a field that another extension added,
the attribute is empty, and its values lie in ``extra``."""

_SPECS: dict[type, FieldSpecs] = {}
"""Asked for once a record by nearly every rule; reading the declarations each time took half of their time."""


def field_specs(record_class: type) -> FieldSpecs:
    """The fields that a record class declares. Not to be changed.

    What a project's other extensions add is in :meth:`letopis.model.schema.Schema.fields`.
    """
    if record_class not in _SPECS:
        _SPECS[record_class] = {
            _written(field.name): (field.name, field.metadata["spec"])
            for field in dataclasses.fields(record_class)
            if "spec" in field.metadata
        }
    return _SPECS[record_class]


def read_fields(
    specs: FieldSpecs,
    fields: Sequence[FieldLine],
    line: int,
    kind: str,
    elsewhere: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[dict[str, Any], list[Fault]]:
    """Read the fields of one record of ``kind``; ``line`` is where the record begins.

    ``elsewhere`` gives for each field of any kind the kinds that have it: the field may be one of theirs.

    Returns ``{attribute: value}`` of all that could be read (what other extensions added under ``extra``, as pairs
    of key and fact), and a fault for each that could not: an unknown or doubled key, an unreadable value, a
    required field that is absent. Raises :class:`ReaderError` if a reader of another extension is at fault.
    """
    values: dict[str, Any] = {}
    extra: list[tuple[str, Fact[Any]]] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    printed: dict[str, int] = {}
    former = {old: key for key, (_, spec) in specs.items() for old in spec.former}
    for written in fields:
        field = written._replace(key=former.get(written.key, written.key))
        if field.key not in specs:
            faults.append(_unknown(field, list(specs), elsewhere or {}))
            # What was meant is written, and not missing as well.
            printed.update(dict.fromkeys(meant_fields(field.key, specs), field.line))
            continue
        if field.key != written.key:
            faults.append(_renamed(written, field.key))
        name, spec = specs[field.key]
        fact, fault = _read_one(spec, field)
        as_printed = fact is not None and isinstance(fact.value, AsPrinted)
        first = (printed if as_printed else seen).setdefault(field.key, field.line)
        if not spec.repeat and first != field.line and not as_printed:
            faults.append(
                Fault(
                    Code.FIELD_REPEATED,
                    f"the field ':{field.key}:' stands twice: {field.text!r} here, and another in line {first}. "
                    "Keep one; a rival version goes into ':disputed:', or behind it: "
                    "'value [source] || other value [source]'.",
                    field.line,
                )
            )
            continue
        if fault is not None:
            faults.append(fault)
        elif fact is None:
            continue
        elif not name or isinstance(fact.value, AsPrinted):
            extra.append((field.key, fact))
        elif spec.repeat:
            values[name] = (*values.get(name, ()), fact)
        else:
            values[name] = fact
    if extra:
        order = {key: number for number, key in enumerate(specs)}
        values["extra"] = tuple(sorted(extra, key=lambda pair: order[pair[0]]))
    if "except_" in values:
        values["except_"] = tuple(_narrowed(fact, fields, faults) for fact in values["except_"])
    faults.extend(
        Fault(
            Code.FIELD_MISSING,
            f"the field ':{key}:' is missing. {kind.capitalize()} records need it.",
            line,
        )
        for key, (_, spec) in specs.items()
        if spec.required and key not in seen and key not in printed
    )
    return values, faults


def _narrowed(fact: Fact[Waiver], fields: Sequence[FieldLine], faults: list[Fault]) -> Fact[Waiver]:
    """An exception for one value with the lines that hold it; a fault if none does."""
    only = fact.value.only
    if not only:
        return fact
    lines = tuple(field.line for field in fields if field.key != "except" and only in field.text)
    if not lines:
        message = (
            f"field ':except:': no field of this record holds {only!r}. Write what stands in the line that is meant."
        )
        faults.append(Fault(Code.FIELD_VALUE, message, fact.line))
    return dataclasses.replace(fact, value=fact.value._replace(lines=lines))


def _renamed(field: FieldLine, key: str) -> Fault:
    return Fault(Code.OLD_SPELLING, f"the field ':{field.key}:' is now called ':{key}:'. Write that.", field.line)


def _unknown(field: FieldLine, known: list[str], elsewhere: Mapping[str, tuple[str, ...]]) -> Fault:
    hint = advice(field.key, ["name", *known], elsewhere)
    return Fault(Code.FIELD_UNKNOWN, f"there is no field ':{field.key}:'. {hint}", field.line)


def _slip(spec: FieldSpec, field: FieldLine) -> Fault | None:
    """What is wrong with the text of a field, whatever it means."""
    if spec.example and field.text == spec.example:
        message = f"field ':{field.key}:': {field.text!r} is a placeholder. Write what you know, or take the line out."
        return Fault(Code.PLACEHOLDER, message, field.line)
    if slip := markup_fault(field.text) or (bracket_fault(field.text) if spec.sourced else None):
        return Fault(Code.FIELD_VALUE, f"field ':{field.key}:': {slip}.", field.line)
    return None


def _read_one(spec: FieldSpec, field: FieldLine) -> tuple[Fact[Any] | None, Fault | None]:
    if slip := _slip(spec, field):
        return None, slip
    try:
        if spec.sourced and (printed := AS_PRINTED.search(field.text)):
            return read_as_printed(field.text[: printed.start()], printed["reason"], field.line), None
        preferred, *others = field.text.split(BETWEEN) if spec.sourced else [field.text]
        text, sources = split_sources(preferred) if spec.sourced else (preferred, ())
        if "|" in text and spec.read in WITH_DETAILS:
            text, more = split_head_sources(text)
            sources = (*more, *sources)
        rivals = tuple(read_rival(other, spec.read) for other in others)
        if not text.strip('" '):
            return None, Fault(
                Code.FIELD_EMPTY,
                f"the field ':{field.key}:' has no value, only {field.text!r}. Give it one, or take the line out.",
                field.line,
            )
        return Fact(_value(spec, field.key, text), sources, field.line, rivals), None
    except NoKeyError as error:
        return None, Fault(Code.FIELD_VALUE, f"field ':{field.key}:': {error}.", field.line, error.text, spec.kinds)
    except DateError as error:
        if spec.sourced and (instead := unbracketed(field.text)):
            message = f"field ':{field.key}:': the source stands without square brackets. Write {instead}."
            return None, Fault(Code.FIELD_VALUE, message, field.line)
        return None, Fault(Code.DATE_VALUE, f"field ':{field.key}:': {error}", field.line)
    except ValueError as error:
        return None, Fault(Code.FIELD_VALUE, f"field ':{field.key}:': {error}.", field.line)


def _value(spec: FieldSpec, key: str, text: str) -> object:
    called = f"the reader of ':{key}:', {_reader_name(spec.read)}"
    try:
        value = spec.read(text)
    except ValueError:
        raise
    except Exception as error:
        raise ReaderError(f"{called}, failed on {text!r} with {type(error).__name__}: {error}") from error
    if value is None:
        raise ReaderError(f"{called}, returned None for {text!r}. Return the value, or raise ValueError")
    if spec.times not in {"", "valid"} and not isinstance(value, When):
        raise ReaderError(f"{called}, returned {value!r}, but the field has 'times': return what api.read_when gives")
    return value


def _reader_name(read: Reader) -> str:
    """A reader as messages name it: by the file and line where it begins if Python knows them, else by its name."""
    code = getattr(read, "__code__", None)
    name = f"{getattr(read, '__module__', '')}.{getattr(read, '__qualname__', '')}"
    return f"{name} ({code.co_filename}:{code.co_firstlineno})" if code else name


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
