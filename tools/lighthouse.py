"""Asks Lighthouse what a reader with a slow telephone finds: speed, access, good practice, and how pages are found.

    python -m tools.lighthouse                 eight pages of _build/html, or of the folder that LETOPIS_SITE names
    python -m tools.lighthouse PAGE ...        these, such as people/molotov.html

The telephone is imitated: on a slow network, a processor four times slower than that of a fast desktop, by Lighthouse's own
index of processors. What else goes on in this machine can only lower the mark for speed, so a page below it is measured
again, and the best mark counts.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import npm
from tools.find_programs import chromium, everything_must_run
from tools.static_server import hosted

SITE = Path(os.environ.get("LETOPIS_SITE") or Path(__file__).parent.parent / "_build" / "html")
MARKS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What each page must reach, of 100."""

ATTEMPTS = 10
FAST = 1_500
"""The index from which a processor is that of a fast desktop, which slowed four times is that of the telephone.

A slower desktop is to be slowed twice: the table in Lighthouse's own `docs/throttling.md`, "Calibrating the CPU slowdown".
"""

# Root has no use for Chromium's sandbox, which needs rights that a container may not give; nor may it give much
# shared memory.
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def eight_pages(site: Path) -> list[str]:
    """The front page, the longest page about a person, the longest chapter and event, and long pages at the top."""
    longest = [
        max((path for path in site.glob(f"{folder}/*.html") if path.stem != "index"), key=lambda it: it.stat().st_size)
        for folder in ("people", "story", "events")
    ]
    return [
        "index.html", *(path.relative_to(site).as_posix() for path in longest),
        "claims.html", "glossary.html", "sources.html", "post.html",
    ]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measures pages and says what they reached; 1 if one falls short."""
    browser = chromium()
    if browser is None:
        print("Lighthouse is left out: no Chromium on this machine (on Debian: apt-get install chromium).")
        return 1 if everything_must_run() else 0
    sound = True
    with hosted(SITE) as address, tempfile.TemporaryDirectory() as folder:
        index = measure(f"{address}index.html", browser, Path(folder) / "index.json")["environment"]["benchmarkIndex"]
        factor = slowdown(index)
        print(f"This processor has the index {index:.0f}: slowed {factor} times.", flush=True)
        for page in arguments or eight_pages(SITE):
            marks: dict[str, int] = {}
            report: dict[str, Any] = {}
            for attempt in range(ATTEMPTS):
                report = measure(address + page, browser, Path(folder) / f"report-{attempt}.json", factor)
                found = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in MARKS}
                marks = {name: max(marks.get(name, 0), mark) for name, mark in found.items()}
                if all(marks[name] >= least for name, least in MARKS.items()):
                    break
            print(f"{page}: " + ", ".join(f"{name} {mark}" for name, mark in marks.items()), flush=True)
            for name, least in MARKS.items():
                if marks[name] < least:
                    sound = False
                    print(f"  {name} should be at least {least}. What costs most: {'; '.join(faults(report, name))}")
    return 0 if sound else 1


def slowdown(index: float) -> int:
    """How many times a processor of this index is to be slowed."""
    return 4 if index >= FAST else 2


def measure(address: str, browser: Path, output: Path, factor: int = 4) -> dict[str, Any]:
    """Lighthouse's report on one page, with the processor slowed ``factor`` times."""
    script = npm.package("lighthouse") / "cli" / "index.js"
    wanted = [f"--only-categories={','.join(MARKS)}", "--quiet", "--output=json", f"--output-path={output}"]
    wanted.append(f"--throttling.cpuSlowdownMultiplier={factor}")
    failed = npm.run(
        script, address, *wanted, f"--chrome-flags={CHROME}", "--no-enable-error-reporting",
        more={"CHROME_PATH": str(browser)},
    )  # fmt: skip
    if failed:
        sys.exit(f"Lighthouse could not measure {address}.")
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    if "runtimeError" in report:
        sys.exit(f"Lighthouse could not measure {address}: {report['runtimeError']['message']}")
    return report


def faults(report: dict[str, Any], category: str) -> list[str]:
    """The questions of a category that were not answered in full, the heaviest first."""
    asked = [ref for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    answers = [(ref["weight"], report["audits"][ref["id"]]) for ref in asked]
    short = [(weight * (1 - it["score"]), it) for weight, it in answers if it["score"] is not None and it["score"] < 1]
    ordered = sorted(short, key=lambda pair: -pair[0])
    return [f"{it['title']} {it.get('displayValue', '')}".strip() for _, it in ordered]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
