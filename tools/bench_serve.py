"""Measures the live preview: processor time from a save to the page, in the process that `serve` keeps."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from letopis.preview.process import Preview, Request
from tools.bench_pages import REPEATS, edits, verdict
from tools.synthetic import write_archive

SECONDS: Final = 1.0
"""What is asked, at 1,000 records."""


def serve() -> bool:
    """Edit one paragraph of an archive of 1,000 records, and ask the preview for it: the median of three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_archive(folder / "src", 1000)
        preview = Preview(folder / "src", folder / "src", folder / "read", folder / "out", folder / "state.json")
        page = folder / "src" / "people" / "r0.md"
        preview.build_anew()
        preview.build(Request(0, [], "people/r0"))
        found = []
        for number, _ in enumerate(edits(page, REPEATS), 1):
            preview.build(Request(number, [page], "people/r0"))
            found.append(preview.state.seconds)
        shown = (folder / "out" / "people" / "r0.html").read_text(encoding="utf-8")
        if f"Read again, {REPEATS}." not in shown:
            raise SystemExit("The preview does not show the edit.")
    return verdict(("seconds from a save to its page in serve, 1,000 records", statistics.median(found), SECONDS))


BENCHMARKS: Final[dict[str, Callable[[], bool]]] = {"serve": serve}
"""The benchmarks of this module, by name."""
