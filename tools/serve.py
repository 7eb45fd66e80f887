"""Shows this archive as `letopis serve` shows any, and builds it anew when the extension's code changes, too.

python -m tools.serve [PAGE] [--port N] [--no-browser]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from letopis.building import serve
from letopis.building.publish import project_in

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", default="", help="the page to open (the one saved last)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-browser", action="store_true", help="only serve")
    options = parser.parse_args()
    browser = not options.no_browser
    return serve.main(project_in(ROOT), options.page, options.port, browser=browser, watched=[ROOT / "src"])


if __name__ == "__main__":
    sys.exit(main())
