"""The reference of Letopis, made from the code: ``{letopis:reference} kinds`` and so on.

What it lists is what the project has: the built-in kinds, fields, views and settings, and those of its other
extensions.
"""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from docutils import nodes

from letopis import api
from letopis.cli import parser
from letopis.model.fields import FieldSpec, field_specs
from letopis.model.records import Record
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
    yield "Fields of every record", "reference-every", [_fields({key: spec for key, (_, spec) in common.items()})]
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


def _fields(specs: dict[str, FieldSpec]) -> nodes.Node:
    rows: list[list[Content]] = [[nodes.literal("", f":{key}:"), _meaning(spec)] for key, spec in specs.items()]
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
def _roles(page: Page) -> Iterator[Section]:
    rows: list[list[Content]] = [
        [nodes.literal("", f"{{{kind}}}`key`"), f"a link to a record of the kind {cls.label.lower()}"]
        for kind, cls in page.archive.schema.kinds.items()
    ]
    rows += [
        [nodes.literal("", "{cite:p}`Key{p. 12}`"), "a source, as a note"],
        [nodes.literal("", "{cite:t}`Key`"), "a source, named in the sentence"],
    ]
    text = paragraph(*literals("With words of your own: ``{person}`the marshal <zhukov>```."))
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
    for name, command in commands().items():
        rows: list[list[Content]] = [
            [nodes.literal("", ", ".join(action.option_strings) or str(action.dest)), action.help or ""]
            for action in command._actions  # noqa: SLF001  argparse has no public list of a command's arguments
            if action.dest != "help"
        ]
        made: list[nodes.Node] = [paragraph(*literals(command.description or ""))]
        if rows:
            made.append(table(["Argument", "What it is"], rows, [30, 70], ["letopis-reference"]))
        yield f"``letopis {name}``", f"reference-command-{name.replace(' ', '-')}", made


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


def _api(_page: Page) -> Iterator[Section]:
    for name in sorted(api.__all__):
        thing = getattr(api, name)
        if inspect.isfunction(thing) and name.startswith("add_"):
            text = [paragraph(*literals(part)) for part in inspect.cleandoc(thing.__doc__ or "").split("\n\n")]
            signature = re.sub(r"\b[a-z_.]+\.(?=[A-Z])|'", "", str(inspect.signature(thing)))
            yield f"``{name}{signature}``", f"reference-api-{name}", list(text)


PARTS: Final[dict[str, Callable[[Page], Iterator[Section]]]] = {
    "kinds": _kinds, "roles": _roles, "views": _views, "settings": _settings, "commands": _commands, "api": _api,
}  # fmt: skip

REFERENCE: Final = View(name="reference", render=render_reference, arguments={"part": one_of(*PARTS)})
