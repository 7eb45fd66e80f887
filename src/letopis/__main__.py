"""``python -m letopis``: the same as the command ``letopis``."""

from __future__ import annotations

import sys

from letopis.cli import main

sys.exit(main())
