"""Shows this archive as `letopis serve` shows any: run it where the archive lies."""

from __future__ import annotations

import sys

from letopis.preview import server

if __name__ == "__main__":
    sys.exit(server.main())
