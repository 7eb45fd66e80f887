"""What other extensions may declare: every mistake is one :class:`ExtensionError` that says what would be right.

:mod:`letopis.api` calls the functions for one declaration at a time; :func:`check_kinds_named` looks at all of them
once every extension is set up, since one may name the kinds of another.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from docutils.parsers.rst.languages import en
from sphinx.errors import ExtensionError

from letopis.diagnostics import MANUAL
from letopis.model.fields import FieldSpec, Searched, Shown, Times, field_specs
from letopis.model.kinds import BUILT_IN, Record
from letopis.model.names import nearest
from letopis.model.relation_kinds import read_relation_kinds
from letopis.model.schema import Schema
from letopis.model.values import (
    read_citation,
    read_count,
    read_link,
    read_participation,
    read_ref,
    read_refs,
    read_text,
    read_url,
    read_when,
)
from letopis.model.verdicts import Needs, Verdict
from letopis.registry import Registry, View

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PRINT_INDEXES = ("", "persons", "institutions", "subjects")
_KIND = re.compile(r"[a-z]+")
_WORDS = {"times": get_args(Times), "shown": get_args(Shown), "searched": get_args(Searched)}
_TEXTS = ("label", "inverse", "acts", "existing", "schema", "example")
_FLAGS = ("required", "sourced", "posthumous", "acyclic")
_TUPLES = ("kinds", "former")
_CLASS_TEXTS = ("label", "plural", "folder", "print_index", "schema_type")
_NO_DATES = (read_count, read_link, read_ref, read_refs, read_text, read_url)
"""Readers of the API that give something else than a date."""
_NO_RECORDS = (read_citation, read_count, read_text, read_url, read_when)
"""Readers of the API that name no record."""
_NO_TIME = (read_link, read_participation, read_ref, read_refs)
"""Readers of the API that name records and do not say when."""
_WATCHED = {"acts": "person", "existing": "body"}
"""Which kind of record the rules watch over because of a word of a field."""


def check_kind(kind: object) -> type[Record]:
    """The class of a kind, if it is declared as one must be."""
    if not (isinstance(kind, type) and issubclass(kind, Record)):
        raise ExtensionError(f"add_kind: expected a subclass of Record, not {kind!r}.")
    what = f"add_kind: class {kind.__name__}"
    _check_class_variables(what, kind)
    if not _KIND.fullmatch(kind.kind):
        raise ExtensionError(f"{what}: expected a 'kind' of lower-case letters, not {kind.kind!r}.")
    what = f"add_kind: the kind '{kind.kind}'"
    if not kind.label or not kind.plural:
        raise ExtensionError(f"{what} needs a 'label' and a 'plural' to be called by.")
    if "__dataclass_fields__" not in vars(kind):
        raise ExtensionError(
            f"{what} is no dataclass. Write '@dataclass(frozen=True, slots=True, kw_only=True)' above its class."
        )
    # dataclass writes the signature where there is no docstring.
    if (kind.__doc__ or f"{kind.__name__}(").startswith(f"{kind.__name__}("):
        raise ExtensionError(f"{what} has no docstring, which is what the reference says of it.")
    if "<locals>" in kind.__qualname__:
        raise ExtensionError(f"{what} is defined inside a function. Define it at the top level: records are pickled.")
    if kind.print_index not in PRINT_INDEXES:
        words = ", ".join(map(repr, PRINT_INDEXES))
        raise ExtensionError(f"{what}: 'print_index' is one of {words}, not {kind.print_index!r}.")
    _check_attributes(what, kind)
    _check_fields_together(kind)
    return kind


def _check_class_variables(what: str, kind: type[Record]) -> None:
    """Refuse ``kind: str = …``: without ``ClassVar`` a dataclass takes it for a value that each record has."""
    for name in ("kind", *_CLASS_TEXTS):
        if not isinstance(getattr(kind, name), str):
            raise ExtensionError(f"{what}: '{name}' is no text. Write '{name}: ClassVar[str] = \"…\"'.")
    for name in ("in_index", "own_page"):
        if not isinstance(getattr(kind, name), bool):
            raise ExtensionError(f"{what}: '{name}' is neither True nor False. Write '{name}: ClassVar[bool] = …'.")


def _check_attributes(what: str, kind: type[Record]) -> None:
    """Refuse a class that hides what every record has, such as ``name`` or ``anchor``; a built-in kind may."""
    if kind in BUILT_IN:
        return
    fields = {attribute for attribute, _ in field_specs(Record).values()}
    allowed = {*fields, "kind", *_CLASS_TEXTS, "in_index", "own_page", "default_name"}
    common = {name for name in dir(Record) if not name.startswith("_")} | set(Record.__dataclass_fields__)
    declared = {*vars(kind), *vars(kind).get("__annotations__", {})}
    if hidden := sorted(declared & common - allowed):
        raise ExtensionError(f"{what}: every record has {_quoted(hidden)} already. Call the field something else.")


def _check_fields_together(kind: type[Record]) -> None:
    """Check each field of a kind, and that no two get in each other's way."""
    specs = field_specs(kind)
    dates: dict[str, str] = {}
    for key, (_, spec) in specs.items():
        what = f"add_kind: field '{key}' of kind '{kind.kind}'"
        check_field(what, spec)
        if spec.times and spec.times in dates:
            raise ExtensionError(f"{what}: 'times' is {spec.times!r}, as that of '{dates[spec.times]}' is. Keep one.")
        if spec.times:
            dates[spec.times] = key
        check_former(what, spec, {name: one for name, (_, one) in specs.items() if name != key})
    for key, (_, spec) in specs.items():
        check_watched(f"add_kind: field '{key}' of kind '{kind.kind}'", spec, dates)


