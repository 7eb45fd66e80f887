"""The reference of Letopis, made from the code: ``{letopis:reference} kinds`` and so on.

What it lists is what the project has: the built-in kinds, fields, views and settings, and those of its other
extensions.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import Final

from docutils import nodes

from letopis import api
from letopis.cli import parser
from letopis.exports.formats import FORMATS, Format
from letopis.model.dates import HistoricalDate
from letopis.model.fields import FieldSpec, field_specs
from letopis.model.records import Record
from letopis.model.terms import FLAGS, MEANINGS, OUTCOMES, STEPS, TEXTS
from letopis.registry import View
from letopis.rendering.page import Content, Page, paragraph, table
from letopis.rendering.views import one_of

Section = tuple[str, str, list[nodes.Node]]
"""A heading, its id, and what stands below it."""


def render_reference(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """One part of the reference, as sections with headings of their own."""
    made: list[nodes.Node] = []
    for title, anchor, content in PARTS[options["part"]](page):
        heading = nodes.rubric("", "", *literals(title), classes=["letopis-heading"], ids=[anchor])
        made += [heading, *content]
    return made


def literals(text: str) -> list[nodes.Node]:
    """Text with ````words```` and ```words``` set as literals; roles of docstrings lose their markup."""
    plain = re.sub(r":\w+:`~?(?:[\w.]+\.)?([\w.]+)`", r"``\1``", " ".join(text.split()))
    pieces = re.split(r"``?", plain)
    return [nodes.literal("", piece) if n % 2 else nodes.Text(piece) for n, piece in enumerate(pieces) if piece]


def summary_of(thing: object) -> str:
    """The first paragraph of a docstring."""
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "").partition("\n\n")[0]


# ------------------------------------------------------------------------------------------------- records
def _kinds(page: Page) -> Iterator[Section]:
    schema = page.archive.schema
    common = field_specs(Record)
    yield (
        "Fields of every record",
        "reference-every",
        [_fields({key: spec for key, (_, spec) in common.items()}, named=True)],
    )
    for kind, record_class in schema.kinds.items():
        own = {
            key: spec
            for key, (_, spec) in schema.fields(record_class).items()
            if key not in common or spec.inverse != common[key][1].inverse
        }
        where = (
            f"Pages lie in ``{record_class.folder}/``." if record_class.folder else "It shares its page with others."
        )
        text = paragraph(*literals(f"{summary_of(record_class)} {where}"))
        yield f"``{{{kind}}}``: {record_class.label.lower()}", f"reference-{kind}", [text, _fields(own)]


def _fields(specs: dict[str, FieldSpec], *, named: bool = False) -> nodes.Node:
    rows: list[list[Content]] = [[nodes.literal("", f":{key}:"), _meaning(spec)] for key, spec in specs.items()]
    if named:
        rows.insert(0, [nodes.literal("", ":name:"), "Name. Any text. Left out, it is the title of the page."])
    return table(["Field", "What it holds"], rows, [22, 78], ["letopis-reference"])


def _meaning(spec: FieldSpec) -> list[nodes.Node]:
    """A field in words: its name on the page, how it is written, and what else holds of it."""
    said = [f"{spec.label}. {_written(spec.read)}"]
    if spec.kinds:
        said.append(f"Leads to: {' or '.join(spec.kinds)}.")
    traits = [
        words
        for words, holds in (
            ("required", spec.required),
            ("may be repeated", spec.repeat),
            ("takes sources in square brackets", spec.sourced),
        )
        if holds
    ]
    if traits:
        said.append(f"{'; '.join(traits).capitalize()}.")
    if spec.inverse:
        said.append(f"Read from the other end: “{spec.inverse}”.")
    if spec.former:
        said.append(f"Formerly: {', '.join(f'``:{old}:``' for old in spec.former)}.")
    return literals(" ".join(said))


def _written(read: Callable[..., object]) -> str:
    """How a value is written: the docstring of its reader."""
    return summary_of(read)


# ------------------------------------------------------------------------------------------- roles and views
def _tenures(_page: Page) -> Iterator[Section]:
    rows: list[list[Content]] = [[nodes.literal("", f"{name}: …"), MEANINGS[name]] for name in TEXTS]
    rows += [[nodes.literal("", name), MEANINGS[name]] for name in FLAGS]
    steps = ", ".join(f"``{name.replace('-', ' ')}``" for name in STEPS)
    rows.append(
        [nodes.literal("", "elected 1935-06-01"), literals(f"a step and its date, and a note in brackets: {steps}")]
    )
    outcomes = ", ".join(f"``{name}``" for name in OUTCOMES)
    rows.append(
        [nodes.literal("", OUTCOMES[0]), literals(f"of a nomination alone, why it came to nothing: {outcomes}")]
    )
    made = table(["Part", "What it says"], rows, [24, 76], ["letopis-reference"])
    yield "Parts of a tenure, a seat or a nomination", "reference-tenures", [made]


def _roles(page: Page) -> Iterator[Section]:
    rows: list[list[Content]] = [
        [nodes.literal("", f"{{{kind}}}`key`"), f"a link to a record of the kind {cls.label.lower()}"]
        for kind, cls in page.archive.schema.kinds.items()
    ]
    rows += [
        [nodes.literal("", "{cite:p}`Key{p. 12}`"), "a source, as a note"],
        [nodes.literal("", "{cite:t}`Key`"), "a source, named in the sentence"],
    ]
    example = nodes.literal("", "{person}`the countess <ada>`")
    text = paragraph("With words of your own, the key stands in angle brackets: ", example, ".")
    yield "Roles", "reference-roles", [text, table(["Written", "Gives"], rows, [40, 60], ["letopis-reference"])]


def _views(page: Page) -> Iterator[Section]:
    for view in page.registry.views.values():
        if view.directive:
            yield f"``{{{view.name}}}``", f"reference-view-{view.name}", list(_view(view))


def _view(view: View) -> Iterator[nodes.Node]:
    yield paragraph(*literals(summary_of(view.render)))
    call = " ".join([f"{{{view.name}}}", *(name.upper() for name in view.arguments)])
    yield paragraph("Written ", nodes.literal("", call), _keys(view, view.arguments), ".")
    rows: list[list[Content]] = [
        [nodes.literal("", f":{name}:"), [*literals(_written(read)), *_key(view, name)]]
        for name, read in view.options.items()
    ]
    if view.body:
        rows.append(["each line of the text", [*literals(_written(view.body[1])), *_key(view, view.body[0])]])
    if rows:
        yield table(["Option", "What it holds"], rows, [22, 78], ["letopis-reference"])


def _keys(view: View, names: Iterable[str]) -> str:
    found = [f"{name.upper()} is a key of: {' or '.join(view.keys[name])}" for name in names if view.keys.get(name)]
    return f" ({'; '.join(found)})" if found else ""


def _key(view: View, name: str) -> list[nodes.Node]:
    if name not in view.keys:
        return []
    return [nodes.Text(f" Keys of: {' or '.join(view.keys[name]) or 'any kind'}.")]


# ------------------------------------------------------------------------------------ settings and commands
def _settings(page: Page) -> Iterator[Section]:
    rows: list[list[Content]] = [
        [
            nodes.literal("", name),
            [*literals(option.description), " Default: ", nodes.literal("", repr(option.default))],
        ]
        for name, option in sorted(page.builder.config.values.items())
        if name.startswith("letopis_")
    ]
    yield (
        "Settings",
        "reference-settings",
        [table(["In conf.py", "What it is for"], rows, [34, 66], ["letopis-reference"])],
    )


def _commands(_page: Page) -> Iterator[Section]:
    options = table(["Option", "What it is"], _arguments(parser()), [30, 70], ["letopis-reference"])
    text = paragraph(*literals("They stand before the command: ``letopis -s pages doctor``."))
    yield "Options of every command", "reference-command-options", [text, options]
    for name, command in commands().items():
        rows = _arguments(command)
        made: list[nodes.Node] = [paragraph(*literals(command.description or ""))]
        if rows:
            made.append(table(["Argument", "What it is"], rows, [30, 70], ["letopis-reference"]))
        yield f"``letopis {name}``", f"reference-command-{name.replace(' ', '-')}", made


def _arguments(command: argparse.ArgumentParser) -> list[list[Content]]:
    return [
        [nodes.literal("", ", ".join(action.option_strings) or str(action.dest)), action.help or ""]
        for action in command._actions  # noqa: SLF001  argparse has no public list of a command's arguments
        if action.dest != "help" and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    ]


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of ``letopis`` by its name; of a command with commands of its own, those (``sources check``)."""
    return dict(_commands_of(parser(), ""))


