"""For other extensions: add kinds of record, fields, rules, views and a scale of verdicts.

Call the functions ``add_…`` from the ``setup(app)`` of your extension, after ``app.setup_extension("letopis")``. Each
raises ``sphinx.errors.ExtensionError`` if the name is taken (the message names both places) or if the call comes too
late. Rules and views need the rest: the classes of records and values, the readers, and what makes document nodes.
``docs/letopis/extending.md`` has a whole example.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from letopis.checks.registry import Rule, finding
from letopis.diagnostics import MANUAL, Finding, SourceLocation
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, before, overlaps, same, within
from letopis.model.datewords import in_words
from letopis.model.fields import FieldSpec, Searched, Shown, Times, field_specs, many, one, spec_of
from letopis.model.kinds import (
    BODY,
    DOCUMENT,
    EVENT,
    OFFICE,
    PERSON,
    PLACE,
    QUESTION,
    Body,
    Book,
    Claim,
    Document,
    Event,
    Office,
    Person,
    Place,
    Question,
    Record,
    Term,
    Vote,
)
from letopis.model.values import (
    Citation,
    Fact,
    Participation,
    Ref,
    When,
    read_choice,
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
from letopis.model.verdicts import Verdict, VerdictScale
from letopis.registry import Registry, View, registry_of
from letopis.rendering.page import Page, bullets, joined, paragraph, table

__all__ = [
    "BODY", "DOCUMENT", "EVENT", "OFFICE", "PERSON", "PLACE", "QUESTION",
    "Archive", "Body", "Book", "Citation", "Claim", "Document", "Event", "Fact", "Finding", "HistoricalDate", "Office",
    "Page", "Participation", "Person", "Place", "Question", "Record", "Ref", "SourceLocation", "Term", "Tri", "Verdict",
    "View", "Vote", "When", "add_field", "add_kind", "add_rule", "add_verdict_scale", "add_view", "before", "bullets",
    "finding", "in_words", "joined", "many", "one", "overlaps", "paragraph", "read_choice", "read_citation",
    "read_count", "read_link", "read_participation", "read_ref", "read_refs", "read_text", "read_url", "read_when",
    "same", "table", "within",
]  # fmt: skip

_KIND = re.compile(r"[a-z]+")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORDS = {"times": get_args(Times), "shown": get_args(Shown), "searched": get_args(Searched)}
_PRINT_INDEXES = ("", "persons", "institutions", "subjects")


def add_kind(app: Sphinx, kind: type[Record]) -> None:
    """Add a kind of record.

    ``kind`` is a class that inherits from ``Record``, with ``@dataclass(frozen=True, slots=True, kw_only=True)`` above
    it. It has at least ``kind``, ``label`` and ``plural``; its fields are declared with ``one`` and ``many``. Define it
    at the top level of a module, not inside a function: records are pickled.

    Raises ``ExtensionError`` if the class is not such a declaration, if a field or ``print_index`` has a word that
    means nothing, or if the name of the kind is taken.
    """
    registry = _open(app)
    given: object = kind
    if not (isinstance(given, type) and issubclass(given, Record) and _KIND.fullmatch(given.kind)):
        raise ExtensionError(
            f"add_kind: expected a subclass of Record with a 'kind' of lower-case letters, not {kind!r}."
        )
    if not kind.label or not kind.plural:
        raise ExtensionError(f"add_kind: the kind '{kind.kind}' needs a 'label' and a 'plural' to be called by.")
    if "__dataclass_fields__" not in vars(kind):
        raise ExtensionError(
            f"add_kind: the kind '{kind.kind}' is no dataclass. "
            "Write '@dataclass(frozen=True, slots=True, kw_only=True)' above its class."
        )
    if kind.print_index not in _PRINT_INDEXES:
        words = ", ".join(map(repr, _PRINT_INDEXES))
        raise ExtensionError(
            f"add_kind: kind '{kind.kind}': 'print_index' is one of {words}, not {kind.print_index!r}."
        )
    for key, (_, spec) in field_specs(kind).items():
        _check_words(f"add_kind: field '{key}' of kind '{kind.kind}'", spec)
    _claim(registry, f"kind '{kind.kind}'", taken=kind.kind in registry.schema.kinds)
    registry.schema.kinds[kind.kind] = kind


def add_field(app: Sphinx, kind: str, key: str, declaration: Any) -> None:
    """Add a field to an existing kind.

    ``kind`` is the name of the kind (``"person"``), ``key`` what an author writes between colons, ``declaration`` what
    ``one(…)`` or ``many(…)`` returns. In a rule or a view, ``record.get(key)`` gives a tuple of ``Fact``: empty if the
    field is not there, and of one member if it was declared with ``one``.

    Raises ``ExtensionError`` if there is no such kind, if the key is taken, if the declaration has a word that means
    nothing, or if it has ``times``. Only the declaration of a kind says what dates its records.
    """
    registry = _open(app)
    if kind not in registry.schema.kinds:
        kinds = ", ".join(registry.schema.kinds)
        raise ExtensionError(f"add_field: there is no kind '{kind}'. The kinds are: {kinds}.")
    if not _NAME.fullmatch(key):
        raise ExtensionError(f"add_field: the key {key!r} is not made of lower-case letters, digits and hyphens.")
    try:
        spec = spec_of(declaration)
    except TypeError as error:
        raise ExtensionError(f"add_field: field '{key}' of kind '{kind}': {error}.") from None
    _check_words(f"add_field: field '{key}' of kind '{kind}'", spec)
    if spec.times:
        raise ExtensionError(f"add_field: field '{key}': 'times' belongs to the declaration of the kind '{kind}'.")
    added = registry.schema.added.setdefault(kind, {})
    taken = key in added or key == "name" or key in field_specs(registry.schema.kinds[kind])
    _claim(registry, f"field '{key}' of kind '{kind}'", taken=taken)
    added[key] = spec


def add_rule(app: Sphinx, code: str, rule: Rule) -> None:
    """Add a rule.

    ``code`` is what an author sees and what ``:except:`` names: lower-case letters, digits and hyphens. ``rule`` is a
    function that takes the ``Archive`` and yields findings, each made with ``finding(code, record, line, message)`` and
    with this same code. Its docstring is its entry in the manual, where ``{rules}`` stands: the first paragraph says
    what must hold, the second what to do.

    Raises ``ExtensionError`` if the code is taken, or the function has no docstring; and, when the rule is run, if it
    returns nothing or a finding has another code.
    """
    registry = _open(app)
    if not _NAME.fullmatch(code):
        raise ExtensionError(f"add_rule: the code {code!r} is not made of lower-case letters, digits and hyphens.")
    if not (rule.__doc__ or "").strip():
        raise ExtensionError(f"add_rule: the rule '{code}' has no docstring, which is its entry in the manual.")
    _claim(registry, f"code '{code}'", taken=code in registry.rules or code in MANUAL)
    registry.rules[code] = _watched(code, rule)


def add_view(app: Sphinx, view: View) -> None:
    """Add a view: a directive that shows records of the archive.

    ``view`` is a ``View``. The first paragraph of the docstring of its ``render`` is its entry in the manual.

    Raises ``ExtensionError`` if the name is taken, the view has no renderer, or something in ``keys`` or
    ``required`` is neither an argument nor an option.
    """
    registry = _open(app)
    if not _NAME.fullmatch(view.name):
        raise ExtensionError(f"add_view: the name {view.name!r} is not made of lower-case letters, digits and hyphens.")
    if not callable(view.render):
        raise ExtensionError(f"add_view: the view '{view.name}' has no renderer: 'render' is {view.render!r}.")
    known = {*view.arguments, *view.options, *([view.body[0]] if view.body else [])}
    if view.directive and (unknown := sorted({*view.keys, *view.required} - known)):
        raise ExtensionError(
            f"add_view: the view '{view.name}' has no argument or option {', '.join(map(repr, unknown))}."
        )
    _claim(registry, f"view '{view.name}'", taken=view.name in registry.views or view.name in registry.schema.kinds)
    registry.views[view.name] = view


def add_verdict_scale(app: Sphinx, verdicts: Iterable[Verdict]) -> None:
    """Put another scale of verdicts in the place of the standard one.

    ``verdicts`` are all of the new scale, in the order in which lists show them. Those of the standard scale are then
    no longer known.

    Raises ``ExtensionError`` if a scale was put there already, if it is empty, or if a key stands twice.
    """
    registry = _open(app)
    scale = VerdictScale(tuple(verdicts))
    keys = [verdict.key for verdict in scale]
    if not keys or len(set(keys)) < len(keys) or not all(_NAME.fullmatch(key) for key in keys):
        raise ExtensionError(f"add_verdict_scale: expected verdicts with different keys, not {keys}.")
    _claim(registry, "verdict scale", taken="verdict scale" in registry.places)
    registry.schema.scale = scale


def _open(app: Sphinx) -> Registry:
    registry = registry_of(app)
    if registry.closed:
        raise ExtensionError("letopis.api was called too late. Call it from the setup(app) of your extension.")
    return registry


def _check_words(what: str, spec: FieldSpec) -> None:
    """Refuse a word that nothing would look for, which would pass in silence."""
    for name, words in _WORDS.items():
        given = getattr(spec, name)
        if given not in words:
            raise ExtensionError(f"{what}: '{name}' is one of {', '.join(map(repr, words))}, not {given!r}.")
    for name in ("kinds", "former"):
        given = getattr(spec, name)
        if isinstance(given, str):
            raise ExtensionError(f"{what}: '{name}' is a tuple of names. Write ({given!r},) and not {given!r}.")


def _watched(code: str, rule: Rule) -> Rule:
    """The rule, refusing what it may not do: return nothing, or find something under a code that is not its own."""

    @functools.wraps(rule)
    def run(archive: Archive) -> Iterator[Finding]:
        found: Iterable[Finding] | None = rule(archive)
        if found is None:
            raise ExtensionError(f"the rule '{code}' returned None. Write 'yield finding(…)', or return a list.")
        for one_found in found:
            if one_found.code != code:
                raise ExtensionError(
                    f"the rule '{code}' found something under the code '{one_found.code}'. Use '{code}'."
                )
            yield one_found

    return run


def _claim(registry: Registry, what: str, *, taken: bool) -> None:
    """Note who registers something; refuse what is taken, naming both places."""
    frame = sys._getframe(2)  # noqa: SLF001  the only way to the file and line of the caller
    place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
    if taken:
        raise ExtensionError(f"{what} is registered twice: by {registry.place_of(what)}, and in {place}.")
    registry.places[what] = place