def check_former(what: str, spec: FieldSpec, others: Mapping[str, FieldSpec]) -> None:
    """Refuse a former name that another field has, or has had."""
    for name in spec.former:
        for key, other in others.items():
            if name == key or name in other.former:
                raise ExtensionError(f"{what}: the former name '{name}' belongs to the field '{key}'.")


def check_field(what: str, spec: FieldSpec) -> None:
    """Refuse words that mean nothing, which would pass in silence, and values of the wrong type."""
    if not callable(spec.read):
        raise ExtensionError(f"{what}: its reader is {spec.read!r}. Give a function, such as api.read_text.")
    for names, type_, wanted in (
        (_TEXTS, str, "a text"), (_FLAGS, bool, "True or False"), (_TUPLES, tuple, "a tuple of names")
    ):  # fmt: skip
        for name in names:
            given = getattr(spec, name)
            if isinstance(given, str) and type_ is tuple:
                raise ExtensionError(f"{what}: '{name}' is a tuple of names. Write ({given!r},) and not {given!r}.")
            if not isinstance(given, type_):
                raise ExtensionError(f"{what}: '{name}' is {wanted}, not {given!r}.")
    if not spec.label:
        raise ExtensionError(f"{what} needs a label, which readers of the page see.")
    for name, words in _WORDS.items():
        given = getattr(spec, name)
        if given not in words:
            raise ExtensionError(f"{what}: '{name}' is one of {', '.join(map(repr, words))}, not {given!r}.")
    if spec.times and spec.read in _NO_DATES:
        raise ExtensionError(f"{what}: 'times' is for dates. Read the field with api.read_when.")


def check_watched(what: str, spec: FieldSpec, times: Iterable[str]) -> None:
    """Refuse ``acts`` and ``existing`` where no rule could look at them; ``times`` are those that the kind has."""
    for word, kind in _WATCHED.items():
        if not getattr(spec, word):
            continue
        if spec.read in _NO_RECORDS:
            raise ExtensionError(f"{what} has '{word}', but its reader names no record. Read it with api.read_link.")
        if spec.read not in _NO_TIME:
            continue  # a value of its own may say when
        if spec.kinds and kind not in spec.kinds:
            raise ExtensionError(
                f"{what} has '{word}', which is for records of the kind '{kind}', but 'kinds' is {spec.kinds!r}. "
                f"Take '{word}' out, or add '{kind}' to 'kinds'."
            )
        if not {"date", "begin", "end"} & set(times):
            raise ExtensionError(
                f'{what} has \'{word}\', but no field of the kind says when: none has times="date", "begin" or '
                f"\"end\". Give 'times' to a field that is read with api.read_when, or take '{word}' out."
            )


def times_of(kind: type[Record]) -> set[str]:
    """What the dates of a kind say of its records (``date``, ``begin``, ``end``, ``valid``)."""
    return {spec.times for _, spec in field_specs(kind).values() if spec.times}


def check_rule(code: str, rule: object, example: object = None) -> None:
    """Refuse a rule that cannot be run or that the manual could say nothing of."""
    _check_name("add_rule: the code", code)
    if not callable(rule):
        raise ExtensionError(f"add_rule: the rule '{code}' is {rule!r}. Give a function that takes the Archive.")
    if not (rule.__doc__ or "").strip():
        raise ExtensionError(f"add_rule: the rule '{code}' has no docstring, which is its entry in the manual.")
    texts = isinstance(example, tuple) and len(example) == 2 and all(isinstance(text, str) for text in example)
    if example is not None and not texts:
        raise ExtensionError(
            f"add_rule: the example of the rule '{code}' is a pair of texts, wrong and right, not {example!r}."
        )


def check_view(view: object) -> View:
    """The view, if all of its parts are of the right type and fit together."""
    if not isinstance(view, View):
        raise ExtensionError(f"add_view: expected an api.View, not {view!r}.")
    _check_name("add_view: the name", view.name)
    what = f"add_view: the view '{view.name}'"
    if not callable(view.render):
        raise ExtensionError(f"{what} has no renderer: 'render' is {view.render!r}.")
    if not inspect.getdoc(view.render) and view.directive:
        raise ExtensionError(f"{what}: its renderer has no docstring, which is what the reference says of the view.")
    for part in ("arguments", "options", "required", "keys"):
        if not isinstance(getattr(view, part), Mapping):
            raise ExtensionError(f"{what}: '{part}' is a dictionary, not {getattr(view, part)!r}.")
    _check_readers(what, view)
    keys: Mapping[str, object] = view.keys
    for name, kinds in keys.items():
        if not isinstance(kinds, tuple):
            raise ExtensionError(f"{what}: keys[{name!r}] is a tuple of kinds. Write ({str(kinds)!r},).")
    known = {*view.arguments, *view.options, *([view.body[0]] if view.body else [])}
    if view.directive and (unknown := sorted({*view.keys, *view.required} - known)):
        raise ExtensionError(f"{what} has no argument or option {_quoted(unknown)}.")
    return view


