"""For other extensions: add kinds of record, fields, rules, views and a scale of verdicts.

Call the functions ``add_…`` from the ``setup(app)`` of your extension, after ``app.setup_extension("letopis")``. Each
raises ``sphinx.errors.ExtensionError`` if the name is taken (the message names both places) or if the call comes too
late. The message begins with the file and line of the call. Rules and views need the rest: the classes of records and
values, the readers, and what makes document nodes.
``docs/letopis/extending.md`` has a whole example.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ParamSpec

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from letopis.checks.examples import give_example
from letopis.checks.registry import Rule, finding
from letopis.declarations import (
    NAME,
    check_field,
    check_former,
    check_free,
    check_kind,
    check_rule,
    check_verdicts,
    check_view,
    check_watched,
    code_taken,
    near,
    times_of,
)
from letopis.diagnostics import Finding, SourceLocation
from letopis.model import kinds
from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, Tri, before, overlaps, same, within
from letopis.model.datewords import in_words
from letopis.model.declared import caller
from letopis.model.fields import field_specs, many, one, spec_of
from letopis.model.kinds import *  # noqa: F403  a new kind is then known to other extensions, too
from letopis.model.kinds import Record
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
from letopis.queries.order import by_date
from letopis.registry import HERE, Registry, View, registry_of, running
from letopis.rendering.page import Page, bullets, joined, paragraph, table

__all__ = [
    "Archive", "Citation", "Fact", "Finding", "HistoricalDate", "Page", "Participation", "Ref", "SourceLocation",
    "Tri", "View", "When", "add_field", "add_kind", "add_rule", "add_verdict_scale", "add_view", "before", "bullets",
    "by_date", "finding", "in_words", "joined", "many", "one", "overlaps", "paragraph", "read_choice", "read_citation",
    "read_count", "read_link", "read_participation", "read_ref", "read_refs", "read_text", "read_url", "read_when",
    "same", "table", "within",
]  # fmt: skip
__all__ += kinds.__all__

P = ParamSpec("P")


def _placed(add: Callable[P, None]) -> Callable[P, None]:
    """A function of the API whose errors begin with the file and the line of the call."""

    @functools.wraps(add)
    def placed(*arguments: P.args, **words: P.kwargs) -> None:
        try:
            add(*arguments, **words)
        except ExtensionError as error:
            raise ExtensionError(f"{caller()}: {error}") from None

    return placed


@_placed
def add_kind(app: Sphinx, kind: type[Record]) -> None:
    """Add a kind of record.

    ``kind`` is a class that inherits from ``Record``, with ``@dataclass(frozen=True, slots=True, kw_only=True)`` above
    it. It has at least ``kind``, ``label`` and ``plural``; its fields are declared with ``one`` and ``many``. Define it
    at the top level of a module, not inside a function: records are pickled.

    Raises ``ExtensionError`` if the class is not such a declaration, if a field or ``print_index`` has a word that
    means nothing, or if the name of the kind is taken.
    """
    registry = _open(app)
    kind = check_kind(kind)
    check_free("add_kind", kind.kind)
    _claim(registry, f"kind '{kind.kind}'", taken=kind.kind in registry.schema.kinds)
    _claim(registry, f"view '{kind.kind}'", taken=kind.kind in registry.views, note=False)
    registry.schema.kinds[kind.kind] = kind


@_placed
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
        raise ExtensionError(f"add_field: there is no kind {kind!r}. {near(str(kind), registry.schema.kinds)}")
    if not NAME.fullmatch(key):
        raise ExtensionError(f"add_field: the key {key!r} is not made of lower-case letters, digits and hyphens.")
    what = f"add_field: field '{key}' of kind '{kind}'"
    try:
        spec = spec_of(declaration)
    except TypeError as error:
        raise ExtensionError(f"{what}: {error}.") from None
    check_field(what, spec)
    if spec.times:
        raise ExtensionError(f"{what}: 'times' belongs to the declaration of the kind.")
    check_watched(what, spec, times_of(registry.schema.kinds[kind]))
    declared = field_specs(registry.schema.kinds[kind])
    added = registry.schema.added.setdefault(kind, {})
    _claim(registry, f"field '{key}' of kind '{kind}'", taken=key in {*added, "name", *declared})
    others = {name: one for name, (_, one) in declared.items()} | added
    if key in (former := {old: name for name, one in others.items() for old in one.former}):
        raise ExtensionError(f"{what}: '{key}' is a former name of the field '{former[key]}', and still read as that.")
    check_former(what, spec, others)
    added[key] = spec


@_placed
def add_rule(app: Sphinx, code: str, rule: Rule, example: tuple[str, str] | None = None) -> None:
    """Add a rule.

    ``code`` is what an author sees and what ``:except:`` names: lower-case letters, digits and hyphens. ``rule`` is a
    function that takes the ``Archive`` and yields findings, each made with ``finding(code, record, line, message)`` and
    with this same code. Its docstring is its entry in the manual, where ``{rules}`` stands: the first paragraph says
    what must hold, the second what to do. ``example`` are two short texts that are shown there: one that is wrong, and the
    same put right. In the first, `` <--`` may end the line at fault; it is not shown.

    Raises ``ExtensionError`` if the code is taken, or the function has no docstring; and, when the rule is run, if it
    returns nothing or a finding has another code.
    """
    registry = _open(app)
    check_rule(code, rule, example)
    _claim(registry, f"code '{code}'", taken=code_taken(registry, code))
    registry.rules[code] = _watched(registry, code, rule)
    if example:
        give_example(registry.rules[code], code, *example)


@_placed
def add_view(app: Sphinx, view: View) -> None:
    """Add a view: a directive that shows records of the archive.

    ``view`` is a ``View``. The first paragraph of the docstring of its ``render`` is its entry in the manual.

    Raises ``ExtensionError`` if the name is taken, the view has no renderer, or something in ``keys`` or
    ``required`` is neither an argument nor an option.
    """
    registry = _open(app)
    view = check_view(view)
    check_free("add_view", view.name)
    _claim(registry, f"view '{view.name}'", taken=view.name in registry.views)
    _claim(registry, f"kind '{view.name}'", taken=view.name in registry.schema.kinds, note=False)
    registry.views[view.name] = view


@_placed
def add_verdict_scale(app: Sphinx, verdicts: Iterable[Verdict]) -> None:
    """Put another scale of verdicts in the place of the standard one.

    ``verdicts`` are all of the new scale, in the order in which lists show them. Those of the standard scale are then
    no longer known.

    Raises ``ExtensionError`` if a scale was put there already, if it is empty, or if a key stands twice.
    """
    registry = _open(app)
    scale = VerdictScale(check_verdicts(verdicts))
    _claim(registry, "verdict scale", taken="verdict scale" in registry.places)
    registry.schema.scale = scale


def _open(app: Sphinx) -> Registry:
    registry = registry_of(app)
    if not registry.begun:
        raise ExtensionError("letopis.api was called too early. Write 'app.setup_extension(\"letopis\")' above it.")
    if registry.closed:
        raise ExtensionError("letopis.api was called too late. Call it from the setup(app) of your extension.")
    return registry


def _watched(registry: Registry, code: str, rule: Rule) -> Rule:
    """The rule, refusing what it may not do: return nothing, yield something else, or use a code not its own."""
    called = registry.called(f"code '{code}'", f"the rule '{code}'")

    @functools.wraps(rule)
    def run(archive: Archive) -> Iterator[Finding]:
        with running(called):
            found: Iterable[object] | None = rule(archive)
            if found is None:
                raise ExtensionError(f"{called} returned None. Write 'yield finding(…)', or return a list.")
            everything = list(found)
        for one_found in everything:
            if not isinstance(one_found, Finding):
                raise ExtensionError(f"{called} yielded {one_found!r}. Write 'yield finding(…)'.")
            if one_found.code != code:
                raise ExtensionError(f"{called} found something under the code '{one_found.code}'. Use '{code}'.")
            yield one_found

    return run


def _claim(registry: Registry, what: str, *, taken: bool, note: bool = True) -> None:
    """Note who registers something; refuse what is taken, naming both places."""
    if taken:
        right = "Leave one out" if what == "verdict scale" else "Choose another name, or leave one out"
        raise ExtensionError(f"{what} is registered twice: by {registry.place_of(what)}, and here. {right}.")
    place = caller()
    if note and HERE not in Path(place).parents:
        registry.places[what] = place
