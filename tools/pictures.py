"""Makes the pictures at the head of README from what was built: the site, the telephone, a spread of the book.

    python -m tools.pictures

Needs `build` first, Chromium, and poppler's `pdftoppm` and `pdftotext`. Each is a JPEG of less than 100 kB, so that the
repository stays small; the same pages give the same pictures on the same machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tools.find_programs import chromium
from tools.static_server import hosted

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build"
PICTURES = ROOT / ".github" / "pictures"
LARGEST: Final = 100_000
"""Bytes of a picture."""

CHAPTER: Final = ROOT / "docs" / "story" / "04-four-days-in-june.md"
"""The chapter of which the book shows two pages: the first that face each other."""

ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars")


def take(page: Page, name: str) -> None:
    """Save what the window shows, as finely as fits."""
    for quality in range(85, 25, -10):
        data = page.screenshot(type="jpeg", quality=quality)
        if len(data) < LARGEST:
            (PICTURES / f"{name}.jpg").write_bytes(data)
            print(f"{PICTURES.relative_to(ROOT)}/{name}.jpg: {len(data) // 1000} kB")
            return
    raise SystemExit(f"The picture '{name}' is larger than {LARGEST} bytes. Take a smaller window.")


def left_page(pages: list[str], heading: str) -> int:
    """The first left page, counted from 1, of the chapter that opens with this heading.

    The heading stands alone on its line there; in the table of contents and at the head of pages a number follows.
    """
    for number, page in enumerate(pages, start=1):
        if heading in map(str.strip, page.splitlines()):
            return number + number % 2
    raise SystemExit(f"No page of the book has the heading '{heading}'. Build the book anew: python3 make.py build")


def spread(folder: Path) -> str:
    """A page with two pages of the book side by side."""
    pdf = next((BUILT / "book").glob("*.pdf"))
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    heading = CHAPTER.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    left = left_page(text.split("\f"), heading)
    pages = ["-f", str(left), "-l", str(left + 1)]
    subprocess.run(["pdftoppm", "-r", "80", "-png", *pages, str(pdf), str(folder / "page")], check=True)
    images = "".join(f'<img src="{path.name}" style="height:760px">' for path in sorted(folder.glob("page*.png")))
    (folder / "spread.html").write_text(
        f'<body style="margin:0;background:#777;display:flex;gap:2px;justify-content:center;padding:20px">{images}</body>',
        encoding="utf-8",
    )
    return (folder / "spread.html").as_uri()


def main() -> int:
    """Make all three; the exit code is 1 if what is needed is not there."""
    program = chromium()
    if not program or not (BUILT / "html" / "index.html").is_file():
        print("Pictures need Chromium, and pages in _build. Run `python3 make.py build` first.", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with hosted(BUILT / "html") as address, sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for name, path, width, height in (
            ("site", "people/molotov.html", 1200, 760),
            ("telephone", "events/june-plenum.html", 390, 760),
        ):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(f"{address}/{path}")
            page.wait_for_load_state("networkidle")
            take(page, name)
        page = browser.new_page(viewport={"width": 1160, "height": 800})
        page.goto(spread(Path(folder)))
        take(page, "book")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
