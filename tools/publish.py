"""Builds this archive as `letopis build` builds any.

python -m tools.publish [--jobs N] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from letopis.building import own_process, publish

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", default="auto", help="how many processes Sphinx may use (as many as there are cores)")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", help="where to publish (_build)")
    parser.add_argument("--chapters", action="store_true", help="of no effect: chapters are always written")
    options = parser.parse_args()
    return publish.main(publish.project_in(ROOT), options.out, options.jobs)


if __name__ == "__main__":
    own_process.allow_copies()
    sys.exit(main())
