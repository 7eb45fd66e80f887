"""For other extensions: add kinds of record, fields, rules, views and a scale of verdicts.

Call these from the ``setup(app)`` of your extension, after ``app.setup_extension("letopis")``, in the manner of
``app.add_directive``. Each raises ``sphinx.errors.ExtensionError`` if the name is taken (the message names both
places) or if the call comes too late. ``docs/letopis/extending.md`` has a whole example.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from letopis.checks.registry import Rule, finding
from letopis.diagnostics import MANUAL, Finding, SourceLocation
from letopis.model.archive import Archive
from letopis.model.fields import field_specs, many, one, spec_of
from letopis.model.records import BODY, DOCUMENT, EVENT, OFFICE, PERSON, PLACE, QUESTION, Record
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
    "Archive", "Citation", "Fact", "Finding", "Page", "Participation", "Record", "Ref", "SourceLocation", "Verdict",
    "View", "When", "add_field", "add_kind", "add_rule", "add_verdict_scale", "add_view", "bullets", "finding",
    "joined", "many", "one", "paragraph", "read_choice", "read_citation", "read_count", "read_link",
    "read_participation", "read_ref", "read_refs", "read_text", "read_url", "read_when", "table",
]  # fmt: skip

_KIND = re.compile(r"[a-z]+")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def add_kind(app: Sphinx, kind: type[Record]) -> None:
    """Add a kind of record.

    ``kind`` is a frozen dataclass (``slots=True, kw_only=True``) that inherits from
    :class:`letopis.model.records.Record`, with at least ``kind``, ``label`` and ``plural``, and fields declared with
    ``one`` and ``many``. It must be defined at the top of a module, since records are pickled. Its directive, role,
    page, relations, indexes, search, linked data and exports follow from the declaration.

    Raises ``ExtensionError`` if the class is not such a declaration, or the name of the kind is taken.
    """
    registry = _open(app)
    given: object = kind
    if not (isinstance(given, type) and issubclass(given, Record) and _KIND.fullmatch(given.kind)):
        raise ExtensionError(
            f"add_kind: expected a subclass of Record with a 'kind' of lower-case letters, not {kind!r}."
        )
    if not kind.label or not kind.plural:
        raise ExtensionError(f"add_kind: the kind '{kind.kind}' needs a 'label' and a 'plural' to be called by.")
    _claim(registry, f"kind '{kind.kind}'", taken=kind.kind in registry.schema.kinds)
    registry.schema.kinds[kind.kind] = kind


def add_field(app: Sphinx, kind: str, key: str, declaration: Any) -> None:
    """Add a field to an existing kind.

    ``kind`` is the name of the kind, ``key`` what an author writes between colons, ``declaration`` what ``one(…)`` or
    ``many(…)`` returns. In a rule or view its values are ``record.get(key)``.

    Raises ``ExtensionError`` if there is no such kind, the key is taken, or the declaration has ``times``: what dates
    a record belongs to the declaration of its kind.
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
    if spec.times:
        raise ExtensionError(f"add_field: field '{key}': 'times' belongs to the declaration of the kind '{kind}'.")
    added = registry.schema.added.setdefault(kind, {})
    taken = key in added or key == "name" or key in field_specs(registry.schema.kinds[kind])
    _claim(registry, f"field '{key}' of kind '{kind}'", taken=taken)
    added[key] = spec


def add_rule(app: Sphinx, code: str, rule: Rule) -> None:
    """Add a rule.

    ``code`` is what an author sees and what ``:except:`` names: lower-case letters, digits and hyphens. ``rule`` is
    a function from the :class:`~letopis.model.archive.Archive` to findings, made with ``finding(code, record, line,
    message)``. Its docstring is its entry in the manual: the first paragraph is what must hold, the second what to do.

    Raises ``ExtensionError`` if the code is taken, or the function has no docstring.
    """
    registry = _open(app)
    if not _NAME.fullmatch(code):
        raise ExtensionError(f"add_rule: the code {code!r} is not made of lower-case letters, digits and hyphens.")
    if not (rule.__doc__ or "").strip():
        raise ExtensionError(f"add_rule: the rule '{code}' has no docstring, which is its entry in the manual.")
    _claim(registry, f"code '{code}'", taken=code in registry.rules or code in MANUAL)
    registry.rules[code] = rule


def add_view(app: Sphinx, view: View) -> None:
    """Add a view: a directive that shows records of the archive.

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


def _claim(registry: Registry, what: str, *, taken: bool) -> None:
    """Note who registers something; refuse what is taken, naming both places."""
    frame = sys._getframe(2)  # noqa: SLF001  the only way to the file and line of the caller
    place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
    if taken:
        raise ExtensionError(f"{what} is registered twice: by {registry.place_of(what)}, and in {place}.")
    registry.places[what] = place