def _check_readers(what: str, view: View) -> None:
    for part in ("arguments", "options"):
        for name, read in getattr(view, part).items():
            _check_name(f"{what}: {part}:", name)
            if not callable(read):
                raise ExtensionError(f"{what}: {part}[{name!r}] is {read!r}. Give its reader, such as str.")
    if both := sorted(set(view.arguments) & set(view.options)):
        raise ExtensionError(f"{what}: {_quoted(both)} is an argument and an option.")
    body: object = view.body
    if body is not None and not (isinstance(body, tuple) and [*map(callable, body)] == [False, True]):
        raise ExtensionError(f"{what}: 'body' is a pair of a name and the reader of one line, not {body!r}.")
    for part in ("check", "ids"):
        given = getattr(view, part)
        if given is not None and not callable(given):
            raise ExtensionError(f"{what}: '{part}' is {given!r}. Give a function, or leave it out.")


def check_verdicts(verdicts: Iterable[Any]) -> tuple[Verdict, ...]:
    """The verdicts of a scale, if each is one and no two have the same key."""
    found = tuple(verdicts)
    if wrong := [verdict for verdict in found if not isinstance(verdict, Verdict)]:
        raise ExtensionError(f"add_verdict_scale: expected objects of the class api.Verdict, not {wrong[0]!r}.")
    keys = [verdict.key for verdict in found]
    if not keys or len(set(keys)) < len(keys) or not all(NAME.fullmatch(key) for key in keys):
        raise ExtensionError(f"add_verdict_scale: expected verdicts with different keys, not {keys}.")
    for verdict in found:
        if verdict.needs not in get_args(Needs):
            words = ", ".join(map(repr, get_args(Needs)))
            raise ExtensionError(
                f"add_verdict_scale: '{verdict.key}': 'needs' is one of {words}, not {verdict.needs!r}."
            )
        if verdict.rating is not None and verdict.rating not in range(1, 6):
            raise ExtensionError(f"add_verdict_scale: '{verdict.key}': 'rating' is 1 to 5, not {verdict.rating!r}.")
    return found


def declare_relations(registry: Registry, setting: Mapping[Any, Any]) -> None:
    """Add the fields of the relations that ``conf.py`` declares. ``ValueError`` if an entry is not what it must be."""
    for kind, fields in read_relation_kinds(setting, registry.schema.kinds).items():
        added = registry.schema.added.setdefault(kind, {})
        for key, spec in fields.items():
            if key in added:
                place = registry.place_of(f"field '{key}' of kind '{kind}'")
                raise ValueError(f"letopis_relations, '{key}': the kind '{kind}' has this field from {place} already.")
            added[key] = spec


def check_free(what: str, name: str) -> None:
    """Refuse the name of a directive of docutils, such as ``figure``: in pages, ours would be taken for it."""
    if name in en.directives:
        raise ExtensionError(f"{what}: docutils has a directive of the name '{name}'. Choose another name.")


def check_kinds_named(registry: Registry) -> None:
    """Refuse fields and views that name a kind which nobody has registered, such as ``kinds=("shipp",)``."""
    schema = registry.schema
    for cls in schema.kinds.values():
        for key, (_, spec) in schema.fields(cls).items():
            added = key in schema.added.get(cls.kind, {})
            place = registry.place_of(f"field '{key}' of kind '{cls.kind}'" if added else f"kind '{cls.kind}'")
            _check_known(f"field '{key}' of kind '{cls.kind}' ({place}): 'kinds'", spec.kinds, schema)
    for view in registry.views.values():
        for name, kinds in view.keys.items():
            _check_known(
                f"view '{view.name}' ({registry.place_of(f'view {view.name!r}')}): keys[{name!r}]", kinds, schema
            )


def _check_known(what: str, kinds: tuple[str, ...], schema: Schema) -> None:
    for kind in kinds:
        if kind not in schema.kinds:
            raise ExtensionError(f"{what} names the kind {kind!r}, which there is not. {near(kind, schema.kinds)}")


def near(name: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest of what there is, or else all of it."""
    found = nearest(name, [*known])
    return f"Did you mean {' or '.join(map(repr, found))}?" if found else f"There are: {', '.join(known)}."


def code_taken(registry: Registry, code: str) -> bool:
    """Whether a rule or a built-in finding has this code."""
    return code in registry.rules or code in MANUAL


def _check_name(what: str, name: object) -> None:
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise ExtensionError(f"{what} {name!r} is not made of lower-case letters, digits and hyphens.")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))
