"""``letopis new``: a page with every field a record of the kind can have, most of them to be taken out."""

from __future__ import annotations

import argparse

from letopis.cli.reading import CommandError, check_kind, read_schema, source_folder
from letopis.model.kinds import Record
from letopis.model.schema import Schema
from letopis.model.values import KEY


def new(options: argparse.Namespace) -> int:
    """Write the page and say what to do next."""
    kind, key, name = options.kind, options.key, options.name
    source = source_folder(options)
    if not KEY.fullmatch(key):
        raise CommandError(f"the key '{key}' is not made of lower-case letters, digits and hyphens.")
    schema = read_schema(options)
    record_class = check_kind(schema, kind)
    if not record_class.folder:
        raise CommandError(f"a {kind} shares its page with others: write it where it belongs, by hand.")
    path = source / record_class.folder / f"{key}.md"
    if path.exists():
        raise CommandError(f"'{path}' is there already. Choose another key, or edit that page.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(schema, record_class, key, name), encoding="utf-8")
    print(f"Written: {path}")
    print(f"Fill it in, take out the lines you do not need, and name it in {path.parent / 'index.md'}.")
    return 0


def page(schema: Schema, record_class: type[Record], key: str, name: str) -> str:
    """The text of a new page, with the fields that most records of the kind have, and all that must be there."""
    fields = [
        f":{key}: {spec.example or f'({spec.label})'}"
        for key, (_, spec) in schema.fields(record_class).items()
        if spec.example or spec.required
    ]
    return "\n".join(
        [
            f"# {name}",
            "",
            f":::{{{record_class.kind}}} {key}",
            *fields,
            "One or two sentences that stand on their own: who or what this is, and why it matters.",
            ":::",
            "",
            "The text of the page, each statement with its source {cite:p}`Source1999`.",
            "",
        ]
    )