def _commands_of(parent: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [action for action in parent._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    for action in below:
        for word, command in action.choices.items():
            yield from _commands_of(command, f"{name} {word}".strip())
    if name and not below:
        yield name, parent


def _formats(_page: Page) -> Iterator[Section]:
    rows: list[list[Content]] = [
        [nodes.literal("", one.name), one.title, one.purpose, _condition(one)] for one in FORMATS
    ]
    made = table(["Name", "Format", "What it is for", "When it is made"], rows, [14, 22, 40, 24], ["letopis-reference"])
    yield "Formats of data", "reference-formats", [made]


def _condition(one: Format) -> Content:
    """When a format is made, and what it needs."""
    when = "always, unless ``letopis_data_formats`` names others" if one.always else "where it is asked for"
    return literals(f"{when}; needs ``letopis[{one.extra}]``" if one.extra else when)


def _api(_page: Page) -> Iterator[Section]:
    names = sorted(api.__all__, key=str.lower)
    for name in names:
        thing = getattr(api, name)
        if name.startswith("add_"):
            signature = re.sub(r"\b[a-z_.]+\.(?=[A-Z])|'", "", str(inspect.signature(thing)))
            yield f"``{name}{signature}``", f"reference-api-{name}", _paragraphs(thing)
    functions = [name for name in names if inspect.isfunction(getattr(api, name)) and not name.startswith("add_")]
    readers = [name for name in functions if name.startswith("read_")]
    yield "Readers of fields", "reference-api-readers", [_things(readers)]
    yield "Other functions", "reference-api-functions", [_things([name for name in functions if name not in readers])]
    for name in WITH_MEMBERS:
        thing = getattr(api, name)
        rows: list[list[Content]] = [[nodes.literal("", called), literals(words)] for called, words in _members(thing)]
        made = [*_paragraphs(thing), table(["Member", "What it is"], rows, [38, 62], ["letopis-reference"])]
        yield f"``{name}``", f"reference-api-{name.lower()}", made
    rest = [name for name in names if name not in (*functions, *WITH_MEMBERS) and not name.startswith("add_")]
    yield "Other classes and names", "reference-api-names", [_things(rest)]


WITH_MEMBERS: Final = ("Archive", "Record", "Page")
"""The classes of :mod:`letopis.api` whose methods rules and views call."""


def _paragraphs(thing: object) -> list[nodes.Node]:
    """The docstring of something."""
    return [paragraph(*literals(part)) for part in inspect.cleandoc(thing.__doc__ or "").split("\n\n")]


def _things(names: Iterable[str]) -> nodes.Node:
    """What :mod:`letopis.api` gives under these names, a line each."""
    rows: list[list[Content]] = [[nodes.literal("", _call(name)), literals(_explained(name))] for name in names]
    return table(["Name", "What it is"], rows, [38, 62], ["letopis-reference"])


def _call(name: str) -> str:
    """How a function is called; of a class with values of its own, what it is made of."""
    thing = getattr(api, name)
    made = inspect.isclass(thing) and not issubclass(thing, (Record, Enum)) and thing is not HistoricalDate
    typed = not name.startswith("read_") and thing is not View  # the manual has a table of the parts of a view
    return f"{name}{_signature(thing, typed=typed)}" if made or inspect.isfunction(thing) else name


def _signature(function: Callable[..., object], *, typed: bool = False) -> str:
    """The parameters, with or without their types."""
    # A dataclass may have a constructor of its own that only looks at what it is given.
    given = inspect.signature(function.__init__ if dataclasses.is_dataclass(function) else function)
    bare = [
        one if typed else one.replace(annotation=one.empty) for one in given.parameters.values() if one.name != "self"
    ]
    shown = str(inspect.Signature(bare)).replace("<factory>", "{}")
    return re.sub(r": (?:ForwardRef\()?'([^']*)'\)?", r": \1", shown)


def _explained(name: str) -> str:
    thing = getattr(api, name)
    if isinstance(thing, tuple):
        return f"The kinds ``{thing!r}``, for ``kinds`` of a field and ``keys`` of a view."
    if not (inspect.isclass(thing) or inspect.isfunction(thing)):
        return "A date as ``read_when`` gives it: fixed, or counted from another record. ``Archive.when`` works it out."
    if inspect.isclass(thing) and issubclass(thing, Record):
        return f"The class of the kind ``{thing.kind}``, for ``archive.all`` and ``archive.find``."
    if inspect.isclass(thing) and issubclass(thing, Enum):
        return f"{summary_of(thing)} The answers are {', '.join(f'``{name}.{one.name}``' for one in thing)}."
    return summary_of(thing)


def _members(thing: type) -> Iterator[tuple[str, str]]:
    """The public methods and properties of a class, each with the first paragraph of its docstring."""
    for name, member in vars(thing).items():
        if name.startswith("_"):
            continue
        if inspect.isfunction(member):
            yield f"{name}{_signature(member)}", summary_of(member)
        elif isinstance(member, property | cached_property):
            yield name, summary_of(member)


PARTS: Final[dict[str, Callable[[Page], Iterator[Section]]]] = {
    "kinds": _kinds, "roles": _roles, "views": _views, "settings": _settings, "commands": _commands, "api": _api,
    "formats": _formats, "tenures": _tenures,
}  # fmt: skip

REFERENCE: Final = View(name="reference", render=render_reference, arguments={"part": one_of(*PARTS)})
