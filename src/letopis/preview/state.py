"""What the live preview tells the browser: whether it builds, what is wrong, and where. Standard library only."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

_PROGRESS = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\]")
_BOILERPLATE: Final = (
    "The full traceback has been saved", "To report this error", "Please also report", "Versions", "Last Messages",
    "Loaded Extensions", "Traceback", "====", "* ", "None.", "at <https",
)  # fmt: skip
LONGEST: Final = 12
"""Lines of a fault that are shown."""


@dataclass
class State:
    """One moment of the preview.

    ``doing`` is ``building``, ``ready`` or ``fault``; ``version`` changes with every build that ended well; ``stale`` says
    that pages nobody looks at are not yet written; ``findings`` are lists of pairs of line and text, by page; ``asked`` is
    the number of the last request that was answered.
    """

    doing: str = "building"
    words: str = ""
    fault: str = ""
    version: int = 0
    stale: bool = False
    seconds: float = 0.0
    asked: int = 0
    findings: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Put it where the server reads it; a reader sees the old one or the new."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        new.replace(path)


def read_state(path: Path) -> State:
    """What was written last; that it builds, if nothing was."""
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State(words="The preview begins")


def progress_in(line: str) -> str:
    """What a line that Sphinx prints says of how far it is, in words; ``""`` if nothing."""
    match = _PROGRESS.search(line)
    words = {"reading sources": "Reading pages", "writing output": "Writing pages"}
    return f"{words[match[1]]}: {match[2]} %" if match else ""


def fault_in(said: str) -> str:
    """The lines of what a failed build said that tell an author what is wrong."""
    kept: list[str] = []
    for raw in said.splitlines():
        line = re.sub("\x1b\\[[0-9;]*m", "", raw).rstrip()
        if line.strip() and not line.strip().startswith(_BOILERPLATE) and "sphinx-err-" not in line:
            kept.append(line)
    return "\n".join(kept[-LONGEST:]) or "The build has ended without a word."
