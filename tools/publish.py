"""Builds this archive as `letopis build` builds any, and each chapter as a PDF of its own where that is asked for.

python -m tools.publish [--jobs N] [--out FOLDER] [--chapters]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from letopis.building import publish

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", default="auto", help="how many processes Sphinx may use (as many as there are cores)")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", help="where to publish (_build)")
    parser.add_argument(
        "--chapters", action="store_true", help="each chapter and page as a PDF, too (downloads/chapters)"
    )
    options = parser.parse_args()
    if options.chapters:
        os.environ["LETOPIS_BOOK_CHAPTERS"] = "1"  # conf.py reads it
    return publish.main(publish.project_in(ROOT), options.out, options.jobs)


if __name__ == "__main__":
    sys.exit(main())
