"""``letopis new``: a page with every field a record of the kind can have, most of them to be taken out."""

from __future__ import annotations

import argparse

from letopis.cli.reading import CommandError, source_folder
from letopis.model.fields import field_specs
from letopis.model.kinds import KINDS
from letopis.model.values import KEY

FOLDERS = {
    "person": "people", "event": "events", "body": "bodies", "office": "bodies", "place": "places",
    "document": "documents", "book": "books", "question": "questions",
}  # fmt: skip
"""Where the pages of a kind lie; kinds that share a page have none."""

EXAMPLES = {
    "native": "the name in its own language",
    "sort": "Surname, Forename",
    "born": "1850-01-31 [Source1999]",
    "died": "1901 [Source1999, p. 12]",
    "date": "1850-01-31 [Source1999]",
    "founded": "1850 [Source1999]",
    "dissolved": "1901 [Source1999]",
    "held": "office-key 1880/1885 [Source1999]",
    "member": "body-key full 1880/1885 [Source1999]",
    "participant": "person-key | what they did",
    "coordinates": "51.48, -0.01 [Source1999]",
    "source": "Source1999, p. 12 | what it says",
    "statement": "the question, as a sentence",
}
"""What to write, for the fields that most records have."""


def new(options: argparse.Namespace) -> int:
    """Write the page and say what to do next."""
    kind, key, name = options.kind, options.key, options.name
    source = source_folder(options)
    if not KEY.fullmatch(key):
        raise CommandError(f"the key '{key}' is not made of lower-case letters, digits and hyphens.")
    if kind not in FOLDERS:
        raise CommandError(f"a {kind} shares its page with others: write it where it belongs, by hand.")
    path = source / FOLDERS[kind] / f"{key}.md"
    if path.exists():
        raise CommandError(f"'{path}' is there already. Choose another key, or edit that page.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(kind, key, name), encoding="utf-8")
    print(f"Written: {path}")
    print(f"Fill it in, take out the lines you do not need, and name it in {path.parent / 'index.md'}.")
    return 0


def page(kind: str, key: str, name: str) -> str:
    """The text of a new page."""
    specs = field_specs(KINDS[kind])
    fields = [f":{field}: {example}" for field, example in EXAMPLES.items() if field in specs]
    return "\n".join(
        [
            f"# {name}",
            "",
            f":::{{{kind}}} {key}",
            *fields,
            "One or two sentences that stand on their own: who or what this is, and why it matters.",
            ":::",
            "",
            "The text of the page, each statement with its source {cite:p}`Source1999`.",
            "",
        ]
    )
