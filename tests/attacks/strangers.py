"""Attacks by somebody who had not seen the code of the policy: what is written, and what the build says of it.

`strangers.json` holds for each attack its files, below a folder of its own, and its findings: file, line, code, and
what the message holds. One that gets no finding is harmless as it stands: the text is printed as it was written. Before
and after each attack stands a marker, a word that must be in the output; `lost` names those that a finding explains.
"""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.attacks.attacking import CONF, HERE, OPEN, Attack

STRANGERS: list[dict[str, Any]] = json.loads((HERE / "strangers.json").read_text(encoding="utf-8"))
MARKER = re.compile(r"SENTINEL-[\w-]+")
BIB = "@book{A1999, author={Ann, Bee}, title={Title}, year={1999}, publisher={P}, address={London}}\n"
INDEX = "# Index\n\n{cite:p}`A1999`\n\n```{bibliography}\n```\n\n```{toctree}\n:glob:\n\na/*/*\n```\n"


@cache
def attacked(builder: str, folder: Path) -> Attack:
    """One build in which each attack has a folder of its own."""
    attack = Attack(folder / f"strangers-{builder}", conf=CONF + OPEN + 'bibtex_bibfiles = ["references.bib"]\n')
    attack.prepare()
    attack.write("references.bib", BIB)
    attack.write("docs/index.md", INDEX)
    for case in STRANGERS:
        for path, text in case["files"].items():
            at = f"docs/a/{case['name']}/{path}"
            attack.write(at, text)
            if text.startswith("base64:"):
                (attack.project / at).write_bytes(base64.b64decode(text.removeprefix("base64:")))
    attack.build(builder)
    return attack


def markers_of(case: dict[str, Any]) -> set[str]:
    """The words that the output must hold."""
    written = "\n".join(text for path, text in case["files"].items() if path.endswith(".md"))
    return set(MARKER.findall(written)) - set(case.get("lost", ()))
